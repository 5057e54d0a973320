// A server on a free port with an index of a few documents, as long as the test that made it.
#pragma once

#include "searchd/http/server.hpp"
#include "tests/support/temporary_folder.hpp"

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace evresi::tests {

class TestServer {
public:
    /// `adjust` may change the options before the server opens.
    explicit TestServer(const std::function<void(http::ServerOptions&)>& adjust = {});
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;
    ~TestServer();

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    [[nodiscard]] http::Server& server() { return *server_; }
    [[nodiscard]] const std::string& index_dir() const { return index_dir_; }

    /// Builds a new generation of these JSON lines.
    void build(std::string_view rows);
    /// Stops the server and waits for its end.
    void stop();

private:
    TemporaryFolder folder_;
    std::string index_dir_;
    http::Log log_{http::Log::Level::off, http::Log::Format::text};
    std::unique_ptr<http::Server> server_;
    std::thread thread_;
};

/// Holds a search thread until released or destroyed; made when the thread is held.
class HeldSearchThread {
public:
    explicit HeldSearchThread(http::SearchPool& pool);
    HeldSearchThread(const HeldSearchThread&) = delete;
    HeldSearchThread& operator=(const HeldSearchThread&) = delete;
    ~HeldSearchThread() { release(); }
    void release();

private:
    std::promise<void> started_;
    std::promise<void> release_;
    std::promise<void> done_;
    bool is_released_ = false;
};

}  // namespace evresi::tests
