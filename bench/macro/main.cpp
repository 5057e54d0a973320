// evresi-bench: how fast this machine indexes and answers, beside plain Xapian in the same run.
#include "bench/macro/analysis_benchmark.hpp"
#include "bench/macro/benchmarks.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace {

using namespace evresi;

struct Options {
    bench::CorpusPlan plan;
    std::string corpus_file;
    int jobs = 2;
    bool with_peers = true;
    bool only_analysis = false;
    std::vector<std::string> texts;
};

Result<void> run(const Options& options, const std::string& folder) {
    if (!options.texts.empty()) return bench::measure_analysis(nullptr, options.texts);
    const Result<bench::SyntheticCorpus> corpus =
        options.corpus_file.empty() ? make_corpus(options.plan, folder + "/corpus.jsonl")
                                    : bench::use_corpus(options.corpus_file, options.plan.seed);
    if (!corpus) return corpus.error();
    std::printf("corpus: %.1f MB of text in %.1f MB of JSONL\n\n",
                static_cast<double>(corpus->text_bytes) / 1e6,
                static_cast<double>(corpus->bytes) / 1e6);
    if (options.only_analysis) return bench::measure_analysis(&*corpus, {});
    const std::string index_dir = folder + "/index";
    const auto single = measure_build(*corpus, folder + "/index-1", 1);
    if (!single) return single.error();
    const auto parallel = measure_build(*corpus, index_dir, options.jobs);
    if (!parallel) return parallel.error();
    if (options.with_peers) {
        const auto plain = measure_plain_xapian(*corpus, folder + "/plain");
        if (!plain) return plain.error();
        std::printf("ratio to plain Xapian:   %.2f of its CPU with 1 job, %.2f of its wall time "
                    "with %d jobs\n",
                    single->cpu_seconds / plain->cpu_seconds,
                    parallel->wall_seconds / plain->wall_seconds, options.jobs);
    }
    return measure_queries(*corpus, index_dir);
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    options.plan.sources = {EVRESI_SOURCE_DIR "/corpus/sample"};
    std::vector<std::string> sources;
    CLI::App app("Measures indexing and queries on a synthetic corpus, or on one of your own.",
                 "evresi-bench");
    app.add_option("--documents", options.plan.documents, "Documents to make")
        ->capture_default_str();
    app.add_option("--seed", options.plan.seed, "Seed of the generator")->capture_default_str();
    app.add_option("--source", sources,
                   "Files or folders whose sentences are drawn from (default: corpus/sample)");
    app.add_option("--corpus", options.corpus_file, "An existing JSONL file to use instead");
    app.add_option("--jobs", options.jobs, "Worker threads of the second build")
        ->capture_default_str();
    app.add_flag("!--no-peers", options.with_peers, "Leave out plain Xapian");
    CLI::App* analysis = app.add_subcommand(
        "analysis", "Measures the tokenizer and the whole analysis beside ICU's word breaks");
    analysis->add_option("--text", options.texts, "Text files to analyse instead of the corpus");
    analysis->fallthrough();
    analysis->footer("Examples:\n  evresi-bench analysis --documents 5000\n"
                     "  evresi-bench analysis --text greek.txt latvian.txt");
    app.footer("Examples:\n  evresi-bench\n  evresi-bench analysis\n  evresi-bench --documents "
               "5000 --no-peers\n"
               "  evresi-bench --corpus rows.jsonl --jobs 4");
    CLI11_PARSE(app, argc, argv);
    options.only_analysis = analysis->parsed();
    if (!sources.empty()) options.plan.sources = sources;

    const std::string folder =
        (std::filesystem::temp_directory_path() / ("evresi-bench-" + std::to_string(::getpid())))
            .string();
    std::filesystem::create_directories(folder);
    const Result<void> done = run(options, folder);
    std::filesystem::remove_all(folder);
    if (!done) {
        std::cerr << "evresi-bench: " << done.error().message << '\n';
        return 1;
    }
    return 0;
}
