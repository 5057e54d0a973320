// SearchWorker: what a search thread owns: a Searcher of the live generation, renewed when that
// changes, and analyzers. Confined to one thread.
#pragma once

#include "analyzers/analyzer.hpp"
#include "analyzers/detector.hpp"
#include "base/result.hpp"
#include "searchd/search/searcher.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace evresi::http {

/// Gives the generation to search now.
using GenerationSource = std::function<std::shared_ptr<const database::Generation>()>;

class SearchWorker {
public:
    /// `stop` tells work that takes long to end.
    SearchWorker(GenerationSource source,
                 search::QueryLimits limits,
                 std::shared_ptr<const lexicon::Lexicon> lexicon,
                 std::stop_token stop);

    /// The searcher of the live generation; of the one before while the live one cannot be opened.
    /// Valid until the next call. The errors of Snapshot::open when there is neither.
    [[nodiscard]] Result<search::Searcher*> searcher();

    /// Lets go of the index, whose files could otherwise not be freed when it is replaced.
    void close();

    [[nodiscard]] const search::QueryLimits& limits() const noexcept { return limits_; }
    [[nodiscard]] const std::stop_token& stop() const noexcept { return stop_; }
    [[nodiscard]] analyzers::AnalyzerSet& analyzers();
    [[nodiscard]] const analyzers::LanguageDetector& detector() const noexcept { return detector_; }

private:
    GenerationSource source_;
    search::QueryLimits limits_;
    std::shared_ptr<const lexicon::Lexicon> lexicon_;
    std::stop_token stop_;
    std::shared_ptr<const database::Generation> generation_;  ///< of searcher_
    std::optional<search::Searcher> searcher_;
    std::optional<analyzers::AnalyzerSet> analyzers_;
    analyzers::LanguageDetector detector_;
};

}  // namespace evresi::http
