#include "searchd/http/listener.hpp"

#include "searchd/http/error_response.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>

namespace evresi::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCodeOfSystem = boost::system::error_code;

constexpr std::chrono::milliseconds kPause{100};
constexpr int kBacklog = 4096;
constexpr int kSendBuffer = 256 * 1024;
constexpr long kMostTurnedAway = 100;  ///< at a time

}  // namespace

Listener::Listener(asio::io_context& context, const ConnectionServices& services)
    : context_(context), services_(services), strand_(asio::make_strand(context)),
      acceptor_(strand_), pause_(strand_) {}

Result<std::shared_ptr<Listener>> Listener::open(asio::io_context& context,
                                                 const std::string& address,
                                                 std::uint16_t port,
                                                 const ConnectionServices& services) {
    ErrorCodeOfSystem fault;
    const asio::ip::address parsed = asio::ip::make_address(address, fault);
    if (fault) {
        return fail(ErrorCode::invalid_argument, "'" + address + "' is no IP address to listen on",
                    "listen");
    }
    std::shared_ptr<Listener> listener(new Listener(context, services));
    tcp::acceptor& acceptor = listener->acceptor_;
    const tcp::endpoint wanted(parsed, port);
    acceptor.open(wanted.protocol(), fault);
    if (!fault) acceptor.set_option(tcp::acceptor::reuse_address(true), fault);
    if (!fault) acceptor.bind(wanted, fault);
    if (!fault) acceptor.listen(kBacklog, fault);
    if (!fault) listener->endpoint_ = acceptor.local_endpoint(fault);
    if (fault) {
        return fail(ErrorCode::io_error,
                    "cannot listen on " + address + ":" + std::to_string(port) + ": " +
                        fault.message(),
                    "listen");
    }
    return listener;
}

void Listener::start() {
    asio::co_spawn(
        strand_, [self = shared_from_this()] { return self->accept(); }, asio::detached);
}

/// Goes on after whatever is thrown, such as bad_alloc: a daemon that accepts nothing any more
/// would look alive for ever.
asio::awaitable<void> Listener::accept() {
    bool has_failed = false;
    while (acceptor_.is_open()) {
        try {
            if (has_failed) {
                auto pausing = pause();
                co_await std::move(pausing);
            }
            auto accepting = accept_one();
            has_failed = !co_await std::move(accepting);
        } catch (const std::exception& fault) {
            has_failed = true;
            log_failure(fault.what());
        }
    }
}

asio::awaitable<void> Listener::pause() {
    ErrorCodeOfSystem ignored;
    pause_.expires_after(kPause);
    auto pausing = pause_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    co_await std::move(pausing);
}

/// False when the system is in want of something, and a pause is due.
asio::awaitable<bool> Listener::accept_one() {
    if (!acceptor_.is_open()) co_return true;
    ErrorCodeOfSystem fault;
    auto accepting = acceptor_.async_accept(asio::any_io_executor(asio::make_strand(context_)),
                                            asio::redirect_error(asio::use_awaitable, fault));
    tcp::socket socket = co_await std::move(accepting);
    if (!fault) {
        admit(std::move(socket));
        co_return true;
    }
    if (fault == asio::error::operation_aborted || fault == asio::error::connection_aborted) {
        co_return true;
    }
    // Out of descriptors or memory: the waiting connection stays in the backlog.
    log_failure(fault.message());
    co_return false;
}

void Listener::log_failure(std::string_view message) noexcept {
    try {
        services_.log.warning("accept-failed", {{"message", std::string(message)}});
    } catch (...) {  // NOLINT(bugprone-empty-catch)
        // Without memory for a line in the log, accepting goes on all the same.
    }
}

void Listener::admit(tcp::socket socket) {
    ErrorCodeOfSystem fault;
    const tcp::endpoint remote = socket.remote_endpoint(fault);
    if (fault) return;
    socket.set_option(tcp::no_delay(true), fault);
    // The kernel would let it grow to megabytes for each client that takes a large answer slowly.
    socket.set_option(tcp::socket::send_buffer_size(kSendBuffer), fault);
    auto connection = std::make_shared<Connection>(std::move(socket), services_);
    const Admission admission = services_.table.admit(connection, remote.address());
    if (admission == Admission::admitted) {
        connection->start();
        if (services_.table.is_draining()) connection->drain();
    } else {
        turn_away(connection, admission);
    }
}

void Listener::turn_away(const std::shared_ptr<Connection>& connection, Admission admission) {
    // Under a flood of connections an answer to each would cost more than it helps.
    if (turned_away_.use_count() > kMostTurnedAway) return;
    Refusal refusal{503, {ErrorCode::overloaded, "Too many connections are open.", {}}};
    if (admission == Admission::address_full) {
        refusal.status = 429;
        refusal.error.message = "Too many connections from your address are open.";
    }
    connection->refuse(error_response(refusal), turned_away_);
}

void Listener::close(std::function<void()> closed) {
    asio::post(strand_, [self = shared_from_this(), closed = std::move(closed)] {
        ErrorCodeOfSystem fault;
        self->acceptor_.cancel(fault);
        self->pause_.cancel();
        // Closing would reset what waits in the backlog; those clients have connected already.
        self->acceptor_.non_blocking(true, fault);
        while (!fault) {
            try {
                tcp::socket socket(asio::any_io_executor(asio::make_strand(self->context_)));
                self->acceptor_.accept(socket, fault);
                if (!fault) self->admit(std::move(socket));
            } catch (const std::exception& thrown) {
                self->log_failure(thrown.what());
                break;
            }
        }
        self->acceptor_.close(fault);
        closed();
    });
}

}  // namespace evresi::http
