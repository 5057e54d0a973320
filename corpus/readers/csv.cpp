// CSV and TSV by libcsv: the first row names the columns, every other row is a document.
#include "base/ascii.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/encoding.hpp"
#include "corpus/reader.hpp"
#include "corpus/row_fields.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <csv.h>

namespace evresi::corpus {
namespace {

constexpr std::size_t kHeadBytes = 64u << 10;

// The delimiter that occurs most in the first line outside quotation marks.
char detect_delimiter(std::string_view head) noexcept {
    static constexpr std::array<char, 3> kDelimiters = {',', ';', '\t'};
    std::array<std::size_t, 3> counts{};
    bool is_quoted = false;
    for (const char c : head) {
        if (c == '"') is_quoted = !is_quoted;
        if (is_quoted) continue;
        if (c == '\n') break;
        for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += c == kDelimiters[i] ? 1u : 0u;
    }
    const auto best = std::max_element(counts.begin(), counts.end());
    return kDelimiters[static_cast<std::size_t>(best - counts.begin())];
}

/// What a column is called among our fields: by the mapping given, or by its head.
std::string field_name(std::string_view head, const ReadOptions& options) {
    const std::string lower = lower_ascii(trim(head));
    for (const auto& [column, field] : options.columns) {
        if (lower_ascii(trim(column)) == lower) return field;
    }
    return is_row_key(lower) ? lower : std::string(trim(head));
}

RowValue list_of(std::string_view cell) {
    RowValue list;
    list.kind = RowValue::Kind::list;
    while (!cell.empty()) {
        const std::size_t length = std::min(cell.find_first_of(";|"), cell.size());
        list.items.push_back({RowValue::Kind::text, std::string(cell.substr(0, length)), {}});
        cell.remove_prefix(std::min(length + 1, cell.size()));
    }
    return list;
}

/// Owns the C parser. Rows are fed line by line, so that the line a row starts at is known.
class CsvRows {
public:
    CsvRows(const ReadInput& input, const ReadSink& sink, std::string encoding, char delimiter)
        : input_(input), sink_(sink), encoding_(std::move(encoding)), delimiter_(delimiter) {
        start();
    }
    CsvRows(const CsvRows&) = delete;
    CsvRows& operator=(const CsvRows&) = delete;
    ~CsvRows() { csv_free(&parser_); }

    /// Takes the next bytes; returns false to stop.
    bool feed(std::string_view bytes) {
        while (!bytes.empty() && goes_on()) {
            const std::size_t end = bytes.find('\n');
            const bool has_end = end != std::string_view::npos;
            const std::string_view piece = bytes.substr(0, has_end ? end + 1 : bytes.size());
            bytes.remove_prefix(piece.size());
            take(piece);
            if (has_end) end_line();
        }
        return goes_on();
    }

    Result<void> finish() {
        if (goes_on() && !is_skipping_) csv_fini(&parser_, on_field, on_row, this);
        if (!fault_.message.empty()) return fault_;
        return {};
    }

private:
    static void on_field(void* data, std::size_t length, void* self) {
        static_cast<CsvRows*>(self)->cells_.emplace_back(static_cast<const char*>(data), length);
    }
    static void on_row(int, void* self) { static_cast<CsvRows*>(self)->end_row(); }

    [[nodiscard]] bool goes_on() const noexcept { return !stopped_ && fault_.message.empty(); }

    void start() {
        csv_init(&parser_, CSV_APPEND_NULL);
        csv_set_delim(&parser_, static_cast<unsigned char>(delimiter_));
    }

    void take(std::string_view piece) {
        if (is_skipping_) return;
        row_bytes_ += piece.size();
        if (row_bytes_ > input_.options->limits.row_bytes) return skip_row();
        const std::size_t taken =
            csv_parse(&parser_, piece.data(), piece.size(), on_field, on_row, this);
        if (taken != piece.size()) {
            fault_ = fail(ErrorCode::malformed_input, std::string("cannot be read as CSV: ") +
                                                          csv_strerror(csv_error(&parser_)));
        }
    }

    // A row without end is most often a quotation mark that is never closed.
    void skip_row() {
        reject({}, ErrorCode::too_large,
               "the row has more than " + std::to_string(input_.options->limits.row_bytes) +
                   " bytes; is a quotation mark not closed?");
        csv_free(&parser_);
        start();
        cells_.clear();
        is_skipping_ = true;
    }

    void end_line() {
        ++line_;
        is_skipping_ = false;
        // State 0: no row has begun, so the next line is the first of its row.
        if (parser_.pstate == 0) {
            row_line_ = line_;
            row_bytes_ = 0;
        }
    }

    void end_row() {
        row_bytes_ = 0;
        std::vector<std::string> cells = std::move(cells_);
        cells_.clear();
        if (!goes_on()) return;
        for (std::string& cell : cells) {
            if (encoding_ == "UTF-8") continue;
            if (Result<std::string> text = convert_to_utf8(cell, encoding_)) cell = *text;
        }
        if (names_.empty()) {
            take_heads(cells);
        } else {
            ++row_;
            take_row(cells);
        }
    }

    void take_heads(std::vector<std::string>& cells) {
        for (std::string& cell : cells) {
            clean_text(cell);
            std::string name = field_name(cell, *input_.options);
            if (name.empty()) name = "column " + std::to_string(names_.size() + 1);
            if (std::find(names_.begin(), names_.end(), name) != names_.end()) {
                fault_ = fail(ErrorCode::malformed_input, "two columns are called '" + name + "'");
                return;
            }
            names_.push_back(std::move(name));
        }
        const auto has = [this](std::string_view name) {
            return std::find(names_.begin(), names_.end(), name) != names_.end();
        };
        if (!has("text") && !has("title")) {
            fault_ = fail(ErrorCode::malformed_input,
                          "the first row names no column 'text' or 'title'; name the columns as "
                          "the fields are named, or give a mapping of columns");
        }
    }

    void take_row(std::vector<std::string>& cells) {
        if (cells.size() != names_.size()) {
            return reject({}, ErrorCode::malformed_input,
                          "the row has " + std::to_string(cells.size()) +
                              " columns, the first row " + std::to_string(names_.size()));
        }
        Document document;
        document.source = input_.source;
        document.line = row_line_;
        std::optional<std::string> wrong;
        for (std::size_t i = 0; i < cells.size() && !wrong; ++i) {
            const bool is_list = names_[i] == "programme" || names_[i] == "country";
            if (names_[i] == "id" && trim(cells[i]).empty()) continue;
            wrong =
                set_row_field(document, names_[i],
                              is_list ? list_of(cells[i])
                                      : RowValue{RowValue::Kind::text, std::move(cells[i]), {}});
        }
        if (document.id.empty()) document.id = input_.id + "#" + std::to_string(row_);
        if (!wrong) wrong = check_row(document);
        if (wrong) return reject(std::move(document.id), ErrorCode::malformed_input, *wrong);
        stopped_ = !sink_.document(std::move(document));
    }

    void reject(std::string id, ErrorCode code, std::string message) {
        stopped_ =
            !sink_.rejected(Rejection{input_.source, row_line_, std::move(id),
                                      std::string(error_code_name(code)), std::move(message)});
    }

    const ReadInput& input_;
    const ReadSink& sink_;
    std::string encoding_;
    char delimiter_;
    csv_parser parser_{};
    std::vector<std::string> names_;
    std::vector<std::string> cells_;
    std::uint64_t line_ = 1;
    std::uint64_t row_line_ = 1;
    std::uint64_t row_ = 0;
    std::size_t row_bytes_ = 0;
    bool is_skipping_ = false;
    bool stopped_ = false;
    Error fault_;
};

bool is_wide(std::string_view encoding) noexcept {
    return encoding.starts_with("UTF-16") || encoding.starts_with("UTF-32");
}

Result<void> read(const ReadInput& input, const ReadSink& sink) {
    Result<std::string> head = read_prefix(*input.bytes, kHeadBytes);
    if (!head) return head.error();
    if (is_binary(*head)) {
        return fail(ErrorCode::bad_encoding, "the file is not text; export it as CSV in UTF-8");
    }
    const std::string encoding = detect_encoding(*head);
    if (is_wide(encoding)) {
        Result<std::string> rest = read_all(*input.bytes, input.options->limits.file_bytes);
        if (!rest) return rest.error();
        Result<std::string> text = convert_to_utf8(*head + *rest, encoding);
        if (!text) return text.error();
        CsvRows rows(input, sink, "UTF-8", detect_delimiter(*text));
        rows.feed(*text);
        return rows.finish();
    }
    std::string_view start = *head;
    if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
    CsvRows rows(input, sink, encoding, detect_delimiter(start));
    if (!rows.feed(start)) return rows.finish();
    std::vector<char> buffer(kHeadBytes);
    for (;;) {
        Result<std::size_t> got = input.bytes->read(buffer);
        if (!got) return got.error();
        if (*got == 0) return rows.finish();
        if (!rows.feed({buffer.data(), *got})) return rows.finish();
    }
}

}  // namespace

const Reader& reader_csv() {
    static constexpr std::array<std::string_view, 2> kSuffixes = {".csv", ".tsv"};
    static const Reader reader{"csv", kSuffixes, read};
    return reader;
}

}  // namespace evresi::corpus
