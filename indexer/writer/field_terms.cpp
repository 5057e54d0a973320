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

void add_field(Field field, const Values& values, Xapian::Document& target) {
    std::string joined;
    for (const std::string& value : values) {
        target.add_boolean_term(database::filter_term(field, value));
        if (!joined.empty()) joined += database::kValueSeparator;
        joined += value;
    }
    if (values.empty()) {
        target.add_boolean_term(database::filter_term(field, database::kUnknown));
    }
    target.add_value(database::row_of(field).slot, joined);
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

void add_fields(const corpus::Document& document, Xapian::Document& target) {
    const corpus::Metadata& metadata = document.metadata;
    add_field(Field::programme, values_of(metadata.programme), target);
    add_field(Field::country, values_of(metadata.country), target);
    add_field(Field::lang, {document.lang.str()}, target);
    add_field(Field::year, metadata.year ? Values{std::to_string(metadata.year->value)} : Values(),
              target);
    add_field(Field::project, metadata.project ? Values{metadata.project->value} : Values(),
              target);
    add_field(Field::evidence, evidence_of(metadata), target);
    target.add_value(database::kSlotProjectGroup,
                     metadata.project ? database::project_key(metadata.project->value)
                                      : std::string());
}

void clear_fields(Xapian::Document& target) {
    Values terms;
    for (const database::FieldRow& row : database::fields()) {
        const std::string prefix = database::filter_term(row.field, {});
        auto term = target.termlist_begin();
        for (term.skip_to(prefix); term != target.termlist_end() && (*term).starts_with(prefix);
             ++term) {
            terms.push_back(*term);
        }
    }
    for (const std::string& term : terms) target.remove_term(term);
}

}  // namespace evresi::indexer
