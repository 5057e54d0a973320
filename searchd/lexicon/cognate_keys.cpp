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

/// Whether both begin with the same letter, as far as both are in Latin letters.
bool begins_alike(std::string_view word, std::string_view english) {
    if (word.empty() || english.empty()) return false;
    if (!is_ascii(word.substr(0, 1)) || word.front() == english.front()) return true;
    const std::string_view hard = "ckq";
    return hard.find(word.front()) != std::string_view::npos &&
           hard.find(english.front()) != std::string_view::npos;
}

}  // namespace

CognateKeys::CognateKeys(const TableFile& table, std::size_t language) {
    table.for_each_word(language, [&](std::uint32_t number, const Term& term) {
        if (term.stems.size() < kLeastSounds) return;
        const std::string stem = analyzers::surface_form(term.stems);
        const std::string abroad = as_abroad(analyzers::surface_form(term.text));
        const std::string soft = with_soft_c(abroad);
        add(stem, number);
        if (abroad != stem) add(abroad, number);
        if (soft != abroad) add(soft, number);
    });
    std::ranges::sort(keys_);
    keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
    keys_.shrink_to_fit();
}

void CognateKeys::add(std::string_view word, std::uint32_t number) {
    for (const NameKey key : analyzers::name_keys(word)) {
        if (analyzers::name_key_length(key) >= kLeastSounds) keys_.emplace_back(key, number);
    }
}

std::vector<std::uint32_t>
CognateKeys::find(const TableFile& table, std::size_t language, std::string_view stem) const {
    const std::string word = analyzers::surface_form(stem);
    const std::vector<NameKey> keys = analyzers::name_keys(word);
    std::vector<std::pair<std::size_t, std::uint32_t>> found;
    const auto add = [&](std::uint32_t number) {
        const std::string english = analyzers::surface_form(table.term(language, number).stems);
        if (!begins_alike(word, english)) return;
        const std::size_t length = count_utf8(word);
        const std::size_t other = english.size();
        const std::size_t differs = std::max(length, other) - std::min(length, other);
        if (differs <= kMostLengthDifference) found.emplace_back(differs, number);
    };
    for (const NameKey key : keys) {
        for (auto at = std::ranges::lower_bound(keys_, std::pair(key, std::uint32_t{0}));
             at != keys_.end() && at->first == key; ++at) {
            add(at->second);
        }
    }
    if (found.empty()) {
        for (const NameKey key : keys) {
            if (analyzers::name_key_length(key) < kSoundsOfNear) continue;
            const analyzers::NameKeyMatcher matcher(key);
            for (auto at = std::ranges::lower_bound(
                     keys_, std::pair(analyzers::first_name_key(key), std::uint32_t{0}));
                 at != keys_.end() && at->first <= analyzers::last_name_key(key); ++at) {
                if (matcher.distance(at->first, 1)) add(at->second);
            }
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
