// Where an excerpt begins and ends: at sentences where that fits, else at words. Pure functions.
#pragma once

#include <cstddef>
#include <string_view>

namespace evresi::search {

/// Code points that a snippet aims at; it is shorter in a short paragraph and never over a quarter
/// longer.
inline constexpr std::size_t kSnippetLength = 240;

/// Bytes [begin, end) of a text, and whether text of the same paragraph was cut off inside a
/// sentence.
struct Extent {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool is_cut_before = false;
    bool is_cut_after = false;
};

/// The excerpt of the paragraph [least, most) of `text` around the bytes [first, last).
[[nodiscard]] Extent choose_extent(std::string_view text,
                                   std::size_t least,
                                   std::size_t most,
                                   std::size_t first,
                                   std::size_t last);

/// The byte `count` code points after `at`, not after `most`.
[[nodiscard]] std::size_t
step_on(std::string_view text, std::size_t at, std::size_t count, std::size_t most);

}  // namespace evresi::search
