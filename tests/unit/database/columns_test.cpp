#include "indexer/database/columns.hpp"
#include "indexer/database/columns_writer.hpp"
#include "indexer/database/slot_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/damaged_bytes.hpp"
#include "tests/support/temporary_folder.hpp"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace evresi;
using database::Column;
using database::Columns;
using database::Field;
using database::Grouping;
using tests::TemporaryFolder;

namespace {

using Strings = std::vector<std::string>;

/// The columns of `database`, a single glass shard.
Result<void> write_columns(const Xapian::Database& shard, const std::string& shard_folder) {
    std::vector<database::SlotReader> slots;
    for (const database::FieldRow& row : database::fields()) slots.emplace_back(shard, row.slot);
    for (std::size_t i = 0; i < database::kGroupingCount; ++i) {
        slots.emplace_back(shard, database::group_slot(static_cast<database::Grouping>(i)));
    }
    slots.emplace_back(shard, database::kSlotTitle);
    database::ColumnsWriter writer;
    for (auto document = shard.postlist_begin(""); document != shard.postlist_end(""); ++document) {
        database::ColumnEntry entry;
        entry.length = document.get_doclength();
        std::size_t next = 0;
        for (std::string_view& field : entry.fields) field = slots[next++].value_of(*document);
        for (std::string_view& group : entry.groups) group = slots[next++].value_of(*document);
        entry.title = slots[next].value_of(*document);
        writer.add(*document, entry);
    }
    return writer.finish(shard_folder);
}

Columns opened(const TemporaryFolder& folder) {
    auto columns = Columns::open(folder.path().string());
    REQUIRE(columns.has_value());
    return std::move(*columns);
}

Strings values_of(const Column& column, std::uint32_t docid) {
    Strings values;
    for (const std::uint32_t ordinal : column.ordinals(docid)) {
        values.emplace_back(column.values()[ordinal]);
    }
    return values;
}

/// What a value slot says, found by asking the document.
Strings slot_values(const Xapian::Document& document, std::uint32_t slot, bool is_title) {
    const std::string joined = document.get_value(slot);
    if (joined.empty()) return is_title ? Strings{} : Strings{std::string(database::kUnknown)};
    if (is_title) return {joined};
    Strings values(1);
    for (const char c : joined) {
        if (c == database::kValueSeparator) {
            values.emplace_back();
        } else {
            values.back() += c;
        }
    }
    return values;
}

/// A column against the value slot that it comes from, document by document.
void check_column(const Column& column,
                  const Xapian::Database& database,
                  std::uint32_t slot,
                  bool is_title = false) {
    std::map<std::string, std::uint32_t> documents;
    for (Xapian::docid docid = 0; docid <= database.get_lastdocid() + 2; ++docid) {
        Strings expected;
        try {
            if (docid > 0) expected = slot_values(database.get_document(docid), slot, is_title);
        } catch (const Xapian::DocNotFoundError&) {
        }
        REQUIRE(values_of(column, docid) == expected);
        for (const std::string& value : expected) ++documents[value];
    }
    REQUIRE(column.values().size() == documents.size());
    std::size_t ordinal = 0;
    for (const auto& [value, count] : documents) {
        REQUIRE(column.values()[ordinal] == value);
        REQUIRE(column.documents(ordinal) == count);
        REQUIRE(column.find(value) == static_cast<std::int64_t>(ordinal));
        REQUIRE(column.find(value + '\x01') == -1);
        ++ordinal;
    }
}

/// A database whose documents have values of each slot, some have none, and some are deleted.
Xapian::WritableDatabase
random_database(const std::string& path, std::mt19937& random, std::uint32_t size) {
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
    const auto below = [&](std::uint32_t limit) {
        return static_cast<std::uint32_t>(random() % limit);
    };
    std::vector<std::uint32_t> kinds;  // of values in each slot: few, or about as many as documents
    std::vector<bool> may_be_several;
    for (std::uint32_t slot = 0; slot <= database::kSlotProjectGroup; ++slot) {
        kinds.push_back(below(3) == 0 ? size * 2 : 1 + below(40));
        may_be_several.push_back(slot < database::kFieldCount && below(2) == 0);
    }
    for (std::uint32_t i = 0; i < size; ++i) {
        Xapian::Document document;
        for (std::uint32_t words = below(300); words > 0; --words) document.add_term("w", below(3));
        for (std::uint32_t slot = 0; slot < kinds.size(); ++slot) {
            if (below(5) == 0) continue;
            std::string value = "v" + std::to_string(below(kinds[slot]));
            while (may_be_several[slot] && below(3) == 0) {
                value += database::kValueSeparator;
                value += "v" + std::to_string(below(kinds[slot]));
            }
            // A title is whole whatever it has.
            if (slot == database::kSlotTitle && below(10) == 0) value += "\x1f tail";
            document.add_value(slot, value);
        }
        database.add_document(document);
    }
    for (Xapian::docid docid = 1; docid <= size; ++docid) {
        if (below(7) == 0) database.delete_document(docid);
    }
    database.commit();
    return database;
}

}  // namespace

TEST_CASE("columns say of every document what its value slots and its length do") {
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (const std::uint32_t size : {0U, 1U, 3U, 40U, 253U, 254U, 255U, 300U, 700U, 2000U}) {
        CAPTURE(size);
        const TemporaryFolder folder;
        const Xapian::WritableDatabase database = random_database(folder / "d", random, size);
        REQUIRE(write_columns(database, folder.path().string()).has_value());
        const Columns columns = opened(folder);
        for (const database::FieldRow& row : database::fields()) {
            check_column(columns.column(row.field), database, row.slot);
        }
        for (const Grouping grouping : {Grouping::near_duplicate, Grouping::project}) {
            check_column(columns.groups(grouping), database, database::group_slot(grouping));
        }
        check_column(columns.titles(), database, database::kSlotTitle, true);
        CHECK(columns.documents() == database.get_doccount());
        std::uint64_t total = 0;
        for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at) {
            total += at.get_doclength();
            const double parts = at.get_doclength() / std::max(database.get_average_length(), 1.0);
            CHECK_THAT(static_cast<double>(columns.relative_length(*at)),
                       Catch::Matchers::WithinRel(parts, 1e-6));
        }
        CHECK(columns.total_length() == total);
        CHECK(columns.relative_length(database.get_lastdocid() + 1) == 0.0F);
        CHECK(columns.relative_length(0) == 0.0F);
    }
}

TEST_CASE("columns of many values keep each document's own") {
    database::ColumnsWriter writer;
    constexpr std::uint32_t kDocuments = 70'000;
    for (std::uint32_t docid = 1; docid <= kDocuments; ++docid) {
        if (docid % 10 == 0) continue;
        const std::string project = "p" + std::to_string(docid);
        const std::string title = "t" + std::to_string(docid % 65'534);
        database::ColumnEntry entry;
        entry.fields[static_cast<std::size_t>(Field::project)] = project;
        entry.title = title;
        writer.add(docid, entry);
    }
    const TemporaryFolder folder;
    REQUIRE(writer.finish(folder.path().string()).has_value());
    const Columns columns = opened(folder);
    for (std::uint32_t docid = 1; docid <= kDocuments; ++docid) {
        const bool exists = docid % 10 != 0;
        REQUIRE(values_of(columns.column(Field::project), docid) ==
                (exists ? Strings{"p" + std::to_string(docid)} : Strings{}));
        REQUIRE(values_of(columns.titles(), docid) ==
                (exists ? Strings{"t" + std::to_string(docid % 65'534)} : Strings{}));
        REQUIRE(values_of(columns.column(Field::year), docid) ==
                (exists ? Strings{"unknown"} : Strings{}));
    }
}

TEST_CASE("sets of values are numbered in one order for all widths of their numbers") {
    database::ColumnsWriter writer;
    const Strings joined{"b",
                         "a\x1f"
                         "b",
                         "", "a",
                         "b\x1f"
                         "a"};
    std::uint32_t docid = 0;
    for (const std::string& values : joined) {
        database::ColumnEntry entry;
        entry.fields[static_cast<std::size_t>(Field::country)] = values;
        writer.add(++docid, entry);
    }
    const TemporaryFolder folder;
    REQUIRE(writer.finish(folder.path().string()).has_value());
    const Columns columns = opened(folder);
    const Column& countries = columns.column(Field::country);
    CHECK(countries.sets() == 5);
    CHECK(countries.values().size() == 3);
    CHECK(values_of(countries, 2) == Strings{"a", "b"});
    CHECK(values_of(countries, 5) == Strings{"b", "a"});
    CHECK(countries.documents(0) == 3);
    std::set<std::uint32_t> sets;
    countries.with_sets([&](const auto& set_of) {
        for (std::uint32_t i = 1; i <= docid; ++i) {
            REQUIRE(set_of(i) == countries.set(i));
            sets.insert(set_of(i));
        }
        CHECK(set_of(0) == Column::kNoSet);
        CHECK(set_of(docid + 1) == Column::kNoSet);
    });
    CHECK(sets.size() == 5);
}

TEST_CASE("values of several shards are merged, each shard's ordinals leading to them") {
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::vector<Columns> shards;
    std::map<std::string, std::uint64_t> expected;
    for (const std::uint32_t size : {200U, 1U, 60U, 0U}) {
        const TemporaryFolder shard;
        const Xapian::WritableDatabase database = random_database(shard / "d", random, size);
        REQUIRE(write_columns(database, shard.path().string()).has_value());
        shards.push_back(opened(shard));
        for (auto at = database.postlist_begin(""); at != database.postlist_end(""); ++at) {
            for (const std::string& value :
                 slot_values(database.get_document(*at), row_of(Field::country).slot, false)) {
                ++expected[value];
            }
        }
    }
    std::vector<const Column*> columns;
    for (const Columns& shard : shards) columns.push_back(&shard.column(Field::country));
    const database::MergedValues merged = database::merge_values(columns);
    std::map<std::string, std::uint64_t> counted;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        REQUIRE(merged.ordinals[i].size() == columns[i]->values().size());
        for (std::size_t ordinal = 0; ordinal < merged.ordinals[i].size(); ++ordinal) {
            const std::string_view value = merged.values[merged.ordinals[i][ordinal]];
            REQUIRE(value == columns[i]->values()[ordinal]);
            counted[std::string(value)] += columns[i]->documents(ordinal);
        }
    }
    CHECK(counted == expected);
    CHECK(merged.values.size() == expected.size());
}

TEST_CASE("columns that are damaged are refused, or read without leaving their bytes") {
    const TemporaryFolder folder;
    const std::string path = folder.path().string();
    CHECK(Columns::open(path).error().code == ErrorCode::index_damaged);
    std::mt19937 random(5);
    const Xapian::WritableDatabase database = random_database(folder / "d", random, 9);
    REQUIRE(write_columns(database, path).has_value());
    std::ifstream file(folder / "columns", std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    const auto opens = [&](const std::string& content) {
        const TemporaryFolder other;
        other.write("columns", content);
        const auto columns = Columns::open(other.path().string());
        if (!columns) {
            CHECK(columns.error().code == ErrorCode::index_damaged);
            return false;
        }
        const auto walk = [](const Column& column) {
            for (std::uint32_t docid = 0; docid < 20; ++docid) {
                for (const std::uint32_t ordinal : column.ordinals(docid)) {
                    REQUIRE(ordinal < column.values().size());
                    (void)column.find(std::string(column.values()[ordinal]));
                    (void)column.documents(ordinal);
                }
            }
        };
        for (const database::FieldRow& row : database::fields()) walk(columns->column(row.field));
        walk(columns->titles());
        for (std::uint32_t docid = 0; docid < 20; ++docid) (void)columns->relative_length(docid);
        return true;
    };
    tests::check_damaged_bytes(bytes, opens);
}
