#include "searchd/lexicon/learner/language_learner.hpp"

#include "base/ascii.hpp"
#include "searchd/lexicon/learner/bitext.hpp"
#include "searchd/lexicon/learner/model1.hpp"
#include "searchd/lexicon/learner/phrases.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <utility>

namespace evresi::lexicon {
namespace {

constexpr int kRoundsApart = 3;
constexpr int kRoundsAgreeing = 3;
/// Share of what was learnt from running text; the lists' votes have the rest.
constexpr double kShareOfModel = 0.7;
/// The same for phrases, which lists know better: what is learnt may end too early.
constexpr double kShareOfPhraseModel = 0.4;
/// Alternatives kept of a term: at most so many, until their weights sum up to so much, none below
/// this part of the best.
constexpr std::size_t kMostAlternatives = 12;
constexpr double kEnough = 0.97;
constexpr double kLeastOfBest = 0.03;
/// Of the model's alternatives, before the votes are added.
constexpr std::size_t kMostOfModel = 20;
constexpr float kLeastScore = 0.002F;
/// Phrases of interfaces (accept this instance) are many and of no use for searching; what only one
/// list of them has is left out.
constexpr float kLeastPhraseVotes = 0.55F;
/// Keeps words that were met once from being certain translations of everything that they stood
/// beside.
constexpr float kDoubt = 1.0F;

struct Alternative {
    std::uint32_t term = 0;
    double weight = 0.0;
};
using Alternatives = std::vector<Alternative>;
/// By the number of the source term.
using Table = std::vector<Alternatives>;

void sort_by_weight(Alternatives& alternatives) {
    std::ranges::sort(alternatives, [](const Alternative& a, const Alternative& b) {
        if (a.weight != b.weight) return a.weight > b.weight;
        return a.term < b.term;
    });
}

void normalise(Alternatives& alternatives) {
    double sum = 0.0;
    for (const Alternative& one : alternatives) sum += one.weight;
    for (Alternative& one : alternatives) one.weight /= sum;
}

/// The likeliest ones, with weights that sum up to 1.
void keep(Alternatives& alternatives, std::size_t most) {
    sort_by_weight(alternatives);
    if (alternatives.size() > most) alternatives.resize(most);
    if (!alternatives.empty()) normalise(alternatives);
}

void cut(Alternatives& alternatives) {
    keep(alternatives, kMostAlternatives);
    double sum = 0.0;
    std::size_t kept = 0;
    while (kept < alternatives.size() && sum < kEnough &&
           alternatives[kept].weight >= kLeastOfBest * alternatives.front().weight) {
        sum += alternatives[kept++].weight;
    }
    alternatives.resize(kept);
    if (!alternatives.empty()) normalise(alternatives);
}

Alternatives mixed(Alternatives model, Alternatives votes, bool is_phrase) {
    keep(model, kMostOfModel);
    keep(votes, kMostOfModel);
    if (model.empty()) std::swap(model, votes);
    const double known_share = is_phrase ? kShareOfPhraseModel : kShareOfModel;
    const double share = votes.empty() ? 1.0 : known_share;
    for (Alternative& one : model) one.weight *= share;
    for (const Alternative& vote : votes) {
        const auto same = std::ranges::find(model, vote.term, &Alternative::term);
        if (same == model.end())
            model.push_back({vote.term, vote.weight * (1.0 - share)});
        else
            same->weight += vote.weight * (1.0 - share);
    }
    cut(model);
    return model;
}

/// The share `part` that `count` is of something, as if that had been met once more otherwise.
float doubted(float count, float part) {
    return count > 0.0F ? count / (count / part + kDoubt) : 0.0F;
}

/// Numbers are the same in all languages; no table is needed for them.
bool has_letter(const std::string& text) {
    return std::ranges::any_of(text, [](char c) {
        const char lower = lower_ascii(c);
        return (lower >= 'a' && lower <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

bool is_several_words(const std::string& stems) {
    return stems.find(' ') != std::string::npos;
}

HitRate rate(const std::vector<HeldOut>& held_out,
             bool from_english,
             const Side& side,
             const Table& table) {
    HitRate rate;
    for (const HeldOut& pair : held_out) {
        const auto& from = from_english ? pair.english : pair.other;
        const auto& to = from_english ? pair.other : pair.english;
        for (const std::uint32_t word : from) {
            if (side.is_stop[word] ||
                side.terms.stems(word).find_first_not_of("0123456789.,") == std::string::npos) {
                continue;
            }
            ++rate.words;
            if (word >= table.size() || table[word].empty()) continue;
            ++rate.covered;
            std::size_t rank = 0;
            std::size_t hit = table[word].size();
            for (const Alternative& one : table[word]) {
                if (std::ranges::find(to, one.term) != to.end()) {
                    hit = std::min(hit, rank);
                    rate.mass += one.weight;
                }
                ++rank;
            }
            if (hit == table[word].size()) continue;
            ++rate.all;
            if (hit < 8) ++rate.first8;
            if (hit < 3) ++rate.first3;
        }
    }
    return rate;
}

/// One table of each direction.
struct Tables {
    explicit Tables(const Bitext& bitext)
        : to_other(bitext.english.terms.size()), to_english(bitext.other.terms.size()) {}

    void add(std::uint32_t english, std::uint32_t other, double weight) {
        to_other[english].push_back({other, weight});
        to_english[other].push_back({english, weight});
    }

    Table to_other;
    Table to_english;
};

Tables
tables_of_model(const Bitext& bitext, const Model1& model, const std::vector<PhrasePair>& phrases) {
    Tables tables(bitext);
    for (const PhrasePair& pair : phrases) {
        tables.add(pair.english, pair.other,
                   std::sqrt(pair.other_given_english * pair.english_given_other));
    }
    for (const WordPair& row : model.table()) {
        const float score = std::sqrt(doubted(row.count, row.other_given_english) *
                                      doubted(row.count, row.english_given_other));
        if (score >= kLeastScore) tables.add(row.english, row.other, score);
    }
    return tables;
}

Tables tables_of_votes(const Bitext& bitext) {
    Tables tables(bitext);
    for (const auto& [pair, vote] : bitext.votes) {
        const bool is_phrase = is_several_words(bitext.english.terms.stems(pair.first)) ||
                               is_several_words(bitext.other.terms.stems(pair.second));
        if (!is_phrase || vote >= kLeastPhraseVotes) tables.add(pair.first, pair.second, vote);
    }
    return tables;
}

/// `model` with the votes mixed in, cut to what is kept.
Table mixed(const Side& side, Table model, Table votes) {
    for (std::uint32_t i = 0; i < model.size(); ++i) {
        model[i] =
            mixed(std::move(model[i]), std::move(votes[i]), is_several_words(side.terms.stems(i)));
    }
    return model;
}

std::vector<TermPair> pairs_of(const Bitext& bitext, const Tables& tables) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<double, double>> joined;
    for (std::uint32_t i = 0; i < tables.to_other.size(); ++i) {
        for (const Alternative& one : tables.to_other[i]) joined[{i, one.term}].first = one.weight;
    }
    for (std::uint32_t i = 0; i < tables.to_english.size(); ++i) {
        for (const Alternative& one : tables.to_english[i]) {
            joined[{one.term, i}].second = one.weight;
        }
    }
    std::vector<TermPair> pairs;
    for (const auto& [pair, weights] : joined) {
        std::string english = bitext.english.forms.best(pair.first);
        std::string other = bitext.other.forms.best(pair.second);
        if (!has_letter(english) || !has_letter(other)) continue;
        pairs.push_back({std::move(english), std::move(other), weights.first, weights.second});
    }
    return pairs;
}

}  // namespace

LearntLanguage learn_language(const Material& material,
                              LanguageTag lang,
                              const LearnerOptions& options,
                              const std::function<void(const std::string& what)>& progress) {
    const auto tell = [&](const std::string& what) { progress(lang.str() + ": " + what); };
    Bitext bitext(material, lang, options.hold_out);
    tell(std::to_string(bitext.sentences.size()) + " pairs to train on, " +
         std::to_string(bitext.votes.size()) + " pairs of terms in lists");
    Model1 model(bitext.sentences, bitext.english.terms.size(), bitext.other.terms.size());
    model.train(kRoundsApart, kRoundsAgreeing);
    tell("model trained, " + std::to_string(model.table().size()) + " pairs of words met");
    const std::vector<PhrasePair> phrases = learn_phrases(bitext, model);
    tell(std::to_string(phrases.size()) + " pairs of phrases learnt");

    Tables tables = tables_of_model(bitext, model, phrases);
    Tables votes = tables_of_votes(bitext);
    tables.to_other = mixed(bitext.english, std::move(tables.to_other), std::move(votes.to_other));
    tables.to_english =
        mixed(bitext.other, std::move(tables.to_english), std::move(votes.to_english));
    LearntLanguage learnt;
    learnt.lang = lang;
    learnt.pairs = pairs_of(bitext, tables);
    tell(std::to_string(learnt.pairs.size()) + " pairs of terms learnt");
    if (options.measured != nullptr) bitext.add_measured(*options.measured);
    for (const auto& [set, strings] : bitext.held_out) {
        learnt.measures.push_back({set, rate(strings, true, bitext.english, tables.to_other),
                                   rate(strings, false, bitext.other, tables.to_english)});
    }
    return learnt;
}

}  // namespace evresi::lexicon
