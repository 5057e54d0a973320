#include "indexer/database/document_record.hpp"

#include <zstd.h>

#include <algorithm>
#include <memory>

namespace evresi::database {
namespace {

// Layout: 'E', version, varint length of the packed head, packed head, packed body; both packed
// parts are zstd frames with their content size.
constexpr char kMagic = 'E';
constexpr char kVersion = 2;
constexpr int kCompressionLevel = 3;
constexpr std::size_t kLargestPart = std::size_t{1} << 30;

struct FreeCompressor {
    void operator()(ZSTD_CCtx* context) const noexcept { ZSTD_freeCCtx(context); }
};
struct FreeDecompressor {
    void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

std::string compress(std::string_view bytes) {
    // Making a context costs more than packing a document; each thread keeps one.
    thread_local const std::unique_ptr<ZSTD_CCtx, FreeCompressor> context(ZSTD_createCCtx());
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size = ZSTD_compressCCtx(context.get(), packed.data(), packed.size(),
                                               bytes.data(), bytes.size(), kCompressionLevel);
    packed.resize(ZSTD_isError(size) ? 0 : size);
    return packed;
}

Error damaged(const char* what) {
    return fail(ErrorCode::index_damaged,
                std::string("a stored document is damaged (") + what +
                    "); run 'evresi-indexer check' and rebuild the index");
}

Result<std::string> decompress(std::string_view packed) {
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context(ZSTD_createDCtx());
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kLargestPart) {
        return damaged("no content size");
    }
    std::string bytes(static_cast<std::size_t>(size), '\0');
    const std::size_t got = ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(),
                                                packed.data(), packed.size());
    if (ZSTD_isError(got) || got != bytes.size()) return damaged("cannot unpack");
    return bytes;
}

class Packer {
public:
    void number(std::uint64_t value) {
        while (value >= 0x80) {
            bytes_.push_back(static_cast<char>(value | 0x80));
            value >>= 7;
        }
        bytes_.push_back(static_cast<char>(value));
    }
    void text(std::string_view value) {
        number(value.size());
        bytes_.append(value);
    }
    void tag(LanguageTag value) { text(value.view()); }
    void evidence(const corpus::Evidence& value) {
        number(static_cast<std::uint64_t>(value.provenance));
        number(value.span.begin);
        number(value.span.end);
        number(value.span.in_title ? 1 : 0);
        text(value.sentence);
        text(value.document);
    }
    [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

private:
    std::string bytes_;
};

/// Reads what Packer wrote. After any fault every further read yields nothing and is_good() is
/// false, so that callers check once.
class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

    std::uint64_t number() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (rest_.empty()) break;
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        is_good_ = false;
        rest_ = {};
        return 0;
    }
    std::uint32_t small_number() { return static_cast<std::uint32_t>(number()); }
    /// A count of things that each take at least one byte: never more than what is left.
    std::size_t count() {
        return static_cast<std::size_t>(std::min<std::uint64_t>(number(), rest_.size()));
    }
    std::string text() {
        const std::uint64_t size = number();
        if (size > rest_.size()) {
            is_good_ = false;
            rest_ = {};
            return {};
        }
        std::string value(rest_.substr(0, static_cast<std::size_t>(size)));
        rest_.remove_prefix(static_cast<std::size_t>(size));
        return value;
    }
    LanguageTag tag() { return LanguageTag::parse(text()).value_or(LanguageTag()); }
    corpus::Evidence evidence() {
        corpus::Evidence value;
        value.provenance = provenance();
        value.span.begin = small_number();
        value.span.end = small_number();
        value.span.in_title = number() != 0;
        value.sentence = text();
        value.document = text();
        return value;
    }
    corpus::Provenance provenance() {
        const std::uint64_t value = number();
        if (value > static_cast<std::uint64_t>(corpus::Provenance::inherited)) is_good_ = false;
        return static_cast<corpus::Provenance>(value & 3);
    }
    [[nodiscard]] bool is_good() const noexcept { return is_good_; }
    [[nodiscard]] bool is_at_end() const noexcept { return rest_.empty(); }

private:
    std::string_view rest_;
    bool is_good_ = true;
};

void pack_metadata(const corpus::Metadata& metadata, Packer& packer) {
    for (const auto* list : {&metadata.programme, &metadata.country}) {
        packer.number(list->size());
        for (const auto& item : *list) {
            packer.text(item.value);
            packer.evidence(item.evidence);
        }
    }
    packer.number(metadata.year ? 1 : 0);
    if (metadata.year) {
        packer.number(static_cast<std::uint64_t>(metadata.year->value));
        packer.evidence(metadata.year->evidence);
    }
    packer.number(metadata.period ? 1 : 0);
    if (metadata.period) {
        packer.number(static_cast<std::uint64_t>(metadata.period->value.first));
        packer.number(static_cast<std::uint64_t>(metadata.period->value.last));
        packer.evidence(metadata.period->evidence);
    }
    packer.number(metadata.project ? 1 : 0);
    if (metadata.project) {
        packer.text(metadata.project->value);
        packer.evidence(metadata.project->evidence);
    }
}

corpus::Metadata unpack_metadata(Unpacker& unpacker) {
    corpus::Metadata metadata;
    for (auto* list : {&metadata.programme, &metadata.country}) {
        const std::size_t count = unpacker.count();
        for (std::size_t i = 0; i < count && unpacker.is_good(); ++i) {
            auto& item = list->emplace_back();
            item.value = unpacker.text();
            item.evidence = unpacker.evidence();
        }
    }
    if (unpacker.number() != 0) {
        auto& year = metadata.year.emplace();
        year.value = static_cast<int>(unpacker.number());
        year.evidence = unpacker.evidence();
    }
    if (unpacker.number() != 0) {
        auto& period = metadata.period.emplace();
        period.value.first = static_cast<int>(unpacker.number());
        period.value.last = static_cast<int>(unpacker.number());
        period.evidence = unpacker.evidence();
    }
    if (unpacker.number() != 0) {
        auto& project = metadata.project.emplace();
        project.value = unpacker.text();
        project.evidence = unpacker.evidence();
    }
    return metadata;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

void pack_pairs(const Pairs& pairs, Packer& packer) {
    packer.number(pairs.size());
    for (const auto& [name, value] : pairs) {
        packer.text(name);
        packer.text(value);
    }
}

Pairs unpack_pairs(Unpacker& unpacker) {
    Pairs pairs;
    const std::size_t count = unpacker.count();
    for (std::size_t i = 0; i < count && unpacker.is_good(); ++i) {
        std::string name = unpacker.text();
        pairs.emplace_back(std::move(name), unpacker.text());
    }
    return pairs;
}

std::string pack_head_fields(const corpus::Document& document) {
    Packer packer;
    packer.text(document.id);
    packer.text(document.title);
    packer.tag(document.lang);
    packer.number(static_cast<std::uint64_t>(document.lang_from));
    packer.tag(document.title_lang);
    packer.text(document.url);
    packer.text(document.date);
    pack_metadata(document.metadata, packer);
    pack_pairs(document.programme_labels, packer);
    pack_pairs(document.fields, packer);
    return packer.bytes();
}

std::string pack_body_fields(const corpus::Document& document) {
    Packer packer;
    packer.text(document.text);
    packer.number(document.paragraphs.size());
    std::uint32_t last = 0;
    for (const corpus::Paragraph& paragraph : document.paragraphs) {
        packer.number(paragraph.begin - last);
        packer.number(paragraph.end - paragraph.begin);
        packer.tag(paragraph.lang);
        packer.number(paragraph.is_boilerplate ? 1 : 0);
        last = paragraph.end;
    }
    return packer.bytes();
}

struct RecordParts {
    std::string_view head;
    std::string_view body;
};

Result<RecordParts> split(std::string_view record) {
    if (record.size() < 3 || record[0] != kMagic || record[1] != kVersion) {
        return damaged("not a record");
    }
    std::uint64_t head_bytes = 0;
    std::size_t at = 2;
    for (int shift = 0;; shift += 7) {
        if (at >= record.size() || shift > 56) return damaged("cut off");
        const auto byte = static_cast<unsigned char>(record[at++]);
        head_bytes |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if (byte < 0x80) break;
    }
    if (head_bytes > record.size() - at) return damaged("cut off");
    const auto size = static_cast<std::size_t>(head_bytes);
    return RecordParts{record.substr(at, size), record.substr(at + size)};
}

Result<corpus::Document> unpack_head_fields(std::string_view packed) {
    const Result<std::string> bytes = decompress(packed);
    if (!bytes) return bytes.error();
    Unpacker unpacker(*bytes);
    corpus::Document document;
    document.id = unpacker.text();
    document.title = unpacker.text();
    document.lang = unpacker.tag();
    document.lang_from = unpacker.provenance();
    document.title_lang = unpacker.tag();
    document.url = unpacker.text();
    document.date = unpacker.text();
    document.metadata = unpack_metadata(unpacker);
    document.programme_labels = unpack_pairs(unpacker);
    document.fields = unpack_pairs(unpacker);
    if (!unpacker.is_good() || !unpacker.is_at_end()) return damaged("fields");
    return document;
}

/// Adds text and paragraphs to `document`.
Result<void> unpack_body_fields(std::string_view packed, corpus::Document& document) {
    const Result<std::string> bytes = decompress(packed);
    if (!bytes) return bytes.error();
    Unpacker unpacker(*bytes);
    document.text = unpacker.text();
    const std::size_t count = unpacker.count();
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < count && unpacker.is_good(); ++i) {
        corpus::Paragraph paragraph;
        const std::uint64_t begin = last + unpacker.small_number();
        last = begin + unpacker.small_number();
        if (last > document.text.size()) return damaged("paragraphs");
        paragraph.begin = static_cast<std::uint32_t>(begin);
        paragraph.end = static_cast<std::uint32_t>(last);
        paragraph.lang = unpacker.tag();
        paragraph.is_boilerplate = unpacker.number() != 0;
        document.paragraphs.push_back(paragraph);
    }
    if (!unpacker.is_good() || !unpacker.is_at_end()) return damaged("text");
    return {};
}

}  // namespace

std::string pack_record(const corpus::Document& document) {
    const std::string head = compress(pack_head_fields(document));
    const std::string body = compress(pack_body_fields(document));
    Packer prefix;
    prefix.number(head.size());
    std::string record;
    record.reserve(2 + prefix.bytes().size() + head.size() + body.size());
    record += kMagic;
    record += kVersion;
    record += prefix.bytes();
    record += head;
    record += body;
    return record;
}

Result<corpus::Document> unpack_head(std::string_view record) {
    const Result<RecordParts> parts = split(record);
    if (!parts) return parts.error();
    return unpack_head_fields(parts->head);
}

Result<corpus::Document> unpack_record(std::string_view record) {
    const Result<RecordParts> parts = split(record);
    if (!parts) return parts.error();
    Result<corpus::Document> document = unpack_head_fields(parts->head);
    if (!document) return document;
    if (const Result<void> body = unpack_body_fields(parts->body, *document); !body) {
        return body.error();
    }
    return document;
}

}  // namespace evresi::database
