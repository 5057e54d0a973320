#include "searchd/http/body_stream.hpp"
#include "tests/support/catch.hpp"

#include <future>
#include <thread>

using namespace evresi::http;
using Kind = BodyStream::Piece::Kind;

namespace {

BodyStream::Piece taken(BodyStream& stream) {
    std::promise<BodyStream::Piece> piece;
    stream.take([&](BodyStream::Piece next) { piece.set_value(std::move(next)); });
    return piece.get_future().get();
}

void fill(BodyStream& stream) {
    for (std::size_t i = 0; i < BodyStream::kMostPieces; ++i) {
        REQUIRE(stream.put(std::to_string(i), {}));
    }
}

}  // namespace

TEST_CASE("Pieces come in order and then the end") {
    BodyStream stream;
    fill(stream);
    stream.finish(true);
    for (std::size_t i = 0; i < BodyStream::kMostPieces; ++i) {
        const BodyStream::Piece piece = taken(stream);
        CHECK(piece.kind == Kind::bytes);
        CHECK(piece.bytes == std::to_string(i));
    }
    CHECK(taken(stream).kind == Kind::end);
}

TEST_CASE("A body that breaks off does not end well") {
    BodyStream stream;
    stream.finish(false);
    CHECK(taken(stream).kind == Kind::failure);
}

TEST_CASE("A taker that comes first gets the piece when it is there") {
    BodyStream stream;
    std::string got;
    stream.take([&](BodyStream::Piece piece) { got = std::move(piece.bytes); });
    CHECK(got.empty());
    REQUIRE(stream.put("a", {}));
    CHECK(got == "a");
}

TEST_CASE("The maker waits for room and goes on when there is some") {
    BodyStream stream;
    fill(stream);
    auto made = std::async(std::launch::async, [&] {
        for (int i = 0; i < 1000; ++i) {
            if (!stream.put("more", {})) return false;
        }
        stream.finish(true);
        return true;
    });
    std::size_t pieces = 0;
    while (taken(stream).kind == Kind::bytes) ++pieces;
    CHECK(made.get());
    CHECK(pieces == BodyStream::kMostPieces + 1000);
}

TEST_CASE("A maker that waits is freed when the client is gone, and makes no more") {
    BodyStream stream;
    fill(stream);
    auto made = std::async(std::launch::async, [&] { return stream.put("more", {}); });
    stream.cancel();
    CHECK_FALSE(made.get());
    CHECK(stream.is_cancelled());
    CHECK_FALSE(stream.put("more", {}));
}

TEST_CASE("A maker that waits is freed when it is told to stop") {
    BodyStream stream;
    fill(stream);
    std::promise<bool> made;
    std::jthread maker(
        [&](const std::stop_token& stop) { made.set_value(stream.put("more", stop)); });
    maker.request_stop();
    CHECK_FALSE(made.get_future().get());
}

TEST_CASE("A writer gathers small parts, and gives all of them") {
    auto stream = std::make_shared<BodyStream>();
    int heads = 0;
    BodyWriter writer(stream,
                      [&](const Response& head) {
                          ++heads;
                          CHECK(head.stream == stream);
                      },
                      {});
    writer.begin({});
    CHECK(heads == 1);
    std::string expected;
    for (int i = 0; i < 40'000; ++i) {
        expected += std::to_string(i);
        REQUIRE(writer.write(std::to_string(i)));
    }
    REQUIRE(writer.flush());
    stream->finish(true);
    std::string got;
    int pieces = 0;
    for (BodyStream::Piece piece = taken(*stream); piece.kind == Kind::bytes;
         piece = taken(*stream)) {
        got += piece.bytes;
        ++pieces;
    }
    CHECK(got == expected);
    CHECK(pieces < 10);
    stream->cancel();
    CHECK_FALSE(writer.flush());
}
