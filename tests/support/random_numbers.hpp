// Numbers and bytes from a seed that is logged, so that a failure can be had again. Another seed is
// taken with EVRESI_TEST_SEED.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

namespace evresi::tests {

class RandomNumbers {
public:
    explicit RandomNumbers(std::string_view test) {
        std::uint32_t seed = 20'240'601;
        if (const char* given = std::getenv("EVRESI_TEST_SEED")) {
            seed = static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10));
        }
        std::cout << test << ": seed " << seed << '\n';
        engine_.seed(seed);
    }

    /// 0 to `most`.
    std::uint32_t up_to(std::uint32_t most) {
        return std::uniform_int_distribution<std::uint32_t>(0, most)(engine_);
    }
    bool is_one_in(std::uint32_t many) { return up_to(many - 1) == 0; }

    /// Up to so many bytes of any kind.
    std::string bytes(std::uint32_t most) {
        std::string text(up_to(most), '\0');
        for (char& byte : text) byte = static_cast<char>(up_to(255));
        return text;
    }
    /// Up to so many small letters of a few.
    std::string letters(std::uint32_t most) {
        std::string text(up_to(most), '\0');
        for (char& letter : text) letter = static_cast<char>('a' + up_to(5));
        return text;
    }

private:
    std::mt19937 engine_;
};

}  // namespace evresi::tests
