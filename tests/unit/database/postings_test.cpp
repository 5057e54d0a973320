#include "indexer/database/postings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <xapian.h>

#include <fstream>
#include <iterator>
#include <random>

using namespace evresi;
using database::PostingCursor;
using database::Postings;
using tests::TemporaryFolder;

namespace {

std::uint32_t up_to(std::mt19937& random, std::uint32_t most) {
    return std::uniform_int_distribution<std::uint32_t>(0, most)(random);
}

std::string random_term(std::mt19937& random) {
    std::string term = up_to(random, 9) == 0 ? std::string(220, 'x') : "";
    for (std::uint32_t i = up_to(random, 14); i > 0; --i) {
        term += static_cast<char>('a' + up_to(random, 2));
    }
    term += static_cast<char>(up_to(random, 255));
    if (up_to(random, 9) == 0) term += std::string("\0y", 2);
    return term;
}

std::vector<std::string> random_terms(std::mt19937& random) {
    std::vector<std::string> terms = {"everywhere", std::string(245, 'z')};
    while (terms.size() < 80) terms.push_back(random_term(random));
    return terms;
}

Xapian::Document random_document(std::mt19937& random, const std::vector<std::string>& terms) {
    Xapian::Document document;
    document.add_term(terms.front(), 1 + up_to(random, 2));
    for (std::size_t i = 1; i < terms.size(); ++i) {
        // The first terms have long lists of many chunks, the last few documents or none.
        if (up_to(random, static_cast<std::uint32_t>(i * i)) > 3) continue;
        document.add_term(terms[i],
                          up_to(random, 50) == 0 ? 1U << up_to(random, 24) : up_to(random, 3));
    }
    return document;
}

/// A database in several commits and with changes, so that its blocks were split; compacted when
/// `is_compact`.
void make_database(const std::string& folder,
                   const std::vector<std::string>& terms,
                   std::mt19937& random,
                   bool is_compact) {
    const std::string made = is_compact ? folder + "-first" : folder;
    const int block_size = 2048 << up_to(random, 3);
    {
        Xapian::WritableDatabase database(made, Xapian::DB_CREATE | Xapian::DB_NO_SYNC, block_size);
        for (std::uint32_t i = up_to(random, 9000); i > 0; --i) {
            const Xapian::docid gap = up_to(random, 300) == 0 ? up_to(random, 5'000'000) : 0;
            database.replace_document(database.get_lastdocid() + 1 + gap,
                                      random_document(random, terms));
            if (up_to(random, 1500) == 0) database.commit();
        }
        database.commit();
        for (std::uint32_t i = up_to(random, 1000); i > 0; --i) {
            const Xapian::docid docid = 1 + up_to(random, database.get_lastdocid() + 100);
            if (up_to(random, 1) == 0) {
                database.replace_document(docid, random_document(random, terms));
            } else if (up_to(random, 3) == 0) {
                try {
                    database.delete_document(docid);
                } catch (const Xapian::DocNotFoundError&) {
                    continue;
                }
            }
        }
        database.commit();
    }
    if (is_compact) Xapian::Database(made).compact(folder);
}

Postings opened(const std::string& folder) {
    auto postings = Postings::open(folder);
    if (!postings) FAIL(postings.error().message);
    return std::move(*postings);
}

void check_one_by_one(PostingCursor cursor,
                      const Xapian::Database& database,
                      const std::string& term) {
    REQUIRE(cursor.documents() == database.get_termfreq(term));
    REQUIRE(cursor.occurrences() == database.get_collection_freq(term));
    for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term);
         ++posting) {
        REQUIRE(cursor.docid() == *posting);
        REQUIRE(cursor.count() == posting.get_wdf());
        cursor.next();
    }
    REQUIRE(cursor.docid() == 0);
}

void check_windows(PostingCursor cursor,
                   const Xapian::Database& database,
                   const std::string& term,
                   std::mt19937& random) {
    auto posting = database.postlist_begin(term);
    const auto end = database.postlist_end(term);
    const std::uint32_t widest = 1U << up_to(random, 14);
    std::uint32_t window = 1;
    while (cursor.docid() != 0) {
        window =
            std::max(window, up_to(random, 1) == 0 ? cursor.docid() : 0) + up_to(random, widest);
        bool is_same = true;
        cursor.take_until(window, [&](std::uint32_t docid, std::uint32_t count) {
            is_same = is_same && posting != end && *posting == docid && posting.get_wdf() == count;
            if (posting != end) ++posting;
        });
        REQUIRE(is_same);
        REQUIRE((cursor.docid() == 0 || cursor.docid() >= window));
    }
    REQUIRE(posting == end);
}

void check_leaps(PostingCursor cursor,
                 const Xapian::Database& database,
                 const std::string& term,
                 std::mt19937& random) {
    auto posting = database.postlist_begin(term);
    const auto end = database.postlist_end(term);
    const std::uint32_t widest = 1 + (database.get_lastdocid() >> up_to(random, 12));
    for (std::uint32_t docid = up_to(random, 2); posting != end;) {
        docid += up_to(random, widest);
        posting.skip_to(docid);
        cursor.skip_to(docid);
        if (posting == end) break;
        REQUIRE(cursor.docid() == *posting);
        REQUIRE(cursor.count() == posting.get_wdf());
        docid = std::max(docid, *posting);
        if (up_to(random, 2) == 0) {
            ++posting;
            cursor.next();
        }
    }
    REQUIRE(cursor.docid() == 0);
}

}  // namespace

TEST_CASE("postings are those that Xapian reads") {
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 8; ++round) {
        const TemporaryFolder folder;
        const std::vector<std::string> terms = random_terms(random);
        make_database(folder / "shard", terms, random, round % 2 == 0);
        const Xapian::Database database(folder / "shard");
        const Postings postings = opened(folder / "shard");
        for (const std::string& term : terms) {
            for (const std::string& asked : {term, term + "a", term.substr(0, term.size() - 1)}) {
                if (asked.empty()) continue;
                check_one_by_one(postings.find(asked), database, asked);
            }
            check_windows(postings.find(term), database, term, random);
            for (int i = 0; i < 3; ++i) check_leaps(postings.find(term), database, term, random);
        }
    }
}

TEST_CASE("an empty database has no postings") {
    const TemporaryFolder folder;
    Xapian::WritableDatabase(folder / "shard", Xapian::DB_CREATE).commit();
    const Postings postings = opened(folder / "shard");
    CHECK(postings.find("a").docid() == 0);
    CHECK(postings.documents("a") == 0);
    CHECK(postings.find("").docid() == 0);
}

TEST_CASE("what is no table of postings is refused") {
    const TemporaryFolder folder;
    CHECK(Postings::open(folder.path().string()).error().code == ErrorCode::index_damaged);
    folder.write("iamglass", "something else, long enough to be one of them");
    folder.write("postlist.glass", std::string(8192, '\0'));
    CHECK(Postings::open(folder.path().string()).error().code == ErrorCode::index_damaged);
}

TEST_CASE("damaged postings end in an error or in other numbers, never outside of the file") {
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const TemporaryFolder folder;
    const std::vector<std::string> terms = random_terms(random);
    {
        Xapian::WritableDatabase database(folder / "shard", Xapian::DB_CREATE | Xapian::DB_NO_SYNC,
                                          2048);
        for (int i = 0; i < 3000; ++i) database.add_document(random_document(random, terms));
    }
    std::ifstream file(folder / "shard/postlist.glass", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    int refused = 0;
    for (int round = 0; round < 200; ++round) {
        std::string harmed = bytes;
        for (std::uint32_t i = 0; i <= 30; ++i) {
            // Heads and directories of blocks, where damage misleads most, as often as the rest.
            std::size_t at = up_to(random, static_cast<std::uint32_t>(bytes.size() - 1));
            if (i % 2 == 0) at = at / 2048 * 2048 + up_to(random, 40);
            harmed[at] = static_cast<char>(up_to(random, 255));
        }
        if (round % 5 == 0) harmed.resize(up_to(random, static_cast<std::uint32_t>(bytes.size())));
        folder.write("shard/postlist.glass", harmed);
        const auto postings = Postings::open(folder / "shard");
        if (!postings) {
            ++refused;
            continue;
        }
        for (const std::string& term : terms) {
            try {
                PostingCursor cursor = postings->find(term);
                std::uint32_t last = 0;
                while (cursor.docid() != 0) {
                    const std::uint32_t begin = cursor.docid();
                    REQUIRE(begin > last);
                    const std::uint32_t end = begin + 1 + up_to(random, 1000);
                    cursor.take_until(end, [&](std::uint32_t docid, std::uint32_t) {
                        if (docid < begin || docid >= end) throw std::out_of_range("docid");
                        last = docid;
                    });
                    cursor.skip_to(cursor.docid() + up_to(random, 1000));
                }
            } catch (const Xapian::DatabaseCorruptError&) {
                ++refused;
            }
        }
    }
    CHECK(refused > 0);
}
