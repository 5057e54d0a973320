#include "searchd/config.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace evresi;
using searchd::Config;
using searchd::Notice;

namespace {

Result<std::variant<Config, Notice>> read(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "evresi-searchd");
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    return searchd::read_config(static_cast<int>(argv.size()), argv.data());
}

Config config_of(const std::vector<std::string>& arguments) {
    const auto config = read(arguments);
    REQUIRE(config.has_value());
    return std::get<Config>(*config);
}

}  // namespace

TEST_CASE("The index alone is enough") {
    const Config config = config_of({"--index", "dir"});
    CHECK(config.server.index_dir == "dir");
    CHECK(config.server.address == "127.0.0.1");
    CHECK(config.server.port == 8640);
    CHECK(config.server.handles_signals);
}

TEST_CASE("The file gives what the command line does not") {
    const tests::TemporaryFolder folder;
    const std::string file = folder.write("searchd.toml", "index = \"from-file\"\n"
                                                          "listen = \"[::1]:99\"\n"
                                                          "threads = 3\n"
                                                          "queue-deadline-ms = 250\n"
                                                          "access-log = true\n"
                                                          "log-format = \"json\"\n");
    const Config config = config_of({"--config", file, "--threads", "5"});
    CHECK(config.server.index_dir == "from-file");
    CHECK(config.server.address == "::1");
    CHECK(config.server.port == 99);
    CHECK(config.server.search_threads == 5);
    CHECK(config.server.longest_wait == std::chrono::milliseconds(250));
    CHECK(config.server.access_log);
    CHECK(config.log_format == http::Log::Format::json);
}

TEST_CASE("A setting that cannot be read is named") {
    const tests::TemporaryFolder folder;
    const auto with_file = [&](const std::string& text) {
        return std::vector<std::string>{"--index", "d", "--config", folder.write("bad.toml", text)};
    };
    const std::vector<std::pair<std::vector<std::string>, std::string>> table = {
        {{}, "index"},
        {{"--index", "d", "--listen", "8640"}, "listen"},
        {{"--index", "d", "--listen", "::1:8640"}, "listen"},
        {{"--index", "d", "--listen", "1.2.3.4:70000"}, "listen"},
        {{"--index", "d", "--queue", "0"}, "queue"},
        {{"--index", "d", "--log-level", "loud"}, "log-level"},
        {with_file("colour = 1"), "colour"},
    };
    for (const auto& [arguments, name] : table) {
        CAPTURE(name);
        const auto config = read(arguments);
        REQUIRE_FALSE(config.has_value());
        CHECK(config.error().code == ErrorCode::invalid_argument);
        CHECK(config.error().subject == name);
    }
    CHECK(read(with_file("threads = \"many\"")).error().message.find("threads") !=
          std::string::npos);
    CHECK(read(with_file("threads = ")).error().message.find("line 1") != std::string::npos);
    CHECK_FALSE(read({"--index", "d", "--config", folder / "missing.toml"}).has_value());
    CHECK_FALSE(read({"--no-such-option"}).has_value());
}

TEST_CASE("Help has examples") {
    const auto config = read({"--help"});
    REQUIRE(config.has_value());
    CHECK(std::get<Notice>(*config).text.find("Examples:") != std::string::npos);
}
