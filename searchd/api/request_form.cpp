#include "searchd/api/request_form.hpp"

#include "searchd/api/percent_encoding.hpp"

#include <climits>

namespace evresi::api {
namespace {

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) {
        if (!out.empty()) out += ',';
        out += part;
    }
    return out;
}

std::string value_of(const search::Filter& filter) {
    std::vector<std::string> parts = filter.values;
    for (const auto& [first, last] : filter.ranges) {
        std::string range;
        if (first != INT_MIN) range += std::to_string(first);
        range += "..";
        if (last != INT_MAX) range += std::to_string(last);
        parts.push_back(std::move(range));
    }
    return (filter.exclude ? "-" : "") + joined(parts);
}

std::string_view name_of(search::Sort sort) {
    switch (sort) {
    case search::Sort::year_ascending:
        return "year";
    case search::Sort::year_descending:
        return "-year";
    case search::Sort::title:
        return "title";
    case search::Sort::relevance:
        break;
    }
    return "relevance";
}

}  // namespace

Parameters to_parameters(const search::SearchRequest& request) {
    Parameters parameters;
    parameters.emplace_back("q", request.q);
    if (!request.lang.is_undetermined()) parameters.emplace_back("lang", request.lang.str());
    if (!request.in.empty()) {
        std::vector<std::string> languages;
        for (const LanguageTag& tag : request.in) {
            languages.push_back(tag.is_undetermined() ? std::string(database::kUnknown)
                                                      : tag.str());
        }
        parameters.emplace_back("in", joined(languages));
    }
    if (!request.cross) parameters.emplace_back("cross", "off");
    for (const std::string& key : request.without) parameters.emplace_back("without", key);
    for (const search::Filter& filter : request.filters) {
        parameters.emplace_back(database::row_of(filter.field).name, value_of(filter));
    }
    if (request.sort != search::Sort::relevance) {
        parameters.emplace_back("sort", name_of(request.sort));
    }
    if (request.group) {
        const bool is_project = *request.group == database::Grouping::project;
        parameters.emplace_back("group", is_project ? "project" : "near-duplicate");
    }
    return parameters;
}

std::string to_query_string(const Parameters& parameters) {
    std::string out;
    for (const auto& [name, value] : parameters) {
        if (!out.empty()) out += '&';
        out += percent_encode(name) + '=' + percent_encode(value);
    }
    return out;
}

std::string to_text(const Parameters& parameters) {
    std::string out;
    for (const auto& [name, value] : parameters) {
        if (!out.empty()) out += "; ";
        out += name + '=' + value;
    }
    return out;
}

}  // namespace evresi::api
