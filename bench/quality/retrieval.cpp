// evresi-measure-retrieval: how well queries find judged documents, within a language and across,
// and what they cost.
#include "bench/quality/retrieval_baseline.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
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
    bool skips_ranking = false;
    bool measures_cost = false;
    bool runs_own_lists = false;
    std::string typos_path;
    std::string translit_path;
    std::string baseline_path;
    std::string save_path;
    std::string lexicon;
    std::vector<std::string> terms;
    bool as_json = false;
};

constexpr const char* kExamples = R"(examples:
  evresi-measure-retrieval --lists --cost bench/quality/sample
  evresi-measure-retrieval --jobs 2 --keep build/sets SETS/one SETS/two
  evresi-measure-retrieval --no-ranking --cost --queries-per-set 200 SETS/one
  evresi-measure-retrieval --save before.json SETS/*
  evresi-measure-retrieval --baseline before.json SETS/*

A set is a folder of docs.jsonl (or sources.txt: paths to index), queries.tsv (qid, lang, text) and
qrels*.tsv (qid, document, relevance). Translations of a query share their qid up to ".<lang>".)";

struct Lists {
    std::vector<bench::TypedQuery> typos;
    std::vector<bench::TypedQuery> translit;
};

/// What is given on the command line and used for every set.
struct Inputs {
    Lists lists;
    bench::Baselines baselines;
};

template <class T>
Result<void> read_into(T& target, const std::string& path, Result<T> (*read)(const std::string&)) {
    if (path.empty()) return {};
    Result<T> content = read(path);
    if (!content) return content.error();
    target = std::move(*content);
    return {};
}

Result<void>
read_lists(const std::string& typos_path, const std::string& translit_path, Lists& lists) {
    const auto done = read_into(lists.typos, typos_path, bench::read_typed_queries);
    return done ? read_into(lists.translit, translit_path, bench::read_typed_queries) : done;
}

/// The lists in the folder of a set; none when it has none.
Result<Lists> own_lists(const std::string& folder) {
    const auto path_of = [&](const char* name) {
        const std::filesystem::path path = std::filesystem::path(folder) / name;
        std::error_code ignored;
        return std::filesystem::exists(path, ignored) ? path.string() : std::string();
    };
    Lists lists;
    const auto done = read_lists(path_of("typos.tsv"), path_of("translit.tsv"), lists);
    if (!done) return done.error();
    return lists;
}

Result<Inputs> read_inputs(const Options& options) {
    Inputs inputs;
    auto done = read_lists(options.typos_path, options.translit_path, inputs.lists);
    if (done) done = read_into(inputs.baselines, options.baseline_path, bench::read_baselines);
    if (!done) return done.error();
    return inputs;
}

Result<void> measure_ranking(const bench::RetrievalSet& set,
                             const bench::RetrievalIndex& index,
                             const Options& options,
                             bench::SetResult& result) {
    const auto begin = std::chrono::steady_clock::now();
    Result<bench::Run> run = bench::run_queries(set, index, options.run);
    if (!run) return run.error();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    result.figures = bench::figures_of(run->values);
    result.values = std::move(run->values);
    result.cpu_ms = std::move(run->cpu_ms);
    result.seconds = took.count();
    return {};
}

Result<void> measure_cost(const bench::RetrievalSet& set,
                          const bench::RetrievalIndex& index,
                          const Options& options,
                          bench::SetResult& result) {
    const auto cost = bench::measure_cost(set, index, options.run);
    if (!cost) return cost.error();
    add_measures(*cost, result);
    if (!options.as_json) print_cost(*cost);
    return {};
}

Result<void> measure_lists(const bench::RetrievalSet& set,
                           const bench::RetrievalIndex& index,
                           const Lists& lists,
                           const Options& options,
                           bench::SetResult& result) {
    Result<search::Searcher> searcher = index.searcher({});
    if (!searcher) return searcher.error();
    if (!lists.typos.empty()) {
        const auto typos = bench::run_typos(lists.typos, *searcher, options.run);
        if (!typos) return typos.error();
        add_measures(*typos, result);
        if (!options.as_json) print_typos(*typos, options.report);
    }
    if (!lists.translit.empty()) {
        const auto translit = bench::run_translit(lists.translit, set, *searcher, options.run);
        if (!translit) return translit.error();
        add_measures(*translit, result);
        if (!options.as_json) print_translit(*translit, options.report);
    }
    return {};
}

Result<bench::SetResult>
measure_set(const std::string& folder, const Inputs& inputs, const Options& options) {
    Result<bench::RetrievalSet> set = bench::read_set(folder);
    if (!set) return set.error();
    if (options.sample > 0) bench::keep_sample(*set, options.sample);
    const auto index = bench::RetrievalIndex::open(*set, options.index);
    if (!index) return index.error();
    bench::SetResult result;
    result.name = set->name;
    result.documents = index->documents();
    result.queries = set->queries.size();
    if (!options.as_json) {
        std::printf("%s: %llu documents, %zu queries%s\n", result.name.c_str(),
                    static_cast<unsigned long long>(result.documents), result.queries,
                    index->is_reused() ? ", index reused" : "");
    }
    if (!options.skips_ranking) {
        const auto done = measure_ranking(*set, *index, options, result);
        if (!done) return done.error();
        compare(result, inputs.baselines);
        if (!options.as_json) {
            print_set(result, options.report);
            print_worst(*set, result, options.report);
        }
    }
    if (options.measures_cost) {
        const auto done = measure_cost(*set, *index, options, result);
        if (!done) return done.error();
    }
    const Result<Lists> lists =
        options.runs_own_lists ? own_lists(folder) : Result<Lists>(inputs.lists);
    if (!lists) return lists.error();
    const auto done = measure_lists(*set, *index, *lists, options, result);
    if (!done) return done.error();
    compare(result, inputs.baselines);
    if (!options.as_json) print_measure_changes(result);
    return result;
}

Result<void> run(const Options& options) {
    const Result<Inputs> inputs = read_inputs(options);
    if (!inputs) return inputs.error();
    std::vector<bench::SetResult> results;
    for (const std::string& folder : options.sets) {
        Result<bench::SetResult> result = measure_set(folder, *inputs, options);
        if (!result) return result.error();
        results.push_back(std::move(*result));
    }
    if (options.as_json) {
        std::cout << bench::to_json(results, false);
    } else if (results.size() > 1 && !options.skips_ranking) {
        print_summary(results);
    }
    if (!options.save_path.empty() &&
        !(std::ofstream(options.save_path) << bench::to_json(results, true))) {
        return fail(ErrorCode::io_error, "cannot write " + options.save_path, options.save_path);
    }
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
    app.add_option("--lexicon", options.lexicon,
                   "Compiled lexicon in place of the installed one, or none");
    app.add_option("--terms", options.terms, "Own terms beside the lexicon")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false);
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
                 "Also measure CPU time within a language and across, in turns");
    app.add_option("--typos", options.typos_path,
                   "Also ask these mistyped queries: rows of lang, typed and intended")
        ->type_name("FILE.tsv");
    app.add_option("--translit", options.translit_path,
                   "Also ask these queries in other letters: rows of lang, typed and intended")
        ->type_name("FILE.tsv");
    app.add_flag("--lists", options.runs_own_lists,
                 "Also ask what typos.tsv and translit.tsv in the folder of a set hold")
        ->excludes("--typos")
        ->excludes("--translit");
    app.add_option("--worst", options.report.shown_worst,
                   "Queries shown that do worse across languages than within")
        ->capture_default_str();
    app.add_option("--misses", options.report.shown_misses, "Rows shown of lists that fail")
        ->capture_default_str();
    app.add_flag("--no-ranking", options.skips_ranking,
                 "Leave out nDCG@10: only what else is asked for");
    app.add_option("--save", options.save_path, "Write figures and the values of all queries")
        ->type_name("FILE.json");
    app.add_option("--baseline", options.baseline_path, "Compare with what --save or --json wrote")
        ->type_name("FILE.json");
    app.add_flag("--json", options.as_json, "Print the figures as JSON instead of tables");
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
    const auto translations = lexicon::open_lexicon(options.lexicon, options.terms);
    if (!translations) {
        std::cerr << "evresi-measure-retrieval: " << translations.error().message << '\n';
        return 1;
    }
    // As in a daemon that has been running for a moment.
    if (*translations) (*translations)->prepare();
    options.index.lexicon = *translations;
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
