// TypedKeys: the single words of one language of a compiled lexicon by the ways to type them: in
// Latin letters for Greek and Bulgarian, without marks for the others. Made from the file when
// first asked for; immutable then, shared by all threads. Not here: how well a spelling fits
// (analyzers/romanised_spelling.hpp).
#pragma once

#include "base/language_tag.hpp"
#include "searchd/lexicon/table_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::lexicon {

/// A word that fits what was typed.
struct TypedFit {
    std::uint32_t number = 0;  ///< of the term
    double cost = 0;           ///< the less the better
    bool is_whole = false;     ///< all its letters are typed, and no other ones
};

class TypedKeys {
public:
    /// Reads all terms of `language`, the number in `table` of `lang`.
    TypedKeys(const TableFile& table, std::size_t language, LanguageTag lang);

    /// Words that `typed`, a folded surface form, may stand for, best first. `table` and `language`
    /// are those that this was made from.
    [[nodiscard]] std::vector<TypedFit>
    find(const TableFile& table, std::size_t language, std::string_view typed) const;

private:
    [[nodiscard]] std::vector<TypedFit> find_unmarked(std::string_view typed) const;

    LanguageTag lang_;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keys_;  ///< sorted
};

}  // namespace evresi::lexicon
