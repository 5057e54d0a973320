// BibTeX: an entry "@misc" a hit, in UTF-8. Text outside of entries is no part of the data, and
// tells of the search.
#include "indexer/database/checksum.hpp"
#include "searchd/api/export/formats.hpp"

#include <algorithm>

namespace evresi::api {
namespace {

/// Letters of a key that are the same for every program; keys are compared without case by some.
bool is_key_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("-._:/+").find(c) != std::string_view::npos;
}

constexpr std::size_t kKeyBytes = 80;
constexpr std::string_view kKeyMark = "-x";
constexpr std::size_t kHashDigits = 16;

/// Whether `id` might have been made by citation_key() of another id.
bool looks_hashed(std::string_view id) {
    if (id.size() < kKeyMark.size() + kHashDigits) return false;
    return id.substr(id.size() - kKeyMark.size() - kHashDigits).starts_with(kKeyMark);
}

/// The id itself where it can be a key, else what can be kept of it and a hash of the whole: the
/// same in every export, and another for every document.
std::string citation_key(std::string_view id) {
    if (!id.empty() && id.size() <= kKeyBytes && std::ranges::all_of(id, is_key_character) &&
        !looks_hashed(id)) {
        return std::string(id);
    }
    std::string key;
    for (const char c : id.substr(0, kKeyBytes / 2)) {
        if (is_key_character(c)) key += c;
    }
    key += kKeyMark;
    key += to_hex(database::checksum(id)).substr(0, kHashDigits);
    return key;
}

/// The text as TeX sets it. Braces become commands: BibTeX counts even those behind a backslash.
std::string escape_tex(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '\\':
            out += "\\textbackslash{}";
            break;
        case '{':
            out += "\\textbraceleft{}";
            break;
        case '}':
            out += "\\textbraceright{}";
            break;
        case '~':
            out += "\\textasciitilde{}";
            break;
        case '^':
            out += "\\textasciicircum{}";
            break;
        case '$':
        case '&':
        case '%':
        case '#':
        case '_':
            out += '\\';
            [[fallthrough]];
        default:
            out += c;
        }
    }
    return out;
}

class BibtexExporter final : public Exporter {
public:
    explicit BibtexExporter(ExportSource source) : source_(std::move(source)) {}

    void begin(const search::SearchResponse& head, std::string& out) override {
        const std::string provenance = provenance_of(head, source_.origin);
        note_ = escape_tex(provenance);
        append_comment(out, provenance + ", " + std::to_string(head.total) + " hits");
        for (const std::string& warning : head.warnings) append_comment(out, warning);
    }

    void add(const search::Hit& hit, std::string& out) override {
        const corpus::Document& document = hit.document;
        out += "\n@misc{" + citation_key(document.id);
        // The inner braces keep the title's capitals.
        append_field(out, "title", "{" + escape_tex(title_of(document)) + "}");
        if (const auto& year = document.metadata.year) {
            append_field(out, "year", std::to_string(year->value));
        }
        // Taken as it is, not as TeX.
        append_field(out, "url", one_word_url(document.url));
        append_field(out, "language", document.lang.view());
        std::string keywords;
        for (const std::string& keyword : keywords_of(document, source_)) {
            keywords += (keywords.empty() ? "" : ", ") + keyword;
        }
        append_field(out, "keywords", escape_tex(keywords));
        append_field(out, "note", note_);
        out += "\n}\n";
    }

    void end(std::string& /*out*/) override {}

private:
    static void append_field(std::string& out, std::string_view name, std::string_view value) {
        if (value.empty()) return;
        out += ",\n  ";
        out += name;
        out += " = {";
        out += value;
        out += '}';
    }

    /// An "@" would begin an entry, wherever it stands.
    static void append_comment(std::string& out, std::string_view text) {
        std::string line = one_line(text);
        std::ranges::replace(line, '@', ' ');
        out += "% " + line + '\n';
    }

    ExportSource source_;
    std::string note_;
};

}  // namespace

std::unique_ptr<Exporter> bibtex_exporter(ExportSource source) {
    return std::make_unique<BibtexExporter>(std::move(source));
}

}  // namespace evresi::api
