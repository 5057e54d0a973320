#include "searchd/http/connection.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/test_client.hpp"
#include "tests/unit/http/test_server.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

using namespace evresi;
using namespace evresi::tests;

namespace {

/// While set, the next allocation that is as large as a connection with its reference counts fails.
std::atomic<bool> g_is_failing = false;

bool is_connection(std::size_t size) noexcept {
    return size > sizeof(http::Connection) && size <= sizeof(http::Connection) + 32;
}

}  // namespace

// The program's own allocation, so that the system's want of memory can be had when it is asked
// for.
void* operator new(std::size_t size) {
    if (is_connection(size) && g_is_failing.exchange(false)) throw std::bad_alloc();
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
    return std::malloc(size == 0 ? 1 : size);
}

void operator delete(void* memory) noexcept {
    std::free(memory);
}

void operator delete(void* memory, std::size_t /*size*/) noexcept {
    std::free(memory);
}

TEST_CASE("Connections are accepted again after one for which there was no memory") {
    TestServer server([](http::ServerOptions& options) {
        // Nothing else is to allocate at that time.
        options.reload_interval = std::chrono::hours(1);
    });
    {
        TestClient client(server.port());
        REQUIRE(client.get("/healthz").status == 200);
    }
    g_is_failing = true;
    TestClient unlucky(server.port());
    CHECK(unlucky.receive().status == 0);
    CHECK_FALSE(g_is_failing);
    TestClient next(server.port());
    CHECK(next.get("/healthz").status == 200);
}
