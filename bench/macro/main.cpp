// evresi-bench: makes the synthetic corpus and measures what needs to be measured inside a process.
// bench/run calls it and everything else; bench/README.md says how.
#include "bench/corpus/synthetic_corpus.hpp"
#include "bench/macro/analysis_benchmark.hpp"
#include "bench/macro/query_benchmark.hpp"
#include "bench/peers/plain_xapian.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace {

using namespace evresi;

struct Options {
    bench::CorpusPlan plan;
    std::vector<std::string> sources;
    std::string corpus;
    std::string queries;
    std::string index_dir;
    std::string lexicon;
    std::vector<std::string> texts;
    std::uint64_t limit = 0;
    int passes = 3;
};

Result<std::string> make_corpus(Options& options) {
    if (!options.sources.empty()) options.plan.sources = options.sources;
    const Result<bench::CorpusFacts> facts =
        bench::make_corpus(options.plan, options.corpus, options.queries);
    if (!facts) return facts.error();
    return "{\"documents\": " + std::to_string(facts->documents) +
           ", \"words\": " + std::to_string(facts->words) +
           ", \"text_bytes\": " + std::to_string(facts->text_bytes) +
           ", \"queries\": " + std::to_string(facts->queries) + "}\n";
}

Result<std::string> measure_queries(const Options& options) {
    auto queries = bench::read_queries(options.queries);
    if (!queries) return queries.error();
    return bench::measure_queries(
        {options.index_dir, options.lexicon, std::move(*queries), options.passes});
}

Result<std::string> measure_xapian_queries(const Options& options) {
    const auto queries = bench::read_queries(options.queries);
    if (!queries) return queries.error();
    return bench::query_xapian(options.index_dir, *queries, options.passes);
}

Result<std::string> measure_analysis(const Options& options) {
    const auto done = bench::measure_analysis(options.corpus, options.texts);
    if (!done) return done.error();
    return std::string();
}

void add_corpus_command(CLI::App& app, Options& options) {
    CLI::App* corpus = app.add_subcommand("corpus", "Makes a synthetic corpus and queries to it");
    corpus->add_option("--documents", options.plan.documents, "Documents")->capture_default_str();
    corpus->add_option("--seed", options.plan.seed, "Seed of the generator")->capture_default_str();
    corpus->add_option("--source", options.sources,
                       "Files or folders whose sentences are drawn from (default: corpus/sample)");
    corpus->add_option("--words", options.plan.word_tables,
                       "Folder of tables of the lexicon, whose words vary the sentences (default: "
                       "those of the source tree)");
    corpus->add_option("--output", options.corpus, "JSONL file to write")->required();
    corpus->add_option("--queries", options.queries, "TSV file to write")->required();
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    options.plan.sources = {EVRESI_SOURCE_DIR "/corpus/sample"};
    options.plan.word_tables = EVRESI_SOURCE_DIR "/searchd/lexicon/data";
    CLI::App app("Makes a synthetic corpus, and measures queries and analysis. bench/run measures "
                 "everything and compares.",
                 "evresi-bench");
    app.require_subcommand(1);
    app.footer("Examples:\n"
               "  evresi-bench corpus --documents 20000 --output c.jsonl --queries q.tsv\n"
               "  evresi-bench queries --index INDEX --queries q.tsv\n"
               "  evresi-bench analysis --text greek.txt latvian.txt");
    add_corpus_command(app, options);

    CLI::App* queries = app.add_subcommand("queries", "Answers a query mix in process");
    queries->add_option("--index", options.index_dir, "Folder of the index")->required();
    queries->add_option("--queries", options.queries, "TSV file")->required();
    queries->add_option("--lexicon", options.lexicon, "As of evresi-searchd; none for none");
    queries->add_option("--passes", options.passes, "Over all queries")->capture_default_str();

    CLI::App* analysis = app.add_subcommand(
        "analysis", "Measures the tokenizer and the whole analysis beside ICU's word breaks");
    analysis->add_option("--corpus", options.corpus, "JSONL file whose texts are analysed");
    analysis->add_option("--text", options.texts, "Text files to analyse");

    CLI::App* index_xapian =
        app.add_subcommand("xapian-build", "Indexes a corpus as plain Xapian does");
    index_xapian->add_option("--corpus", options.corpus, "JSONL file")->required();
    index_xapian->add_option("--limit", options.limit, "Documents (0: all)");
    index_xapian->add_option("--index", options.index_dir, "Folder to write")->required();

    CLI::App* ask_xapian =
        app.add_subcommand("xapian-queries", "Answers a query mix as plain Xapian does");
    ask_xapian->add_option("--index", options.index_dir, "Folder of xapian-build")->required();
    ask_xapian->add_option("--queries", options.queries, "TSV file")->required();
    ask_xapian->add_option("--passes", options.passes, "Over all queries")->capture_default_str();
    CLI11_PARSE(app, argc, argv);

    const Result<std::string> json =
        queries->parsed()    ? measure_queries(options)
        : analysis->parsed() ? measure_analysis(options)
        : index_xapian->parsed()
            ? bench::index_with_xapian(options.corpus, options.limit, options.index_dir)
        : ask_xapian->parsed() ? measure_xapian_queries(options)
                               : make_corpus(options);
    if (!json) {
        std::cerr << "evresi-bench: " << json.error().message << '\n';
        return 1;
    }
    std::cout << *json;
    return 0;
}
