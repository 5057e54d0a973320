#include "indexer/writer/shard_reader.hpp"

#include "indexer/database/slot_reader.hpp"
#include "indexer/database/vocabulary.hpp"
#include "indexer/writer/inverter.hpp"
#include "indexer/writer/run.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

namespace evresi::indexer {
namespace {

/// Documents handed to the spool at once, in bytes.
constexpr std::size_t kBatchBytes = std::size_t{1} << 20U;

/// Kinds of metadata that runs have.
constexpr std::string_view kNoted[] = {database::kFormPrefix, "spelling:", "name:"};

bool is_noted(std::string_view key) {
    return std::ranges::any_of(kNoted,
                               [key](std::string_view prefix) { return key.starts_with(prefix); });
}

/// Ids and fields.
bool is_made_of_documents(std::string_view term) {
    return term.starts_with('Q') || term.starts_with('X');
}

}  // namespace

Result<ShardReader> ShardReader::open(const std::string& folder) {
    ShardReader reader;
    reader.database_ = Xapian::Database(folder);
    Result<database::Postings> postings = database::Postings::open(folder);
    if (!postings) return postings.error();
    reader.postings_ = std::move(*postings);
    Result<database::Positions> positions = database::Positions::open(folder);
    if (!positions) return positions.error();
    reader.positions_ = std::move(*positions);
    Result<database::RecordDictionaries> dictionaries =
        database::read_record_dictionaries(reader.database_);
    if (!dictionaries) return dictionaries.error();
    reader.dictionaries_ = std::move(*dictionaries);
    return reader;
}

void ShardReader::read_documents(std::span<const Xapian::docid> left_out,
                                 DocumentSpool& spool) const {
    std::vector<database::SlotReader> values;
    for (const std::uint32_t slot : kSlots) values.emplace_back(database_, slot);
    const std::size_t id_bytes = 1;  // of the prefix of ids
    std::vector<std::string> ids(std::size_t{database_.get_lastdocid()} + 1);
    for (auto term = database_.allterms_begin("Q"); term != database_.allterms_end("Q"); ++term) {
        for (auto posting = database_.postlist_begin(*term);
             posting != database_.postlist_end(*term); ++posting) {
            ids[*posting] = (*term).substr(id_bytes);
        }
    }
    std::string batch;
    for (auto docid = database_.postlist_begin(""); docid != database_.postlist_end(""); ++docid) {
        if (std::ranges::binary_search(left_out, *docid)) continue;
        StoredDocument document;
        document.sequence = *docid;
        document.length = docid.get_doclength();
        document.id = ids[*docid];
        for (std::size_t i = 0; i < kSlots.size(); ++i) {
            document.values[i] = values[i].value_of(*docid);
        }
        document.record = database_.get_document(*docid).get_data();
        append_stored(document, batch);
        if (batch.size() < kBatchBytes) continue;
        spool.append(batch);
        batch.clear();
    }
    spool.append(batch);
}

std::string ShardReader::read_terms() const {
    RunWriter run;
    for (auto key = database_.metadata_keys_begin(); key != database_.metadata_keys_end(); ++key) {
        if (!is_noted(*key)) continue;
        std::uint64_t count = 0;
        const std::string value = database_.get_metadata(*key);
        std::from_chars(value.data(), value.data() + value.size(), count);
        run.add_count(metadata_entry(*key), count);
    }
    std::vector<Posting> postings;
    std::vector<std::uint32_t> positions;
    std::vector<std::uint32_t> found;
    for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term) {
        const std::string name = *term;
        if (is_made_of_documents(name)) continue;
        postings.clear();
        positions.clear();
        database::PositionCursor cursor = positions_.find(name);
        for (database::PostingCursor posting = postings_.find(name); posting.docid() != 0;
             posting.next()) {
            Posting& last = postings.emplace_back(Posting{posting.docid(), posting.count(), 0});
            if (cursor.docid() != posting.docid()) continue;
            cursor.positions(found);
            last.positions = static_cast<std::uint32_t>(found.size());
            positions.insert(positions.end(), found.begin(), found.end());
            cursor.next();
        }
        run.add(name, positions.empty() ? EntryKind::postings : EntryKind::positions, postings,
                positions);
    }
    return run.take();
}

void ShardReader::read_metadata(std::map<std::string, std::string>& metadata) const {
    for (auto key = database_.metadata_keys_begin(); key != database_.metadata_keys_end(); ++key) {
        if (!is_noted(*key)) metadata.try_emplace(*key, database_.get_metadata(*key));
    }
}

}  // namespace evresi::indexer
