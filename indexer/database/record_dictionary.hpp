// RecordDictionary: what the documents of an index have in common (phrases, names of fields), so
// that zstd packs each of them well although it is small. One dictionary serves heads and one the
// bodies of records (document_record.hpp); both go by one id. A database keeps the dictionaries of
// its records as metadata; several may be there, since each part of an index may bring its own.
// Immutable; shared freely between threads.
#pragma once

#include "base/result.hpp"
#include "corpus/document.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Xapian {
class Database;
}

struct ZSTD_DDict_s;

namespace evresi::database {

class RecordDictionary {
public:
    /// Takes what train_record_dictionary() made. index_damaged when `bytes` are not that.
    [[nodiscard]] static Result<std::shared_ptr<const RecordDictionary>> open(std::string bytes);

    /// By which records name it; never 0. Follows from the bytes.
    [[nodiscard]] std::uint32_t id() const noexcept { return id_; }
    [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

    /// The zstd dictionaries. Views and pointers live as long as this object.
    [[nodiscard]] std::string_view head() const noexcept { return head_; }
    [[nodiscard]] std::string_view body() const noexcept { return body_; }
    [[nodiscard]] const ZSTD_DDict_s* head_unpacker() const noexcept {
        return head_unpacker_.get();
    }
    [[nodiscard]] const ZSTD_DDict_s* body_unpacker() const noexcept {
        return body_unpacker_.get();
    }

    RecordDictionary(const RecordDictionary&) = delete;
    RecordDictionary& operator=(const RecordDictionary&) = delete;

private:
    struct FreeUnpacker {
        void operator()(ZSTD_DDict_s* dictionary) const noexcept;
    };
    using Unpacker = std::unique_ptr<ZSTD_DDict_s, FreeUnpacker>;

    RecordDictionary() = default;

    std::string bytes_;
    std::string_view head_;
    std::string_view body_;
    std::uint32_t id_ = 0;
    Unpacker head_unpacker_;
    Unpacker body_unpacker_;
};

/// The dictionaries of the records of a database. Immutable once filled.
class RecordDictionaries {
public:
    void add(std::shared_ptr<const RecordDictionary> dictionary) {
        dictionaries_.push_back(std::move(dictionary));
    }
    /// The one with this id, or null.
    [[nodiscard]] const RecordDictionary* find(std::uint32_t id) const noexcept;
    /// The one that came last, or null: what a writer that adds to the index goes on with.
    [[nodiscard]] std::shared_ptr<const RecordDictionary> last() const {
        return dictionaries_.empty() ? nullptr : dictionaries_.back();
    }

private:
    std::vector<std::shared_ptr<const RecordDictionary>> dictionaries_;
};

/// Learns a dictionary from the first documents of an index, which should be annotated; more than
/// some hundred teach it nothing new and are not looked at. The same documents give the same
/// bytes. Empty when they have too little text for a dictionary to be worth its own size.
[[nodiscard]] std::string
train_record_dictionary(std::span<const corpus::Document* const> documents);

/// Key of the database's metadata that holds the bytes of a dictionary.
[[nodiscard]] std::string record_dictionary_key(std::uint32_t id);

/// All dictionaries of `database`. index_damaged.
[[nodiscard]] Result<RecordDictionaries> read_record_dictionaries(const Xapian::Database& database);

}  // namespace evresi::database
