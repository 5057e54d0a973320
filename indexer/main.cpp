// evresi-indexer: options -> job -> exit status; no logic.
#include "analyzers/registry.hpp"
#include "corpus/mappings/column_mapping.hpp"
#include "indexer/database/durable_file.hpp"
#include "indexer/explanation_table.hpp"
#include "indexer/inspection.hpp"
#include "indexer/job.hpp"
#include "indexer/progress_bar.hpp"

#include <CLI/CLI.hpp>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <limits>
#include <malloc.h>
#include <unistd.h>

namespace {

using namespace evresi;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;
constexpr int kDoneWithRejections = 3;

/// Refusals shown one by one on standard error; the report has more.
constexpr std::uint64_t kShownRejections = 50;

std::atomic<bool> stop_requested = false;

extern "C" void request_stop(int /*signal*/) {
    stop_requested = true;
}

struct Arguments {
    std::string index_dir;
    std::vector<std::string> paths;
    std::vector<std::string> ids;
    std::string report_path;
    std::string progress = "auto";
    std::string default_lang;
    std::string mapping;
    std::vector<std::string> columns;
    std::string lang;
    int jobs = 0;
    std::uint64_t memory_bytes = indexer::JobOptions().memory_bytes;
    bool is_complete = false;
    int shards = 1;
    bool delete_missing = false;
    bool as_json = false;
    bool stems_only = false;
    bool shows_steps = false;
};

int fail_with(const Error& error) {
    std::cerr << "evresi-indexer: " << error.message << '\n';
    return error.code == ErrorCode::invalid_argument ? kUsage : kFailed;
}

/// The options that reading needs; nothing when one of them cannot be read.
Result<corpus::ReadOptions> read_options(const Arguments& arguments) {
    corpus::ReadOptions options;
    if (!arguments.default_lang.empty()) {
        const auto tag = LanguageTag::parse(arguments.default_lang);
        if (!tag) {
            return fail(ErrorCode::invalid_argument,
                        "--default-lang: '" + arguments.default_lang +
                            "' is no language tag; use el, bg, sl, lv or en");
        }
        options.default_lang = *tag;
    }
    corpus::ColumnMapping mapping;
    if (!arguments.mapping.empty()) {
        Result<corpus::ColumnMapping> loaded = corpus::load_mapping(arguments.mapping);
        if (!loaded) return fail(loaded.error().code, "--mapping: " + loaded.error().message);
        mapping = std::move(*loaded);
    }
    for (const std::string& column : arguments.columns) {
        const std::size_t equals = column.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == column.size()) {
            return fail(ErrorCode::invalid_argument,
                        "--column: '" + column +
                            "' is not of the form HEAD=FIELD, as in Summary=text");
        }
        mapping.add(column.substr(0, equals), column.substr(equals + 1));
    }
    if (!mapping.rules.empty()) {
        options.mapping = std::make_shared<const corpus::ColumnMapping>(std::move(mapping));
    }
    return options;
}

int finish(const Result<indexer::Report>& outcome, const Arguments& arguments) {
    if (!outcome) return fail_with(outcome.error());
    const indexer::Report& report = *outcome;
    if (report.rejected > kShownRejections) {
        std::cerr << "... and " << report.rejected - kShownRejections
                  << " more were refused; --report FILE lists up to "
                  << indexer::kReportedRejections << '\n';
    }
    if (!arguments.report_path.empty()) {
        const std::string json = indexer::to_json(report);
        std::error_code ignored;
        const auto kind = std::filesystem::status(arguments.report_path, ignored).type();
        if (arguments.report_path == "-") {
            std::cout << json;
        } else if (kind != std::filesystem::file_type::not_found &&
                   kind != std::filesystem::file_type::regular) {
            // A device or a pipe is written to, never replaced.
            if (!(std::ofstream(arguments.report_path) << json)) {
                return fail_with(fail(ErrorCode::io_error,
                                      "cannot write the report to " + arguments.report_path));
            }
        } else if (const auto done = database::write_durably(arguments.report_path, json); !done) {
            return fail_with(done.error());
        }
    }
    double seconds = 0;
    for (const auto& [stage, spent] : report.seconds) seconds += spent;
    std::fprintf(stderr,
                 "generation %llu: %llu documents (%llu indexed, %llu unchanged, %llu replaced, "
                 "%llu deleted, %llu rejected) in %.1f s\n",
                 static_cast<unsigned long long>(report.generation),
                 static_cast<unsigned long long>(report.documents),
                 static_cast<unsigned long long>(report.indexed),
                 static_cast<unsigned long long>(report.unchanged),
                 static_cast<unsigned long long>(report.replaced),
                 static_cast<unsigned long long>(report.deleted),
                 static_cast<unsigned long long>(report.rejected), seconds);
    return report.rejected > 0 ? kDoneWithRejections : kDone;
}

/// Runs a job with progress and refusals on standard error.
template <class Job>
int run_job(const Arguments& arguments, const Job& job) {
    const Result<corpus::ReadOptions> read = read_options(arguments);
    if (!read) return fail_with(read.error());
    const bool wants_bar = arguments.progress == "always" ||
                           (arguments.progress == "auto" && ::isatty(STDERR_FILENO) == 1);
    indexer::ProgressBar bar(wants_bar);
    std::uint64_t shown = 0;
    indexer::JobOptions options;
    options.index_dir = arguments.index_dir;
    options.read = *read;
    options.jobs = arguments.jobs;
    options.memory_bytes = arguments.memory_bytes;
    options.is_complete = arguments.is_complete;
    options.stop = &stop_requested;
    options.progress = [&](const indexer::Progress& progress) { bar.show(progress); };
    options.rejected = [&](const corpus::Rejection& rejection) {
        if (++shown > kShownRejections) return;
        bar.clear();
        std::cerr << indexer::to_text(rejection) << '\n';
    };
    // Without SA_RESTART, so that a read that waits for standard input ends as well.
    struct sigaction action = {};
    action.sa_handler = request_stop;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    const Result<indexer::Report> outcome = job(options);
    bar.clear();
    return finish(outcome, arguments);
}

void add_index_option(CLI::App& command, Arguments& arguments) {
    command.add_option("--index", arguments.index_dir, "Folder of the index")
        ->required()
        ->type_name("DIR");
}

void add_source_options(CLI::App& command, Arguments& arguments) {
    command
        .add_option("PATH", arguments.paths, "Files and folders; - reads JSONL from standard input")
        ->required();
    command
        .add_option("--default-lang", arguments.default_lang,
                    "Language of texts whose language cannot be told")
        ->type_name("xx");
    command
        .add_option(
            "--mapping", arguments.mapping,
            "What the columns of CSV files mean: keep, kohesio, or a file of your own; these "
            "two are also known by their head line")
        ->type_name("NAME|FILE.toml");
    command
        .add_option("--column", arguments.columns,
                    "CSV column to field, as in Summary=text; may be repeated")
        ->type_name("HEAD=FIELD");
}

void add_run_options(CLI::App& command, Arguments& arguments) {
    command.add_option("--jobs", arguments.jobs, "Worker threads (0: one per processor)")
        ->check(CLI::Range(0, 256));
    command
        .add_option("--memory", arguments.memory_bytes,
                    "Memory to stay within, about; 64MB at least (default 1GB)")
        ->transform(CLI::AsSizeValue(false))
        ->check(CLI::Range(std::uint64_t{64} << 20U, std::uint64_t{1} << 50U))
        ->type_name("SIZE");
    command.add_flag("--complete", arguments.is_complete,
                     "Also write the tables by which other Xapian programs look for phrases and "
                     "change documents; the index becomes two and a half times as large");
    command
        .add_option("--report", arguments.report_path,
                    "Write counts and refusals as JSON; - for standard output")
        ->type_name("FILE.json");
    command.add_option("--progress", arguments.progress, "Progress bar on standard error")
        ->check(CLI::IsMember({"auto", "always", "never"}));
}

}  // namespace

int main(int argc, char** argv) {
    // Memory given back to the system must be cleared before it comes again, and each batch of
    // documents takes as much as the last one.
    ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    ::mallopt(M_MMAP_THRESHOLD, std::numeric_limits<int>::max());
    // A full disk or a closed pipe is an error to report, not a reason to die.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);

    Arguments arguments;
    CLI::App app("Builds and updates an Evresi index of Greek, Bulgarian, Slovenian, Latvian and "
                 "English texts.",
                 "evresi-indexer");
    app.set_version_flag("--version", EVRESI_VERSION);
    app.require_subcommand(1);
    app.footer(
        "Examples:\n"
        "  evresi-indexer build --index index corpus/sample\n"
        "  evresi-indexer update --index index --delete-missing pages/\n"
        "  zcat rows.jsonl.gz | evresi-indexer build --index index --report report.json -\n"
        "  evresi-indexer build --index index --column Title=title --column Summary=text ops.csv\n"
        "  evresi-indexer inspect page.html\n"
        "  echo 'κοινωνικής οικονομίας' | evresi-indexer analyze --lang el --steps\n\n"
        "Exit status: 0 all done; 3 done, but some inputs were rejected; 2 wrong usage; 1 failed.");
    int status = kDone;

    CLI::App* build = app.add_subcommand("build", "Build a new generation from these sources");
    add_index_option(*build, arguments);
    add_source_options(*build, arguments);
    add_run_options(*build, arguments);
    build->callback([&] {
        status = run_job(arguments, [&](const indexer::JobOptions& options) {
            return indexer::build_index(options, arguments.paths);
        });
    });

    CLI::App* update = app.add_subcommand("update", "Add what is new, replace what changed");
    add_index_option(*update, arguments);
    add_source_options(*update, arguments);
    add_run_options(*update, arguments);
    update->add_flag("--delete-missing", arguments.delete_missing,
                     "Remove documents that these sources do not have");
    update->callback([&] {
        status = run_job(arguments, [&](const indexer::JobOptions& options) {
            return indexer::update_index(options, arguments.paths, arguments.delete_missing);
        });
    });

    CLI::App* remove = app.add_subcommand("delete", "Remove documents by id");
    add_index_option(*remove, arguments);
    remove->add_option("ID", arguments.ids, "Ids of documents")->required();
    add_run_options(*remove, arguments);
    remove->callback([&] {
        status = run_job(arguments, [&](const indexer::JobOptions& options) {
            return indexer::delete_documents(options, arguments.ids);
        });
    });

    CLI::App* compact = app.add_subcommand("compact", "Rewrite the index as compactly as can be");
    add_index_option(*compact, arguments);
    add_run_options(*compact, arguments);
    compact->callback([&] {
        status = run_job(arguments, [&](const indexer::JobOptions& options) {
            return indexer::compact_index(options);
        });
    });

    CLI::App* check = app.add_subcommand("check", "Verify manifest, checksums and tables");
    add_index_option(*check, arguments);
    check->callback([&] {
        const Result<std::size_t> faults = indexer::check_index(arguments.index_dir, std::cout);
        status = !faults ? fail_with(faults.error()) : *faults > 0 ? kFailed : kDone;
    });

    CLI::App* stats =
        app.add_subcommand("stats", "Documents by language, programme, country and year");
    add_index_option(*stats, arguments);
    stats->add_flag("--json", arguments.as_json, "As JSON");
    stats->callback([&] {
        const auto done =
            indexer::show_statistics(arguments.index_dir, arguments.as_json, std::cout);
        if (!done) status = fail_with(done.error());
    });

    CLI::App* inspect = app.add_subcommand(
        "inspect", "Show documents as read, with metadata and evidence; writes no index");
    add_source_options(*inspect, arguments);
    inspect->callback([&] {
        const Result<corpus::ReadOptions> options = read_options(arguments);
        const Result<std::uint64_t> refusals =
            options ? indexer::inspect_documents(arguments.paths, *options, std::cout, std::cerr)
                    : Result<std::uint64_t>(options.error());
        status = !refusals       ? fail_with(refusals.error())
                 : *refusals > 0 ? kDoneWithRejections
                                 : kDone;
    });

    CLI::App* analyze =
        app.add_subcommand("analyze", "Tokens and stems of the lines on standard input");
    analyze->add_option("--lang", arguments.lang, "el, bg, sl, lv, en or und")->required();
    CLI::Option* const stems =
        analyze->add_flag("--stems", arguments.stems_only, "One stem per input line");
    analyze
        ->add_flag("--steps", arguments.shows_steps,
                   "A table for each word: its forms, the rules that were used, the stem")
        ->excludes(stems);
    analyze->footer(
        "Without --stems or --steps, one JSON line of tokens per input line.\n\n"
        "Two words meet where they have the same stem in a language, or the same surface in any.\n"
        "To see why they do or do not:\n"
        "  echo 'κοινωνικής κοινωνία' | evresi-indexer analyze --lang el --steps");
    analyze->callback([&] {
        const auto tag = LanguageTag::parse(arguments.lang);
        if (!tag || analyzers::find_language(*tag) == nullptr) {
            status = fail_with(
                fail(ErrorCode::invalid_argument,
                     "--lang: '" + arguments.lang + "' is none of el, bg, sl, lv, en, und"));
            return;
        }
        if (::isatty(STDIN_FILENO) == 1) {
            std::cerr << "evresi-indexer: reading lines from standard input; Ctrl-D ends\n";
        }
        if (arguments.shows_steps) {
            indexer::explain_lines(*tag, std::cin, std::cout);
        } else {
            indexer::analyze_lines(*tag, arguments.stems_only, std::cin, std::cout);
        }
    });

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& fault) {
        return app.exit(fault) == 0 ? kDone : kUsage;
    } catch (const std::exception& fault) {
        return fail_with(fail(ErrorCode::internal, fault.what()));
    }
    if (!std::cout.flush()) {
        return fail_with(fail(ErrorCode::io_error, "cannot write to standard output"));
    }
    return status;
}
