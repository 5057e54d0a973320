// Listener: accepts connections until closed, whatever the system says in between: when it is out
// of descriptors or memory it waits and tries again. Confined to the thread(s) of its executor's
// strand.
#pragma once

#include "base/result.hpp"
#include "searchd/http/connection.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>

namespace evresi::http {

class Listener : public std::enable_shared_from_this<Listener> {
public:
    /// Listens on `address`:`port`; port 0 lets the system choose. invalid_argument for what is no
    /// address, io_error when it is taken or forbidden. `services` must outlive the listener.
    [[nodiscard]] static Result<std::shared_ptr<Listener>> open(boost::asio::io_context& context,
                                                                const std::string& address,
                                                                std::uint16_t port,
                                                                const ConnectionServices& services);

    void start();
    /// Takes what has connected so far, then no more; `closed` is called after that.
    void close(std::function<void()> closed);

    [[nodiscard]] const boost::asio::ip::tcp::endpoint& endpoint() const noexcept {
        return endpoint_;
    }

private:
    Listener(boost::asio::io_context& context, const ConnectionServices& services);

    boost::asio::awaitable<void> accept();
    boost::asio::awaitable<bool> accept_one();
    boost::asio::awaitable<void> pause();
    void log_failure(std::string_view message) noexcept;
    void admit(boost::asio::ip::tcp::socket socket);
    void turn_away(const std::shared_ptr<Connection>& connection, Admission admission);

    boost::asio::io_context& context_;
    const ConnectionServices& services_;
    boost::asio::strand<boost::asio::io_context::executor_type> strand_;
    boost::asio::ip::tcp::acceptor acceptor_;
    boost::asio::steady_timer pause_;
    boost::asio::ip::tcp::endpoint endpoint_;
    /// Connections being turned away hold a copy each, so that the owners can be counted.
    std::shared_ptr<const int> turned_away_ = std::make_shared<const int>();
};

}  // namespace evresi::http
