#include "indexer/database/manifest.hpp"
#include "tests/support/catch.hpp"

using namespace evresi;

TEST_CASE("a manifest survives being written and read") {
    database::Manifest manifest;
    manifest.analysis = "v1";
    manifest.generation = 7;
    manifest.built_at = "2024-01-01T00:00:00Z";
    manifest.documents = 12345;
    manifest.files = {{"shard-0/iamglass", 120, "00112233445566778899aabbccddeeff"}};
    const auto back = database::parse_manifest(database::to_json(manifest), "m");
    REQUIRE(back.has_value());
    CHECK(back->format == database::kFormatVersion);
    CHECK(back->analysis == "v1");
    CHECK(back->generation == 7);
    CHECK(back->documents == 12345);
    REQUIRE(back->files.size() == 1);
    CHECK(back->files[0].bytes == 120);
    CHECK(back->files[0].checksum == manifest.files[0].checksum);
}

TEST_CASE("what is no manifest is called damaged") {
    const std::string deep(200000, '[');
    for (const std::string& text :
         {std::string(), std::string("{"), std::string("[]"), std::string("{}"), deep,
          std::string(R"({"format": "1"})"), std::string(R"({"format": -1})"),
          std::string(
              R"({"format": 1, "analysis": "", "generation": 1, "built_at": "", "documents": 1,)"
              R"( "shards": 1, "files": [7]})"),
          std::string(R"({"format": 1e400, "analysis": ""})")}) {
        CAPTURE(text.substr(0, 40));
        const auto back = database::parse_manifest(text, "m");
        REQUIRE(back.has_error());
        CHECK(back.error().code == ErrorCode::index_damaged);
    }
}
