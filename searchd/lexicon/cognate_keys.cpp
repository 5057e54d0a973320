#include "searchd/lexicon/cognate_keys.hpp"

#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace evresi::lexicon {
namespace {

using analyzers::NameKey;

/// Shorter words sound alike by chance.
constexpr int kLeastSounds = 5;
/// From so many sounds on one may differ.
constexpr int kSoundsOfNear = 7;
constexpr std::size_t kMostLengthDifference = 4;
constexpr std::size_t kMostCognates = 3;

/// An English word with the ending that other languages give it: dementia, demenci-.
std::string as_abroad(std::string word) {
    for (const std::string_view ending : {std::string_view("tion"), std::string_view("tia")}) {
        if (!word.ends_with(ending)) continue;
        word.replace(word.size() - ending.size(), ending.size(), "ci");
        break;
    }
    return word;
}

/// Latin c as Cyrillic ц and Greek σ give it.
std::string with_soft_c(std::string word) {
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
        const char next = word[i + 1];
        if (word[i] == 'c' && (next == 'e' || next == 'i' || next == 'y')) word[i] = 's';
    }
    return word;
}

/// The letters, a to z, that an English word may begin with which sounds like `word`.
std::string first_letters(std::string_view word, const std::vector<NameKey>& keys) {
    std::string letters;
    if (!word.empty() && is_ascii(word.substr(0, 1))) {
        const bool is_hard = std::string_view("ckq").find(word.front()) != std::string_view::npos;
        letters = is_hard ? "ckq" : std::string(1, word.front());
    } else {
        for (const NameKey key : keys) {
            const char sound = static_cast<char>('a' - 1 + (key >> 59U));
            for (const std::string_view alike : {"szcj", "kcq", "iyeh", "hc", "vw", "fp"}) {
                if (alike.front() == sound) letters += alike;
            }
            letters += sound;
        }
    }
    // A letter such as ø sounds like none of these.
    std::erase_if(letters, [](char letter) { return letter < 'a' || letter > 'z'; });
    std::ranges::sort(letters);
    letters.erase(std::unique(letters.begin(), letters.end()), letters.end());
    return letters;
}

void add_keys(std::string_view word,
              std::uint32_t number,
              std::vector<std::pair<NameKey, std::uint32_t>>& keys) {
    for (const NameKey key : analyzers::name_keys(word)) {
        if (analyzers::name_key_length(key) >= kLeastSounds) keys.emplace_back(key, number);
    }
}

}  // namespace

const CognateKeys::Keys&
CognateKeys::keys_of(const TableFile& table, std::size_t language, char letter) const {
    return letters_[static_cast<std::size_t>(letter - 'a')].get([&] {
        Keys keys;
        table.for_each_word(
            language, std::string_view(&letter, 1), [&](std::uint32_t number, const Term& term) {
                if (term.stems.size() < kLeastSounds) return;
                const std::string stem = analyzers::surface_form(term.stems);
                const std::string abroad = as_abroad(analyzers::surface_form(term.text));
                const std::string soft = with_soft_c(abroad);
                add_keys(stem, number, keys);
                if (abroad != stem) add_keys(abroad, number, keys);
                if (soft != abroad) add_keys(soft, number, keys);
            });
        std::ranges::sort(keys);
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        keys.shrink_to_fit();
        return keys;
    });
}

void CognateKeys::prepare(const TableFile& table,
                          std::size_t language,
                          const std::stop_token& stop) const {
    for (char letter = 'a'; letter <= 'z' && !stop.stop_requested(); ++letter) {
        (void)keys_of(table, language, letter);
    }
}

std::vector<std::uint32_t>
CognateKeys::find(const TableFile& table, std::size_t language, std::string_view stem) const {
    const std::string word = analyzers::surface_form(stem);
    const std::vector<NameKey> keys = analyzers::name_keys(word);
    const std::size_t length = count_utf8(word);
    std::vector<std::pair<std::size_t, std::uint32_t>> found;
    const auto add = [&](std::uint32_t number) {
        const std::size_t other = count_utf8(table.term(language, number).stems);
        const std::size_t differs = std::max(length, other) - std::min(length, other);
        if (differs <= kMostLengthDifference) found.emplace_back(differs, number);
    };
    const std::string letters = first_letters(word, keys);
    const auto look = [&](NameKey key, NameKey first, NameKey last, int most_differing) {
        const analyzers::NameKeyMatcher matcher(key);
        for (const char letter : letters) {
            const Keys& english = keys_of(table, language, letter);
            for (auto at = std::ranges::lower_bound(english, std::pair(first, std::uint32_t{0}));
                 at != english.end() && at->first <= last; ++at) {
                if (matcher.distance(at->first, most_differing)) add(at->second);
            }
        }
    };
    for (const NameKey key : keys) {
        if (analyzers::name_key_length(key) >= kLeastSounds) look(key, key, key, 0);
    }
    if (found.empty()) {
        for (const NameKey key : keys) {
            if (analyzers::name_key_length(key) < kSoundsOfNear) continue;
            look(key, analyzers::first_name_key(key), analyzers::last_name_key(key), 1);
        }
    }
    std::ranges::sort(found);
    std::vector<std::uint32_t> numbers;
    for (const auto& [differs, number] : found) {
        if (differs > found.front().first || numbers.size() >= kMostCognates) break;
        if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
    }
    return numbers;
}

}  // namespace evresi::lexicon
