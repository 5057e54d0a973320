// DocumentSpool: what a job keeps of each document beside its terms (id, values, stored record), in
// a scratch file, until the documents are numbered and the tables are written. Memory: eight bytes
// a document and the pages that the kernel keeps. append() may be called by several threads; all
// else is for one thread, once all have been appended. Throws std::system_error.
#pragma once

#include "indexer/database/mapped_file.hpp"
#include "indexer/database/schema.hpp"
#include "indexer/writer/output_file.hpp"
#include "indexer/writer/posting.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::indexer {

/// The value slots that documents have, ascending (database/schema.hpp).
inline constexpr std::array<std::uint32_t, 11> kSlots = {0,
                                                         1,
                                                         2,
                                                         3,
                                                         4,
                                                         5,
                                                         database::kSlotTitle,
                                                         database::kSlotContentHash,
                                                         database::kSlotSignature,
                                                         database::kSlotDuplicateGroup,
                                                         database::kSlotProjectGroup};
[[nodiscard]] constexpr std::size_t index_of_slot(std::uint32_t slot) noexcept {
    std::size_t i = 0;
    while (i < kSlots.size() && kSlots[i] != slot) ++i;
    return i;
}

template <class Text>
struct StoredDocumentOf {
    Sequence sequence = 0;
    std::uint32_t length = 0;  ///< sum of the frequencies of its terms
    Text id{};
    std::array<Text, kSlots.size()> values{};  ///< in the order of kSlots; empty for none
    Text record{};

    [[nodiscard]] Text& value(std::uint32_t slot) noexcept { return values[index_of_slot(slot)]; }
    [[nodiscard]] const Text& value(std::uint32_t slot) const noexcept {
        return values[index_of_slot(slot)];
    }
};
using StoredDocument = StoredDocumentOf<std::string>;
using StoredDocumentView = StoredDocumentOf<std::string_view>;

/// Appends a document as the spool has it.
void append_stored(const StoredDocument& document, std::string& bytes);

class DocumentSpool {
public:
    explicit DocumentSpool(std::string path);

    /// Appends documents, as append_stored() wrote them, whose sequences rise. Thread-safe.
    void append(std::string_view bytes);

    /// Ends appending, and brings the documents into the order of their sequences; those in
    /// `left_out` (ascending) are dropped. Returns how many were appended.
    std::size_t seal(std::span<const Sequence> left_out);

    /// Documents kept. The i-th in order is to get docid i + 1.
    [[nodiscard]] std::size_t size() const noexcept { return places_.size(); }
    /// The views live until the next call of replace().
    [[nodiscard]] StoredDocumentView operator[](std::size_t index) const;
    /// Puts others in the place of some: (index, document).
    void replace(const std::vector<std::pair<std::size_t, StoredDocument>>& documents);

private:
    void map();

    std::string path_;
    std::mutex mutex_;  ///< guards file_ while documents are appended
    OutputFile file_;
    std::vector<std::uint64_t> places_;
    database::MappedFile mapped_;
};

}  // namespace evresi::indexer
