#include "collected.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <string>

using namespace evresi;
using namespace evresi::tests;

TEST_CASE("A list gives its files metadata, and a walk reads each of them once") {
    const TemporaryFolder folder;
    folder.write("pages/a.txt", "Bees on the town hall\n\nThe town keeps hives.\n");
    folder.write("pages/b.html", "<html lang=en><title>Old</title><p>Wool</p></html>");
    folder.write("c.txt", "Not in the list\n");
    folder.write("all.list.csv", "path,id,title,country,lang,year,shelf\n"
                                 "pages/a.txt,p1,,LV;EE,,2019,three\n"
                                 "./pages/b.html,,Wool for towns,,sl,,\n");
    const Collected got = read_paths({folder.path().string()});
    CHECK(got.rejections.empty());
    REQUIRE(got.documents.size() == 3);
    CHECK(got.documents[0].id == "p1");
    CHECK(got.documents[0].title == "Bees on the town hall");
    CHECK(got.documents[0].metadata.country.size() == 2);
    CHECK(got.documents[0].metadata.year->value == 2019);
    CHECK(got.documents[0].fields.at(0).second == "three");
    CHECK(got.documents[0].source == folder / "pages/a.txt");
    CHECK(got.documents[1].id == "pages/b.html");
    CHECK(got.documents[1].title == "Wool for towns");
    CHECK(got.documents[1].lang == LanguageTag::of("sl"));
    CHECK(got.documents[1].lang_from == corpus::Provenance::given);
    CHECK(got.documents[1].text == "Wool\n");
    CHECK(got.documents[2].id == "c.txt");
    // The list alone reads the same files.
    CHECK(read_paths({folder / "all.list.csv"}).documents.size() == 2);
    CHECK(read_paths({folder / "all.list.csv", folder / "pages/a.txt"}).documents.size() == 2);
}

TEST_CASE("What a list cannot read is refused by row, and the rest is read") {
    const TemporaryFolder outside;
    outside.write("secret.txt", "Not for the index\n");
    const TemporaryFolder folder;
    folder.write("good.txt", "A good page\n");
    folder.write("photo.png", "\x89PNG\r\n\x1A\n\0\0\0\0");
    folder.write("other.list.jsonl", "{\"path\":\"good.txt\"}\n");
    std::filesystem::create_symlink(outside / "secret.txt", folder / "leak.txt");
    std::filesystem::create_directory_symlink(outside.path(), folder / "leaks");
    const std::string list = folder.write(
        "a.list.jsonl",
        "{\"path\":\"missing.txt\",\"id\":\"m\"}\n{\"path\":\"../up.txt\"}\n"
        "{\"path\":\"/etc/hostname\"}\n{\"path\":\"leak.txt\"}\n{\"path\":\"leaks/secret.txt\"}\n"
        "{\"path\":\"other.list.jsonl\"}\n{\"path\":\"photo.png\"}\n{\"title\":\"no path\"}\n"
        "{\"path\":\"good.txt\",\"country\":\"Atlantis\"}\n{\"path\":\"good.txt\",\"text\":\"x\"}\n"
        "{\"path\":\".\"}\n{\"path\":\"good.txt\",\"year\":2020}\n");
    const Collected got = read_paths({list});
    REQUIRE(got.documents.size() == 1);
    CHECK(got.documents[0].metadata.year->value == 2020);
    REQUIRE(got.rejections.size() == 11);
    CHECK(got.rejections[0].source == list);
    CHECK(got.rejections[0].line == 1);
    CHECK(got.rejections[0].id == "m");
    CHECK(got.rejections[0].code == "not-found");
    CHECK(got.rejections[0].message == "the file 'missing.txt' does not exist");
    CHECK(got.rejections[1].message.find("leads out") != std::string::npos);
    CHECK(got.rejections[2].message.find("leads out") != std::string::npos);
    CHECK(got.rejections[3].message.find("symbolic link") != std::string::npos);
    CHECK(got.rejections[4].message.find("symbolic link") != std::string::npos);
    CHECK(got.rejections[5].message.find("cannot name another") != std::string::npos);
    CHECK(got.rejections[6].code == "unsupported-format");
    CHECK(got.rejections[7].message.find("no 'path'") != std::string::npos);
    CHECK(got.rejections[8].message.find("'Atlantis'") != std::string::npos);
    CHECK(got.rejections[9].message.find("key 'text'") != std::string::npos);
}

TEST_CASE("A list whose row is refused does not leave its file to the walk") {
    const TemporaryFolder folder;
    folder.write("a.txt", "A page\n");
    folder.write("x.list.tsv", "path\tyear\na.txt\tsoon\n");
    const Collected got = read_paths({folder.path().string()});
    CHECK(got.documents.empty());
    REQUIRE(got.rejections.size() == 1);
    CHECK(got.rejections[0].line == 2);
}

TEST_CASE("A list gives its metadata to every row of a table that it names") {
    const TemporaryFolder folder;
    folder.write("rows.jsonl", "{\"id\":\"1\",\"text\":\"x\",\"year\":2001}\n"
                               "{\"id\":\"2\",\"text\":\"y\"}\n");
    folder.write("x.list.csv", "path,programme\nrows.jsonl,Interreg Europe\n");
    const Collected got = read_paths({folder.path().string()});
    REQUIRE(got.documents.size() == 2);
    CHECK(got.documents[0].metadata.year->value == 2001);
    CHECK(got.documents[1].metadata.programme.at(0).value == "interreg-europe");
}

TEST_CASE("A list without a path column, or without a folder, is refused") {
    const TemporaryFolder folder;
    const Collected headless = read_paths({folder.write("a.list.csv", "file,title\na.txt,x\n")});
    CHECK(headless.rejections.at(0).message.find("'path'") != std::string::npos);
    CHECK(read_bytes("a.list.csv", "path\na.txt\n").error.find("folder") != std::string::npos);
}
