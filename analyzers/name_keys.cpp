#include "analyzers/name_keys.hpp"

#include "analyzers/typed_letters.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>
#include <string>

namespace evresi::analyzers {
namespace {

/// Letters and the sound that they stand for, in Latin letters.
struct Sound {
    std::u32string_view letters;
    std::string_view sound;
};

// In each table longer sequences come before their beginnings. All sibilants are s, so are the
// affricates; ai is e, ei and oi are i, as they are in Greek.

constexpr std::array kLatinSounds = std::to_array<Sound>({
    {U"shch", "st"}, {U"sch", "s"}, {U"tch", "s"}, {U"dzh", "s"}, {U"ch", "h"},  {U"sh", "s"},
    {U"zh", "s"},    {U"ts", "s"},  {U"tz", "s"},  {U"dz", "s"},  {U"cz", "s"},  {U"th", "t"},
    {U"ph", "f"},    {U"kh", "h"},  {U"gh", "g"},  {U"ck", "k"},  {U"qu", "kv"}, {U"rh", "r"},
    {U"ou", "u"},    {U"oo", "u"},  {U"ee", "i"},  {U"ai", "e"},  {U"aj", "e"},  {U"ay", "e"},
    {U"ae", "e"},    {U"ei", "i"},  {U"ej", "i"},  {U"ey", "i"},  {U"oi", "i"},  {U"oj", "i"},
    {U"oy", "i"},    {U"au", "av"}, {U"eu", "ev"}, {U"x", "ks"},  {U"w", "v"},   {U"y", "i"},
    {U"j", "i"},     {U"q", "k"},   {U"c", "k"},   {U"z", "s"},
});

constexpr std::array kGreekSounds = std::to_array<Sound>({
    {U"μπ", "b"}, {U"ντ", "nd"}, {U"γκ", "ng"}, {U"γγ", "ng"}, {U"γχ", "nh"}, {U"τσ", "s"},
    {U"τζ", "s"}, {U"ου", "u"},  {U"αυ", "av"}, {U"ευ", "ev"}, {U"αι", "e"},  {U"ει", "i"},
    {U"οι", "i"}, {U"υι", "i"},  {U"α", "a"},   {U"β", "v"},   {U"γ", "g"},   {U"δ", "d"},
    {U"ε", "e"},  {U"ζ", "s"},   {U"η", "i"},   {U"θ", "t"},   {U"ι", "i"},   {U"κ", "k"},
    {U"λ", "l"},  {U"μ", "m"},   {U"ν", "n"},   {U"ξ", "ks"},  {U"ο", "o"},   {U"π", "p"},
    {U"ρ", "r"},  {U"σ", "s"},   {U"τ", "t"},   {U"υ", "i"},   {U"φ", "f"},   {U"χ", "h"},
    {U"ψ", "ps"}, {U"ω", "o"},
});

constexpr std::array kCyrillicSounds = std::to_array<Sound>({
    {U"дж", "s"}, {U"дз", "s"}, {U"тс", "s"},  {U"тш", "s"},  {U"ай", "e"}, {U"аи", "e"},
    {U"ей", "i"}, {U"ой", "i"}, {U"ау", "av"}, {U"еу", "ev"}, {U"ьо", "o"}, {U"а", "a"},
    {U"б", "b"},  {U"в", "v"},  {U"г", "g"},   {U"д", "d"},   {U"е", "e"},  {U"ж", "s"},
    {U"з", "s"},  {U"и", "i"},  {U"й", "i"},   {U"к", "k"},   {U"л", "l"},  {U"м", "m"},
    {U"н", "n"},  {U"о", "o"},  {U"п", "p"},   {U"р", "r"},   {U"с", "s"},  {U"т", "t"},
    {U"у", "u"},  {U"ф", "f"},  {U"х", "h"},   {U"ц", "s"},   {U"ч", "s"},  {U"ш", "s"},
    {U"щ", "st"}, {U"ъ", "a"},  {U"ы", "i"},   {U"ь", ""},    {U"э", "e"},  {U"ю", "iu"},
    {U"я", "ia"},
});

/// What else a beginning may sound like: Hellas, Cyprus, Chelsea, John, George, Γιάννης.
struct Beginning {
    std::u32string_view letters;
    std::u32string_view follows;  ///< one of these; empty: anything
    std::string_view sound;
};

constexpr std::u32string_view kAnyVowel = U"aeiouyαεηιουω";

constexpr std::array kBeginnings = std::to_array<Beginning>({
    {U"h", kAnyVowel, ""},
    {U"ch", U"", "s"},
    {U"ch", U"", "k"},
    {U"c", U"eiy", "s"},
    {U"j", kAnyVowel, "s"},
    {U"g", U"eiy", "s"},
    {U"γι", kAnyVowel, "i"},
    {U"ντ", U"", "d"},
    {U"γκ", U"", "g"},
});

std::span<const Sound> sounds_of(const ScriptsOfWord& scripts) {
    if (scripts.is_only(Script::greek)) return kGreekSounds;
    if (scripts.is_only(Script::cyrillic)) return kCyrillicSounds;
    return kLatinSounds;
}

bool is_vowel(char sound) {
    return std::string_view("aeiou").find(sound) != std::string_view::npos;
}

/// `sound` and that of `letters` after it; doubles are single.
std::string
sound_of(std::string sound, std::u32string_view letters, std::span<const Sound> sounds) {
    const auto push = [&](char symbol) {
        if (sound.empty() || sound.back() != symbol) sound += symbol;
    };
    while (!letters.empty()) {
        const auto found = std::find_if(sounds.begin(), sounds.end(), [&](const Sound& each) {
            return letters.starts_with(each.letters);
        });
        if (found == sounds.end()) {
            push(static_cast<char>(letters.front()));
            letters.remove_prefix(1);
            continue;
        }
        for (const char symbol : found->sound) push(symbol);
        letters.remove_prefix(found->letters.size());
    }
    return sound;
}

constexpr std::size_t kShortest = kShortestName;

std::string without_final_vowels(std::string sound) {
    while (sound.size() > kShortest && is_vowel(sound.back())) sound.pop_back();
    return sound;
}

NameKey packed(std::string_view sound) {
    NameKey key = 0;
    for (std::size_t i = 0; i < kNameKeySymbols; ++i) {
        key <<= 5;
        if (i < sound.size()) key |= static_cast<NameKey>(sound[i] - 'a' + 1);
    }
    return key << 4 | std::min<std::size_t>(sound.size(), 15);
}

std::array<std::uint8_t, kNameKeySymbols> symbols_of(NameKey key) noexcept {
    std::array<std::uint8_t, kNameKeySymbols> symbols{};
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        symbols[i] = static_cast<std::uint8_t>(key >> (59 - 5 * i) & 0x1F);
    }
    return symbols;
}

}  // namespace

std::vector<NameKey> name_keys(std::string_view word) {
    const ScriptsOfWord scripts = scripts_of(word);
    if (scripts.other || scripts.is_mixed()) return {};
    const std::span<const Sound> sounds = sounds_of(scripts);
    std::u32string letters;
    for (std::size_t at = 0; at < word.size();) letters += next_utf8(word, at);
    const std::u32string_view all = letters;

    std::vector<std::string> readings = {sound_of("", all, sounds)};
    for (const Beginning& beginning : kBeginnings) {
        const std::size_t length = beginning.letters.size();
        if (!all.starts_with(beginning.letters) || all.size() <= length) continue;
        if (!beginning.follows.empty() &&
            beginning.follows.find(all[length]) == std::u32string_view::npos) {
            continue;
        }
        readings.push_back(sound_of(std::string(beginning.sound), all.substr(length), sounds));
    }
    std::vector<NameKey> keys;
    const auto add = [&](const std::string& sound) {
        if (sound.size() < kShortest) return;
        const NameKey key = packed(sound);
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    };
    for (std::string& sound : readings) {
        add(without_final_vowels(sound));
        // Greek -ος, Latvian -s, -is; Bulgarian has no such endings.
        if (scripts.cyrillic || sound.size() <= kShortest || sound.back() != 's') continue;
        sound.pop_back();
        add(without_final_vowels(std::move(sound)));
    }
    return keys;
}

std::uint32_t name_key_letters(NameKey key) noexcept {
    std::uint32_t letters = 0;
    for (const std::uint8_t symbol : symbols_of(key)) letters |= 1U << symbol;
    return letters & ~1U;
}

bool have_same_consonants(NameKey a, NameKey b) noexcept {
    constexpr std::uint32_t kVowels = 1U << ('a' - 'a' + 1) | 1U << ('e' - 'a' + 1) |
                                      1U << ('i' - 'a' + 1) | 1U << ('o' - 'a' + 1) |
                                      1U << ('u' - 'a' + 1) | 1U;  // and no symbol at all
    const auto symbols_a = symbols_of(a);
    const auto symbols_b = symbols_of(b);
    const auto is_skipped = [](std::uint8_t symbol) { return (kVowels >> symbol & 1U) != 0; };
    std::size_t j = 0;
    for (const std::uint8_t symbol : symbols_a) {
        if (is_skipped(symbol)) continue;
        while (j < symbols_b.size() && is_skipped(symbols_b[j])) ++j;
        if (j == symbols_b.size() || symbols_b[j++] != symbol) return false;
    }
    while (j < symbols_b.size() && is_skipped(symbols_b[j])) ++j;
    return j == symbols_b.size();
}

NameKeyMatcher::NameKeyMatcher(NameKey key) noexcept
    : whole_length_(name_key_length(key)), length_(std::min(whole_length_, kNameKeySymbols)) {
    const auto symbols = symbols_of(key);
    for (std::size_t i = 0; i < static_cast<std::size_t>(length_); ++i) {
        places_[symbols[i]] |= 1U << i;
    }
}

std::optional<int> NameKeyMatcher::distance(NameKey other, int most) const noexcept {
    if (std::abs(whole_length_ - name_key_length(other)) > most) return std::nullopt;
    const int length = std::min(name_key_length(other), kNameKeySymbols);
    if (length_ == 0) return length <= most ? std::optional(length) : std::nullopt;
    // Levenshtein's table a column at a time, as bits that tell where it rises and falls: G. Myers,
    // "A fast bit-vector algorithm for approximate string matching", 1999, in the form of
    // H. Hyyro, 2003, for whole words.
    const std::uint32_t last = 1U << (length_ - 1);
    std::uint32_t rises = ~0U;
    std::uint32_t falls = 0;
    int distance = length_;
    for (int j = 0; j < length; ++j) {
        const std::uint32_t equal = places_[other >> (59 - 5 * j) & 0x1F];
        const std::uint32_t diagonal = (((equal & rises) + rises) ^ rises) | equal | falls;
        std::uint32_t right_rises = falls | ~(diagonal | rises);
        std::uint32_t right_falls = rises & diagonal;
        if ((right_rises & last) != 0) ++distance;
        if ((right_falls & last) != 0) --distance;
        if (distance - (length - j - 1) > most) return std::nullopt;
        right_rises = right_rises << 1 | 1U;
        right_falls <<= 1;
        rises = right_falls | ~(diagonal | right_rises);
        falls = right_rises & diagonal;
    }
    if (distance > most) return std::nullopt;
    return distance;
}

}  // namespace evresi::analyzers
