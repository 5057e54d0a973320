#include "corpus/gazetteer/fold.hpp"

#include "base/utf8.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
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
    static constexpr std::uint8_t kLetter = 1;
    static constexpr std::uint8_t kUpper = 2;
    static constexpr std::uint8_t kDigit = 4;
    static constexpr std::uint8_t kInWord = kLetter | kDigit;
    static constexpr std::uint8_t kPassedOver = 8;

    std::array<char, 4> folded{};  ///< of a letter or digit
    std::uint8_t folded_bytes = 0;
    std::uint8_t flags = 0;
    CharClass char_class = CharClass::hard;
    Gap gap = Gap::none;  ///< that the character makes between words
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
    CharInfo info;
    info.char_class = classify(c);
    info.gap = gap_of(info.char_class);
    std::string folded;
    if (info.char_class == CharClass::letter) {
        append_letter(fold_letter(c), folded);
        info.flags |= CharInfo::kLetter;
        if (u_isUUppercase(c) != 0) info.flags |= CharInfo::kUpper;
    } else if (info.char_class == CharClass::digit) {
        folded = static_cast<char>(c);
        info.flags |= CharInfo::kDigit;
    } else if (info.char_class == CharClass::ignorable) {
        info.flags |= CharInfo::kPassedOver;
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

}  // namespace

/// Cuts a text into words and folds them: gap, word, gap, in turns.
class TextFolder {
public:
    TextFolder(std::string_view text, FoldedText& out)
        : table_(char_table().data()), text_(text), out_(out) {
        out.text_ = text;
        out.words.clear();
        out.upper_words_.clear();
        out.digit_words_.clear();
        out.breaks_.clear();
        // A letter of two bytes may fold to one of three; four are written at a time.
        const std::size_t room = text.size() + text.size() / 2 + 8;
        if (out.folded_room_ < room) {
            out.folded_ = std::unique_ptr<char[]>(new char[room]);
            out.folded_room_ = room;
        }
        folded_ = out.folded_.get();
    }

    void run() {
        for (Gap gap = Gap::line; pass_gap(gap); gap = Gap::none) fold_word();
        out_.folded_bytes_ = folded_bytes();
    }

private:
    // The character at at_, which then stands behind it.
    const CharInfo& take() noexcept {
        const auto lead = static_cast<unsigned char>(text_[at_]);
        if (lead < 0x80) {
            ++at_;
            return table_[lead];
        }
        const char32_t c = next_utf8(text_, at_);
        if (c < kTableSize) return table_[c];
        spare_ = inspect(static_cast<UChar32>(c));
        return spare_;
    }

    [[nodiscard]] std::uint32_t folded_bytes() const noexcept {
        return static_cast<std::uint32_t>(folded_ - out_.folded_.get());
    }

    // Passes over what is no word and begins the next word. `gap` is what the gap is at least.
    // False at the end of the text.
    bool pass_gap(Gap gap) {
        bool has_stop = false;
        bool ends_sentence = false;
        while (at_ < text_.size()) {
            const std::size_t begin = at_;
            const CharInfo& info = take();
            if ((info.flags & CharInfo::kInWord) != 0) {
                at_ = begin;
                start(gap, ends_sentence || gap == Gap::line);
                return true;
            }
            if (info.gap > gap) gap = info.gap;
            has_stop = has_stop || info.char_class == CharClass::stop;
            ends_sentence = ends_sentence || (has_stop && info.gap == Gap::space);
        }
        return false;
    }

    void start(Gap gap, bool ends_sentence) noexcept {
        word_ = FoldedWord();
        word_.begin = static_cast<std::uint32_t>(at_);
        word_.fold_begin = folded_bytes();
        word_.gap = gap;
        word_.ends_sentence = ends_sentence;
    }

    void add_word(std::size_t end) {
        word_.end = static_cast<std::uint32_t>(end);
        out_.words.push_back(word_);
    }

    void fold_word() {
        const auto index = static_cast<std::uint32_t>(out_.words.size());
        const char* const folded_word = folded_;
        std::uint32_t letters = 0;
        std::uint32_t uppers = 0;
        std::size_t end = at_;
        while (at_ < text_.size()) {
            const std::size_t begin = at_;
            const CharInfo& info = take();
            if ((info.flags & (CharInfo::kInWord | CharInfo::kPassedOver)) == 0) {
                at_ = begin;
                break;
            }
            if ((info.flags & CharInfo::kPassedOver) != 0) continue;
            if (end == word_.begin) word_.starts_upper = (info.flags & CharInfo::kUpper) != 0;
            std::memcpy(folded_, info.folded.data(), info.folded.size());
            folded_ += info.folded_bytes;
            letters += info.flags & CharInfo::kLetter;
            uppers += (info.flags & CharInfo::kUpper) / CharInfo::kUpper;
            end = at_;
        }
        word_.is_number = letters == 0;
        word_.is_upper = letters > 0 && letters == uppers;
        if (word_.ends_sentence) out_.breaks_.push_back(index);
        if (word_.is_upper) out_.upper_words_.push_back(index);
        if (*folded_word >= '0' && *folded_word <= '9') out_.digit_words_.push_back(index);
        add_word(end);
        if (at_ < text_.size() && text_[at_] == '+') add_plus();
    }

    void add_plus() {
        start(Gap::none, false);
        *folded_++ = '+';
        add_word(++at_);
    }

    const CharInfo* table_;
    std::string_view text_;
    FoldedText& out_;
    char* folded_ = nullptr;
    std::size_t at_ = 0;
    FoldedWord word_;
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
    FoldedText folded;
    fold_words(text, folded);
    std::string key;
    for (std::size_t i = 0; i < folded.words.size(); ++i) {
        if (!key.empty() && folded.words[i].gap != Gap::none) key += ' ';
        key += folded.word(i);
    }
    return key;
}

}  // namespace evresi::corpus
