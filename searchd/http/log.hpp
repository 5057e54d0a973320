// Log: one line an event on standard error, as text or JSON, with every value escaped so that no
// request can forge a line or move a terminal's cursor. Thread-safe.
#pragma once

#include "base/result.hpp"

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace spdlog {
class logger;
}

namespace evresi::http {

class Log {
public:
    enum class Level { debug, info, warning, error, off };
    enum class Format { text, json };
    using Values = std::initializer_list<std::pair<std::string_view, std::string>>;

    Log(Level level, Format format);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    void debug(std::string_view event, Values values = {}) { write(Level::debug, event, values); }
    void info(std::string_view event, Values values = {}) { write(Level::info, event, values); }
    void warning(std::string_view event, Values values = {}) {
        write(Level::warning, event, values);
    }
    void error(std::string_view event, Values values = {}) { write(Level::error, event, values); }

private:
    void write(Level level, std::string_view event, Values values);

    Format format_;
    std::shared_ptr<spdlog::logger> logger_;
};

/// debug, info, warning, error or off; invalid_argument otherwise.
[[nodiscard]] Result<Log::Level> parse_log_level(std::string_view name);
/// text or json; invalid_argument otherwise.
[[nodiscard]] Result<Log::Format> parse_log_format(std::string_view name);

/// `text` in quotes, as a JSON string without control or invisible characters, cut after 1000
/// bytes. Bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string escaped_for_log(std::string_view text);

}  // namespace evresi::http
