// Tokenizer: where the words of a text are. Confined to one thread (it owns an ICU break
// iterator); cheap to keep. It decides by characters alone, never by language, so that documents
// and queries are cut alike whatever language they are taken for.
//
// A word never crosses a word boundary of ICU's root locale (Unicode Standard Annex 29), the last
// stop of an acronym apart. Inside ICU's words these rules cut further; a letter or digit always
// goes with the marks and format characters behind it:
// - a full stop between letters separates, but for acronyms: two to eight parts of one to four
//   letters (at most 48 bytes) from where a word begins, with no digit beside them and single stops
//   between them ("Κοιν.Σ.Επ.", "U.S.A.", "d.o.o.") are one word, with or without the last stop, if
//   all parts have one letter; or there are three parts or more and one of them has one letter; or
//   there are two, one of them with one letter, and the last stop is written ("κ.λπ."). So
//   "end.Start" is two words. A stop with a mark is none of an acronym;
// - ' ’ ʼ ＇ behind a letter separate ("d'Italia"), but 't joins ("don't"), and 's 'm 'd 're 've
//   'll at the end of a word are no part of it ("Europe's");
// - full stop, comma and apostrophe (. ．, , ， ٫ ٬, ' ’ ʼ ＇) join digits ("13,6", "05.06.2019");
//   nothing else that joins for ICU does here: not the underscore and its like (the narrow space
//   U+202F among them), the colon, the middle dot, @, or the quotation marks of Hebrew;
// - letters of scripts written without spaces (Thai, Han, Kana, ...; Hangul with them) separate
//   from all others. A run of them is cut as ICU cuts it alone, by its dictionaries, 4 KiB
//   at a time;
// - what holds no letter or digit is no word: signs, emoji, lone marks.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace evresi::analyzers {

/// Bytes [begin, end) of the text.
struct WordSpan {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

class Tokenizer {
public:
    Tokenizer();
    ~Tokenizer();
    Tokenizer(Tokenizer&&) noexcept;
    Tokenizer& operator=(Tokenizer&&) noexcept;

    /// Replaces `out` by the words of `text` (UTF-8, below 2 GiB; the rest is not read) in order.
    /// Ill-formed bytes separate words. Linear in the length of `text`.
    void split(std::string_view text, std::vector<WordSpan>& out);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace evresi::analyzers
