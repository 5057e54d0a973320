#include "analyzers/unicode/tokenizer.hpp"

#include "base/utf8.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <optional>

namespace evresi::analyzers {
namespace {

constexpr std::size_t kMaxTextBytes = 0x7FFFFFF0;
constexpr int kMaxAcronymParts = 8;
constexpr int kMaxAcronymPartLetters = 4;
/// A letter may bear any number of marks; an acronym's part of more bytes than this is none. Keeps
/// the look-ahead bounded, and so the whole linear.
constexpr std::size_t kMaxAcronymPartBytes = 48;
/// Bytes of a run without spaces that ICU gets at once.
constexpr std::size_t kMaxComplexRunBytes = 4096;

enum class CharacterClass : std::uint8_t {
    other,
    letter,
    digit,
    extend,  ///< marks and format characters: belong to what precedes them (rule WB4)
    apostrophe,
    stop,
    comma,
    complex,  ///< letters of scripts that are written without spaces
};

/// Letters and marks by Unicode's property that ICU takes for its East Asian dictionary instead.
bool is_east_asian(UChar32 c) {
    if (c >= 0xAC00 && c <= 0xD7A3) return true;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

CharacterClass classify(UChar32 c) {
    switch (c) {
    case '\'':
    case 0x2019:
    case 0x02BC:
    case 0xFF07:
        return CharacterClass::apostrophe;
    case '.':
    case 0xFF0E:
        return CharacterClass::stop;
    case ',':
    case 0x066B:
    case 0x066C:
    case 0xFF0C:
        return CharacterClass::comma;
    default:
        break;
    }
    switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER:
    case U_WB_HEBREW_LETTER:
        return is_east_asian(c) ? CharacterClass::complex : CharacterClass::letter;
    case U_WB_NUMERIC:
        return CharacterClass::digit;
    case U_WB_EXTEND:
        return is_east_asian(c) ? CharacterClass::complex : CharacterClass::extend;
    case U_WB_FORMAT:
    case U_WB_ZWJ:
        return CharacterClass::extend;
    case U_WB_KATAKANA:
        return CharacterClass::complex;
    default:
        // Unicode's property, which has the ideographic zero, that is a letter by no category.
        return u_isUAlphabetic(c) != 0 ? CharacterClass::complex : CharacterClass::other;
    }
}

/// The classes of the basic plane, worked out once from ICU's properties.
const std::array<CharacterClass, 0x10000>& basic_plane() {
    static const auto table = [] {
        auto classes = std::make_unique<std::array<CharacterClass, 0x10000>>();
        for (UChar32 c = 0; c < 0x10000; ++c) {
            (*classes)[static_cast<std::size_t>(c)] = classify(c);
        }
        return classes;
    }();
    return *table;
}

/// What ICU needs for a run without spaces.
struct Icu {
    std::unique_ptr<icu::BreakIterator> breaks;  ///< made at the first text that needs it
    icu::UnicodeString units;
    std::vector<std::size_t> offsets;  ///< of each unit in the text, in bytes
};

/// The pass over one text.
class Scanner {
public:
    Scanner(std::string_view text, Icu& icu, std::vector<WordSpan>& out)
        : text_(text), classes_(basic_plane()), icu_(icu), out_(out) {}

    void run() {
        std::size_t at = 0;
        while (at < text_.size()) {
            std::size_t behind = at;
            switch (class_of(next_utf8(text_, behind))) {
            case CharacterClass::letter:
            case CharacterClass::digit:
                at = word(at);
                break;
            case CharacterClass::complex:
                at = complex_run(at);
                break;
            default:
                at = behind;
                break;
            }
        }
    }

private:
    [[nodiscard]] CharacterClass class_of(char32_t c) const {
        if (c < classes_.size()) return classes_[c];
        return classify(static_cast<UChar32>(c));
    }

    /// The class of the character at `at`; `other` at the end of the text. Moves `at` behind it.
    [[nodiscard]] CharacterClass take(std::size_t& at) const {
        if (at >= text_.size()) return CharacterClass::other;
        return class_of(next_utf8(text_, at));
    }
    [[nodiscard]] CharacterClass peek(std::size_t at) const { return take(at); }

    /// Whether a digit comes behind the marks at `at`. Reads no mark twice, as the marks of one
    /// joiner alone are looked at.
    [[nodiscard]] bool digit_follows(std::size_t at) const {
        CharacterClass here = take(at);
        while (here == CharacterClass::extend) here = take(at);
        return here == CharacterClass::digit;
    }

    void emit(std::size_t begin, std::size_t end) {
        out_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }

    /// Emits the word that starts at `begin`; returns where to go on.
    std::size_t word(std::size_t begin) {
        std::size_t at = begin;
        CharacterClass last = CharacterClass::other;
        int letters = 0;
        bool only_letters = true;
        while (true) {
            std::size_t behind = at;
            const CharacterClass here = take(behind);
            switch (here) {
            case CharacterClass::letter:
                ++letters;
                last = here;
                break;
            case CharacterClass::digit:
                only_letters = false;
                last = here;
                break;
            case CharacterClass::extend:
                break;
            case CharacterClass::apostrophe:
                if (last == CharacterClass::letter) return contraction(begin, at, behind);
                [[fallthrough]];
            case CharacterClass::comma:
            case CharacterClass::stop:
                if (last == CharacterClass::digit && digit_follows(behind)) break;
                if (here == CharacterClass::stop && only_letters &&
                    letters <= kMaxAcronymPartLetters) {
                    if (const auto end = acronym(begin)) {
                        emit(begin, *end);
                        return *end;
                    }
                }
                [[fallthrough]];
            default:
                emit(begin, at);
                return at;
            }
            at = behind;
        }
    }

    /// At an apostrophe behind a letter: `at` is before it, `behind` after it.
    std::size_t contraction(std::size_t begin, std::size_t at, std::size_t behind) {
        std::array<char, 3> ending{};
        std::size_t length = 0;
        std::size_t end = behind;
        while (length < ending.size() && end < text_.size() && is_ascii_letter(text_[end])) {
            ending[length++] = static_cast<char>(text_[end++] | 0x20);
        }
        const std::string_view word{ending.data(), length};
        if (!continues_word(end)) {
            if (word == "t") {
                emit(begin, end);
                return end;
            }
            if (word == "s" || word == "m" || word == "d" || word == "re" || word == "ve" ||
                word == "ll") {
                emit(begin, at);
                return end;
            }
        }
        emit(begin, at);
        return behind;
    }

    [[nodiscard]] static bool is_ascii_letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    [[nodiscard]] bool continues_word(std::size_t at) const {
        const CharacterClass here = peek(at);
        return here == CharacterClass::letter || here == CharacterClass::digit ||
               here == CharacterClass::extend;
    }

    /// The end of the acronym that starts at `begin`, if one does (rule in the header).
    [[nodiscard]] std::optional<std::size_t> acronym(std::size_t begin) const {
        int parts = 0;
        int single = 0;
        bool has_last_stop = false;
        std::size_t end = begin;
        while (parts < kMaxAcronymParts) {
            std::size_t at = end;
            const int letters = acronym_part(at);
            if (letters == 0) break;
            ++parts;
            if (letters == 1) ++single;
            has_last_stop =
                at < text_.size() && text_[at] == '.' && peek(at + 1) != CharacterClass::extend;
            end = has_last_stop ? at + 1 : at;
            if (!has_last_stop) break;
        }
        const bool accepted = parts >= 2 && (single == parts || (parts >= 3 && single > 0) ||
                                             (single > 0 && has_last_stop));
        return accepted ? std::optional(end) : std::nullopt;
    }

    /// Moves `at` over one part of an acronym; returns its number of letters, 0 if it is none.
    [[nodiscard]] int acronym_part(std::size_t& at) const {
        const std::size_t begin = at;
        int letters = 0;
        while (true) {
            std::size_t behind = at;
            const CharacterClass here = take(behind);
            if (here == CharacterClass::digit) return 0;
            if (here == CharacterClass::letter) {
                ++letters;
            } else if (here != CharacterClass::extend || letters == 0) {
                return letters;
            }
            if (letters > kMaxAcronymPartLetters || behind - begin > kMaxAcronymPartBytes) return 0;
            at = behind;
        }
    }

    /// Emits the words of the run without spaces that starts at `begin`; returns where it ends.
    std::size_t complex_run(std::size_t begin) {
        std::size_t end = begin;
        while (end - begin < kMaxComplexRunBytes) {
            std::size_t behind = end;
            const CharacterClass here = take(behind);
            if (here != CharacterClass::complex && here != CharacterClass::extend) break;
            end = behind;
        }
        if (!break_by_dictionary(begin, end)) emit(begin, end);
        return end;
    }

    /// In UTF-16, as ICU measures the length of a word in units of the text: over UTF-8 it takes
    /// two Khmer letters for long enough to look up.
    [[nodiscard]] bool break_by_dictionary(std::size_t begin, std::size_t end) {
        UErrorCode status = U_ZERO_ERROR;
        if (!icu_.breaks) {
            icu_.breaks.reset(
                icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
        }
        if (U_FAILURE(status) || !icu_.breaks) return false;
        icu_.units.remove();
        icu_.offsets.clear();
        for (std::size_t at = begin; at < end;) {
            const std::size_t offset = at;
            icu_.units.append(static_cast<UChar32>(next_utf8(text_, at)));
            icu_.offsets.resize(static_cast<std::size_t>(icu_.units.length()), offset);
        }
        icu_.offsets.push_back(end);
        icu_.breaks->setText(icu_.units);
        std::int32_t from = icu_.breaks->first();
        for (std::int32_t to = icu_.breaks->next(); to != icu::BreakIterator::DONE;
             to = icu_.breaks->next()) {
            std::size_t word_begin = icu_.offsets[static_cast<std::size_t>(from)];
            const std::size_t word_end = icu_.offsets[static_cast<std::size_t>(to)];
            while (word_begin < word_end && peek(word_begin) == CharacterClass::extend) {
                word_begin += decode_utf8(text_, word_begin).bytes;
            }
            if (word_begin < word_end) emit(word_begin, word_end);
            from = to;
        }
        return true;
    }

    std::string_view text_;
    const std::array<CharacterClass, 0x10000>& classes_;
    Icu& icu_;
    std::vector<WordSpan>& out_;
};

}  // namespace

struct Tokenizer::State {
    Icu icu;
};

Tokenizer::Tokenizer() : state_(std::make_unique<State>()) {}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

void Tokenizer::split(std::string_view text, std::vector<WordSpan>& out) {
    out.clear();
    Scanner(text.substr(0, kMaxTextBytes), state_->icu, out).run();
}

}  // namespace evresi::analyzers
