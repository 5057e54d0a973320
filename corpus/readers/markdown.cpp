// Markdown by cmark: the file becomes HTML, and its visible text is read as that of a page. Front
// matter between "---" lines (simple YAML) or "+++" lines (simple TOML) gives metadata.
#include "base/ascii.hpp"
#include "corpus/boilerplate.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/encoding.hpp"
#include "corpus/html_text.hpp"
#include "corpus/reader.hpp"
#include "corpus/row_fields.hpp"

#include <algorithm>
#include <array>
#include <cmark.h>
#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>

namespace evresi::corpus {
namespace {

// The library looks back through a paragraph's open brackets at each closing one.
constexpr std::size_t kMaxBrackets = 5'000;

struct FreeNode {
    void operator()(cmark_node* node) const noexcept { cmark_node_free(node); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;

struct FreeText {
    void operator()(char* text) const noexcept { std::free(text); }  // NOLINT: cmark's malloc
};

std::string_view take_line(std::string_view& text) noexcept {
    const std::size_t length = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, length);
    text.remove_prefix(std::min(length + 1, text.size()));
    return line;
}

/// A value without its quotation marks, or up to the comment behind it.
std::string_view plain_value(std::string_view value) noexcept {
    value = trim(value);
    for (const char quote : {'"', '\''}) {
        if (value.size() < 2 || value.front() != quote) continue;
        const std::size_t end = value.find(quote, 1);
        return end == std::string_view::npos ? value : value.substr(1, end - 1);
    }
    return trim(value.substr(0, std::min(value.find(" #"), value.size())));
}

RowValue text_value(std::string_view value) {
    const std::string_view plain = plain_value(value);
    if (plain == "null" || plain == "~") return {};
    return {RowValue::Kind::text, std::string(plain), {}};
}

/// ">", "|-": the value is the indented lines that follow.
bool is_block_mark(std::string_view value) noexcept {
    return !value.empty() && value.size() <= 2 && (value.front() == '>' || value.front() == '|');
}

/// "[a, b]" and "a; b" are lists; what stands in quotation marks is whole.
RowValue value_of(std::string_view key, std::string_view value) {
    value = trim(value);
    const bool is_bracketed = value.starts_with('[') && value.ends_with(']') && value.size() >= 2;
    const bool is_list = key == "programme" || key == "country";
    if (!is_bracketed && !(is_list && value.find(';') != std::string_view::npos)) {
        return text_value(value);
    }
    if (is_bracketed) value = value.substr(1, value.size() - 2);
    RowValue list;
    list.kind = RowValue::Kind::list;
    while (!value.empty()) {
        const char quote = value.front() == '"' || value.front() == '\'' ? value.front() : '\0';
        const std::size_t from = quote == '\0' ? 0 : std::min(value.find(quote, 1), value.size());
        const std::size_t end = std::min(value.find(is_bracketed ? ',' : ';', from), value.size());
        if (!trim(value.substr(0, end)).empty()) {
            list.items.push_back(text_value(value.substr(0, end)));
        }
        value.remove_prefix(std::min(end + 1, value.size()));
        value = trim(value);
    }
    return list;
}

/// What authors call our keys elsewhere.
std::string key_of(std::string_view name) {
    std::string key = lower_ascii(plain_value(name));
    if (key == "language") return "lang";
    if (key == "acronym") return "project";
    return key;
}

/// One key of the front matter with what stands below it ("- item" lines) as its list.
struct Entry {
    std::string key;
    RowValue value;
};

/// The front matter's keys; lines that are no "key: value" (deeper structure) belong to the key
/// before and are passed over.
std::vector<Entry> entries_of(std::string_view matter, char assign) {
    std::vector<Entry> entries;
    bool is_in_block = false;
    while (!matter.empty()) {
        std::string_view line = take_line(matter);
        const bool is_indented = line.starts_with(' ') || line.starts_with('\t');
        line = trim(line);
        if (line.empty() || line.starts_with('#')) continue;
        if (is_indented && is_in_block) {
            std::string& text = entries.back().value.text;
            if (!text.empty()) text += ' ';
            text += line;
            continue;
        }
        if (line.starts_with("- ") && !entries.empty()) {
            RowValue& value = entries.back().value;
            if (value.kind == RowValue::Kind::text && !value.text.empty()) continue;
            value.kind = RowValue::Kind::list;
            value.items.push_back(text_value(line.substr(2)));
            continue;
        }
        const std::size_t at = line.find(assign);
        if (is_indented || at == std::string_view::npos || at == 0) continue;
        const std::string key = key_of(line.substr(0, at));
        const std::string_view value = trim(line.substr(at + 1));
        is_in_block = is_block_mark(value);
        entries.push_back({key, value_of(key, is_in_block ? std::string_view() : value)});
    }
    return entries;
}

/// Cuts the front matter off `text`; empty when there is none.
std::string_view take_front_matter(std::string_view& text, char& assign) noexcept {
    std::string_view rest = text;
    const std::string_view mark = trim(take_line(rest));
    if (mark != "---" && mark != "+++") return {};
    assign = mark == "---" ? ':' : '=';
    const char* const begin = rest.data();
    // A rule at the top is no front matter: its first line must look like one of it.
    const std::string_view first = trim(rest.substr(0, rest.find('\n')));
    if (first != mark && !first.starts_with('#') && first.find(assign) == std::string_view::npos) {
        return {};
    }
    while (!rest.empty()) {
        const std::string_view line = take_line(rest);
        const bool is_end = trim(line) == mark || (mark == "---" && trim(line) == "...");
        if (!is_end) continue;
        text = rest;
        return {begin, static_cast<std::size_t>(line.data() - begin)};
    }
    return {};
}

/// The first fault among the values of the front matter, or nothing.
std::optional<std::string> set_front_matter(Document& document, std::vector<Entry>&& entries) {
    std::vector<std::string> seen;
    for (Entry& entry : entries) {
        if (std::find(seen.begin(), seen.end(), entry.key) != seen.end()) {
            return "key '" + entry.key + "' stands twice in the front matter";
        }
        seen.push_back(entry.key);
        if (entry.key == "text" || entry.key == "id") continue;  // the file has both
        std::optional<std::string> wrong =
            set_row_field(document, entry.key, std::move(entry.value));
        if (wrong) return "front matter: " + *wrong;
    }
    return std::nullopt;
}

bool has_too_many_brackets(std::string_view text) noexcept {
    std::size_t brackets = 0;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (trim(line).empty()) brackets = 0;
        brackets += static_cast<std::size_t>(std::count(line.begin(), line.end(), '['));
        if (brackets > kMaxBrackets) return true;
    }
    return false;
}

std::string_view literal_of(cmark_node* node) noexcept {
    const char* const text = cmark_node_get_literal(node);
    return text == nullptr ? std::string_view() : text;
}

bool is_kind(cmark_node* node, cmark_node_type type) noexcept {
    return node != nullptr && cmark_node_get_type(node) == type;
}

/// Whether the second line of a paragraph is the rule of a table: "|---|:--:|".
bool is_table(cmark_node* paragraph) {
    cmark_node* node = cmark_node_first_child(paragraph);
    while (node != nullptr && !is_kind(node, CMARK_NODE_SOFTBREAK)) node = cmark_node_next(node);
    if (node == nullptr) return false;
    std::string rule;
    for (node = cmark_node_next(node); is_kind(node, CMARK_NODE_TEXT);
         node = cmark_node_next(node)) {
        rule += literal_of(node);
    }
    const bool is_whole = node == nullptr || is_kind(node, CMARK_NODE_SOFTBREAK);
    return is_whole && rule.find('-') != std::string::npos && rule.find('|') != std::string::npos &&
           rule.find_first_not_of("|-: \t") == std::string::npos;
}

// Markdown's core knows no tables: rows become lines, and the cells of a row are set apart by a
// space, as in HTML.
void open_table(cmark_node* paragraph) {
    std::size_t row = 0;
    for (cmark_node* node = cmark_node_first_child(paragraph); node != nullptr;) {
        cmark_node* const next = cmark_node_next(node);
        if (is_kind(node, CMARK_NODE_SOFTBREAK)) {
            ++row;
            Tree line_break(cmark_node_new(CMARK_NODE_LINEBREAK));
            if (cmark_node_insert_after(node, line_break.get()) != 0) {
                static_cast<void>(line_break.release());  // the tree's now
                cmark_node_free(node);
            }
        } else if (is_kind(node, CMARK_NODE_TEXT)) {
            std::string cell = row == 1 ? std::string() : std::string(literal_of(node));
            std::replace(cell.begin(), cell.end(), '|', ' ');
            cmark_node_set_literal(node, cell.c_str());
        }
        node = next;
    }
}

/// Puts the words that stand for a picture in its place.
void show_image_text(cmark_node* image) {
    while (cmark_node* const child = cmark_node_first_child(image)) {
        if (cmark_node_insert_before(image, child) == 0) break;
    }
}

std::string html_of(std::string_view text) {
    const Tree tree(cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT));
    if (tree == nullptr) return {};
    std::vector<cmark_node*> images;
    std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> walk(cmark_iter_new(tree.get()),
                                                                 cmark_iter_free);
    for (cmark_event_type event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(walk.get())) {
        cmark_node* const node = cmark_iter_get_node(walk.get());
        if (event != CMARK_EVENT_EXIT) continue;
        if (is_kind(node, CMARK_NODE_PARAGRAPH) && is_table(node)) open_table(node);
        if (is_kind(node, CMARK_NODE_IMAGE)) images.push_back(node);
    }
    // An image within another is met first, and moves its words into the outer one.
    for (cmark_node* const image : images) show_image_text(image);
    const std::unique_ptr<char, FreeText> html(cmark_render_html(tree.get(), CMARK_OPT_UNSAFE));
    return html == nullptr ? std::string() : std::string(html.get());
}

Result<void> read(const ReadInput& input, const ReadSink& sink) {
    Result<std::string> bytes = read_all(*input.bytes, input.options->limits.file_bytes);
    if (!bytes) return bytes.error();
    Result<DecodedText> decoded = decode_text(*bytes);
    if (!decoded) return decoded.error();
    std::string_view text = decoded->text;
    char assign = ':';
    const std::string_view matter = take_front_matter(text, assign);
    if (has_too_many_brackets(text)) {
        return fail(ErrorCode::too_large,
                    "a paragraph has more than " + std::to_string(kMaxBrackets) + " brackets '['");
    }
    Document document;
    if (Result<void> done = read_html_text(html_of(text), document); !done) return done.error();
    // A list of links in a Markdown text is no menu.
    document.furniture.clear();
    if (document.title.empty()) document.title = std::string(find_headline(document.text));
    document.id = input.id;
    document.source = input.source;
    if (const auto wrong = set_front_matter(document, entries_of(matter, assign))) {
        return fail(ErrorCode::malformed_input, *wrong);
    }
    if (document.title.empty() && trim(document.text).empty()) {
        return fail(ErrorCode::malformed_input, "the file has no text");
    }
    sink.document(std::move(document));
    return {};
}

}  // namespace

const Reader& reader_markdown() {
    static constexpr std::array<std::string_view, 2> kSuffixes = {".md", ".markdown"};
    static const Reader reader{"markdown", kSuffixes, read};
    return reader;
}

}  // namespace evresi::corpus
