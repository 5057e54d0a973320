// Lexicon: weighted translations between terms of our languages. A term is one to kMostWords stems
// as the language's analyser makes them, joined by a space. Tables lead to and from English; two
// other languages are joined through English when asked for. One file, mapped and never copied;
// immutable, shared by all threads. Not here: how a query uses translations
// (searchd/search/query_expander.hpp).
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::lexicon {

/// Words of the longest term.
inline constexpr std::size_t kMostWords = 4;

struct Translation {
    std::string stems;  ///< of the target language, joined by a space
    std::string text;   ///< the term as people write it, for people
    /// How likely this translation is: positive; those of one term and target language sum to at
    /// most 1.
    double weight = 0.0;
};

struct KnownWord {
    std::string text;       ///< as people write it, mostly in its dictionary form
    std::size_t terms = 0;  ///< that begin with it, the word itself included
};

class Lexicon {
public:
    /// Maps the compiled files; terms of later ones (a user's own) come before those of earlier
    /// ones. io_error, malformed_input (subject: the path).
    [[nodiscard]] static Result<std::shared_ptr<const Lexicon>>
    open(const std::vector<std::string>& paths);

    Lexicon(Lexicon&&) noexcept;
    Lexicon& operator=(Lexicon&&) noexcept;
    ~Lexicon();

    /// Makes what `typed_as` and `cognates` would make when first called: a tenth of a second, in
    /// any thread, beside all other calls. Ends early when asked to.
    void prepare(const std::stop_token& stop = {}) const;

    /// Whether `stems` is a term of `lang` with any translation.
    [[nodiscard]] bool contains(LanguageTag lang, std::string_view stems) const;

    /// What is known of the word of one stem as such; terms is 0 when it is unknown.
    [[nodiscard]] KnownWord word(LanguageTag lang, std::string_view stem) const;

    /// The translations of `stems`, likeliest first, at most `most`. A single word that is not
    /// known gets those of the word that it may be derived from, with half their weights, or those
    /// of the two that it may be made of. Empty for a term that is not known so either. A language
    /// into itself gives words that mean much the same, the term itself among them: translated to
    /// English and back, or from English to each of the others and back (Bannard and
    /// Callison-Burch, "Paraphrasing with Bilingual Parallel Corpora", 2005). Costs a few
    /// microseconds; English into itself, and words that are not known, some tens.
    [[nodiscard]] std::vector<Translation> translate(LanguageTag from,
                                                     std::string_view stems,
                                                     LanguageTag to,
                                                     std::size_t most = 12) const;

    /// Translations, at most `most` into each language of `to`, in its order, of the English words
    /// that the word of `stem`, which `from` is not known to have, sounds like: half as sure as
    /// those of the words themselves. Names sound alike too: who asks must know better. Without
    /// `prepare`, terms of a letter are read when first asked for.
    [[nodiscard]] std::vector<std::vector<Translation>> cognates(LanguageTag from,
                                                                 std::string_view stem,
                                                                 std::span<const LanguageTag> to,
                                                                 std::size_t most = 4) const;

    /// Single words of `lang`, as people write them, that `typed` may stand for: for Greek and
    /// Bulgarian in Latin letters and digits, for others without marks. Best first, at most `most`.
    /// Words that are fully spelt out by `typed` come before other forms of the same word.
    /// `is_whole` says whether it is one of the former. Without `prepare`, the first call
    /// reads the terms of the language.
    struct TypedWord {
        std::string text;
        std::string stem;
        bool is_whole = false;
    };
    [[nodiscard]] std::vector<TypedWord>
    typed_as(LanguageTag lang, std::string_view typed, std::size_t most = 4) const;

private:
    struct State;
    explicit Lexicon(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Where the lexicon of this program is installed: beside the folder of the running program, in
/// ../share/evresi/. Empty when there is none.
[[nodiscard]] std::string default_path();

/// What a program's options ask for: `base` (empty: the installed file, when there is one; "none":
/// no file) and files of the user's own terms. Null when there is nothing to open.
[[nodiscard]] Result<std::shared_ptr<const Lexicon>>
open_lexicon(const std::string& base, const std::vector<std::string>& terms);

}  // namespace evresi::lexicon
