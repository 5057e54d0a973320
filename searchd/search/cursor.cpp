#include "searchd/search/cursor.hpp"

#include <array>

namespace evresi::search {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kBytes = 24;
constexpr std::size_t kCharacters = kBytes / 3 * 4;

/// FNV-1a, 64 bits: short, and the same everywhere. Each field ends with its length, so that two
/// requests cannot run into the same bytes.
class Hash {
public:
    void add(std::string_view bytes) {
        for (const char c : bytes) step(static_cast<unsigned char>(c));
        add(bytes.size());
    }
    void add(std::uint64_t number) {
        for (int shift = 0; shift < 64; shift += 8) {
            step(static_cast<unsigned char>((number >> shift) & 0xff));
        }
    }
    [[nodiscard]] std::uint64_t value() const noexcept { return value_; }

private:
    void step(unsigned char byte) {
        value_ ^= byte;
        value_ *= 0x100000001b3ULL;
    }
    std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

}  // namespace

std::string encode_cursor(const Cursor& cursor) {
    std::array<unsigned char, kBytes> bytes{};
    std::size_t at = 0;
    for (const std::uint64_t number : {cursor.generation, cursor.offset, cursor.query_hash}) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[at++] = static_cast<unsigned char>((number >> shift) & 0xff);
        }
    }
    std::string text;
    for (std::size_t i = 0; i < kBytes; i += 3) {
        const unsigned group = static_cast<unsigned>(bytes[i]) << 16 |
                               static_cast<unsigned>(bytes[i + 1]) << 8 | bytes[i + 2];
        for (int shift = 18; shift >= 0; shift -= 6) text += kAlphabet[(group >> shift) & 63];
    }
    return text;
}

std::optional<Cursor> decode_cursor(std::string_view text) {
    if (text.size() != kCharacters) return std::nullopt;
    std::array<std::uint64_t, 3> numbers{};
    std::size_t byte = 0;
    for (std::size_t i = 0; i < kCharacters; i += 4) {
        unsigned group = 0;
        for (std::size_t j = 0; j < 4; ++j) {
            const std::size_t digit = kAlphabet.find(text[i + j]);
            if (digit == std::string_view::npos) return std::nullopt;
            group = group << 6 | static_cast<unsigned>(digit);
        }
        for (int shift = 16; shift >= 0; shift -= 8, ++byte) {
            numbers[byte / 8] = numbers[byte / 8] << 8 | ((group >> shift) & 0xff);
        }
    }
    return Cursor{numbers[0], numbers[1], numbers[2]};
}

std::uint64_t hash_of(const SearchRequest& request) {
    Hash hash;
    hash.add(request.q);
    hash.add(request.lang.view());
    hash.add(std::uint64_t{request.cross} << 1 | std::uint64_t{request.plain});
    hash.add(static_cast<std::uint64_t>(request.sort));
    hash.add(request.group ? static_cast<std::uint64_t>(*request.group) + 1 : 0);
    for (const LanguageTag tag : request.in) hash.add(tag.view());
    hash.add(request.in.size());
    for (const Filter& filter : request.filters) {
        hash.add(static_cast<std::uint64_t>(filter.field));
        hash.add(std::uint64_t{filter.exclude});
        for (const std::string& value : filter.values) hash.add(value);
        hash.add(filter.values.size());
        for (const auto& [first, last] : filter.ranges) {
            hash.add(static_cast<std::uint64_t>(first));
            hash.add(static_cast<std::uint64_t>(last));
        }
        hash.add(filter.ranges.size());
    }
    hash.add(request.filters.size());
    for (const std::string& key : request.without) hash.add(key);
    hash.add(request.without.size());
    return hash.value();
}

}  // namespace evresi::search
