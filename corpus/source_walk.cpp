#include "corpus/source_walk.hpp"

#include "base/utf8.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/content.hpp"
#include "corpus/file_list.hpp"
#include "corpus/skipped_files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <unistd.h>
#include <unordered_map>
#include <unordered_set>

namespace evresi::corpus {
namespace {

namespace fs = std::filesystem;

std::uint64_t size_of(const fs::path& path) {
    std::error_code failed;
    const std::uintmax_t bytes =
        fs::is_regular_file(path, failed) ? fs::file_size(path, failed) : 0;
    return failed ? 0 : static_cast<std::uint64_t>(bytes);
}

bool is_below(const fs::path& path, const fs::path& root) {
    const auto [end, unused] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    return end == root.end();
}

bool is_hidden(const fs::path& path) {
    return std::any_of(path.begin(), path.end(),
                       [](const fs::path& part) { return part.native().starts_with('.'); });
}

/// Walks one folder with a list of folders still to do: depth costs memory, not stack.
class FolderWalk {
public:
    explicit FolderWalk(const std::string& folder) : folder_(folder) {
        std::error_code failed;
        root_ = fs::canonical(folder, failed);
    }

    std::vector<SourceFile> run() {
        pending_.push_back({});
        while (!pending_.empty()) {
            const fs::path below = std::move(pending_.back());
            pending_.pop_back();
            list(below);
        }
        gather_skipped();
        return std::move(files_);
    }

private:
    // Several of a suffix stand as one, behind all others, so that they crowd no other refusal out
    // of a report.
    void gather_skipped() {
        SkippedFiles skipped;
        std::erase_if(files_, [&](const SourceFile& file) {
            return file.fault.empty() && skipped.take(file.id);
        });
        std::vector<SkippedFiles::Group> groups = skipped.groups();
        const auto first_of_several = std::stable_partition(
            groups.begin(), groups.end(), [](const auto& group) { return group.count == 1; });
        add_skipped(groups.begin(), first_of_several);
        std::sort(files_.begin(), files_.end(),
                  [](const SourceFile& a, const SourceFile& b) { return a.id < b.id; });
        add_skipped(first_of_several, groups.end());
    }

    void add_skipped(std::vector<SkippedFiles::Group>::iterator from,
                     std::vector<SkippedFiles::Group>::iterator to) {
        for (; from != to; ++from) {
            files_.push_back({(folder_ / from->pattern).string(),
                              from->pattern,
                              0,
                              false,
                              {},
                              std::move(from->message),
                              std::string(kNotText)});
        }
    }

    void list(const fs::path& below) {
        const fs::path folder = below.empty() ? folder_ : folder_ / below;
        std::error_code failed;
        fs::directory_iterator entries(folder, failed);
        // A folder that cannot be listed is named when its turn to be read comes.
        if (failed) return add(folder, below);
        for (; !failed && entries != fs::directory_iterator(); entries.increment(failed)) {
            take(*entries, below);
        }
        if (!failed) return;
        add(folder, below);
        files_.back().fault = "the folder cannot be listed to its end: " + failed.message();
    }

    void take(const fs::directory_entry& entry, const fs::path& below) {
        const fs::path name = entry.path().filename();
        if (name.native().starts_with('.')) return;
        std::error_code failed;
        const fs::file_status status = entry.symlink_status(failed);
        if (fs::is_directory(status)) {
            pending_.push_back(below / name);
        } else if (fs::is_symlink(status)) {
            take_link(entry.path(), below / name);
        } else {
            add(entry.path(), below / name);
        }
    }

    // What a link shows inside the root is walked anyway, unless it is hidden there; a link to a
    // folder is never entered.
    void take_link(const fs::path& link, const fs::path& id) {
        std::error_code failed;
        const fs::path target = fs::canonical(link, failed);
        if (failed || !is_below(target, root_) || !fs::is_regular_file(target, failed)) return;
        if (is_hidden(target.lexically_relative(root_))) add(target, id);
    }

    void add(const fs::path& path, const fs::path& id) {
        files_.push_back(
            {path.string(), printable_path(id.generic_string()), size_of(path), false, {}, {}});
    }

    fs::path folder_;
    fs::path root_;
    std::vector<fs::path> pending_;
    std::vector<SourceFile> files_;
};

Rejection rejection(const SourceFile& file, std::string_view code, std::string message) {
    return {printable_path(file.path), 0, file.id, std::string(code), std::move(message)};
}

// Several documents, most with ids of their own or names within the source.
bool holds_several(const Reader& reader) noexcept {
    static constexpr std::array<std::string_view, 5> kNames = {"jsonl", "csv", "list", "zip",
                                                               "tar"};
    return std::find(kNames.begin(), kNames.end(), reader.name) != kNames.end();
}

/// A sink that remembers that it was asked to stop.
struct Stoppable {
    const ReadSink& sink;
    bool stopped = false;

    ReadSink as_sink() {
        return {[this](Document&& document) { return keep(sink.document(std::move(document))); },
                [this](Rejection&& refusal) { return keep(sink.rejected(std::move(refusal))); }};
    }
    bool keep(bool wanted) {
        stopped = stopped || !wanted;
        return wanted;
    }
};

Result<void> read_opened(const SourceFile& file,
                         ByteSource& bytes,
                         const Reader& reader,
                         const ReadOptions& options,
                         const ReadSink& sink) {
    std::string shown = printable_path(file.path);
    if (!file.namesake.empty() && !holds_several(reader)) {
        sink.rejected(rejection(file, "duplicate-id",
                                "'" + shown + "' has the same id '" + file.id + "' as '" +
                                    file.namesake +
                                    "'; give the folder that holds both instead of each"));
        return {};
    }
    std::string id = file.namesake.empty() ? file.id : shown;
    const fs::path folder = fs::path(file.path).parent_path();
    ReadInput input{std::move(shown), std::move(id), &bytes, &options};
    input.folder = folder.empty() ? "." : folder.string();
    return reader.read(input, sink);
}

Result<void> read_file(const SourceFile& file, const ReadOptions& options, const ReadSink& sink) {
    if (!file.fault.empty()) {
        sink.rejected(rejection(
            file, file.fault_code.empty() ? error_code_name(ErrorCode::io_error) : file.fault_code,
            file.fault));
        return {};
    }
    if (file.path == "-") {
        return read_opened(file, *open_descriptor(STDIN_FILENO), *find_reader("-.jsonl", {}),
                           options, sink);
    }
    Result<std::unique_ptr<ByteSource>> bytes = open_file(file.path);
    if (!bytes) return bytes.error();
    const Result<Recognised> recognised = recognise(file.id, *bytes, options.limits);
    if (!recognised) return recognised.error();
    if (recognised->reader == nullptr) {
        sink.rejected(rejection(file, recognised->refusal.code, recognised->refusal.message));
        return {};
    }
    return read_opened(file, **bytes, *recognised->reader, options, sink);
}

// A file that a list names is read once, by way of the list.
void drop_listed(std::vector<SourceFile>& files) {
    std::unordered_set<std::string> listed;
    for (const SourceFile& file : files) {
        if (!is_file_list(file.id) || !file.fault.empty()) continue;
        for (std::string& path : listed_files(file.path)) listed.insert(std::move(path));
    }
    if (listed.empty()) return;
    std::erase_if(files, [&listed](const SourceFile& file) {
        std::error_code failed;
        const fs::path target = fs::canonical(file.path, failed);
        return !failed && !is_file_list(file.id) && listed.contains(target.string());
    });
}

void find_namesakes(std::vector<SourceFile>& files) {
    std::unordered_map<std::string_view, const SourceFile*> seen;
    for (SourceFile& file : files) {
        const auto [first, is_new] = seen.emplace(file.id, &file);
        std::error_code failed;
        if (is_new || fs::equivalent(first->second->path, file.path, failed)) continue;
        file.namesake = printable_path(first->second->path);
    }
}

}  // namespace

std::string printable_path(std::string_view path) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string shown;
    for (std::size_t at = 0; at < path.size();) {
        const DecodedCharacter character = decode_utf8(path, at);
        const bool is_control = character.value < 0x20 || character.value == 0x7F;
        if (character.is_well_formed && !is_control) {
            shown += path.substr(at, character.bytes);
        } else {
            const auto byte = static_cast<unsigned char>(path[at]);
            shown += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
        at += character.bytes;
    }
    return shown;
}

Result<std::vector<SourceFile>> list_sources(const std::vector<std::string>& paths) {
    std::vector<SourceFile> files;
    for (const std::string& path : paths) {
        if (path == "-") {
            files.push_back({"-", "-", 0, true, {}, {}});
            continue;
        }
        std::error_code failed;
        // A link that the caller names is followed: only links that are met on a walk are not.
        const fs::path target = fs::canonical(path, failed);
        if (failed) {
            return fail(ErrorCode::not_found,
                        "'" + printable_path(path) + "' cannot be read: " + failed.message(), path);
        }
        if (!fs::is_directory(target, failed)) {
            const bool is_link = fs::is_symlink(path, failed);
            files.push_back({is_link ? target.string() : path,
                             printable_path(fs::path(path).filename().string()),
                             size_of(target),
                             true,
                             {},
                             {}});
            continue;
        }
        for (SourceFile& file : FolderWalk(path).run()) files.push_back(std::move(file));
    }
    drop_listed(files);
    find_namesakes(files);
    return files;
}

bool read_source(const SourceFile& file, const ReadOptions& options, const ReadSink& sink) {
    Stoppable stoppable{sink};
    const Result<void> done = read_file(file, options, stoppable.as_sink());
    if (!done && !stoppable.stopped) {
        const Error& error = done.error();
        stoppable.keep(sink.rejected(rejection(file, error_code_name(error.code), error.message)));
    }
    return !stoppable.stopped;
}

}  // namespace evresi::corpus
