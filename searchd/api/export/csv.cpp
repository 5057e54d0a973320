// CSV (RFC 4180): a row of names, then a row a hit, lines ended by CR LF. What was asked and which
// index answered stand in the last columns of each row, where sorting and filtering keep them.
#include "base/utf8.hpp"
#include "searchd/api/export/formats.hpp"
#include "searchd/api/request_form.hpp"

#include <array>
#include <charconv>

namespace evresi::api {
namespace {

constexpr std::string_view kHead =
    "rank,id,title,lang,url,project,programme,programme_label,country,year,period_first,"
    "period_last,date,score,group_size,query,generation,built_at,warnings\r\n";

/// Spreadsheets take a cell that begins so for a formula and would run what a document says; the
/// apostrophe makes it text (OWASP, "CSV Injection"). The wide forms are those of East Asian
/// keyboards, which some spreadsheets read alike.
bool reads_as_formula(std::string_view cell) {
    if (cell.empty()) return false;
    if (std::string_view("=+-@\t\r\n").find(cell.front()) != std::string_view::npos) return true;
    for (const std::string_view wide : {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) {
        if (cell.starts_with(wide)) return true;
    }
    return false;
}

/// Control characters that mean nothing in a cell become spaces.
std::string cleaned(std::string_view text) {
    std::string out = mended_utf8(text);
    for (char& c : out) {
        const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
        if (is_control && c != '\t' && c != '\r' && c != '\n') c = ' ';
    }
    return out;
}

void append_cell(std::string& out, std::string_view text) {
    std::string cell = cleaned(text);
    if (reads_as_formula(cell)) cell.insert(cell.begin(), '\'');
    if (cell.find_first_of(",\"\r\n\t;") == std::string::npos) {
        out += cell;
        return;
    }
    out += '"';
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

template <class Values, class Name>
std::string joined(const Values& values, const Name& name) {
    std::string out;
    for (const auto& value : values) {
        if (!out.empty()) out += "; ";
        out += name(value.value);
    }
    return out;
}

/// Empty for an open end.
std::string year_text(int year) {
    return year == 0 ? std::string() : std::to_string(year);
}

/// Three decimals, whatever the locale.
std::string score_text(double score) {
    std::array<char, 64> text{};
    const auto [end, fault] =
        std::to_chars(text.data(), text.data() + text.size(), score, std::chars_format::fixed, 3);
    return fault == std::errc() ? std::string(text.data(), end) : std::string();
}

class CsvExporter final : public Exporter {
public:
    explicit CsvExporter(ExportSource source) : source_(std::move(source)) {}

    void begin(const search::SearchResponse& head, std::string& out) override {
        is_grouped_ = head.group.has_value();
        std::string warnings;
        for (const std::string& warning : head.warnings) {
            warnings += (warnings.empty() ? "" : "; ") + warning;
        }
        const std::string query = to_text(source_.origin.parameters);
        const std::string generation = std::to_string(head.generation);
        for (const std::string_view cell :
             {std::string_view(query), std::string_view(generation),
              std::string_view(source_.origin.built_at), std::string_view(warnings)}) {
            origin_cells_ += ',';
            append_cell(origin_cells_, cell);
        }
        out += kHead;
    }

    void add(const search::Hit& hit, std::string& out) override {
        const corpus::Document& document = hit.document;
        const corpus::Metadata& metadata = document.metadata;
        const auto same = [](const std::string& value) { return value; };
        out += std::to_string(++rank_);
        const std::array<std::string, 14> cells = {
            document.id,
            document.title,
            document.lang.str(),
            document.url,
            metadata.project ? metadata.project->value : std::string(),
            joined(metadata.programme, same),
            joined(metadata.programme, source_.programme_label),
            joined(metadata.country, same),
            year_text(metadata.year ? metadata.year->value : 0),
            year_text(metadata.period ? metadata.period->value.first : 0),
            year_text(metadata.period ? metadata.period->value.last : 0),
            document.date,
            score_text(hit.score),
            is_grouped_ ? std::to_string(hit.group.size) : std::string(),
        };
        for (const std::string& cell : cells) {
            out += ',';
            append_cell(out, cell);
        }
        out += origin_cells_;
        out += "\r\n";
    }

    void end(std::string& /*out*/) override {}

private:
    ExportSource source_;
    std::string origin_cells_;
    std::uint64_t rank_ = 0;
    bool is_grouped_ = false;
};

}  // namespace

std::unique_ptr<Exporter> csv_exporter(ExportSource source) {
    return std::make_unique<CsvExporter>(std::move(source));
}

}  // namespace evresi::api
