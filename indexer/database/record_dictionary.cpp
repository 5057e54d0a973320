#include "indexer/database/record_dictionary.hpp"

#include "indexer/database/checksum.hpp"
#include "indexer/database/record_fields.hpp"

#include <xapian.h>
// The trainer whose settings are given is declared for static linking only; the shared library has
// it all the same. The other one tries settings, at ten times the cost for the same dictionary.
#define ZDICT_STATIC_LINKING_ONLY
#include <zstd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <zdict.h>

namespace evresi::database {
namespace {

constexpr std::string_view kKeyPrefix = "record-dictionary:";
constexpr int kCompressionLevel = 3;

// Measured on 5,000 texts of 3.6 KB in five languages: bodies take 8.8 MB without a dictionary, 7.0
// with 112 KiB, 6.7 with 256 KiB and 6.5 with 512 KiB; 500 texts teach it as well as 1,000 do.
constexpr std::size_t kMostDocuments = 500;
constexpr std::size_t kMostText = std::size_t{2} << 20;
constexpr std::size_t kBodyBytes = std::size_t{256} << 10;
constexpr std::size_t kHeadBytes = std::size_t{16} << 10;
/// A dictionary is at most such a part of what it is learnt from, and at least so large.
constexpr std::size_t kShare = 8;
constexpr std::size_t kLeastBytes = std::size_t{4} << 10;

struct Samples {
    std::string bytes;
    std::vector<std::size_t> sizes;

    void add(std::string_view sample) {
        bytes += sample;
        sizes.push_back(sample.size());
    }
};

/// A zstd dictionary of at most `most` bytes; empty where there is too little to learn from.
std::string train(const Samples& samples, std::size_t most) {
    const std::size_t size = std::min(most, samples.bytes.size() / kShare);
    if (size < kLeastBytes) return {};
    std::string dictionary(size, '\0');
    ZDICT_fastCover_params_t settings{};
    settings.k = 256;
    settings.d = 8;
    settings.f = 18;
    settings.accel = 1;
    settings.splitPoint = 1.0;
    settings.nbThreads = 1;
    settings.zParams.compressionLevel = kCompressionLevel;
    const std::size_t got = ZDICT_trainFromBuffer_fastCover(
        dictionary.data(), dictionary.size(), samples.bytes.data(), samples.sizes.data(),
        static_cast<unsigned>(samples.sizes.size()), settings);
    dictionary.resize(ZDICT_isError(got) != 0 ? 0 : got);
    return dictionary;
}

Error damaged() {
    return fail(ErrorCode::index_damaged,
                "a dictionary of stored documents is damaged; run 'evresi-indexer check' and "
                "rebuild the index");
}

}  // namespace

void RecordDictionary::FreeUnpacker::operator()(ZSTD_DDict_s* dictionary) const noexcept {
    ZSTD_freeDDict(dictionary);
}

// Layout: the size of the head's dictionary (4 bytes, least first), that dictionary, the body's.
Result<std::shared_ptr<const RecordDictionary>> RecordDictionary::open(std::string bytes) {
    constexpr std::size_t kSizeBytes = 4;
    if (bytes.size() < kSizeBytes) return damaged();
    std::size_t head = 0;
    for (std::size_t i = kSizeBytes; i > 0; --i) {
        head = head << 8 | static_cast<unsigned char>(bytes[i - 1]);
    }
    if (head > bytes.size() - kSizeBytes) return damaged();
    std::shared_ptr<RecordDictionary> made(new RecordDictionary());
    made->bytes_ = std::move(bytes);
    made->head_ = std::string_view(made->bytes_).substr(kSizeBytes, head);
    made->body_ = std::string_view(made->bytes_).substr(kSizeBytes + head);
    made->id_ = std::max<std::uint32_t>(static_cast<std::uint32_t>(checksum(made->bytes_).low), 1);
    const auto digest = [](std::string_view dictionary) {
        return Unpacker(
            dictionary.empty() ? nullptr : ZSTD_createDDict(dictionary.data(), dictionary.size()));
    };
    made->head_unpacker_ = digest(made->head_);
    made->body_unpacker_ = digest(made->body_);
    const bool is_whole = (made->head_.empty() || made->head_unpacker_ != nullptr) &&
                          (made->body_.empty() || made->body_unpacker_ != nullptr);
    if (!is_whole) return damaged();
    return std::shared_ptr<const RecordDictionary>(std::move(made));
}

const RecordDictionary* RecordDictionaries::find(std::uint32_t id) const noexcept {
    const auto found = std::find_if(dictionaries_.begin(), dictionaries_.end(),
                                    [id](const auto& one) { return one->id() == id; });
    return found == dictionaries_.end() ? nullptr : found->get();
}

std::string train_record_dictionary(std::span<const corpus::Document* const> documents) {
    Samples heads;
    Samples bodies;
    std::string fields;
    for (const corpus::Document* const document : documents) {
        if (bodies.sizes.size() == kMostDocuments || bodies.bytes.size() > kMostText) break;
        write_head_fields(*document, fields);
        heads.add(fields);
        write_body_fields(*document, fields);
        bodies.add(fields);
    }
    const std::string head = train(heads, kHeadBytes);
    const std::string body = train(bodies, kBodyBytes);
    if (head.empty() && body.empty()) return {};
    std::string bytes;
    for (int shift = 0; shift < 32; shift += 8) {
        bytes += static_cast<char>(head.size() >> shift & 0xff);
    }
    return bytes + head + body;
}

std::string record_dictionary_key(std::uint32_t id) {
    return std::string(kKeyPrefix) + std::to_string(id);
}

Result<RecordDictionaries> read_record_dictionaries(const Xapian::Database& database) {
    RecordDictionaries dictionaries;
    try {
        const std::string prefix(kKeyPrefix);
        for (auto key = database.metadata_keys_begin(prefix);
             key != database.metadata_keys_end(prefix); ++key) {
            Result<std::shared_ptr<const RecordDictionary>> dictionary =
                RecordDictionary::open(database.get_metadata(*key));
            if (!dictionary) return dictionary.error();
            if (*key != record_dictionary_key((*dictionary)->id())) return damaged();
            dictionaries.add(std::move(*dictionary));
        }
    } catch (const Xapian::Error& fault) {
        return fail(ErrorCode::index_damaged,
                    "cannot read the dictionaries of stored documents: " + fault.get_msg());
    }
    return dictionaries;
}

}  // namespace evresi::database
