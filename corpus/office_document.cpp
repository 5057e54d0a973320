#include "corpus/office_document.hpp"

#include "base/ascii.hpp"
#include "corpus/boilerplate.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/row_fields.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evresi::corpus {
namespace {

// Titles that programs give, folded to small ASCII letters where they have any.
constexpr std::array<std::string_view, 20> kEmptyTitles = {
    "untitled",     "untitled document", "no title",      "title",
    "document",     "template",          "normal",        "powerpoint presentation",
    "slide 1",      "new document",      "blank",         "letter",
    "Άτιτλο",       "Χωρίς τίτλο",       "Без заглавие",  "Без име",
    "Brez naslova", "Brez imena",        "Bez nosaukuma", "Нов документ"};

// "Document1", "Έγγραφο1", "Документ1": what a program calls a file that has no name yet.
constexpr std::array<std::string_view, 12> kNumberedTitles = {
    "document", "doc",       "untitled",     "untitled ", "Έγγραφο",       "Документ",
    "dokument", "dokuments", "presentation", "book",      "Без заглавие ", "Neimenovano "};

constexpr std::array<std::string_view, 12> kFileSuffixes = {".doc",  ".docx", ".docm", ".dot",
                                                            ".dotx", ".dotm", ".odt",  ".ott",
                                                            ".rtf",  ".pdf",  ".indd", ".qxd"};

bool has_letter(std::string_view text) noexcept {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const char lower = lower_ascii(c);
        return (lower >= 'a' && lower <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

bool is_numbered(std::string_view title) noexcept {
    const std::size_t digits = title.find_last_not_of("0123456789") + 1;
    if (digits == title.size() || title.size() - digits > 3) return false;
    const std::string_view name = title.substr(0, digits);
    return std::any_of(kNumberedTitles.begin(), kNumberedTitles.end(),
                       [&](std::string_view known) { return equals_ignoring_case(name, known); });
}

std::string_view without_suffix(std::string_view name) noexcept {
    return name.substr(0, name.rfind('.'));
}

class PropertiesHandler final : public XmlHandler {
public:
    explicit PropertiesHandler(OfficeProperties& properties) : properties_(properties) {}

    void start(const XmlElement& element) override {
        target_ = nullptr;
        const std::string_view name = element.name();
        if (name == "title") target_ = &properties_.title;
        if (name == "created" || name == "creation-date") target_ = &properties_.created;
        if (name == "modified" || name == "date") target_ = &properties_.modified;
        if (name == "language") target_ = &properties_.language;
        if (name == "Template") target_ = &properties_.template_name;
        if (target_ != nullptr && !target_->empty()) target_ = nullptr;
        if (name == "template") properties_.template_name = element.attribute("title");
    }
    void end(std::string_view /*name_space*/, std::string_view /*name*/) override {
        target_ = nullptr;
    }
    void characters(std::string_view text) override {
        constexpr std::size_t kMaxBytes = 4096;
        if (target_ != nullptr && target_->size() + text.size() <= kMaxBytes) *target_ += text;
    }

private:
    OfficeProperties& properties_;
    std::string* target_ = nullptr;
};

std::string iso_day(std::string_view time) {
    time = trim(time);
    return is_iso_date(time) ? std::string(time.substr(0, 10)) : std::string();
}

std::string title_of(const OfficeTexts& texts, const OfficeProperties& properties) {
    TextLines one_line;
    one_line.characters(properties.title);
    std::string& given = one_line.text();
    clean_text(given);
    if (is_meaningful_title(given, properties.template_name)) return std::move(given);
    if (has_letter(texts.title)) return texts.title;
    if (has_letter(texts.heading)) return texts.heading;
    return std::string(find_headline(texts.body));
}

}  // namespace

Result<OfficePackage> OfficePackage::open(const ReadInput& input) {
    const RandomBytes* random = input.bytes->random_access();
    std::unique_ptr<ByteSource> in_memory;
    if (random == nullptr) {
        Result<std::string> bytes = read_all(*input.bytes, input.options->limits.file_bytes);
        if (!bytes) return bytes.error();
        in_memory = memory_source(std::move(*bytes));
        random = in_memory->random_access();
    }
    Result<ZipArchive> archive = ZipArchive::open(*random);
    if (!archive) {
        if (archive.error().code != ErrorCode::malformed_input) return archive.error();
        return fail(ErrorCode::malformed_input,
                    "the file is not what its name says: " + archive.error().message);
    }
    if (archive->is_bomb()) {
        return fail(ErrorCode::too_large, "the document unpacks to more than it may");
    }
    return OfficePackage(input, std::move(in_memory), std::move(*archive));
}

Result<void> OfficePackage::parse(std::string_view part, XmlHandler& handler) const {
    const std::string shown = "'" + std::string(part) + "'";
    const ArchiveMember* const member = archive_.find(part);
    if (member == nullptr) {
        return fail(ErrorCode::malformed_input, "the document has no part " + shown);
    }
    if (!member->fault.empty()) {
        const bool is_bomb = member->fault_code == "archive-bomb";
        return fail(is_bomb ? ErrorCode::too_large : ErrorCode::malformed_input,
                    "its part " + shown + ": " + member->fault);
    }
    if (member->unpacked > input_->options->limits.file_bytes) {
        return fail(ErrorCode::too_large, "its part " + shown + " has more than " +
                                              std::to_string(input_->options->limits.file_bytes) +
                                              " bytes");
    }
    if (input_->nesting != nullptr) {
        std::uint64_t& left = input_->nesting->bytes_left;
        left -= std::min(left, member->unpacked);
    }
    Result<std::unique_ptr<ByteSource>> bytes = archive_.open_member(*member);
    if (!bytes) return bytes.error();
    const Result<void> done = parse_xml(**bytes, handler);
    if (!done) return fail(done.error().code, "its part " + shown + ": " + done.error().message);
    return {};
}

void add_properties(const OfficePackage& package,
                    std::string_view part,
                    OfficeProperties& properties) {
    if (!package.has(part)) return;
    PropertiesHandler handler(properties);
    // What came before a fault in it is as good as ever.
    static_cast<void>(package.parse(part, handler).has_value());
}

bool is_meaningful_title(std::string_view title, std::string_view template_name) {
    title = trim(title);
    if (title.size() < 3 || !has_letter(title)) return false;
    const std::string lower = lower_ascii(title);
    if (lower.starts_with("microsoft word") || lower.starts_with("microsoft office")) return false;
    if (is_numbered(title)) return false;
    for (const std::string_view known : kEmptyTitles) {
        if (equals_ignoring_case(title, known)) return false;
    }
    for (const std::string_view suffix : kFileSuffixes) {
        if (lower.ends_with(suffix)) return false;
    }
    template_name = trim(template_name);
    return template_name.empty() || (!equals_ignoring_case(title, template_name) &&
                                     !equals_ignoring_case(title, without_suffix(template_name)));
}

void OfficeLines::begin_paragraph() {
    Box& open = box();
    const bool is_next_in_cell = open.cells > 0 && open.lines.text().size() > open.cell_begin;
    if (is_next_in_cell && open.paragraphs == 0) open.lines.line_break();
    if (++open.paragraphs == 1) open.paragraph_begin = open.lines.text().size();
}

void OfficeLines::end_paragraph() {
    Box& open = box();
    if (open.paragraphs == 0 || --open.paragraphs > 0) return;
    if (open.cells == 0) open.lines.line_break();
    for (const std::string& text : std::exchange(open.inner, {})) {
        open.lines.line_break();
        open.lines.characters_in_lines(text);
    }
}

void OfficeLines::begin_cell() {
    Box& open = box();
    open.lines.space();
    ++open.cells;
    open.cell_begin = open.lines.text().size();
}

void OfficeLines::end_cell() {
    if (box().cells > 0) --box().cells;
}

void OfficeLines::begin_box() {
    constexpr std::size_t kMaxBoxes = 16;  // each level copies all the text in it once more
    if (boxes_.size() < kMaxBoxes) {
        boxes_.emplace_back();
    } else {
        ++too_deep_;
    }
}

std::string OfficeLines::take_box() {
    if (too_deep_ > 0) {
        --too_deep_;
        return {};
    }
    return boxes_.empty() ? std::string() : close_box();
}

std::string OfficeLines::close_box() {
    Box closed = std::move(boxes_.back());
    boxes_.pop_back();
    closed.lines.line_break();
    for (const std::string& inner : closed.inner) closed.lines.characters_in_lines(inner);
    return std::move(closed.lines.text());
}

void OfficeLines::end_box() {
    std::string text = take_box();
    if (box().paragraphs > 0) {
        box().inner.push_back(std::move(text));
    } else {
        lines().line_break();
        lines().characters_in_lines(text);
    }
}

std::string_view OfficeLines::paragraph() {
    const std::string_view text = lines().text();
    return trim(text.substr(std::min(box().paragraph_begin, text.size())));
}

std::string OfficeLines::take_text() {
    while (!boxes_.empty() || too_deep_ > 0) end_box();
    lines().line_break();
    return std::move(lines().text());
}

std::string new_lines(std::string_view text, std::vector<std::string>& seen) {
    constexpr std::size_t kMaxLines = 200;
    std::string kept;
    while (!text.empty() && seen.size() < kMaxLines) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!has_letter(line) || std::find(seen.begin(), seen.end(), line) != seen.end()) continue;
        seen.emplace_back(line);
        (kept += line) += '\n';
    }
    return kept;
}

Result<void> hand_on_office_document(const ReadInput& input,
                                     const ReadSink& sink,
                                     OfficeTexts texts,
                                     const OfficeProperties& properties) {
    for (std::string* const text : {&texts.headers, &texts.body, &texts.notes, &texts.footers,
                                    &texts.title, &texts.heading}) {
        clean_text(*text);
    }
    Document document;
    document.id = input.id;
    document.source = input.source;
    document.title = title_of(texts, properties);
    document.text = texts.headers + texts.body + texts.notes + texts.footers;
    document.date = iso_day(properties.created);
    if (document.date.empty()) document.date = iso_day(properties.modified);
    document.date_is_of_file = true;
    // Often the program's or the template's: the annotator asks the text too.
    const std::string_view language =
        trim(properties.language).empty() ? trim(texts.language) : trim(properties.language);
    document.lang = LanguageTag::parse(language).value_or(LanguageTag());
    if (document.title.empty() && trim(document.text).empty()) {
        return fail(ErrorCode::malformed_input,
                    "the document has no text; if it shows pictures of pages, run a text "
                    "recognition on them first");
    }
    sink.document(std::move(document));
    return {};
}

}  // namespace evresi::corpus
