#include "searchd/api/filter_parameters.hpp"

#include "base/ascii.hpp"
#include "corpus/gazetteer/gazetteer.hpp"

#include <climits>

#include <charconv>

namespace evresi::api {
namespace {

std::string_view trimmed(std::string_view text) {
    return strip(text, " \t\r\n");
}

Error bad_value(const database::FieldRow& row, std::string_view value, std::string_view wanted) {
    return fail(ErrorCode::invalid_argument,
                "'" + std::string(value) + "' is no value of " + std::string(row.name) + "; " +
                    std::string(wanted) + ".",
                std::string(row.name));
}

constexpr std::string_view kYearForms =
    "give a year (2021), a range (2019..2023, ..2020, 2021..) or unknown, separated by commas";

std::optional<int> year_of(std::string_view text) {
    int year = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (year < 1 || year > 9999) return std::nullopt;
    return year;
}

/// One part of an ordered field's list: a year, a range, or `unknown`.
bool add_ordered(search::Filter& filter, std::string_view part) {
    if (part == database::kUnknown) {
        filter.values.emplace_back(part);
        return true;
    }
    const std::size_t dots = part.find("..");
    if (dots == std::string_view::npos) {
        const std::optional<int> year = year_of(part);
        if (year) filter.values.push_back(std::to_string(*year));
        return year.has_value();
    }
    const std::string_view first = part.substr(0, dots);
    const std::string_view last = part.substr(dots + 2);
    if (first.empty() && last.empty()) return false;
    const std::optional<int> low = first.empty() ? INT_MIN : year_of(first);
    const std::optional<int> high = last.empty() ? INT_MAX : year_of(last);
    if (!low || !high || *low > *high) return false;
    filter.ranges.emplace_back(*low, *high);
    return true;
}

/// "text", or "programme:text": where a value of any field, or of that field, came from.
bool is_evidence(std::string_view part) {
    const std::size_t colon = part.find(':');
    const std::string_view from = colon == std::string_view::npos ? part : part.substr(colon + 1);
    if (from != "given" && from != "text" && from != "inherited") return false;
    if (colon == std::string_view::npos) return true;
    const std::string_view field = part.substr(0, colon);
    return field == "programme" || field == "country" || field == "year" || field == "period" ||
           field == "project";
}

/// The stored form of a value of an unordered field; nothing when there is no such value.
std::optional<std::string> stored_value(database::Field field, std::string_view part) {
    if (part == database::kUnknown) return std::string(part);
    switch (field) {
    case database::Field::country:
        return corpus::country_code(part);
    case database::Field::programme: {
        // A name that the table lacks may be the id of a programme that only documents name.
        std::optional<std::string> id = corpus::programme_id(part);
        return id ? id : std::string(part);
    }
    case database::Field::evidence:
        if (!is_evidence(part)) return std::nullopt;
        return std::string(part);
    default:
        return std::string(part);
    }
}

std::string_view wanted_values(database::Field field) {
    if (field == database::Field::evidence) {
        return "give given, text or inherited, or one of them for one field, as in "
               "programme:inherited";
    }
    return "give a code of ISO 3166-1 (BG, EL or GR), a country's name in one of the languages of "
           "the index, EU or unknown";
}

}  // namespace

std::optional<std::vector<std::string_view>> split_list(std::string_view text) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t comma = text.find(',');
        parts.push_back(trimmed(text.substr(0, comma)));
        if (parts.back().empty()) return std::nullopt;
        if (comma == std::string_view::npos) return parts;
        text.remove_prefix(comma + 1);
    }
}

Result<search::Filter> parse_filter(const database::FieldRow& row, std::string_view value) {
    search::Filter filter;
    filter.field = row.field;
    value = trimmed(value);
    if (value.starts_with('-')) {
        filter.exclude = true;
        value.remove_prefix(1);
    }
    const auto parts = split_list(value);
    if (!parts) return bad_value(row, value, "a comma must stand between two values");
    for (const std::string_view part : *parts) {
        if (row.is_ordered) {
            if (!add_ordered(filter, part)) return bad_value(row, part, kYearForms);
            continue;
        }
        if (part.starts_with('-')) {
            return bad_value(row, part, "a '-' stands before the whole list, as in -BG,GR");
        }
        std::optional<std::string> stored = stored_value(row.field, part);
        if (!stored) {
            return bad_value(row, part, wanted_values(row.field));
        }
        filter.values.push_back(std::move(*stored));
    }
    return filter;
}

}  // namespace evresi::api
