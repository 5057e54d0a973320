// Suggester: what somebody who types may want: words that go on from the last one, titles with
// words that begin so, acronyms of projects. Nothing that is typed is syntax. Confined to one
// thread. Not here: what a finished query may have meant (spelling_corrector.hpp).
#pragma once

#include "analyzers/analyzer.hpp"
#include "base/language_tag.hpp"
#include "indexer/database/snapshot.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::search {

struct SuggestRequest {
    std::string q;                ///< as typed so far
    LanguageTag lang;             ///< of what is typed; `und` when not known
    std::vector<LanguageTag> in;  ///< languages of words and titles; empty: all
    int size = 8;
};

enum class SuggestionKind : std::uint8_t { word, title, project };

[[nodiscard]] constexpr std::string_view name_of(SuggestionKind kind) noexcept {
    switch (kind) {
    case SuggestionKind::title:
        return "title";
    case SuggestionKind::project:
        return "project";
    case SuggestionKind::word:
        break;
    }
    return "word";
}

struct Suggestion {
    SuggestionKind kind = SuggestionKind::word;
    /// What was typed with its last word gone on; a title or an acronym as it stands.
    std::string text;
    LanguageTag lang;  ///< of the word or title; `und` when it is of none in particular
    std::string id;    ///< of the document with the title
    std::uint32_t documents =
        0;  ///< that have the word, beside the words before it, or the project
};

struct Suggestions {
    std::string query_text;
    std::vector<Suggestion> suggestions;  ///< words, projects, titles; each kind best first
    double took_ms = 0.0;
    std::uint64_t generation = 0;
    std::uint64_t documents = 0;
};

class Suggester {
public:
    /// Both must outlive this object.
    Suggester(database::Snapshot& snapshot, analyzers::AnalyzerSet& analyzers)
        : snapshot_(snapshot), analyzers_(analyzers) {}

    /// At most request.size suggestions; none for a text that does not end with the beginning of a
    /// word and is no title's. Looks at a bounded number of words and documents, so that a short
    /// beginning in a large index costs no more than a few milliseconds. Throws Xapian::Error.
    [[nodiscard]] Suggestions suggest(const SuggestRequest& request);

private:
    struct Typed;
    struct Completion;

    [[nodiscard]] Typed read(const SuggestRequest& request);
    [[nodiscard]] std::vector<Completion> completions(const SuggestRequest& request,
                                                      const Typed& typed);
    [[nodiscard]] std::vector<Suggestion>
    words(const SuggestRequest& request, const Typed& typed, std::vector<Completion> completions);
    [[nodiscard]] std::vector<Suggestion> projects(const SuggestRequest& request);
    [[nodiscard]] std::vector<Suggestion> titles(const SuggestRequest& request,
                                                 const Typed& typed,
                                                 const std::vector<Completion>& completions);

    database::Snapshot& snapshot_;
    analyzers::AnalyzerSet& analyzers_;
};

}  // namespace evresi::search
