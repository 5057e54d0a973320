#include "searchd/api/suggest_parameters.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evresi::api {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"q", "lang", "in", "size"};

/// Bytes of an unknown name that the message repeats.
constexpr std::size_t kLongestEcho = 64;

}  // namespace

Result<search::SuggestRequest> parse_suggest_parameters(const Parameters& parameters,
                                                        const search::QueryLimits& limits) {
    bool has_q = false;
    bool has_size = false;
    for (const auto& [name, value] : parameters) {
        if (std::ranges::find(kNames, name) == kNames.end()) {
            const std::string shown = mended_utf8(std::string_view(name).substr(0, kLongestEcho));
            return fail(ErrorCode::invalid_argument,
                        "There is no parameter '" + shown +
                            "'; the parameters are q, lang, in, size.",
                        shown);
        }
        has_q = has_q || name == "q";
        has_size = has_size || name == "size";
    }
    if (!has_q) {
        return fail(ErrorCode::invalid_argument, "q is missing; give what was typed so far.", "q");
    }
    // They mean what they mean in a search.
    search::QueryLimits shorter = limits;
    shorter.bytes = std::min(limits.bytes, kSuggestBytes);
    Result<search::SearchRequest> read = parse_search_parameters(parameters, shorter);
    const bool is_size =
        read ? read->size >= 1 && read->size <= kMostSuggestions : read.error().subject != "size";
    if (has_size && !is_size) {
        return fail(ErrorCode::invalid_argument,
                    "size is one number from 1 to " + std::to_string(kMostSuggestions) + ".",
                    "size");
    }
    if (!read) return read.error();
    search::SuggestRequest request;
    if (has_size) request.size = read->size;
    request.q = std::move(read->q);
    request.lang = read->lang;
    request.in = std::move(read->in);
    return request;
}

std::string canonical_form(const search::SuggestRequest& request) {
    std::vector<LanguageTag> languages = request.in;
    std::ranges::sort(languages);
    std::string form = "lang=" + request.lang.str() + " size=" + std::to_string(request.size);
    for (const LanguageTag lang : languages) form += " in=" + lang.str();
    return form + " q=" + request.q;
}

}  // namespace evresi::api
