// evresi-searchd: options -> server -> exit status; no logic.
#include "searchd/config.hpp"

#include <csignal>
#include <iostream>
#include <sys/resource.h>

namespace {

using namespace evresi;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;

int fail_with(const Error& error) {
    std::cerr << "evresi-searchd: " << error.message << '\n';
    return error.code == ErrorCode::invalid_argument ? kUsage : kFailed;
}

/// Each connection takes a descriptor, and systems begin with few.
void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    static_cast<void>(setrlimit(RLIMIT_NOFILE, &limit));
}

int serve(const searchd::Config& config) {
    // A peer or a log reader that has gone is an error of the write, no reason to die.
    std::signal(SIGPIPE, SIG_IGN);
    raise_descriptor_limit();
    http::Log log(config.log_level, config.log_format);
    const Result<std::unique_ptr<http::Server>> server = http::Server::open(config.server, log);
    if (!server) return fail_with(server.error());
    std::cout << "listening on " << (*server)->url() << std::endl;
    (*server)->run();
    return kDone;
}

}  // namespace

int main(int argc, char** argv) {
    const auto read = searchd::read_config(argc, argv);
    if (!read) return fail_with(read.error());
    if (const auto* notice = std::get_if<searchd::Notice>(&*read)) {
        std::cout << notice->text;
        return kDone;
    }
    try {
        return serve(std::get<searchd::Config>(*read));
    } catch (const std::exception& fault) {
        std::cerr << "evresi-searchd: " << fault.what() << '\n';
        return kFailed;
    }
}
