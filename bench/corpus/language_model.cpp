#include "bench/corpus/language_model.hpp"

#include "base/check.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <optional>

namespace evresi::bench {
namespace {

constexpr std::size_t kCommonWords = 100;  ///< most frequent words, which hold sentences together
constexpr std::uint64_t kChangedPercent = 55;   ///< of content words of a walk
constexpr std::uint64_t kRepeatedPercent = 50;  ///< of these, as the one before with its ending
constexpr std::size_t kEndingLetters = 3;
constexpr std::size_t kLeastLetters = 5;
constexpr std::uint64_t kRareScale = 5000;

std::u32string decoded(std::string_view text) {
    std::u32string letters;
    for (std::size_t at = 0; at < text.size();) letters += next_utf8(text, at);
    return letters;
}

std::string encoded(std::u32string_view letters) {
    std::string text;
    for (const char32_t letter : letters) append_utf8(letter, text);
    return text;
}

const std::u32string& small_letters(LanguageTag lang) {
    static const std::map<std::string, std::u32string, std::less<>> alphabets = {
        {"el", U"αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"},
        {"bg", U"абвгдежзийклмнопрстуфхцчшщъьюя"},
        {"sl", U"abcčdefghijklmnoprsštuvzž"},
        {"lv", U"aābcčdeēfgģhiījkķlļmnņoprsštuūvzž"},
        {"en", U"abcdefghijklmnopqrstuvwxyz"}};
    const auto found = alphabets.find(lang.str());
    EVRESI_CHECK(found != alphabets.end());
    return found->second;
}

/// Whether other words may stand in for this one: small letters only, so no name and no number, and
/// long enough not to be a particle.
bool may_change(std::u32string_view letters) {
    return letters.size() >= kLeastLetters &&
           std::all_of(letters.begin(), letters.end(), [](char32_t letter) {
               const bool is_ascii_small = letter >= U'a' && letter <= U'z';
               const bool is_greek_small = letter >= 0x3AC && letter <= 0x3CE;
               const bool is_cyrillic_small = letter >= 0x430 && letter <= 0x44F;
               // In Latin Extended-A capitals and small letters take turns; capitals come first.
               const bool is_latin_small = letter >= 0x101 && letter <= 0x17E;
               return is_ascii_small || is_greek_small || is_cyrillic_small || is_latin_small;
           });
}

/// Bytes of `word` before the punctuation at its end.
std::size_t bare_size(std::string_view word) {
    const std::size_t last = word.find_last_not_of(".,;:!?)\"'");
    return last == std::string_view::npos ? 0 : last + 1;
}

}  // namespace

Words words_of(std::string_view text) {
    Words words;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find_first_of(" \n\t", begin), text.size());
        if (end > begin) words.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

std::uint32_t LanguageModel::number_of(std::string_view word) {
    const auto [entry, is_new] =
        numbers_.emplace(std::string(word), static_cast<std::uint32_t>(words_.size()));
    if (is_new) {
        words_.emplace_back(word);
        counts_.push_back(0);
        followers_.emplace_back();
    }
    ++counts_[entry->second];
    return entry->second;
}

void LanguageModel::add_sentence(std::string_view sentence) {
    std::vector<std::uint32_t> numbers;
    for (const std::string& word : words_of(sentence)) numbers.push_back(number_of(word));
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        followers_[numbers[i - 1]].push_back(numbers[i]);
    }
    if (!numbers.empty()) sentences_.push_back(std::move(numbers));
}

void LanguageModel::add_form(std::string_view form, std::uint32_t count, LanguageTag lang) {
    const std::u32string letters = decoded(form);
    if (letters.size() < kLeastLetters ||
        letters.find_first_not_of(small_letters(lang)) != std::u32string::npos) {
        return;
    }
    forms_[std::string(form)] += count;
}

void LanguageModel::learn() {
    EVRESI_CHECK(has_sentences());
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const std::string_view bare(words_[i].data(), bare_size(words_[i]));
        if (may_change(decoded(bare))) forms_[std::string(bare)] += counts_[i];
    }
    group_forms();
    learn_letters();
}

void LanguageModel::group_forms() {
    std::vector<std::pair<std::uint32_t, const std::string*>> by_count;
    for (const auto& [form, count] : forms_) by_count.emplace_back(count, &form);
    std::stable_sort(by_count.begin(), by_count.end(),
                     [](const auto& left, const auto& right) { return left.first > right.first; });
    std::map<std::u32string, std::vector<std::uint32_t>> by_ending;
    for (const auto& [count, form] : by_count) {
        const std::u32string letters = decoded(*form);
        by_ending[letters.substr(letters.size() - kEndingLetters)].push_back(
            static_cast<std::uint32_t>(form_list_.size()));
        form_list_.push_back(*form);
    }
    std::map<std::u32string, std::uint32_t> groups;
    for (auto& [ending, forms] : by_ending) {
        groups.emplace(ending, static_cast<std::uint32_t>(groups_.size()));
        const std::size_t size = forms.size();
        groups_.push_back({std::move(forms), ZipfTable(size, 4)});
    }

    std::vector<std::uint32_t> sorted = counts_;
    std::sort(sorted.rbegin(), sorted.rend());
    const std::uint32_t common = sorted[std::min(kCommonWords, sorted.size() - 1)];
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const std::u32string letters =
            decoded(std::string_view(words_[i]).substr(0, bare_size(words_[i])));
        const bool changes = may_change(letters) && counts_[i] <= common;
        ending_of_.push_back(changes ? groups.at(letters.substr(letters.size() - kEndingLetters))
                                     : kNone);
    }
}

void LanguageModel::learn_letters() {
    std::map<std::array<char32_t, 2>, std::map<char32_t, std::uint32_t>> counts;
    for (const std::string& form : form_list_) {
        std::array<char32_t, 2> before{};
        for (const char32_t letter : decoded(form) + U'\0') {
            ++counts[before][letter];
            before = {before[1], letter};
        }
    }
    for (const auto& [before, next] : counts) {
        std::uint32_t sum = 0;
        for (const auto& [letter, count] : next) {
            sum += count;
            letters_[before].emplace_back(letter, sum);
        }
    }
}

Words LanguageModel::draw_sentence(SeededRandom& random) const {
    Words words;
    for (const std::uint32_t number : sentences_[random.below(sentences_.size())]) {
        words.push_back(words_[number]);
    }
    return words;
}

Words LanguageModel::draw_walk(std::uint64_t most,
                               RecentWords& recent,
                               SeededRandom& random) const {
    Words words;
    std::uint32_t at = sentences_[random.below(sentences_.size())].front();
    while (true) {
        const std::uint32_t group = ending_of_[at];
        if (group != kNone && random.percent(kChangedPercent)) {
            const auto known = recent.find(group);
            const bool repeats = random.percent(kRepeatedPercent) && known != recent.end();
            const EndingGroup& choice = groups_[group];
            const std::uint32_t form =
                repeats ? known->second : choice.forms[choice.ranks.draw(random)];
            recent[group] = form;
            words.push_back(form_list_[form] + words_[at].substr(bare_size(words_[at])));
        } else {
            words.push_back(words_[at]);
        }
        if (words.size() >= most || followers_[at].empty()) break;
        at = followers_[at][random.below(followers_[at].size())];
    }
    std::string& last = words.back();
    last.resize(bare_size(last));
    last += '.';
    return words;
}

std::string LanguageModel::draw_rare(SeededRandom& random) const {
    const std::uint64_t share = random.below(0xFFFFFFFF) + 1;
    return made_up(kRareScale * 0xFFFFFFFF / share - kRareScale);
}

std::string LanguageModel::made_up(std::uint64_t rank) const {
    constexpr std::size_t kLeast = 6;
    constexpr std::size_t kMost = 16;
    SeededRandom random(rank);
    std::u32string word;
    std::array<char32_t, 2> before{};
    while (word.size() < kMost) {
        const auto& next = letters_.at(before);
        const std::uint64_t point = random.below(next.back().second);
        const auto found = std::upper_bound(
            next.begin(), next.end(), point,
            [](std::uint64_t value, const auto& entry) { return value < entry.second; });
        if (found->first == 0) {
            if (word.size() >= kLeast) break;
            // Too short for a word that no one has seen: as if another began here.
            before = {};
            continue;
        }
        word += found->first;
        before = {before[1], found->first};
    }
    return encoded(word);
}

}  // namespace evresi::bench
