// RIS (Research Information Systems): lines "XX  - value" ended by CR LF; a record begins with TY
// and ends with ER. Read by reference managers.
#include "searchd/api/export/formats.hpp"

#include <algorithm>

namespace evresi::api {
namespace {

void append_line(std::string& out, std::string_view tag, std::string_view value) {
    const std::string text = one_line(value);
    if (text.empty()) return;
    out += tag;
    out += "  - ";
    out += text;
    out += "\r\n";
}

/// "2021-05-31" as "2021/05/31"; empty for a date of another form.
std::string ris_date(std::string_view date) {
    if (date.size() < 10 || date[4] != '-' || date[7] != '-') return {};
    std::string out(date.substr(0, 10));
    std::ranges::replace(out, '-', '/');
    return out;
}

class RisExporter final : public Exporter {
public:
    explicit RisExporter(ExportSource source) : source_(std::move(source)) {}

    void begin(const search::SearchResponse& head, std::string& /*out*/) override {
        provenance_ = provenance_of(head, source_.origin);
        warnings_ = head.warnings;
    }

    void add(const search::Hit& hit, std::string& out) override {
        const corpus::Document& document = hit.document;
        out += document.url.empty() ? "TY  - GEN\r\n" : "TY  - ELEC\r\n";
        append_line(out, "ID", document.id);
        append_line(out, "TI", title_of(document));
        if (const auto& year = document.metadata.year) {
            append_line(out, "PY", std::to_string(year->value));
        }
        append_line(out, "DA", ris_date(document.date));
        append_line(out, "UR", one_word_url(document.url));
        append_line(out, "LA", document.lang.view());
        for (const std::string& keyword : keywords_of(document, source_)) {
            append_line(out, "KW", keyword);
        }
        append_line(out, "N1", provenance_);
        // A record has no place for what is said of all; the first one says it.
        for (const std::string& warning : warnings_) append_line(out, "N1", warning);
        warnings_.clear();
        out += "ER  - \r\n\r\n";
    }

    void end(std::string& /*out*/) override {}

private:
    ExportSource source_;
    std::string provenance_;
    std::vector<std::string> warnings_;
};

}  // namespace

std::unique_ptr<Exporter> ris_exporter(ExportSource source) {
    return std::make_unique<RisExporter>(std::move(source));
}

}  // namespace evresi::api
