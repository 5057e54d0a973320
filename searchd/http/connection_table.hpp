// ConnectionTable: the open connections, their number per address, and the caps on both.
// Thread-safe.
#pragma once

#include <boost/asio/ip/address.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace evresi::http {

class Connection;

enum class Admission { admitted, table_full, address_full };

class ConnectionTable {
public:
    ConnectionTable(std::size_t most, std::size_t most_per_address)
        : most_(most), most_per_address_(most_per_address) {}

    /// Enters a connection, unless a cap forbids it.
    [[nodiscard]] Admission admit(const std::shared_ptr<Connection>& connection,
                                  const boost::asio::ip::address& address);
    /// Strikes out a connection that was admitted, at its end.
    void remove(const Connection* connection);

    /// Tells every connection to end after the request under way, and those to come at once.
    /// `emptied` is called when none is left, on the thread where the last one ends.
    void drain(std::function<void()> emptied);
    [[nodiscard]] bool is_draining() const noexcept { return draining_; }

    [[nodiscard]] std::size_t size() const;

private:
    struct Entry {
        std::weak_ptr<Connection> connection;
        boost::asio::ip::address address;
    };

    const std::size_t most_;
    const std::size_t most_per_address_;
    std::atomic<bool> draining_ = false;
    mutable std::mutex mutex_;  // Guards the three below.
    std::unordered_map<const Connection*, Entry> entries_;
    std::unordered_map<boost::asio::ip::address, std::size_t> per_address_;
    std::function<void()> emptied_;
};

}  // namespace evresi::http
