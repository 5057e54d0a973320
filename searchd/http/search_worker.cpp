#include "searchd/http/search_worker.hpp"

#include "base/check.hpp"

namespace evresi::http {

SearchWorker::SearchWorker(GenerationSource source,
                           search::QueryLimits limits,
                           std::shared_ptr<const lexicon::Lexicon> lexicon,
                           std::stop_token stop)
    : source_(std::move(source)), limits_(limits), lexicon_(std::move(lexicon)),
      stop_(std::move(stop)) {}

void SearchWorker::close() {
    searcher_.reset();
    generation_.reset();
}

Result<search::Searcher*> SearchWorker::searcher() {
    std::shared_ptr<const database::Generation> wanted = source_();
    EVRESI_CHECK(wanted != nullptr);
    if (wanted != generation_) {
        Result<database::Snapshot> snapshot = database::Snapshot::open(wanted);
        if (snapshot) {
            searcher_.emplace(*std::move(snapshot), limits_, lexicon_);
            generation_ = std::move(wanted);
        } else if (!searcher_) {
            return snapshot.error();
        }
    }
    return &*searcher_;
}

analyzers::AnalyzerSet& SearchWorker::analyzers() {
    if (!analyzers_) analyzers_.emplace();
    return *analyzers_;
}

}  // namespace evresi::http
