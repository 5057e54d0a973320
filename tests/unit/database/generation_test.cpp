#include "indexer/database/generation.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <unistd.h>

using namespace evresi;
using database::GenerationWriter;
using tests::TemporaryFolder;

namespace {

/// Publishes a generation that holds one file.
std::uint64_t publish(const std::string& index, const std::string& content) {
    auto writer = GenerationWriter::begin(index);
    REQUIRE(writer.has_value());
    std::filesystem::create_directory(writer->path() + "/shard-0");
    std::ofstream(writer->path() + "/shard-0/data") << content;
    const auto manifest = writer->publish(1, 1);
    REQUIRE(manifest.has_value());
    return manifest->generation;
}

}  // namespace

TEST_CASE("a folder without an index says how to make one") {
    const TemporaryFolder folder;
    const auto live = database::current_generation(folder / "none");
    REQUIRE(live.has_error());
    CHECK(live.error().code == ErrorCode::index_missing);
    CHECK(live.error().message.find("evresi-indexer build") != std::string::npos);
}

TEST_CASE("each publication is the live generation, and one older is kept") {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    CHECK(publish(index, "one") == 1);
    CHECK(publish(index, "two") == 2);
    CHECK(publish(index, "three") == 3);
    CHECK(*database::current_generation(index) == 3);
    CHECK_FALSE(std::filesystem::exists(index + "/gen-000001"));
    CHECK(std::filesystem::exists(index + "/gen-000002"));
    const auto manifest = database::read_manifest(index, 3);
    REQUIRE(manifest.has_value());
    CHECK(database::verify_files(index, *manifest).empty());
}

TEST_CASE("a generation that is not published leaves nothing behind") {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    publish(index, "one");
    {
        const auto writer = GenerationWriter::begin(index);
        REQUIRE(writer.has_value());
        std::ofstream(writer->path() + "/half") << "x";
    }
    CHECK_FALSE(std::filesystem::exists(index + "/gen-000002"));
    CHECK(*database::current_generation(index) == 1);
}

TEST_CASE("what a crashed run left is removed by the next") {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    publish(index, "one");
    std::filesystem::create_directory(index + "/gen-000002");
    std::ofstream(index + "/gen-000002/half") << "x";
    std::filesystem::create_directory(index + "/gen-000005");
    CHECK(publish(index, "two") == 2);
    CHECK_FALSE(std::filesystem::exists(index + "/gen-000002/half"));
    CHECK_FALSE(std::filesystem::exists(index + "/gen-000005"));
}

TEST_CASE("a second writer is refused and told who holds the index") {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    auto first = GenerationWriter::begin(index);
    REQUIRE(first.has_value());
    const auto second = GenerationWriter::begin(index);
    REQUIRE(second.has_error());
    CHECK(second.error().code == ErrorCode::index_locked);
    CHECK(second.error().message.find(std::to_string(::getpid())) != std::string::npos);
}

TEST_CASE("every kind of damage to a file is named") {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    publish(index, "content");
    const auto manifest = database::read_manifest(index, 1);
    REQUIRE(manifest.has_value());
    const std::string data = index + "/gen-000001/shard-0/data";
    const auto only_fault = [&] {
        const std::vector<Error> faults = database::verify_files(index, *manifest);
        REQUIRE(faults.size() == 1);
        CHECK(faults[0].code == ErrorCode::index_damaged);
        return faults[0].message;
    };
    std::ofstream(data) << "contenT";
    CHECK(only_fault().find("checksum") != std::string::npos);
    std::ofstream(data) << "cont";
    CHECK(only_fault().find("4 bytes instead of 7") != std::string::npos);
    std::filesystem::remove(data);
    CHECK(only_fault().find("missing") != std::string::npos);
    std::ofstream(data) << "content";
    std::ofstream(index + "/gen-000001/stray") << "x";
    CHECK(only_fault().find("does not belong") != std::string::npos);
}

TEST_CASE("an index of another format or other analysers is refused with the remedy") {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    publish(index, "content");
    const std::string path = index + "/gen-000001/manifest.json";
    const auto rewrite = [&](auto change) {
        auto manifest = database::read_manifest(index, 1);
        std::ifstream file(path);
        const std::string before((std::istreambuf_iterator<char>(file)), {});
        database::Manifest changed = *database::parse_manifest(before, path);
        change(changed);
        std::ofstream(path) << to_json(changed);
        const auto outcome = database::read_manifest(index, 1);
        std::ofstream(path) << before;
        REQUIRE(outcome.has_error());
        CHECK(outcome.error().code == ErrorCode::index_incompatible);
        CHECK(outcome.error().message.find("evresi-indexer build --index " + index) !=
              std::string::npos);
    };
    rewrite([](database::Manifest& manifest) { manifest.format = 99; });
    rewrite([](database::Manifest& manifest) { manifest.analysis = "other"; });
}

TEST_CASE("a path that the system refuses is an error, not an exception") {
    const auto live = database::current_generation(std::string(300, 'x'));
    REQUIRE(live.has_error());
    CHECK(live.error().code == ErrorCode::io_error);
}

TEST_CASE("a CURRENT that names no generation is damage") {
    const TemporaryFolder folder;
    folder.write("index/CURRENT", "nonsense\n");
    const auto live = database::current_generation(folder / "index");
    REQUIRE(live.has_error());
    CHECK(live.error().code == ErrorCode::index_damaged);
}
