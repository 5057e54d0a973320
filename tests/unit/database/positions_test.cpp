#include "indexer/database/positions.hpp"
#include "indexer/database/positions_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <xapian.h>

#include <fstream>
#include <iterator>
#include <map>
#include <random>

using namespace evresi;
using database::PositionCursor;
using database::Positions;
using database::PositionsWriter;
using tests::TemporaryFolder;

namespace {

using PositionList = std::vector<std::uint32_t>;
using Postings = std::map<std::uint32_t, PositionList>;
using Terms = std::map<std::string, Postings>;

void write(const Terms& terms, const TemporaryFolder& folder) {
    auto writer = PositionsWriter::create(folder.path().string());
    REQUIRE(writer.has_value());
    for (const auto& [term, postings] : terms) {
        writer->begin_term(term);
        for (const auto& [docid, positions] : postings) writer->add(docid, positions);
        writer->end_term();
    }
    REQUIRE(writer->finish().has_value());
}

/// The positions of all terms of `database`.
Result<void> write_positions(const Xapian::Database& database, const std::string& folder) {
    Result<PositionsWriter> writer = PositionsWriter::create(folder);
    if (!writer) return writer.error();
    std::vector<std::uint32_t> positions;
    const auto end = database.allterms_end();
    for (auto term = database.allterms_begin(); term != end; ++term) {
        const std::string name = *term;
        auto posting = database.postlist_begin(name);
        // Positions are the same for all documents of a term: kept, or not.
        if (posting.positionlist_begin() == posting.positionlist_end()) continue;
        writer->begin_term(name);
        for (; posting != database.postlist_end(name); ++posting) {
            positions.assign(posting.positionlist_begin(), posting.positionlist_end());
            writer->add(*posting, positions);
        }
        writer->end_term();
    }
    return writer->finish();
}

Positions opened(const TemporaryFolder& folder) {
    auto positions = Positions::open(folder.path().string());
    if (!positions) FAIL(positions.error().message);
    return std::move(*positions);
}

Postings all_of(PositionCursor cursor) {
    Postings found;
    for (PositionList list; cursor.docid() != 0; cursor.next()) {
        cursor.positions(list);
        found[cursor.docid()] = list;
    }
    return found;
}

std::uint32_t up_to(std::mt19937& random, std::uint32_t most) {
    return std::uniform_int_distribution<std::uint32_t>(0, most)(random);
}

PositionList random_positions(std::mt19937& random) {
    PositionList list;
    const std::uint32_t step = 1U << up_to(random, 12);
    std::uint32_t position = up_to(random, 2) == 0 ? 0 : up_to(random, step);
    const std::uint32_t count = up_to(random, 20) == 0 ? 300 : up_to(random, 4) + 1;
    for (std::uint32_t i = 0; i < count; ++i) {
        list.push_back(position);
        position += 1 + up_to(random, step);
    }
    return list;
}

Terms random_terms(std::mt19937& random) {
    Terms terms;
    const std::uint32_t count = up_to(random, 60);
    for (std::uint32_t i = 0; i < count; ++i) {
        std::string term = i % 9 == 0 ? std::string(245, 'x') : "Zel:";
        for (std::uint32_t j = up_to(random, 6); j > 0; --j) {
            term.back() = static_cast<char>(up_to(random, 255));
            term += static_cast<char>('a' + up_to(random, 3));
        }
        const std::uint32_t step = 1U << up_to(random, 18);
        std::uint32_t docid = up_to(random, 1);
        for (std::uint32_t j = i % 5 == 0 ? 1000 : up_to(random, 140); j > 0; --j) {
            docid += 1 + up_to(random, step);
            terms[term][docid] = random_positions(random);
        }
    }
    return terms;
}

}  // namespace

TEST_CASE("positions are read as they were written") {
    const TemporaryFolder folder;
    const Terms terms = {{"Sen:a", {{1, {0}}}},
                         {"Zen:a", {{1, {0, 40}}, {7, {3}}, {4'294'967'295U, {4'294'967'295U}}}},
                         {"Zen:ab", {{2, {1, 2, 3}}}}};
    write(terms, folder);
    const Positions positions = opened(folder);
    CHECK(positions.terms() == 3);
    for (const auto& [term, postings] : terms) {
        CHECK(positions.find(term).documents() == postings.size());
        CHECK(all_of(positions.find(term)) == postings);
    }
    CHECK(positions.find("Zen:").docid() == 0);
    CHECK(positions.find("Zen:aa").docid() == 0);
    CHECK(positions.find("").docid() == 0);
    CHECK(positions.find("Zen:b").docid() == 0);
}

TEST_CASE("a shard may have no positions at all") {
    const TemporaryFolder folder;
    write({}, folder);
    CHECK(opened(folder).find("Zen:a").docid() == 0);
}

TEST_CASE("terms and documents without positions are left out") {
    const TemporaryFolder folder;
    write({{"a", {}}, {"b", {{1, {}}, {2, {5}}}}, {"c", {{3, {}}}}}, folder);
    const Positions positions = opened(folder);
    CHECK(positions.terms() == 1);
    CHECK(all_of(positions.find("b")) == Postings{{2, {5}}});
}

TEST_CASE("random positions are found one by one and by leaps") {
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 30; ++round) {
        const TemporaryFolder folder;
        const Terms terms = random_terms(random);
        write(terms, folder);
        const Positions positions = opened(folder);
        for (const auto& [term, postings] : terms) {
            REQUIRE(all_of(positions.find(term)) == postings);
            PositionCursor cursor = positions.find(term);
            const std::uint32_t last = postings.rbegin()->first;
            for (std::uint32_t docid = 1;;) {
                cursor.skip_to(docid);
                const auto expected = postings.lower_bound(std::max(docid, 1U));
                if (expected == postings.end()) {
                    REQUIRE(cursor.docid() == 0);
                    break;
                }
                REQUIRE(cursor.docid() == expected->first);
                PositionList list;
                // Some are never asked for, some twice.
                for (std::uint32_t i = up_to(random, 2); i > 0; --i) {
                    cursor.positions(list);
                    REQUIRE(list == expected->second);
                }
                docid = cursor.docid() + up_to(random, 1 + last / 50);
            }
        }
    }
}

TEST_CASE("a database's positions are the file's") {
    const TemporaryFolder folder;
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    Xapian::WritableDatabase database(folder / "database", Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
    Terms expected;
    for (std::uint32_t docid = 1; docid <= 400; ++docid) {
        Xapian::Document document;
        for (std::uint32_t position = 1; position <= 30; ++position) {
            const std::string term = "Zel:" + std::to_string(up_to(random, 40));
            document.add_posting(term, position);
            document.add_term(term.substr(1));
            expected[term][docid].push_back(position);
        }
        database.add_document(document);
    }
    database.commit();
    REQUIRE(write_positions(database, folder.path().string()).has_value());
    const Positions positions = opened(folder);
    CHECK(positions.terms() == expected.size());
    for (const auto& [term, postings] : expected) CHECK(all_of(positions.find(term)) == postings);
}

TEST_CASE("what is no file of positions is refused") {
    const TemporaryFolder folder;
    CHECK(Positions::open(folder.path().string()).error().code == ErrorCode::index_damaged);
    write({{"a", {{1, {1}}}}}, folder);
    std::ifstream file(folder / "positions", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        folder.write("positions", std::string_view(bytes).substr(0, size));
        CHECK_FALSE(Positions::open(folder.path().string()).has_value());
    }
    folder.write("positions", bytes + "x");
    CHECK_FALSE(Positions::open(folder.path().string()).has_value());
    folder.write("positions", "EVRPOS99" + bytes.substr(8));
    CHECK_FALSE(Positions::open(folder.path().string()).has_value());
}

TEST_CASE("damaged positions end in an error or in other numbers, never outside of the file") {
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const TemporaryFolder folder;
    Terms terms = random_terms(random);
    terms["Zel:there"] = {{1, {1, 2}}, {2, {9}}};
    write(terms, folder);
    std::ifstream file(folder / "positions", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    int refused = 0;
    for (int round = 0; round < 300; ++round) {
        std::string harmed = bytes;
        for (std::uint32_t i = 0; i <= up_to(random, 3) * 8; ++i) {
            const auto last = static_cast<std::uint32_t>(bytes.size() - 1);
            harmed[up_to(random, round % 2 == 0 ? last : std::min(last, 500U))] =
                static_cast<char>(up_to(random, 255));
        }
        folder.write("positions", harmed);
        const auto positions = Positions::open(folder.path().string());
        if (!positions) {
            ++refused;
            continue;
        }
        for (const auto& [term, postings] : terms) {
            try {
                PositionCursor cursor = positions->find(term);
                PositionList list;
                for (int i = 0; cursor.docid() != 0 && i < 3000; ++i) {
                    cursor.positions(list);
                    cursor.skip_to(cursor.docid() + up_to(random, 2));
                    if (cursor.docid() != 0) cursor.next();
                }
            } catch (const Xapian::DatabaseCorruptError&) {
                ++refused;
            }
        }
    }
    CHECK(refused > 0);
}
