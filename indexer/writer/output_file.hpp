// OutputFile: a new file that is written from its beginning to its end, through a buffer. Confined
// to one thread. Not here: making it durable, which the generation does for all its files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace evresi::indexer {

class OutputFile {
public:
    /// Creates the file, or empties it. Throws std::system_error that names it, as all here do.
    explicit OutputFile(std::string path);
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;
    ~OutputFile();

    void write(std::string_view bytes);
    /// Hands what is in the buffer to the system.
    void flush();
    /// Flushes and closes the file.
    void close();

    /// Bytes written so far, those in the buffer too.
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    [[noreturn]] void give_up() const;

    std::string path_;
    std::string buffer_;
    std::uint64_t size_ = 0;
    int descriptor_ = -1;
};

}  // namespace evresi::indexer
