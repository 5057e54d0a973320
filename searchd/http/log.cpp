#include "searchd/http/log.hpp"

#include "base/utf8.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdio>

namespace evresi::http {
namespace {

constexpr std::size_t kLongestValue = 1000;

spdlog::level::level_enum spdlog_level(Log::Level level) {
    switch (level) {
    case Log::Level::debug:
        return spdlog::level::debug;
    case Log::Level::info:
        return spdlog::level::info;
    case Log::Level::warning:
        return spdlog::level::warn;
    case Log::Level::error:
        return spdlog::level::err;
    case Log::Level::off:
        break;
    }
    return spdlog::level::off;
}

/// Bidirectional controls and invisible characters could make a line read as another.
bool is_deceptive(char32_t character) {
    return character < 0x20 || (character >= 0x7F && character < 0xA0) ||
           (character >= 0x200B && character <= 0x200F) ||
           (character >= 0x2028 && character <= 0x202E) ||
           (character >= 0x2060 && character <= 0x206F) || character == 0xFEFF;
}

}  // namespace

std::string escaped_for_log(std::string_view text) {
    const std::string mended = mended_utf8(text.substr(0, kLongestValue));
    std::string out = "\"";
    for (std::size_t i = 0; i < mended.size();) {
        const DecodedCharacter character = decode_utf8(mended, i);
        if (character.value == '"' || character.value == '\\') out += '\\';
        if (is_deceptive(character.value)) {
            char escape[16];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(character.value));
            out += escape;
        } else {
            out += std::string_view(mended).substr(i, character.bytes);
        }
        i += character.bytes;
    }
    if (text.size() > kLongestValue) out += "...";
    out += '"';
    return out;
}

Log::Log(Level level, Format format)
    : format_(format), logger_(std::make_shared<spdlog::logger>(
                           "evresi", std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
    logger_->set_level(spdlog_level(level));
    logger_->flush_on(spdlog::level::debug);
    logger_->set_pattern(format == Format::json
                             ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})"
                             : "%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                         spdlog::pattern_time_type::utc);
}

Log::~Log() = default;

void Log::write(Level level, std::string_view event, Values values) {
    const spdlog::level::level_enum target = spdlog_level(level);
    if (!logger_->should_log(target)) return;
    std::string line;
    if (format_ == Format::json) {
        line = "\"event\":" + escaped_for_log(event);
        for (const auto& [name, value] : values) {
            line += ",\"" + std::string(name) + "\":" + escaped_for_log(value);
        }
    } else {
        line = event;
        for (const auto& [name, value] : values) {
            line += ' ' + std::string(name) + '=' + escaped_for_log(value);
        }
    }
    logger_->log(target, spdlog::string_view_t(line.data(), line.size()));
}

Result<Log::Level> parse_log_level(std::string_view name) {
    if (name == "debug") return Log::Level::debug;
    if (name == "info") return Log::Level::info;
    if (name == "warning") return Log::Level::warning;
    if (name == "error") return Log::Level::error;
    if (name == "off") return Log::Level::off;
    return fail(ErrorCode::invalid_argument,
                "'" + std::string(name) +
                    "' is no log level; give debug, info, warning, error or off",
                "log-level");
}

Result<Log::Format> parse_log_format(std::string_view name) {
    if (name == "text") return Log::Format::text;
    if (name == "json") return Log::Format::json;
    return fail(ErrorCode::invalid_argument,
                "'" + std::string(name) + "' is no log format; give text or json", "log-format");
}

}  // namespace evresi::http
