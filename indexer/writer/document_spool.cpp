#include "indexer/writer/document_spool.hpp"

#include "base/varint.hpp"
#include "indexer/writer/glass_codes.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace evresi::indexer {
namespace {

std::string_view take_text(const char*& at) noexcept {
    const std::size_t bytes = read_whole_varint(at);
    const std::string_view text(at, bytes);
    at += bytes;
    return text;
}

/// Reads the document at `at`, which goes behind it. Spools are our own and whole.
StoredDocumentView take_document(const char*& at) noexcept {
    StoredDocumentView document;
    document.sequence = static_cast<Sequence>(read_whole_varint(at));
    document.length = static_cast<std::uint32_t>(read_whole_varint(at));
    document.id = take_text(at);
    for (std::string_view& value : document.values) value = take_text(at);
    document.record = take_text(at);
    return document;
}

}  // namespace

void append_stored(const StoredDocument& document, std::string& bytes) {
    append_varint(document.sequence, bytes);
    append_varint(document.length, bytes);
    glass::append_string(document.id, bytes);
    for (const std::string& value : document.values) glass::append_string(value, bytes);
    glass::append_string(document.record, bytes);
}

DocumentSpool::DocumentSpool(std::string path) : path_(std::move(path)), file_(path_) {}

void DocumentSpool::append(std::string_view bytes) {
    if (bytes.empty()) return;
    const std::lock_guard lock(mutex_);
    file_.write(bytes);
}

std::size_t DocumentSpool::seal(std::span<const Sequence> left_out) {
    map();
    struct Place {
        Sequence sequence;
        std::uint64_t offset;
    };
    std::vector<Place> places;
    std::size_t appended = 0;
    const std::string_view bytes = mapped_.bytes();
    for (const char* at = bytes.data(); at != bytes.data() + bytes.size();) {
        const auto offset = static_cast<std::uint64_t>(at - bytes.data());
        const Sequence sequence = take_document(at).sequence;
        ++appended;
        if (!std::ranges::binary_search(left_out, sequence)) places.push_back({sequence, offset});
    }
    std::ranges::sort(places, {}, &Place::sequence);
    places_.reserve(places.size());
    for (const Place& place : places) places_.push_back(place.offset);
    return appended;
}

StoredDocumentView DocumentSpool::operator[](std::size_t index) const {
    const char* at = mapped_.bytes().data() + places_[index];
    return take_document(at);
}

void DocumentSpool::replace(const std::vector<std::pair<std::size_t, StoredDocument>>& documents) {
    std::string bytes;
    for (const auto& [index, document] : documents) {
        bytes.clear();
        append_stored(document, bytes);
        places_[index] = file_.size();
        file_.write(bytes);
    }
    if (!documents.empty()) map();
}

void DocumentSpool::map() {
    file_.flush();
    mapped_ = {};
    if (file_.size() == 0) return;
    Result<database::MappedFile> mapped = database::MappedFile::open(path_);
    if (!mapped) {
        throw std::system_error(std::make_error_code(std::errc::io_error), mapped.error().message);
    }
    mapped_ = std::move(*mapped);
}

}  // namespace evresi::indexer
