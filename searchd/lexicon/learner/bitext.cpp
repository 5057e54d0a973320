#include "searchd/lexicon/learner/bitext.hpp"

#include "searchd/lexicon/lexicon.hpp"

#include <algorithm>
#include <set>

namespace evresi::lexicon {
namespace {

/// Longer strings align badly and cost much.
constexpr std::size_t kLongestSentence = 60;
/// The most that the lists together give a pair of labels as a pair to train on, and what a vote
/// gives.
constexpr double kTrainingPerVote = 0.5;
constexpr double kMostTraining = 1.5;
/// A single word of a list stands in the form that dictionaries give; so many occurrences in text
/// weigh as much.
constexpr double kDictionaryForm = 8.0;
/// Labels that are not the preferred one count less.
constexpr double kOtherLabel = 0.6;
/// A source that begins so many of its labels with a capital does so by habit.
constexpr double kHabit = 0.5;

bool begins_with_capital(std::string_view text) {
    return lower_case(text.substr(0, 4)).substr(0, 2) !=
           text.substr(0, std::min<std::size_t>(2, text.size()));
}

bool is_in(const LabelSet& labels, LanguageTag lang) {
    return std::ranges::any_of(labels, [&](const Label& label) { return label.lang == lang; });
}

std::string joined_stems(const Side& side, const std::vector<std::uint32_t>& words) {
    std::string stems;
    for (const std::uint32_t word : words) {
        if (!stems.empty()) stems.push_back(' ');
        stems += side.terms.stems(word);
    }
    return stems;
}

}  // namespace

std::string Bitext::written(const Side& side,
                            const AnalyzedString& string,
                            std::string_view text,
                            std::size_t begin,
                            std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) {
        const auto [from, to] = string.extents[i];
        if (i > begin) {
            // Words with one sign between them stay so joined (start-up, d'Or); other signs are
            // none of the term.
            const bool is_joined = from == string.extents[i - 1].second + 1 &&
                                   (text[from - 1] == '-' || text[from - 1] == '\'' ||
                                    text[from - 1] == '/' || text[from - 1] == '.');
            out.push_back(is_joined ? text[from - 1] : ' ');
        }
        out += side.forms.with_best_case(string.words[i], text.substr(from, to - from));
    }
    return out;
}

std::uint32_t TermNumbers::number(std::string_view stems) {
    const auto [place, is_new] =
        numbers_.try_emplace(std::string(stems), static_cast<std::uint32_t>(stems_.size()));
    if (is_new) stems_.push_back(&place->first);
    return place->second;
}

Bitext::Bitext(const Material& material, LanguageTag lang, std::size_t hold_out) {
    english.lang = kEnglish;
    other.lang = lang;
    add_strings(material, hold_out);
    add_concepts(material);
}

AnalyzedString Bitext::analyze(Side& side, std::string_view text) {
    AnalyzedString string;
    for (const analyzers::Token& token : analyzer_.tokens(side.lang, text)) {
        const std::uint32_t word = side.terms.number(token.stem);
        if (side.is_stop.size() <= word) side.is_stop.resize(word + 1, false);
        side.is_stop[word] = token.is_stop;
        string.words.push_back(word);
        string.extents.emplace_back(token.begin, token.end);
    }
    return string;
}

void Bitext::note_forms(Side& side,
                        const AnalyzedString& string,
                        std::string_view text,
                        double weight,
                        bool tells_first_case) {
    // A title in capitals throughout tells nothing about any of its words.
    bool has_small_word = string.words.size() == 1;
    for (std::size_t i = 1; i < string.words.size(); ++i) {
        const auto [begin, end] = string.extents[i];
        if (end - begin >= 4 && !begins_with_capital(text.substr(begin, end - begin))) {
            has_small_word = true;
        }
    }
    for (std::size_t i = 0; i < string.words.size(); ++i) {
        const auto [begin, end] = string.extents[i];
        const std::string_view word = text.substr(begin, end - begin);
        const bool follows_word = i > 0 && text[string.extents[i].first - 1] == ' ';
        const bool tells = i == 0 ? tells_first_case : has_small_word && follows_word;
        side.forms.add(string.words[i], word, weight, tells);
    }
}

void Bitext::add_strings(const Material& material, std::size_t hold_out) {
    const auto found = material.strings.find(other.lang);
    if (found == material.strings.end()) return;
    std::set<std::pair<std::string_view, std::string_view>> seen;
    std::size_t count = 0;
    for (const StringPair& pair : found->second) {
        if (!seen.emplace(pair.english, pair.other).second) continue;
        const AnalyzedString from = analyze(english, pair.english);
        const AnalyzedString to = analyze(other, pair.other);
        if (from.words.empty() || to.words.empty() || from.words.size() > kLongestSentence ||
            to.words.size() > kLongestSentence) {
            continue;
        }
        if (hold_out != 0 && ++count % hold_out == 0) {
            held_out["held out"].push_back({from.words, to.words});
            continue;
        }
        note_forms(english, from, pair.english, 1.0, false);
        note_forms(other, to, pair.other, 1.0, false);
        const auto weight = static_cast<float>(material.sources[pair.source].weight.training);
        sentences.push_back({from.words, to.words, weight});
        strings.push_back(&pair);
    }
}

void Bitext::add_measured(const Material& measured) {
    const auto found = measured.strings.find(other.lang);
    if (found == measured.strings.end()) return;
    for (const StringPair& pair : found->second) {
        AnalyzedString from = analyze(english, pair.english);
        AnalyzedString to = analyze(other, pair.other);
        held_out[measured.sources[pair.source].name].push_back(
            {std::move(from.words), std::move(to.words)});
    }
    english.is_stop.resize(english.terms.size(), false);
    other.is_stop.resize(other.terms.size(), false);
}

void Bitext::note_habits(const Material& material) {
    std::map<std::pair<std::uint32_t, LanguageTag>, std::pair<double, double>> capitals;
    for (const auto& [id, labels] : material.concepts) {
        for (const Label& label : labels) {
            auto& [with, all] = capitals[{label.source, label.lang}];
            all += 1.0;
            if (begins_with_capital(label.text)) with += 1.0;
        }
    }
    for (const auto& [source, counts] : capitals) {
        if (counts.first >= kHabit * counts.second) capital_habits_.insert(source);
    }
}

std::vector<Bitext::ListedTerm> Bitext::labels_in(const LabelSet& labels, Side& side) {
    std::vector<ListedTerm> listed;
    for (const Label& label : labels) {
        if (label.lang != side.lang) continue;
        ListedTerm one{&label, analyze(side, label.text), std::nullopt};
        const std::size_t words = one.string.words.size();
        if (words == 0 || words > kLongestSentence) continue;
        note_forms(side, one.string, label.text, words == 1 ? kDictionaryForm : 1.0,
                   !capital_habits_.contains({label.source, label.lang}));
        if (words <= kMostWords) {
            one.term = side.terms.number(joined_stems(side, one.string.words));
        }
        listed.push_back(std::move(one));
    }
    return listed;
}

void Bitext::note_phrase_forms(const Material& material) {
    for (const auto& [id, labels] : material.concepts) {
        for (const Label& label : labels) {
            if (label.lang != english.lang && label.lang != other.lang) continue;
            Side& side = label.lang == english.lang ? english : other;
            const AnalyzedString string = analyze(side, label.text);
            if (string.words.size() < 2 || string.words.size() > kMostWords) continue;
            const double weight = kDictionaryForm * material.sources[label.source].weight.votes *
                                  (label.is_preferred ? 1.0 : kOtherLabel);
            side.forms.add(side.terms.number(joined_stems(side, string.words)),
                           written(side, string, label.text, 0, string.words.size()), weight, true);
        }
    }
}

void Bitext::add_concepts(const Material& material) {
    note_habits(material);
    std::map<std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>>, double> training;
    for (const auto& [id, labels] : material.concepts) {
        if (!is_in(labels, english.lang) || !is_in(labels, other.lang)) continue;
        const std::vector<ListedTerm> from_labels = labels_in(labels, english);
        const std::vector<ListedTerm> to_labels = labels_in(labels, other);
        for (const ListedTerm& from : from_labels) {
            for (const ListedTerm& to : to_labels) {
                const SourceWeight& one = material.sources[from.label->source].weight;
                const SourceWeight& two = material.sources[to.label->source].weight;
                const double vote = std::min(one.votes, two.votes) *
                                    (from.label->is_preferred ? 1.0 : kOtherLabel) *
                                    (to.label->is_preferred ? 1.0 : kOtherLabel);
                if (vote <= 0.0) continue;
                if (from.term && to.term) {
                    votes[{*from.term, *to.term}] += static_cast<float>(vote);
                }
                training[{from.string.words, to.string.words}] +=
                    vote * std::min(one.training, two.training);
            }
        }
    }
    // The case of a word is known only now, when all texts have been read.
    note_phrase_forms(material);
    for (const auto& [words, vote] : training) {
        const double weight = std::min(kTrainingPerVote * vote, kMostTraining);
        sentences.push_back({words.first, words.second, static_cast<float>(weight)});
    }
    english.is_stop.resize(english.terms.size(), false);
    other.is_stop.resize(other.terms.size(), false);
}

}  // namespace evresi::lexicon
