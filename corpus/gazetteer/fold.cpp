#include "corpus/gazetteer/fold.hpp"

#include "base/utf8.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>

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

struct CharInfo {
    CharClass char_class = CharClass::hard;
    bool is_upper = false;
    char32_t folded = 0;
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

CharInfo inspect(UChar32 c) {
    CharInfo info;
    info.char_class = classify(c);
    if (info.char_class == CharClass::letter) {
        info.folded = fold_letter(c);
        info.is_upper = u_isUUppercase(c) != 0;
    }
    return info;
}

// Latin, Greek, Cyrillic and their extensions lie below this; ICU's own look-ups cost ten times the
// table's.
constexpr std::size_t kTableSize = 0x2070;

const CharInfo& info_of(char32_t c, CharInfo& spare) {
    static const std::array<CharInfo, kTableSize>& table = []() -> const auto& {
        static std::array<CharInfo, kTableSize> filled;
        for (std::size_t i = 0; i < kTableSize; ++i) filled[i] = inspect(static_cast<UChar32>(i));
        return filled;
    }
    ();
    if (c < kTableSize) return table[c];
    spare = inspect(static_cast<UChar32>(c));
    return spare;
}

void append_letter(char32_t folded, std::string& out) {
    if (folded == U'\u00DF') {
        out += "ss";
    } else {
        append_utf8(folded, out);
    }
}

class WordMaker {
public:
    explicit WordMaker(FoldedText& out) : out_(out) {}

    void letter(const CharInfo& info, std::size_t begin, std::size_t end) {
        if (!in_word_) start(begin);
        FoldedWord& word = out_.words.back();
        if (word.fold_begin == out_.folded.size()) word.starts_upper = info.is_upper;
        append_letter(info.folded, out_.folded);
        letters_ += 1;
        uppers_ += info.is_upper ? 1 : 0;
        word.is_number = false;
        word.end = static_cast<std::uint32_t>(end);
    }

    void digit(char c, std::size_t begin, std::size_t end) {
        if (!in_word_) {
            start(begin);
            out_.words.back().is_number = true;
        }
        out_.folded += c;
        out_.words.back().end = static_cast<std::uint32_t>(end);
    }

    void plus(std::size_t begin, std::size_t end) {
        if (!in_word_) return widen(Gap::space);
        finish();
        start(begin);
        out_.folded += '+';
        out_.words.back().end = static_cast<std::uint32_t>(end);
        finish();
    }

    void widen(Gap gap) {
        finish();
        if (gap > gap_) gap_ = gap;
        if (gap == Gap::space && has_stop_) ends_sentence_ = true;
    }
    void stop() {
        widen(Gap::hard);
        has_stop_ = true;
    }

    void finish() {
        if (!in_word_) return;
        in_word_ = false;
        FoldedWord& word = out_.words.back();
        word.fold_end = static_cast<std::uint32_t>(out_.folded.size());
        word.is_upper = letters_ > 0 && letters_ == uppers_;
        gap_ = Gap::none;
        has_stop_ = false;
        ends_sentence_ = false;
    }

private:
    void start(std::size_t begin) {
        in_word_ = true;
        letters_ = 0;
        uppers_ = 0;
        FoldedWord word;
        word.begin = static_cast<std::uint32_t>(begin);
        word.fold_begin = static_cast<std::uint32_t>(out_.folded.size());
        word.gap = gap_;
        word.ends_sentence = ends_sentence_ || gap_ == Gap::line;
        out_.words.push_back(word);
    }

    FoldedText& out_;
    Gap gap_ = Gap::line;
    bool in_word_ = false;
    bool has_stop_ = false;
    bool ends_sentence_ = false;
    std::uint32_t letters_ = 0;
    std::uint32_t uppers_ = 0;
};

}  // namespace

void fold_words(std::string_view text, FoldedText& out) {
    out.folded.clear();
    out.words.clear();
    out.text = text;
    WordMaker maker(out);
    CharInfo spare;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = at;
        const char32_t c = next_utf8(text, at);
        const CharInfo& info = info_of(c, spare);
        switch (info.char_class) {
        case CharClass::letter:
            maker.letter(info, begin, at);
            break;
        case CharClass::digit:
            maker.digit(text[begin], begin, at);
            break;
        case CharClass::ignorable:
            break;
        case CharClass::plus:
            maker.plus(begin, at);
            break;
        case CharClass::space:
            maker.widen(Gap::space);
            break;
        case CharClass::quote:
            maker.widen(Gap::space);
            break;
        case CharClass::dash:
            maker.widen(Gap::dash);
            break;
        case CharClass::stop:
            maker.stop();
            break;
        case CharClass::line:
            maker.widen(Gap::line);
            break;
        case CharClass::hard:
            maker.widen(Gap::hard);
            break;
        }
    }
    maker.finish();
}

void append_folded(std::string_view word, std::string& out) {
    CharInfo spare;
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t begin = at;
        const CharInfo& info = info_of(next_utf8(word, at), spare);
        if (info.char_class == CharClass::digit) out += word[begin];
        if (info.char_class == CharClass::letter) append_letter(info.folded, out);
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
