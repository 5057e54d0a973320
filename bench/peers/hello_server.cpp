// evresi-hello: the least that an HTTP server on Beast does: one thread, keep-alive, a body of
// 2,000 bytes, whatever is asked. What evresi-searchd costs beyond it is the search and its answer.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include <csignal>
#include <exception>
#include <iostream>
#include <memory>
#include <string>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;

constexpr std::size_t kBodyBytes = 2000;

/// One connection; lives as long as an operation of it is under way.
class Session : public std::enable_shared_from_this<Session> {
public:
    explicit Session(tcp::socket socket) : socket_(std::move(socket)) {
        socket_.set_option(tcp::no_delay(true));
    }

    void read() {
        request_ = {};
        http::async_read(socket_, buffer_, request_,
                         [self = shared_from_this()](boost::system::error_code fault, std::size_t) {
                             if (!fault) self->answer();
                         });
    }

private:
    void answer() {
        response_ = {http::status::ok, request_.version()};
        response_.set(http::field::content_type, "text/plain");
        response_.keep_alive(request_.keep_alive());
        response_.body().assign(kBodyBytes, 'h');
        response_.prepare_payload();
        http::async_write(
            socket_, response_,
            [self = shared_from_this()](boost::system::error_code fault, std::size_t) {
                if (!fault && self->response_.keep_alive()) self->read();
            });
    }

    tcp::socket socket_;
    boost::beast::flat_buffer buffer_;
    http::request<http::empty_body> request_;
    http::response<http::string_body> response_;
};

void accept_next(tcp::acceptor& acceptor) {
    acceptor.async_accept([&acceptor](boost::system::error_code fault, tcp::socket socket) {
        if (!fault) std::make_shared<Session>(std::move(socket))->read();
        accept_next(acceptor);
    });
}

}  // namespace

int main() {
    std::signal(SIGPIPE, SIG_IGN);
    try {
        asio::io_context context(1);
        tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
        std::cout << "listening on http://127.0.0.1:" << acceptor.local_endpoint().port()
                  << std::endl;
        accept_next(acceptor);
        context.run();
    } catch (const std::exception& fault) {
        std::cerr << "evresi-hello: " << fault.what() << '\n';
        return 1;
    }
    return 0;
}
