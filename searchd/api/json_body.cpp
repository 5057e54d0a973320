#include "searchd/api/request_parameters.hpp"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>

namespace evresi::api {
namespace {

constexpr int kDeepest = 32;
constexpr std::size_t kMostNames = 32;

/// Builds Parameters from the reader's events; returning false stops the reader. Levels: 1 the
/// object, 2 a list of values, 3 a list within it (one alternative set of a repeated parameter).
class BodyHandler {
public:
    bool Null() {
        // The same as leaving the name out; an unknown one is passed on, to be refused as such.
        if (depth_ == 1 && !is_search_parameter(name_)) parameters_.emplace_back(name_, "");
        if (depth_ == 1) return true;
        return refuse("null stands in a list");
    }
    bool Bool(bool value) { return scalar(value ? "true" : "false"); }
    bool RawNumber(const char* text, rapidjson::SizeType length, bool /*copy*/) {
        return scalar({text, length});
    }
    bool String(const char* text, rapidjson::SizeType length, bool /*copy*/) {
        return scalar({text, length});
    }
    // The reader hands every number to RawNumber; these complete the handler's concept.
    bool Int(int) { return false; }
    bool Uint(unsigned) { return false; }
    bool Int64(std::int64_t) { return false; }
    bool Uint64(std::uint64_t) { return false; }
    bool Double(double) { return false; }

    bool StartObject() {
        if (depth_ > 0) return refuse("an object stands where a value or a list belongs");
        return enter();
    }
    bool Key(const char* text, rapidjson::SizeType length, bool /*copy*/) {
        if (names_.size() == kMostNames) {
            name_.clear();
            return refuse("it has more than 32 names");
        }
        name_.assign(text, length);
        if (std::ranges::find(names_, name_) != names_.end()) {
            return refuse("the name is given twice; give a list instead");
        }
        names_.push_back(name_);
        return true;
    }
    bool EndObject(rapidjson::SizeType /*members*/) {
        --depth_;
        return true;
    }
    bool StartArray() {
        if (depth_ == 0) return refuse("the body is a list");
        if (depth_ >= 3) return refuse("lists are nested deeper than two levels");
        (depth_ == 1 ? values_ : inner_).clear();
        if (depth_ == 1) groups_.clear();
        return enter();
    }
    bool EndArray(rapidjson::SizeType /*elements*/) {
        --depth_;
        if (depth_ == 2) {
            groups_.push_back(joined(inner_));
        } else {
            finish_list();
        }
        return true;
    }

    [[nodiscard]] Parameters take() { return std::move(parameters_); }
    [[nodiscard]] const std::string& fault() const noexcept { return fault_; }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

private:
    bool refuse(std::string_view fault) {
        fault_ = fault;
        return false;
    }
    bool enter() {
        if (++depth_ > kDeepest) return refuse("it is nested deeper than 32 levels");
        return true;
    }
    bool scalar(std::string_view text) {
        switch (depth_) {
        case 0:
            return refuse("the body is a single value");
        case 1:
            parameters_.emplace_back(name_, text);
            return true;
        default:
            break;
        }
        if (text.find(',') != std::string_view::npos) {
            return refuse("a value in a list holds a comma, which separates values");
        }
        (depth_ == 2 ? values_ : inner_).emplace_back(text);
        return true;
    }
    static std::string joined(const std::vector<std::string>& values) {
        std::string out;
        for (const std::string& value : values) {
            if (&value != &values.front()) out += ',';
            out += value;
        }
        return out;
    }
    /// A plain list is one comma list; a list with lists in it is the name repeated.
    void finish_list() {
        if (groups_.empty()) {
            parameters_.emplace_back(name_, joined(values_));
            return;
        }
        for (std::string& value : values_) parameters_.emplace_back(name_, std::move(value));
        for (std::string& group : groups_) parameters_.emplace_back(name_, std::move(group));
    }

    int depth_ = 0;
    std::string name_;
    std::vector<std::string> names_;
    std::vector<std::string> values_;
    std::vector<std::string> inner_;
    std::vector<std::string> groups_;
    Parameters parameters_;
    std::string fault_;
};

}  // namespace

Result<Parameters> parse_json_body(std::string_view body) {
    // Iterative, and numbers kept as text: the recursive parser overflows the stack on deep input,
    // and Debian's RapidJSON 1.1.0 reads out of bounds on some numbers.
    constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                                rapidjson::kParseValidateEncodingFlag |
                                rapidjson::kParseNumbersAsStringsFlag;
    rapidjson::MemoryStream stream(body.data(), body.size());
    rapidjson::Reader reader;
    BodyHandler handler;
    const rapidjson::ParseResult parsed = reader.Parse<kFlags>(stream, handler);
    if (!handler.fault().empty()) {
        return fail(ErrorCode::invalid_argument,
                    "The body must be a JSON object of values and lists of values, but " +
                        handler.fault() + ".",
                    handler.name());
    }
    // A NUL ends the document for the reader, whatever follows it.
    if (parsed.IsError() || stream.Tell() != body.size()) {
        return fail(ErrorCode::invalid_argument,
                    "The body is not JSON (in UTF-8): the fault is at byte " +
                        std::to_string(parsed.IsError() ? parsed.Offset() : stream.Tell()) + ".");
    }
    return handler.take();
}

}  // namespace evresi::api
