// Config: how evresi-searchd is to run, from the command line and a TOML file of the same names;
// the command line wins. A plain value.
#pragma once

#include "base/result.hpp"
#include "searchd/http/log.hpp"
#include "searchd/http/server.hpp"

#include <string>
#include <variant>

namespace evresi::searchd {

struct Config {
    http::ServerOptions server;
    http::Log::Level log_level = http::Log::Level::info;
    http::Log::Format log_format = http::Log::Format::text;
};

/// Asked for on the command line instead of a server: help or version, to be printed.
struct Notice {
    std::string text;
};

/// Reads the command line, and the file that --config names. invalid_argument names the option.
[[nodiscard]] Result<std::variant<Config, Notice>> read_config(int argc, char** argv);

/// Splits "127.0.0.1:8640" or "[::1]:8640"; the port may be 0.
[[nodiscard]] Result<void> parse_listen(const std::string& text, http::ServerOptions& options);

}  // namespace evresi::searchd
