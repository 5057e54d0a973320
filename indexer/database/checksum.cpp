#include "indexer/database/checksum.hpp"

#include <xxhash.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

namespace evresi::database {
namespace {

Checksum from_hash(XXH128_hash_t hash) noexcept {
    return {hash.high64, hash.low64};
}

struct CloseFile {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
struct FreeState {
    void operator()(XXH3_state_t* state) const noexcept { XXH3_freeState(state); }
};

Error read_failed(const std::string& path, int reason) {
    return fail(ErrorCode::io_error, "cannot read " + path + ": " + std::strerror(reason), path);
}

}  // namespace

Checksum checksum(std::string_view bytes) noexcept {
    return from_hash(XXH3_128bits(bytes.data(), bytes.size()));
}

std::string to_hex(const Checksum& checksum) {
    char digits[33];
    std::snprintf(digits, sizeof digits, "%016llx%016llx",
                  static_cast<unsigned long long>(checksum.high),
                  static_cast<unsigned long long>(checksum.low));
    return digits;
}

std::string to_bytes(const Checksum& checksum) {
    std::string bytes;
    for (const std::uint64_t half : {checksum.high, checksum.low}) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes.push_back(static_cast<char>((half >> shift) & 0xff));
        }
    }
    return bytes;
}

Result<Checksum> checksum_file(const std::string& path, const std::stop_token& stop) {
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rbe"));
    if (!file) return read_failed(path, errno);
    const std::unique_ptr<XXH3_state_t, FreeState> state(XXH3_createState());
    XXH3_128bits_reset(state.get());
    std::vector<char> buffer(1 << 18);
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
        XXH3_128bits_update(state.get(), buffer.data(), got);
        if (stop.stop_requested()) return fail(ErrorCode::interrupted, "stopped", path);
    }
    if (std::ferror(file.get()) != 0) return read_failed(path, errno);
    return from_hash(XXH3_128bits_digest(state.get()));
}

}  // namespace evresi::database
