// CognateKeys: the English words of a compiled file under keys of their sound, so that a word which
// the file does not have leads to the international one that it sounds like (деменция, demence:
// dementia). Made when first asked for; usable from any number of threads.
#pragma once

#include "analyzers/name_keys.hpp"
#include "searchd/lexicon/lazy.hpp"
#include "searchd/lexicon/table_file.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::lexicon {

class CognateKeys {
public:
    /// Numbers of the words, at most three, that sound like the word of `stem` in another language.
    /// `language` is the number in `table` of English, the same in every call. Words of a first
    /// letter are read when they are first asked for, which takes some milliseconds; after that it
    /// costs a tenth of a millisecond at most.
    [[nodiscard]] std::vector<std::uint32_t>
    find(const TableFile& table, std::size_t language, std::string_view stem) const;

    /// Reads the words of all letters, unless stopped.
    void prepare(const TableFile& table, std::size_t language, const std::stop_token& stop) const;

private:
    /// Sorted.
    using Keys = std::vector<std::pair<analyzers::NameKey, std::uint32_t>>;

    [[nodiscard]] const Keys&
    keys_of(const TableFile& table, std::size_t language, char letter) const;

    std::array<Lazy<Keys>, 26> letters_;
};

}  // namespace evresi::lexicon
