#include "indexer/writer/field_terms.hpp"

#include "indexer/database/schema.hpp"
#include "indexer/database/term_codec.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace evresi::indexer {
namespace {

using database::Field;
using Values = std::vector<std::string>;

void add_distinct(Values& values, std::string value) {
    if (std::find(values.begin(), values.end(), value) == values.end()) {
        values.push_back(std::move(value));
    }
}

void set_field(Field field, const Values& values, StoredDocument& target) {
    std::string& joined = target.value(database::row_of(field).slot);
    joined.clear();
    for (const std::string& value : values) {
        if (!joined.empty()) joined += database::kValueSeparator;
        joined += value;
    }
}

Values values_of(const std::vector<corpus::Sourced<std::string>>& items) {
    Values values;
    for (const auto& item : items) add_distinct(values, item.value);
    return values;
}

/// "text" where any value was found in the text, "programme:text" where one of that field was.
Values evidence_of(const corpus::Metadata& metadata) {
    Values values;
    const auto add = [&values](std::string_view field, const corpus::Evidence& evidence) {
        const std::string from(provenance_name(evidence.provenance));
        add_distinct(values, from);
        add_distinct(values, std::string(field) + ":" + from);
    };
    for (const auto& item : metadata.programme) add("programme", item.evidence);
    for (const auto& item : metadata.country) add("country", item.evidence);
    if (metadata.year) add("year", metadata.year->evidence);
    if (metadata.period) add("period", metadata.period->evidence);
    if (metadata.project) add("project", metadata.project->evidence);
    return values;
}

}  // namespace

void set_field_values(const corpus::Document& document, StoredDocument& target) {
    const corpus::Metadata& metadata = document.metadata;
    set_field(Field::programme, values_of(metadata.programme), target);
    set_field(Field::country, values_of(metadata.country), target);
    set_field(Field::lang, {document.lang.str()}, target);
    set_field(Field::year, metadata.year ? Values{std::to_string(metadata.year->value)} : Values(),
              target);
    set_field(Field::project, metadata.project ? Values{metadata.project->value} : Values(),
              target);
    set_field(Field::evidence, evidence_of(metadata), target);
    target.value(database::kSlotProjectGroup) =
        metadata.project ? database::project_key(metadata.project->value) : std::string();
}

void for_each_field_term(const StoredDocumentView& document,
                         const std::function<void(std::string_view term)>& take) {
    for (const database::FieldRow& row : database::fields()) {
        std::string_view joined = document.value(row.slot);
        if (joined.empty()) joined = database::kUnknown;
        while (!joined.empty()) {
            const std::size_t bytes =
                std::min(joined.find(database::kValueSeparator), joined.size());
            take(database::filter_term(row.field, joined.substr(0, bytes)));
            joined.remove_prefix(std::min(bytes + 1, joined.size()));
        }
    }
}

}  // namespace evresi::indexer
