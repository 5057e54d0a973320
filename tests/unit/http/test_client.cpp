#include "tests/unit/http/test_client.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace evresi::tests {

TestClient::TestClient(std::uint16_t port, Line line) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    timeval timeout{};
    timeout.tv_sec = 30;
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    if (line == Line::narrow) {
        const int buffer = 4096;
        const int segment = 536;
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
        ::setsockopt(socket_, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        throw std::runtime_error("cannot connect");
    }
}

TestClient::~TestClient() {
    ::close(socket_);
}

void TestClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return;  // The server has closed; its answer is still to be read.
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void TestClient::end_sending() {
    ::shutdown(socket_, SHUT_WR);
}

bool TestClient::read_more() {
    char bytes[4096];
    const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count < 0) throw std::runtime_error("the server reset the connection or sent nothing");
    received_.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
}

Answer TestClient::receive(bool to_head) {
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
        if (!read_more()) return {};
    }
    Answer answer;
    answer.status = std::stoi(received_.substr(9, 3));
    std::size_t line = received_.find("\r\n") + 2;
    while (line < end + 2) {
        const std::size_t line_end = received_.find("\r\n", line);
        const std::size_t colon = received_.find(": ", line);
        std::string name = received_.substr(line, colon - line);
        std::ranges::transform(name, name.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
        answer.headers[name] = received_.substr(colon + 2, line_end - colon - 2);
        line = line_end + 2;
    }
    received_.erase(0, end + 4);
    if (!to_head && answer.headers.contains("transfer-encoding")) {
        receive_chunks(answer);
        return answer;
    }
    const auto length = answer.headers.find("content-length");
    if (to_head || length == answer.headers.end()) {
        answer.is_whole = true;
        return answer;
    }
    const std::size_t bytes = std::stoul(length->second);
    while (received_.size() < bytes && read_more()) {
    }
    answer.is_whole = received_.size() >= bytes;
    answer.body = received_.substr(0, bytes);
    received_.erase(0, bytes);
    return answer;
}

/// RFC 9112 section 7.1, without extensions and trailers.
void TestClient::receive_chunks(Answer& answer) {
    while (true) {
        std::size_t end = 0;
        while ((end = received_.find("\r\n")) == std::string::npos) {
            if (!read_more()) return;
        }
        const std::size_t size = std::stoul(received_.substr(0, end), nullptr, 16);
        while (received_.size() < end + 2 + size + 2) {
            if (!read_more()) return;
        }
        if (received_.compare(end + 2 + size, 2, "\r\n") != 0) return;
        answer.body.append(received_, end + 2, size);
        received_.erase(0, end + 2 + size + 2);
        if (size == 0) break;
    }
    answer.is_whole = true;
}

bool TestClient::receive_to_end(std::string& bytes) {
    bool is_whole = true;
    try {
        while (read_more()) {
        }
    } catch (const std::runtime_error&) {
        is_whole = false;
    }
    bytes = std::exchange(received_, {});
    return is_whole;
}

std::size_t TestClient::take(std::size_t least) {
    while (received_.size() < least && read_more()) {
    }
    const std::size_t count = received_.size();
    received_.clear();
    return count;
}

bool TestClient::is_closed() {
    return received_.empty() && !read_more();
}

Answer TestClient::get(std::string_view target, std::string_view headers) {
    send("GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n" + std::string(headers) +
         "\r\n");
    return receive();
}

Answer TestClient::post(std::string_view target, std::string_view body) {
    send("POST " + std::string(target) +
         " HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + std::string(body));
    return receive();
}

}  // namespace evresi::tests
