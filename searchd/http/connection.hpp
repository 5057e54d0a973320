// Connection: one client, from accept to close. Reads a request, has it answered, writes the
// answer, then the next: pipelined requests are answered in order and one at a time, so that what a
// client can make us hold is bounded. Reading a header or a body has a deadline for the whole of
// it, however slowly the bytes come; writing has one that every progress renews, and a long one for
// all. An answer that is made while it is sent (BodyStream) goes out in chunks. Confined to its
// strand; drain() may be called from any thread.
#pragma once

#include "searchd/http/connection_table.hpp"
#include "searchd/http/log.hpp"
#include "searchd/http/request_check.hpp"
#include "searchd/http/router.hpp"
#include "searchd/http/search_pool.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <variant>

namespace evresi::http {

struct ConnectionLimits {
    RequestLimits request;
    std::chrono::milliseconds header{10'000};
    std::chrono::milliseconds body{20'000};
    std::chrono::milliseconds write{20'000};         ///< without progress
    std::chrono::milliseconds whole_write{600'000};  ///< however steadily the client takes it
    std::chrono::milliseconds idle{60'000};          ///< between requests
    std::chrono::milliseconds linger{1'000};
    std::size_t linger_bytes = 64 * 1024;
    int requests = 1000;  ///< on one connection
};

/// What connections share; outlives them all.
struct ConnectionServices {
    const ConnectionLimits& limits;
    const Router& router;
    const RouteContext& routes;
    SearchPool& pool;
    SearchPool& export_pool;  ///< for work whose answer is streamed
    ConnectionTable& table;
    Log& log;
    bool access_log = false;
};

class Connection : public std::enable_shared_from_this<Connection> {
public:
    /// `socket` runs on a strand of its own.
    Connection(boost::asio::ip::tcp::socket socket, const ConnectionServices& services);

    /// Serves until the connection ends; the table must have admitted it.
    void start();
    /// Answers `response` to whatever the client may send, and closes; keeps `token` until then.
    void refuse(Response response, std::shared_ptr<const void> token);
    /// Ends after the request under way; at once when there is none.
    void drain();

private:
    /// The client went away, or gave no sign of a request in time.
    struct Gone {};
    using MaybeRefusal = std::optional<Refusal>;

    boost::asio::awaitable<void> serve();
    boost::asio::awaitable<bool> await_request(bool is_first);
    boost::asio::awaitable<std::variant<Request, Refusal, Gone>> read_head(bool is_first);
    boost::asio::awaitable<std::variant<std::monostate, Refusal, Gone>> read_body(Request& request);
    boost::asio::awaitable<Response> answer(Request& request);
    boost::asio::awaitable<Response> search(Work work);
    boost::asio::awaitable<Response> begin_stream(StreamedWork work);
    boost::asio::awaitable<bool> write(const Response& response, const Request& request);
    using TimePoint = std::chrono::steady_clock::time_point;
    bool write_at_once(std::string_view& head, std::string_view& body);
    boost::asio::awaitable<bool>
    write_bytes(std::string_view head, std::string_view body, TimePoint end);
    boost::asio::awaitable<bool> write_stream(const Response& response, const Request& request);
    boost::asio::awaitable<BodyStream::Piece> next_piece(BodyStream& stream);
    /// Sets the deadline of the next step of writing; false when the time for all is over.
    bool set_write_deadline(TimePoint end);
    void abort();
    boost::asio::awaitable<void> close_gently();
    boost::asio::awaitable<bool> read_more();
    boost::asio::awaitable<void> serve_refusal(Response response);

    void set_deadline(std::chrono::milliseconds time);
    void set_timer();
    void clear_deadline();
    void log_access(const Request& request,
                    const Response& response,
                    std::chrono::steady_clock::time_point began) const;

    const ConnectionServices& services_;
    boost::asio::ip::tcp::socket socket_;
    boost::asio::steady_timer deadline_;
    TimePoint deadline_at_ = TimePoint::max();  ///< of the step under way; the timer may be earlier
    bool is_timer_set_ = false;
    unsigned timer_number_ = 0;  ///< tells a timer that fired from one that was replaced
    bool timed_out_ = false;
    bool is_idle_ = false;  ///< waits for the first byte of a request
    bool is_draining_ = false;
    std::string received_;              ///< bytes read and not yet used
    std::string head_;                  ///< of the answer being written
    std::uint64_t streamed_bytes_ = 0;  ///< of the body sent last, for the log
};

}  // namespace evresi::http
