// CognateKeys: the English words of a compiled file under keys of their sound, so that a word which
// the file does not have leads to the international one that it sounds like (деменция, demence:
// dementia). Immutable, usable from any number of threads.
#pragma once

#include "analyzers/name_keys.hpp"
#include "searchd/lexicon/table_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::lexicon {

class CognateKeys {
public:
    CognateKeys() = default;
    /// Makes the keys of the English words of `table`, its language number `language`.
    CognateKeys(const TableFile& table, std::size_t language);

    /// Numbers of the words, at most three, that sound like the word of `stem` in another language;
    /// `table` and `language` are those that this was made from. Costs a tenth of a millisecond
    /// where no word sounds the same.
    [[nodiscard]] std::vector<std::uint32_t>
    find(const TableFile& table, std::size_t language, std::string_view stem) const;

private:
    void add(std::string_view word, std::uint32_t number);

    std::vector<std::pair<analyzers::NameKey, std::uint32_t>> keys_;  ///< sorted
};

}  // namespace evresi::lexicon
