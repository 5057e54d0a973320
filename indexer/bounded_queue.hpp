// BoundedQueue: hands items from one thread to others; a full queue makes the producer wait, so
// that reading never runs ahead of indexing. Guarded by its own mutex.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace evresi::indexer {

template <class T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

    /// Waits for room. False when the queue was closed: the item is not taken.
    bool push(T item) {
        std::unique_lock lock(mutex_);
        has_room_.wait(lock, [this] { return items_.size() < capacity_ || is_closed_; });
        if (is_closed_) return false;
        items_.push_back(std::move(item));
        has_item_.notify_one();
        return true;
    }

    /// Waits for an item; nothing once the queue is closed and empty.
    std::optional<T> pop() {
        std::unique_lock lock(mutex_);
        has_item_.wait(lock, [this] { return !items_.empty() || is_closed_; });
        if (items_.empty()) return std::nullopt;
        std::optional<T> item(std::move(items_.front()));
        items_.pop_front();
        has_room_.notify_one();
        return item;
    }

    /// No more items come; those inside are still handed out.
    void close() {
        const std::lock_guard lock(mutex_);
        is_closed_ = true;
        has_item_.notify_all();
        has_room_.notify_all();
    }

private:
    const std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable has_item_;
    std::condition_variable has_room_;
    std::deque<T> items_;
    bool is_closed_ = false;
};

}  // namespace evresi::indexer
