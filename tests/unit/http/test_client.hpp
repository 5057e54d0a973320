// A client that sends bytes as they are, for what well-behaved clients never send. Blocking, with a
// time-out that fails the test.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace evresi::tests {

struct Answer {
    int status = 0;                              ///< 0: the connection ended without an answer
    std::map<std::string, std::string> headers;  ///< names in lower case
    std::string body;
    bool is_whole = false;  ///< it ended as its framing says
};

class TestClient {
public:
    /// `narrow`: little fits between server and client, so that a server soon waits for one that
    /// does not read.
    enum class Line { wide, narrow };
    explicit TestClient(std::uint16_t port, Line line = Line::wide);
    TestClient(const TestClient&) = delete;
    TestClient& operator=(const TestClient&) = delete;
    ~TestClient();

    void send(std::string_view bytes);
    /// Tells the server that nothing more comes.
    void end_sending();
    /// The next answer; `to_head`: to a HEAD request, so without body.
    [[nodiscard]] Answer receive(bool to_head = false);
    /// Takes at least `least` bytes of what comes next; the number taken, fewer at the end.
    [[nodiscard]] std::size_t take(std::size_t least);
    /// Whether the server has closed; waits for it.
    [[nodiscard]] bool is_closed();

    /// What comes until the server closes; false when it resets the connection.
    [[nodiscard]] bool receive_to_end(std::string& bytes);

    /// A whole GET request on this connection, with more header lines ("X: y\r\n").
    [[nodiscard]] Answer get(std::string_view target, std::string_view headers = {});
    [[nodiscard]] Answer post(std::string_view target, std::string_view body);

private:
    /// False at the end of the stream.
    bool read_more();
    void receive_chunks(Answer& answer);

    int socket_ = -1;
    std::string received_;
};

}  // namespace evresi::tests
