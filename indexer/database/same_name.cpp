#include "indexer/database/same_name.hpp"

#include "analyzers/name_keys.hpp"
#include "analyzers/typed_letters.hpp"
#include "indexer/database/typed_word.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <tuple>

namespace evresi::database {
namespace {

using analyzers::NameKey;

/// By the number of different letters.
constexpr std::array kWeights = {1.0, 0.7, 0.4};
/// Letters of a key that may have one different, and two.
constexpr int kLeastForOne = 4;
constexpr int kLeastForTwo = 7;
/// Letters of keys whose consonants may differ: shorter names differ in vowels, or are others.
constexpr int kLeastForConsonants = 6;
/// Words in Latin letters that differ are mostly different words: that languages write the names of
/// other letters differently is no reason for it.
constexpr double kBothLatin = 0.5;
/// Names of three letters sound like many words.
constexpr double kShortWeight = 0.7;

struct Found {
    std::uint32_t word;
    double weight;
};

int allowed_distance(NameKey key) {
    const int length = analyzers::name_key_length(key);
    return length >= kLeastForTwo ? 2 : length >= kLeastForOne ? 1 : 0;
}

void look_for(const BridgeFile& file, NameKey key, bool is_latin, std::vector<Found>& found) {
    const int length = analyzers::name_key_length(key);
    const int allowed = allowed_distance(key);
    const std::uint32_t letters = analyzers::name_key_letters(key);
    const analyzers::NameKeyMatcher matcher(key);
    for (const auto& entry : file.names_like(key)) {
        // Cheap tests first: most names differ in their letters.
        if (std::popcount(entry.symbols & ~letters) > allowed ||
            std::popcount(letters & ~entry.symbols) > allowed) {
            continue;
        }
        const auto distance =
            matcher.distance(entry.key, std::min(allowed, allowed_distance(entry.key)));
        if (!distance) continue;
        const int shorter = std::min(length, analyzers::name_key_length(entry.key));
        if (*distance > 0 && shorter < kLeastForConsonants &&
            !analyzers::have_same_consonants(key, entry.key)) {
            continue;
        }
        double weight = kWeights[static_cast<std::size_t>(*distance)];
        if (length < kLeastForOne) weight *= kShortWeight;
        if (*distance > 0 && is_latin && analyzers::scripts_of(file.word(entry.word)).latin) {
            weight *= kBothLatin;
        }
        found.push_back({entry.word, weight});
    }
}

}  // namespace

std::vector<BridgedWord>
words_of_same_name(const BridgeFile& file, std::string_view word, std::size_t most) {
    const bool is_latin = analyzers::scripts_of(word).latin;
    const LanguageTag own_lang = language_of_letters(word);
    std::vector<Found> found;
    for (const NameKey key : analyzers::name_keys(word)) look_for(file, key, is_latin, found);
    std::sort(found.begin(), found.end(), [&](const Found& a, const Found& b) {
        return std::tuple(-a.weight, file.documents(b.word), a.word) <
               std::tuple(-b.weight, file.documents(a.word), b.word);
    });
    std::vector<BridgedWord> words;
    for (const Found& each : found) {
        if (words.size() >= most) break;
        const std::string_view name = file.word(each.word);
        const LanguageTag lang = language_of_letters(name);
        // What differs within Greek or Bulgarian is another form or another name.
        if (name.empty() || name == word || (!is_latin && lang == own_lang)) continue;
        const bool is_known =
            std::any_of(words.begin(), words.end(),
                        [&](const BridgedWord& other) { return other.word == name; });
        if (!is_known) words.push_back({std::string(name), lang, each.weight});
    }
    return words;
}

}  // namespace evresi::database
