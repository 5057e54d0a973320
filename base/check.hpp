// EVRESI_CHECK(condition): a broken invariant of ours stops the program with file and line, in
// every build type. Input from outside can never trip it; every trip is a bug.
#pragma once

namespace evresi {

[[noreturn]] void check_failed(const char* condition, const char* file, int line) noexcept;

}  // namespace evresi

#define EVRESI_CHECK(condition)                                                                    \
    (static_cast<bool>(condition) ? void() : ::evresi::check_failed(#condition, __FILE__, __LINE__))
