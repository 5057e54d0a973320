#include "base/utf8.hpp"
#include "searchd/search/query_parser.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <random>
#include <string>
#include <vector>

using namespace evresi;
using namespace evresi::search;

namespace {

/// The block of the golden table that `query` gives.
std::string block_of(const std::string& query) {
    std::string block = "query: " + query + '\n';
    const auto parsed = parse_query(query, QueryLimits());
    if (!parsed) return block + "error: " + parsed.error().message + '\n';
    block += "tree:  " + to_string(parsed->root) + '\n';
    for (const std::string& warning : parsed->warnings) block += "warn:  " + warning + '\n';
    return block;
}

std::vector<std::string> golden_blocks() {
    std::ifstream file(EVRESI_SOURCE_DIR "/tests/golden/search_query_parser.txt");
    REQUIRE(file);
    std::vector<std::string> blocks(1);
    std::string line;
    while (std::getline(file, line)) {
        if (line.starts_with('#')) continue;
        if (line.empty()) {
            if (!blocks.back().empty()) blocks.emplace_back();
            continue;
        }
        blocks.back() += line + '\n';
    }
    if (blocks.back().empty()) blocks.pop_back();
    return blocks;
}

std::size_t depth_of(const QueryNode& node) {
    std::size_t deepest = 0;
    for (const QueryNode& child : node.children) deepest = std::max(deepest, depth_of(child));
    return deepest + 1;
}

std::size_t nodes_in(const QueryNode& node) {
    std::size_t count = 1;
    for (const QueryNode& child : node.children) count += nodes_in(child);
    return count;
}

ErrorCode refusal_of(const std::string& query) {
    const auto parsed = parse_query(query, QueryLimits());
    REQUIRE(parsed.has_error());
    CHECK(parsed.error().subject == "q");
    return parsed.error().code;
}

std::string repeat(const std::string& text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

}  // namespace

TEST_CASE("queries are read as the golden table says") {
    const std::vector<std::string> blocks = golden_blocks();
    CHECK(blocks.size() >= 95);
    for (const std::string& block : blocks) {
        const std::size_t begin = std::string("query: ").size();
        const std::string query = block.substr(begin, block.find('\n') - begin);
        CHECK(block_of(query) == block);
    }
}

TEST_CASE("any bytes give a bounded tree, or a refusal that names the query") {
    const unsigned seed = 20240611;
    CAPTURE(seed);
    std::mt19937 random(seed);
    const std::vector<std::string> pieces = {"(",
                                             ")",
                                             "\"",
                                             "„",
                                             "“",
                                             "«",
                                             "»",
                                             "AND ",
                                             "OR ",
                                             "NOT ",
                                             "NEAR/3 ",
                                             "-",
                                             "+",
                                             "*",
                                             "~2",
                                             ":",
                                             "title:",
                                             "year:",
                                             "country:",
                                             "..",
                                             ",",
                                             "λέξη",
                                             "дума ",
                                             "vārds",
                                             "beseda ",
                                             "word ",
                                             "\xff",
                                             "\xc3",
                                             "\xe2\x80",
                                             " ",
                                             "\t",
                                             std::string(1, '\0'),
                                             "2019",
                                             "unknown",
                                             "\xf0\x9f\x98\x80",
                                             "programme:\"",
                                             "project:(",
                                             "country:-",
                                             "title:-",
                                             "foo:",
                                             "://",
                                             "\xcd\xbe"};
    for (int round = 0; round < 20'000; ++round) {
        std::string query;
        const std::size_t length = random() % 24;
        for (std::size_t i = 0; i < length; ++i) query += pieces[random() % pieces.size()];
        const auto parsed = parse_query(query, QueryLimits());
        if (!parsed) {
            CHECK(parsed.error().code == ErrorCode::query_too_complex);
            continue;
        }
        INFO(query);
        const std::string tree = to_string(parsed->root);
        if (depth_of(parsed->root) > 100 || nodes_in(parsed->root) > 3 * query.size() + 3)
            FAIL(tree);
        if (!is_utf8(tree)) FAIL("the tree has bytes that are not UTF-8: " + tree);
        const auto plain = parse_plain_query(query, QueryLimits());
        if (plain && depth_of(plain->root) > 2) FAIL("a plain query has structure");
    }
}

TEST_CASE("random bytes never break the parser") {
    const unsigned seed = 7;
    std::mt19937 random(seed);
    int refused = 0;
    for (int round = 0; round < 5'000; ++round) {
        std::string query(random() % 200, '\0');
        for (char& c : query) c = static_cast<char>(random());
        const auto parsed = parse_query(query, QueryLimits());
        // Bytes that are no text part words, so that a few have more than the limit.
        if (!parsed) ++refused;
        if (!parsed) CHECK(parsed.error().code == ErrorCode::query_too_complex);
    }
    CHECK(refused < 100);
}

TEST_CASE("what passes a limit is refused and what just keeps it is read") {
    const QueryLimits limits;
    CHECK(refusal_of(std::string(limits.bytes + 1, 'a')) == ErrorCode::query_too_complex);
    CHECK(parse_query(std::string(limits.bytes, 'a'), limits).has_value());

    CHECK(refusal_of(repeat("a ", limits.terms + 1)) == ErrorCode::query_too_complex);
    CHECK(parse_query(repeat("a ", limits.terms), limits).has_value());

    const auto nested = [](int depth) { return repeat("(", depth) + "a" + repeat(")", depth); };
    CHECK(refusal_of(nested(limits.depth + 1)) == ErrorCode::query_too_complex);
    CHECK(parse_query(nested(limits.depth), limits).has_value());
    CHECK(refusal_of(repeat("(", 2000)) == ErrorCode::query_too_complex);

    CHECK(refusal_of(repeat("abc* ", limits.wildcards + 1)) == ErrorCode::query_too_complex);
    CHECK(parse_query(repeat("abc* ", limits.wildcards), limits).has_value());

    CHECK(refusal_of('"' + repeat("a ", limits.phrase_words + 1) + '"') ==
          ErrorCode::query_too_complex);
    CHECK(parse_query('"' + repeat("a ", limits.phrase_words) + '"', limits).has_value());

    CHECK(refusal_of("a NEAR/21 b") == ErrorCode::query_too_complex);
    CHECK(refusal_of("a NEAR/99999999999999999999 b") == ErrorCode::query_too_complex);
    CHECK(parse_query("a NEAR/20 b", limits).has_value());
}

TEST_CASE("in a plain query no sign means anything") {
    const auto parsed = parse_plain_query(
        "+\"Interreg\" AND -what (title:x) year:2019 NEAR/99 abc*", QueryLimits());
    REQUIRE(parsed.has_value());
    CHECK(to_string(parsed->root) ==
          R"x((any "+\"Interreg\"" AND -what "(title:x)" year:2019 NEAR/99 abc*))x");
    CHECK(parsed->warnings.empty());
}

TEST_CASE("bytes that are not UTF-8 part words and are reported") {
    const auto parsed = parse_query("soil\xff"
                                    "water",
                                    QueryLimits());
    REQUIRE(parsed.has_value());
    CHECK(to_string(parsed->root) == "(any soil water)");
    CHECK(parsed->warnings.size() == 1);
}

TEST_CASE("a hostile run of quotes and fields stays shallow") {
    const auto parsed = parse_query(repeat("title:\u00ab", 200), QueryLimits());
    REQUIRE(parsed.has_value());
    CHECK(depth_of(parsed->root) < 5);
}
