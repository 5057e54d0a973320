// TableWriter: writes one table of a glass database bottom-up in one pass: items come in the order
// of their keys, leaves are filled and written one after the other, and the branch blocks above
// them as their entries become known. Memory: one block a level. Confined to one thread. Throws
// std::system_error. The form is described in docs/glass-format.md.
#pragma once

#include "indexer/writer/output_file.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::indexer::glass {

inline constexpr std::size_t kBlockBytes = 8192;
/// Longest item: four must fit a block, or later splits by Xapian may fail.
inline constexpr std::size_t kMostItemBytes = (kBlockBytes - 11 - 2 * 4) / 4;
/// Longest key of an item.
inline constexpr std::size_t kMostKeyBytes = 255;

/// What the version file says of a table.
struct TableInfo {
    std::uint32_t root = 0;
    unsigned level = 0;
    std::uint64_t entries = 0;
    std::uint32_t blocks = 0;  ///< 0: nothing was added, and there is no file
};

class TableWriter {
public:
    explicit TableWriter(std::string path);

    /// Adds an item behind all others. A tag that does not fit is cut into several items;
    /// `is_whole`: only one that is too long for any item. Requires a key of 1 to kMostKeyBytes
    /// bytes that sorts behind the last one.
    void add(std::string_view key, std::string_view tag, bool is_whole = false);

    /// Bytes of a tag that fit into one item with a key of so many bytes: in what is left of the
    /// block at hand, at least `least` of them, else in a whole item of the next block.
    [[nodiscard]] std::size_t room_for_tag(std::size_t key_bytes, std::size_t least) const noexcept;

    /// Writes what is left and closes the file. A table without items gets no file, unless
    /// `is_needed`.
    [[nodiscard]] TableInfo finish(bool is_needed = false);

private:
    /// A block under construction: items from its end downwards, their places from its beginning.
    class Block {
    public:
        Block();
        [[nodiscard]] std::size_t room() const noexcept { return begin_ - end_; }
        [[nodiscard]] bool is_empty() const noexcept { return end_ == kHead; }
        /// Makes room for an item and returns its place in bytes().
        char* add(std::size_t bytes);
        /// Writes the head, and returns the bytes of the whole block, which starts anew at the next
        /// add().
        [[nodiscard]] std::string_view finish(unsigned level);
        void clear() noexcept;

    private:
        static constexpr std::size_t kHead = 11;
        std::string bytes_;
        std::size_t end_ = kHead;          ///< of the places
        std::size_t begin_ = kBlockBytes;  ///< of the items
    };
    /// How a block is told from the one before it.
    struct Divider {
        std::string key;
        std::uint16_t part = 1;
    };
    struct Level {
        Block block;
        Divider first;  ///< of the block at hand
    };

    void start();
    void add_item(std::string_view key, std::string_view part, std::uint16_t number, bool is_last);
    void start_leaf(std::string_view key, std::uint16_t number);
    /// Writes a level's block and hands it to the level above.
    void write_block(unsigned level);
    void add_branch(unsigned level, const Divider& divider, std::uint32_t block);

    std::string path_;
    std::optional<OutputFile> file_;  ///< none before the first block
    std::vector<Level> levels_;
    std::string last_key_;
    std::uint64_t entries_ = 0;
    std::uint32_t blocks_ = 0;
};

}  // namespace evresi::indexer::glass
