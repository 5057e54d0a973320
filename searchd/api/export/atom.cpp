// Atom 1.0 (RFC 4287): a feed with an entry a hit. Ids are made of what was asked and of the
// documents' ids, so that a reader knows again what it has seen.
#include "indexer/database/checksum.hpp"
#include "searchd/api/export/formats.hpp"
#include "searchd/api/percent_encoding.hpp"
#include "searchd/api/request_form.hpp"

#include <algorithm>

namespace evresi::api {
namespace {

/// A UUID of version 8 (RFC 9562 section 5.8) from a checksum of `name`.
std::string urn_of(std::string_view kind, std::string_view name) {
    std::string digits =
        to_hex(database::checksum("evresi " + std::string(kind) + '\n' + std::string(name)));
    digits[12] = '8';
    digits[16] = "89ab"[static_cast<unsigned char>(digits[16]) % 4];
    for (const std::size_t place : {20U, 16U, 12U, 8U}) digits.insert(place, 1, '-');
    return "urn:uuid:" + digits;
}

void append_element(std::string& out, std::string_view name, std::string_view text) {
    out += '<';
    out += name;
    out += '>';
    out += escape_xml(text);
    out += "</";
    out += name;
    out += ">\n";
}

void append_link(std::string& out,
                 std::string_view relation,
                 std::string_view type,
                 std::string_view target) {
    out += "<link rel=\"";
    out += relation;
    if (!type.empty()) {
        out += "\" type=\"";
        out += type;
    }
    out += "\" href=\"" + escape_xml(target) + "\"/>\n";
}

void append_category(std::string& out,
                     std::string_view scheme,
                     std::string_view term,
                     std::string_view label) {
    out += "<category scheme=\"urn:evresi:";
    out += scheme;
    out += "\" term=\"" + escape_xml(one_line(term)) + "\" label=\"" + escape_xml(one_line(label)) +
           "\"/>\n";
}

/// "2021-05-31" at midnight; empty for what is no date.
std::string published_at(std::string_view date) {
    if (date.size() != 10) return {};
    for (std::size_t i = 0; i < date.size(); ++i) {
        const bool is_hyphen = i == 4 || i == 7;
        if (is_hyphen ? date[i] != '-' : date[i] < '0' || date[i] > '9') return {};
    }
    return std::string(date) + "T00:00:00Z";
}

class AtomExporter final : public Exporter {
public:
    explicit AtomExporter(ExportSource source) : source_(std::move(source)) {}

    void begin(const search::SearchResponse& head, std::string& out) override {
        const ExportOrigin& origin = source_.origin;
        const std::string query = to_query_string(origin.parameters);
        out += "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
               "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
               "xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\">\n";
        Parameters sorted = origin.parameters;
        std::ranges::sort(sorted);
        append_element(out, "id", urn_of("search", to_query_string(sorted)));
        append_element(out, "title", "Evresi: " + one_line(to_text(origin.parameters)));
        std::string subtitle = provenance_of(head, origin);
        for (const std::string& warning : head.warnings) subtitle += "; " + one_line(warning);
        append_element(out, "subtitle", subtitle);
        append_element(out, "updated", origin.built_at);
        // RFC 4287 section 4.1.1 wants an author; those of the documents are not known.
        out += "<author><name>Evresi</name></author>\n<generator>Evresi</generator>\n";
        if (origin.is_served) {
            // Relative to where the feed is, for nothing else is known of that behind a proxy.
            append_link(out, "self", "application/atom+xml", "?" + query + "&format=atom");
            append_link(out, "alternate", "text/html", "../?" + query);
        }
        append_element(out, "opensearch:totalResults", std::to_string(head.total));
    }

    void add(const search::Hit& hit, std::string& out) override {
        const corpus::Document& document = hit.document;
        out += "<entry xml:lang=\"" + escape_xml(document.lang.view()) + "\">\n";
        append_element(out, "id", urn_of("document", document.id));
        append_element(out, "title", title_of(document));
        append_element(out, "updated", source_.origin.built_at);
        const std::string published = published_at(document.date);
        if (!published.empty()) append_element(out, "published", published);
        append_text(hit, out);
        for (const auto& programme : document.metadata.programme) {
            append_category(out, "programme", programme.value,
                            source_.programme_label(programme.value));
        }
        const std::vector<std::string> keywords = keywords_of(document, source_);
        const std::size_t programmes = document.metadata.programme.size();
        for (std::size_t i = 0; i < document.metadata.country.size(); ++i) {
            append_category(out, "country", document.metadata.country[i].value,
                            keywords[programmes + i]);
        }
        out += "</entry>\n";
    }

    void end(std::string& out) override { out += "</feed>\n"; }

private:
    /// Section 4.1.2: an entry links to its page or has a content.
    void append_text(const search::Hit& hit, std::string& out) const {
        const std::string& url = hit.document.url;
        const std::string text = hit.snippets.empty() ? std::string() : hit.snippets.front().text;
        if (source_.origin.is_served) {
            append_link(out, "related", "application/json",
                        "documents/" + percent_encode(hit.document.id));
        }
        if (is_web_url(url)) {
            append_link(out, "alternate", "", one_word_url(url));
            append_element(out, "summary", text);
        } else {
            append_element(out, "content", text);
        }
    }

    ExportSource source_;
};

}  // namespace

std::unique_ptr<Exporter> atom_exporter(ExportSource source) {
    return std::make_unique<AtomExporter>(std::move(source));
}

}  // namespace evresi::api
