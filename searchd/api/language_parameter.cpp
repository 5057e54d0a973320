#include "searchd/api/language_parameter.hpp"

#include "analyzers/registry.hpp"
#include "base/utf8.hpp"

#include <string>

namespace evresi::api {
namespace {

/// Bytes of a wrong value that the message repeats.
constexpr std::size_t kLongestEcho = 64;

std::string known_languages() {
    std::string names;
    for (const analyzers::Language* language : analyzers::languages()) {
        if (!names.empty()) names += ", ";
        names += language->tag.view();
    }
    return names;
}

}  // namespace

Result<std::optional<LanguageTag>> parse_language(std::string_view value) {
    if (value.empty() || value == "auto") return std::optional<LanguageTag>();
    const std::optional<LanguageTag> tag = LanguageTag::parse(value);
    if (tag && analyzers::find_language(*tag) != nullptr) return tag;
    return fail(ErrorCode::invalid_argument,
                "'" + std::string(utf8_prefix(value, kLongestEcho)) +
                    "' is no value of lang; give auto or one of " + known_languages() + ".",
                "lang");
}

}  // namespace evresi::api
