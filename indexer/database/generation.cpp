#include "indexer/database/generation.hpp"

#include "analyzers/registry.hpp"
#include "indexer/database/checksum.hpp"
#include "indexer/database/durable_file.hpp"
#include "indexer/database/schema.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace evresi::database {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "gen-";
constexpr std::string_view kManifestName = "manifest.json";

std::optional<std::uint64_t> generation_number(std::string_view name) {
    if (!name.starts_with(kPrefix)) return std::nullopt;
    name.remove_prefix(kPrefix.size());
    if (name.empty() || name.size() > 18 ||
        name.find_first_not_of("0123456789") != std::string_view::npos) {
        return std::nullopt;
    }
    return std::stoull(std::string(name));
}

/// Folders of generations below `index_dir`, by number.
std::map<std::uint64_t, fs::path> list_generations(const std::string& index_dir) {
    std::map<std::uint64_t, fs::path> found;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(index_dir, ignored)) {
        if (const auto number = generation_number(entry.path().filename().string())) {
            found.emplace(*number, entry.path());
        }
    }
    return found;
}

std::string now_utc() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

/// Paths of all files below `folder`, relative to it, in byte order; the manifest left out.
/// `reason` is set when a folder cannot be listed.
std::vector<std::string> list_files(const std::string& folder, std::error_code& reason) {
    std::vector<std::string> files;
    for (fs::recursive_directory_iterator entry(folder, reason), end; !reason && entry != end;
         entry.increment(reason)) {
        std::error_code gone;
        if (!entry->is_regular_file(gone)) continue;
        std::string path = entry->path().lexically_relative(folder).generic_string();
        // Xapian's own lock file is no content.
        if (path != kManifestName && !path.ends_with("flintlock")) files.push_back(std::move(path));
    }
    std::sort(files.begin(), files.end());
    return files;
}

Result<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file.is_open() || file.bad()) {
        return fail(ErrorCode::io_error, "cannot read " + path + ": " + std::strerror(errno), path);
    }
    return content;
}

/// Takes the lock, or says who has it. Returns the descriptor that holds it.
Result<int> take_lock(const std::string& index_dir) {
    const std::string path = index_dir + "/write.lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0) {
        return fail(ErrorCode::io_error, "cannot open " + path + ": " + std::strerror(errno), path);
    }
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        char holder[32] = {};
        const ssize_t got = ::pread(descriptor, holder, sizeof holder - 1, 0);
        ::close(descriptor);
        const std::string who = got > 0
                                    ? "process " + std::string(holder, std::strcspn(holder, "\n"))
                                    : "another process";
        return fail(ErrorCode::index_locked,
                    who + " is writing the index " + index_dir + "; wait for it to end", index_dir);
    }
    const std::string self = std::to_string(::getpid()) + "\n";
    if (::ftruncate(descriptor, 0) != 0 ||
        ::pwrite(descriptor, self.data(), self.size(), 0) != static_cast<ssize_t>(self.size())) {
        const int reason = errno;
        ::close(descriptor);
        return fail(ErrorCode::io_error, "cannot write " + path + ": " + std::strerror(reason),
                    path);
    }
    return descriptor;
}

}  // namespace

std::string generation_name(std::uint64_t generation) {
    std::string digits = std::to_string(generation);
    if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
    return std::string(kPrefix) + digits;
}

std::string generation_path(const std::string& index_dir, std::uint64_t generation) {
    return index_dir + "/" + generation_name(generation);
}

std::string shard_path(const std::string& index_dir, std::uint64_t generation) {
    return generation_path(index_dir, generation) + "/" + std::string(kShardName);
}

Result<std::uint64_t> current_generation(const std::string& index_dir) {
    const std::string path = index_dir + "/CURRENT";
    std::error_code reason;
    const bool is_there = fs::exists(path, reason);
    if (reason && reason != std::errc::no_such_file_or_directory) {
        return fail(ErrorCode::io_error, "cannot read " + path + ": " + reason.message(), path);
    }
    if (!is_there) {
        return fail(ErrorCode::index_missing,
                    "no index at " + index_dir + "; make one with 'evresi-indexer build --index " +
                        index_dir + " PATH...'",
                    index_dir);
    }
    const Result<std::string> content = read_file(path);
    if (!content) return content.error();
    std::string name = *content;
    while (!name.empty() && (name.back() == '\n' || name.back() == '\r')) name.pop_back();
    const auto number = generation_number(name);
    if (!number) {
        return fail(ErrorCode::index_damaged,
                    path +
                        " does not name a generation; write the name of a whole gen-* folder into "
                        "it, or rebuild the index",
                    path);
    }
    return *number;
}

Result<Manifest> read_manifest(const std::string& index_dir, std::uint64_t generation) {
    const std::string path =
        generation_path(index_dir, generation) + "/" + std::string(kManifestName);
    const Result<std::string> json = read_file(path);
    if (!json) {
        return fail(ErrorCode::index_damaged, path + " cannot be read; rebuild the index", path);
    }
    Result<Manifest> manifest = parse_manifest(*json, path);
    if (!manifest) return manifest;
    const std::string rebuild =
        "; rebuild it with 'evresi-indexer build --index " + index_dir + " PATH...'";
    if (manifest->format != kFormatVersion) {
        return fail(ErrorCode::index_incompatible,
                    "the index " + index_dir + " has format " + std::to_string(manifest->format) +
                        ", this program reads format " + std::to_string(kFormatVersion) + rebuild,
                    index_dir);
    }
    if (manifest->analysis != analyzers::analysis_fingerprint()) {
        return fail(ErrorCode::index_incompatible,
                    "the index " + index_dir + " was made with other analysers (" +
                        manifest->analysis + ", this program has " +
                        analyzers::analysis_fingerprint() + ")" + rebuild,
                    index_dir);
    }
    return manifest;
}

std::vector<Error> verify_files(const std::string& index_dir,
                                const Manifest& manifest,
                                Verification verification,
                                const std::stop_token& stop) {
    if (verification == Verification::none) return {};
    const std::string folder = generation_path(index_dir, manifest.generation);
    std::vector<Error> faults;
    const auto report = [&](const std::string& path, const std::string& what) {
        faults.push_back(fail(ErrorCode::index_damaged, path + " " + what, path));
    };
    std::vector<std::string> expected;
    for (const ManifestFile& file : manifest.files) {
        const std::string path = folder + "/" + file.path;
        expected.push_back(file.path);
        std::error_code missing;
        const std::uintmax_t bytes = fs::file_size(path, missing);
        if (missing) {
            report(path, "is missing");
        } else if (bytes != file.bytes) {
            report(path, "has " + std::to_string(bytes) + " bytes instead of " +
                             std::to_string(file.bytes));
        } else if (verification == Verification::sizes) {
            continue;
        } else if (const Result<Checksum> sum = checksum_file(path, stop); !sum) {
            if (stop.stop_requested()) return faults;
            report(path, "cannot be read");
        } else if (to_hex(*sum) != file.checksum) {
            report(path, "has changed: its checksum differs from the manifest");
        }
    }
    std::sort(expected.begin(), expected.end());
    std::error_code reason;
    if (!fs::is_directory(folder, reason)) return faults;
    const std::vector<std::string> found = list_files(folder, reason);
    if (reason) report(folder, "cannot be listed: " + reason.message());
    for (const std::string& file : found) {
        if (!std::binary_search(expected.begin(), expected.end(), file)) {
            report(folder + "/" + file, "does not belong to the index");
        }
    }
    return faults;
}

Result<GenerationWriter> GenerationWriter::begin(const std::string& index_dir, bool replaces) {
    std::error_code reason;
    fs::create_directories(index_dir, reason);
    if (reason) {
        return fail(ErrorCode::io_error,
                    "cannot make the folder " + index_dir + ": " + reason.message(), index_dir);
    }
    const Result<int> lock = take_lock(index_dir);
    if (!lock) return lock.error();

    GenerationWriter writer;
    writer.index_dir_ = index_dir;
    writer.lock_fd_ = *lock;
    const Result<std::uint64_t> live = current_generation(index_dir);
    if (live) {
        writer.previous_ = *live;
        // Whatever is newer than the live generation is what a run left that did not come to its
        // end.
        for (const auto& [number, path] : list_generations(index_dir)) {
            if (number > writer.previous_) fs::remove_all(path, reason);
        }
    } else if (live.error().code == ErrorCode::index_missing || replaces) {
        // Without a readable CURRENT any folder may be the last good one: none is touched before
        // the new generation is live.
        const auto found = list_generations(index_dir);
        if (!found.empty()) writer.previous_ = found.rbegin()->first;
    } else {
        return live.error();
    }
    writer.generation_ = writer.previous_ + 1;
    writer.path_ = generation_path(index_dir, writer.generation_);
    if (!fs::create_directory(writer.path_, reason)) {
        const std::string path = std::exchange(writer.path_, {});
        return fail(ErrorCode::io_error, "cannot make the folder " + path + ": " + reason.message(),
                    path);
    }
    return writer;
}

GenerationWriter::GenerationWriter(GenerationWriter&& other) noexcept {
    *this = std::move(other);
}

GenerationWriter& GenerationWriter::operator=(GenerationWriter&& other) noexcept {
    std::swap(index_dir_, other.index_dir_);
    std::swap(path_, other.path_);
    std::swap(generation_, other.generation_);
    std::swap(previous_, other.previous_);
    std::swap(lock_fd_, other.lock_fd_);
    std::swap(published_, other.published_);
    return *this;
}

GenerationWriter::~GenerationWriter() {
    if (!published_ && !path_.empty()) {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    if (lock_fd_ >= 0) ::close(lock_fd_);
}

Result<Manifest> GenerationWriter::publish(std::uint64_t documents, int shards) {
    Manifest manifest;
    manifest.analysis = analyzers::analysis_fingerprint();
    manifest.generation = generation_;
    manifest.built_at = now_utc();
    manifest.documents = documents;
    manifest.shards = shards;
    std::error_code reason;
    const std::vector<std::string> files = list_files(path_, reason);
    if (reason) {
        return fail(ErrorCode::io_error, "cannot list " + path_ + ": " + reason.message(), path_);
    }
    for (const std::string& file : files) {
        const std::string path = path_ + "/" + file;
        if (const Result<void> flushed = flush_to_disk(path); !flushed) return flushed.error();
        const Result<Checksum> sum = checksum_file(path);
        if (!sum) return sum.error();
        manifest.files.push_back({file, fs::file_size(path), to_hex(*sum)});
    }
    const std::string manifest_path = path_ + "/" + std::string(kManifestName);
    if (const auto done = write_durably(manifest_path, to_json(manifest)); !done)
        return done.error();
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path_)) {
        if (!entry.is_directory()) continue;
        if (const auto done = flush_to_disk(entry.path().string()); !done) return done.error();
    }
    for (const std::string& folder : {path_, index_dir_}) {
        if (const auto done = flush_to_disk(folder); !done) return done.error();
    }
    const auto swapped =
        write_durably(index_dir_ + "/CURRENT", generation_name(generation_) + "\n");
    // The rename may have happened although what followed it failed: a generation that CURRENT
    // names is never removed.
    const Result<std::uint64_t> live = current_generation(index_dir_);
    published_ = !live || *live == generation_;
    if (!swapped) return swapped.error();
    std::error_code ignored;
    for (const auto& [number, path] : list_generations(index_dir_)) {
        if (number != generation_ && number != previous_) fs::remove_all(path, ignored);
    }
    return manifest;
}

}  // namespace evresi::database
