// Analyzer: text in, tokens out, for one language: NFKC and case folding, tokenizer, stop words,
// stemmer. The same code serves documents and queries, so that both meet in the same terms.
// Confined to one thread (it owns ICU and stemmer state and a stem cache); cheap to keep, dear to
// make. Not here: finding the language (detector.hpp), making database terms (term_codec.hpp).
#pragma once

#include "analyzers/language.hpp"
#include "analyzers/token.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace evresi::analyzers {

struct ExplainedToken;

class Analyzer {
public:
    explicit Analyzer(const Language& language);
    ~Analyzer();
    Analyzer(Analyzer&&) noexcept;
    Analyzer& operator=(Analyzer&&) noexcept;

    /// Replaces `out` by the tokens of `text` in order; offsets and positions never fall.
    /// `text` is UTF-8; ill-formed bytes separate tokens. Views in the tokens stay valid until the
    /// next call. Cost: about 60 ns a token, 300 to 600 ns for a word not met before; asks for no
    /// memory where all words are known.
    void analyze(std::string_view text, std::vector<Token>& out);

    /// The tokens that analyze() gives for `text`, each with the forms and steps that led to it
    /// (explanation.hpp). For people: slow, and as large as all these forms are.
    [[nodiscard]] std::vector<ExplainedToken> explain(std::string_view text);

    [[nodiscard]] const Language& language() const noexcept;

    /// Which numbering Token::word is of. A call of analyze() may begin another one, where the
    /// words met have become too many to be kept.
    [[nodiscard]] std::uint32_t vocabulary() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// One Analyzer per language, made when first asked for. Confined to one thread.
class AnalyzerSet {
public:
    AnalyzerSet();
    ~AnalyzerSet();
    AnalyzerSet(AnalyzerSet&&) noexcept;
    AnalyzerSet& operator=(AnalyzerSet&&) noexcept;

    /// The analyzer of the tag's language, or of `und` for a tag that we do not know.
    [[nodiscard]] Analyzer& for_language(LanguageTag tag);

private:
    std::vector<std::unique_ptr<Analyzer>> analyzers_;
};

}  // namespace evresi::analyzers
