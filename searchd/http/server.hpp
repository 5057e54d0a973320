// Server: the daemon as an object: an index, search threads, a listening socket. I/O threads only
// move bytes and check requests; searches run in the pool. stop() and reload() are thread-safe.
#pragma once

#include "base/result.hpp"
#include "searchd/http/connection.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace evresi::http {

struct ServerOptions {
    std::string index_dir;
    std::string lexicon;             ///< empty: the installed one; "none": no lexicon
    std::vector<std::string> terms;  ///< files of own terms
    std::string address = "127.0.0.1";
    std::uint16_t port = 8640;
    int io_threads = 1;
    int search_threads = 0;  ///< 0: as many as there are processors
    std::size_t queue = 64;
    std::size_t cache_bytes = std::size_t{64} << 20;  ///< of answers kept; 0: none
    std::chrono::milliseconds longest_wait{1000};     ///< in the queue
    std::chrono::milliseconds reload_interval{500};
    std::chrono::milliseconds drain{7'000};  ///< for the requests under way, when told to stop
    std::size_t connections = 2000;
    std::size_t connections_per_address = 256;
    ConnectionLimits connection;
    search::QueryLimits query;
    bool access_log = false;
    /// SIGTERM and SIGINT stop the server, SIGHUP reloads the index.
    bool handles_signals = false;
};

class Server {
public:
    /// Opens the index, comparing the sizes of its files, and the listening socket. The errors of
    /// open_generation and Listener::open. `log` must outlive the server.
    [[nodiscard]] static Result<std::unique_ptr<Server>> open(const ServerOptions& options,
                                                              Log& log);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    /// Serves until stop(): requests under way are answered first. Called once.
    void run();

    void stop();
    /// Looks for a new generation now.
    void reload();

    [[nodiscard]] std::uint16_t port() const noexcept;
    /// "http://127.0.0.1:8640".
    [[nodiscard]] std::string url() const;
    [[nodiscard]] SearchPool& pool() noexcept;
    [[nodiscard]] SearchPool& export_pool() noexcept;
    [[nodiscard]] AnswerCache::Counters cache_counters() const;
    [[nodiscard]] std::size_t open_connections() const;

private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace evresi::http
