#include "searchd/api/response_json.hpp"

#include "base/utf8.hpp"
#include "searchd/api/json_writer.hpp"

#include <algorithm>
#include <cmath>
#include <concepts>

namespace evresi::api {
namespace {

using corpus::Document;
using corpus::Evidence;
using Marks = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Three decimals are more than a clock or a score is worth.
double rounded(double value) {
    return std::round(value * 1000.0) / 1000.0;
}

std::uint32_t code_points_before(std::string_view text, std::size_t byte) {
    return static_cast<std::uint32_t>(count_utf8(text.substr(0, byte)));
}

void write_pair(JsonWriter& json, std::uint32_t begin, std::uint32_t end) {
    json.begin_list().count(begin).count(end).end_list();
}

void write_marks(JsonWriter& json, const Marks& marks) {
    json.begin_list();
    for (const auto& [begin, end] : marks) write_pair(json, begin, end);
    json.end_list();
}

void write_query(JsonWriter& json, const search::SearchResponse& response) {
    json.name("query").begin_object().name("text").text(response.query_text);
    json.name("languages").begin_list();
    for (const LanguageTag& tag : response.query_languages) json.text(tag.view());
    json.end_list().name("expansions").begin_list();
    for (const search::Expansion& expansion : response.expansions) {
        json.begin_object().name("from").text(expansion.from).name("to").text(expansion.to);
        json.name("lang").text(expansion.lang.view());
        json.name("source").text(expansion.source);
        json.name("weight").real(std::round(expansion.weight * 1000) / 1000);
        json.name("key").text(expansion.key()).end_object();
    }
    json.end_list().name("warnings").begin_list();
    for (const std::string& warning : response.warnings) json.text(warning);
    json.end_list().end_object();
}

/// As a body for POST: a name given once has its value, one that is repeated a list of lists.
void write_parameters(JsonWriter& json, const Parameters& parameters) {
    json.begin_object();
    for (auto first = parameters.begin(); first != parameters.end(); ++first) {
        const auto has_name = [&](const auto& other) { return other.first == first->first; };
        if (std::any_of(parameters.begin(), first, has_name)) continue;
        json.name(first->first);
        if (std::none_of(first + 1, parameters.end(), has_name)) {
            json.text(first->second);
            continue;
        }
        json.begin_list();
        for (const auto& [name, value] : parameters) {
            if (name == first->first) json.begin_list().text(value).end_list();
        }
        json.end_list();
    }
    json.end_object();
}

void write_year(JsonWriter& json, int year) {
    if (year == 0) {
        json.null();
    } else {
        json.number(year);
    }
}

void write_period(JsonWriter& json, const corpus::Period& period) {
    json.begin_list();
    write_year(json, period.first);
    write_year(json, period.last);
    json.end_list();
}

/// What a hit and a document show alike.
void write_fields(JsonWriter& json,
                  const Document& document,
                  const ProgrammeLabel& programme_label) {
    const corpus::Metadata& metadata = document.metadata;
    json.name("id").text(document.id).name("lang").text(document.lang.view());
    json.name("title").text(document.title).name("url").text_or_null(document.url);
    json.name("project").text_or_null(metadata.project ? metadata.project->value : "");
    json.name("programme").begin_list();
    for (const auto& programme : metadata.programme) {
        json.begin_object().name("id").text(programme.value);
        json.name("label").text(programme_label(programme.value));
        json.name("from").text(provenance_name(programme.evidence.provenance)).end_object();
    }
    json.end_list().name("country").begin_list();
    for (const auto& country : metadata.country) json.text(country.value);
    json.end_list().name("year");
    write_year(json, metadata.year ? metadata.year->value : 0);
    json.name("period");
    if (metadata.period) {
        write_period(json, metadata.period->value);
    } else {
        json.null();
    }
}

void write_group(JsonWriter& json, const search::HitGroup& group) {
    json.name("group").begin_object().name("size").count(group.size).name("others").begin_list();
    for (const search::GroupMember& member : group.others) {
        json.begin_object().name("id").text(member.id).name("lang").text(member.lang.view());
        json.name("title").text(member.title).end_object();
    }
    json.end_list().end_object();
}

void write_hit(JsonWriter& json,
               const search::Hit& hit,
               bool is_grouped,
               const ProgrammeLabel& programme_label) {
    json.begin_object();
    write_fields(json, hit.document, programme_label);
    json.name("score").real(rounded(hit.score)).name("title_marks");
    write_marks(json, hit.title_marks);
    json.name("snippets").begin_list();
    for (const search::Snippet& snippet : hit.snippets) {
        json.begin_object().name("text").text(snippet.text).name("marks");
        write_marks(json, snippet.marks);
        json.name("lang").text(snippet.lang.view()).name("html").text(snippet.html).end_object();
    }
    json.end_list();
    if (is_grouped) write_group(json, hit.group);
    if (!hit.explanation.empty()) json.name("explanation").text(hit.explanation);
    json.end_object();
}

void write_facet_value(JsonWriter& json, const search::FacetValue& value) {
    json.begin_object().name("value").text(value.value).name("label").text(value.label);
    json.name("count").count(value.count);
}

void write_facets(JsonWriter& json, const search::SearchResponse& response) {
    json.name("facets").begin_object();
    for (const search::FacetCounts& facet : response.facets) {
        json.name(database::row_of(facet.field).name).begin_object().name("values").begin_list();
        for (const search::FacetValue& value : facet.values) {
            write_facet_value(json, value);
            json.name("selected").boolean(value.selected).end_object();
        }
        json.end_list().name("other").count(facet.other);
        json.name("exact").boolean(facet.exact).end_object();
    }
    json.end_object();
}

/// Spans leave as code points, as marks do: bytes of UTF-8 mean nothing to most readers of JSON.
void write_evidence(JsonWriter& json, const Evidence& evidence, const Document& document) {
    json.name("from").text(provenance_name(evidence.provenance));
    if (evidence.provenance == corpus::Provenance::inherited) {
        json.name("document").text(evidence.document).name("sentence").text(evidence.sentence);
    }
    if (evidence.provenance == corpus::Provenance::text) {
        const std::string& whole = evidence.span.in_title ? document.title : document.text;
        json.name("sentence").text(evidence.sentence);
        json.name("in").text(evidence.span.in_title ? "title" : "text").name("span");
        write_pair(json, code_points_before(whole, evidence.span.begin),
                   code_points_before(whole, evidence.span.end));
    }
    json.end_object();
}

void write_value(JsonWriter& json, const std::string& value) {
    json.text(value);
}

void write_value(JsonWriter& json, int value) {
    json.number(value);
}

void write_value(JsonWriter& json, const corpus::Period& value) {
    write_period(json, value);
}

template <class T>
void write_sourced(JsonWriter& json, const corpus::Sourced<T>& sourced, const Document& document) {
    json.begin_object().name("value");
    write_value(json, sourced.value);
    write_evidence(json, sourced.evidence, document);
}

template <class T>
void write_sourced(JsonWriter& json,
                   std::string_view name,
                   const std::vector<corpus::Sourced<T>>& values,
                   const Document& document) {
    json.name(name).begin_list();
    for (const auto& value : values) write_sourced(json, value, document);
    json.end_list();
}

template <class T>
void write_sourced(JsonWriter& json,
                   std::string_view name,
                   const std::optional<corpus::Sourced<T>>& value,
                   const Document& document) {
    json.name(name);
    if (value) {
        write_sourced(json, *value, document);
    } else {
        json.null();
    }
}

void write_paragraphs(JsonWriter& json, const Document& document) {
    json.name("paragraphs").begin_list();
    std::size_t byte = 0;
    std::uint32_t character = 0;
    // Paragraphs are in order, so that one walk over the text counts for all of them.
    const auto advance_to = [&](std::size_t target) {
        if (target > byte) {
            const std::string_view rest =
                std::string_view(document.text).substr(std::min(byte, document.text.size()));
            character += code_points_before(rest, target - byte);
            byte = target;
        }
        return character;
    };
    for (const corpus::Paragraph& paragraph : document.paragraphs) {
        json.begin_object().name("span").begin_list();
        json.count(advance_to(paragraph.begin)).count(advance_to(paragraph.end)).end_list();
        json.name("lang").text(paragraph.lang.view());
        json.name("boilerplate").boolean(paragraph.is_boilerplate).end_object();
    }
    json.end_list();
}

}  // namespace

std::string to_json(const search::SearchResponse& response, const ProgrammeLabel& programme_label) {
    JsonWriter json;
    json.begin_object();
    write_query(json, response);
    json.name("total").begin_object().name("value").count(response.total);
    json.name("relation").text(response.total_is_exact ? "eq" : "gte");
    if (response.group) json.name("documents").count(response.matching_documents);
    json.end_object();
    json.name("partial").boolean(response.is_partial);
    json.name("hits").begin_list();
    for (const search::Hit& hit : response.hits) {
        write_hit(json, hit, response.group.has_value(), programme_label);
    }
    json.end_list();
    write_facets(json, response);
    json.name("suggestion").text_or_null(response.suggestion);
    json.name("page").begin_object().name("number").number(response.page);
    json.name("size").number(response.size).name("next").text_or_null(response.next).end_object();
    json.name("took_ms").real(rounded(response.took_ms));
    json.name("index").begin_object().name("generation").count(response.generation);
    json.name("documents").count(response.documents).end_object();
    json.end_object();
    return json.take();
}

std::string to_json(const corpus::Document& document, const ProgrammeLabel& programme_label) {
    const corpus::Metadata& metadata = document.metadata;
    JsonWriter json;
    json.begin_object();
    write_fields(json, document, programme_label);
    json.name("lang_from").text(provenance_name(document.lang_from));
    json.name("title_lang").text(document.title_lang.view());
    json.name("date").text_or_null(document.date);
    json.name("evidence").begin_object();
    write_sourced(json, "programme", metadata.programme, document);
    write_sourced(json, "country", metadata.country, document);
    write_sourced(json, "year", metadata.year, document);
    write_sourced(json, "period", metadata.period, document);
    write_sourced(json, "project", metadata.project, document);
    json.end_object();
    json.name("fields").begin_object();
    for (const auto& [name, value] : document.fields) json.name(name).text(value);
    json.end_object();
    write_paragraphs(json, document);
    json.name("text").text(document.text);
    json.end_object();
    return json.take();
}

std::string to_json(const search::IndexStatistics& statistics,
                    const database::Generation& generation) {
    const database::Manifest& manifest = generation.manifest;
    JsonWriter json;
    json.begin_object().name("documents").count(statistics.documents);
    json.name("terms").count(statistics.terms);
    json.name("average_length").real(rounded(statistics.average_length));
    json.name("index").begin_object().name("generation").count(manifest.generation);
    json.name("built_at").text(manifest.built_at).name("shards").number(manifest.shards);
    json.name("format").number(manifest.format).name("analysis").text(manifest.analysis);
    json.end_object().name("fields").begin_object();
    for (const auto& [field, values] : statistics.fields) {
        json.name(database::row_of(field).name).begin_list();
        for (const search::FacetValue& value : values) {
            write_facet_value(json, value);
            json.end_object();
        }
        json.end_list();
    }
    json.end_object().end_object();
    return json.take();
}

std::string
to_json(const search::Hit& hit, bool is_grouped, const ProgrammeLabel& programme_label) {
    JsonWriter json;
    json.begin_object();
    write_fields(json, hit.document, programme_label);
    json.name("date").text_or_null(hit.document.date);
    json.name("score").real(rounded(hit.score));
    if (is_grouped) {
        json.name("group").begin_object().name("size").count(hit.group.size).end_object();
    }
    json.end_object();
    return json.take();
}

std::string export_head_json(const search::SearchResponse& head,
                             const Parameters& parameters,
                             std::string_view built_at) {
    JsonWriter json;
    json.begin_object();
    write_query(json, head);
    json.name("parameters");
    write_parameters(json, parameters);
    json.name("total").count(head.total);
    if (head.group) json.name("documents").count(head.matching_documents);
    json.name("hits").count(std::min(head.total, static_cast<std::uint64_t>(head.size)));
    json.name("generation").count(head.generation).name("built_at").text(built_at);
    json.end_object();
    return json.take();
}

std::string problem_json(const Error& error, int status, std::string_view title) {
    JsonWriter json;
    json.begin_object();
    json.name("type").text("urn:evresi:problem:" + std::string(error_code_name(error.code)));
    json.name("title").text(title).name("status").number(status);
    json.name("detail").text(error.message);
    if (!error.subject.empty()) json.name("parameter").text(error.subject);
    json.end_object();
    return json.take();
}

}  // namespace evresi::api
