#include "indexer/database/durable_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace evresi::database {
namespace {

Error failed(const char* what, const std::string& path, int reason) {
    return fail(ErrorCode::io_error,
                std::string("cannot ") + what + " " + path + ": " + std::strerror(reason), path);
}

Result<void> write_all(int descriptor, std::string_view content, const std::string& path) {
    while (!content.empty()) {
        const ssize_t wrote = ::write(descriptor, content.data(), content.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return failed("write", path, errno);
        content.remove_prefix(static_cast<std::size_t>(wrote));
    }
    if (::fsync(descriptor) != 0) return failed("flush", path, errno);
    return {};
}

}  // namespace

Result<void> flush_to_disk(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return failed("open", path, errno);
    const int outcome = ::fsync(descriptor);
    const int reason = errno;
    ::close(descriptor);
    if (outcome != 0) return failed("flush", path, reason);
    return {};
}

Result<void> write_durably(const std::string& path, std::string_view content) {
    const std::string temporary = path + ".tmp";
    const int descriptor =
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor < 0) return failed("make", temporary, errno);
    const Result<void> written = write_all(descriptor, content, temporary);
    ::close(descriptor);
    if (!written) return written;
    if (std::rename(temporary.c_str(), path.c_str()) != 0) return failed("replace", path, errno);
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return flush_to_disk(folder.empty() ? "." : folder);
}

}  // namespace evresi::database
