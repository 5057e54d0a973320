#include "searchd/api/json_writer.hpp"

#include "base/utf8.hpp"

#include <rapidjson/writer.h>

#include <array>
#include <cmath>
#include <utility>

namespace evresi::api {
namespace {

/// RapidJSON's writer puts its bytes straight into the text that becomes the body of the answer.
struct TextStream {
    using Ch = char;
    std::string text;
    void Put(char c) { text.push_back(c); }
    void Flush() {}
};

/// What stands for each byte in a string: itself (0), a letter behind a backslash, or 'u' for its
/// number (RFC 8259 section 7).
constexpr std::array<char, 256> kEscapes = [] {
    std::array<char, 256> escapes{};
    for (std::size_t c = 0; c < 0x20; ++c) escapes[c] = 'u';
    escapes['\b'] = 'b';
    escapes['\f'] = 'f';
    escapes['\n'] = 'n';
    escapes['\r'] = 'r';
    escapes['\t'] = 't';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
}();

class TextWriter : public rapidjson::Writer<TextStream> {
public:
    explicit TextWriter(TextStream& stream) : rapidjson::Writer<TextStream>(stream) {}

    /// A string as RapidJSON writes it, in runs instead of bytes: most have nothing to escape.
    void text(std::string_view value) {
        Prefix(rapidjson::kStringType);
        std::string& out = os_->text;
        out += '"';
        std::size_t run = 0;
        for (std::size_t at = 0; at < value.size(); ++at) {
            const auto byte = static_cast<unsigned char>(value[at]);
            const char escape = kEscapes[byte];
            if (escape == 0) continue;
            out.append(value, run, at - run);
            run = at + 1;
            out += '\\';
            out += escape;
            if (escape != 'u') continue;
            constexpr std::string_view kDigits = "0123456789ABCDEF";
            out += "00";
            out += kDigits[byte >> 4];
            out += kDigits[byte & 15];
        }
        out.append(value, run);
        out += '"';
    }
};

}  // namespace

struct JsonWriter::State {
    TextStream stream;
    TextWriter writer{stream};
};

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
    if (is_utf8(value)) {
        state_->writer.text(value);
    } else {
        state_->writer.text(mended_utf8(value));
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

std::string JsonWriter::take() {
    return std::move(state_->stream.text);
}

}  // namespace evresi::api
