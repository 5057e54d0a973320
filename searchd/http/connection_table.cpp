#include "searchd/http/connection_table.hpp"

#include "searchd/http/connection.hpp"

#include <vector>

namespace evresi::http {

Admission ConnectionTable::admit(const std::shared_ptr<Connection>& connection,
                                 const boost::asio::ip::address& address) {
    const std::lock_guard lock(mutex_);
    if (entries_.size() >= most_) return Admission::table_full;
    std::size_t& same_address = per_address_[address];
    if (same_address >= most_per_address_) return Admission::address_full;
    ++same_address;
    entries_.emplace(connection.get(), Entry{connection, address});
    return Admission::admitted;
}

void ConnectionTable::remove(const Connection* connection) {
    std::function<void()> emptied;
    {
        const std::lock_guard lock(mutex_);
        const auto entry = entries_.find(connection);
        if (entry == entries_.end()) return;
        const auto same_address = per_address_.find(entry->second.address);
        if (--same_address->second == 0) per_address_.erase(same_address);
        entries_.erase(entry);
        if (entries_.empty()) emptied = std::exchange(emptied_, nullptr);
    }
    if (emptied) emptied();
}

void ConnectionTable::drain(std::function<void()> emptied) {
    std::vector<std::shared_ptr<Connection>> open;
    {
        const std::lock_guard lock(mutex_);
        draining_ = true;
        for (const auto& [key, entry] : entries_) {
            if (auto connection = entry.connection.lock()) open.push_back(std::move(connection));
        }
        if (!entries_.empty()) emptied_ = std::exchange(emptied, nullptr);
    }
    for (const auto& connection : open) connection->drain();
    if (emptied) emptied();
}

std::size_t ConnectionTable::size() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

}  // namespace evresi::http
