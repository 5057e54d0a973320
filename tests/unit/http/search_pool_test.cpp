#include "searchd/http/search_pool.hpp"
#include "tests/support/catch.hpp"

#include <future>
#include <stdexcept>

using namespace evresi;
using namespace evresi::http;

namespace {

/// A pool that needs no index: its work never asks for a searcher.
SearchPoolOptions options_for(std::size_t queue, std::chrono::milliseconds longest_wait) {
    SearchPoolOptions options;
    options.threads = 1;
    options.queue = queue;
    options.longest_wait = longest_wait;
    options.keeps_open = false;
    return options;
}

Response answered(int status) {
    Response response;
    response.status = status;
    return response;
}

std::future<int> submit(SearchPool& pool, Work work) {
    auto status = std::make_shared<std::promise<int>>();
    auto future = status->get_future();
    const bool is_queued = pool.submit(std::move(work), [status](const Response& response) {
        status->set_value(response.status);
    });
    if (!is_queued) status->set_value(-1);
    return future;
}

/// Holds the pool's only thread until released.
class Blocker {
public:
    explicit Blocker(SearchPool& pool) {
        done_ = submit(pool, [this](SearchWorker&) {
            started_.set_value();
            release_.get_future().wait();
            return answered(200);
        });
        started_.get_future().wait();
    }
    ~Blocker() {
        release_.set_value();
        done_.wait();
    }

private:
    std::promise<void> started_;
    std::promise<void> release_;
    std::future<int> done_;
};

const GenerationSource kNoIndex = [] { return nullptr; };

}  // namespace

TEST_CASE("Work is done in the order of submission") {
    Log log(Log::Level::off, Log::Format::text);
    SearchPool pool(options_for(8, std::chrono::seconds(60)), kNoIndex, log);
    std::vector<int> order;
    auto first = submit(pool, [&](SearchWorker&) {
        order.push_back(1);
        return answered(200);
    });
    auto second = submit(pool, [&](SearchWorker&) {
        order.push_back(2);
        return answered(201);
    });
    CHECK(first.get() == 200);
    CHECK(second.get() == 201);
    CHECK(order == std::vector{1, 2});
}

TEST_CASE("A full queue takes no more") {
    Log log(Log::Level::off, Log::Format::text);
    SearchPool pool(options_for(2, std::chrono::seconds(60)), kNoIndex, log);
    const auto quick = [](SearchWorker&) { return answered(200); };
    std::vector<std::future<int>> answers;
    {
        const Blocker blocker(pool);
        for (int i = 0; i < 3; ++i) answers.push_back(submit(pool, quick));
    }
    CHECK(answers[0].get() == 200);
    CHECK(answers[1].get() == 200);
    CHECK(answers[2].get() == -1);
}

TEST_CASE("Work that waited too long is answered with 503 and not done") {
    Log log(Log::Level::off, Log::Format::text);
    // Less than any wait that a clock can measure.
    SearchPool pool(options_for(2, std::chrono::milliseconds(-1)), kNoIndex, log);
    bool is_done = false;
    auto status = submit(pool, [&](SearchWorker&) {
        is_done = true;
        return answered(200);
    });
    CHECK(status.get() == 503);
    CHECK_FALSE(is_done);
}

TEST_CASE("An exception in work is answered with 500 and the thread goes on") {
    Log log(Log::Level::off, Log::Format::text);
    SearchPool pool(options_for(8, std::chrono::seconds(60)), kNoIndex, log);
    auto thrown =
        submit(pool, [](SearchWorker&) -> Response { throw std::runtime_error("secret"); });
    CHECK(thrown.get() == 500);
    CHECK(submit(pool, [](SearchWorker&) { return answered(200); }).get() == 200);
}
