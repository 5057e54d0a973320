#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace evresi {

void check_failed(const char* condition, const char* file, int line) noexcept {
    std::fprintf(stderr, "evresi: internal check failed: %s (%s:%d)\n", condition, file, line);
    std::abort();
}

}  // namespace evresi
