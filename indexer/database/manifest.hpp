// Manifest: what a generation is: format version, analyser fingerprint, counts, and the size and
// checksum of every file. Written last, checked on open. A plain value.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evresi::database {

inline constexpr int kFormatVersion = 5;

struct ManifestFile {
    std::string path;  ///< relative to the generation's folder
    std::uint64_t bytes = 0;
    std::string checksum;  ///< XXH3-128, 32 hexadecimal digits
};

struct Manifest {
    int format = kFormatVersion;
    std::string analysis;  ///< analyzers::analysis_fingerprint() of the writer
    std::uint64_t generation = 0;
    std::string built_at;  ///< ISO 8601, UTC
    std::uint64_t documents = 0;
    int shards = 1;
    std::vector<ManifestFile> files;
};

[[nodiscard]] std::string to_json(const Manifest& manifest);
/// index_damaged when the text is not a manifest; index_incompatible for a newer format.
[[nodiscard]] Result<Manifest> parse_manifest(const std::string& json, const std::string& path);

}  // namespace evresi::database
