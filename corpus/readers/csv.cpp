// CSV and TSV by libcsv: the first row names the columns, every other row is a document.
#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/encoding.hpp"
#include "corpus/reader.hpp"
#include "corpus/row_reader.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <csv.h>
#include <optional>
#include <unordered_set>
#include <utility>

namespace evresi::corpus {
namespace {

constexpr std::size_t kHeadBytes = 64u << 10;
constexpr std::size_t kMaxColumns = 1'024;

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

// What csv_parser::pstate says; the library keeps the names to itself.
constexpr int kRowNotBegun = 0;
constexpr int kInField = 2;

// Each retry reads a stretch of the file once more, so both their number and their bytes are bound.
constexpr std::size_t kMaxRetries = 1'000;
constexpr std::size_t kMaxRetriedBytes = 256u << 20;

/// The first line of `bytes` with its end ('\n' or '\r'), or all of them.
std::string_view first_line(std::string_view bytes) noexcept {
    const std::size_t end = bytes.find_first_of("\r\n");
    return bytes.substr(0, end == std::string_view::npos ? end : end + 1);
}

bool is_line_end(char c) noexcept {
    return c == '\n' || c == '\r';
}

enum class Quoting { sound, loose, crossed };

/// How the quotation marks of a row stand. `loose`: one within a quoted cell is neither doubled nor
/// the end of the cell. `crossed`: such a one stands where a cell would begin, so the cell around
/// it most likely began with a mark that was not meant as one.
Quoting quoting_of(std::string_view row, char delimiter) noexcept {
    const auto bounds = [delimiter](char c) { return c == delimiter || is_line_end(c); };
    Quoting found = Quoting::sound;
    bool is_quoted = false;
    bool is_cell_start = true;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (!is_quoted) {
            is_quoted = is_cell_start && row[i] == '"';
            is_cell_start = row[i] == delimiter || (is_cell_start && row[i] == ' ');
            continue;
        }
        if (row[i] != '"') continue;
        if (i + 1 < row.size() && row[i + 1] == '"') {
            ++i;
            continue;
        }
        std::size_t next = i + 1;
        while (next < row.size() && row[next] == ' ') ++next;
        if (next == row.size() || bounds(row[next])) {
            is_quoted = false;
        } else {
            if (bounds(row[i - 1])) return Quoting::crossed;
            found = Quoting::loose;
        }
    }
    return found;
}

/// Whether every line of `row` but the first would be a row of `columns` cells itself.
bool holds_rows(std::string_view row, std::size_t columns, char delimiter) noexcept {
    if (columns < 2) return false;
    row.remove_prefix(first_line(row).size());
    if (row.starts_with('\n')) row.remove_prefix(1);  // the second half of CR LF
    while (!row.empty()) {
        const std::string_view line = first_line(row);
        row.remove_prefix(line.size());
        if (line == "\n" || line == "\r") continue;
        const auto found = std::count(line.begin(), line.end(), delimiter);
        if (static_cast<std::size_t>(found) + 1 < columns) return false;
    }
    return true;
}

/// Owns the C parser. Rows are fed line by line, so that the line a row starts at is known. A row
/// that fails and spans lines most often has a quotation mark that is never closed: its first line
/// is rejected, and the others are read again.
class CsvRows {
public:
    /// `is_strict`: the file has shown itself to be UTF-8, so a row that is not is refused.
    CsvRows(const ReadInput& input,
            const RowSink& sink,
            std::string encoding,
            bool is_strict,
            char delimiter)
        : input_(input), sink_(sink), encoding_(std::move(encoding)), is_strict_(is_strict),
          delimiter_(delimiter) {
        start();
    }
    CsvRows(const CsvRows&) = delete;
    CsvRows& operator=(const CsvRows&) = delete;
    ~CsvRows() { csv_free(&parser_); }

    /// Takes the next bytes; returns false to stop.
    bool feed(std::string_view bytes) {
        while (!bytes.empty() && goes_on()) {
            const std::string_view piece = first_line(bytes);
            bytes.remove_prefix(piece.size());
            take(piece);
            retry();
        }
        return goes_on();
    }

    Result<void> finish() {
        while (goes_on() && !raw_.empty()) {
            if (parser_.pstate == kInField && parser_.quoted != 0) {
                fail_row(ErrorCode::malformed_input, "a quotation mark of the row is not closed");
            } else {
                csv_fini(&parser_, on_field, on_row, this);
                if (!failure_) break;
                fail_row(failure_->code, failure_->message);
            }
            retry();
        }
        if (!fault_.message.empty()) return fault_;
        return {};
    }

private:
    static void on_field(void* data, std::size_t length, void* self) {
        static_cast<CsvRows*>(self)->cells_.emplace_back(static_cast<const char*>(data), length);
    }
    static void on_row(int, void* self) { static_cast<CsvRows*>(self)->end_row(); }

    [[nodiscard]] bool goes_on() const noexcept { return !stopped_ && fault_.message.empty(); }
    [[nodiscard]] bool spans_lines() const noexcept {
        return first_line(raw_).size() < raw_.size();
    }

    void start() {
        csv_init(&parser_, CSV_APPEND_NULL);
        csv_set_delim(&parser_, static_cast<unsigned char>(delimiter_));
    }

    // A piece holds the end of one line at most, and so the end of one row.
    void take(std::string_view piece) {
        if (!is_skipping_) parse(piece);
        if (again_.empty()) end_piece(piece.back());
    }

    void parse(std::string_view piece) {
        raw_ += piece;
        if (raw_.size() > input_.options->limits.row_bytes) {
            return fail_row(ErrorCode::too_large,
                            "the row has more than " +
                                std::to_string(input_.options->limits.row_bytes) +
                                " bytes; is a quotation mark not closed?");
        }
        const std::size_t taken =
            csv_parse(&parser_, piece.data(), piece.size(), on_field, on_row, this);
        if (taken != piece.size()) {
            fault_ = fail(ErrorCode::malformed_input, std::string("cannot be read as CSV: ") +
                                                          csv_strerror(csv_error(&parser_)));
        }
        if (failure_) fail_row(failure_->code, failure_->message);
    }

    // Rejects the first line of the row that is open and leaves its other lines to be read again.
    void fail_row(ErrorCode code, std::string message) {
        failure_.reset();
        if (!plan_) {
            fault_ = fail(code, "the first row, which names the columns: " + message);
            return;
        }
        ++row_;
        reject({}, code, std::move(message));
        csv_free(&parser_);
        start();
        cells_.clear();
        std::size_t length = first_line(raw_).size();
        if (raw_.substr(length - 1, 2) == "\r\n") ++length;
        again_ = raw_.substr(length);
        const char last = raw_[length - 1];
        raw_.clear();
        if (again_.empty()) {
            is_skipping_ = true;
            return;
        }
        line_ = row_line_;
        end_piece(last);
        retried_bytes_ += again_.size();
        if (++retries_ > kMaxRetries || retried_bytes_ > kMaxRetriedBytes) {
            fault_ = fail(ErrorCode::malformed_input,
                          "too many rows hold a quotation mark that is not closed; nothing is read "
                          "from line " +
                              std::to_string(line_) + " on");
        }
    }

    void retry() {
        while (goes_on() && !again_.empty()) {
            const std::string lines = std::exchange(again_, {});
            std::string_view rest = lines;
            while (!rest.empty() && goes_on() && again_.empty()) {
                const std::string_view piece = first_line(rest);
                rest.remove_prefix(piece.size());
                take(piece);
            }
            again_ += rest;
        }
    }

    void end_piece(char last) {
        const bool is_second_half = last == '\n' && last_byte_ == '\r';
        last_byte_ = last;
        if (!is_line_end(last)) return;
        if (!is_second_half) ++line_;
        is_skipping_ = false;
        if (parser_.pstate == kRowNotBegun) {
            row_line_ = line_;
            raw_.clear();
        }
    }

    void end_row() {
        std::vector<std::string> cells = std::move(cells_);
        cells_.clear();
        if (!goes_on()) return;
        const bool is_head = !plan_;
        const bool is_bad = is_strict_ && !std::all_of(cells.begin(), cells.end(), is_utf8);
        if (is_bad && is_head) {
            fault_ = fail(ErrorCode::bad_encoding, kNotUtf8);
            return;
        }
        for (std::string& cell : cells) {
            if (encoding_ == "UTF-8") continue;
            if (Result<std::string> text = convert_to_utf8(cell, encoding_)) cell = *text;
        }
        if (is_head) return take_heads(cells);
        if (is_stray_quote(cells.size())) {
            failure_ =
                fail(ErrorCode::malformed_input, "a quotation mark of the row is not closed");
            return;
        }
        ++row_;
        if (is_bad) return reject({}, ErrorCode::bad_encoding, kNotUtf8);
        take_row(cells);
    }

    [[nodiscard]] bool is_stray_quote(std::size_t columns) const noexcept {
        if (!spans_lines()) return false;
        const Quoting quoting = quoting_of(raw_, delimiter_);
        return quoting == Quoting::crossed ||
               (quoting == Quoting::loose &&
                (columns != plan_->columns() || holds_rows(raw_, plan_->columns(), delimiter_)));
    }

    void take_heads(std::vector<std::string>& cells) {
        if (cells.size() > kMaxColumns) {
            fault_ = fail(ErrorCode::too_large, "the first row names more than " +
                                                    std::to_string(kMaxColumns) + " columns");
            return;
        }
        std::vector<std::string> heads;
        std::unordered_set<std::string> seen;
        for (std::string& cell : cells) {
            clean_text(cell);
            std::string head(trim(cell));
            if (head.empty()) head = "column " + std::to_string(heads.size() + 1);
            const std::string key = lower_ascii(head);
            if (!seen.insert(is_row_key(key) ? key : head).second) {
                fault_ = fail(ErrorCode::malformed_input, "two columns are called '" + head + "'");
                return;
            }
            heads.push_back(std::move(head));
        }
        const ColumnMapping* mapping = input_.options->mapping.get();
        if (mapping == nullptr) mapping = recognise_mapping(heads);
        plan_.emplace(std::move(heads), mapping);
        if (std::optional<std::string> wrong = sink_.heads(*plan_)) {
            fault_ = fail(ErrorCode::malformed_input, std::move(*wrong));
        }
    }

    void take_row(std::vector<std::string>& cells) {
        if (cells.size() != plan_->columns()) {
            return reject({}, ErrorCode::malformed_input,
                          "the row has " + std::to_string(cells.size()) +
                              " columns, the first row " + std::to_string(plan_->columns()));
        }
        std::optional<std::string> wrong;
        Row row{row_line_, row_, plan_->values(std::move(cells), wrong)};
        if (wrong) return reject(row_id(row.values), ErrorCode::malformed_input, *wrong);
        stopped_ = !sink_.row(std::move(row));
    }

    void reject(std::string id, ErrorCode code, std::string message) {
        stopped_ =
            !sink_.rejected(Rejection{input_.source, row_line_, std::move(id),
                                      std::string(error_code_name(code)), std::move(message)});
    }

    const ReadInput& input_;
    const RowSink& sink_;
    std::string encoding_;
    bool is_strict_;
    char delimiter_;
    csv_parser parser_{};
    std::optional<ColumnPlan> plan_;  // once the head line is read
    std::vector<std::string> cells_;
    std::uint64_t line_ = 1;
    std::uint64_t row_line_ = 1;
    std::uint64_t row_ = 0;
    static constexpr const char* kNotUtf8 =
        "the row is not in UTF-8 as the file before it is; convert the whole file to UTF-8";
    std::string raw_;    // the open row as it stands in the file
    std::string again_;  // lines to be read again before any other
    std::optional<Error> failure_;
    std::size_t retries_ = 0;
    std::size_t retried_bytes_ = 0;
    char last_byte_ = '\0';
    bool is_skipping_ = false;
    bool stopped_ = false;
    Error fault_;
};

bool is_wide(std::string_view encoding) noexcept {
    return encoding.starts_with("UTF-16") || encoding.starts_with("UTF-32");
}

Result<void> read(const ReadInput& input, const ReadSink& sink) {
    RowSink rows;
    rows.heads = [](const ColumnPlan& plan) -> std::optional<std::string> {
        if (plan.has_field("text") || plan.has_field("title")) return std::nullopt;
        return "the first row names no column 'text' or 'title'; name the columns as the fields "
               "are "
               "named, or give a mapping of columns";
    };
    rows.row = [&](Row&& row) {
        std::string id = input.id + "#" + std::to_string(row.number);
        return hand_on_row(std::move(row), std::move(id), input, sink);
    };
    rows.rejected = sink.rejected;
    return read_csv_rows(input, rows);
}

}  // namespace

Result<void> read_csv_rows(const ReadInput& input, const RowSink& sink) {
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
        CsvRows rows(input, sink, "UTF-8", true, detect_delimiter(*text));
        rows.feed(*text);
        return rows.finish();
    }
    std::string_view start = *head;
    if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
    const bool is_strict = encoding == "UTF-8" && is_utf8_prefix(start);
    CsvRows rows(input, sink, encoding, is_strict, detect_delimiter(start));
    if (!rows.feed(start)) return rows.finish();
    std::vector<char> buffer(kHeadBytes);
    for (;;) {
        Result<std::size_t> got = input.bytes->read(buffer);
        if (!got) return got.error();
        if (*got == 0) return rows.finish();
        if (!rows.feed({buffer.data(), *got})) return rows.finish();
    }
}

const Reader& reader_csv() {
    static constexpr std::array<std::string_view, 2> kSuffixes = {".csv", ".tsv"};
    static const Reader reader{"csv", kSuffixes, read};
    return reader;
}

}  // namespace evresi::corpus
