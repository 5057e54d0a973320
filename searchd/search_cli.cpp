// evresi-search: the search of the daemon from the command line: a table for people, JSON for
// programs, a whole result in the formats of other programs, or a TREC run over a file of queries
// for evaluation.
#include "base/utf8.hpp"
#include "corpus/gazetteer/gazetteer.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/api/export/exporter.hpp"
#include "searchd/api/request_parameters.hpp"
#include "searchd/api/response_json.hpp"
#include "searchd/api/similar_parameters.hpp"
#include "searchd/lexicon/lexicon.hpp"
#include "searchd/search/searcher.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

using namespace evresi;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;

/// Hits of one query of a run at most; evaluation looks at no more.
constexpr int kBatchSize = 10'000;

/// Bytes of an export that are written at once.
constexpr std::size_t kPieceBytes = 1 << 16;

constexpr const char* kExamples = R"(examples:
  evresi-search --index index/mine 'social enterprises'
  evresi-search --index index/mine --country GR,BG --year 2019.. 'κυκλική οικονομία'
  evresi-search --index index/mine --json --size 50 '"social economy" -tourism'
  evresi-search --index index/mine --country=-GR water
  evresi-search --index index/mine --format ris 'social enterprises' > enterprises.ris
  evresi-search --index index/mine --similar keep/12 --size 5 --snippets 1
  evresi-search --index index/mine -- -tourism
  evresi-search --index index/eval --queries queries.tsv --run out.run --in same

A query that begins with '-' follows a '--'; a value that does is joined to its option by '='.
Rows of --queries are qid<TAB>lang<TAB>text; the text is taken as words only, whatever signs are in it.)";

struct Arguments {
    std::string index_dir;
    std::vector<std::string> words;
    std::string similar_to;
    bool as_json = false;
    std::string queries_path;
    std::string run_path;
    std::string tag = "evresi";
    std::string in;
    /// Options that are parameters of a search, in the order given.
    api::Parameters parameters;
    int size = 0;
    std::string lexicon;
    std::vector<std::string> terms;
};

int fail_with(const Error& error) {
    std::cerr << "evresi-search: ";
    if (!error.subject.empty() && error.code == ErrorCode::invalid_argument) {
        std::cerr << error.subject << ": ";
    }
    std::cerr << error.message << '\n';
    const bool is_usage =
        error.code == ErrorCode::invalid_argument || error.code == ErrorCode::query_too_complex;
    return is_usage ? kUsage : kFailed;
}

bool has_parameter(const Arguments& arguments, std::string_view name) {
    return std::ranges::find(arguments.parameters, name, &api::Parameters::value_type::first) !=
           arguments.parameters.end();
}

Result<search::Searcher> open_searcher(const Arguments& arguments,
                                       const search::QueryLimits& limits) {
    const auto generation = database::open_generation(arguments.index_dir);
    if (!generation) return generation.error();
    Result<database::Snapshot> snapshot = database::Snapshot::open(*generation);
    if (!snapshot) return snapshot.error();
    const auto translations = lexicon::open_lexicon(arguments.lexicon, arguments.terms);
    if (!translations) return translations.error();
    return search::Searcher(std::move(*snapshot), limits, *translations);
}

/// Nothing that a terminal would obey: control characters become spaces.
std::string harmless(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return out;
}

/// `text` with its marks in bold when the output is a terminal.
std::string with_marks(std::string_view text,
                       const std::vector<std::pair<std::uint32_t, std::uint32_t>>& marks,
                       bool is_terminal) {
    const std::string clean = harmless(text);
    if (!is_terminal) return clean;
    std::string out;
    std::uint32_t code_point = 0;
    auto mark = marks.begin();
    for (const char c : clean) {
        if (!is_utf8_continuation(c)) {
            if (mark != marks.end() && code_point == mark->second) {
                out += "\033[0m";
                ++mark;
            }
            if (mark != marks.end() && code_point == mark->first) out += "\033[1m";
            ++code_point;
        }
        out += c;
    }
    if (mark != marks.end() && code_point >= mark->second) out += "\033[0m";
    return out;
}

void print_hit(const search::Hit& hit, std::uint64_t rank, bool is_terminal) {
    const corpus::Document& document = hit.document;
    const auto& year = document.metadata.year;
    const std::string title = document.title.empty() ? document.id : document.title;
    std::printf("%4llu  %7.2f  %-3s  %-4s  %s\n", static_cast<unsigned long long>(rank), hit.score,
                document.lang.str().c_str(), year ? std::to_string(year->value).c_str() : "-",
                with_marks(title, hit.title_marks, is_terminal).c_str());
    std::printf("      %s%s%s\n", harmless(document.id).c_str(), document.url.empty() ? "" : "  ",
                harmless(document.url).c_str());
    if (hit.group.size > 1) {
        std::printf("      and %llu more of its group:",
                    static_cast<unsigned long long>(hit.group.size - 1));
        for (const search::GroupMember& member : hit.group.others) {
            std::printf(" %s (%s)", harmless(member.id).c_str(), member.lang.str().c_str());
        }
        std::printf("\n");
    }
    for (const search::Snippet& snippet : hit.snippets) {
        std::printf("      %s\n", with_marks(snippet.text, snippet.marks, is_terminal).c_str());
    }
    std::string_view lines = hit.explanation;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        std::printf("      %s\n", harmless(lines.substr(0, end)).c_str());
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
}

void print_table(const search::SearchResponse& response) {
    const bool is_terminal = ::isatty(STDOUT_FILENO) == 1;
    for (const std::string& warning : response.warnings) {
        std::fprintf(stderr, "note: %s\n", harmless(warning).c_str());
    }
    if (!response.suggestion.empty()) {
        std::fprintf(stderr, "did you mean: %s\n", harmless(response.suggestion).c_str());
    }
    if (response.group) {
        std::printf("%llu groups, ", static_cast<unsigned long long>(response.total));
    }
    std::printf("%llu of %llu documents, %.1f ms\n\n",
                static_cast<unsigned long long>(response.matching_documents),
                static_cast<unsigned long long>(response.documents), response.took_ms);
    if (!response.hits.empty()) std::printf("rank    score  lang year  title\n");
    auto rank =
        static_cast<std::uint64_t>(response.page - 1) * static_cast<std::uint64_t>(response.size);
    for (const search::Hit& hit : response.hits) print_hit(hit, ++rank, is_terminal);
    for (const search::FacetCounts& facet : response.facets) {
        if (facet.values.empty()) continue;
        std::printf("\n%s:", std::string(database::row_of(facet.field).name).c_str());
        const char* separator = " ";
        for (const search::FacetValue& value : facet.values) {
            std::printf("%s%s%s (%llu)", separator, value.selected ? "*" : "",
                        harmless(value.label).c_str(),
                        static_cast<unsigned long long>(value.count));
            separator = ", ";
        }
        if (facet.other > 0) {
            std::printf(", others (%llu)", static_cast<unsigned long long>(facet.other));
        }
    }
    if (!response.facets.empty()) std::printf("\n");
    if (!response.next.empty()) std::printf("\nnext page: --after %s\n", response.next.c_str());
}

/// Prints the whole result.
int write_export(search::Searcher& searcher,
                 const search::SearchRequest& request,
                 api::ExportFormat format,
                 const search::QueryLimits& limits) {
    const auto exporter = api::make_exporter(
        format, api::origin_of(request, searcher.generation(), limits),
        [&](std::string_view id) { return searcher.programme_label(id, request.ui_lang); });
    std::string piece;
    const auto write_piece = [&](std::size_t least) {
        if (piece.size() >= least) {
            std::cout << piece;
            piece.clear();
        }
        return std::cout.good();
    };
    const auto done = searcher.search_all(
        request,
        [&](const search::SearchResponse& head) {
            for (const std::string& warning : head.warnings) {
                std::fprintf(stderr, "note: %s\n", harmless(warning).c_str());
            }
            exporter->begin(head, piece);
            return true;
        },
        [&](const search::Hit& hit) {
            exporter->add(hit, piece);
            return write_piece(kPieceBytes);
        });
    if (!done) return fail_with(done.error());
    exporter->end(piece);
    static_cast<void>(write_piece(0));
    if (!std::cout.flush()) {
        std::cerr << "evresi-search: cannot write the output; is the disk full?\n";
        return kFailed;
    }
    return kDone;
}

/// Prints an answer for people or for programs.
int print_answer(const search::Searcher& searcher,
                 const search::SearchResponse& response,
                 LanguageTag ui_lang,
                 bool as_json) {
    if (as_json) {
        std::cout << api::to_json(response, [&](std::string_view id) {
            return searcher.programme_label(id, ui_lang);
        }) << '\n';
    } else {
        print_table(response);
    }
    return std::cout.flush() ? kDone : kFailed;
}

/// The options that are parameters of an answer.
api::Parameters all_parameters(const Arguments& arguments) {
    api::Parameters parameters = arguments.parameters;
    if (!arguments.in.empty()) parameters.emplace_back("in", arguments.in);
    if (arguments.size > 0) parameters.emplace_back("size", std::to_string(arguments.size));
    return parameters;
}

int search_once(const Arguments& arguments) {
    std::string query;
    for (const std::string& word : arguments.words) query += (query.empty() ? "" : " ") + word;
    api::Parameters parameters = all_parameters(arguments);
    parameters.emplace_back("q", query);
    const search::QueryLimits limits;
    const auto request = api::parse_search_parameters(parameters, limits);
    if (!request) return fail_with(request.error());
    Result<search::Searcher> searcher = open_searcher(arguments, limits);
    if (!searcher) return fail_with(searcher.error());
    if (const auto format = api::export_format_of(parameters)) {
        return write_export(*searcher, *request, *format, limits);
    }
    const auto response = searcher->search(*request);
    if (!response) return fail_with(response.error());
    const bool as_json = arguments.as_json || has_parameter(arguments, "format");
    return print_answer(*searcher, *response, request->ui_lang, as_json);
}

int search_similar(const Arguments& arguments) {
    const search::QueryLimits limits;
    const auto request = api::parse_similar_parameters(all_parameters(arguments), limits);
    if (!request) return fail_with(request.error());
    Result<search::Searcher> searcher = open_searcher(arguments, limits);
    if (!searcher) return fail_with(searcher.error());
    const auto response =
        searcher->similar(arguments.similar_to, request->search, request->with_duplicates);
    if (!response) return fail_with(response.error());
    return print_answer(*searcher, *response, request->search.ui_lang, arguments.as_json);
}

struct BatchQuery {
    std::string id;
    LanguageTag lang;
    std::string text;
};

Result<std::vector<BatchQuery>> read_queries(const std::string& path) {
    std::ifstream file(path);
    if (!file) {
        return fail(ErrorCode::io_error, "cannot read " + path + "; is the path right?", path);
    }
    std::vector<BatchQuery> queries;
    std::string row;
    for (std::uint64_t number = 1; std::getline(file, row); ++number) {
        if (!row.empty() && row.back() == '\r') row.pop_back();
        if (row.empty() || (number == 1 && row.starts_with("qid\t"))) continue;
        const std::size_t first = row.find('\t');
        const std::size_t second = first == std::string::npos ? first : row.find('\t', first + 1);
        const auto lang = second == std::string::npos
                              ? std::nullopt
                              : LanguageTag::parse(row.substr(first + 1, second - first - 1));
        if (!lang || first == 0) {
            return fail(ErrorCode::malformed_input,
                        path + ":" + std::to_string(number) +
                            ": a row is qid<TAB>lang<TAB>text, as in q1<TAB>en<TAB>social economy",
                        path);
        }
        queries.push_back({row.substr(0, first), *lang, row.substr(second + 1)});
    }
    if (file.bad()) return fail(ErrorCode::io_error, "cannot read " + path, path);
    return queries;
}

/// An id as one column of a run, whose columns are parted by white space.
std::string as_column(std::string_view id) {
    std::string out;
    for (const char c : id) {
        if (static_cast<unsigned char>(c) <= 0x20) {
            char escape[4];
            std::snprintf(escape, sizeof escape, "%%%02X", static_cast<unsigned>(c) & 0xffu);
            out += escape;
        } else {
            out += c;
        }
    }
    return out;
}

void write_run(const BatchQuery& query,
               const search::SearchResponse& response,
               const std::string& tag,
               std::ostream& out) {
    int rank = 0;
    for (const search::Hit& hit : response.hits) {
        char score[32];
        std::snprintf(score, sizeof score, "%.6f", hit.score);
        out << query.id << " Q0 " << as_column(hit.document.id) << ' ' << ++rank << ' ' << score
            << ' ' << tag << '\n';
    }
}

/// Evaluation queries are whole sentences, and nobody waits for a single one.
search::QueryLimits batch_limits() {
    search::QueryLimits limits;
    limits.page_size = kBatchSize;
    limits.bytes = 1 << 16;
    limits.terms = 1024;
    limits.time_budget = std::chrono::hours(1);
    return limits;
}

/// What all queries of a batch share.
Result<search::SearchRequest> batch_request(const Arguments& arguments,
                                            const search::QueryLimits& limits) {
    api::Parameters parameters = arguments.parameters;
    parameters.emplace_back("size", std::to_string(arguments.size > 0 ? arguments.size : 100));
    if (!arguments.in.empty() && arguments.in != "same" && arguments.in != "all") {
        parameters.emplace_back("in", arguments.in);
    }
    auto request = api::parse_search_parameters(parameters, limits);
    if (request) {
        request->plain = true;
        request->facets.clear();
        request->snippets = 0;
    }
    return request;
}

int search_batch(const Arguments& arguments) {
    const auto queries = read_queries(arguments.queries_path);
    if (!queries) return fail_with(queries.error());
    const search::QueryLimits limits = batch_limits();
    auto request = batch_request(arguments, limits);
    if (!request) return fail_with(request.error());
    Result<search::Searcher> searcher = open_searcher(arguments, limits);
    if (!searcher) return fail_with(searcher.error());
    std::ofstream file;
    const bool is_stream = arguments.run_path == "-";
    if (!is_stream) {
        file.open(arguments.run_path, std::ios::trunc);
        if (!file) {
            return fail_with(fail(ErrorCode::io_error,
                                  "cannot write " + arguments.run_path + "; does its folder exist?",
                                  arguments.run_path));
        }
    }
    std::ostream& out = is_stream ? std::cout : file;
    for (const BatchQuery& query : *queries) {
        request->q = query.text;
        request->lang = query.lang;
        if (arguments.in == "same") request->in = {query.lang};
        const auto response = searcher->search(*request);
        if (!response) {
            Error error = response.error();
            error.message = "query " + query.id + ": " + error.message;
            return fail_with(error);
        }
        write_run(query, *response, arguments.tag, out);
    }
    out.flush();
    if (!out) {
        return fail_with(fail(ErrorCode::io_error,
                              "cannot write " + arguments.run_path + "; is the disk full?",
                              arguments.run_path));
    }
    std::fprintf(stderr, "%zu queries -> %s\n", queries->size(), arguments.run_path.c_str());
    return kDone;
}

/// Adds the options that mean what the parameter of the same name means over HTTP.
void add_parameters(CLI::App& app, Arguments& arguments) {
    const auto add = [&](const char* option, const char* parameter, const char* help) {
        app.add_option_function<std::vector<std::string>>(
               option,
               [&arguments, parameter](const std::vector<std::string>& values) {
                   for (const std::string& value : values) {
                       arguments.parameters.emplace_back(parameter, value);
                   }
               },
               help)
            ->expected(1)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
            ->allow_extra_args(false);
    };
    add("--programme", "programme", "Programmes: comma for or, repeated for and, =-LIST for not");
    add("--country", "country", "Countries: codes or names");
    add("--year", "year", "Years or ranges: 2021, 2019..2023, ..2020");
    add("--project", "project", "Project acronyms");
    add("--evidence", "evidence",
        "Where values came from: given, text or inherited, also programme:inherited and so on");
    add("--group", "group", "near-duplicate or project: of each group only the best is shown");
    add("--lang", "lang", "Language of the query: el, bg, sl, lv, en or auto");
    add("--cross", "cross", "on or off: find texts in other languages");
    add("--without", "without", "An expansion not to be made, as listed: bg:word; repeatable");
    add("--sort", "sort", "relevance, year, -year or title");
    add("--page", "page", "Number of the page, from 1");
    add("--after", "after", "Cursor of the page before");
    add("--facets", "facets", "Fields to count, comma list");
    add("--facet-size", "facet_size", "Values shown of each facet");
    add("--snippets", "snippets", "Excerpts shown of each hit");
    add("--explain", "explain", "true: say how each score came about");
    add("--duplicates", "duplicates", "on: with --similar, also texts that are nearly the same");
    add("--format", "format",
        "csv, jsonl, ris, bibtex or atom: print the whole result, as over HTTP; json is --json");
}

}  // namespace

int main(int argc, char** argv) {
    Arguments arguments;
    CLI::App app{"Searches an Evresi index."};
    app.footer(kExamples);
    app.set_version_flag("--version", EVRESI_VERSION);
    app.add_option("--index", arguments.index_dir, "Folder of the index")->required();
    app.add_option("query", arguments.words, "What to search for; empty lists documents");
    app.add_flag("--json", arguments.as_json, "Print the answer as JSON, as over HTTP");
    app.add_option("--in", arguments.in,
                   "Languages of the texts, comma list; in a batch also same or all");
    app.add_option("--size", arguments.size,
                   "Hits shown (10), of each query of a batch (100), or of a whole result (all)")
        ->check(CLI::PositiveNumber);
    app.add_option("--lexicon", arguments.lexicon,
                   "Compiled lexicon in place of the installed one, or none");
    app.add_option("--terms", arguments.terms,
                   "Own terms beside the lexicon, from evresi-compile-lexicon; repeatable")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false);
    CLI::Option* similar =
        app.add_option("--similar", arguments.similar_to,
                       "Documents like the one with this id, in place of a query");
    add_parameters(app, arguments);
    CLI::Option* run =
        app.add_option("--run", arguments.run_path, "TREC run to write; - prints it");
    CLI::Option* queries =
        app.add_option("--queries", arguments.queries_path, "Batch: rows of qid, lang and text");
    app.add_option("--tag", arguments.tag, "Name of the run, its last column")->needs(run);
    queries->needs(run)->excludes(similar);
    run->needs(queries);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // Help and version come this way too, and are no fault.
        return app.exit(error) == 0 ? kDone : kUsage;
    }
    if (!arguments.queries_path.empty()) {
        if (!arguments.words.empty() || arguments.as_json || has_parameter(arguments, "format")) {
            std::cerr
                << "evresi-search: a batch takes its queries from --queries and writes --run; "
                   "leave out QUERY, --json and --format\n";
            return kUsage;
        }
        return search_batch(arguments);
    }
    if (similar->count() == 0) return search_once(arguments);
    if (!arguments.words.empty()) {
        std::cerr << "evresi-search: --similar stands in place of a query; leave out one of them\n";
        return kUsage;
    }
    return search_similar(arguments);
}
