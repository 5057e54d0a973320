// Lists of files: each row names a file, which its own reader reads, and gives metadata for it.
#include "base/ascii.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/content.hpp"
#include "corpus/file_list.hpp"
#include "corpus/reader.hpp"
#include "corpus/row_reader.hpp"
#include "corpus/source_walk.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

namespace evresi::corpus {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kSuffixes = {".list.csv", ".list.tsv", ".list.jsonl"};

std::string_view unpacked_name(std::string_view name) noexcept {
    for (const std::string_view packed : {".gz", ".zst"}) {
        if (name.size() > packed.size() &&
            equals_ignoring_case(name.substr(name.size() - packed.size()), packed)) {
            return name.substr(0, name.size() - packed.size());
        }
    }
    return name;
}

bool has_suffix(std::string_view name, std::string_view suffix) noexcept {
    name = unpacked_name(name);
    return name.size() > suffix.size() &&
           equals_ignoring_case(name.substr(name.size() - suffix.size()), suffix);
}

Result<void> read_rows(const ReadInput& input, const RowSink& sink) {
    return has_suffix(input.source, ".jsonl") ? read_jsonl_rows(input, sink)
                                              : read_csv_rows(input, sink);
}

std::optional<std::string> heads_fault(const ColumnPlan& plan) {
    if (plan.has_field("path")) return std::nullopt;
    return "the first row of this list of files names no column 'path'";
}

std::string path_of(const Row& row) {
    for (const NamedValue& value : row.values) {
        if (value.name == "path" && value.value.kind == RowValue::Kind::text) {
            return std::string(trim(value.value.text));
        }
    }
    return {};
}

/// The file that `named` means, below `folder` and by no symbolic link; not_found or
/// invalid_argument.
Result<fs::path> resolve(const std::string& folder, const std::string& named) {
    const std::string shown = "'" + printable_path(named) + "'";
    if (named.empty()) return fail(ErrorCode::invalid_argument, "the row has no 'path'");
    const fs::path relative = fs::path(named).lexically_normal();
    const bool leads_out = relative.is_absolute() || relative.empty() || *relative.begin() == "..";
    if (leads_out || named.find('\0') != std::string::npos) {
        return fail(ErrorCode::invalid_argument,
                    "the path " + shown + " leads out of the folder that the list lies in");
    }
    fs::path path = folder;
    for (const fs::path& part : relative) {
        if (part.empty()) continue;
        path /= part;
        std::error_code failed;
        const fs::file_status status = fs::symlink_status(path, failed);
        if (!fs::exists(status)) {
            return fail(ErrorCode::not_found, "the file " + shown + " does not exist");
        }
        if (fs::is_symlink(status)) {
            return fail(ErrorCode::invalid_argument,
                        "the path " + shown + " goes by a symbolic link");
        }
    }
    return path;
}

/// The id of a file beside the list whose id is `list_id`.
std::string id_beside(const std::string& list_id, const std::string& named) {
    const fs::path folder = fs::path(list_id).parent_path();
    return printable_path((folder / fs::path(named).lexically_normal()).generic_string());
}

/// Reads the files of one list.
class ListedFiles {
public:
    ListedFiles(const ReadInput& input, const ReadSink& sink) : input_(input), sink_(sink) {}

    /// Takes a row; returns false when the sink asked to stop.
    bool take(Row&& row) {
        const std::string named = path_of(row);
        std::string id = row_id(row.values);
        if (id.empty()) id = id_beside(input_.id, named);
        Document given;
        if (std::optional<std::string> wrong = set_given(given, std::move(row.values))) {
            return refuse(row.line, id, ErrorCode::malformed_input, *wrong);
        }
        const Result<fs::path> path = resolve(input_.folder, named);
        if (!path) return refuse(row.line, id, path.error().code, path.error().message);
        const Result<void> done = read_file(*path, id, given);
        if (!done && goes_on_) {
            goes_on_ = sink_.rejected({printable_path(path->string()), 0, id,
                                       std::string(error_code_name(done.error().code)),
                                       done.error().message});
        }
        return goes_on_;
    }

private:
    bool refuse(std::uint64_t line, std::string id, ErrorCode code, std::string message) {
        goes_on_ = sink_.rejected({input_.source, line, std::move(id),
                                   std::string(error_code_name(code)), std::move(message)});
        return goes_on_;
    }

    static std::optional<std::string> set_given(Document& given, std::vector<NamedValue>&& values) {
        std::erase_if(values, [](const NamedValue& value) { return value.name == "path"; });
        for (const NamedValue& value : values) {
            if (value.name == "text" && !trim(value.value.text).empty()) {
                return "key 'text': a row of a list of files has none; the text is in the file";
            }
        }
        return set_row_fields(given, std::move(values));
    }

    Result<void> read_file(const fs::path& path, const std::string& id, const Document& given) {
        Result<std::unique_ptr<ByteSource>> bytes = open_file(path.string());
        if (!bytes) return bytes.error();
        if (is_file_list(path.filename().string())) {
            return fail(ErrorCode::unsupported_format,
                        "a list of files cannot name another; give that one as a PATH");
        }
        const std::string name = path.filename().string();
        const Result<Recognised> recognised = recognise(name, *bytes, input_.options->limits);
        if (!recognised) return recognised.error();
        if (recognised->reader == nullptr) {
            const Refusal& refusal = recognised->refusal;
            goes_on_ = sink_.rejected(
                {printable_path(path.string()), 0, id, refusal.code, refusal.message});
            return {};
        }
        ReadInput input{printable_path(path.string()), id, bytes->get(), input_.options};
        input.folder = path.parent_path().string();
        const ReadSink sink{[this, &given](Document&& document) {
                                give_metadata(document, given);
                                goes_on_ = sink_.document(std::move(document));
                                return goes_on_;
                            },
                            [this](Rejection&& refusal) {
                                goes_on_ = sink_.rejected(std::move(refusal));
                                return goes_on_;
                            }};
        return recognised->reader->read(input, sink);
    }

    const ReadInput& input_;
    const ReadSink& sink_;
    bool goes_on_ = true;
};

Result<void> read(const ReadInput& input, const ReadSink& sink) {
    if (input.folder.empty()) {
        return fail(ErrorCode::unsupported_format,
                    "a list of files is read from a folder only, where its files lie beside it");
    }
    ListedFiles files(input, sink);
    RowSink rows;
    rows.heads = heads_fault;
    rows.row = [&files](Row&& row) { return files.take(std::move(row)); };
    rows.rejected = sink.rejected;
    return read_rows(input, rows);
}

}  // namespace

bool is_file_list(std::string_view file_name) noexcept {
    return std::any_of(kSuffixes.begin(), kSuffixes.end(), [file_name](std::string_view suffix) {
        return has_suffix(file_name, suffix);
    });
}

std::vector<std::string> listed_files(const std::string& path) {
    std::vector<std::string> files;
    Result<std::unique_ptr<ByteSource>> bytes = open_file(path);
    if (!bytes) return files;
    const std::string folder = fs::path(path).parent_path().string();
    const ReadOptions options;
    ReadInput input{path, path, bytes->get(), &options};
    input.folder = folder.empty() ? "." : folder;
    RowSink rows;
    rows.heads = heads_fault;
    rows.row = [&](Row&& row) {
        std::error_code failed;
        if (const Result<fs::path> file = resolve(input.folder, path_of(row))) {
            const fs::path target = fs::canonical(*file, failed);
            if (!failed) files.push_back(target.string());
        }
        return true;
    };
    rows.rejected = [](Rejection&&) { return true; };
    // What is wrong with the list is told when it is read.
    static_cast<void>(read_rows(input, rows).has_value());
    return files;
}

const Reader& reader_list() {
    static const Reader reader{"list", kSuffixes, read};
    return reader;
}

}  // namespace evresi::corpus
