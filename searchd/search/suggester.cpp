#include "searchd/search/suggester.hpp"

#include "analyzers/registry.hpp"
#include "base/utf8.hpp"
#include "indexer/database/term_codec.hpp"
#include "searchd/search/snippet.hpp"
#include "searchd/search/spelling_words.hpp"
#include "searchd/search/white_space.hpp"

#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <tuple>
#include <utility>

namespace evresi::search {
namespace {

/// Words that are looked at for one beginning, and of these the most frequent that are compared
/// with the words before and looked for in titles.
constexpr std::size_t kWords = 20'000;
constexpr std::size_t kCompared = 40;
/// Words that the beginning may be in other letters, and how sure one must be of it.
constexpr std::size_t kBridgedWords = 8;
constexpr double kLeastBridged = 0.5;
/// Shorter beginnings say too little.
constexpr std::size_t kFewestLetters = 2;
/// Postings looked at for two words together.
constexpr int kPostings = 1'000;
/// Documents whose titles are looked at, and acronyms.
constexpr Xapian::doccount kTitles = 300;
constexpr std::size_t kAcronyms = 200;
constexpr std::size_t kShownProjects = 3;
/// Words before the last that count.
constexpr std::size_t kBefore = 4;

/// Documents that have both terms, as far as kPostings tell.
std::uint32_t
count_together(const Xapian::Database& database, const std::string& a, const std::string& b) {
    auto one = database.postlist_begin(a);
    auto other = database.postlist_begin(b);
    const auto one_end = database.postlist_end(a);
    const auto other_end = database.postlist_end(b);
    std::uint32_t count = 0;
    for (int i = 0; i < kPostings && one != one_end && other != other_end; ++i) {
        if (*one < *other) {
            one.skip_to(*other);
        } else if (*other < *one) {
            other.skip_to(*one);
        } else {
            ++count;
            ++one;
        }
    }
    return count;
}

/// The words of folded text.
std::vector<std::string_view> words_of(std::string_view folded) {
    std::vector<std::string_view> words;
    std::size_t begin = std::string_view::npos;
    for (std::size_t at = 0; at < folded.size();) {
        const DecodedCharacter c = decode_utf8(folded, at);
        // Folded titles have signs between words, of which all that matter are ASCII.
        const bool is_sign =
            is_space(c.value) || (c.value < 0x80 && !(c.value >= U'0' && c.value <= U'9') &&
                                  !(c.value >= U'a' && c.value <= U'z'));
        if (is_sign && begin != std::string_view::npos) {
            words.push_back(folded.substr(begin, at - begin));
            begin = std::string_view::npos;
        } else if (!is_sign && begin == std::string_view::npos) {
            begin = at;
        }
        at += c.bytes;
    }
    if (begin != std::string_view::npos) words.push_back(folded.substr(begin));
    return words;
}

/// Where the typed words stand in a title: 0 at its beginning, 1 next to each other, 2 elsewhere.
/// The last word need only begin so.
int place_in(const std::vector<std::string_view>& title, const std::vector<std::string>& typed) {
    for (std::size_t i = 0; i + typed.size() <= title.size(); ++i) {
        bool is_here = true;
        for (std::size_t j = 0; is_here && j < typed.size(); ++j) {
            is_here = j + 1 < typed.size() ? title[i + j] == typed[j]
                                           : title[i + j].starts_with(typed[j]);
        }
        if (is_here) return i == 0 ? 0 : 1;
    }
    return 2;
}

Xapian::Query any_of(const std::vector<std::string>& terms) {
    return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

}  // namespace

/// What was typed, by words.
struct Suggester::Typed {
    std::string text;                                    ///< up to the last word
    std::vector<std::string> folded;                     ///< all words
    std::vector<std::vector<std::string>> stems_before;  ///< stem terms of those before the last
    std::vector<std::vector<std::string>> title_terms;   ///< of all words
    bool is_going_on = false;            ///< the text ends with a word, which may go on
    std::vector<LanguageTag> languages;  ///< that words may be in
};

/// A word that the last one may become.
struct Suggester::Completion {
    std::size_t number = 0;
    std::uint32_t documents = 0;  ///< that have it
    std::uint32_t together = 0;   ///< that have its stem and the words before
    LanguageTag lang;
    std::string stem;
};

Suggester::Typed Suggester::read(const SuggestRequest& request) {
    Typed typed;
    for (const analyzers::Language* language : analyzers::languages()) {
        const LanguageTag tag = language->tag;
        if (tag.is_undetermined()) continue;
        if (!request.in.empty() && std::ranges::find(request.in, tag) == request.in.end()) continue;
        if (!request.lang.is_undetermined() && request.lang != tag) continue;
        typed.languages.push_back(tag);
    }
    std::vector<analyzers::Token> tokens;
    analyzers_.for_language(LanguageTag()).analyze(request.q, tokens);
    if (tokens.empty()) return typed;
    const std::size_t last = tokens.size() - 1;
    const std::size_t first = last > kBefore ? last - kBefore : 0;
    typed.text = request.q.substr(0, tokens[last].begin);
    typed.is_going_on = tokens[last].end == request.q.size();
    std::vector<std::string> words;
    for (std::size_t i = first; i <= last; ++i) {
        typed.folded.emplace_back(tokens[i].surface);
        words.push_back(request.q.substr(tokens[i].begin, tokens[i].end - tokens[i].begin));
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::vector<std::string> stems;
        std::vector<std::string> in_titles;
        for (const LanguageTag lang : typed.languages) {
            const WordInLanguage in = in_language(words[i], lang, snapshot_, analyzers_);
            if (in.stem.empty()) continue;
            in_titles.push_back(database::title_term(lang, in.stem));
            if (in.documents > 0 && !in.is_stop) {
                stems.push_back(database::stem_term(lang, in.stem));
            }
        }
        in_titles.push_back(database::title_term(LanguageTag(), typed.folded[i]));
        typed.title_terms.push_back(std::move(in_titles));
        if (i + 1 < words.size() && !stems.empty()) typed.stems_before.push_back(std::move(stems));
    }
    return typed;
}

/// The most frequent words that begin like the last one, in the languages asked for.
std::vector<Suggester::Completion> Suggester::completions(const SuggestRequest& request,
                                                          const Typed& typed) {
    std::vector<Completion> found;
    if (!typed.is_going_on || typed.folded.empty()) return found;
    const std::string& beginning = typed.folded.back();
    if (count_utf8(beginning) < kFewestLetters) return found;
    const bool all_languages = request.in.empty() && request.lang.is_undetermined();
    const database::Vocabulary& vocabulary = snapshot_.vocabulary();
    const auto add_words = [&](std::string_view prefix, std::size_t most) {
        const auto [first, last] = vocabulary.with_prefix(prefix);
        for (std::size_t i = first; i < std::min(last, first + most); ++i) {
            Completion completion;
            completion.number = i;
            completion.documents = vocabulary.documents(i);
            found.push_back(std::move(completion));
        }
    };
    add_words(beginning, kWords);
    for (const database::BridgedWord& bridged :
         snapshot_.bridge().typed_as(beginning, kBridgedWords, request.lang)) {
        if (bridged.weight >= kLeastBridged) add_words(bridged.word, kBridgedWords);
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &Completion::documents);
    std::vector<Completion> kept;
    for (Completion& completion : found) {
        if (kept.size() == kCompared) break;
        std::uint32_t most = 0;
        for (const LanguageTag lang : typed.languages) {
            const std::uint32_t documents = vocabulary.documents(completion.number, lang);
            if (documents <= most) continue;
            most = documents;
            completion.lang = lang;
        }
        if (most == 0 && !all_languages) continue;
        if (most > 0) {
            completion.stem = in_language(vocabulary.written(completion.number), completion.lang,
                                          snapshot_, analyzers_)
                                  .stem;
        }
        kept.push_back(std::move(completion));
    }
    return kept;
}

std::vector<Suggestion> Suggester::words(const SuggestRequest& request,
                                         const Typed& typed,
                                         std::vector<Completion> completions) {
    const database::Vocabulary& vocabulary = snapshot_.vocabulary();
    bool any_together = false;
    for (Completion& completion : completions) {
        completion.together = completion.documents;
        if (typed.stems_before.empty()) continue;
        const std::string term = completion.stem.empty()
                                     ? database::surface_term(vocabulary.word(completion.number))
                                     : database::stem_term(completion.lang, completion.stem);
        for (const std::vector<std::string>& before : typed.stems_before) {
            std::uint32_t count = 0;
            for (const std::string& stem : before) {
                count = std::max(count, count_together(snapshot_.database(), term, stem));
            }
            completion.together = std::min(completion.together, count);
        }
        any_together = any_together || completion.together > 0;
    }
    if (any_together) {
        std::erase_if(completions, [](const Completion& it) { return it.together == 0; });
        std::ranges::stable_sort(completions, std::ranges::greater{}, &Completion::together);
    }
    std::vector<Suggestion> found;
    // Of the forms of a word the most frequent stands for all.
    std::set<std::pair<LanguageTag, std::string>> families;
    for (const Completion& completion : completions) {
        if (found.size() == static_cast<std::size_t>(request.size)) break;
        if (!completion.stem.empty() &&
            !families.emplace(completion.lang, completion.stem).second) {
            continue;
        }
        Suggestion suggestion;
        suggestion.text = typed.text + vocabulary.written(completion.number);
        suggestion.lang = completion.lang;
        suggestion.documents = any_together ? completion.together : completion.documents;
        if (suggestion.text != request.q) found.push_back(std::move(suggestion));
    }
    return found;
}

std::vector<Suggestion> Suggester::projects(const SuggestRequest& request) {
    std::vector<Suggestion> found;
    const std::string key = database::project_key(request.q);
    if (key.empty()) return found;
    const Xapian::Database& database = snapshot_.database();
    const std::string prefix = std::string(database::row_of(database::Field::project).prefix) + ":";
    std::vector<std::pair<std::uint32_t, std::string>> terms;
    for (auto term = database.allterms_begin(prefix + key);
         term != database.allterms_end(prefix + key) && terms.size() < kAcronyms; ++term) {
        if (*term != prefix + std::string(database::kUnknown)) {
            terms.emplace_back(term.get_termfreq(), *term);
        }
    }
    std::ranges::stable_sort(terms, std::ranges::greater{},
                             &std::pair<std::uint32_t, std::string>::first);
    for (const auto& [documents, term] : terms) {
        if (found.size() == kShownProjects) break;
        // Terms have no case; a document knows how the acronym is written.
        const Xapian::Document document = database.get_document(*database.postlist_begin(term));
        const std::string values =
            document.get_value(database::row_of(database::Field::project).slot);
        std::string_view rest = values;
        while (!rest.empty()) {
            const std::string_view value =
                rest.substr(0, std::min(rest.find(database::kValueSeparator), rest.size()));
            rest.remove_prefix(std::min(value.size() + 1, rest.size()));
            if (database::filter_term(database::Field::project, value) != term) continue;
            Suggestion suggestion;
            suggestion.kind = SuggestionKind::project;
            suggestion.text = value;
            suggestion.documents = documents;
            found.push_back(std::move(suggestion));
            break;
        }
    }
    return found;
}

std::vector<Suggestion> Suggester::titles(const SuggestRequest& request,
                                          const Typed& typed,
                                          const std::vector<Completion>& completions) {
    std::vector<Suggestion> found;
    if (typed.folded.empty() || count_utf8(typed.folded.back()) < kFewestLetters) return found;
    std::vector<std::vector<std::string>> words = typed.title_terms;
    for (const Completion& completion : completions) {
        if (!completion.stem.empty()) {
            words.back().push_back(database::title_term(completion.lang, completion.stem));
        }
        words.back().push_back(
            database::title_term(LanguageTag(), snapshot_.vocabulary().word(completion.number)));
    }
    std::vector<Xapian::Query> parts;
    for (const std::vector<std::string>& terms : words) parts.push_back(any_of(terms));
    if (!request.in.empty()) {
        std::vector<std::string> languages;
        for (const LanguageTag lang : request.in) {
            languages.push_back(database::filter_term(
                database::Field::lang, lang.is_undetermined() ? database::kUnknown : lang.view()));
        }
        parts.push_back(any_of(languages));
    }
    Xapian::Enquire enquire(snapshot_.database());
    enquire.set_query(Xapian::Query(Xapian::Query::OP_AND, parts.begin(), parts.end()));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Xapian::MSet matches = enquire.get_mset(0, kTitles);
    struct Match {
        int place;
        std::size_t length;
        Xapian::docid docid;
    };
    std::vector<Match> order;
    for (auto match = matches.begin(); match != matches.end(); ++match) {
        const std::string title = match.get_document().get_value(database::kSlotTitle);
        order.push_back({place_in(words_of(title), typed.folded), title.size(), *match});
    }
    std::ranges::sort(order, [](const Match& a, const Match& b) {
        return std::tie(a.place, a.length, a.docid) < std::tie(b.place, b.length, b.docid);
    });
    std::set<std::string> seen;
    for (const Match& match : order) {
        if (found.size() == static_cast<std::size_t>(request.size)) break;
        const Result<corpus::Document> head = snapshot_.head(match.docid);
        if (!head || !seen.insert(head->title).second) continue;
        Suggestion suggestion;
        suggestion.kind = SuggestionKind::title;
        suggestion.text = without_bidi_controls(head->title);
        suggestion.lang = head->title_lang;
        suggestion.id = head->id;
        suggestion.documents = 1;
        found.push_back(std::move(suggestion));
    }
    return found;
}

Suggestions Suggester::suggest(const SuggestRequest& request) {
    const auto start = std::chrono::steady_clock::now();
    Suggestions answer;
    answer.query_text = request.q;
    answer.generation = snapshot_.generation().manifest.generation;
    answer.documents = snapshot_.database().get_doccount();
    const Typed typed = read(request);
    const std::vector<Completion> completed = completions(request, typed);
    std::vector<Suggestion> found_words = words(request, typed, completed);
    std::vector<Suggestion> found_projects = projects(request);
    std::vector<Suggestion> found_titles = titles(request, typed, completed);
    // Words take half of the room, or what the others leave.
    const auto size = static_cast<std::size_t>(request.size);
    found_projects.resize(std::min(found_projects.size(), size));
    const std::size_t left = size - found_projects.size();
    const std::size_t for_words =
        std::max(left - std::min(left, found_titles.size()), (left + 1) / 2);
    found_words.resize(std::min(found_words.size(), for_words));
    found_titles.resize(std::min(found_titles.size(), left - found_words.size()));
    for (std::vector<Suggestion>* list : {&found_words, &found_projects, &found_titles}) {
        std::ranges::move(*list, std::back_inserter(answer.suggestions));
    }
    answer.took_ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    return answer;
}

}  // namespace evresi::search
