#include "corpus/gazetteer/fold.hpp"

#include "base/utf8.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace evresi::corpus {
namespace {

enum class CharClass : std::uint8_t {
    letter,
    digit,
    ignorable,
    plus,
    space,
    quote,
    dash,
    stop,
    line,
    hard
};

/// What the folding of one character needs, in 8 bytes.
struct CharInfo {
    static constexpr std::uint8_t kUpper = 1;
    static constexpr std::uint8_t kOtherLetter = 2;
    static constexpr std::uint8_t kDigit = 4;
    static constexpr std::uint8_t kInWord = kUpper | kOtherLetter | kDigit;
    static constexpr std::uint8_t kPassedOver = 8;

    std::array<char, 4> folded{};  ///< of a letter or digit
    std::uint8_t folded_bytes = 0;
    std::uint8_t flags = 0;
    Gap gap = Gap::none;  ///< that the character makes between words
    bool is_stop = false;
};

bool is_quote(UChar32 c) {
    switch (c) {
    case '"':
    case '\'':
    case 0xAB:
    case 0xBB:
    case 0x2039:
    case 0x203A:
        return true;
    default:
        return c >= 0x2018 && c <= 0x201F;
    }
}

CharClass classify(UChar32 c) {
    if (c == '\n' || c == 0x2028 || c == 0x2029) return CharClass::line;
    if (c == '+') return CharClass::plus;
    if (c == '.' || c == '!' || c == '?') return CharClass::stop;
    if (c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212) return CharClass::dash;
    if (is_quote(c)) return CharClass::quote;
    if (c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0xFEFF) return CharClass::ignorable;
    if (u_isUWhiteSpace(c) || c == 0x1F) return CharClass::space;
    const std::int8_t type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK) return CharClass::ignorable;
    if (c >= '0' && c <= '9') return CharClass::digit;
    return u_isalnum(c) ? CharClass::letter : CharClass::hard;
}

char32_t fold_letter(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* const nfkd = icu::Normalizer2::getNFKDInstance(status);
    icu::UnicodeString decomposed;
    if (U_SUCCESS(status) && nfkd->getDecomposition(c, decomposed) && !decomposed.isEmpty()) {
        c = decomposed.char32At(0);
    }
    c = u_foldCase(c, U_FOLD_CASE_DEFAULT);
    return c == 0x3C2 ? U'\u03C3' : static_cast<char32_t>(c);
}

void append_letter(char32_t folded, std::string& out) {
    if (folded == U'\u00DF') {
        out += "ss";
    } else {
        append_utf8(folded, out);
    }
}

Gap gap_of(CharClass char_class) noexcept {
    switch (char_class) {
    case CharClass::letter:
    case CharClass::digit:
    case CharClass::ignorable:
        return Gap::none;
    case CharClass::plus:
    case CharClass::space:
    case CharClass::quote:
        return Gap::space;
    case CharClass::dash:
        return Gap::dash;
    case CharClass::line:
        return Gap::line;
    case CharClass::stop:
    case CharClass::hard:
        break;
    }
    return Gap::hard;
}

CharInfo inspect(UChar32 c) {
    const CharClass char_class = classify(c);
    CharInfo info;
    info.gap = gap_of(char_class);
    info.is_stop = char_class == CharClass::stop;
    std::string folded;
    if (char_class == CharClass::letter) {
        append_letter(fold_letter(c), folded);
        info.flags = u_isUUppercase(c) != 0 ? CharInfo::kUpper : CharInfo::kOtherLetter;
    } else if (char_class == CharClass::digit) {
        folded = static_cast<char>(c);
        info.flags = CharInfo::kDigit;
    } else if (char_class == CharClass::ignorable) {
        info.flags = CharInfo::kPassedOver;
    }
    info.folded_bytes = static_cast<std::uint8_t>(folded.size());
    std::copy(folded.begin(), folded.end(), info.folded.begin());
    return info;
}

// Latin, Greek, Cyrillic and their extensions lie below this; ICU's own look-ups cost ten times the
// table's.
constexpr std::size_t kTableSize = 0x2070;

using CharTable = std::array<CharInfo, kTableSize>;

const CharTable& char_table() {
    static const CharTable& table = []() -> const CharTable& {
        static CharTable filled;
        for (std::size_t i = 0; i < kTableSize; ++i) filled[i] = inspect(static_cast<UChar32>(i));
        return filled;
    }();
    return table;
}

/// Whether a character of two bytes begins at `at`, where there are two.
[[gnu::always_inline]] inline bool is_two_bytes(const char* at) noexcept {
    const unsigned lead = static_cast<unsigned char>(at[0]);
    const unsigned both = lead | (unsigned{static_cast<unsigned char>(at[1])} << 8);
    return (both & 0xC0E0u) == 0x80C0u && lead >= 0xC2;
}

[[gnu::always_inline]] inline unsigned two_byte_character(const char* at) noexcept {
    return (static_cast<unsigned char>(at[0]) & 0x1Fu) << 6 |
           (static_cast<unsigned char>(at[1]) & 0x3Fu);
}

/// Folds the ASCII letters and digits that 8 bytes begin with, all bytes at once; writes 8 bytes.
/// Returns how many they are, and adds the flags of their characters to `seen`.
[[gnu::always_inline]] inline std::size_t
fold_ascii_run(const char* at, char* folded, unsigned& seen) noexcept {
    constexpr std::uint64_t kOnes = 0x0101010101010101u;
    constexpr std::uint64_t kHigh = 0x80 * kOnes;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, 8);
    if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
    // With 7 bits a byte no sum carries over; a byte's high bit tells whether it reached 0x80.
    const std::uint64_t low = bytes & ~kHigh;
    const std::uint64_t lower = low | 0x20 * kOnes;
    const std::uint64_t letters =
        (lower + (0x80 - 'a') * kOnes) & ~(lower + (0x7F - 'z') * kOnes) & ~bytes & kHigh;
    const std::uint64_t digits =
        (low + (0x80 - '0') * kOnes) & ~(low + (0x7F - '9') * kOnes) & ~bytes & kHigh;
    const std::uint64_t others = ~(letters | digits) & kHigh;
    const unsigned run = others == 0 ? 8 : static_cast<unsigned>(std::countr_zero(others)) / 8;
    const std::uint64_t upper = letters & ~(bytes << 2);
    // What lies behind the run is shifted out.
    const unsigned spare_bits = run == 0 ? 63 : 64 - 8 * run;
    seen |= (upper << spare_bits) != 0 ? unsigned{CharInfo::kUpper} : 0u;
    seen |= ((letters & ~upper) << spare_bits) != 0 ? unsigned{CharInfo::kOtherLetter} : 0u;
    std::uint64_t written = bytes | (upper >> 2);
    if constexpr (std::endian::native == std::endian::big) written = __builtin_bswap64(written);
    std::memcpy(folded, &written, 8);
    return run;
}

}  // namespace

/// Cuts a text into words and folds them: gap, word, gap, in turns.
class TextFolder {
public:
    TextFolder(std::string_view text, FoldedText& out)
        : table_(char_table().data()), begin_(text.data()), end_(text.data() + text.size()),
          out_(out) {
        out.text_ = text;
        out.words.clear();
        out.upper_words_.clear();
        out.capital_words_.clear();
        out.digit_words_.clear();
        out.breaks_.clear();
        // A letter of two bytes may fold to one of three; more than that is written at a time.
        const std::size_t room = text.size() + text.size() / 2 + FoldedText::kSpareBytes;
        if (out.folded_room_ < room) {
            out.folded_ = std::unique_ptr<char[]>(new char[room]);
            out.folded_room_ = room;
        }
    }

    void run() {
        const Source from{table_, end_};
        const char* at = begin_;
        char* folded = out_.folded_.get();
        Gap gap = Gap::line;
        bool has_stop = false;
        bool ends_sentence = false;
        while (at != from.end) {
            const Taken taken = take(from, at);
            const CharInfo& info = *taken.info;
            if ((info.flags & CharInfo::kInWord) == 0) {
                at = taken.next;
                gap = std::max(gap, info.gap);
                has_stop = has_stop || info.is_stop;
                ends_sentence = ends_sentence || (has_stop && info.gap == Gap::space);
                continue;
            }
            FoldedWord word;
            word.begin = static_cast<std::uint32_t>(at - begin_);
            word.fold_begin = place_of(folded);
            word.gap = gap;
            word.ends_sentence = ends_sentence || gap == Gap::line;
            word.starts_upper = (info.flags & CharInfo::kUpper) != 0;
            unsigned seen = 0;
            fold_letters(from, at, folded, seen);
            word.end = static_cast<std::uint32_t>(at - begin_);
            // Nothing in ASCII is passed over.
            if (at != from.end && static_cast<unsigned char>(*at) >= 0x80) {
                word.end = go_on(from, at, folded, seen);
            }
            constexpr unsigned kLetter = CharInfo::kUpper | CharInfo::kOtherLetter;
            word.is_upper = (seen & kLetter) == CharInfo::kUpper;
            word.is_number = (seen & kLetter) == 0;
            add(word, (seen & CharInfo::kUpper) != 0);
            if (at != from.end && *at == '+') add_plus(at, folded);
            gap = Gap::none;
            has_stop = false;
            ends_sentence = false;
        }
        out_.folded_bytes_ = place_of(folded);
    }

private:
    struct Taken {
        const CharInfo* info;
        const char* next;
    };

    /// Members that loops read, by value: written characters could be any member as far as the
    /// compiler knows, but no local copy.
    struct Source {
        const CharInfo* table;
        const char* end;
    };

    // The character at `at`.
    [[nodiscard, gnu::always_inline]] Taken take(Source from, const char* at) noexcept {
        const auto lead = static_cast<unsigned char>(*at);
        if (lead < 0x80) return {from.table + lead, at + 1};
        if (from.end - at >= 2 && is_two_bytes(at)) {
            return {from.table + two_byte_character(at), at + 2};
        }
        return take_long(at);
    }

    [[gnu::noinline]] Taken take_long(const char* at) noexcept {
        std::size_t place = 0;
        const std::string_view rest(at, static_cast<std::size_t>(end_ - at));
        const char32_t c = next_utf8(rest, place);
        if (c < kTableSize) return {table_ + c, at + place};
        spare_ = inspect(static_cast<UChar32>(c));
        return {&spare_, at + place};
    }

    [[nodiscard]] std::uint32_t place_of(const char* folded) const noexcept {
        return static_cast<std::uint32_t>(folded - out_.folded_.get());
    }

    // Folds the letters and digits from `at` on, which then stands behind them, as `folded` does.
    [[gnu::always_inline]] void
    fold_letters(Source from, const char*& at, char*& folded, unsigned& seen) {
        while (at != from.end) {
            const Taken taken = take(from, at);
            if ((taken.info->flags & CharInfo::kInWord) == 0) return;
            if (from.end - at >= 8 && static_cast<unsigned char>(*at) < 0x80) {
                const std::size_t run = fold_ascii_run(at, folded, seen);
                at += run;
                folded += run;
                continue;
            }
            fold_one(*taken.info, folded, seen);
            at = taken.next;
            // Words of other scripts go on with letters of two bytes.
            while (from.end - at >= 2 && is_two_bytes(at)) {
                const CharInfo& info = from.table[two_byte_character(at)];
                if ((info.flags & CharInfo::kInWord) == 0) return;
                fold_one(info, folded, seen);
                at += 2;
            }
        }
    }

    [[gnu::always_inline]] static void
    fold_one(const CharInfo& info, char*& folded, unsigned& seen) noexcept {
        seen |= info.flags;
        std::memcpy(folded, info.folded.data(), 4);
        folded += info.folded_bytes;
    }

    // Passes over soft hyphens and marks at `at`, and folds the letters behind them; without any
    // the marks are none of the word. Returns where it ends.
    [[gnu::noinline]] std::uint32_t
    go_on(Source from, const char*& at, char*& folded, unsigned& seen) {
        const char* word_end = at;
        while (at != from.end) {
            const Taken taken = take(from, at);
            if ((taken.info->flags & CharInfo::kPassedOver) != 0) {
                at = taken.next;
            } else if ((taken.info->flags & CharInfo::kInWord) != 0) {
                fold_letters(from, at, folded, seen);
                word_end = at;
            } else {
                break;
            }
        }
        return static_cast<std::uint32_t>(word_end - begin_);
    }

    void add(const FoldedWord& word, bool has_capital) {
        const auto index = static_cast<std::uint32_t>(out_.words.size());
        const char first = out_.folded_[word.fold_begin];
        if (word.ends_sentence) out_.breaks_.push_back(index);
        if (word.is_upper) out_.upper_words_.push_back(index);
        if (has_capital) out_.capital_words_.push_back(index);
        if (first >= '0' && first <= '9') out_.digit_words_.push_back(index);
        out_.words.push_back(word);
    }

    void add_plus(const char*& at, char*& folded) {
        FoldedWord word;
        word.begin = static_cast<std::uint32_t>(at - begin_);
        word.end = word.begin + 1;
        word.fold_begin = place_of(folded);
        word.gap = Gap::none;
        out_.words.push_back(word);
        *folded++ = '+';
        ++at;
    }

    const CharInfo* const table_;
    const char* const begin_;
    const char* const end_;
    FoldedText& out_;
    CharInfo spare_;
};

void fold_words(std::string_view text, FoldedText& out) {
    TextFolder(text, out).run();
}

void append_folded(std::string_view word, std::string& out) {
    CharInfo spare;
    for (std::size_t at = 0; at < word.size();) {
        const char32_t c = next_utf8(word, at);
        if (c >= kTableSize) spare = inspect(static_cast<UChar32>(c));
        const CharInfo& info = c < kTableSize ? char_table()[c] : spare;
        out.append(info.folded.data(), info.folded_bytes);
    }
}

std::string fold_key(std::string_view text) {
    // Names are short and many: their words are kept in the same memory.
    thread_local FoldedText folded;
    fold_words(text, folded);
    std::string key;
    key.reserve(folded.folded().size() + folded.words.size());
    for (std::size_t i = 0; i < folded.words.size(); ++i) {
        if (!key.empty() && folded.words[i].gap != Gap::none) key += ' ';
        key += folded.word(i);
    }
    return key;
}

}  // namespace evresi::corpus
