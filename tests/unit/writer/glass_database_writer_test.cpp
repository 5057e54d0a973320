// Tables written one by one, so that documents may have any docid, against Xapian's.
#include "indexer/writer/glass_database_writer.hpp"
#include "tests/support/database_dump.hpp"
#include "tests/support/raw_shard.hpp"

using namespace evresi;
using namespace evresi::tests;
namespace glass = indexer::glass;
using indexer::Posting;

namespace {

using Documents = std::vector<RawDocument>;  ///< with their docids for sequences
using Metadata = std::map<std::string, std::string>;

/// The terms of a document and those that its values and id stand for.
std::map<std::string, indexer::Inverter::Term> all_terms(const RawDocument& document) {
    std::map<std::string, indexer::Inverter::Term> terms;
    const Xapian::Document reference = reference_document(document.stored, document.terms);
    for (auto term = reference.termlist_begin(); term != reference.termlist_end(); ++term) {
        terms[*term] = {
            *term, term.get_wdf(), {term.positionlist_begin(), term.positionlist_end()}};
    }
    return terms;
}

void write_values(const Documents& documents, glass::PostlistWriter& postlist) {
    for (std::size_t i = 0; i < indexer::kSlots.size(); ++i) {
        glass::SlotStatistics slot{indexer::kSlots[i], 0, {}, {}};
        for (const RawDocument& document : documents) {
            const std::string& value = document.stored.values[i];
            if (value.empty()) continue;
            slot.lowest = slot.count == 0 ? value : std::min(slot.lowest, value);
            slot.highest = std::max(slot.highest, value);
            ++slot.count;
        }
        if (slot.count > 0) postlist.add_slot(slot);
    }
    for (std::size_t i = 0; i < indexer::kSlots.size(); ++i) {
        for (const RawDocument& document : documents) {
            const std::string& value = document.stored.values[i];
            if (value.empty()) continue;
            postlist.add_value(indexer::kSlots[i], document.stored.sequence, value);
        }
    }
}

glass::TableInfo write_term_lists(const Documents& documents, const std::string& folder) {
    glass::TermlistWriter lists(folder);
    for (const RawDocument& document : documents) {
        const auto terms = all_terms(document);
        lists.begin(document.stored.sequence, document.stored.length,
                    static_cast<std::uint32_t>(terms.size()));
        for (const auto& [name, term] : terms) lists.add(name, term.frequency);
        std::vector<std::uint32_t> slots;
        for (std::size_t i = 0; i < indexer::kSlots.size(); ++i) {
            if (!document.stored.values[i].empty()) slots.push_back(indexer::kSlots[i]);
        }
        lists.end(slots);
    }
    return lists.finish();
}

void write_database(const Documents& documents,
                    const Metadata& metadata,
                    const std::string& folder) {
    std::filesystem::create_directories(folder);
    glass::PostlistWriter postlist(folder);
    for (const auto& [key, value] : metadata) postlist.add_metadata(key, value);
    write_values(documents, postlist);
    glass::Statistics statistics;
    glass::DocdataWriter docdata(folder);
    std::vector<Posting> lengths;
    std::map<std::string, std::vector<Posting>> lists;
    std::map<std::string, std::vector<std::vector<std::uint32_t>>> places;
    for (const RawDocument& document : documents) {
        const std::uint32_t docid = document.stored.sequence;
        const std::uint32_t length = document.stored.length;
        ++statistics.documents;
        statistics.last_docid = docid;
        statistics.total_length += length;
        statistics.greatest_length = std::max(statistics.greatest_length, length);
        if (length > 0) {
            statistics.least_length =
                statistics.least_length == 0 ? length : std::min(statistics.least_length, length);
        }
        lengths.push_back({docid, length, 0});
        docdata.add(docid, document.stored.record);
        for (const auto& [name, term] : all_terms(document)) {
            lists[name].push_back({docid, term.frequency, 0});
            places[name].push_back(term.positions);
        }
    }
    postlist.add_lengths(lengths);
    glass::PositionWriter position(folder);
    for (const auto& [name, postings] : lists) {
        postlist.add_term(name, postings);
        for (std::size_t i = 0; i < postings.size(); ++i) {
            if (places[name][i].empty()) continue;
            position.add(name, postings[i].document, places[name][i]);
        }
    }
    statistics.greatest_frequency = postlist.greatest_frequency();
    glass::write_version_file(folder, {1, 2, 3},
                              {postlist.finish(), docdata.finish(),
                               write_term_lists(documents, folder), position.finish()},
                              statistics);
}

void check_database(const Documents& documents,
                    const Metadata& metadata,
                    bool docids_are_small = true) {
    const TemporaryFolder folder;
    Xapian::WritableDatabase reference = reference_database(folder / "reference");
    for (const RawDocument& document : documents) {
        reference.replace_document(document.stored.sequence,
                                   reference_document(document.stored, document.terms));
    }
    for (const auto& [key, value] : metadata) reference.set_metadata(key, value);
    reference.commit();
    write_database(documents, metadata, folder / "database");
    // The check keeps four bytes for each docid up to the last.
    if (docids_are_small) check_by_xapian(folder / "database");
    check_same(dump(Xapian::Database(folder / "database")), dump(reference));
}

}  // namespace

TEST_CASE("databases of documents with any docids are what Xapian would have written") {
    RandomNumbers random("documents with any docids");
    for (int round = 0; round < 25; ++round) {
        INFO("round " << round);
        RawDocuments source(random);
        Documents documents;
        std::uint32_t docid = 0;
        for (std::uint32_t i = random.up_to(60); i > 0; --i) {
            docid += random.is_one_in(4) ? random.up_to(20'000'000) + 1 : 1;
            documents.push_back(source.next(docid));
        }
        Metadata metadata;
        if (random.is_one_in(2)) metadata["key"] = random.bytes(50'000) + "x";
        check_database(documents, metadata);
    }
}

TEST_CASE("docids go up to the greatest that there is") {
    Documents documents;
    for (const std::uint32_t docid : {1u, 0x7fffu, 0x8000u, 0x3fffffu, 0x400000u, 0x1fffffffu,
                                      0x20000000u, 0xfffffffeu, 0xffffffffu}) {
        documents.push_back(plain_document(docid, {"term"}));
        documents.back().terms[0].positions = {docid % 100};
        documents.back().stored.record = "data";
        documents.back().stored.values[0] = "value";
    }
    check_database(documents, {}, false);
}

TEST_CASE("the version file and an empty database are known to the byte") {
    const TemporaryFolder folder;
    write_database({}, {}, folder / "database");
    std::ifstream file(folder / "database/iamglass", std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    const std::string full_table("\x00\x02\x00\x04\x00\x06\x01\x01\x00\x00\x00\x00", 12);
    const std::string no_table("\x00\x03\x00\x04\x00\x00", 6);
    const std::string expected = std::string("\x0f\x0dXapian Glass\x04\x6e", 16) + "\1\2\3" +
                                 std::string(13, '\0') + "\1" + full_table + no_table + full_table +
                                 no_table + no_table + no_table + std::string(8, '\0');
    CHECK(bytes == expected);
    std::ifstream table(folder / "database/postlist.glass", std::ios::binary);
    std::string block((std::istreambuf_iterator<char>(table)), {});
    REQUIRE(block.size() == glass::kBlockBytes);
    CHECK(block.substr(0, 13) ==
          std::string("\x00\x00\x00\x01\x00\x1f\xf0\x1f\xf0\x00\x0d\x1f\xfd", 13));
    CHECK(block.substr(13, glass::kBlockBytes - 16) == std::string(glass::kBlockBytes - 16, '\0'));
    CHECK(block.substr(glass::kBlockBytes - 3) == std::string("\x60\x00\x00", 3));
}
