// An index that jobs write in a temporary folder.
#pragma once

#include "indexer/database/generation.hpp"
#include "indexer/database/snapshot.hpp"
#include "indexer/job.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace evresi::tests {

struct JobIndex {
    const TemporaryFolder folder;
    indexer::JobOptions options;

    JobIndex() { options.index_dir = folder / "index"; }

    /// The report of a job that must succeed.
    static indexer::Report must(const Result<indexer::Report>& outcome) {
        if (!outcome) FAIL(outcome.error().message);
        return *outcome;
    }

    [[nodiscard]] database::Snapshot open() const {
        auto generation =
            database::open_generation(options.index_dir, database::Verification::contents);
        if (!generation) FAIL(generation.error().message);
        auto snapshot = database::Snapshot::open(*generation);
        if (!snapshot) FAIL(snapshot.error().message);
        return std::move(*snapshot);
    }
};

}  // namespace evresi::tests
