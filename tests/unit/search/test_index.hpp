// An index over documents made by hand, in a folder that lives as long as the test.
#pragma once

#include "indexer/database/generation.hpp"
#include "indexer/database/snapshot.hpp"
#include "indexer/database/word_files.hpp"
#include "searchd/search/searcher.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_documents.hpp"
#include "tests/support/shard_builder.hpp"
#include "tests/support/temporary_folder.hpp"

#include <string>
#include <utility>
#include <vector>

namespace evresi::tests {

class TestIndex {
public:
    /// `is_complete`: with the tables that only Xapian reads.
    explicit TestIndex(const std::vector<corpus::Document>& documents, bool is_complete = false)
        : is_complete_(is_complete) {
        publish(documents);
    }

    /// Writes a further generation.
    void publish(const std::vector<corpus::Document>& documents) {
        auto writer = database::GenerationWriter::begin(path());
        if (!writer) FAIL(writer.error().message);
        const std::string shard = writer->path() + "/" + std::string(database::kShardName);
        write_documents(documents, shard, is_complete_);
        const auto written = database::write_word_files(Xapian::Database(shard), writer->path());
        if (!written) FAIL(written.error().message);
        const auto done = writer->publish(documents.size(), 1);
        if (!done) FAIL(done.error().message);
    }

    [[nodiscard]] database::Snapshot open() const {
        const auto generation = database::open_generation(path());
        if (!generation) FAIL(generation.error().message);
        auto snapshot = database::Snapshot::open(*generation);
        if (!snapshot) FAIL(snapshot.error().message);
        return std::move(*snapshot);
    }

    [[nodiscard]] search::Searcher searcher(search::QueryLimits limits = {}) const {
        return {open(), limits};
    }

    [[nodiscard]] std::string path() const { return folder_ / "index"; }

private:
    bool is_complete_;
    TemporaryFolder folder_;
};

/// The answer to `request`, which must succeed.
inline search::SearchResponse answer(search::Searcher& searcher,
                                     const search::SearchRequest& request) {
    auto response = searcher.search(request);
    if (!response) FAIL(response.error().message);
    return std::move(*response);
}

inline search::SearchRequest request_for(std::string q, std::string_view lang = "und") {
    search::SearchRequest request;
    request.q = std::move(q);
    request.lang = LanguageTag::of(lang);
    return request;
}

/// The ids of the hits, in order.
inline std::vector<std::string> ids(const search::SearchResponse& response) {
    std::vector<std::string> found;
    for (const search::Hit& hit : response.hits) found.push_back(hit.document.id);
    return found;
}

}  // namespace evresi::tests
