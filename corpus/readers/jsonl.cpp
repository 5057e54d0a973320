// JSON lines: one document a line. RapidJSON's SAX reader is used as its known faults demand: no
// recursion, a depth of our own, numbers left as text. It reads a line where it stands, and writes
// over it.
#include "base/byte_blocks.hpp"
#include "base/utf8.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/reader.hpp"
#include "corpus/row_reader.hpp"

// Strings are copied 16 bytes at a time. Only instances for InsituStringStream differ by this, and
// no other file has any.
#if defined(__SSE2__)
#define RAPIDJSON_SSE2
#endif
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_set>

namespace evresi::corpus {
namespace {

constexpr int kMaxDepth = 64;

void append_json_string(std::string_view text, std::string& out) {
    static constexpr std::string_view kHex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20) {
            out += "\\u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

/// Takes the events of one row. Values of depth 1, and lists of plain values there, become
/// RowValues; anything deeper is written back as JSON for Document::fields. Serves one row after
/// another.
class RowHandler {
public:
    /// To be called before each row, whose values are appended to `values`.
    void begin(std::vector<NamedValue>& values) {
        values_ = &values;
        seen_.clear();
        json_.clear();
        items_.clear();
        fault_.clear();
        depth_ = 0;
        is_plain_list_ = false;
        after_key_ = false;
    }

    bool Null() { return scalar(RowValue::Kind::null, "null"); }
    bool Bool(bool value) { return scalar(RowValue::Kind::boolean, value ? "true" : "false"); }
    bool RawNumber(const char* digits, rapidjson::SizeType length, bool) {
        return scalar(RowValue::Kind::number, {digits, length});
    }
    bool String(const char* text, rapidjson::SizeType length, bool) {
        return scalar(RowValue::Kind::text, {text, length});
    }
    // Numbers arrive as text only; the reader still asks for these names.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

    bool StartObject() { return open('{'); }
    bool EndObject(rapidjson::SizeType) { return close('}'); }
    bool StartArray() { return open('['); }
    bool EndArray(rapidjson::SizeType) { return close(']'); }

    bool Key(const char* text, rapidjson::SizeType length, bool) {
        const std::string_view name(text, length);
        if (depth_ > 1) {
            separate();
            append_json_string(name, json_);
            json_ += ':';
            after_key_ = true;
            return true;
        }
        if (!is_new(name)) {
            std::string shown(utf8_prefix(name, 80));
            clean_text(shown);
            return refuse("key '" + shown + "' stands twice");
        }
        key_ = name;
        return true;
    }

    /// Why the handler stopped the reader; empty when it did not.
    [[nodiscard]] const std::string& fault() const noexcept { return fault_; }

private:
    /// Whether no earlier key of the row has this name. Few keys are compared sooner than hashed.
    bool is_new(std::string_view name) {
        constexpr std::size_t kFew = 24;
        if (values_->size() < kFew) {
            return std::none_of(values_->begin(), values_->end(),
                                [name](const NamedValue& value) { return value.name == name; });
        }
        if (seen_.empty()) {
            for (const NamedValue& value : *values_) seen_.insert(value.name);
        }
        return seen_.insert(std::string(name)).second;
    }

    bool refuse(std::string why) {
        fault_ = std::move(why);
        return false;
    }

    void separate() {
        if (!after_key_ && !json_.empty() && json_.back() != '[' && json_.back() != '{') {
            json_ += ',';
        }
        after_key_ = false;
    }

    bool scalar(RowValue::Kind kind, std::string_view text) {
        if (depth_ == 0) return refuse("the row is no JSON object");
        if (depth_ == 1) {
            return finish(
                RowValue{kind, kind == RowValue::Kind::null ? "" : std::string(text), {}});
        }
        separate();
        if (kind == RowValue::Kind::text) {
            append_json_string(text, json_);
        } else {
            json_ += text;
        }
        if (is_plain_list_ && depth_ == 2) {
            items_.push_back(
                {kind, kind == RowValue::Kind::null ? std::string() : std::string(text), {}});
        }
        return true;
    }

    bool open(char bracket) {
        if (depth_ == 0 && bracket == '[') return refuse("the row is no JSON object");
        if (++depth_ > kMaxDepth) {
            return refuse("the row is nested more than " + std::to_string(kMaxDepth) + " deep");
        }
        if (depth_ == 1) return true;
        if (depth_ == 2) {
            json_.clear();
            items_.clear();
            is_plain_list_ = bracket == '[';
            after_key_ = false;
        } else {
            is_plain_list_ = false;
            separate();
        }
        json_ += bracket;
        return true;
    }

    bool close(char bracket) {
        if (--depth_ == 0) return true;
        json_ += bracket;
        if (depth_ > 1) return true;
        if (is_plain_list_) return finish(RowValue{RowValue::Kind::list, {}, std::move(items_)});
        return finish(RowValue{RowValue::Kind::structure, std::move(json_), {}});
    }

    bool finish(RowValue&& value) {
        values_->push_back({key_, std::move(value)});
        items_.clear();
        json_.clear();
        return true;
    }

    std::vector<NamedValue>* values_ = nullptr;
    std::unordered_set<std::string> seen_;  // names; empty as long as they are few
    std::string key_;
    std::string json_;
    std::vector<RowValue> items_;
    std::string fault_;
    int depth_ = 0;
    bool is_plain_list_ = false;
    bool after_key_ = false;
};

struct RowFault {
    ErrorCode code;
    std::string message;
};

/// Whether a block has none of the controls that RapidJSON's vector instructions take for text:
/// they compare with 0x19 where 0x1F is meant.
bool has_no_late_control(const char* block) noexcept {
    unsigned char wrong = 0;
    for (std::size_t i = 0; i < kByteBlock; ++i) {
        const auto above = static_cast<unsigned char>(static_cast<unsigned char>(block[i]) - 0x1A);
        wrong |= above < 0x20 - 0x1A;
    }
    return wrong == 0;
}

/// Reads rows one after another, reusing memory.
class RowParser {
public:
    /// Appends the values of the row in `text`, a line of `bytes`, to `values`; spoils the line.
    std::optional<RowFault>
    read(std::string_view text, char* bytes, std::vector<NamedValue>& values) {
        constexpr unsigned kFlags =
            rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
        handler_.begin(values);
        const std::size_t skipped = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        text.remove_prefix(skipped);
        rapidjson::ParseResult result;
        if (is_utf8(text) && holds_for_blocks(text, has_no_late_control)) {
            rapidjson::InsituStringStream stream(bytes + (text.data() - bytes));
            result = reader_.Parse<kFlags | rapidjson::kParseInsituFlag>(stream, handler_);
        } else {
            // Where it is not well-formed may lie behind another fault, which then counts.
            rapidjson::MemoryStream stream(text.data(), text.size());
            result =
                reader_.Parse<kFlags | rapidjson::kParseValidateEncodingFlag>(stream, handler_);
        }
        if (!handler_.fault().empty()) {
            return RowFault{ErrorCode::malformed_input, handler_.fault()};
        }
        if (!result.IsError()) return std::nullopt;
        const ErrorCode code = result.Code() == rapidjson::kParseErrorStringInvalidEncoding
                                   ? ErrorCode::bad_encoding
                                   : ErrorCode::malformed_input;
        return RowFault{code, "not valid JSON at byte " +
                                  std::to_string(skipped + result.Offset() + 1) +
                                  " of the line: " + rapidjson::GetParseError_En(result.Code())};
    }

private:
    rapidjson::Reader reader_;
    RowHandler handler_;
};

bool hand_on(const ReadInput& input,
             const RowSink& sink,
             const Line& line,
             std::size_t row_limit,
             RowParser& parser,
             Row& row) {
    const auto reject = [&](std::string id, ErrorCode code, std::string message) {
        return sink.rejected(Rejection{input.source, line.number, std::move(id),
                                       std::string(error_code_name(code)), std::move(message)});
    };
    if (line.is_too_long) {
        return reject({}, ErrorCode::too_large,
                      "the row has more than " + std::to_string(row_limit) + " bytes");
    }
    std::string_view text = line.text;
    if (line.number == 1 && text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (trim(text).empty()) return true;
    row.line = row.number = line.number;
    row.values.clear();
    if (std::optional<RowFault> wrong = parser.read(text, line.bytes, row.values)) {
        return reject(row_id(row.values), wrong->code, std::move(wrong->message));
    }
    return sink.row(std::move(row));
}

Result<void> read(const ReadInput& input, const ReadSink& sink) {
    RowSink rows;
    rows.row = [&](Row&& row) { return hand_on_row(std::move(row), {}, input, sink); };
    rows.rejected = sink.rejected;
    return read_jsonl_rows(input, rows);
}

}  // namespace

Result<void> read_jsonl_rows(const ReadInput& input, const RowSink& sink) {
    const std::size_t limit = input.options->limits.row_bytes;
    LineReader lines(*input.bytes, limit);
    RowParser parser;
    Row row;  // whoever takes its values leaves the memory of their list, as a rule
    for (;;) {
        Result<std::optional<Line>> line = lines.next();
        if (!line) return line.error();
        if (!line->has_value()) return {};
        if (!hand_on(input, sink, **line, limit, parser, row)) return {};
    }
}

const Reader& reader_jsonl() {
    static constexpr std::array<std::string_view, 2> kSuffixes = {".jsonl", ".ndjson"};
    static const Reader reader{"jsonl", kSuffixes, read};
    return reader;
}

}  // namespace evresi::corpus
