#include "collected.hpp"
#include "corpus/source_walk.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <string>
#include <sys/stat.h>

using namespace evresi;
using namespace evresi::tests;

namespace fs = std::filesystem;

TEST_CASE("A folder is walked in the order of its paths, hidden files passed over") {
    const TemporaryFolder folder;
    folder.write("b.txt", "Bee garden\n");
    folder.write("a/c.txt", "City park\n");
    folder.write(".hidden/x.txt", "never\n");
    folder.write("a/.note.txt", "never\n");
    const Collected got = read_paths({folder.path().string()});
    REQUIRE(got.documents.size() == 2);
    CHECK(got.documents[0].id == "a/c.txt");
    CHECK(got.documents[1].id == "b.txt");
    const Collected one = read_paths({folder / "a/c.txt"});
    REQUIRE(one.documents.size() == 1);
    CHECK(one.documents[0].id == "c.txt");
}

TEST_CASE("A link out of the folder is not followed; one inside makes no second document") {
    const TemporaryFolder outside;
    outside.write("secret.txt", "Not for the index\n");
    outside.write("more/other.txt", "Nor this\n");
    const TemporaryFolder folder;
    folder.write("real.txt", "A real page\n");
    fs::create_symlink(outside / "secret.txt", folder / "leak.txt");
    fs::create_directory_symlink(outside.path(), folder / "leaks");
    fs::create_directory_symlink(folder.path(), folder / "loop");
    fs::create_symlink("real.txt", folder / "same.txt");
    folder.write(".store/kept.txt", "A page kept out of sight\n");
    fs::create_symlink(".store/kept.txt", folder / "kept.txt");
    const Collected got = read_paths({folder.path().string()});
    REQUIRE(got.documents.size() == 2);
    CHECK(got.documents[0].id == "kept.txt");
    CHECK(got.documents[1].id == "real.txt");
    CHECK(got.rejections.empty());
}

TEST_CASE("A FIFO is refused at once, and a file of another kind by name") {
    const TemporaryFolder folder;
    REQUIRE(::mkfifo((folder / "pipe.txt").c_str(), 0600) == 0);
    folder.write("photo.png", "\x89PNG");
    folder.write("good.txt", "A good page\n");
    const Collected got = read_paths({folder.path().string()});
    CHECK(got.documents.size() == 1);
    REQUIRE(got.rejections.size() == 2);
    CHECK(got.rejections[0].id == "photo.png");
    CHECK(got.rejections[0].code == "not-text");
    CHECK(got.rejections[1].id == "pipe.txt");
    CHECK(got.rejections[1].code == "unsupported-format");
}

TEST_CASE("A file given by name with an unknown suffix is known by its content") {
    const TemporaryFolder folder;
    CHECK(
        read_paths({folder.write("a.dat", "{\"id\":\"1\",\"text\":\"x\"}\n")}).documents.at(0).id ==
        "1");
    CHECK(
        read_paths({folder.write("b.page", "<!DOCTYPE html><p>Hello</p>")}).documents.at(0).text ==
        "Hello\n");
    CHECK(read_paths({folder.write("c", "Plain words\n")}).documents.at(0).title == "Plain words");
    const Collected binary = read_paths({folder.write("d.bin", std::string(100, '\0'))});
    CHECK(binary.rejections.at(0).code == "unsupported-format");
}

TEST_CASE("A path that does not exist is an error before anything is read") {
    const TemporaryFolder folder;
    folder.write("a.txt", "A page\n");
    const Collected got = read_paths({folder.path().string(), folder / "missing"});
    CHECK(got.documents.empty());
    CHECK(got.error.find("missing") != std::string::npos);
}

TEST_CASE("A sink that has enough stops the reading") {
    const TemporaryFolder folder;
    const std::string path =
        folder.write("a.jsonl", "{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"2\",\"text\":\"y\"}\n");
    const auto files = corpus::list_sources({path});
    REQUIRE(files.has_value());
    int seen = 0;
    const corpus::ReadSink sink{[&seen](corpus::Document&&) { return ++seen < 1; },
                                [](corpus::Rejection&&) { return true; }};
    CHECK_FALSE(corpus::read_source(files->front(), {}, sink));
    CHECK(seen == 1);
}

TEST_CASE("Two files with one id do not become one document in silence") {
    const TemporaryFolder folder;
    const std::string rows = "text\nSome words\n";
    folder.write("d1/x.txt", "The first page\n");
    folder.write("d2/x.txt", "The second page\n");
    folder.write("d1/r.csv", rows);
    folder.write("d2/r.csv", rows);
    const Collected got = read_paths({folder / "d1", folder / "d2"});
    REQUIRE(got.documents.size() == 3);
    CHECK(got.documents[0].id == "r.csv#1");
    CHECK(got.documents[1].title == "The first page");
    CHECK(got.documents[2].id == folder / "d2/r.csv" + "#1");
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].code == "duplicate-id");
    CHECK(got.rejections[0].message.find(folder / "d1/x.txt") != std::string::npos);
    CHECK(got.rejections[0].message.find(folder / "d2/x.txt") != std::string::npos);
    // One file given twice is no clash.
    CHECK(read_paths({folder / "d1", folder / "d1/x.txt"}).rejections.empty());
}

TEST_CASE("A folder that could not be listed to its end is named as rejected") {
    corpus::SourceFile file;
    file.path = "pages";
    file.id = "pages";
    file.fault = "the folder cannot be listed to its end: Input/output error";
    Collected got;
    CHECK(corpus::read_source(file, {}, got.sink()));
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].code == "io-error");
    CHECK(got.rejections[0].message == file.fault);
}

TEST_CASE("The id and the shown path of a file with a strange name are printable") {
    const TemporaryFolder folder;
    folder.write("a\xFF\x1B[31m\n\x7F\xD0\x96.txt", "A page\n");
    folder.write("b\n.png", "x");
    const Collected got = read_paths({folder.path().string()});
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].id == "a%FF%1B[31m%0A%7F\xD0\x96.txt");
    CHECK(got.documents[0].source == folder / "a%FF%1B[31m%0A%7F\xD0\x96.txt");
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].source == folder / "b%0A.png");
}
