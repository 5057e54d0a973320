#include "searchd/http/server.hpp"

#include "indexer/database/generation.hpp"
#include "searchd/http/listener.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>

#include <algorithm>
#include <csignal>
#include <exception>
#include <optional>
#include <thread>
#include <vector>

namespace evresi::http {
namespace {

namespace asio = boost::asio;

SearchPoolOptions pool_options(const ServerOptions& options,
                               std::shared_ptr<const lexicon::Lexicon> lexicon) {
    const int processors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    return {options.search_threads > 0 ? options.search_threads : processors, options.queue,
            options.longest_wait, options.query, std::move(lexicon)};
}

/// Exports have threads of their own, half as many: a slow client then never holds one that
/// searches. None waits for a thread, for it may take minutes to be free.
SearchPoolOptions export_pool_options(const ServerOptions& options,
                                      std::shared_ptr<const lexicon::Lexicon> lexicon) {
    SearchPoolOptions exports = pool_options(options, std::move(lexicon));
    exports.threads = std::max(1, exports.threads / 2);
    exports.queue = 0;
    exports.keeps_open = false;
    return exports;
}

}  // namespace

struct Server::State {
    State(const ServerOptions& given,
          std::shared_ptr<const database::Generation> generation,
          std::shared_ptr<const lexicon::Lexicon> opened,
          Log& to_log)
        : options(given), first(std::move(generation)), lexicon(std::move(opened)), log(to_log),
          watch(first, options.reload_interval, log),
          table(options.connections, options.connections_per_address),
          pool(
              pool_options(options, lexicon), [this] { return watch.current(); }, log),
          export_pool(
              export_pool_options(options, lexicon), [this] { return watch.current(); }, log) {}

    void await_signal();
    void begin_stop();

    const ServerOptions options;
    const std::shared_ptr<const database::Generation> first;
    const std::shared_ptr<const lexicon::Lexicon> lexicon;
    Log& log;
    Router router;
    GenerationWatch watch;
    AnswerCache cache{options.cache_bytes};
    RouteContext routes{watch, options.query, cache};
    ConnectionTable table;
    asio::io_context context;
    // The pools' callbacks post to the context, so that the pools must end first.
    SearchPool pool;
    SearchPool export_pool;
    ConnectionServices services{options.connection, router, routes, pool,
                                export_pool,        table,  log,    options.access_log};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    asio::signal_set signals{context};
    asio::steady_timer drain_deadline{context};
    std::shared_ptr<Listener> listener;
    std::atomic<bool> is_stopping = false;
};

void Server::State::await_signal() {
    signals.async_wait([this](const boost::system::error_code& fault, int signal) {
        if (fault) return;
        log.info("signal", {{"number", std::to_string(signal)}});
        if (signal == SIGHUP) {
            watch.request_reload();
            await_signal();
        } else {
            begin_stop();
        }
    });
}

/// Stops accepting, lets requests under way finish, and ends the loop when the last connection has.
void Server::State::begin_stop() {
    if (is_stopping.exchange(true)) return;
    log.info("stopping");
    drain_deadline.expires_after(options.drain);
    drain_deadline.async_wait([this](const boost::system::error_code& fault) {
        if (fault) return;
        log.warning("connections-cut", {{"number", std::to_string(table.size())}});
        context.stop();
    });
    listener->close([this] { table.drain([this] { context.stop(); }); });
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(const ServerOptions& options, Log& log) {
    auto generation =
        database::open_generation(options.index_dir, database::Verification::contents);
    if (!generation) return generation.error();
    log.info("index-opened", {{"generation", std::to_string((*generation)->manifest.generation)},
                              {"documents", std::to_string((*generation)->manifest.documents)}});
    auto lexicon = lexicon::open_lexicon(options.lexicon, options.terms);
    if (!lexicon) return lexicon.error();
    auto state = std::make_unique<State>(options, *std::move(generation), *lexicon, log);
    auto listener = Listener::open(state->context, options.address, options.port, state->services);
    if (!listener) return listener.error();
    state->listener = *std::move(listener);
    if (options.handles_signals) {
        for (const int signal : {SIGTERM, SIGINT, SIGHUP}) state->signals.add(signal);
    }
    return std::unique_ptr<Server>(new Server(std::move(state)));
}

void Server::run() {
    state_->listener->start();
    if (state_->options.handles_signals) state_->await_signal();
    std::vector<std::jthread> threads;
    if (state_->lexicon) {
        // So that the first queries need not wait for it.
        threads.emplace_back([this](const std::stop_token& stop) {
            try {
                state_->lexicon->prepare(stop);
            } catch (const std::exception& error) {
                state_->log.warning("lexicon-not-prepared", {{"error", error.what()}});
            }
        });
    }
    for (int i = 1; i < state_->options.io_threads; ++i) {
        threads.emplace_back([this] { state_->context.run(); });
    }
    state_->context.run();
    threads.clear();
}

void Server::stop() {
    asio::post(state_->context, [state = state_.get()] { state->begin_stop(); });
}

void Server::reload() {
    state_->watch.request_reload();
}

std::uint16_t Server::port() const noexcept {
    return state_->listener->endpoint().port();
}

std::string Server::url() const {
    const auto& endpoint = state_->listener->endpoint();
    const std::string address = endpoint.address().to_string();
    const bool is_v6 = endpoint.address().is_v6();
    return "http://" + (is_v6 ? "[" + address + "]" : address) + ":" +
           std::to_string(endpoint.port());
}

SearchPool& Server::pool() noexcept {
    return state_->pool;
}

SearchPool& Server::export_pool() noexcept {
    return state_->export_pool;
}

AnswerCache::Counters Server::cache_counters() const {
    return state_->cache.counters();
}

std::size_t Server::open_connections() const {
    return state_->table.size();
}

}  // namespace evresi::http
