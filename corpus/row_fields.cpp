#include "corpus/row_fields.hpp"

#include "base/utf8.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/gazetteer/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace evresi::corpus {
namespace {

using Fault = std::optional<std::string>;

constexpr std::size_t kMaxIdBytes = 512;
constexpr std::size_t kMaxListValues = 64;
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

Evidence given() {
    return Evidence{Provenance::given, {}, {}};
}

std::string fault(std::string_view key, std::string_view what) {
    return "key '" + std::string(key) + "': " + std::string(what);
}

bool is_scalar(const RowValue& value) {
    return value.kind == RowValue::Kind::text || value.kind == RowValue::Kind::number ||
           value.kind == RowValue::Kind::boolean;
}

std::optional<int> parse_year(std::string_view text) noexcept {
    int year = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (status != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (year < kFirstYear || year > kLastYear) return std::nullopt;
    return year;
}

Fault set_id(Document& document, std::string_view text) {
    const std::string_view id = trim(text);
    if (id.empty()) return fault("id", "is empty; every document needs one");
    if (id.size() > kMaxIdBytes) return fault("id", "has more than 512 bytes");
    const bool has_control = std::any_of(id.begin(), id.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == '\x7F';
    });
    if (has_control) return fault("id", "holds control characters");
    if (!is_utf8(id)) return fault("id", "is not valid UTF-8");
    document.id = std::string(id);
    return std::nullopt;
}

Fault set_lang(Document& document, std::string_view text) {
    const std::optional<LanguageTag> tag = LanguageTag::parse(text);
    if (!tag) return fault("lang", quoted(text) + " is no language tag such as 'el' or 'bg'");
    document.lang = *tag;
    document.lang_from = Provenance::given;
    return std::nullopt;
}

Fault set_date(Document& document, std::string_view text) {
    if (!is_iso_date(text)) {
        return fault("date", quoted(text) + " is no ISO 8601 date such as 2023-05-24");
    }
    document.date = std::string(text);
    return std::nullopt;
}

Fault add_programme(Document& document, std::string_view name) {
    std::string id = programme_id(name).value_or(std::string());
    if (id.empty()) {
        id = programme_slug(name);
        if (id.empty()) return fault("programme", quoted(name) + " has no letters or digits");
        document.programme_labels.emplace_back(id, std::string(name));
    }
    const auto is_same = [&id](const auto& known) { return known.value == id; };
    auto& programmes = document.metadata.programme;
    if (std::none_of(programmes.begin(), programmes.end(), is_same)) {
        programmes.push_back({std::move(id), given()});
    }
    return std::nullopt;
}

Fault add_country(Document& document, std::string_view name) {
    std::optional<std::string> code = country_code(name);
    if (!code) {
        return fault("country", quoted(name) + " is neither an ISO 3166-1 code nor the name of a "
                                               "country in Greek, Bulgarian, Slovenian, Latvian or "
                                               "English");
    }
    auto& countries = document.metadata.country;
    const auto is_same = [&code](const auto& known) { return known.value == *code; };
    if (std::none_of(countries.begin(), countries.end(), is_same)) {
        countries.push_back({std::move(*code), given()});
    }
    return std::nullopt;
}

Fault set_year(Document& document, std::string_view text) {
    const std::optional<int> year = parse_year(text);
    if (!year) return fault("year", quoted(text) + " is no year from 1900 to 2100");
    document.metadata.year = Sourced<int>{*year, given()};
    return std::nullopt;
}

Fault set_period(Document& document, const RowValue& value) {
    static constexpr std::string_view kShape = "takes [2014, 2020] or \"2014-2020\"";
    std::optional<Period> period;
    if (value.kind == RowValue::Kind::text || value.kind == RowValue::Kind::number) {
        period = parse_period(trim(value.text));
    } else if (value.kind == RowValue::Kind::list && value.items.size() == 2) {
        const auto year_of = [](const RowValue& item) {
            if (item.kind == RowValue::Kind::null) return std::optional<int>(0);
            return parse_year(trim(item.text));
        };
        const std::optional<int> first = year_of(value.items[0]);
        const std::optional<int> last = year_of(value.items[1]);
        const bool is_range =
            first && last && (*first != 0 || *last != 0) && (*first <= *last || *last == 0);
        if (is_range) period = Period{*first, *last};
    }
    if (!period) return fault("period", kShape);
    document.metadata.period = Sourced<Period>{*period, given()};
    return std::nullopt;
}

template <class Add>
Fault for_each_text(Document& document, std::string_view key, const RowValue& value, Add add) {
    const auto add_one = [&](const RowValue& item) -> Fault {
        if (item.kind == RowValue::Kind::null) return std::nullopt;
        if (item.kind != RowValue::Kind::text) {
            return fault(key, "takes a string or a list of strings");
        }
        const std::string_view text = trim(item.text);
        return text.empty() ? std::nullopt : add(document, text);
    };
    if (value.kind != RowValue::Kind::list) return add_one(value);
    if (value.items.size() > kMaxListValues) {
        return fault(key, "has more than " + std::to_string(kMaxListValues) + " values");
    }
    for (const RowValue& item : value.items) {
        if (Fault wrong = add_one(item)) return wrong;
    }
    return std::nullopt;
}

Fault set_plain(Document& document, std::string_view name, std::string&& text) {
    if (name == "id") return set_id(document, text);
    if (name == "text") {
        document.text = std::move(text);
        return std::nullopt;
    }
    const std::string_view value = trim(text);
    if (value.empty()) return std::nullopt;
    if (name == "title") document.title = std::string(value);
    if (name == "url") document.url = std::string(value);
    if (name == "lang") return set_lang(document, value);
    if (name == "date") return set_date(document, value);
    if (name == "project") {
        document.metadata.project = Sourced<std::string>{std::string(value), given()};
    }
    return std::nullopt;
}

constexpr std::array<std::string_view, 11> kKeys = {"id",   "text",    "title",     "lang",
                                                    "url",  "project", "programme", "country",
                                                    "year", "period",  "date"};

bool takes_text(std::string_view name) noexcept {
    return name != "programme" && name != "country" && name != "year" && name != "period";
}

}  // namespace

std::string quoted(std::string_view value) {
    std::string shown(utf8_prefix(value, 80));
    const bool is_cut = shown.size() < value.size();
    clean_text(shown);
    // A message is one line of a report.
    std::replace(shown.begin(), shown.end(), '\n', ' ');
    return "'" + shown + (is_cut ? "...'" : "'");
}

bool is_row_key(std::string_view name) noexcept {
    return std::find(kKeys.begin(), kKeys.end(), name) != kKeys.end();
}

std::optional<std::string>
set_row_field(Document& document, std::string_view name, RowValue&& value) {
    if (value.kind == RowValue::Kind::null) return std::nullopt;
    if (!is_row_key(name)) {
        keep_row_field(document, name, std::move(value));
        return std::nullopt;
    }
    // Control characters in an id are a fault to be seen, not one to be mended.
    if (name != "id") clean_text(value.text);
    if (value.kind == RowValue::Kind::text && name != "id" && trim(value.text).empty()) {
        return std::nullopt;
    }
    for (RowValue& item : value.items) clean_text(item.text);
    if (takes_text(name)) {
        if (value.kind != RowValue::Kind::text) return fault(name, "takes a string");
        return set_plain(document, name, std::move(value.text));
    }
    if (name == "programme") return for_each_text(document, name, value, add_programme);
    if (name == "country") return for_each_text(document, name, value, add_country);
    if (name == "period") return set_period(document, value);
    if (!is_scalar(value) || value.kind == RowValue::Kind::boolean) {
        return fault(name, "takes a whole number or a string of digits");
    }
    return set_year(document, trim(value.text));
}

void keep_row_field(Document& document, std::string_view name, RowValue&& value) {
    std::string text;
    if (value.kind == RowValue::Kind::list) {
        for (const RowValue& item : value.items) {
            if (item.kind == RowValue::Kind::null) continue;
            if (!text.empty()) text += "; ";
            text += item.text;
        }
    } else {
        text = std::move(value.text);
    }
    clean_text(text);
    if (trim(text).empty()) return;
    std::string clean_name(name);
    clean_text(clean_name);
    document.fields.emplace_back(std::move(clean_name), std::move(text));
}

void give_metadata(Document& document, const Document& given) {
    if (!given.title.empty()) {
        document.title = given.title;
        document.title_lang = {};
    }
    if (given.lang_from == Provenance::given) {
        document.lang = given.lang;
        document.lang_from = given.lang_from;
    }
    if (!given.url.empty()) document.url = given.url;
    if (!given.date.empty()) {
        document.date = given.date;
        document.date_is_of_file = false;
    }
    Metadata& metadata = document.metadata;
    if (!given.metadata.programme.empty()) {
        metadata.programme = given.metadata.programme;
        document.programme_labels = given.programme_labels;
    }
    if (!given.metadata.country.empty()) metadata.country = given.metadata.country;
    if (given.metadata.year) metadata.year = given.metadata.year;
    if (given.metadata.period) metadata.period = given.metadata.period;
    if (given.metadata.project) metadata.project = given.metadata.project;
    for (const auto& field : given.fields) {
        const auto same = [&field](const auto& known) { return known.first == field.first; };
        std::erase_if(document.fields, same);
        document.fields.push_back(field);
    }
}

std::optional<std::string> check_row(const Document& document) {
    if (document.id.empty()) return "key 'id' is missing; every document needs one";
    if (trim(document.text).empty() && document.title.empty()) {
        return "the row has neither 'text' nor 'title'";
    }
    return std::nullopt;
}

std::optional<Period> parse_period(std::string_view text) {
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
    const std::optional<int> first = parse_year(text.substr(0, digits));
    if (!first) return std::nullopt;
    std::string_view rest = trim(text.substr(digits));
    if (rest.empty()) return Period{*first, *first};
    static constexpr std::array<std::string_view, 6> kDashes = {"-",      "\u2010", "\u2011",
                                                                "\u2013", "\u2014", "/"};
    const auto dash = std::find_if(kDashes.begin(), kDashes.end(),
                                   [rest](std::string_view d) { return rest.starts_with(d); });
    if (dash == kDashes.end()) return std::nullopt;
    rest = trim(rest.substr(dash->size()));
    if (rest.empty()) return Period{*first, 0};
    const std::optional<int> last = parse_year(rest);
    if (!last || *last < *first) return std::nullopt;
    return Period{*first, *last};
}

bool is_iso_date(std::string_view text) noexcept {
    text = text.substr(0, std::min(text.find_first_of("T "), text.size()));
    const auto number = [&text](std::size_t at, std::size_t length) {
        int value = -1;
        if (at + length > text.size()) return -1;
        const char* const begin = text.data() + at;
        const auto [end, status] = std::from_chars(begin, begin + length, value);
        return status == std::errc() && end == begin + length ? value : -1;
    };
    const int year = number(0, 4);
    if (year < 1000) return false;
    if (text.size() == 4) return true;
    if (text.size() != 7 && text.size() != 10) return false;
    const int month = number(5, 2);
    if (text[4] != '-' || month < 1 || month > 12) return false;
    if (text.size() == 7) return true;
    static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const int days = kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap ? 1 : 0);
    const int day = number(8, 2);
    return text[7] == '-' && day >= 1 && day <= days;
}

}  // namespace evresi::corpus
