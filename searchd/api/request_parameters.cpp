#include "searchd/api/request_parameters.hpp"

#include "base/utf8.hpp"
#include "searchd/api/export/export_format.hpp"
#include "searchd/api/filter_parameters.hpp"
#include "searchd/api/language_parameter.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace evresi::api {
namespace {

using search::QueryLimits;
using search::SearchRequest;

/// Bytes of a value other than q: long enough for a list of 64 names, short enough to echo.
constexpr std::size_t kLongestValue = 4096;
constexpr std::size_t kLongestCursor = 512;
constexpr int kMostSnippets = 5;

/// What a parameter needs to be read; `reader` fills the request.
struct Reading {
    std::string_view name;
    std::string_view value;
    const QueryLimits& limits;
    SearchRequest& request;
};

using Done = Result<void>;

Error refusal(const Reading& reading, std::string_view wanted) {
    return fail(ErrorCode::invalid_argument,
                "'" + std::string(reading.value) + "' is no value of " + std::string(reading.name) +
                    "; " + std::string(wanted) + ".",
                std::string(reading.name));
}

Done read_number(const Reading& reading, int low, int high, int& out) {
    const char* const end = reading.value.data() + reading.value.size();
    int number = 0;
    const auto [stop, fault] = std::from_chars(reading.value.data(), end, number);
    if (fault != std::errc() || stop != end || number < low || number > high) {
        return refusal(reading, "give a whole number from " + std::to_string(low) + " to " +
                                    std::to_string(high));
    }
    out = number;
    return Done();
}

Done read_switch(const Reading& reading, bool& out) {
    const bool is_on = reading.value == "on" || reading.value == "true" || reading.value == "1";
    if (!is_on && reading.value != "off" && reading.value != "false" && reading.value != "0") {
        return refusal(reading, "give on, true or 1, or off, false or 0");
    }
    out = is_on;
    return Done();
}

bool is_control_character(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '\x7f';
}

Done read_q(const Reading& reading) {
    if (reading.value.size() > reading.limits.bytes) {
        return fail(ErrorCode::query_too_complex,
                    "The query has " + std::to_string(reading.value.size()) + " bytes; at most " +
                        std::to_string(reading.limits.bytes) + " are searched for.",
                    "q");
    }
    reading.request.q = reading.value;
    // Control characters mean nothing in a query; as spaces they separate words.
    std::ranges::replace_if(reading.request.q, is_control_character, ' ');
    return Done();
}

Done read_lang(const Reading& reading) {
    const auto lang = parse_language(reading.value);
    if (!lang) return lang.error();
    if (*lang) reading.request.lang = **lang;
    return Done();
}

Done read_in(const Reading& reading) {
    if (reading.value.empty() || reading.value == "all") return Done();
    const auto parts = split_list(reading.value);
    constexpr std::string_view kWanted =
        "give all, or a comma list of language tags such as el or de, and unknown";
    if (!parts) return refusal(reading, kWanted);
    for (const std::string_view part : *parts) {
        // Any language: the index stores those of the texts, analysed or not. "all" would pass for
        // a tag of three letters.
        const auto tag = part == database::kUnknown ? std::optional(LanguageTag())
                         : part == "all"            ? std::nullopt
                                                    : LanguageTag::parse(part);
        if (!tag) return refusal(reading, kWanted);
        auto& in = reading.request.in;
        if (std::ranges::find(in, *tag) == in.end()) in.push_back(*tag);
    }
    return Done();
}

Done read_filter(const Reading& reading) {
    // Forms send fields that were left empty.
    if (reading.value.empty()) return Done();
    Result<search::Filter> filter =
        parse_filter(*database::find_field(reading.name), reading.value);
    if (!filter) return filter.error();
    reading.request.filters.push_back(std::move(*filter));
    return Done();
}

std::string facet_names() {
    std::string names;
    for (const database::FieldRow& row : database::fields()) {
        if (!row.is_facet) continue;
        if (!names.empty()) names += ", ";
        names += row.name;
    }
    return names;
}

Done read_facets(const Reading& reading) {
    reading.request.facets.clear();
    if (reading.value.empty() || reading.value == "none") return Done();
    const std::string wanted = "give none or a comma list of " + facet_names();
    const auto parts = split_list(reading.value);
    if (!parts) return refusal(reading, wanted);
    for (const std::string_view part : *parts) {
        const database::FieldRow* const row = database::find_field(part);
        if (row == nullptr || !row->is_facet) return refusal(reading, wanted);
        auto& facets = reading.request.facets;
        if (std::ranges::find(facets, row->field) == facets.end()) facets.push_back(row->field);
    }
    return Done();
}

Done read_sort(const Reading& reading) {
    constexpr std::array<std::pair<std::string_view, search::Sort>, 4> kSorts = {{
        {"relevance", search::Sort::relevance},
        {"year", search::Sort::year_ascending},
        {"-year", search::Sort::year_descending},
        {"title", search::Sort::title},
    }};
    for (const auto& [name, sort] : kSorts) {
        if (reading.value != name) continue;
        reading.request.sort = sort;
        return Done();
    }
    return refusal(reading, "give relevance, year, -year or title");
}

Done read_group(const Reading& reading) {
    if (reading.value == "none") {
        reading.request.group.reset();
    } else if (reading.value == "near-duplicate") {
        reading.request.group = database::Grouping::near_duplicate;
    } else if (reading.value == "project") {
        reading.request.group = database::Grouping::project;
    } else {
        return refusal(reading, "give none, near-duplicate or project");
    }
    return Done();
}

/// export_format_of() gives the value.
Done read_format(const Reading& reading) {
    std::string wanted = "give json";
    for (const ExportFormatRow& row : export_formats()) {
        if (reading.value == row.name) return Done();
        wanted += ", " + std::string(row.name);
    }
    return reading.value == "json" ? Done() : refusal(reading, wanted);
}

Done read_after(const Reading& reading) {
    if (reading.value.size() > kLongestCursor) {
        return fail(ErrorCode::invalid_argument,
                    "The cursor is too long to be one; take page.next of an answer as it is.",
                    "after");
    }
    reading.request.after = reading.value;
    return Done();
}

struct ParameterRow {
    std::string_view name;
    bool is_repeatable;
    Done (*read)(const Reading& reading);
};

constexpr std::array<ParameterRow, 20> kParameters = {{
    {"q", false, read_q},
    {"lang", false, read_lang},
    {"in", false, read_in},
    {"without", true,
     [](const Reading& r) {
         r.request.without.emplace_back(r.value);
         return Done();
     }},
    {"cross", false, [](const Reading& r) { return read_switch(r, r.request.cross); }},
    {"programme", true, read_filter},
    {"country", true, read_filter},
    {"year", true, read_filter},
    {"project", true, read_filter},
    {"evidence", true, read_filter},
    {"facets", false, read_facets},
    {"facet_size", false,
     [](const Reading& r) { return read_number(r, 1, r.limits.facet_size, r.request.facet_size); }},
    {"sort", false, read_sort},
    {"group", false, read_group},
    {"page", false,
     [](const Reading& r) { return read_number(r, 1, r.limits.deepest_hit, r.request.page); }},
    {"size", false,
     [](const Reading& r) { return read_number(r, 1, r.limits.page_size, r.request.size); }},
    {"after", false, read_after},
    {"snippets", false,
     [](const Reading& r) { return read_number(r, 0, kMostSnippets, r.request.snippets); }},
    {"explain", false, [](const Reading& r) { return read_switch(r, r.request.explain); }},
    {"format", false, read_format},
}};

const ParameterRow* find_parameter(std::string_view name) noexcept {
    const auto row = std::ranges::find(kParameters, name, &ParameterRow::name);
    return row == kParameters.end() ? nullptr : &*row;
}

Error unknown_parameter(std::string_view name) {
    std::string names;
    for (const ParameterRow& row : kParameters) {
        if (!names.empty()) names += ", ";
        names += row.name;
    }
    const std::string shown = mended_utf8(name.substr(0, 64));
    return fail(ErrorCode::invalid_argument,
                "There is no parameter '" + shown + "'; the parameters are " + names + ".", shown);
}

/// Faults of the bytes, whatever the parameter.
Done check_text(const ParameterRow& row, std::string_view value) {
    const std::string name(row.name);
    if (!is_utf8(value)) {
        return fail(ErrorCode::invalid_argument, "The value of " + name + " is not UTF-8.", name);
    }
    if (row.name == "q") return Done();
    if (value.size() > kLongestValue) {
        return fail(ErrorCode::invalid_argument,
                    "The value of " + name + " is longer than " + std::to_string(kLongestValue) +
                        " bytes.",
                    name);
    }
    if (std::ranges::any_of(value, is_control_character)) {
        return fail(ErrorCode::invalid_argument,
                    "The value of " + name + " holds a control character.", name);
    }
    return Done();
}

/// Leaves out what exports have no place for, so that equal exports have equal requests.
void make_export(ExportFormat format, SearchRequest& request) {
    const SearchRequest defaults;
    request.page = defaults.page;
    request.after.clear();
    request.facets.clear();
    request.facet_size = defaults.facet_size;
    request.snippets = row_of(format).snippets;
    request.explain = false;
}

/// Limits that only the whole request can break.
Done check_whole(const SearchRequest& request, const QueryLimits& limits) {
    if (request.after.empty() && request.page > 1 &&
        request.page > limits.deepest_hit / request.size) {
        return fail(ErrorCode::invalid_argument,
                    "page times size may be at most " + std::to_string(limits.deepest_hit) +
                        "; go deeper with after.",
                    "page");
    }
    std::size_t values = request.in.size();
    if (values > static_cast<std::size_t>(limits.filter_values)) {
        return fail(ErrorCode::query_too_complex,
                    "in has more than " + std::to_string(limits.filter_values) + " languages.",
                    "in");
    }
    for (const search::Filter& filter : request.filters) {
        values += filter.values.size() + filter.ranges.size();
        if (values > static_cast<std::size_t>(limits.filter_values)) {
            return fail(ErrorCode::query_too_complex,
                        "The filters have more than " + std::to_string(limits.filter_values) +
                            " values in all.",
                        std::string(database::row_of(filter.field).name));
        }
    }
    return Done();
}

}  // namespace

bool is_search_parameter(std::string_view name) noexcept {
    return find_parameter(name) != nullptr;
}

Result<search::SearchRequest> parse_search_parameters(const Parameters& parameters,
                                                      const search::QueryLimits& given) {
    SearchRequest request;
    search::QueryLimits limits = given;
    const std::optional<ExportFormat> format = export_format_of(parameters);
    if (format) request.size = limits.page_size = limits.export_hits;
    std::vector<std::string_view> seen;
    for (const auto& [name, value] : parameters) {
        const ParameterRow* const row = find_parameter(name);
        if (row == nullptr) return unknown_parameter(name);
        if (!row->is_repeatable && std::ranges::find(seen, row->name) != seen.end()) {
            return fail(ErrorCode::invalid_argument,
                        name + " is given more than once; it takes a single value.", name);
        }
        seen.push_back(row->name);
        if (const Done text = check_text(*row, value); !text) return text.error();
        const Done read = row->read({row->name, value, limits, request});
        if (!read) return read.error();
    }
    if (format) make_export(*format, request);
    if (const Done whole = check_whole(request, limits); !whole) return whole.error();
    return request;
}

}  // namespace evresi::api
