#include "archive_builder.hpp"
#include "collected.hpp"
#include "corpus/byte_source.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <zstd.h>

#include <string>

using namespace evresi;
using namespace evresi::tests;

namespace {

std::string gzip(const std::string& text) {
    return deflated(text, 15 + 16);
}

std::string zstd(const std::string& text) {
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    const std::size_t size =
        ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3);
    REQUIRE(ZSTD_isError(size) == 0);
    packed.resize(size);
    return packed;
}

std::string many_rows(int count) {
    std::string rows;
    for (int i = 0; i < count; ++i) {
        rows += "{\"id\":\"r" + std::to_string(i) + "\",\"text\":\"row " +
                std::to_string(i * 7919) + "\"}\n";
    }
    return rows;
}

}  // namespace

TEST_CASE("Packed rows are read by content, several members in a row too") {
    const TemporaryFolder folder;
    folder.write("a.jsonl.gz", gzip(many_rows(3)) + gzip("{\"id\":\"z\",\"text\":\"last\"}\n"));
    folder.write("b.jsonl.zst", zstd(many_rows(2)));
    folder.write("c.jsonl", gzip(many_rows(1)));
    const Collected got = read_paths({folder.path().string()});
    CHECK(got.rejections.empty());
    CHECK(got.documents.size() == 4 + 2 + 1);
}

TEST_CASE("A cut or damaged archive is an error after the rows that came before") {
    const TemporaryFolder folder;
    const std::string rows = many_rows(60'000);
    std::string cut = gzip(rows);
    cut.resize(cut.size() - 1000);
    std::string cut_zstd = zstd(rows);
    cut_zstd.resize(cut_zstd.size() / 2);
    std::string damaged = gzip(rows);
    damaged[damaged.size() - 6] = static_cast<char>(damaged[damaged.size() - 6] ^ 0x55);
    for (const std::string& bytes : {cut, cut_zstd, damaged}) {
        const std::string path = folder.write("a.jsonl.gz", bytes);
        const Collected got = read_paths({path});
        CHECK(got.documents.size() > 1000);
        REQUIRE(got.rejections.size() == 1);
        CHECK(got.rejections[0].code == "malformed-input");
        CHECK(got.rejections[0].source == path);
    }
}

TEST_CASE("Behind a gzip stream stand zeros or another stream, nothing else") {
    const TemporaryFolder folder;
    const std::string packed = gzip(many_rows(600));
    CHECK(read_paths({folder.write("a.jsonl.gz", packed + std::string(200'000, '\0'))})
              .rejections.empty());
    for (const std::string& tail :
         {std::string("garbage"), std::string(9, '\0') + "x", std::string("\x1Fxyz")}) {
        const Collected got = read_paths({folder.write("b.jsonl.gz", packed + tail)});
        CHECK(got.documents.size() == 600);
        REQUIRE(got.rejections.size() == 1);
        CHECK(got.rejections[0].code == "malformed-input");
    }
}

TEST_CASE("A decompression bomb is refused") {
    const TemporaryFolder folder;
    const std::string path = folder.write("a.jsonl.gz", gzip(std::string(200u << 20, ' ')));
    const Collected got = read_paths({path});
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].code == "too-large");
}

TEST_CASE("Lines are split whatever the pieces, and a long one is counted but not kept") {
    for (const std::size_t piece : {1u, 5u, 4096u}) {
        MemorySource source("ab\r\n\nlonger than ten\ncd", piece);
        corpus::LineReader lines(source, 10);
        std::vector<std::string> seen;
        for (auto line = lines.next(); line && *line; line = lines.next()) {
            seen.push_back(std::to_string((*line)->number) + ((*line)->is_too_long ? "!" : ":") +
                           std::string((*line)->text));
        }
        CHECK(seen == std::vector<std::string>{"1:ab", "2:", "3!", "4:cd"});
    }
}

TEST_CASE("A line may be changed in place, with a NUL behind it, and the next ones stay") {
    for (const std::size_t piece : {1u, 5u, 4096u}) {
        MemorySource source("first\r\nsecond\nlast", piece);
        corpus::LineReader lines(source, 100);
        std::vector<std::string> seen;
        for (auto line = lines.next(); line && *line; line = lines.next()) {
            CHECK((*line)->bytes[(*line)->text.size()] == '\0');
            seen.emplace_back((*line)->bytes);
            std::fill_n((*line)->bytes, (*line)->text.size(), '?');
        }
        CHECK(seen == std::vector<std::string>{"first", "second", "last"});
    }
}
