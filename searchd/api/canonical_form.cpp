#include "searchd/api/canonical_form.hpp"

#include <algorithm>

namespace evresi::api {
namespace {

/// Appends a value with its length, so that no two sequences of values look the same.
void append(std::string& out, std::string_view value) {
    out += std::to_string(value.size());
    out += ':';
    out += value;
}

void append(std::string& out, int number) {
    append(out, std::string_view(std::to_string(number)));
}

std::string text_of(const search::Filter& filter) {
    std::string out;
    append(out, static_cast<int>(filter.field));
    append(out, filter.exclude ? 1 : 0);
    std::vector<std::string> values = filter.values;
    std::ranges::sort(values);
    for (const std::string& value : values) append(out, value);
    auto ranges = filter.ranges;
    std::ranges::sort(ranges);
    for (const auto& [first, last] : ranges) {
        out += "..";
        append(out, first);
        append(out, last);
    }
    return out;
}

}  // namespace

std::string canonical_form(const search::SearchRequest& request) {
    std::string out;
    append(out, request.q);
    append(out, request.lang.view());
    std::vector<LanguageTag> in = request.in;
    std::ranges::sort(in);
    append(out, static_cast<int>(in.size()));
    for (const LanguageTag& tag : in) append(out, tag.view());
    std::vector<std::string> filters;
    for (const search::Filter& filter : request.filters) filters.push_back(text_of(filter));
    std::ranges::sort(filters);
    append(out, static_cast<int>(filters.size()));
    for (const std::string& filter : filters) append(out, filter);
    append(out, static_cast<int>(request.facets.size()));
    for (const database::Field field : request.facets) append(out, static_cast<int>(field));
    for (const int number :
         {request.facet_size, request.cross ? 1 : 0, static_cast<int>(request.sort),
          request.group ? static_cast<int>(*request.group) + 1 : 0, request.page, request.size,
          request.snippets, request.explain ? 1 : 0}) {
        append(out, number);
    }
    std::vector<std::string> without = request.without;
    std::ranges::sort(without);
    append(out, static_cast<int>(without.size()));
    for (const std::string& key : without) append(out, key);
    append(out, request.after);
    append(out, request.ui_lang.view());
    return out;
}

}  // namespace evresi::api
