#include "searchd/api/similar_parameters.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>

namespace evresi::api {
namespace {

constexpr std::array<std::string_view, 14> kNames = {
    "in",     "cross",      "programme", "country", "year", "project",  "evidence",
    "facets", "facet_size", "group",     "page",    "size", "snippets", "explain"};

bool has(const Parameters& parameters, std::string_view name) {
    return std::ranges::find(parameters, name, &Parameters::value_type::first) != parameters.end();
}

Error unknown_name(std::string_view name) {
    std::string names = "duplicates";
    for (const std::string_view known : kNames) names += ", " + std::string(known);
    const std::string shown = mended_utf8(name.substr(0, 64));
    return fail(ErrorCode::invalid_argument,
                "There is no parameter '" + shown + "' here; the parameters are " + names + ".",
                shown);
}

}  // namespace

Result<SimilarRequest> parse_similar_parameters(const Parameters& parameters,
                                                const search::QueryLimits& limits) {
    SimilarRequest request;
    Parameters others;
    bool has_duplicates = false;
    for (const auto& [name, value] : parameters) {
        if (name != "duplicates") {
            if (std::ranges::find(kNames, name) == kNames.end()) return unknown_name(name);
            others.emplace_back(name, value);
            continue;
        }
        if (has_duplicates || (value != "on" && value != "off")) {
            return fail(ErrorCode::invalid_argument, "duplicates is given once, as on or off.",
                        "duplicates");
        }
        has_duplicates = true;
        request.with_duplicates = value == "on";
    }
    if (!has(others, "facets")) others.emplace_back("facets", "none");
    if (!has(others, "snippets")) others.emplace_back("snippets", "0");
    Result<search::SearchRequest> search = parse_search_parameters(others, limits);
    if (!search) return search.error();
    request.search = *std::move(search);
    return request;
}

}  // namespace evresi::api
