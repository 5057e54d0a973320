#include "searchd/lexicon/learner/phrases.hpp"

#include "searchd/lexicon/lexicon.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace evresi::lexicon {
namespace {

/// From here on two words are taken for translations of each other.
constexpr float kLink = 0.25F;
/// A pair of phrases must be met so often, and be so likely in both directions.
constexpr float kLeastCount = 3.0F;
constexpr double kLeastScore = 0.2;
/// A phrase must be so many times as frequent as its words would make it by chance.
constexpr double kLeastAssociation = 5.0;
/// Added to counts that others are divided by, so that what was met a few times is not certain.
constexpr double kDoubt = 1.0;

using Key = std::uint64_t;

/// A run of words of one side.
struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
};

Key key_of(const std::vector<std::uint32_t>& words, Run run) {
    Key key = 0xCBF29CE484222325U;
    for (std::size_t i = run.begin; i < run.end; ++i)
        key = (key ^ (words[i] + 1U)) * 0x100000001B3U;
    return key ^ (key >> 29);
}

/// One side of a pair of strings: which words may stand at the ends of a phrase, and between which
/// nothing but a space or a hyphen stands.
class SideOfPair {
public:
    SideOfPair(const Side& side, const std::vector<std::uint32_t>& words) : words_(words) {
        for (const std::uint32_t word : words) {
            const std::string& stem = side.terms.stems(word);
            const bool has_letter = stem.find_first_not_of("0123456789.,") != std::string::npos;
            may_end_.push_back(!side.is_stop[word] && has_letter);
        }
    }
    void set_text(const AnalyzedString& string, std::string_view text) {
        joined_.assign(words_.size(), false);
        for (std::size_t i = 1; i < words_.size() && i < string.extents.size(); ++i) {
            const std::size_t from = string.extents[i - 1].second;
            const std::size_t to = string.extents[i].first;
            joined_[i] = to == from + 1 && (text[from] == ' ' || text[from] == '-');
        }
    }
    [[nodiscard]] bool is_phrase(Run run) const {
        if (!may_end_[run.begin] || !may_end_[run.end - 1]) return false;
        for (std::size_t i = run.begin + 1; i < run.end; ++i) {
            if (!joined_[i]) return false;
        }
        return true;
    }

private:
    const std::vector<std::uint32_t>& words_;
    std::vector<bool> may_end_;
    std::vector<bool> joined_;
};

struct Met {
    float count = 0.0F;
    /// The shortest pair where it was met and the runs there: titles and labels give the form that
    /// dictionaries would.
    std::uint32_t pair = 0;
    std::size_t pair_words = 0;
    Run english;
    Run other;
};

class PhraseLearner {
public:
    PhraseLearner(Bitext& bitext, const Model1& model) : bitext_(bitext), model_(model) {}

    std::vector<PhrasePair> learn() {
        for (std::uint32_t i = 0; i < bitext_.strings.size(); ++i) take(i);
        std::vector<PhrasePair> phrases;
        // In the order of where they were met, which does not hang on any hash.
        std::vector<const std::pair<const std::pair<Key, Key>, Met>*> kept;
        for (const auto& entry : met_) {
            if (is_kept(entry.first, entry.second)) kept.push_back(&entry);
        }
        std::ranges::sort(kept, {}, [](const auto* entry) {
            const Met& met = entry->second;
            return std::tuple(met.pair, met.english.begin, met.english.end, met.other.begin,
                              met.other.end);
        });
        for (const auto* entry : kept) {
            const Met& met = entry->second;
            const SentencePair& sentence = bitext_.sentences[met.pair];
            const StringPair& strings = *bitext_.strings[met.pair];
            PhrasePair phrase;
            phrase.english =
                term_of(bitext_.english, sentence.english, met.english, strings.english, met.count);
            phrase.other =
                term_of(bitext_.other, sentence.other, met.other, strings.other, met.count);
            phrase.other_given_english = met.count / (english_[entry->first.first] + kDoubt);
            phrase.english_given_other = met.count / (other_[entry->first.second] + kDoubt);
            phrases.push_back(phrase);
        }
        return phrases;
    }

private:
    void count_runs(const std::vector<std::uint32_t>& words,
                    const SideOfPair& side,
                    float weight,
                    std::unordered_map<Key, float>& counts) {
        for (std::size_t begin = 0; begin < words.size(); ++begin) {
            for (std::size_t end = begin + 1; end <= std::min(begin + kMostWords, words.size());
                 ++end) {
                if (side.is_phrase({begin, end})) counts[key_of(words, {begin, end})] += weight;
            }
        }
    }

    void take(std::uint32_t number) {
        const SentencePair& sentence = bitext_.sentences[number];
        const StringPair& strings = *bitext_.strings[number];
        const std::size_t m = sentence.english.size();
        const std::size_t n = sentence.other.size();
        SideOfPair english(bitext_.english, sentence.english);
        SideOfPair other(bitext_.other, sentence.other);
        english.set_text(bitext_.analyze(bitext_.english, strings.english), strings.english);
        other.set_text(bitext_.analyze(bitext_.other, strings.other), strings.other);
        count_runs(sentence.english, english, sentence.weight, english_);
        count_runs(sentence.other, other, sentence.weight, other_);
        words_ += sentence.weight * static_cast<float>(m);
        other_words_ += sentence.weight * static_cast<float>(n);
        model_.posteriors(number, links_);
        for (std::size_t begin = 0; begin < m; ++begin) {
            for (std::size_t end = begin + 1; end <= std::min(begin + kMostWords, m); ++end) {
                if (!english.is_phrase({begin, end})) continue;
                const auto run = counterpart({begin, end}, m, n);
                if (!run || !other.is_phrase(*run)) continue;
                if (end - begin == 1 && run->end - run->begin == 1) continue;
                Met& met =
                    met_[{key_of(sentence.english, {begin, end}), key_of(sentence.other, *run)}];
                if (met.count == 0.0F || m + n < met.pair_words) {
                    met.pair = number;
                    met.pair_words = m + n;
                    met.english = {begin, end};
                    met.other = *run;
                }
                met.count += sentence.weight;
            }
        }
    }

    [[nodiscard]] bool is_linked(std::size_t i, std::size_t j, std::size_t n) const {
        return links_[i * n + j] >= kLink;
    }

    /// The words that the English run is linked with, when they are linked with no others and its
    /// ends are linked.
    [[nodiscard]] std::optional<Run> counterpart(Run run, std::size_t m, std::size_t n) const {
        Run found{n, 0};
        bool first_is_linked = false;
        bool last_is_linked = false;
        for (std::size_t i = run.begin; i < run.end; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                if (!is_linked(i, j, n)) continue;
                found.begin = std::min(found.begin, j);
                found.end = std::max(found.end, j + 1);
                if (i == run.begin) first_is_linked = true;
                if (i + 1 == run.end) last_is_linked = true;
            }
        }
        if (!first_is_linked || !last_is_linked || found.end - found.begin > kMostWords) {
            return std::nullopt;
        }
        for (std::size_t i = 0; i < m; ++i) {
            if (i >= run.begin && i < run.end) continue;
            for (std::size_t j = found.begin; j < found.end; ++j) {
                if (is_linked(i, j, n)) return std::nullopt;
            }
        }
        return found;
    }

    [[nodiscard]] double association(const std::vector<std::uint32_t>& words,
                                     Run run,
                                     std::unordered_map<Key, float>& counts,
                                     double all) const {
        double expected = all;
        for (std::size_t i = run.begin; i < run.end; ++i) {
            const auto found = counts.find(key_of(words, {i, i + 1}));
            // Stop words inside a phrase are not counted by themselves: frequent enough to ignore.
            if (found != counts.end()) expected *= found->second / all;
        }
        return counts[key_of(words, run)] / expected;
    }

    [[nodiscard]] bool is_kept(const std::pair<Key, Key>& keys, const Met& met) {
        if (met.count < kLeastCount) return false;
        const double there = met.count / (english_[keys.first] + kDoubt);
        const double back = met.count / (other_[keys.second] + kDoubt);
        if (std::sqrt(there * back) < kLeastScore) return false;
        const SentencePair& sentence = bitext_.sentences[met.pair];
        const bool is_english_phrase = met.english.end - met.english.begin > 1;
        const bool is_other_phrase = met.other.end - met.other.begin > 1;
        return (!is_english_phrase || association(sentence.english, met.english, english_,
                                                  words_) >= kLeastAssociation) &&
               (!is_other_phrase ||
                association(sentence.other, met.other, other_, other_words_) >= kLeastAssociation);
    }

    std::uint32_t term_of(Side& side,
                          const std::vector<std::uint32_t>& words,
                          Run run,
                          std::string_view text,
                          double weight) {
        std::string stems;
        for (std::size_t i = run.begin; i < run.end; ++i) {
            if (i > run.begin) stems.push_back(' ');
            stems += side.terms.stems(words[i]);
        }
        const std::uint32_t term = side.terms.number(stems);
        if (run.end - run.begin > 1) {
            const AnalyzedString string = bitext_.analyze(side, text);
            side.forms.add(term, Bitext::written(side, string, text, run.begin, run.end), weight,
                           true);
        }
        return term;
    }

    Bitext& bitext_;
    const Model1& model_;
    std::unordered_map<Key, float> english_;
    std::unordered_map<Key, float> other_;
    std::map<std::pair<Key, Key>, Met> met_;
    std::vector<float> links_;
    float words_ = 0.0F;
    float other_words_ = 0.0F;
};

}  // namespace

std::vector<PhrasePair> learn_phrases(Bitext& bitext, const Model1& model) {
    return PhraseLearner(bitext, model).learn();
}

}  // namespace evresi::lexicon
