// evresi-measure-retrieval: how well queries find judged documents, within a language and across,
// and what they cost.
#include "bench/quality/retrieval_report.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <unistd.h>

namespace {

using namespace evresi;

struct Options {
    std::vector<std::string> sets;
    bench::IndexPlan index;
    bench::RunSettings run;
    bench::ReportSettings report;
    std::size_t sample = 0;
    bool measures_cost = false;
};

constexpr const char* kExamples = R"(examples:
  evresi-measure-retrieval bench/quality/sample
  evresi-measure-retrieval --jobs 2 --keep build/sets SETS/one SETS/two
  evresi-measure-retrieval --cost --queries-per-set 200 SETS/one

A set is a folder of docs.jsonl (or sources.txt: paths to index), queries.tsv (qid, lang, text) and
qrels*.tsv (qid, document, relevance). Translations of a query share their qid up to ".<lang>".)";

Result<bench::SetResult> measure(const bench::RetrievalSet& set,
                                 const bench::RetrievalIndex& index,
                                 const Options& options) {
    const auto begin = std::chrono::steady_clock::now();
    Result<bench::Run> run = bench::run_queries(set, index, options.run);
    if (!run) return run.error();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    bench::SetResult result;
    result.name = set.name;
    result.documents = index.documents();
    result.queries = set.queries.size();
    result.figures = bench::figures_of(run->values);
    result.values = std::move(run->values);
    result.cpu_ms = std::move(run->cpu_ms);
    result.seconds = took.count();
    return result;
}

Result<void> run(const Options& options) {
    std::vector<bench::SetResult> results;
    for (const std::string& folder : options.sets) {
        Result<bench::RetrievalSet> set = bench::read_set(folder);
        if (!set) return set.error();
        if (options.sample > 0) bench::keep_sample(*set, options.sample);
        const auto index = bench::RetrievalIndex::open(*set, options.index);
        if (!index) return index.error();
        if (options.measures_cost) {
            const auto cost = bench::measure_cost(*set, *index, options.run);
            if (!cost) return cost.error();
            bench::print_cost(set->name, *cost);
            continue;
        }
        Result<bench::SetResult> result = measure(*set, *index, options);
        if (!result) return result.error();
        bench::print_set(*result, options.report);
        results.push_back(std::move(*result));
    }
    if (results.size() > 1) bench::print_summary(results);
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    std::string cross = "on";
    std::string lang = "given";
    CLI::App app("Measures retrieval on judged sets: nDCG@10 with intervals, and cost.",
                 "evresi-measure-retrieval");
    app.footer(kExamples);
    app.add_option("SET", options.sets, "Folders of retrieval sets")->required();
    app.add_option("--cross", cross, "Across languages")->check(CLI::IsMember({"on", "off"}));
    app.add_option("--lang", lang, "Language of queries: as the set gives it, or found")
        ->check(CLI::IsMember({"given", "auto"}));
    app.add_option("--queries-per-set", options.sample,
                   "Run so many queries of each set at least, always the same");
    app.add_option("--hits", options.run.hits, "Hits of each search that are looked at")
        ->check(CLI::Range(10, 10'000))
        ->capture_default_str();
    app.add_option("--jobs", options.run.jobs, "Threads")->check(CLI::Range(1, 64));
    app.add_option("--keep", options.index.folder,
                   "Keep the indexes in this folder, and use those that are there")
        ->type_name("DIR");
    app.add_flag("--rebuild", options.index.rebuilds, "Build the indexes anew all the same");
    app.add_flag("--cells", options.report.shows_cells, "A line for each pair of languages");
    app.add_flag("--cost", options.measures_cost,
                 "Measure CPU time with and without --cross, instead of quality");
    CLI11_PARSE(app, argc, argv);
    options.run.cross = cross == "on";
    options.run.gives_language = lang == "given";
    options.index.jobs = options.run.jobs;

    std::string temporary;
    if (options.index.folder.empty()) {
        temporary = (std::filesystem::temp_directory_path() /
                     ("evresi-measure-" + std::to_string(::getpid())))
                        .string();
        options.index.folder = temporary;
    }
    const Result<void> done = run(options);
    if (!temporary.empty()) {
        std::error_code ignored;
        std::filesystem::remove_all(temporary, ignored);
    }
    if (!done) {
        std::cerr << "evresi-measure-retrieval: " << done.error().message << '\n';
        return 1;
    }
    return 0;
}
