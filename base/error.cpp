#include "base/error.hpp"

#include <array>

namespace evresi {
namespace {

// One row a code, in the order of the enumeration.
constexpr std::array<std::string_view, kErrorCodeCount> kNames = {
    "invalid-argument", "not-found",    "io-error",           "unsupported-format",
    "malformed-input",  "bad-encoding", "too-large",          "query-too-complex",
    "index-missing",    "index-locked", "index-incompatible", "index-damaged",
    "overloaded",       "timed-out",    "interrupted",        "internal",
};

}  // namespace

std::string_view error_code_name(ErrorCode code) noexcept {
    return kNames[static_cast<std::size_t>(code)];
}

void throw_exception_from_error(const Error& error, const void* /*location*/) {
    throw UncheckedError(error);
}

}  // namespace evresi
