// The codes against decoders made from docs/glass-format.md alone.
#include "base/varint.hpp"
#include "indexer/database/glass_keys.hpp"
#include "indexer/writer/glass_codes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_numbers.hpp"

#include <algorithm>
#include <bit>
#include <set>
#include <vector>

using namespace evresi;
using namespace evresi::tests;
namespace glass = indexer::glass;

namespace {

std::uint64_t byte_at(std::string_view code, std::size_t at) {
    REQUIRE(at < code.size());
    return static_cast<unsigned char>(code[at]);
}

std::uint64_t take_number(std::string_view& code) {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const std::uint64_t byte = byte_at(code, 0);
        code.remove_prefix(1);
        value |= (byte & 0x7f) << shift;
        if (byte < 0x80) return value;
    }
}

std::uint64_t sorting_number(std::string_view code) {
    const auto marks =
        static_cast<unsigned>(std::countl_one(static_cast<unsigned char>(byte_at(code, 0))));
    REQUIRE(code.size() == marks + 2);
    std::uint64_t value = byte_at(code, 0) & (0xffU >> marks);
    for (std::size_t i = 1; i < code.size(); ++i) value = value << 8U | byte_at(code, i);
    return value;
}

/// Reads one number after the other from a stream of bits.
class Bits {
public:
    explicit Bits(std::string_view bytes) : bytes_(bytes) {}

    std::uint64_t outcome(std::uint64_t outcomes) {
        const auto bits = static_cast<unsigned>(std::bit_width(outcomes - 1));
        if (bits == 0) return 0;
        const std::uint64_t spare = (std::uint64_t{1} << bits) - outcomes;
        if (spare == 0) return take(bits);
        // Of the numbers that take all bits, those in the lower half come first.
        const std::uint64_t middle = (outcomes - spare) / 2;
        const std::uint64_t low = take(bits - 1);
        if (low >= middle) return low;
        return take(1) == 0 ? low : low + middle + spare;
    }

    void inner(std::vector<std::uint32_t>& positions, std::size_t first, std::size_t last) {
        if (first + 1 >= last) return;
        const std::size_t middle = first + (last - first) / 2;
        const std::uint64_t free = positions[last] - positions[first] - (last - first) + 1;
        positions[middle] =
            static_cast<std::uint32_t>(positions[first] + (middle - first) + outcome(free));
        inner(positions, first, middle);
        inner(positions, middle, last);
    }

    /// Whether nothing but the padding of the last byte is left.
    bool is_done() {
        if ((at_ + 7) / 8 != bytes_.size()) return false;
        return at_ % 8 == 0 || take(static_cast<unsigned>(8 - at_ % 8)) == 0;
    }

private:
    std::uint64_t take(unsigned bits) {
        std::uint64_t value = 0;
        for (unsigned i = 0; i < bits; ++i, ++at_) {
            value |= (byte_at(bytes_, at_ / 8) >> (at_ % 8) & 1) << i;
        }
        return value;
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
};

std::vector<std::uint32_t> decoded(std::string_view code) {
    const auto last = static_cast<std::uint32_t>(take_number(code));
    if (code.empty()) return {last};
    Bits bits(code);
    const auto first = static_cast<std::uint32_t>(bits.outcome(last));
    std::vector<std::uint32_t> positions(bits.outcome(last - first) + 2);
    positions.front() = first;
    positions.back() = last;
    bits.inner(positions, 0, positions.size() - 1);
    CHECK(bits.is_done());
    return positions;
}

void check_positions(const std::vector<std::uint32_t>& positions) {
    std::string code;
    glass::append_positions(positions, code);
    REQUIRE((decoded(code) == positions));
}

std::vector<std::uint64_t> interesting_numbers(RandomNumbers& random) {
    std::vector<std::uint64_t> numbers = {0, 1, 127, 128, 16'383, 16'384};
    for (const unsigned bits : {15u, 22u, 29u, 32u, 36u, 43u}) {
        const std::uint64_t power = std::uint64_t{1} << bits;
        numbers.insert(numbers.end(), {power - 1, power, power + 1});
    }
    for (int i = 0; i < 500; ++i) numbers.push_back(random.up_to(0xffffffff) >> random.up_to(31));
    return numbers;
}

}  // namespace

TEST_CASE("numbers of glass are read back") {
    RandomNumbers random("numbers of glass");
    std::vector<std::uint64_t> numbers = interesting_numbers(random);
    numbers.push_back(~std::uint64_t{0});
    for (const std::uint64_t number : numbers) {
        std::string code;
        append_varint(number, code);
        std::string_view left = code;
        CHECK(take_number(left) == number);
        CHECK(left.empty());
        std::string last;
        glass::append_last_number(number, last);
        std::uint64_t value = 0;
        for (std::size_t i = last.size(); i-- > 0;) value = value << 8U | byte_at(last, i);
        CHECK(value == number);
        CHECK((last.empty() ? number == 0 : last.back() != '\0'));
    }
    std::string known;
    append_varint(300, known);
    CHECK(known == "\xac\x02");
}

TEST_CASE("numbers that are to sort do") {
    RandomNumbers random("numbers that sort");
    std::vector<std::uint64_t> numbers = interesting_numbers(random);
    std::ranges::sort(numbers);
    std::string before;
    for (const std::uint64_t number : numbers) {
        std::string code;
        database::append_sorting_number(number, code);
        CHECK(sorting_number(code) == number);
        CHECK(byte_at(code, 0) != 0xff);
        CHECK(before <= code);
        before = code;
    }
    const auto code_of = [](std::uint64_t number) {
        std::string code;
        database::append_sorting_number(number, code);
        return code;
    };
    CHECK(code_of(0) == std::string(2, '\0'));
    CHECK(code_of(0x7fff) == "\x7f\xff");
    CHECK(code_of(0x8000) == std::string("\x80\x80\x00", 3));
    CHECK(code_of(0x3fffff) == "\xbf\xff\xff");
    CHECK(code_of(0x400000) == std::string("\xc0\x40\x00\x00", 4));
    CHECK(code_of(0x1fffffff) == "\xdf\xff\xff\xff");
    CHECK(code_of(0x20000000) == std::string("\xe0\x20\x00\x00\x00", 5));
    CHECK(code_of(0xffffffff) == "\xe0\xff\xff\xff\xff");
}

TEST_CASE("keys sort as their terms do, and those of one term stay together") {
    RandomNumbers random("keys of terms");
    std::set<std::string> terms;
    while (terms.size() < 300) {
        std::string term = random.bytes(6) + "x";
        for (char& byte : term) {
            if (random.is_one_in(3)) byte = random.is_one_in(2) ? '\0' : '\xff';
        }
        terms.insert(term);
    }
    std::vector<std::string> keys;
    for (const std::string& term : terms) {
        database::append_escaped(term, keys.emplace_back());
        for (const std::uint32_t docid : {1u, 300u, 0x8000u, 0x400000u, 0xffffffffu}) {
            database::append_chunk_key(term, docid, keys.emplace_back());
        }
    }
    CHECK(std::ranges::is_sorted(keys));
    CHECK(std::ranges::adjacent_find(keys) == keys.end());
}

TEST_CASE("positions are read back") {
    RandomNumbers random("positions");
    check_positions({0});
    check_positions({4'294'967'294});
    check_positions({0, 2});
    check_positions({1, 2});
    // The one list that the form cannot tell from another, as no bit is left of it.
    std::string code;
    glass::append_positions(std::vector<std::uint32_t>{0, 1}, code);
    CHECK(decoded(code) == std::vector<std::uint32_t>{1});
    check_positions({0, 4'294'967'294});
    check_positions({4'294'967'293, 4'294'967'294});
    for (int i = 0; i < 3000; ++i) {
        std::set<std::uint32_t> positions;
        const std::uint32_t most = 0xfffffffeU >> random.up_to(30);
        const std::uint32_t count = random.up_to(random.is_one_in(100) ? 5000 : 30) + 1;
        for (std::uint32_t k = 0; k < count; ++k) positions.insert(random.up_to(most));
        if (positions == std::set<std::uint32_t>{0, 1}) continue;
        check_positions({positions.begin(), positions.end()});
    }
    std::vector<std::uint32_t> all(3000);
    for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i + 7;
    check_positions(all);
}
