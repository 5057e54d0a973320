// Tokenizer: where the words of a text are. Confined to one thread (it owns an ICU break
// iterator); cheap to keep. It decides by characters alone, never by language, so that documents
// and queries are cut alike whatever language they are taken for.
//
// The rules are those of Unicode Standard Annex 29, word boundaries, with these differences:
// - a full stop between letters separates, but for acronyms: two to eight parts of one to four
//   letters with single stops between them ("Κοιν.Σ.Επ.", "U.S.A.", "d.o.o.") are one word, with
//   or without the last stop, if all parts have one letter; or there are three parts or more and
//   one of them has one letter; or there are two, one of them with one letter, and the last stop
//   is written ("κ.λπ."). So "end.Start" is two words;
// - ' ’ ʼ between letters separate ("d'Italia"), but 't joins ("don't"), and 's 'm 'd 're 've 'll
//   at the end of a word are no part of it ("Europe's");
// - the underscore, the colon and the middle dot separate;
// - full stop, comma and apostrophe join digits ("13,6", "05.06.2019"); nothing else does;
// - signs, emoji and lone marks are no words.
// Scripts written without spaces (Han, Kana, Thai, ...) go through ICU's dictionaries.
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
