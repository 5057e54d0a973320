// MappedFile: a whole file in memory, read by the kernel when it is looked at and shared with other
// processes. Immutable; files of a published generation never change. Not here: what is in it.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace evresi::database {

class MappedFile {
public:
    /// Nothing.
    MappedFile() = default;
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    ~MappedFile();

    /// Maps `path` for reading. io_error.
    [[nodiscard]] static Result<MappedFile> open(const std::string& path);

    /// Its bytes; they live as long as this object.
    [[nodiscard]] std::string_view bytes() const noexcept { return {data_, size_}; }

private:
    const char* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace evresi::database
