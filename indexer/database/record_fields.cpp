#include "indexer/database/record_fields.hpp"

#include "base/varint.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace evresi::database {
namespace {

/// Of a paragraph: it is page furniture; its language is not the document's and follows; it is not
/// the next line of the text, and how far it begins behind the one before, and its size, follow.
constexpr std::uint64_t kBoilerplate = 1;
constexpr std::uint64_t kForeign = 2;
constexpr std::uint64_t kPlaced = 4;

struct Place {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// The first line from `from` on that has a character. Nearly all paragraphs are such lines, and
/// their places need not be stored.
Place next_line(std::string_view text, std::uint64_t from) noexcept {
    const std::size_t begin = std::min(text.find_first_not_of('\n', from), text.size());
    return {begin, std::min(text.find('\n', begin), text.size())};
}

class Packer {
public:
    /// Writes over what `out` held before.
    explicit Packer(std::string& out) : bytes_(out) { bytes_.clear(); }

    void number(std::uint64_t value) { append_varint(value, bytes_); }
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

private:
    std::string& bytes_;
};

/// Reads what Packer wrote. After any fault every further read yields nothing and is_good() is
/// false, so that callers check once.
class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

    std::uint64_t number() {
        if (const auto value = take_varint(rest_)) return *value;
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

}  // namespace

void write_head_fields(const corpus::Document& document, std::string& out) {
    Packer packer(out);
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
}

void write_body_fields(const corpus::Document& document, std::string& out) {
    Packer packer(out);
    packer.text(document.text);
    packer.number(document.paragraphs.size());
    std::uint32_t last = 0;
    for (const corpus::Paragraph& paragraph : document.paragraphs) {
        const bool is_foreign = paragraph.lang != document.lang;
        const Place line = next_line(document.text, last);
        const bool is_placed = line.begin != paragraph.begin || line.end != paragraph.end;
        packer.number((paragraph.is_boilerplate ? kBoilerplate : 0) + (is_foreign ? kForeign : 0) +
                      (is_placed ? kPlaced : 0));
        if (is_placed) {
            packer.number(paragraph.begin - last);
            packer.number(paragraph.end - paragraph.begin);
        }
        if (is_foreign) packer.tag(paragraph.lang);
        last = paragraph.end;
    }
}

Result<corpus::Document> read_head_fields(std::string_view bytes) {
    Unpacker unpacker(bytes);
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
    if (!unpacker.is_good() || !unpacker.is_at_end()) return damaged_record("fields");
    return document;
}

Result<void> read_body_fields(std::string_view bytes, corpus::Document& document) {
    Unpacker unpacker(bytes);
    document.text = unpacker.text();
    const std::size_t count = unpacker.count();
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < count && unpacker.is_good(); ++i) {
        const std::uint64_t flags = unpacker.number();
        Place place = next_line(document.text, last);
        if ((flags & kPlaced) != 0) {
            place.begin = last + unpacker.small_number();
            place.end = place.begin + unpacker.small_number();
        }
        if (place.end > document.text.size()) return damaged_record("paragraphs");
        last = place.end;
        corpus::Paragraph paragraph;
        paragraph.begin = static_cast<std::uint32_t>(place.begin);
        paragraph.end = static_cast<std::uint32_t>(place.end);
        paragraph.is_boilerplate = (flags & kBoilerplate) != 0;
        paragraph.lang = (flags & kForeign) != 0 ? unpacker.tag() : document.lang;
        document.paragraphs.push_back(paragraph);
    }
    if (!unpacker.is_good() || !unpacker.is_at_end()) return damaged_record("text");
    return {};
}

Error damaged_record(const char* what) {
    return fail(ErrorCode::index_damaged,
                std::string("a stored document is damaged (") + what +
                    "); run 'evresi-indexer check' and rebuild the index");
}

}  // namespace evresi::database
