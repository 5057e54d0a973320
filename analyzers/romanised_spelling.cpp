#include "analyzers/romanised_spelling.hpp"

#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <vector>

namespace evresi::analyzers {
namespace {

/// One way to write one or two letters. The costs are about -ln of how many people write it so.
struct Rule {
    std::u32string_view native;
    std::string_view typed;
    float cost;
};

// Sources: ISO 843 and ELOT 743 (by sound); for the rest what people write for want of a Greek
// keyboard: the Latin letter or digit that looks alike (8, w, x, h) or that is on the same key
// (u, v, j, c).
constexpr std::array kGreekRules = std::to_array<Rule>({
    {U"α", "a", 0.0F},   {U"αι", "e", 0.6F},  {U"αυ", "av", 0.4F},  {U"αυ", "af", 0.4F},
    {U"αυ", "au", 0.5F}, {U"β", "v", 0.2F},   {U"β", "b", 0.6F},    {U"γ", "g", 0.0F},
    {U"γ", "y", 1.5F},   {U"γ", "gh", 1.5F},  {U"γ", "j", 2.2F},    {U"γι", "y", 1.2F},
    {U"γι", "j", 1.8F},  {U"γγ", "ng", 0.3F}, {U"γγ", "g", 0.9F},   {U"γγ", "nk", 1.5F},
    {U"γγ", "gk", 1.0F}, {U"γκ", "gk", 0.3F}, {U"γκ", "g", 0.5F},   {U"γκ", "ng", 0.9F},
    {U"γκ", "nk", 1.2F}, {U"γκ", "gg", 1.2F}, {U"γχ", "nch", 0.6F}, {U"γχ", "nx", 0.6F},
    {U"γχ", "nh", 0.6F}, {U"γξ", "nx", 0.6F}, {U"γξ", "nks", 0.6F}, {U"δ", "d", 0.0F},
    {U"δ", "dh", 1.5F},  {U"δ", "th", 2.0F},  {U"ε", "e", 0.0F},    {U"ε", "3", 2.0F},
    {U"ει", "i", 0.5F},  {U"ει", "y", 2.0F},  {U"ευ", "ev", 0.4F},  {U"ευ", "ef", 0.4F},
    {U"ευ", "eu", 0.4F}, {U"ζ", "z", 0.0F},   {U"ζ", "s", 2.2F},    {U"η", "i", 0.3F},
    {U"η", "h", 0.6F},   {U"η", "e", 2.0F},   {U"η", "y", 2.2F},    {U"η", "n", 2.5F},
    {U"ηυ", "iv", 1.0F}, {U"ηυ", "if", 1.0F}, {U"θ", "th", 0.1F},   {U"θ", "8", 0.8F},
    {U"θ", "u", 1.8F},   {U"θ", "9", 1.5F},   {U"θ", "q", 1.5F},    {U"θ", "0", 1.8F},
    {U"θ", "t", 2.0F},   {U"ι", "i", 0.0F},   {U"ι", "y", 2.0F},    {U"ι", "h", 2.5F},
    {U"κ", "k", 0.0F},   {U"κ", "c", 1.2F},   {U"κ", "q", 2.2F},    {U"λ", "l", 0.0F},
    {U"μ", "m", 0.0F},   {U"μπ", "mp", 0.3F}, {U"μπ", "b", 0.5F},   {U"μπ", "mb", 1.2F},
    {U"ν", "n", 0.0F},   {U"ντ", "nt", 0.2F}, {U"ντ", "d", 0.7F},   {U"ντ", "nd", 0.9F},
    {U"ξ", "x", 0.5F},   {U"ξ", "ks", 0.5F},  {U"ξ", "3", 0.8F},    {U"ξ", "j", 1.8F},
    {U"κσ", "x", 1.0F},  {U"ο", "o", 0.0F},   {U"ο", "0", 2.2F},    {U"ο", "w", 2.5F},
    {U"οι", "i", 0.7F},  {U"οι", "y", 2.5F},  {U"ου", "ou", 0.1F},  {U"ου", "u", 0.6F},
    {U"ου", "oy", 0.8F}, {U"ου", "w", 2.5F},  {U"π", "p", 0.0F},    {U"ρ", "r", 0.0F},
    {U"ρ", "rh", 2.0F},  {U"σ", "s", 0.0F},   {U"σ", "z", 1.6F},    {U"σ", "c", 2.2F},
    {U"σ", "6", 2.2F},   {U"τ", "t", 0.0F},   {U"τζ", "j", 1.5F},   {U"τζ", "dz", 1.0F},
    {U"τσ", "ch", 1.5F}, {U"υ", "y", 0.5F},   {U"υ", "i", 0.5F},    {U"υ", "u", 0.9F},
    {U"υ", "h", 2.5F},   {U"υι", "i", 1.0F},  {U"φ", "f", 0.0F},    {U"φ", "ph", 0.9F},
    {U"χ", "x", 0.5F},   {U"χ", "h", 0.6F},   {U"χ", "ch", 0.6F},   {U"χ", "kh", 1.5F},
    {U"ψ", "ps", 0.1F},  {U"ψ", "4", 1.8F},   {U"ψ", "c", 2.2F},    {U"ω", "o", 0.3F},
    {U"ω", "w", 0.6F},   {U"ω", "v", 2.2F},   {U"ω", "0", 2.5F},
});

// Sources: the Transliteration Act of 2009, the scientific transliteration with and without its
// marks, and what people write in messages (4, 6, q, w, j).
constexpr std::array kCyrillicRules = std::to_array<Rule>({
    {U"а", "a", 0.0F},   {U"б", "b", 0.0F},   {U"в", "v", 0.0F},   {U"в", "w", 0.6F},
    {U"г", "g", 0.0F},   {U"д", "d", 0.0F},   {U"дж", "j", 0.8F},  {U"е", "e", 0.0F},
    {U"ж", "zh", 0.1F},  {U"ж", "j", 0.3F},   {U"ж", "z", 0.8F},   {U"ж", "x", 1.8F},
    {U"з", "z", 0.0F},   {U"з", "3", 1.5F},   {U"и", "i", 0.0F},   {U"и", "y", 1.5F},
    {U"ий", "i", 0.5F},  {U"ий", "y", 0.6F},  {U"ия", "ia", 0.3F}, {U"ия", "ya", 1.2F},
    {U"ия", "ja", 1.5F}, {U"й", "y", 0.1F},   {U"й", "i", 0.3F},   {U"й", "j", 0.4F},
    {U"йо", "io", 0.5F}, {U"к", "k", 0.0F},   {U"к", "c", 1.2F},   {U"к", "q", 2.2F},
    {U"кс", "x", 0.8F},  {U"л", "l", 0.0F},   {U"м", "m", 0.0F},   {U"н", "n", 0.0F},
    {U"о", "o", 0.0F},   {U"о", "0", 2.2F},   {U"п", "p", 0.0F},   {U"р", "r", 0.0F},
    {U"с", "s", 0.0F},   {U"т", "t", 0.0F},   {U"у", "u", 0.0F},   {U"у", "ou", 1.0F},
    {U"у", "y", 1.8F},   {U"ф", "f", 0.0F},   {U"ф", "ph", 1.2F},  {U"х", "h", 0.0F},
    {U"х", "x", 0.5F},   {U"х", "kh", 0.7F},  {U"х", "ch", 1.8F},  {U"ц", "ts", 0.1F},
    {U"ц", "c", 0.3F},   {U"ц", "tz", 0.9F},  {U"ч", "ch", 0.1F},  {U"ч", "4", 0.3F},
    {U"ч", "c", 0.7F},   {U"ч", "tch", 1.2F}, {U"ш", "sh", 0.1F},  {U"ш", "6", 0.3F},
    {U"ш", "s", 0.8F},   {U"ш", "w", 1.6F},   {U"щ", "sht", 0.1F}, {U"щ", "6t", 0.3F},
    {U"щ", "st", 0.8F},  {U"щ", "wt", 1.8F},  {U"ъ", "a", 0.3F},   {U"ъ", "u", 0.5F},
    {U"ъ", "y", 0.6F},   {U"ъ", "i", 2.0F},   {U"ъ", "e", 2.0F},   {U"ъ", "o", 2.2F},
    {U"ъ", "w", 2.2F},   {U"ь", "y", 0.2F},   {U"ь", "i", 0.4F},   {U"ь", "j", 0.4F},
    {U"ь", "", 1.0F},    {U"ю", "yu", 0.1F},  {U"ю", "iu", 0.3F},  {U"ю", "ju", 0.4F},
    {U"ю", "u", 1.0F},   {U"я", "ya", 0.1F},  {U"я", "ia", 0.3F},  {U"я", "ja", 0.4F},
    {U"я", "q", 0.5F},   {U"я", "a", 1.0F},   {U"ы", "y", 0.2F},   {U"э", "e", 0.2F},
});

struct Reading {
    std::string_view typed;
    std::string_view letters;
};

/// How Bulgarian in Latin letters is read, longest first; what may mean several letters is read as
/// the most frequent of them.
constexpr std::array kBulgarianReadings = std::to_array<Reading>({
    {"sht", "щ"},  {"št", "щ"}, {"tch", "ч"}, {"iya", "ия"}, {"ija", "ия"}, {"iia", "ия"},
    {"dzh", "дж"}, {"6t", "щ"}, {"zh", "ж"},  {"ts", "ц"},   {"ch", "ч"},   {"sh", "ш"},
    {"yu", "ю"},   {"ya", "я"}, {"ju", "ю"},  {"ja", "я"},   {"iu", "ю"},   {"ia", "ия"},
    {"iq", "ия"},  {"kh", "х"}, {"tz", "ц"},  {"ph", "ф"},   {"a", "а"},    {"b", "б"},
    {"c", "ц"},    {"d", "д"},  {"e", "е"},   {"f", "ф"},    {"g", "г"},    {"h", "х"},
    {"i", "и"},    {"k", "к"},  {"l", "л"},   {"m", "м"},    {"n", "н"},    {"o", "о"},
    {"p", "п"},    {"q", "я"},  {"r", "р"},   {"s", "с"},    {"t", "т"},    {"u", "у"},
    {"v", "в"},    {"w", "в"},  {"x", "х"},   {"z", "з"},    {"3", "з"},    {"4", "ч"},
    {"6", "ш"},    {"č", "ч"},  {"š", "ш"},   {"ž", "ж"},
});

constexpr bool is_vowel(char c) {
    return std::string_view("aeiouq").find(c) != std::string_view::npos;
}

/// Of two equal letters one is written, or one too many.
constexpr float kMissingDouble = 0.6F;
constexpr float kSurplusDouble = 1.0F;

/// The rules of a script by the first letter of what is written.
class RuleTable {
public:
    RuleTable(std::span<const Rule> rules, char32_t first) : first_(first) {
        for (const Rule& rule : rules) {
            const std::size_t letter = rule.native[0] - first_;
            if (letter < rules_.size()) rules_[letter].push_back(rule);
        }
    }
    [[nodiscard]] std::span<const Rule> of(char32_t letter) const {
        const std::size_t number = letter - first_;
        if (letter < first_ || number >= rules_.size()) return {};
        return rules_[number];
    }

private:
    char32_t first_;
    std::array<std::vector<Rule>, 32> rules_;
};

const RuleTable& rules_of(Script script) {
    static const RuleTable greek(kGreekRules, U'α');
    static const RuleTable cyrillic(kCyrillicRules, U'а');
    return script == Script::greek ? greek : cyrillic;
}

constexpr std::size_t kMostLetters = 40;
constexpr float kNever = std::numeric_limits<float>::infinity();

/// The cheapest way to spell each beginning of a word as each beginning of what was typed.
class Alignment {
public:
    Alignment(Script script, std::string_view typed, std::u32string_view word)
        : typed_(typed), word_(word) {
        const RuleTable& rules = rules_of(script);
        for (; rows_ < kLookAhead && rows_ <= word.size(); ++rows_) clear(rows_);
        costs_[0][0] = 0;
        std::size_t last_reached = 0;
        // Most words of a key fit no better than their first letters: what cannot go on is left.
        for (std::size_t j = 0; j <= word.size() && j < last_reached + kLookAhead; ++j) {
            if (rows_ <= word.size()) clear(rows_++);
            const std::span<const Rule> here =
                j < word.size() ? rules.of(word[j]) : std::span<const Rule>();
            for (std::size_t i = 0; i <= typed.size(); ++i) {
                if (costs_[j][i] == kNever) continue;
                last_reached = j;
                for (const Rule& rule : here) apply(rule, j, i);
                skip_doubles(j, i);
            }
        }
    }

    [[nodiscard]] float cost(std::size_t letters, std::size_t typed) const {
        return letters < rows_ ? costs_[letters][typed] : kNever;
    }

private:
    /// Letters that a rule takes at most, and one.
    static constexpr std::size_t kLookAhead = 3;

    void clear(std::size_t j) { std::fill_n(costs_[j].begin(), typed_.size() + 1, kNever); }
    void relax(std::size_t j, std::size_t i, float cost) {
        costs_[j][i] = std::min(costs_[j][i], cost);
    }
    void apply(const Rule& rule, std::size_t j, std::size_t i) {
        if (!word_.substr(j).starts_with(rule.native)) return;
        if (!typed_.substr(i).starts_with(rule.typed)) return;
        relax(j + rule.native.size(), i + rule.typed.size(), costs_[j][i] + rule.cost);
    }
    void skip_doubles(std::size_t j, std::size_t i) {
        if (j > 0 && j < word_.size() && word_[j] == word_[j - 1]) {
            relax(j + 1, i, costs_[j][i] + kMissingDouble);
        }
        if (i > 0 && i < typed_.size() && typed_[i] == typed_[i - 1]) {
            relax(j, i + 1, costs_[j][i] + kSurplusDouble);
        }
    }

    std::string_view typed_;
    std::u32string_view word_;
    std::array<std::array<float, kMostLetters + 1>, kMostLetters + 1> costs_;  // the first rows
    std::size_t rows_ = 0;
};

/// The letters of a word; empty for one that is too long.
class Letters {
public:
    explicit Letters(std::string_view word) {
        for (std::size_t at = 0; at < word.size();) {
            const char32_t letter = next_utf8(word, at);
            if (size_ == letters_.size()) {
                size_ = 0;
                return;
            }
            letters_[size_++] = letter;
        }
    }
    [[nodiscard]] std::u32string_view view() const { return {letters_.data(), size_}; }

private:
    std::array<char32_t, kMostLetters> letters_;  // filled up to the size
    std::size_t size_ = 0;
};

/// Letters that must agree, and in a typed word shorter than kShort.
constexpr int kLeastStem = 4;
constexpr int kLeastOfShort = 3;
constexpr int kShort = 6;

/// What a letter more of an ending costs, so that the nearest forms come first.
constexpr float kEndingLetter = 0.3F;

}  // namespace

std::optional<SpellingFit>
spelling_fit(Script script, std::string_view typed, std::string_view word) {
    const Letters letters(word);
    if (typed.size() > kMostLetters || letters.view().empty()) return std::nullopt;
    const Alignment alignment(script, typed, letters.view());
    const float cost = alignment.cost(letters.view().size(), typed.size());
    if (cost == kNever) return std::nullopt;
    return SpellingFit{cost, 0, 0};
}

std::string likeliest_bulgarian(std::string_view text) {
    std::string lower;
    casefold(text, lower);
    const std::string_view typed = lower;
    std::string word;
    for (std::size_t at = 0; at < typed.size();) {
        const auto reading = std::find_if(
            kBulgarianReadings.begin(), kBulgarianReadings.end(),
            [&](const Reading& each) { return typed.substr(at).starts_with(each.typed); });
        const bool is_after_vowel = at > 0 && is_vowel(typed[at - 1]);
        if (reading != kBulgarianReadings.end()) {
            word += reading->letters;
            at += reading->typed.size();
        } else if (typed[at] == 'y') {
            const bool is_before_o = at + 1 < typed.size() && typed[at + 1] == 'o';
            word += is_after_vowel ? "й" : is_before_o ? "ь" : "ъ";
            ++at;
        } else if (typed[at] == 'j') {
            const bool is_before_vowel = at + 1 < typed.size() && is_vowel(typed[at + 1]);
            word += is_after_vowel && !is_before_vowel ? "й" : "ж";
            ++at;
        } else {
            return {};
        }
    }
    return word;
}

std::optional<SpellingFit>
spelling_fit_but_ending(Script script, std::string_view typed, std::string_view word) {
    const Letters letters(word);
    if (typed.size() > kMostLetters || letters.view().empty()) return std::nullopt;
    const Alignment alignment(script, typed, letters.view());
    const auto typed_size = static_cast<int>(typed.size());
    const auto word_size = static_cast<int>(letters.view().size());
    const int least = typed_size < kShort ? kLeastOfShort : kLeastStem;
    std::optional<SpellingFit> best;
    for (int typed_rest = 0; typed_rest <= kLongestEnding; ++typed_rest) {
        for (int word_rest = 0; word_rest <= kLongestEnding; ++word_rest) {
            const int i = typed_size - typed_rest;
            const int j = word_size - word_rest;
            if (i < least || j < least) continue;
            const float fit =
                alignment.cost(static_cast<std::size_t>(j), static_cast<std::size_t>(i));
            if (fit == kNever) continue;
            const double cost = fit + kEndingLetter * static_cast<float>(typed_rest + word_rest);
            if (!best || cost < best->cost) best = SpellingFit{cost, typed_rest, word_rest};
        }
    }
    return best;
}

}  // namespace evresi::analyzers
