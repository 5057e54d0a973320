#include "indexer/writer/part_writer.hpp"

#include "indexer/database/vocabulary.hpp"

#include <algorithm>
#include <filesystem>

namespace evresi::indexer {
namespace {

// A part that a crash cuts off is thrown away with its generation: no need to flush it.
constexpr int kPartFlags = Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS |
                           Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;

/// An open database takes about six descriptors, and a process may have 1,024.
constexpr std::size_t kMergeWidth = 48;

/// Decides between what several parts say under one key of the metadata.
class MetadataMerger : public Xapian::Compactor {
public:
    std::string resolve_duplicate_metadata(const std::string& key,
                                           std::size_t count,
                                           const std::string values[]) override {
        // Glass hands over the key of its table, which has two bytes before that of the metadata.
        constexpr std::string_view kTablePrefix("\0\xC0", 2);
        std::string_view name = key;
        if (name.starts_with(kTablePrefix)) name.remove_prefix(kTablePrefix.size());
        return database::merged_metadata(name, {values, values + count});
    }
};

/// Merges `parts` into `target`. Note that DB_NO_SYNC must not be passed here: Database::compact
/// takes the same bit for DBCOMPACT_NO_RENUMBER.
Part merge_once(const std::vector<Part>& parts, const std::string& target) {
    Part merged{target, {}, 0};
    Xapian::Database sources;
    for (const Part& part : parts) {
        if (part.documents == 0) continue;
        sources.add_database(Xapian::Database(part.path));
        merged.documents += part.documents;
    }
    if (merged.documents == 0) {
        Xapian::WritableDatabase(target, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS)
            .commit();
    } else {
        MetadataMerger merger;
        sources.compact(target, Xapian::Compactor::FULL, 0, merger);
    }
    sources.close();
    for (const Part& part : parts) std::filesystem::remove_all(part.path);
    return merged;
}

}  // namespace

PartWriter::PartWriter(std::string path)
    : part_{std::move(path), {}, 0}, database_(part_.path, kPartFlags) {}

void PartWriter::add(Sequence sequence, const Xapian::Document& document) {
    database_.add_document(document);
    part_.sequences.push_back(sequence);
    ++part_.documents;
}

void PartWriter::set_metadata(const std::string& key, const std::string& value) {
    database_.set_metadata(key, value);
}

Part PartWriter::finish() {
    database_.commit();
    database_.close();
    return std::move(part_);
}

void delete_from_part(Part& part, const std::vector<Xapian::docid>& docids) {
    if (docids.empty()) return;
    Xapian::WritableDatabase database(part.path, Xapian::DB_OPEN);
    for (const Xapian::docid docid : docids) {
        try {
            database.delete_document(docid);
            --part.documents;
        } catch (const Xapian::DocNotFoundError&) {
            // Deleted before: the same document may be named twice.
        }
    }
    database.commit();
}

void delete_sequences(std::vector<Part>& parts, const std::vector<Sequence>& sequences) {
    auto wanted = sequences.begin();
    for (Part& part : parts) {
        if (part.sequences.empty()) continue;
        std::vector<Xapian::docid> docids;
        for (; wanted != sequences.end() && *wanted <= part.sequences.back(); ++wanted) {
            const auto found = std::ranges::lower_bound(part.sequences, *wanted);
            // A document may have been refused, or left out as unchanged.
            if (*found == *wanted) {
                docids.push_back(static_cast<Xapian::docid>(found - part.sequences.begin()) + 1);
            }
        }
        delete_from_part(part, docids);
    }
}

void merge_parts(std::vector<Part> parts, const std::string& scratch, const std::string& target) {
    int round = 0;
    while (parts.size() > kMergeWidth) {
        std::vector<Part> merged;
        for (std::size_t i = 0; i < parts.size(); i += kMergeWidth) {
            const auto begin = parts.begin() + static_cast<std::ptrdiff_t>(i);
            const auto end = parts.begin() +
                             static_cast<std::ptrdiff_t>(std::min(i + kMergeWidth, parts.size()));
            merged.push_back(merge_once({begin, end}, scratch + "/merge-" + std::to_string(round) +
                                                          "-" + std::to_string(i)));
        }
        parts = std::move(merged);
        ++round;
    }
    merge_once(parts, target);
}

}  // namespace evresi::indexer
