// Token -> database term: prefix, length limit, no NUL. Pure functions. Every term that is written
// or looked up is made here, so that both sides agree.
#pragma once

#include "base/language_tag.hpp"
#include "indexer/database/schema.hpp"

#include <string>
#include <string_view>

namespace evresi::database {

/// Longest term that glass stores (bytes); a longer one becomes a prefix of it and a hash.
inline constexpr std::size_t kTermBytes = 245;

/// Folded surface form.
[[nodiscard]] std::string surface_term(std::string_view surface);
/// Stem of a language, anywhere in a document.
[[nodiscard]] std::string stem_term(LanguageTag lang, std::string_view stem);
/// Stem of a language, in titles only.
[[nodiscard]] std::string title_term(LanguageTag lang, std::string_view stem);
/// Beginning of a surface form, which words of one family share (register, registration): its first
/// kRootLetters letters, in a language. Only ranks, never matches. Empty for a form that is
/// shorter or is a number: such a form is its own root.
inline constexpr std::size_t kRootLetters = 4;
[[nodiscard]] std::string root_term(LanguageTag lang, std::string_view surface);
/// A short word as it is written, with the marks that the language's stems lack (Greek νόμος "law",
/// νομός "prefecture"); only ranks, never matches. Empty for a word without such marks, and for one
/// of more than kMarkedLetters letters: long words seldom differ in a mark alone, and in Greek,
/// where nearly every word has one, these terms would take a seventh of the index. `word`: as
/// typed, one token.
inline constexpr std::size_t kMarkedLetters = 6;
[[nodiscard]] std::string marked_term(LanguageTag lang, std::string_view word);
/// A document's id.
[[nodiscard]] std::string id_term(std::string_view id);
/// A boolean term of a field; project acronyms are compared without case.
[[nodiscard]] std::string filter_term(Field field, std::string_view value);
/// What the documents of one project share, however its acronym is written in each.
[[nodiscard]] std::string project_key(std::string_view acronym);

}  // namespace evresi::database
