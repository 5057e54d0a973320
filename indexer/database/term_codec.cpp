#include "indexer/database/term_codec.hpp"

#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "indexer/database/checksum.hpp"

namespace evresi::database {
namespace {

/// Bytes of a long term that are kept readable before its hash.
constexpr std::size_t kReadableBytes = 200;

/// Glass stores a NUL as two bytes and refuses the batch when the key grows too long; no term of
/// ours has one, wherever its text came from.
void drop_nul(std::string& term) {
    std::erase(term, '\0');
}

/// Shortens a term to what glass stores: a readable beginning, cut at a character, and a hash.
std::string bounded(std::string term) {
    drop_nul(term);
    if (term.size() <= kTermBytes) return term;
    const std::string hash = to_hex(checksum(term));
    term.resize(utf8_prefix(term, kReadableBytes).size());
    term += '#';
    term += hash;
    return term;
}

std::string prefixed(char prefix, LanguageTag lang, std::string_view stem) {
    std::string term;
    term.reserve(5 + stem.size());
    term += prefix;
    term += lang.view();
    term += ':';
    term += stem;
    return bounded(std::move(term));
}

}  // namespace

std::string surface_term(std::string_view surface) {
    return bounded(std::string(surface));
}

std::string stem_term(LanguageTag lang, std::string_view stem) {
    return prefixed('Z', lang, stem);
}

std::string title_term(LanguageTag lang, std::string_view stem) {
    return prefixed('S', lang, stem);
}

std::string root_term(LanguageTag lang, std::string_view surface) {
    if (surface.empty() || (surface.front() >= '0' && surface.front() <= '9')) return {};
    std::size_t bytes = 0;
    for (std::size_t letters = 0; letters < kRootLetters; ++letters) {
        if (bytes >= surface.size()) return {};
        bytes += decode_utf8(surface, bytes).bytes;
    }
    return prefixed('R', lang, surface.substr(0, bytes));
}

std::string marked_term(LanguageTag lang, std::string_view word) {
    // Compatibility forms and separate marks take more bytes than what they stand for.
    if (is_ascii(word) || word.size() > 8 * kMarkedLetters) return {};
    std::string written;
    analyzers::casefold(word, written);
    analyzers::keep_word_characters(written);
    const std::size_t letters = count_utf8(written);
    if (letters < 3 || letters > kMarkedLetters) return {};
    std::string folded;
    analyzers::language_or_und(lang).fold(written, folded);
    return folded == written ? std::string() : prefixed('M', lang, written);
}

std::string id_term(std::string_view id) {
    std::string term = "Q";
    term += id;
    return bounded(std::move(term));
}

std::string project_key(std::string_view acronym) {
    return analyzers::surface_form(acronym);
}

std::string filter_term(Field field, std::string_view value) {
    std::string term(row_of(field).prefix);
    term += ':';
    if (field == Field::project) {
        term += project_key(value);
    } else {
        term += value;
    }
    return bounded(std::move(term));
}

}  // namespace evresi::database
