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

TEST_CASE("A link out of the folder is not followed; one that stays inside is") {
    const TemporaryFolder outside;
    outside.write("secret.txt", "Not for the index\n");
    outside.write("more/other.txt", "Nor this\n");
    const TemporaryFolder folder;
    folder.write("real.txt", "A real page\n");
    fs::create_symlink(outside / "secret.txt", folder / "leak.txt");
    fs::create_directory_symlink(outside.path(), folder / "leaks");
    fs::create_directory_symlink(folder.path(), folder / "loop");
    fs::create_symlink("real.txt", folder / "same.txt");
    const Collected got = read_paths({folder.path().string()});
    REQUIRE(got.documents.size() == 2);
    CHECK(got.documents[0].id == "real.txt");
    CHECK(got.documents[1].id == "same.txt");
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
    CHECK(got.rejections[0].code == "unsupported-format");
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
