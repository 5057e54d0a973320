#include "searchd/api/export/exporter.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "corpus/gazetteer/gazetteer.hpp"
#include "searchd/api/export/formats.hpp"
#include "searchd/api/percent_encoding.hpp"
#include "searchd/api/request_form.hpp"

#include <utility>

namespace evresi::api {
namespace {

/// C0, DEL, C1, and the separators of lines and paragraphs.
bool is_control(char32_t c) noexcept {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

bool is_xml_character(char32_t c) noexcept {
    if (c < 0x20) return c == '\t' || c == '\n';
    return c != 0xFFFE && c != 0xFFFF;
}

}  // namespace

ExportOrigin origin_of(const search::SearchRequest& request,
                       const database::Generation& generation,
                       const search::QueryLimits& limits) {
    ExportOrigin origin;
    origin.parameters = to_parameters(request);
    if (request.size < limits.export_hits) {
        origin.parameters.emplace_back("size", std::to_string(request.size));
    }
    origin.built_at = generation.manifest.built_at;
    origin.ui_lang = request.ui_lang;
    return origin;
}

std::unique_ptr<Exporter>
make_exporter(ExportFormat format, ExportOrigin origin, ProgrammeLabel programme_label) {
    ExportSource source{std::move(origin), std::move(programme_label)};
    switch (format) {
    case ExportFormat::csv:
        return csv_exporter(std::move(source));
    case ExportFormat::jsonl:
        return jsonl_exporter(std::move(source));
    case ExportFormat::ris:
        return ris_exporter(std::move(source));
    case ExportFormat::bibtex:
        return bibtex_exporter(std::move(source));
    case ExportFormat::atom:
        break;
    }
    return atom_exporter(std::move(source));
}

std::string one_line(std::string_view text) {
    std::string out;
    bool has_gap = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_utf8(text, at);
        if (c == ' ' || is_control(c)) {
            has_gap = !out.empty();
            continue;
        }
        if (std::exchange(has_gap, false)) out += ' ';
        append_utf8(c, out);
    }
    return out;
}

std::string escape_xml(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_utf8(text, at);
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            if (is_xml_character(c)) append_utf8(c, out);
        }
    }
    return out;
}

std::string one_word_url(std::string_view url) {
    std::string out;
    for (std::size_t at = 0; at < url.size();) {
        const char32_t c = next_utf8(url, at);
        std::string character;
        append_utf8(c, character);
        const bool is_unsafe =
            c == ' ' || is_control(c) ||
            (c < 0x80 &&
             std::string_view("\"<>\\^`{|}").find(static_cast<char>(c)) != std::string_view::npos);
        out += is_unsafe ? percent_encode(character) : character;
    }
    return out;
}

bool is_web_url(std::string_view url) noexcept {
    const auto starts_with = [&](std::string_view scheme) {
        return url.size() > scheme.size() &&
               equals_ignoring_case(url.substr(0, scheme.size()), scheme);
    };
    return starts_with("http://") || starts_with("https://");
}

std::string title_of(const corpus::Document& document) {
    std::string title = one_line(document.title);
    return title.empty() ? one_line(document.id) : title;
}

std::vector<std::string> keywords_of(const corpus::Document& document, const ExportSource& source) {
    std::vector<std::string> keywords;
    for (const auto& programme : document.metadata.programme) {
        keywords.push_back(one_line(source.programme_label(programme.value)));
    }
    for (const auto& country : document.metadata.country) {
        keywords.push_back(one_line(corpus::country_label(country.value, source.origin.ui_lang)));
    }
    return keywords;
}

std::string provenance_of(const search::SearchResponse& head, const ExportOrigin& origin) {
    return one_line("Evresi search (" + to_text(origin.parameters) + "), generation " +
                    std::to_string(head.generation) + " of the index, built " + origin.built_at);
}

}  // namespace evresi::api
