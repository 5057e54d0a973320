// Damage as files meet it, done to every byte of what a reader opens.
#pragma once

#include "tests/support/catch.hpp"

#include <cstddef>
#include <functional>
#include <string>

namespace evresi::tests {

/// Checks that `opens` takes `bytes`, refuses them when they are cut off anywhere or go on, and
/// survives any changed byte.
inline void check_damaged_bytes(const std::string& bytes,
                                const std::function<bool(const std::string& bytes)>& opens) {
    CHECK(opens(bytes));
    CHECK_FALSE(opens(""));
    for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
        CHECK_FALSE(opens(bytes.substr(0, bytes.size() - cut)));
    }
    CHECK_FALSE(opens(bytes + "x"));
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (const char flip : {'\x01', '\x80', '\xFF'}) {
            std::string changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ flip);
            (void)opens(changed);
        }
    }
}

}  // namespace evresi::tests
