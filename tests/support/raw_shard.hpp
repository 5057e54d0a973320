// A shard of raw documents, and the reference of the same.
#pragma once

#include "indexer/writer/document_spool.hpp"
#include "indexer/writer/shard_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/raw_documents.hpp"
#include "tests/support/temporary_folder.hpp"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace evresi::tests {

/// Lets Xapian check the database in `folder`, every block of it.
inline void check_by_xapian(const std::string& folder) {
    std::ostringstream report;
    const auto errors = Xapian::Database::check(folder, 0, &report);
    INFO(folder << "\n" << report.str());
    CHECK(errors == 0);
}

/// Documents of any terms, in as many runs as wanted, with some left out.
class RawShard {
public:
    explicit RawShard(const TemporaryFolder& folder) : folder_(folder) {}

    void add(RawDocument document, bool is_left_out = false) {
        if (is_left_out) left_out_.push_back(document.stored.sequence);
        documents_.push_back(std::move(document));
    }
    std::map<std::string, std::string>& metadata() { return metadata_; }

    void write(const std::string& name, bool is_complete, std::size_t runs = 1) const {
        indexer::DocumentSpool spool(folder_ / (name + ".documents"));
        std::vector<std::vector<const RawDocument*>> parts(runs);
        for (std::size_t i = 0; i < documents_.size(); ++i) {
            std::string bytes;
            append_stored(documents_[i].stored, bytes);
            spool.append(bytes);
            parts[(i / 3) % runs].push_back(&documents_[i]);
        }
        CHECK(spool.seal(left_out_) == documents_.size());
        CHECK(spool.size() == documents_.size() - left_out_.size());
        std::vector<std::string> bytes;
        for (const auto& part : parts) bytes.push_back(run_of(part));
        const std::vector<std::string_view> views(bytes.begin(), bytes.end());
        const auto done =
            indexer::write_shard({views, spool, metadata_, is_complete}, folder_ / name);
        if (!done) FAIL(done.error().message);
    }

    [[nodiscard]] Xapian::WritableDatabase reference(const std::string& name = "reference") const {
        Xapian::WritableDatabase database = reference_database(folder_ / name);
        for (const RawDocument& document : documents_) {
            if (std::ranges::binary_search(left_out_, document.stored.sequence)) continue;
            database.add_document(reference_document(document.stored, document.terms));
        }
        for (const auto& [key, value] : metadata_) database.set_metadata(key, value);
        database.commit();
        return database;
    }

private:
    const TemporaryFolder& folder_;
    std::vector<RawDocument> documents_;
    std::vector<indexer::Sequence> left_out_;
    std::map<std::string, std::string> metadata_;
};

inline RawDocument plain_document(indexer::Sequence sequence,
                                  const std::vector<std::string>& terms) {
    RawDocument document;
    document.stored.sequence = sequence;
    document.stored.id = std::to_string(sequence);
    for (const std::string& term : terms) {
        document.terms.push_back({term, 1, {}});
        ++document.stored.length;
    }
    return document;
}

}  // namespace evresi::tests
