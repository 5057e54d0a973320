// DocumentRecord: what is stored for a document beside its terms: everything that an answer shows
// and the text for snippets. Packed by zstd in two parts, so that a hit list need not unpack texts,
// with a dictionary if there is one (record_dictionary.hpp).
// (Xapian's own zlib layer can write repetitive data over 8 KiB that it cannot read back; what we
// hand it does not compress, so that layer leaves it alone.)
#pragma once

#include "base/result.hpp"
#include "corpus/document.hpp"
#include "indexer/database/record_dictionary.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace evresi::database {

/// Packs documents one after another. Confined to one thread.
class RecordPacker {
public:
    /// Records name `dictionary`, if any: whoever reads them needs it.
    explicit RecordPacker(std::shared_ptr<const RecordDictionary> dictionary = nullptr);
    ~RecordPacker();
    RecordPacker(RecordPacker&&) noexcept;
    RecordPacker& operator=(RecordPacker&&) noexcept;

    /// The record of `document` (all but source and line).
    [[nodiscard]] std::string pack(const corpus::Document& document);

    [[nodiscard]] const std::shared_ptr<const RecordDictionary>& dictionary() const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The record of `document`, packed without a dictionary.
[[nodiscard]] std::string pack_record(const corpus::Document& document);

/// Unpacks everything but text and paragraphs. index_damaged when the bytes are not a record, or
/// name a dictionary that is not among `dictionaries`.
[[nodiscard]] Result<corpus::Document> unpack_head(std::string_view record,
                                                   const RecordDictionaries& dictionaries = {});

/// Unpacks the whole document. index_damaged likewise.
[[nodiscard]] Result<corpus::Document> unpack_record(std::string_view record,
                                                     const RecordDictionaries& dictionaries = {});

}  // namespace evresi::database
