#include "archive_builder.hpp"
#include "collected.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cstdio>
#include <string>
#include <vector>

using namespace evresi;
using namespace evresi::tests;

namespace {

using Strings = std::vector<std::string>;

std::string octal(std::size_t value, std::size_t width) {
    std::string digits(width - 1, '0');
    for (std::size_t at = digits.size(); value > 0 && at-- > 0; value /= 8) {
        digits[at] = static_cast<char>('0' + value % 8);
    }
    return digits + '\0';
}

/// One member as it stands in a tar archive: header, bytes, padding.
std::string tar_member(const std::string& name, const std::string& content, char kind = '0') {
    std::string block(512, '\0');
    block.replace(0, std::min<std::size_t>(name.size(), 100), name.substr(0, 100));
    block.replace(124, 12, octal(content.size(), 12));
    block[156] = kind;
    block.replace(257, 8,
                  std::string("ustar\0"
                              "00",
                              8));
    block.replace(148, 8, "        ");
    std::size_t sum = 0;
    for (const char c : block) sum += static_cast<unsigned char>(c);
    block.replace(148, 7, octal(sum, 7));
    std::string padded = content;
    padded.resize((content.size() + 511) / 512 * 512, '\0');
    return block + padded;
}

Collected read_tar(const std::string& bytes, const std::string& name = "a.tar") {
    const TemporaryFolder folder;
    return read_paths({folder.write(name, bytes)});
}

Strings ids(const Collected& got) {
    Strings ids;
    for (const corpus::Document& document : got.documents) ids.push_back(document.id);
    return ids;
}

Strings refusals(const Collected& got) {
    Strings all;
    for (const corpus::Rejection& refusal : got.rejections) {
        all.push_back(refusal.id + ": " + refusal.code);
    }
    return all;
}

const std::string kEnd(1024, '\0');

}  // namespace

TEST_CASE("A tar archive is walked like a folder, with long names of both kinds") {
    const std::string long_name = "folder/" + std::string(150, 'n') + ".txt";
    const std::string bytes = tar_member("folder/", "", '5') +
                              tar_member("./b.txt", "The first\n") + tar_member("link", "", '2') +
                              tar_member("@", long_name + '\0', 'L') +
                              tar_member("cut", "The second\n") +
                              tar_member("@",
                                         "33 path=Δημοσίευση.txt\n"
                                         "11 x=1234\n",
                                         'x') +
                              tar_member("cut", "The third\n") + tar_member(".hidden.txt", "no\n") +
                              tar_member("rows.jsonl", "{\"id\":\"r\",\"text\":\"x\"}\n") + kEnd;
    const Strings expected = {"a.tar/b.txt", "a.tar/" + long_name, "a.tar/Δημοσίευση.txt", "r"};
    Collected got = read_tar(bytes);
    CHECK(refusals(got) == Strings{});
    CHECK(ids(got) == expected);
    // By content under any name, without its end, and in a ZIP archive.
    CHECK(ids(read_tar(bytes.substr(0, bytes.size() - kEnd.size()), "pages.dat")).size() == 4);
    got = read_tar(ZipBuilder().add("in.tar", bytes).finish(), "a.zip");
    REQUIRE(got.documents.size() == 4);
    CHECK(got.documents[0].id == "a.zip/in.tar/b.txt");
}

TEST_CASE("A damaged or cut tar archive gives what came before and names the loss") {
    const std::string first = tar_member("a.txt", "The first\n");
    std::string second = tar_member("b.txt", std::string(2000, 'x') + "\n");
    Collected got = read_tar(first + second.substr(0, 1000));
    CHECK(ids(got) == Strings{"a.tar/a.txt"});
    CHECK(refusals(got) == Strings{"a.tar/b.txt: malformed-input", "a.tar: malformed-input"});
    second[0] = 'c';  // the checksum of the header is wrong now
    got = read_tar(first + second + kEnd);
    CHECK(ids(got) == Strings{"a.tar/a.txt"});
    CHECK(refusals(got) == Strings{"a.tar: malformed-input"});
    got = read_tar(tar_member("../a.txt", "up\n") + tar_member("b.txt", "") + first + kEnd);
    CHECK(ids(got) == Strings{"a.tar/a.txt"});
    CHECK(refusals(got) == Strings{"a.tar/../a.txt: unsafe-name", "a.tar/b.txt: empty-file"});
}

TEST_CASE("Any byte of a tar archive may be wrong and nothing worse comes of it than a refusal") {
    const std::string whole = tar_member("@", "20 path=b/long.txt\n\n", 'x') +
                              tar_member("a.txt", "The first\n") +
                              tar_member("c.txt", "The second\n") + kEnd;
    for (std::size_t at = 0; at < 4 * 512; ++at) {
        for (const char change : {'\x01', '\x80'}) {
            std::string bytes = whole;
            bytes[at] = static_cast<char>(bytes[at] ^ change);
            const Collected got = read_bytes("a.tar", bytes);
            CHECK((got.documents.size() == 2 || !got.error.empty() || !got.rejections.empty()));
        }
    }
}
