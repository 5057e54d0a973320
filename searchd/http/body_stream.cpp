#include "searchd/http/body_stream.hpp"

#include <utility>

namespace evresi::http {

/// Hands the piece over, or keeps it until it is asked for.
void BodyStream::add(Piece piece, std::unique_lock<std::mutex> lock) {
    if (taker_) {
        const Taker taker = std::exchange(taker_, nullptr);
        lock.unlock();
        taker(std::move(piece));
    } else {
        pieces_.push_back(std::move(piece));
    }
}

bool BodyStream::put(std::string bytes, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const bool has_room =
        taken_.wait(lock, stop, [this] { return is_cancelled_ || pieces_.size() < kMostPieces; });
    if (!has_room || is_cancelled_ || stop.stop_requested()) return false;
    add({Piece::Kind::bytes, std::move(bytes)}, std::move(lock));
    return true;
}

void BodyStream::finish(bool is_whole) {
    add({is_whole ? Piece::Kind::end : Piece::Kind::failure, {}}, std::unique_lock(mutex_));
}

void BodyStream::take(Taker taker) {
    std::unique_lock lock(mutex_);
    if (pieces_.empty()) {
        taker_ = std::move(taker);
        return;
    }
    Piece piece = std::move(pieces_.front());
    pieces_.pop_front();
    lock.unlock();
    taken_.notify_one();
    taker(std::move(piece));
}

void BodyStream::cancel() {
    {
        const std::lock_guard lock(mutex_);
        is_cancelled_ = true;
        pieces_.clear();
    }
    taken_.notify_one();
}

bool BodyStream::is_cancelled() const {
    const std::lock_guard lock(mutex_);
    return is_cancelled_;
}

void BodyWriter::begin(Response head) {
    head.stream = stream_;
    begin_(std::move(head));
}

bool BodyWriter::write(std::string_view bytes) {
    piece_ += bytes;
    return piece_.size() < kPieceBytes || flush();
}

bool BodyWriter::flush() {
    if (piece_.empty()) return !stream_->is_cancelled();
    return stream_->put(std::exchange(piece_, {}), stop_);
}

}  // namespace evresi::http
