#include "analyzers/script_keys.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace evresi::analyzers {
namespace {

using Symbol = std::uint8_t;

// Classes of Greek sounds. Letters share a class where somebody writes them with the same Latin
// letter (δ, θ, τ: d, th, t), or with two (ντ: d, nt).
namespace greek {
constexpr Symbol kAlpha = 1;  ///< vowels with an α among them that αι does not account for
constexpr Symbol kVowel = 2;
constexpr Symbol kLabial = 3;
constexpr Symbol kDental = 4;
constexpr Symbol kGuttural = 5;
constexpr Symbol kSibilant = 6;
constexpr Symbol kL = 7;
constexpr Symbol kM = 8;
constexpr Symbol kN = 9;
constexpr Symbol kR = 10;
}  // namespace greek

// Classes of Bulgarian sounds, which kCyrillicClasses has as bytes; х has none, as h is also a part
// of sh, ch, zh.
namespace cyrillic {
[[maybe_unused]] constexpr Symbol kVowel = 1;
[[maybe_unused]] constexpr Symbol kZ = 2;
[[maybe_unused]] constexpr Symbol kSibilant = 3;
[[maybe_unused]] constexpr Symbol kB = 4;
[[maybe_unused]] constexpr Symbol kW = 5;
[[maybe_unused]] constexpr Symbol kG = 6;
[[maybe_unused]] constexpr Symbol kD = 7;
[[maybe_unused]] constexpr Symbol kK = 8;
[[maybe_unused]] constexpr Symbol kL = 9;
[[maybe_unused]] constexpr Symbol kM = 10;
[[maybe_unused]] constexpr Symbol kN = 11;
[[maybe_unused]] constexpr Symbol kP = 12;
[[maybe_unused]] constexpr Symbol kR = 13;
[[maybe_unused]] constexpr Symbol kT = 14;
[[maybe_unused]] constexpr Symbol kF = 15;
}  // namespace cyrillic

/// Puts symbols together; those that are one sound in some spelling become one.
class KeyBuilder {
public:
    explicit KeyBuilder(Script script) : script_(script) {}

    void push(Symbol symbol) {
        if (script_ == Script::greek) {
            push_greek(symbol);
        } else {
            push_cyrillic(symbol);
        }
    }

    [[nodiscard]] ClassKey key() const {
        ClassKey key = 0;
        for (std::size_t i = 0; i < kSymbols; ++i) key = (key << 4) | symbols_[i];
        return key;
    }

private:
    static constexpr std::size_t kSymbols = kClassKeySymbols;

    [[nodiscard]] Symbol last() const { return size_ == 0 ? Symbol{0} : symbols_[size_ - 1]; }

    void append(Symbol symbol) {
        if (symbol == last()) return;
        if (size_ < kSymbols) symbols_[size_++] = symbol;
    }
    void drop_last() { symbols_[--size_] = 0; }

    void push_greek(Symbol symbol) {
        using namespace greek;
        const Symbol before = last();
        if (symbol == kVowel && before == kAlpha) return;
        // ξ, ψ: ks, ps. μπ: b. ντ: d. γγ, γκ: ng, g.
        if (symbol == kSibilant && (before == kLabial || before == kGuttural)) return;
        const bool is_nasal_before_stop =
            (before == kM && symbol == kLabial) ||
            (before == kN && (symbol == kDental || symbol == kGuttural)) ||
            (before == kVowel && symbol == kAlpha);
        if (is_nasal_before_stop && size_ < kSymbols) drop_last();
        append(symbol);
    }

    void push_cyrillic(Symbol symbol) {
        using namespace cyrillic;
        const Symbol before = last();
        // ц: ts. дж: j, dzh.
        const bool is_one_sound =
            (before == kT && symbol == kSibilant) || (before == kD && symbol == kZ);
        if (is_one_sound && size_ < kSymbols) drop_last();
        append(symbol);
    }

    Script script_;
    std::array<Symbol, kSymbols> symbols_{};
    std::size_t size_ = 0;
};

/// The class of a Greek consonant; nothing for a character that is none.
std::optional<Symbol> class_of_greek(char32_t letter) {
    switch (letter) {
    case U'β':
    case U'π':
    case U'φ':
    case U'ψ':
        return greek::kLabial;
    case U'τ':
    case U'δ':
    case U'θ':
        return greek::kDental;
    case U'κ':
    case U'γ':
    case U'χ':
    case U'ξ':
        return greek::kGuttural;
    case U'σ':
    case U'ζ':
        return greek::kSibilant;
    case U'λ':
        return greek::kL;
    case U'μ':
        return greek::kM;
    case U'ν':
        return greek::kN;
    case U'ρ':
        return greek::kR;
    default:
        return std::nullopt;
    }
}

bool is_greek_vowel(char32_t letter) {
    return std::u32string_view(U"αεηιουω").find(letter) != std::u32string_view::npos;
}

ClassKey greek_key(std::string_view word) {
    KeyBuilder key(Script::greek);
    for (std::size_t at = 0; at < word.size();) {
        const char32_t letter = next_utf8(word, at);
        if (is_greek_vowel(letter)) {
            const bool is_before_iota = at < word.size() && decode_utf8(word, at).value == U'ι';
            key.push(letter == U'α' && !is_before_iota ? greek::kAlpha : greek::kVowel);
        } else if (const auto symbol = class_of_greek(letter)) {
            key.push(*symbol);
        } else {
            return 0;
        }
    }
    return key.key();
}

/// Classes of the letters а to я; щ is two.
constexpr std::string_view kCyrillicClasses =
    // а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я
    "\x01\x04\x05\x06\x07\x01\x02\x02\x01\x01\x08\x09\x0A\x0B\x01\x0C\x0D\x03\x0E\x01\x0F\x20\x03"
    "\x03\x03\x03\x01\x01\x01\x01\x01\x01";
constexpr char kNoClass = '\x20';
static_assert(kCyrillicClasses.size() == 32);

ClassKey cyrillic_key(std::string_view word) {
    KeyBuilder key(Script::cyrillic);
    for (std::size_t at = 0; at < word.size();) {
        const char32_t letter = next_utf8(word, at);
        if (letter < U'а' || letter > U'я') return 0;
        const char symbol = kCyrillicClasses[letter - U'а'];
        if (symbol != kNoClass) key.push(static_cast<Symbol>(symbol));
        if (letter == U'щ') key.push(cyrillic::kT);
    }
    return key.key();
}

constexpr bool is_any_of(char c, std::string_view letters) {
    return letters.find(c) != std::string_view::npos;
}

/// One way to read the next letters of a typed word: their classes and how many letters they are.
struct Reading {
    std::array<Symbol, 2> symbols{};  ///< 0: none
    std::size_t letters = 1;
};

/// The ways to read what stands at a place, likeliest first; none: no word of the script.
class Readings {
public:
    void add(Symbol first, std::size_t letters = 1) { add(first, 0, letters); }
    void add(Symbol first, Symbol second, std::size_t letters) {
        if (size_ < readings_.size()) readings_[size_++] = {{first, second}, letters};
    }
    [[nodiscard]] const Reading* begin() const { return readings_.data(); }
    [[nodiscard]] const Reading* end() const { return readings_.data() + size_; }

private:
    std::array<Reading, 3> readings_{};
    std::size_t size_ = 0;
};

Readings greek_readings(std::string_view typed, std::size_t at) {
    using namespace greek;
    const char c = typed[at];
    const char before = at == 0 ? '\0' : typed[at - 1];
    const char after = at + 1 < typed.size() ? typed[at + 1] : '\0';
    Readings readings;
    switch (c) {
    case 'a':
        if (after == 'i') {
            readings.add(kVowel, 2);
            readings.add(kAlpha, 2);
        } else {
            readings.add(kAlpha);
        }
        break;
    case 'e':
    case 'i':
    case 'o':
    case 'w':
        readings.add(kVowel);
        break;
    case 'y':
        readings.add(kVowel);
        if (is_any_of(after, "aeiouhw") && after != '\0') readings.add(kGuttural);  // για: ya
        break;
    case 'u':
        readings.add(kVowel);
        if (!is_any_of(before, "aeo") || before == '\0') readings.add(kDental);  // θ on its key
        break;
    case 'v':
    case 'f':
        if (before == 'a' || before == 'e') readings.add(0);  // αυ, ευ
        readings.add(kLabial);
        break;
    case 'b':
    case 'p':
    case '4':
        readings.add(kLabial);
        break;
    case 'h':
        if (before != '\0' && is_any_of(before, "tpkgd")) {
            readings.add(0);  // θ: th
            readings.add(kVowel);
        } else {
            readings.add(kVowel);
            readings.add(kGuttural);
        }
        break;
    case 'c':
        if (after == 'h') {
            readings.add(kGuttural, 2);
            readings.add(kDental, kSibilant, 2);
        } else {
            readings.add(kGuttural);
            readings.add(kSibilant);
        }
        break;
    case 'x':
    case 'k':
    case 'g':
        readings.add(kGuttural);
        break;
    case '3':
        readings.add(kGuttural);
        readings.add(kVowel);
        break;
    case 'j':
        readings.add(kGuttural);
        readings.add(kDental, kSibilant, 1);
        break;
    case 'q':
        readings.add(kDental);
        readings.add(kGuttural);
        break;
    case '0':
        readings.add(kVowel);
        readings.add(kDental);
        break;
    case 't':
    case 'd':
    case '8':
    case '9':
        readings.add(kDental);
        break;
    case 's':
    case 'z':
    case '6':
        readings.add(kSibilant);
        break;
    case 'l':
        readings.add(kL);
        break;
    case 'm':
        readings.add(kM);
        break;
    case 'n':
        readings.add(kN);
        break;
    case 'r':
        readings.add(kR);
        break;
    default:
        break;
    }
    return readings;
}

Readings cyrillic_readings(std::string_view typed, std::size_t at) {
    using namespace cyrillic;
    constexpr std::string_view kLetters = "abdefgiklmnoprstuvwyz346";
    constexpr std::string_view kClasses =
        // a b d e f g i k l m n o p r s t u v w y z 3 4 6
        "\x01\x04\x07\x01\x0F\x06\x01\x08\x09\x0A\x0B\x01\x0C\x0D\x03\x0E\x01\x05\x05\x01\x02\x02"
        "\x03\x03";
    static_assert(kLetters.size() == kClasses.size());
    const char c = typed[at];
    const char after = at + 1 < typed.size() ? typed[at + 1] : '\0';
    Readings readings;
    const auto plain = [&] {
        const std::size_t found = kLetters.find(c);
        if (found != std::string_view::npos) readings.add(static_cast<Symbol>(kClasses[found]));
    };
    switch (c) {
    case 'h':
        readings.add(0);
        break;
    case 'j':
        readings.add(kVowel);
        readings.add(kZ);
        break;
    case 'x':
        readings.add(0);
        readings.add(kK, kSibilant, 1);
        readings.add(kZ);
        break;
    case 'c':
        readings.add(kSibilant);
        readings.add(kK);
        break;
    case 'q':
        readings.add(kVowel);
        readings.add(kK);
        break;
    case 't':
        if (after == 'z') readings.add(kSibilant, 2);
        plain();
        break;
    case 'k':
        plain();
        if (after == 'h') readings.add(0, 2);
        break;
    case 'w':
        plain();
        readings.add(kSibilant);
        break;
    default:
        plain();
        break;
    }
    return readings;
}

/// Follows every reading of a typed word to its end.
class TypedKeys {
public:
    TypedKeys(Script script, std::string_view typed, std::vector<ClassKey>& keys)
        : script_(script), typed_(typed), keys_(keys) {}

    void follow(std::size_t at, const KeyBuilder& so_far) {
        if (at >= typed_.size()) {
            const ClassKey key = so_far.key();
            const bool is_new = std::find(keys_.begin(), keys_.end(), key) == keys_.end();
            if (key != 0 && is_new) keys_.push_back(key);
            ++ends_;
            return;
        }
        const Readings readings =
            script_ == Script::greek ? greek_readings(typed_, at) : cyrillic_readings(typed_, at);
        for (const Reading& reading : readings) {
            if (keys_.size() >= kMostClassKeys || ends_ >= kMostEnds) return;
            KeyBuilder next = so_far;
            for (const Symbol symbol : reading.symbols) {
                if (symbol != 0) next.push(symbol);
            }
            follow(at + reading.letters, next);
        }
    }

private:
    /// Readings followed; some lead to the same key.
    static constexpr std::size_t kMostEnds = 128;

    Script script_;
    std::string_view typed_;
    std::vector<ClassKey>& keys_;
    std::size_t ends_ = 0;
};

/// Longer words, in bytes, are no words of a language, and nobody types them.
constexpr std::size_t kLongestTyped = 40;

}  // namespace

int class_key_length(ClassKey key) noexcept {
    int length = 0;
    for (; key != 0; key <<= 4) ++length;
    return length;
}

ClassKey class_key(Script script, std::string_view word) {
    return script == Script::greek ? greek_key(word) : cyrillic_key(word);
}

std::vector<ClassKey> class_keys_of_typed(Script script, std::string_view typed) {
    std::vector<ClassKey> keys;
    if (typed.size() > kLongestTyped) return keys;
    TypedKeys(script, typed, keys).follow(0, KeyBuilder(script));
    return keys;
}

}  // namespace evresi::analyzers
