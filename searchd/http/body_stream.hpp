// BodyStream: the body of an answer on its way from the search thread that makes it to the
// connection that sends it: a few pieces in a queue. The maker waits while the queue is full, so
// that a client of whatever speed costs the memory of these pieces only; the connection, whose
// deadlines watch the client, cancels when it ends, and so the maker never waits for a client that
// is gone. Thread-safe for one maker and one taker.
#pragma once

#include "searchd/http/message.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

namespace evresi::http {

class BodyStream {
public:
    /// What is to be sent next; then, without bytes, how the body ended.
    struct Piece {
        enum class Kind { bytes, end, failure };
        Kind kind = Kind::bytes;
        std::string bytes;
    };
    using Taker = std::function<void(Piece)>;

    /// Pieces that wait to be sent at most.
    static constexpr std::size_t kMostPieces = 4;

    /// Maker: waits for room and adds a piece. False when it is not wanted: the stream was
    /// cancelled, or `stop` was requested.
    [[nodiscard]] bool put(std::string bytes, const std::stop_token& stop);
    /// Maker: the body has ended, whole or not. The last call of the maker's.
    void finish(bool is_whole);

    /// Taker: `taker` gets the next piece, at once or, on the maker's thread, when there is one; it
    /// must not block. Not before the one asked for last has come.
    void take(Taker taker);
    /// Taker: nothing more is wanted.
    void cancel();

    [[nodiscard]] bool is_cancelled() const;

private:
    void add(Piece piece, std::unique_lock<std::mutex> lock);

    mutable std::mutex mutex_;  // Guards all below.
    std::condition_variable_any taken_;
    std::deque<Piece> pieces_;
    Taker taker_;
    bool is_cancelled_ = false;
};

/// The maker's side: gives the head of the answer, then the body in pieces of a useful size.
/// Confined to its search thread.
class BodyWriter {
public:
    /// `begin` is called once at most, with the head.
    BodyWriter(std::shared_ptr<BodyStream> stream,
               std::function<void(Response head)> begin,
               std::stop_token stop)
        : stream_(std::move(stream)), begin_(std::move(begin)), stop_(std::move(stop)) {}

    /// The answer begins: status and headers are `head`'s, whose body is empty. Called once, before
    /// write().
    void begin(Response head);

    /// Appends to the body; may wait for the client. False when nothing more is wanted.
    [[nodiscard]] bool write(std::string_view bytes);
    /// Sends what write() has kept back.
    [[nodiscard]] bool flush();

private:
    static constexpr std::size_t kPieceBytes = 64 * 1024;

    std::shared_ptr<BodyStream> stream_;
    std::function<void(Response)> begin_;
    std::stop_token stop_;
    std::string piece_;
};

}  // namespace evresi::http
