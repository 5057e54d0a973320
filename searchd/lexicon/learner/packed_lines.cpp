#include "searchd/lexicon/learner/packed_lines.hpp"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>

namespace evresi::lexicon {
namespace {

constexpr std::string_view kGzipMagic = "\x1F\x8B";
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";
constexpr std::size_t kMostBytes = std::size_t{1} << 30;
constexpr int kZstdLevel = 19;

Result<std::string> from_gzip(const std::string& path) {
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
    if (file == nullptr) return fail(ErrorCode::io_error, path + " cannot be opened", path);
    std::string content;
    std::array<char, 65536> buffer{};
    for (;;) {
        const int got = gzread(file.get(), buffer.data(), static_cast<unsigned>(buffer.size()));
        if (got < 0) return fail(ErrorCode::malformed_input, path + " is damaged gzip", path);
        if (got == 0) break;
        content.append(buffer.data(), static_cast<std::size_t>(got));
        if (content.size() > kMostBytes) {
            return fail(ErrorCode::too_large, path + " is over 1 GiB unpacked", path);
        }
    }
    int status = Z_OK;
    gzerror(file.get(), &status);
    if (status != Z_OK) return fail(ErrorCode::malformed_input, path + " is cut short", path);
    return content;
}

Result<std::string> from_zstd(const std::string& path, const std::string& bytes) {
    const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(),
                                                                          ZSTD_freeDCtx);
    std::string content;
    std::string buffer(ZSTD_DStreamOutSize(), '\0');
    ZSTD_inBuffer in = {bytes.data(), bytes.size(), 0};
    std::size_t left = 1;
    while (in.pos < in.size || left != 0) {
        ZSTD_outBuffer out = {buffer.data(), buffer.size(), 0};
        const std::size_t read_before = in.pos;
        left = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(left) != 0 || (left != 0 && out.pos == 0 && in.pos == read_before)) {
            return fail(ErrorCode::malformed_input, path + " is damaged zstd", path);
        }
        content.append(buffer, 0, out.pos);
        if (content.size() > kMostBytes) {
            return fail(ErrorCode::too_large, path + " is over 1 GiB unpacked", path);
        }
    }
    return content;
}

}  // namespace

Result<std::string> read_unpacked(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    if (!file.is_open() || file.bad()) {
        return fail(ErrorCode::io_error, path + " cannot be read: " + std::strerror(errno), path);
    }
    std::string content = std::move(bytes).str();
    if (content.starts_with(kGzipMagic)) return from_gzip(path);
    if (content.starts_with(kZstdMagic)) return from_zstd(path, content);
    return content;
}

void for_each_line(std::string_view content,
                   const std::function<void(std::size_t number, std::string_view line)>& line) {
    std::size_t number = 0;
    for (std::size_t from = 0; from < content.size();) {
        const std::size_t end = std::min(content.find('\n', from), content.size());
        std::string_view found = content.substr(from, end - from);
        if (found.ends_with('\r')) found.remove_suffix(1);
        line(++number, found);
        from = end + 1;
    }
}

void split_columns(std::string_view line, std::vector<std::string_view>& columns) {
    columns.clear();
    for (std::size_t from = 0; from <= line.size();) {
        const std::size_t tab = std::min(line.find('\t', from), line.size());
        columns.push_back(line.substr(from, tab - from));
        from = tab + 1;
    }
}

Result<std::string> packed(std::string_view content) {
    std::string out(ZSTD_compressBound(content.size()), '\0');
    const std::size_t size =
        ZSTD_compress(out.data(), out.size(), content.data(), content.size(), kZstdLevel);
    if (ZSTD_isError(size) != 0) {
        return fail(ErrorCode::internal, std::string("zstd: ") + ZSTD_getErrorName(size));
    }
    out.resize(size);
    return out;
}

}  // namespace evresi::lexicon
