// Tables against a reader made from docs/glass-format.md alone, which goes down the tree for each
// key, holds all blocks to the form, and finds that none is missing or unused.
#include "indexer/writer/glass_table_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_numbers.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>

using namespace evresi;
using namespace evresi::tests;
using namespace indexer::glass;

namespace {

using Items = std::map<std::string, std::string>;

struct Key {
    std::string text;
    unsigned part = 1;
    bool operator==(const Key&) const = default;
    bool operator<(const Key& other) const {
        return text != other.text ? text < other.text : part < other.part;
    }
};

class TableReader {
public:
    TableReader(const std::string& path, const TableInfo& info) : info_(info) {
        std::ifstream file(path, std::ios::binary);
        bytes_.assign(std::istreambuf_iterator<char>(file), {});
        REQUIRE(bytes_.size() == info.blocks * kBlockBytes);
    }

    /// All tags, in the order of the tree.
    Items all() {
        walk(info_.root, info_.level, std::nullopt);
        CHECK(used_.size() == info_.blocks);
        CHECK(items_.size() == info_.entries);
        CHECK(is_whole_);
        CHECK(std::is_sorted(leaves_.begin(), leaves_.end()));
        return items_;
    }

private:
    std::size_t number(std::size_t at, unsigned bytes) const {
        std::size_t value = 0;
        for (unsigned i = 0; i < bytes; ++i) {
            value = value << 8U | static_cast<unsigned char>(bytes_.at(at + i));
        }
        return value;
    }

    /// `least`: the key by which the block above leads here.
    void walk(std::size_t block, unsigned level, const std::optional<Key>& least) {
        REQUIRE(block < info_.blocks);
        CHECK(used_.insert(block).second);
        const std::size_t begin = block * kBlockBytes;
        CHECK(number(begin, 4) == 1);
        REQUIRE(number(begin + 4, 1) == level);
        const std::size_t end = number(begin + 9, 2);
        REQUIRE(end > 11);
        REQUIRE(end % 2 == 1);
        std::size_t item_bytes = 0;
        std::size_t first_item = kBlockBytes;
        for (std::size_t at = 11; at < end; at += 2) {
            const std::size_t item = number(begin + at, 2);
            REQUIRE(item < first_item);
            const std::size_t bytes = level == 0
                                          ? leaf_item(begin + item, least)
                                          : branch_item(begin + item, level, at == 11, least);
            REQUIRE(item + bytes == first_item);
            first_item = item;
            item_bytes += bytes;
            CHECK(bytes <= kMostItemBytes);
        }
        CHECK(number(begin + 5, 2) == first_item - end);
        CHECK(number(begin + 7, 2) == kBlockBytes - end - item_bytes);
        for (std::size_t at = end; at < first_item; ++at) REQUIRE(bytes_[begin + at] == '\0');
        if (level == 0) leaves_.push_back(block);
    }

    std::size_t leaf_item(std::size_t at, const std::optional<Key>& least) {
        const std::size_t head = number(at, 2);
        const std::size_t bytes = (head & 0x1fff) + 3;
        const bool is_first_part = (head >> 13 & 1) != 0;
        const bool is_last_part = (head >> 14 & 1) != 0;
        CHECK((head >> 15 & 1) == 0);
        const std::size_t key_bytes = number(at + 2, 1);
        Key key{bytes_.substr(at + 3, key_bytes)};
        std::size_t from = 3 + key_bytes;
        if (!is_first_part) {
            key.part = static_cast<unsigned>(number(at + from, 2));
            from += 2;
        }
        const std::string part = bytes_.substr(at + from, bytes - from);
        if (!has_start_) {
            // Cursors begin on it.
            CHECK((key == Key{} && is_first_part && is_last_part && part.empty()));
            has_start_ = true;
            return bytes;
        }
        CHECK(last_ < key);
        if (least) CHECK(!(key < *least));
        if (is_first_part) {
            CHECK(is_whole_);
            CHECK(items_.emplace(key.text, part).second);
        } else {
            CHECK((!is_whole_ && key.text == last_.text && key.part == last_.part + 1));
            CHECK_FALSE(part.empty());
            items_[key.text] += part;
        }
        last_ = key;
        is_whole_ = is_last_part;
        return bytes;
    }

    std::size_t
    branch_item(std::size_t at, unsigned level, bool is_first, const std::optional<Key>& least) {
        const std::size_t key_bytes = number(at + 4, 1);
        const Key key{bytes_.substr(at + 5, key_bytes),
                      static_cast<unsigned>(number(at + 5 + key_bytes, 2))};
        if (is_first) {
            CHECK((key.text.empty() && key.part == 0));
            walk(number(at, 4), level - 1, least);
        } else {
            // Nothing to the left is at or behind it.
            CHECK(last_ < key);
            walk(number(at, 4), level - 1, key);
        }
        return 4 + 1 + key_bytes + 2;
    }

    TableInfo info_;
    std::string bytes_;
    std::set<std::size_t> used_;
    std::vector<std::size_t> leaves_;
    Items items_;
    Key last_{"", 0};
    bool has_start_ = false;
    bool is_whole_ = true;
};

TableInfo written(const Items& items, const TemporaryFolder& folder) {
    TableWriter table(folder / "table");
    for (const auto& [key, tag] : items) table.add(key, tag);
    return table.finish(true);
}

void check_round_trip(const Items& items) {
    const TemporaryFolder folder;
    const TableInfo info = written(items, folder);
    CHECK(info.entries == items.size());
    CHECK((TableReader(folder / "table", info).all() == items));
}

Items random_items(RandomNumbers& random, std::uint32_t count, std::uint32_t most_bytes) {
    Items items;
    const std::uint32_t key_bytes = random.is_one_in(2) ? 254 : 6;
    for (std::uint32_t i = 0; i < count; ++i) {
        std::string key = random.is_one_in(2) ? random.bytes(key_bytes) + "k"
                                              : std::string(key_bytes - 5, 'k') + random.letters(6);
        items[key] = random.is_one_in(30) ? random.bytes(most_bytes) : random.bytes(200);
    }
    return items;
}

}  // namespace

TEST_CASE("tables of random items are whole") {
    RandomNumbers random("tables of random items");
    for (int round = 0; round < 40; ++round) {
        INFO("round " << round);
        check_round_trip(random_items(random, random.up_to(round < 30 ? 300 : 3000),
                                      round % 10 == 0 ? 200'000 : 9000));
    }
}

TEST_CASE("a table of no items, of one, and of empty tags is whole") {
    check_round_trip({});
    check_round_trip({{"k", ""}});
    check_round_trip({{"k", std::string(200'000, 't')}});
    Items items;
    for (int i = 0; i < 5000; ++i) items["key" + std::to_string(i)] = "";
    check_round_trip(items);
}

TEST_CASE("tags of all lengths around the ends of items and blocks are whole") {
    for (std::size_t bytes = 1900; bytes < 2100; ++bytes) {
        check_round_trip({{"a", std::string(bytes, 'a')},
                          {"b", std::string(bytes, 'b')},
                          {"c", "c"},
                          {"d", std::string(3 * bytes, 'd')},
                          {std::string(255, 'e'), std::string(bytes, 'e')}});
    }
}

TEST_CASE("a table of long keys has many levels") {
    Items items;
    for (int i = 0; i < 20'000; ++i) {
        const std::string number = std::to_string(100'000 + i);
        items[std::string(240, 'k') + number] = number;
    }
    const TemporaryFolder folder;
    const TableInfo info = written(items, folder);
    CHECK(info.level >= 2);
    CHECK((TableReader(folder / "table", info).all() == items));
}

TEST_CASE("what is said to fit into one item does, and is not cut") {
    RandomNumbers random("what fits into one item");
    const TemporaryFolder folder;
    TableWriter table(folder / "table");
    Items items;
    for (int i = 0; i < 2000; ++i) {
        const std::string key = std::to_string(10'000 + i) + random.letters(100);
        const std::size_t room = table.room_for_tag(key.size(), 96);
        CHECK(room >= 96);
        CHECK(room <= kMostItemBytes);
        const std::size_t bytes = random.is_one_in(2) ? room : random.up_to(200) % room;
        items[key] = std::string(bytes, 't');
        table.add(key, items[key], true);
    }
    const TableInfo info = table.finish();
    CHECK((TableReader(folder / "table", info).all() == items));
}

TEST_CASE("a table without items has a file only where it is needed") {
    const TemporaryFolder folder;
    CHECK(TableWriter(folder / "table").finish().blocks == 0);
    CHECK_FALSE(std::filesystem::exists(folder / "table"));
    CHECK(TableWriter(folder / "table").finish(true).blocks == 1);
    CHECK(std::filesystem::file_size(folder / "table") == kBlockBytes);
}
