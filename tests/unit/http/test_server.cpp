#include "tests/unit/http/test_server.hpp"

#include "base/check.hpp"
#include "indexer/job.hpp"

namespace evresi::tests {
namespace {

constexpr std::string_view kRows =
    R"({"id":"en1","lang":"en","title":"Social economy","text":"Rural enterprises in the social economy learn from each other.","programme":"interreg-europe","country":["SI","LV"],"year":2019}
{"id":"keep/2","lang":"en","title":"Clean rivers","text":"Volunteers clean the river banks every spring.","country":"BG","year":2023}
{"id":"el1","lang":"el","title":"Κοινωνική οικονομία","text":"Οι επιχειρήσεις <b>στηρίζουν</b> την κοινωνική οικονομία.","country":"GR","year":2019}
)";

}  // namespace

TestServer::TestServer(const std::function<void(http::ServerOptions&)>& adjust)
    : index_dir_(folder_ / "index") {
    build(kRows);
    http::ServerOptions options;
    options.index_dir = index_dir_;
    options.port = 0;
    options.search_threads = 1;
    options.reload_interval = std::chrono::milliseconds(10);
    options.longest_wait = std::chrono::seconds(60);
    if (adjust) adjust(options);
    auto server = http::Server::open(options, log_);
    EVRESI_CHECK(server.has_value());
    server_ = *std::move(server);
    thread_ = std::thread([this] { server_->run(); });
}

TestServer::~TestServer() {
    stop();
}

void TestServer::build(std::string_view rows) {
    indexer::JobOptions options;
    options.index_dir = index_dir_;
    options.jobs = 1;
    EVRESI_CHECK(indexer::build_index(options, {folder_.write("rows.jsonl", rows)}).has_value());
}

void TestServer::stop() {
    if (!thread_.joinable()) return;
    server_->stop();
    thread_.join();
}

HeldSearchThread::HeldSearchThread(http::SearchPool& pool) {
    const bool is_queued = pool.submit(
        [this](http::SearchWorker&) {
            started_.set_value();
            release_.get_future().wait();
            return http::Response{};
        },
        [this](const http::Response&) { done_.set_value(); });
    EVRESI_CHECK(is_queued);
    started_.get_future().wait();
}

void HeldSearchThread::release() {
    if (is_released_) return;
    is_released_ = true;
    release_.set_value();
    done_.get_future().wait();
}

}  // namespace evresi::tests
