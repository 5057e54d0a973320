// Generations of an index: DIR/CURRENT names the live one; a new one is built aside, flushed to the
// disk, described by its manifest and swapped in by one rename. A crash at any instant leaves the
// old or the new generation, never less (docs/index-format.md).
#pragma once

#include "base/result.hpp"
#include "indexer/database/manifest.hpp"

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace evresi::database {

/// "gen-000007".
[[nodiscard]] std::string generation_name(std::uint64_t generation);

/// A generation's folder.
[[nodiscard]] std::string generation_path(const std::string& index_dir, std::uint64_t generation);

/// Where a generation's database is.
[[nodiscard]] std::string shard_path(const std::string& index_dir, std::uint64_t generation);

/// The live generation's number. index_missing when there is none; index_damaged when CURRENT
/// cannot be read.
[[nodiscard]] Result<std::uint64_t> current_generation(const std::string& index_dir);

/// The manifest of a generation; index_incompatible (with the command that rebuilds) when format or
/// analysers differ from this program's.
[[nodiscard]] Result<Manifest> read_manifest(const std::string& index_dir,
                                             std::uint64_t generation);

/// How far files are compared with the manifest: `sizes` asks for their names and sizes alone,
/// which takes no longer for a large index; `contents` reads every byte.
enum class Verification : std::uint8_t { none, sizes, contents };

/// Compares every file with the manifest. One Error per damaged, missing or surplus file; nothing
/// more once it is told to stop.
[[nodiscard]] std::vector<Error> verify_files(const std::string& index_dir,
                                              const Manifest& manifest,
                                              Verification verification = Verification::contents,
                                              const std::stop_token& stop = {});

/// The exclusive right to write an index, and a generation under construction. Holds a lock on
/// DIR/write.lock; removes what earlier crashed runs left. Destroyed without publish(): discards
/// the new generation. Confined to one thread.
class GenerationWriter {
public:
    /// Makes the folder when missing. index_locked names the holder's process id. A CURRENT that
    /// cannot be read is an error unless the new generation `replaces` the old one whole.
    [[nodiscard]] static Result<GenerationWriter> begin(const std::string& index_dir,
                                                        bool replaces = true);

    GenerationWriter(GenerationWriter&&) noexcept;
    GenerationWriter& operator=(GenerationWriter&&) noexcept;
    ~GenerationWriter();

    /// Folder of the generation under construction, absolute or relative as index_dir was.
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }
    /// The live generation when begin() was called; 0 for none.
    [[nodiscard]] std::uint64_t previous() const noexcept { return previous_; }

    /// Flushes files and folders, writes the manifest, renames CURRENT, removes all generations but
    /// this and the previous one. io_error leaves the old generation live.
    [[nodiscard]] Result<Manifest> publish(std::uint64_t documents, int shards);

private:
    GenerationWriter() = default;
    std::string index_dir_;
    std::string path_;
    std::uint64_t generation_ = 0;
    std::uint64_t previous_ = 0;
    int lock_fd_ = -1;
    bool published_ = false;
};

}  // namespace evresi::database
