// QueryExpander: a word of the query -> a concept: what stands for it in the texts of each
// language. Its stems as it was typed, in every language that it may be of; other spellings;
// words typed in another script; translations and synonyms by the lexicon; names as others spell
// them. Confined to one thread. Not here: database queries (query_builder.hpp).
#pragma once

#include "analyzers/analyzer.hpp"
#include "base/language_tag.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/lexicon/lexicon.hpp"
#include "searchd/search/origin.hpp"
#include "searchd/search/query_language.hpp"
#include "searchd/search/search_request.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evresi::search {

/// What stands for a word of the query, or for several, in texts of one language.
struct Alternative {
    LanguageTag lang;
    std::string stems;  ///< one, or several that stand next to each other, joined by a space
    /// How likely a text that has it means what was asked for, above 0 and at most 1. Those of one
    /// concept and language sum to 1, or to less where none of them is sure; spellings and synonyms
    /// come on top.
    double weight = 1.0;
    Origin origin = Origin::typed;
    bool is_stop = false;  ///< a stop word of `lang`
    /// Typed in another language than `lang`, and looked for there as it is.
    bool is_foreign = false;
    std::string text;  ///< as people write it; empty for what was typed
};

[[nodiscard]] Alternative
from_lexicon(lexicon::Translation translation, LanguageTag lang, Origin origin);

/// What one token of the query stands for.
struct Concept {
    std::string typed;
    /// As it is written in its own letters, where it was typed in others and one reading is clear.
    std::string read;
    std::string surface;                    ///< folded, of what was read where that is clear
    std::vector<Alternative> alternatives;  ///< those of one language stand together
    /// Says nothing by itself: a stop word of the query's language, or where that is not known, of
    /// any language that it may be written in.
    bool is_stop = false;
};

class QueryExpander {
public:
    /// `request`: its text tells the likely language where `lang` does not; `in`, `cross` and
    /// `without` say what to add. `lexicon` may be null. All must outlive this.
    QueryExpander(analyzers::AnalyzerSet& analyzers,
                  const SearchRequest& request,
                  database::Snapshot& snapshot,
                  const lexicon::Lexicon* lexicon);

    /// One concept for each token of `text`, in order; none for signs without letters and digits.
    [[nodiscard]] std::vector<Concept> expand(std::string_view text);

    /// The same with what was typed and its other spellings only.
    [[nodiscard]] std::vector<Concept> as_typed(std::string_view text);

    /// Whether expand() gives any concept that is no stop word; without the cost of alternatives.
    [[nodiscard]] bool has_telling_word(std::string_view text);

    /// What stands for `words` taken together, next to each other in the query: the translations
    /// of the whole. No alternatives when the lexicon does not have it as a term.
    [[nodiscard]] Concept expand_phrase(const std::vector<Concept>& words);

    /// The folded spelling of `text` when it is one token, else empty.
    [[nodiscard]] std::string fold(std::string_view text);

    /// The languages of the query, likeliest first.
    [[nodiscard]] std::vector<LanguageTag> languages() const;

private:
    [[nodiscard]] std::vector<LanguageShare> readings_of(std::string_view word) const;
    [[nodiscard]] bool is_of_query(LanguageTag lang) const;
    void add_typed(std::string_view text, std::vector<Concept>& concepts);
    void add_spellings(analyzers::Analyzer& analyzer, Concept& word, std::size_t reading);
    void add_other_scripts(Concept& word);
    /// Whether the index or the lexicon has a word of its language with these stems.
    [[nodiscard]] bool is_known(const Alternative& word) const;
    /// The word of the query's language that a word in other letters clearly stands for, or none.
    [[nodiscard]] std::string clear_reading(const Concept& word);
    /// Makes of a word in Latin letters what it stands for in the language of the query, where that
    /// is clear: from then on it is as if that had been typed.
    void read_in_own_letters(Concept& word);
    /// Documents with the stem of `word` as a word of `lang`.
    [[nodiscard]] Xapian::doccount documents_with(std::string_view word, LanguageTag lang);
    [[nodiscard]] bool is_in_lexicon(const Concept& word, LanguageTag lang) const;
    void add_translations(Concept& word, const std::vector<LanguageShare>& readings);
    /// Words of the query's own language that mean much the same.
    void add_synonyms(Concept& word, LanguageTag lang, double share);
    void add_names(Concept& word);
    /// For a word that neither the lexicon has nor names sound like.
    void add_cognates(Concept& word);
    void add_index_word(const database::BridgedWord& found, Origin origin, Concept& word);
    /// Whether the request leaves `text` of `lang` out, which would stand for `word`: then false.
    [[nodiscard]] bool
    is_wanted(const Concept& word, std::string_view text, LanguageTag lang) const;
    /// Adds `alternative`, or its weight to the one that is there already, unless it is not wanted.
    void add(Alternative alternative, Concept& word) const;
    void finish(Concept& word) const;

    analyzers::AnalyzerSet& analyzers_;
    const SearchRequest& request_;
    database::Snapshot& snapshot_;
    const lexicon::Lexicon* lexicon_;
    LanguageTag lang_;    ///< given; `und` when not, or when we do not know it
    LanguageTag likely_;  ///< given or found; decides about stop words
    std::vector<LanguageShare> shares_;
    /// In Latin letters, though its language has others.
    bool is_romanised_ = false;
    std::vector<LanguageTag> targets_;  ///< languages of texts that are looked in
    std::vector<analyzers::Token> tokens_;
    std::vector<analyzers::Token> unmarked_tokens_;
};

}  // namespace evresi::search
