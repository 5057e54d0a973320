#include "searchd/api/analyze_parameters.hpp"

#include "base/utf8.hpp"
#include "searchd/api/language_parameter.hpp"

#include <utility>

namespace evresi::api {
namespace {

/// Bytes of an unknown name that the message repeats.
constexpr std::size_t kLongestEcho = 64;

Error unknown_parameter(std::string_view name) {
    const std::string shown = mended_utf8(name.substr(0, kLongestEcho));
    return fail(ErrorCode::invalid_argument,
                "There is no parameter '" + shown + "'; the parameters are text, lang.", shown);
}

/// The values as given, each at most once.
struct Values {
    std::optional<std::string_view> text;
    std::optional<std::string_view> lang;
};

Result<Values> values_of(const Parameters& parameters) {
    Values values;
    for (const auto& [name, value] : parameters) {
        if (name != "text" && name != "lang") return unknown_parameter(name);
        std::optional<std::string_view>& target = name == "text" ? values.text : values.lang;
        if (target) {
            return fail(ErrorCode::invalid_argument,
                        name + " is given more than once; it takes a single value.", name);
        }
        if (!is_utf8(value)) {
            return fail(ErrorCode::invalid_argument, "The value of " + name + " is not UTF-8.",
                        name);
        }
        target = value;
    }
    return values;
}

}  // namespace

Result<AnalyzeRequest> parse_analyze_parameters(const Parameters& parameters,
                                                const search::QueryLimits& limits) {
    const Result<Values> values = values_of(parameters);
    if (!values) return values.error();
    if (!values->text) {
        return fail(ErrorCode::invalid_argument, "text is missing; give the text to analyse.",
                    "text");
    }
    if (values->text->size() > limits.bytes) {
        return fail(ErrorCode::invalid_argument,
                    "The text has " + std::to_string(values->text->size()) + " bytes; at most " +
                        std::to_string(limits.bytes) + " are analysed.",
                    "text");
    }
    const auto lang = parse_language(values->lang.value_or(""));
    if (!lang) return lang.error();
    return AnalyzeRequest{std::string(*values->text), *lang};
}

}  // namespace evresi::api
