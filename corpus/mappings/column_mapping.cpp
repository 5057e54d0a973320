#include "corpus/mappings/column_mapping.hpp"

#include "base/ascii.hpp"
#include "corpus/clean_text.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace evresi::corpus {
namespace {

constexpr std::size_t kMaxFileBytes = 1u << 20;

Error fault_at(const toml::node& node, std::string_view what) {
    return fail(ErrorCode::invalid_argument,
                "line " + std::to_string(node.source().begin.line) + ": " + std::string(what));
}

/// A string, or a list of strings.
Result<std::vector<std::string>> strings_of(const toml::node& node) {
    std::vector<std::string> strings;
    if (const auto* const text = node.as_string()) {
        strings.push_back(text->get());
        return strings;
    }
    const toml::array* const list = node.as_array();
    if (list == nullptr) return fault_at(node, "takes a string or a list of strings");
    for (const toml::node& item : *list) {
        const auto* const text = item.as_string();
        if (text == nullptr) return fault_at(item, "takes a list of strings");
        strings.push_back(text->get());
    }
    return strings;
}

bool is_date_form(std::string_view form) noexcept {
    return form.find("yyyy") != std::string_view::npos;
}

Result<void> set_option(ColumnRule& rule, std::string_view key, const toml::node& node) {
    if (key == "split" || key == "on_fault") {
        const auto* const text = node.as_string();
        if (text == nullptr) return fault_at(node, std::string(key) + " takes a string");
        if (key == "split") {
            rule.separators = text->get();
            return {};
        }
        if (text->get() != "drop" && text->get() != "reject") {
            return fault_at(node, "on_fault takes \"drop\" or \"reject\"");
        }
        rule.drops_faults = text->get() == "drop";
        return {};
    }
    std::vector<std::string>* const list = key == "columns" ? &rule.columns
                                           : key == "start" ? &rule.start
                                           : key == "end"   ? &rule.end
                                           : key == "dates" ? &rule.dates
                                                            : nullptr;
    if (list == nullptr) {
        return fault_at(node, "'" + std::string(key) +
                                  "' is no option of a field; there are columns, start, end, "
                                  "dates, split and on_fault");
    }
    Result<std::vector<std::string>> strings = strings_of(node);
    if (!strings) return strings.error();
    *list = std::move(*strings);
    if (key == "dates" && !std::all_of(list->begin(), list->end(), is_date_form)) {
        return fault_at(node, "a form of dates is written as in \"dd/mm/yyyy\"");
    }
    return {};
}

Result<ColumnRule> rule_of(std::string_view field, const toml::node& node) {
    const toml::table* const table = node.as_table();
    if (table == nullptr) return fault_at(node, "a field is a table, as in [fields.title]");
    ColumnRule rule;
    rule.field = field;
    for (const auto& [key, value] : *table) {
        if (Result<void> done = set_option(rule, key.str(), value); !done) return done.error();
    }
    const bool is_dated = !rule.start.empty() || !rule.end.empty();
    if (is_dated && field != "period") {
        return fault_at(node, "only the field period is made of a start and an end");
    }
    if (rule.columns.empty() && !is_dated) return fault_at(node, "the field names no columns");
    return rule;
}

bool is_same_head(std::string_view a, std::string_view b) noexcept {
    return equals_ignoring_case(trim(a), trim(b));
}

std::optional<std::string> read_text_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string text(kMaxFileBytes, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad() || text.empty()) return std::nullopt;
    return text;
}

RowValue list_of(std::string_view cell, std::string_view separators) {
    RowValue list;
    list.kind = RowValue::Kind::list;
    while (!cell.empty()) {
        const std::size_t length = std::min(cell.find_first_of(separators), cell.size());
        if (const std::string_view item = trim(cell.substr(0, length)); !item.empty()) {
            list.items.push_back({RowValue::Kind::text, std::string(item), {}});
        }
        cell.remove_prefix(std::min(length + 1, cell.size()));
    }
    return list;
}

/// What columns without a rule of their own mean: their head names the field.
ColumnRule own_rule(std::string_view field) {
    ColumnRule rule;
    rule.field = field;
    if (field == "programme" || field == "country") rule.separators = ";|";
    return rule;
}

bool is_key(std::string_view name) noexcept {
    return is_row_key(name) || name == "path";
}

/// The name under which the value of a column is kept.
std::string kept_name(std::string_view head) {
    const std::string_view name = trim(head);
    return is_row_key(name) ? std::string(name) + " (as given)" : std::string(name);
}

std::optional<std::string> set_one(Document& document, NamedValue&& value) {
    if (!value.drops_faults) return set_row_field(document, value.name, std::move(value.value));
    if (value.value.kind != RowValue::Kind::list || value.name == "period") {
        RowValue copy = value.value;
        if (set_row_field(document, value.name, std::move(copy))) {
            keep_row_field(document, kept_name(value.head), std::move(value.value));
        }
        return std::nullopt;
    }
    RowValue kept;
    kept.kind = RowValue::Kind::list;
    for (RowValue& item : value.value.items) {
        RowValue copy = item;
        if (set_row_field(document, value.name, std::move(copy)))
            kept.items.push_back(std::move(item));
    }
    if (!kept.items.empty()) {
        keep_row_field(document, kept_name(value.head), std::move(kept));
    }
    return std::nullopt;
}

}  // namespace

void ColumnMapping::add(std::string_view head, std::string_view field) {
    const auto same = [field](const ColumnRule& rule) { return rule.field == field; };
    auto rule = std::find_if(rules.begin(), rules.end(), same);
    if (rule == rules.end()) rule = rules.insert(rules.end(), own_rule(field));
    // What is added last is asked first, but the paragraphs of a text stay in order.
    const auto place = field == "text" ? rule->columns.end() : rule->columns.begin();
    rule->columns.emplace(place, head);
}

Result<ColumnMapping> parse_mapping(std::string_view toml) {
    toml::table parsed;
    try {
        parsed = toml::parse(toml);
    } catch (const toml::parse_error& fault) {
        return fail(ErrorCode::invalid_argument, "line " +
                                                     std::to_string(fault.source().begin.line) +
                                                     ": " + std::string(fault.description()));
    }
    ColumnMapping mapping;
    for (const auto& [key, node] : parsed) {
        if (key == "recognise") {
            Result<std::vector<std::string>> heads = strings_of(node);
            if (!heads) return heads.error();
            mapping.recognise = std::move(*heads);
        } else if (key == "fields" && node.is_table()) {
            for (const auto& [field, options] : *node.as_table()) {
                Result<ColumnRule> rule = rule_of(field.str(), options);
                if (!rule) return rule.error();
                mapping.rules.push_back(std::move(*rule));
            }
        } else {
            return fault_at(node, "'" + std::string(key.str()) +
                                      "' is unknown; a mapping has recognise and [fields.NAME]");
        }
    }
    if (mapping.rules.empty()) {
        return fail(ErrorCode::invalid_argument, "the mapping has no [fields.NAME]");
    }
    return mapping;
}

Result<ColumnMapping> load_mapping(const std::string& name) {
    std::string known;
    for (const MappingText& text : kMappingTexts) {
        if (text.name == name) return parse_mapping(text.toml);
        known.append(known.empty() ? "" : ", ").append(text.name);
    }
    const std::optional<std::string> text = read_text_file(name);
    if (!text) {
        return fail(ErrorCode::invalid_argument,
                    "'" + name + "' is neither a mapping of ours (" + known +
                        ") nor a file that can be read",
                    name);
    }
    Result<ColumnMapping> mapping = parse_mapping(*text);
    if (mapping) return mapping;
    return fail(mapping.error().code, "'" + name + "': " + mapping.error().message, name);
}

const ColumnMapping* recognise_mapping(std::span<const std::string> heads) {
    static const std::vector<ColumnMapping> mappings = [] {
        std::vector<ColumnMapping> all;
        for (const MappingText& text : kMappingTexts) {
            if (Result<ColumnMapping> mapping = parse_mapping(text.toml)) {
                all.push_back(std::move(*mapping));
            }
        }
        return all;
    }();
    const auto has_head = [heads](std::string_view name) {
        return std::any_of(heads.begin(), heads.end(),
                           [name](const std::string& head) { return is_same_head(head, name); });
    };
    const auto has_any = [&](std::string_view names) {
        while (!names.empty()) {
            const std::size_t length = std::min(names.find('|'), names.size());
            if (has_head(names.substr(0, length))) return true;
            names.remove_prefix(std::min(length + 1, names.size()));
        }
        return false;
    };
    const ColumnMapping* found = nullptr;
    for (const ColumnMapping& mapping : mappings) {
        const auto& wanted = mapping.recognise;
        if (wanted.empty() || !std::all_of(wanted.begin(), wanted.end(), has_any)) continue;
        if (found != nullptr) return nullptr;
        found = &mapping;
    }
    return found;
}

std::optional<std::string> iso_date(std::string_view text, std::span<const std::string> forms) {
    text = trim(text);
    for (const std::string_view form : forms) {
        std::string day;
        std::string month;
        std::string year;
        std::size_t at = 0;
        bool fits = true;
        for (std::size_t i = 0; i < form.size() && fits;) {
            const char sign = form[i];
            const std::size_t run = std::min(form.find_first_not_of(sign, i), form.size()) - i;
            i += run;
            if (sign != 'd' && sign != 'm' && sign != 'y') {
                fits = text.substr(at, run) == std::string(run, sign);
                at += run;
                continue;
            }
            std::string& part = sign == 'd' ? day : sign == 'm' ? month : year;
            const std::size_t most = std::max<std::size_t>(run, 2);
            while (part.size() < most && at < text.size() && text[at] >= '0' && text[at] <= '9') {
                part += text[at++];
            }
            fits = !part.empty() && (sign != 'y' || part.size() == 4);
        }
        if (!fits || (at < text.size() && text[at] != ' ' && text[at] != 'T')) continue;
        std::string date = year;
        for (const std::string* const part : {&month, &day}) {
            if (!part->empty()) date.append(part->size() == 1 ? "-0" : "-").append(*part);
        }
        if (is_iso_date(date)) return date;
    }
    return std::nullopt;
}

std::optional<std::string> set_row_fields(Document& document, std::vector<NamedValue>&& values) {
    for (NamedValue& value : values) {
        if (std::optional<std::string> wrong = set_one(document, std::move(value))) return wrong;
    }
    return std::nullopt;
}

ColumnPlan::ColumnPlan(std::vector<std::string> heads, const ColumnMapping* mapping)
    : heads_(std::move(heads)) {
    if (mapping != nullptr) rules_ = mapping->rules;
    take_rules();
}

std::vector<std::size_t> ColumnPlan::find(std::span<const std::string> names) const {
    std::vector<std::size_t> found;
    for (const std::string& name : names) {
        for (std::size_t i = 0; i < heads_.size(); ++i) {
            if (is_same_head(heads_[i], name)) found.push_back(i);
        }
    }
    return found;
}

void ColumnPlan::take_rules() {
    std::vector<bool> is_ruled(heads_.size());
    for (const ColumnRule& rule : rules_) {
        for (const auto* const names : {&rule.columns, &rule.start, &rule.end}) {
            for (const std::size_t column : find(*names)) is_ruled[column] = true;
        }
    }
    for (std::size_t i = 0; i < heads_.size(); ++i) {
        const std::string field = lower_ascii(trim(heads_[i]));
        if (is_ruled[i] || !is_key(field)) continue;
        const auto same = [&field](const ColumnRule& rule) { return rule.field == field; };
        auto rule = std::find_if(rules_.begin(), rules_.end(), same);
        if (rule == rules_.end()) rule = rules_.insert(rules_.end(), own_rule(field));
        rule->columns.push_back(heads_[i]);
    }
    for (const ColumnRule& rule : rules_) {
        Step step{&rule, find(rule.columns), find(rule.start), find(rule.end)};
        if (!step.columns.empty() || !step.start.empty() || !step.end.empty()) {
            steps_.push_back(std::move(step));
        }
    }
}

bool ColumnPlan::has_field(std::string_view field) const noexcept {
    return std::any_of(steps_.begin(), steps_.end(),
                       [field](const Step& step) { return step.rule->field == field; });
}

struct ColumnPlan::RowState {
    std::vector<std::string>& cells;
    std::vector<bool> is_used;
    std::vector<NamedValue> values;
    std::optional<std::string> fault;

    /// The first of `columns` that has a value, or nothing.
    [[nodiscard]] std::optional<std::size_t> first(std::span<const std::size_t> columns) const {
        for (const std::size_t column : columns) {
            if (!trim(cells[column]).empty()) return column;
        }
        return std::nullopt;
    }
};

void ColumnPlan::take_period(const Step& step, RowState& state) const {
    const std::optional<std::size_t> start = state.first(step.start);
    const std::optional<std::size_t> end = state.first(step.end);
    if (!start && !end) return take_field(step, state);
    RowValue period;
    period.kind = RowValue::Kind::list;
    for (const std::optional<std::size_t> column : {start, end}) {
        RowValue& year = period.items.emplace_back();
        if (!column) continue;
        const std::optional<std::string> date = iso_date(state.cells[*column], step.rule->dates);
        if (!date) {
            // The columns of a period stay stored fields, so dropping the value loses nothing.
            if (!step.rule->drops_faults && !state.fault) {
                state.fault = "column '" + heads_[*column] + "': " + quoted(state.cells[*column]) +
                              " is no date in a form of the mapping";
            }
            return;
        }
        year = {RowValue::Kind::text, date->substr(0, 4), {}};
    }
    state.values.push_back({"period", std::move(period), "period", step.rule->drops_faults});
}

void ColumnPlan::take_field(const Step& step, RowState& state) const {
    const ColumnRule& rule = *step.rule;
    std::string text;
    std::optional<std::size_t> head;
    std::vector<std::string_view> parts;
    for (const std::size_t column : step.columns) {
        const std::string_view cell = trim(state.cells[column]);
        if (cell.empty()) continue;
        if (head && rule.field != "text") break;
        state.is_used[column] = true;
        if (std::find(parts.begin(), parts.end(), cell) != parts.end()) continue;
        parts.push_back(cell);
        if (head) text += '\n';
        text += rule.field == "id" ? state.cells[column] : std::string(cell);
        head = head.value_or(column);
    }
    if (!head) return;
    if (rule.field == "date" && !rule.dates.empty()) {
        if (const std::optional<std::string> date = iso_date(text, rule.dates)) text = *date;
    }
    RowValue value = rule.separators.empty() ? RowValue{RowValue::Kind::text, std::move(text), {}}
                                             : list_of(text, rule.separators);
    state.values.push_back({rule.field, std::move(value), heads_[*head], rule.drops_faults});
}

std::vector<NamedValue> ColumnPlan::values(std::vector<std::string>&& cells,
                                           std::optional<std::string>& fault) const {
    RowState state{cells, std::vector<bool>(cells.size()), {}, std::nullopt};
    for (const Step& step : steps_) {
        if (step.rule->field == "period") {
            take_period(step, state);
        } else {
            take_field(step, state);
        }
    }
    fault = std::move(state.fault);
    // A year that nothing else tells is that in which the period begins.
    const auto named = [&state](std::string_view name) {
        return std::find_if(state.values.begin(), state.values.end(),
                            [name](const NamedValue& value) { return value.name == name; });
    };
    const auto period = named("period");
    const bool has_start = period != state.values.end() &&
                           period->value.kind == RowValue::Kind::list &&
                           period->value.items.size() == 2 && !period->value.items[0].text.empty();
    if (has_start && named("year") == state.values.end() && named("date") == state.values.end()) {
        RowValue year = period->value.items[0];
        state.values.push_back({"year", std::move(year), "year", true});
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (state.is_used[i]) continue;
        state.values.push_back(
            {kept_name(heads_[i]), {RowValue::Kind::text, std::move(cells[i]), {}}, heads_[i]});
    }
    return std::move(state.values);
}

}  // namespace evresi::corpus
