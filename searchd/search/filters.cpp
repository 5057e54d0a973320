#include "searchd/search/filters.hpp"

#include "corpus/gazetteer/gazetteer.hpp"
#include "indexer/database/term_codec.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace evresi::search {
namespace {

using database::Column;
using database::Columns;
using database::Field;

std::optional<int> as_number(std::string_view text) {
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

bool is_in_ranges(std::string_view value, const Filter& filter) {
    const auto number = as_number(value);
    return number &&
           std::any_of(filter.ranges.begin(), filter.ranges.end(), [&](const auto& range) {
               return range.first <= *number && *number <= range.second;
           });
}

}  // namespace

std::string canonical_value(Field field, std::string_view value, const Column& column) {
    // Every document has a language; that of a text in none we know is written `und`.
    if (field == Field::lang && value == database::kUnknown) return LanguageTag().str();
    if (column.find(value) >= 0 || value == database::kUnknown) return std::string(value);
    switch (field) {
    case Field::country:
        return corpus::country_code(value).value_or(std::string(value));
    case Field::programme:
        return corpus::programme_id(value).value_or(corpus::programme_slug(value));
    case Field::lang:
        if (const auto tag = LanguageTag::parse(value)) return tag->str();
        break;
    case Field::year:
    case Field::project:
    case Field::evidence:
        break;
    }
    return std::string(value);
}

Filter canonical(Filter filter, const Columns& columns) {
    const Column& column = columns.column(filter.field);
    for (std::string& value : filter.values) value = canonical_value(filter.field, value, column);
    return filter;
}

std::vector<std::uint32_t> selected_ordinals(const Filter& filter, const Column& column) {
    std::vector<std::uint32_t> ordinals;
    const auto values = column.values();
    // Terms are what decides a match, so that values which share a term (project acronyms in
    // different case) are selected together.
    std::vector<std::string> terms;
    for (const std::string& value : filter.values) {
        terms.push_back(database::filter_term(filter.field, value));
    }
    for (std::uint32_t i = 0; i < values.size(); ++i) {
        const bool is_named =
            !terms.empty() &&
            std::find(terms.begin(), terms.end(), database::filter_term(filter.field, values[i])) !=
                terms.end();
        if (is_named || is_in_ranges(values[i], filter)) ordinals.push_back(i);
    }
    return ordinals;
}

FilterTests::FilterTests(const std::vector<Filter>& filters, const Columns& columns) {
    for (const Filter& filter : filters) {
        const Column& column = columns.column(filter.field);
        Test test{&column, std::vector<char>(column.values().size()), filter.exclude};
        for (const std::uint32_t ordinal : selected_ordinals(filter, column)) {
            test.is_named[ordinal] = 1;
        }
        tests_.push_back(std::move(test));
    }
}

bool FilterTests::pass(std::uint32_t docid) const noexcept {
    return std::ranges::all_of(tests_, [&](const Test& test) {
        const auto ordinals = test.column->ordinals(docid);
        return test.excludes != std::ranges::any_of(ordinals, [&](std::uint32_t ordinal) {
                   return test.is_named[ordinal] != 0;
               });
    });
}

Xapian::Query value_query(const Filter& filter, const Columns& columns) {
    std::vector<std::string> terms;
    for (const std::string& value : filter.values) {
        terms.push_back(database::filter_term(filter.field, value));
    }
    if (!filter.ranges.empty()) {
        for (const std::string_view value : columns.column(filter.field).values()) {
            if (is_in_ranges(value, filter)) {
                terms.push_back(database::filter_term(filter.field, value));
            }
        }
    }
    if (terms.empty()) return {};
    return {Xapian::Query::OP_SCALE_WEIGHT,
            Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()), 0.0};
}

Xapian::Query
restrict_query(Xapian::Query query, const std::vector<Filter>& filters, const Columns& columns) {
    for (const Filter& filter : filters) {
        const auto operation =
            filter.exclude ? Xapian::Query::OP_AND_NOT : Xapian::Query::OP_FILTER;
        query = Xapian::Query(operation, query, value_query(filter, columns));
    }
    return query;
}

}  // namespace evresi::search
