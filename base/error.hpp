// What can go wrong in normal use, as a value. An Error says what failed in words for a person,
// with the thing at fault and, where there is one, the remedy. Immutable after construction and
// freely shared between threads. Broken invariants of our own are not errors: see check.hpp.
#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

namespace evresi {

enum class ErrorCode : std::uint8_t {
    invalid_argument,    ///< a value given by the caller cannot be read
    not_found,           ///< the named thing does not exist
    io_error,            ///< the operating system refused to read or write
    unsupported_format,  ///< the input is in no format we read
    malformed_input,     ///< the input breaks the rules of its format
    bad_encoding,        ///< the bytes are not text in the declared or detected encoding
    too_large,           ///< the input passes a documented limit
    query_too_complex,   ///< the query passes a documented cost limit
    index_missing,       ///< no index at the given path
    index_locked,        ///< another process writes this index
    index_incompatible,  ///< the index was written with another format or other analysers
    index_damaged,       ///< a checksum or a structure of the index is wrong
    overloaded,          ///< the service has no room for this request now
    timed_out,           ///< the work passed its time budget
    interrupted,         ///< the work was asked to stop
    internal,            ///< a bug of ours, or a library failing without cause
};

/// All codes, for tests that walk the table.
inline constexpr int kErrorCodeCount = static_cast<int>(ErrorCode::internal) + 1;

/// The code's stable name, as it appears in reports and problem documents: "not-found".
[[nodiscard]] std::string_view error_code_name(ErrorCode code) noexcept;

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;  ///< a sentence for a person: names the thing and the remedy
    std::string subject;  ///< the input at fault (a path, an id, a parameter), may be empty
};

/// Thrown only when `Result::value()` is called on a failed Result outside a check: a bug.
class UncheckedError : public std::exception {
public:
    explicit UncheckedError(Error error) : error_(std::move(error)) {}
    [[nodiscard]] const char* what() const noexcept override { return error_.message.c_str(); }

private:
    Error error_;
};

/// Found by argument-dependent look-up from boost::system::result.
[[noreturn]] void throw_exception_from_error(const Error& error, const void* location);

}  // namespace evresi
