#include "archive_builder.hpp"
#include "collected.hpp"
#include "corpus/archive.hpp"
#include "corpus/archive_names.hpp"
#include "corpus/byte_source.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <chrono>
#include <string>
#include <sys/resource.h>
#include <vector>

using namespace evresi;
using namespace evresi::tests;

namespace {

std::vector<std::string> ids(const Collected& got) {
    std::vector<std::string> ids;
    for (const corpus::Document& document : got.documents) ids.push_back(document.id);
    return ids;
}

/// "id: code" of each refusal.
std::vector<std::string> refusals(const Collected& got) {
    std::vector<std::string> all;
    for (const corpus::Rejection& refusal : got.rejections) {
        all.push_back(refusal.id + ": " + refusal.code);
    }
    return all;
}

using Strings = std::vector<std::string>;

Collected read_archive(const std::string& bytes, const std::string& name = "a.zip") {
    const TemporaryFolder folder;
    return read_paths({folder.write(name, bytes)});
}

std::string page(const std::string& word) {
    return "<!DOCTYPE html><title>" + word + "</title><p>Some text about " + word + "</p>";
}

}  // namespace

TEST_CASE("A ZIP archive is walked like a folder, each member by its own reader") {
    const std::string inner = ZipBuilder().add("deep/x.txt", "Deep in there\n").finish();
    const std::string bytes =
        ZipBuilder()
            .add("b.txt", "The second\n")
            .store("a/page.html", page("gardens"))
            .add("a/", "")
            .add("rows.jsonl", "{\"id\":\"r1\",\"text\":\"x\"}\n{\"id\":\"r2\",\"text\":\"y\"}\n")
            .add("inner.zip", inner)
            .add("__MACOSX/a/._page.html", "fork")
            .add(".git/config", "[core]")
            .add("a/.hidden.txt", "not this")
            .finish();
    const Collected got = read_archive(bytes);
    CHECK(refusals(got) == Strings{});
    CHECK(ids(got) ==
          Strings{"a.zip/a/page.html", "a.zip/b.txt", "a.zip/inner.zip/deep/x.txt", "r1", "r2"});
    CHECK(got.documents[0].title == "gardens");
    CHECK(got.documents[1].source.ends_with("/a.zip/b.txt"));
}

TEST_CASE("An archive in a folder has the folder in its members' ids") {
    const TemporaryFolder folder;
    folder.write("sub/pages.zip", ZipBuilder().add("x.txt", "A page\n").finish());
    CHECK(ids(read_paths({folder.path().string()})) == Strings{"sub/pages.zip/x.txt"});
}

TEST_CASE("Members that fail are named, and the others are read") {
    ZipEntry damaged{"b.txt", "Some words that are damaged\n"};
    damaged.declared_checksum = 7;
    ZipEntry locked{"c.txt", "Locked words\n"};
    locked.flags = 1;
    ZipEntry odd{"d.txt", "Oddly packed\n"};
    odd.method = 14;
    ZipEntry longer{"e.txt", "Longer than it says\n"};
    longer.declared_size = 5;
    ZipEntry shorter{"f.txt", "Shorter than it says\n"};
    shorter.declared_size = 500;
    const Collected got = read_archive(ZipBuilder()
                                           .add("a.txt", "The first\n")
                                           .add(damaged)
                                           .add(locked)
                                           .add(odd)
                                           .add(longer)
                                           .add(shorter)
                                           .add("g.txt", "")
                                           .add("h.bin", std::string(50, '\0'))
                                           .add("z.txt", "The last\n")
                                           .finish());
    CHECK(ids(got) == Strings{"a.zip/a.txt", "a.zip/z.txt"});
    CHECK(refusals(got) == Strings{"a.zip/b.txt: malformed-input",
                                   "a.zip/c.txt: password-protected",
                                   "a.zip/d.txt: unsupported-format",
                                   "a.zip/e.txt: malformed-input", "a.zip/f.txt: malformed-input",
                                   "a.zip/g.txt: empty-file", "a.zip/h.bin: unsupported-format"});
    CHECK(got.rejections[0].source.ends_with("/a.zip/b.txt"));
    CHECK(got.rejections[2].message.find("LZMA") != std::string::npos);
}

TEST_CASE("An archive that is locked as a whole is named once") {
    ZipBuilder builder;
    for (int i = 0; i < 9; ++i) {
        ZipEntry entry{std::to_string(i) + ".txt", "words\n"};
        entry.flags = 1;
        builder.add(entry);
    }
    CHECK(refusals(read_archive(builder.finish())) == Strings{"a.zip: password-protected"});
}

TEST_CASE("Names that lead out of an archive, or stand twice, are refused by name") {
    const Collected got = read_archive(ZipBuilder()
                                           .add("../up.txt", "up\n")
                                           .add("/etc/abs.txt", "absolute\n")
                                           .add("C:\\dos.txt", "drive\n")
                                           .add("a\\b.txt", "Windows made it\n")
                                           .add("./c//d.txt", "dots\n")
                                           .add("c/d.txt", "the same name\n")
                                           .add("e\x1B[31m\n.txt", "control\n")
                                           .add(std::string(2000, 'n') + ".txt", "long\n")
                                           .finish());
    CHECK(ids(got) == Strings{"a.zip/a/b.txt", "a.zip/c/d.txt", "a.zip/e%1B[31m%0A.txt"});
    REQUIRE(got.rejections.size() == 5);
    CHECK(refusals(got)[0] == "a.zip/../up.txt: unsafe-name");
    CHECK(refusals(got)[1] == "a.zip/C:/dos.txt: unsafe-name");
    CHECK(refusals(got)[2] == "a.zip/c/d.txt: duplicate-name");
    CHECK(refusals(got)[3] == "a.zip/etc/abs.txt: unsafe-name");
    CHECK(got.rejections[4].code == "unsafe-name");
    CHECK(got.rejections[4].id.size() < 1100);
}

TEST_CASE("Names in the code pages of our languages are read as they were written") {
    // "Програма.txt" in DOS and Windows Cyrillic, "Έργο.txt" and so on: what ZIP programs wrote.
    const auto one = [](const std::string& name) {
        return ids(read_archive(ZipBuilder().add(name, "Words\n").finish())).at(0);
    };
    CHECK(one("\x8F\xE0\xAE\xA3\xE0\xA0\xAC\xA0 \xE1\xAF\xAE\xE0\xE2.txt") ==
          "a.zip/Програма спорт.txt");
    CHECK(one("\xCF\xF0\xEE\xE3\xF0\xE0\xEC\xE0.txt") == "a.zip/Програма.txt");
    CHECK(one("\x8E\xA8\x9A\xA6 \xA7\xA6\xA2\xA0\xAB\xE0\xA4.txt") == "a.zip/Οργο πολιτων.txt");
    CHECK(one("\xD0\xF1\xFC\xE3\xF1\xE1\xEC\xEC\xE1.txt") == "a.zip/Πρόγραμμα.txt");
    CHECK(one("\xC5\xCA\xC8\xC5\xD3\xC7.txt") == "a.zip/ΕΚΘΕΣΗ.txt");
    CHECK(one("Vadl\xEEnijas.txt") == "a.zip/Vadlīnijas.txt");
    CHECK(one("poro\x9Filo.txt") == "a.zip/poročilo.txt");
    CHECK(one("Δημοσίευση.txt") == "a.zip/Δημοσίευση.txt");
    ZipEntry flagged{"Pārskats.txt", "Words\n"};
    flagged.flags = 1u << 11;
    CHECK(ids(read_archive(ZipBuilder().add(flagged).finish())).at(0) == "a.zip/Pārskats.txt");
}

TEST_CASE("A member that unpacks to hundreds of times its size is refused before it is unpacked") {
    const Collected got = read_archive(ZipBuilder()
                                           .add("bomb.txt", std::string(10u << 20, '0'))
                                           .add("good.txt", "A good page\n")
                                           .finish());
    CHECK(ids(got) == Strings{"a.zip/good.txt"});
    CHECK(refusals(got) == Strings{"a.zip/bomb.txt: archive-bomb"});
}

TEST_CASE("A directory whose members share their bytes is refused as a whole") {
    ZipBuilder builder;
    ZipEntry kernel{"kernel.txt", std::string(1u << 20, 'x')};
    builder.add(kernel);
    for (int i = 0; i < 200; ++i) {
        kernel.name = std::to_string(i) + ".txt";
        builder.list(kernel, 0, deflated(kernel.content).size());
    }
    CHECK(refusals(read_archive(builder.finish())) == Strings{"a.zip: archive-bomb"});

    // One byte of overlap is enough: the second begins within the first.
    ZipBuilder quoted;
    quoted.store("a.txt", ZipBuilder().add("b.txt", "quoted\n").members_only());
    quoted.list({"b.txt", "quoted\n"}, 30 + 5, deflated("quoted\n").size());
    CHECK(refusals(read_archive(quoted.finish())) == Strings{"a.zip: archive-bomb"});
}

TEST_CASE("Archives in archives are read to a depth, and beyond it named") {
    std::string bytes = ZipBuilder().add("x.txt", "Some page\n").finish();
    bytes = ZipBuilder().add("1.zip", bytes).add("y.txt", "Nearer\n").finish();
    CHECK(ids(read_archive(bytes)) == Strings{"a.zip/1.zip/x.txt", "a.zip/y.txt"});
    bytes = ZipBuilder().add("2.zip", bytes).finish();
    const Collected got = read_archive(bytes);
    CHECK(ids(got) == Strings{"a.zip/2.zip/y.txt"});
    CHECK(refusals(got) == Strings{"a.zip/2.zip/1.zip: nested-too-deep"});
}

TEST_CASE("Nested bombs end quickly and in little memory") {
    // 16 archives of 16 files of 4 MB each, every one within the limits of a member: 1 GB in all.
    ZipBuilder files;
    for (int i = 0; i < 16; ++i) {
        files.add(std::to_string(i) + ".txt", std::string(4u << 20, static_cast<char>('a' + i)));
    }
    ZipBuilder archives;
    for (int i = 0; i < 16; ++i) archives.add(std::to_string(i) + ".zip", files.finish());
    const auto begin = std::chrono::steady_clock::now();
    const Collected got = read_archive(archives.finish());
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(60));
    REQUIRE_FALSE(got.rejections.empty());
    CHECK(got.rejections.back().code == "archive-bomb");
    CHECK(got.documents.size() < 100);
    struct rusage usage {};
    REQUIRE(::getrusage(RUSAGE_SELF, &usage) == 0);
#ifndef __SANITIZE_ADDRESS__
    CHECK(usage.ru_maxrss < 1'000'000);  // kilobytes
#endif
}

TEST_CASE("Of an archive that breaks off, what was whole is read and the loss is named") {
    ZipEntry streamed{"b.txt", "Written by a program that cannot seek\n"};
    streamed.sizes_behind = true;
    std::string bytes = ZipBuilder()
                            .add("a.txt", "The first\n")
                            .add(streamed)
                            .add("c.txt", "A page that is cut in the middle of its words\n")
                            .members_only();
    bytes.resize(bytes.size() - 9);
    const Collected got = read_archive(bytes);
    CHECK(ids(got) == Strings{"a.zip/a.txt", "a.zip/b.txt"});
    CHECK(refusals(got) == Strings{"a.zip/c.txt: malformed-input", "a.zip: malformed-input"});

    CHECK(refusals(read_archive("PK\x03\x04 and nothing more")) ==
          Strings{"a.zip: malformed-input"});
    CHECK(refusals(read_archive(ZipBuilder().finish())) == Strings{"a.zip: empty-file"});
    CHECK(refusals(read_archive("")) == Strings{"a.zip: empty-file"});
}

TEST_CASE("A whole archive read with sizes behind its members, and after a foreign start") {
    ZipEntry streamed{"b.txt", "Written by a program that cannot seek\n"};
    streamed.sizes_behind = true;
    const std::string bytes = ZipBuilder().add("a.txt", "The first\n").add(streamed).finish();
    CHECK(ids(read_archive(bytes)) == Strings{"a.zip/a.txt", "a.zip/b.txt"});
    const std::string moved = std::string(500, 'M') + bytes;
    const auto source = corpus::memory_source(moved);
    const auto archive = corpus::ZipArchive::open(*source->random_access());
    REQUIRE(archive.has_value());
    REQUIRE(archive->find("b.txt") != nullptr);
    CHECK(*archive->read_member(*archive->find("b.txt"), 1000) == streamed.content);
}

TEST_CASE("Any byte of an archive may be wrong and nothing worse comes of it than a refusal") {
    const std::string whole = ZipBuilder()
                                  .add("a.txt", "The first page of some words\n")
                                  .store("b.html", page("parks"))
                                  .add("c/d.jsonl", "{\"id\":\"1\",\"text\":\"x\"}\n")
                                  .finish();
    const corpus::ReadOptions options;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char change : {'\x01', '\x80', '\xFF'}) {
            std::string bytes = whole;
            bytes[at] = static_cast<char>(bytes[at] ^ change);
            Collected got = read_bytes("a.zip", bytes, options);
            const bool is_told = !got.rejections.empty() || !got.error.empty();
            // A changed name, time or attribute may leave all three readable.
            CHECK((is_told || got.documents.size() == 3 || whole.find("c/d") <= at));
        }
        Collected cut = read_bytes("a.zip", whole.substr(0, at), options);
        CHECK((!cut.rejections.empty() || !cut.error.empty()));
    }
}

TEST_CASE("Links in an archive are passed over and pictures named by kind") {
    ZipEntry link{"link.txt", "/etc/passwd"};
    link.made_by = (3 << 8) | 20;
    link.attributes = 0120777u << 16;
    const Collected got = read_archive(ZipBuilder()
                                           .add(link)
                                           .add("a.txt", "A page\n")
                                           .add("img/a.png", "\x89PNG\r\n")
                                           .add("img/b.PNG", "\x89PNG\r\n")
                                           .add("style.css", "p {}")
                                           .finish());
    CHECK(ids(got) == Strings{"a.zip/a.txt"});
    CHECK(refusals(got) == Strings{"a.zip/style.css: not-text", "a.zip/**/*.png: not-text"});
    CHECK(got.rejections[1].message.find("all 2 .png files") != std::string::npos);
}

TEST_CASE("A sink that has enough stops the walk of an archive") {
    const TemporaryFolder folder;
    const std::string path = folder.write(
        "a.zip",
        ZipBuilder().add("a.txt", "One\n").add("b.txt", "Two\n").add("c.txt", "").finish());
    const auto files = corpus::list_sources({path});
    REQUIRE(files.has_value());
    int seen = 0;
    int refused = 0;
    const corpus::ReadSink sink{[&](corpus::Document&&) { return ++seen < 1; },
                                [&](corpus::Rejection&&) { return ++refused > 0; }};
    CHECK_FALSE(corpus::read_source(files->front(), {}, sink));
    CHECK(seen == 1);
    CHECK(refused == 0);
}

TEST_CASE("Two archives with one id keep their members apart") {
    const TemporaryFolder folder;
    folder.write("d1/a.zip", ZipBuilder().add("x.txt", "One\n").finish());
    folder.write("d2/a.zip", ZipBuilder().add("x.txt", "Two\n").finish());
    const Collected got = read_paths({folder / "d1", folder / "d2"});
    CHECK(ids(got) == Strings{"a.zip/x.txt", folder / "d2/a.zip/x.txt"});
}
