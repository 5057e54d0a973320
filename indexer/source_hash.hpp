// SourceHasher: what a reader said of a document as 16 bytes, made before the document is
// annotated. Of two runs with the same rules, documents with the same hash are annotated, indexed
// and stored alike: by it `update` passes over an unchanged document at the cost of reading it.
// Confined to one thread.
#pragma once

#include "corpus/document.hpp"
#include "indexer/database/checksum.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace evresi::indexer {

class SourceHasher {
public:
    /// `rules` is corpus::annotation_fingerprint(): with other rules all documents have other
    /// hashes, so that none passes for unchanged.
    explicit SourceHasher(std::string_view rules);
    ~SourceHasher();
    SourceHasher(SourceHasher&&) noexcept;
    SourceHasher& operator=(SourceHasher&&) noexcept;

    /// The hash of `document`, which must not be annotated yet, of a site that repeats its lines so
    /// often (corpus::LineRepeats). Where it was read from does not count.
    [[nodiscard]] database::Checksum hash(const corpus::Document& document,
                                          std::span<const std::uint8_t> repeats = {});

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace evresi::indexer
