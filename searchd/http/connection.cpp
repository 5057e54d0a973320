#include "searchd/http/connection.hpp"

#include "base/check.hpp"
#include "searchd/http/error_response.hpp"
#include "searchd/http/response_head.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>

namespace evresi::http {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using asio::redirect_error;
using asio::use_awaitable;
using ErrorCodeOfSystem = boost::system::error_code;

bool has_body(int status) {
    return status != 204 && status != 304;
}

/// `bytes` as a chunk; the last one where there are none.
std::string chunk(std::string_view bytes) {
    char size[24];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    return size + std::string(bytes) + "\r\n";
}

Refusal timed_out_refusal(std::string_view part) {
    return {408,
            {ErrorCode::timed_out, "The " + std::string(part) + " did not arrive in time.", {}}};
}

}  // namespace

Connection::Connection(asio::ip::tcp::socket socket, const ConnectionServices& services)
    : services_(services), socket_(std::move(socket)), deadline_(socket_.get_executor()) {
    // For write_at_once().
    ErrorCodeOfSystem ignored;
    socket_.non_blocking(true, ignored);
}

void Connection::start() {
    auto ended = [self = shared_from_this()](const std::exception_ptr& fault) {
        if (fault) self->services_.log.error("connection-threw");
        self->deadline_.cancel();
        self->services_.table.remove(self.get());
    };
    asio::co_spawn(
        socket_.get_executor(), [this] { return serve(); }, std::move(ended));
}

void Connection::refuse(Response response, std::shared_ptr<const void> token) {
    auto ended = [self = shared_from_this(), token = std::move(token)](
                     const std::exception_ptr& /*fault*/) { self->deadline_.cancel(); };
    asio::co_spawn(
        socket_.get_executor(),
        [this, response = std::move(response)] { return serve_refusal(response); },
        std::move(ended));
}

void Connection::drain() {
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
        self->is_draining_ = true;
        ErrorCodeOfSystem ignored;
        if (self->is_idle_) self->socket_.cancel(ignored);
    });
}

void Connection::set_deadline(std::chrono::milliseconds time) {
    timed_out_ = false;
    deadline_at_ = std::chrono::steady_clock::now() + time;
    // A timer that is due earlier finds the new time when it is; to set one costs more than all
    // else that a short answer needs.
    if (!is_timer_set_ || deadline_at_ < deadline_.expiry()) set_timer();
}

void Connection::set_timer() {
    is_timer_set_ = true;
    deadline_.expires_at(deadline_at_);
    deadline_.async_wait(
        [weak = weak_from_this(), number = ++timer_number_](const ErrorCodeOfSystem& fault) {
            const std::shared_ptr<Connection> self = weak.lock();
            if (fault || !self || self->timer_number_ != number) return;
            self->is_timer_set_ = false;
            if (self->deadline_at_ == TimePoint::max()) return;
            if (std::chrono::steady_clock::now() < self->deadline_at_) {
                self->set_timer();
                return;
            }
            self->timed_out_ = true;
            ErrorCodeOfSystem ignored;
            self->socket_.cancel(ignored);
        });
}

void Connection::clear_deadline() {
    deadline_at_ = TimePoint::max();
}

/// Appends what arrives to received_; false at the deadline, the end or a fault.
awaitable<bool> Connection::read_more() {
    std::array<char, 8192> bytes;
    ErrorCodeOfSystem fault;
    auto reading =
        socket_.async_read_some(asio::buffer(bytes), redirect_error(use_awaitable, fault));
    const std::size_t count = co_await std::move(reading);
    if (fault || timed_out_) co_return false;
    received_.append(bytes.data(), count);
    co_return true;
}

/// Waits for a first byte; false when the connection is to end without an answer.
awaitable<bool> Connection::await_request(bool is_first) {
    if (!received_.empty()) co_return true;
    set_deadline(is_first ? services_.limits.header : services_.limits.idle);
    // After a drain only what has arrived already is still served.
    if (!is_draining_) {
        is_idle_ = true;
        auto reading = read_more();
        const bool has_bytes = co_await std::move(reading);
        is_idle_ = false;
        if (has_bytes) co_return true;
    }
    ErrorCodeOfSystem fault;
    if (!is_draining_ || timed_out_ || socket_.available(fault) == 0) co_return false;
    auto reading = read_more();
    const bool has_bytes = co_await std::move(reading);
    co_return has_bytes;
}

awaitable<std::variant<Request, Refusal, Connection::Gone>> Connection::read_head(bool is_first) {
    auto waiting = await_request(is_first);
    const bool has_bytes = co_await std::move(waiting);
    if (!has_bytes) co_return Gone{};
    HeadScanner scanner(services_.limits.request);
    for (bool is_first_look = true;; is_first_look = false) {
        const auto scanned = scanner.scan(received_);
        if (scanned) {
            if (const auto* refusal = std::get_if<Refusal>(&*scanned)) co_return *refusal;
            const auto& head = std::get<HeadScanner::Head>(*scanned);
            auto checked =
                check_request(std::string_view(received_).substr(head.begin, head.end - head.begin),
                              services_.limits.request);
            received_.erase(0, head.end);
            if (auto* refusal = std::get_if<Refusal>(&checked)) co_return std::move(*refusal);
            co_return std::get<Request>(std::move(checked));
        }
        if (is_first_look) set_deadline(services_.limits.header);
        auto reading = read_more();
        const bool has_more = co_await std::move(reading);
        if (has_more) continue;
        if (timed_out_) co_return timed_out_refusal("header");
        // Half-closed in the middle of a header: the client may still read.
        co_return Refusal{400,
                          {ErrorCode::malformed_input, "The request ends within its header.", {}}};
    }
}

awaitable<std::variant<std::monostate, Refusal, Connection::Gone>>
Connection::read_body(Request& request) {
    if (request.content_length == 0) co_return std::monostate{};
    set_deadline(services_.limits.body);
    if (request.expects_continue && received_.empty()) {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        for (std::string_view rest = kContinue; !rest.empty();) {
            ErrorCodeOfSystem fault;
            auto writing =
                socket_.async_write_some(asio::buffer(rest), redirect_error(use_awaitable, fault));
            const std::size_t count = co_await std::move(writing);
            if (fault || timed_out_) co_return Gone{};
            rest.remove_prefix(count);
        }
    }
    while (received_.size() < request.content_length) {
        auto reading = read_more();
        const bool has_more = co_await std::move(reading);
        if (has_more) continue;
        if (timed_out_) co_return timed_out_refusal("body");
        co_return Refusal{400,
                          {ErrorCode::malformed_input, "The request ends within its body.", {}}};
    }
    request.body = received_.substr(0, request.content_length);
    received_.erase(0, request.content_length);
    co_return std::monostate{};
}

/// Has the work done by the pool and comes back to this connection's strand.
awaitable<Response> Connection::search(Work work) {
    auto start = [this](auto handler, Work to_do) {
        // The pool's callback is copyable, the handler is not.
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        auto executor = asio::get_associated_executor(*shared);
        SearchPool::Done done = [shared, executor](Response response) {
            asio::post(executor, [shared, response = std::move(response)]() mutable {
                (*shared)(std::move(response));
            });
        };
        if (!services_.pool.submit(std::move(to_do), done)) done(overloaded_response());
    };
    auto working = asio::async_initiate<const asio::use_awaitable_t<>, void(Response)>(
        std::move(start), use_awaitable, std::move(work));
    Response response = co_await std::move(working);
    co_return response;
}

/// Has the work begun by the pool for exports; comes back with the head of its answer, while the
/// body is being made.
awaitable<Response> Connection::begin_stream(StreamedWork work) {
    auto start = [this](auto handler, StreamedWork to_do) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        auto executor = asio::get_associated_executor(*shared);
        auto answer = [shared, executor](Response response) {
            asio::post(executor, [shared, response = std::move(response)]() mutable {
                (*shared)(std::move(response));
            });
        };
        auto stream = std::make_shared<BodyStream>();
        auto has_begun = std::make_shared<bool>(false);  // Of the search thread alone.
        Work work_in_pool = [to_do = std::move(to_do), stream, has_begun,
                             answer](SearchWorker& worker) {
            const auto begin = [&](Response head) {
                *has_begun = true;
                answer(std::move(head));
            };
            BodyWriter writer(stream, begin, worker.stop());
            const Result<void> made = to_do.make(worker, writer);
            return made ? Response{} : error_response(made.error());
        };
        SearchPool::Done done = [stream, has_begun, answer,
                                 &log = services_.log](Response response) {
            if (!*has_begun) {
                answer(std::move(response));
                return;
            }
            const bool is_whole = response.status == 200;
            if (!is_whole && !stream->is_cancelled()) {
                log.error("answer-cut-off", {{"message", response.fault}});
            }
            stream->finish(is_whole);
        };
        if (!services_.export_pool.submit(std::move(work_in_pool), done)) {
            answer(exports_busy_response());
        }
    };
    auto working = asio::async_initiate<const asio::use_awaitable_t<>, void(Response)>(
        std::move(start), use_awaitable, std::move(work));
    Response response = co_await std::move(working);
    co_return response;
}

awaitable<Response> Connection::answer(Request& request) {
    auto found = services_.router.find(request);
    if (auto* response = std::get_if<Response>(&found)) co_return std::move(*response);
    const Route* const route = std::get<const Route*>(found);
    Outcome outcome;
    try {
        outcome = route->start(request, services_.routes);
    } catch (const std::exception& fault) {
        services_.log.error("route-threw",
                            {{"route", std::string(route->pattern)}, {"what", fault.what()}});
        outcome = error_response(Error{ErrorCode::internal, {}, {}});
    }
    if (auto* response = std::get_if<Response>(&outcome)) co_return std::move(*response);
    if (auto* streamed = std::get_if<StreamedWork>(&outcome)) {
        auto beginning = begin_stream(std::move(*streamed));
        Response response = co_await std::move(beginning);
        co_return response;
    }
    auto searching = search(std::get<Work>(std::move(outcome)));
    Response response = co_await std::move(searching);
    co_return response;
}

bool Connection::set_write_deadline(TimePoint end) {
    using std::chrono::milliseconds;
    const auto left =
        std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now());
    if (left <= milliseconds::zero()) return false;
    set_deadline(std::min(left, services_.limits.write));
    return true;
}

/// Takes off the front of `head` and `body` what the system takes at once: no more than a short
/// answer needs, which then has no use for a deadline. False at a fault.
bool Connection::write_at_once(std::string_view& head, std::string_view& body) {
    while (!head.empty() || !body.empty()) {
        const std::array buffers = {asio::buffer(head), asio::buffer(body)};
        ErrorCodeOfSystem fault;
        const std::size_t count = socket_.write_some(buffers, fault);
        if (fault == asio::error::would_block || fault == asio::error::try_again) return true;
        if (fault) return false;
        const std::size_t of_head = std::min(count, head.size());
        head.remove_prefix(of_head);
        body.remove_prefix(count - of_head);
    }
    return true;
}

/// Writes step by step: the deadline's cancel reaches only a step under way, so that one which
/// falls between two steps is seen here alone. False at a deadline or a fault.
awaitable<bool>
Connection::write_bytes(std::string_view head, std::string_view body, TimePoint end) {
    while (!head.empty() || !body.empty()) {
        if (!set_write_deadline(end)) co_return false;
        const std::array buffers = {asio::buffer(head), asio::buffer(body)};
        ErrorCodeOfSystem fault;
        auto writing = socket_.async_write_some(buffers, redirect_error(use_awaitable, fault));
        const std::size_t count = co_await std::move(writing);
        if (fault || timed_out_) co_return false;
        const std::size_t of_head = std::min(count, head.size());
        head.remove_prefix(of_head);
        body.remove_prefix(count - of_head);
    }
    co_return true;
}

/// The next piece of a body, on this connection's strand.
awaitable<BodyStream::Piece> Connection::next_piece(BodyStream& stream) {
    auto start = [&stream](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        auto executor = asio::get_associated_executor(*shared);
        stream.take([shared, executor](BodyStream::Piece piece) {
            asio::post(executor, [shared, piece = std::move(piece)]() mutable {
                (*shared)(std::move(piece));
            });
        });
    };
    auto taking = asio::async_initiate<const asio::use_awaitable_t<>, void(BodyStream::Piece)>(
        std::move(start), use_awaitable);
    BodyStream::Piece piece = co_await std::move(taking);
    co_return piece;
}

/// Writes an answer whose body is still being made: in chunks (RFC 9112 section 7.1), or to a
/// client that knows none, up to the end of the connection. A body that breaks off ends the
/// connection without the last chunk, or by a reset, so that nobody takes it for whole.
awaitable<bool> Connection::write_stream(const Response& response, const Request& request) {
    // However this ends, the search thread must not wait for it any longer.
    const std::shared_ptr<void> cancels(nullptr,
                                        [stream = response.stream](void*) { stream->cancel(); });
    const TimePoint end = std::chrono::steady_clock::now() + services_.limits.whole_write;
    const bool in_chunks = request.takes_chunks;
    const bool keep_alive = in_chunks && request.keep_alive && !response.close && !is_draining_;
    head_.clear();
    append_head(response, in_chunks ? BodyLength(Chunked{}) : BodyLength(NoLength{}), keep_alive,
                head_);
    auto writing_head = write_bytes(head_, {}, end);
    bool is_written = co_await std::move(writing_head);
    while (is_written) {
        auto taking = next_piece(*response.stream);
        BodyStream::Piece piece = co_await std::move(taking);
        if (piece.kind == BodyStream::Piece::Kind::failure) {
            if (!in_chunks) abort();
            co_return false;
        }
        const bool is_end = piece.kind == BodyStream::Piece::Kind::end;
        if (is_end && !in_chunks) co_return false;
        streamed_bytes_ += piece.bytes.size();
        if (in_chunks) piece.bytes = chunk(piece.bytes);
        auto writing = write_bytes({}, piece.bytes, end);
        is_written = co_await std::move(writing);
        if (is_end) break;
    }
    if (!is_written && !in_chunks) abort();
    co_return keep_alive&& is_written;
}

/// Closes so that the other side sees a fault.
void Connection::abort() {
    ErrorCodeOfSystem ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
}

/// False when the client did not take the answer, or the connection is to end after it.
awaitable<bool> Connection::write(const Response& response, const Request& request) {
    const bool keep_alive = request.keep_alive && !response.close && !is_draining_;
    const TimePoint end = std::chrono::steady_clock::now() + services_.limits.whole_write;
    bool is_written = false;
    streamed_bytes_ = 0;
    if (response.stream && request.method != Method::head) {
        auto writing = write_stream(response, request);
        const bool goes_on = co_await std::move(writing);
        co_return goes_on;
    }
    const bool says_length = has_body(response.status) && !response.stream;
    head_.clear();
    append_head(response,
                says_length ? BodyLength(response.content().size()) : BodyLength(NoLength{}),
                keep_alive, head_);
    std::string_view head(head_);
    std::string_view body;
    if (request.method != Method::head && has_body(response.status)) body = response.content();
    is_written = write_at_once(head, body);
    if (is_written && !(head.empty() && body.empty())) {
        auto writing = write_bytes(head, body, end);
        is_written = co_await std::move(writing);
    }
    co_return keep_alive&& is_written;
}

awaitable<void> Connection::serve() {
    for (int number = 1;; ++number) {
        auto reading = read_head(number == 1);
        auto head = co_await std::move(reading);
        if (std::holds_alternative<Gone>(head)) break;
        const auto began = std::chrono::steady_clock::now();
        Request request;
        Response response;
        if (const auto* refusal = std::get_if<Refusal>(&head)) {
            response = error_response(*refusal);
        } else {
            request = std::get<Request>(std::move(head));
            auto reading_body = read_body(request);
            const auto body = co_await std::move(reading_body);
            if (std::holds_alternative<Gone>(body)) break;
            if (const auto* late = std::get_if<Refusal>(&body)) {
                response = error_response(*late);
            } else {
                // What the pool is asked to do has time limits of its own.
                clear_deadline();
                auto answering = answer(request);
                response = co_await std::move(answering);
            }
        }
        if (number >= services_.limits.requests) response.close = true;
        auto writing = write(response, request);
        const bool goes_on = co_await std::move(writing);
        log_access(request, response, began);
        if (!goes_on) break;
    }
    auto closing = close_gently();
    co_await std::move(closing);
}

awaitable<void> Connection::serve_refusal(Response response) {
    response.close = true;
    const Request none;
    auto writing = write(response, none);
    co_await std::move(writing);
    auto closing = close_gently();
    co_await std::move(closing);
}

/// Closing while bytes are unread makes the kernel send RST, which can destroy the answer on its
/// way; so the client is told that nothing more comes, and what it still sends is read for a while.
awaitable<void> Connection::close_gently() {
    ErrorCodeOfSystem fault;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, fault);
    if (!fault) {
        set_deadline(services_.limits.linger);
        std::size_t drained = 0;
        while (drained < services_.limits.linger_bytes) {
            received_.clear();
            auto reading = read_more();
            const bool has_more = co_await std::move(reading);
            if (!has_more) break;
            drained += received_.size();
        }
    }
    socket_.close(fault);
}

void Connection::log_access(const Request& request,
                            const Response& response,
                            std::chrono::steady_clock::time_point began) const {
    if (response.status == 500 || !response.fault.empty()) {
        services_.log.error("request-failed", {{"target", request.target},
                                               {"status", std::to_string(response.status)},
                                               {"message", response.fault}});
    }
    if (!services_.access_log) return;
    ErrorCodeOfSystem ignored;
    const auto remote = socket_.remote_endpoint(ignored);
    const auto spent = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - began);
    services_.log.info("request",
                       {{"from", remote.address().to_string()},
                        {"method", method_name(request.method)},
                        {"target", request.target},
                        {"status", std::to_string(response.status)},
                        {"bytes", std::to_string(response.content().size() + streamed_bytes_)},
                        {"us", std::to_string(spent.count())}});
}

}  // namespace evresi::http
