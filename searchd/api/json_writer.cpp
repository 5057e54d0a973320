#include "searchd/api/json_writer.hpp"

#include "base/utf8.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>

namespace evresi::api {

struct JsonWriter::State {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer{buffer};
};

namespace {

rapidjson::SizeType length_of(std::string_view text) noexcept {
    return static_cast<rapidjson::SizeType>(text.size());
}

}  // namespace

JsonWriter::JsonWriter() : state_(std::make_unique<State>()) {}
JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::begin_object() {
    state_->writer.StartObject();
    return *this;
}

JsonWriter& JsonWriter::end_object() {
    state_->writer.EndObject();
    return *this;
}

JsonWriter& JsonWriter::begin_list() {
    state_->writer.StartArray();
    return *this;
}

JsonWriter& JsonWriter::end_list() {
    state_->writer.EndArray();
    return *this;
}

JsonWriter& JsonWriter::name(std::string_view name) {
    return text(name);
}

JsonWriter& JsonWriter::text(std::string_view value) {
    if (value.empty()) {
        state_->writer.String("", 0);
    } else if (is_utf8(value)) {
        state_->writer.String(value.data(), length_of(value));
    } else {
        const std::string mended = mended_utf8(value);
        state_->writer.String(mended.data(), length_of(mended));
    }
    return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
    state_->writer.Int64(value);
    return *this;
}

JsonWriter& JsonWriter::count(std::uint64_t value) {
    state_->writer.Uint64(value);
    return *this;
}

JsonWriter& JsonWriter::real(double value) {
    state_->writer.Double(std::isfinite(value) ? value : 0.0);
    return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
    state_->writer.Bool(value);
    return *this;
}

JsonWriter& JsonWriter::null() {
    state_->writer.Null();
    return *this;
}

JsonWriter& JsonWriter::text_or_null(std::string_view value) {
    return value.empty() ? null() : text(value);
}

std::string JsonWriter::take() const {
    return {state_->buffer.GetString(), state_->buffer.GetSize()};
}

}  // namespace evresi::api
