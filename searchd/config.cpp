#include "searchd/config.hpp"

#include <CLI/CLI.hpp>
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace evresi::searchd {
namespace {

/// An option before it is checked: every one can stand in the file and on the command line.
struct Settings {
    std::optional<std::string> index;
    std::optional<std::string> lexicon;
    std::vector<std::string> terms;
    std::optional<std::string> listen;
    std::optional<std::int64_t> threads;
    std::optional<std::int64_t> io_threads;
    std::optional<std::int64_t> queue;
    std::optional<std::int64_t> cache_bytes;
    std::optional<std::int64_t> queue_deadline_ms;
    std::optional<std::int64_t> max_connections;
    std::optional<std::int64_t> max_connections_per_address;
    std::optional<std::int64_t> time_budget_ms;
    std::optional<std::string> log_level;
    std::optional<std::string> log_format;
    std::optional<bool> access_log;
};

Error bad_option(const std::string& name, const std::string& message) {
    return fail(ErrorCode::invalid_argument, name + ": " + message, name);
}

template <class T>
Result<void> take_value(const toml::node& node,
                        const std::string& name,
                        const char* wanted,
                        std::optional<T>& out) {
    const std::optional<T> value = node.value_exact<T>();
    if (!value) return bad_option(name, std::string("give ") + wanted);
    // What the command line set already stays.
    if (!out) out = value;
    return {};
}

/// One text or an array of them.
Result<void>
take_list(const toml::node& node, const std::string& name, std::vector<std::string>& out) {
    std::vector<std::string> values;
    const toml::array* const array = node.as_array();
    const auto add = [&](const toml::node& entry) {
        const std::optional<std::string> value = entry.value_exact<std::string>();
        if (value) values.push_back(*value);
        return value.has_value();
    };
    const bool is_good = array ? std::all_of(array->begin(), array->end(), add) : add(node);
    if (!is_good) return bad_option(name, "give a text in quotes or a list of them");
    if (out.empty()) out = std::move(values);
    return {};
}

Result<void> take_entry(const std::string& name, const toml::node& node, Settings& settings) {
    const std::map<std::string_view, std::optional<std::string> Settings::*> texts = {
        {"index", &Settings::index},
        {"lexicon", &Settings::lexicon},
        {"listen", &Settings::listen},
        {"log-level", &Settings::log_level},
        {"log-format", &Settings::log_format}};
    const std::map<std::string_view, std::optional<std::int64_t> Settings::*> numbers = {
        {"threads", &Settings::threads},
        {"io-threads", &Settings::io_threads},
        {"queue", &Settings::queue},
        {"cache-bytes", &Settings::cache_bytes},
        {"queue-deadline-ms", &Settings::queue_deadline_ms},
        {"max-connections", &Settings::max_connections},
        {"max-connections-per-address", &Settings::max_connections_per_address},
        {"time-budget-ms", &Settings::time_budget_ms}};
    if (const auto text = texts.find(name); text != texts.end()) {
        return take_value(node, name, "a text in quotes", settings.*text->second);
    }
    if (const auto number = numbers.find(name); number != numbers.end()) {
        return take_value(node, name, "a whole number", settings.*number->second);
    }
    if (name == "terms") return take_list(node, name, settings.terms);
    if (name == "access-log") return take_value(node, name, "true or false", settings.access_log);
    return bad_option(name, "there is no such setting; the names are those of --help");
}

Result<void> read_file(const std::string& path, Settings& settings) {
    try {
        const toml::table table = toml::parse_file(path);
        for (const auto& [key, node] : table) {
            const Result<void> taken = take_entry(std::string(key.str()), node, settings);
            if (!taken) {
                return fail(ErrorCode::invalid_argument, path + ": " + taken.error().message,
                            taken.error().subject);
            }
        }
        return {};
    } catch (const toml::parse_error& fault) {
        return fail(ErrorCode::invalid_argument,
                    path + ", line " + std::to_string(fault.source().begin.line) + ": " +
                        std::string(fault.description()),
                    path);
    }
}

template <class T>
Result<void> set_number(const std::optional<std::int64_t>& given,
                        const std::string& name,
                        std::int64_t low,
                        std::int64_t high,
                        T& out) {
    if (!given) return {};
    if (*given < low || *given > high) {
        return bad_option(name, "give a number from " + std::to_string(low) + " to " +
                                    std::to_string(high));
    }
    out = T(*given);
    return {};
}

Result<void> set_numbers(const Settings& settings, http::ServerOptions& server) {
    for (const Result<void>& done :
         {set_number(settings.threads, "threads", 0, 1024, server.search_threads),
          set_number(settings.io_threads, "io-threads", 1, 64, server.io_threads),
          set_number(settings.queue, "queue", 1, 100'000, server.queue),
          set_number(settings.cache_bytes, "cache-bytes", 0, std::int64_t{1} << 40,
                     server.cache_bytes),
          set_number(settings.queue_deadline_ms, "queue-deadline-ms", 1, 60'000,
                     server.longest_wait),
          set_number(settings.max_connections, "max-connections", 1, 1'000'000, server.connections),
          set_number(settings.max_connections_per_address, "max-connections-per-address", 1,
                     1'000'000, server.connections_per_address),
          set_number(settings.time_budget_ms, "time-budget-ms", 1, 60'000,
                     server.query.time_budget)}) {
        if (!done) return done;
    }
    return {};
}

Result<Config> checked(const Settings& settings) {
    Config config;
    if (!settings.index || settings.index->empty()) {
        return bad_option("index", "give the folder of an index, as in --index DIR");
    }
    config.server.index_dir = *settings.index;
    config.server.lexicon = settings.lexicon.value_or("");
    config.server.terms = settings.terms;
    config.server.access_log = settings.access_log.value_or(false);
    config.server.handles_signals = true;
    if (settings.listen) {
        const Result<void> listen = parse_listen(*settings.listen, config.server);
        if (!listen) return listen.error();
    }
    if (const Result<void> numbers = set_numbers(settings, config.server); !numbers) {
        return numbers.error();
    }
    if (settings.log_level) {
        const auto level = http::parse_log_level(*settings.log_level);
        if (!level) return level.error();
        config.log_level = *level;
    }
    if (settings.log_format) {
        const auto format = http::parse_log_format(*settings.log_format);
        if (!format) return format.error();
        config.log_format = *format;
    }
    return config;
}

constexpr const char* kFooter = R"(Examples:
  evresi-searchd --index index/sample
  evresi-searchd --index /var/lib/evresi --listen 0.0.0.0:8640 --access-log --log-format json
  evresi-searchd --config /etc/evresi/searchd.toml

The file has the same names: index = "DIR", listen = "127.0.0.1:8640", threads = 4.
SIGHUP looks for a new generation of the index at once; SIGTERM answers what is under way and ends.
Exit status: 0 ended by a signal; 2 wrong usage; 1 could not do it.)";

void add_options(CLI::App& app, Settings& settings, std::string& file, bool& access_log) {
    app.add_option("--index", settings.index, "Folder of the index")->type_name("DIR");
    app.add_option("--lexicon", settings.lexicon,
                   "Compiled lexicon in place of the installed one, or none")
        ->type_name("FILE");
    app.add_option("--terms", settings.terms,
                   "Own terms beside the lexicon, from evresi-compile-lexicon; repeatable")
        ->type_name("FILE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false);
    app.add_option("--listen", settings.listen,
                   "Address and port (default 127.0.0.1:8640); port 0 lets the system choose")
        ->type_name("ADDR:PORT");
    app.add_option("--config", file, "Settings in TOML; the command line wins")->type_name("FILE");
    app.add_option("--threads", settings.threads, "Search threads (default: one per processor)");
    app.add_option("--io-threads", settings.io_threads, "Threads for connections (default 1)");
    app.add_option("--queue", settings.queue,
                   "Searches that may wait for a thread (default 64); more get 503");
    app.add_option("--queue-deadline-ms", settings.queue_deadline_ms,
                   "A search that has waited longer gets 503 (default 1000)");
    app.add_option("--cache-bytes", settings.cache_bytes,
                   "Memory for answers that are asked for again (default 67108864); 0 for none");
    app.add_option("--time-budget-ms", settings.time_budget_ms,
                   "A search is cut short after this time (default 2000)");
    app.add_option("--max-connections", settings.max_connections,
                   "Open connections (default 2000)");
    app.add_option("--max-connections-per-address", settings.max_connections_per_address,
                   "Open connections of one client address (default 256)");
    app.add_option("--log-level", settings.log_level,
                   "debug, info (default), warning, error or off");
    app.add_option("--log-format", settings.log_format, "text (default) or json");
    app.add_flag("--access-log", access_log, "Log every request");
}

}  // namespace

Result<void> parse_listen(const std::string& text, http::ServerOptions& options) {
    const std::size_t colon = text.rfind(':');
    const Error refusal =
        bad_option("listen", "'" + text + "' is not ADDR:PORT, as in 127.0.0.1:8640 or [::1]:8640");
    if (colon == std::string::npos) return refusal;
    std::string address = text.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']')) {
        address = address.substr(1, address.size() - 2);
    } else if (address.find(':') != std::string::npos) {
        return refusal;
    }
    std::uint16_t port = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data() + colon + 1, end, port);
    if (address.empty() || fault != std::errc() || stop != end) return refusal;
    options.address = address;
    options.port = port;
    return {};
}

Result<std::variant<Config, Notice>> read_config(int argc, char** argv) {
    Settings settings;
    std::string file;
    bool access_log = false;
    CLI::App app("Answers searches over HTTP from an index of evresi-indexer.", "evresi-searchd");
    app.footer(kFooter);
    app.set_version_flag("--version", "evresi-searchd " EVRESI_VERSION);
    add_options(app, settings, file, access_log);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return std::variant<Config, Notice>(Notice{app.help()});
    } catch (const CLI::CallForVersion&) {
        return std::variant<Config, Notice>(Notice{app.version() + "\n"});
    } catch (const CLI::ParseError& fault) {
        return fail(ErrorCode::invalid_argument, std::string(fault.what()) + "; see --help");
    }
    if (access_log) settings.access_log = true;
    if (!file.empty()) {
        const Result<void> read = read_file(file, settings);
        if (!read) return read.error();
    }
    Result<Config> config = checked(settings);
    if (!config) return config.error();
    return std::variant<Config, Notice>(*std::move(config));
}

}  // namespace evresi::searchd
