// evresi-compile-lexicon: makes a compiled lexicon from the learnt tables or from own terms.
#include "searchd/lexicon/learner/own_terms.hpp"
#include "searchd/lexicon/learner/pair_table.hpp"
#include "searchd/lexicon/lexicon.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iomanip>
#include <iostream>

namespace {

using namespace evresi;
using namespace evresi::lexicon;

constexpr int kSomeRowsRefused = 3;

struct Arguments {
    std::string data;
    std::vector<std::string> terms;
    std::string output;
    std::vector<std::string> look_up;
    std::string in;
    std::string from;
    std::string to;
};

int failed(const Error& error) {
    std::cerr << "evresi-compile-lexicon: " << error.message << '\n';
    return 1;
}

/// Prints the translations of terms: for people who check a lexicon.
int look_up(const Arguments& arguments) {
    const auto from = LanguageTag::parse(arguments.from);
    const auto to = LanguageTag::parse(arguments.to);
    if (!from || !to) {
        return failed(fail(ErrorCode::invalid_argument, "--look-up needs --from and --to"));
    }
    const auto lexicon = Lexicon::open({arguments.in});
    if (!lexicon) return failed(lexicon.error());
    TermAnalyzer analyzer;
    for (const std::string& term : arguments.look_up) {
        std::cout << term << ':';
        for (const Translation& found :
             (*lexicon)->translate(*from, analyzer.stems(*from, term), *to)) {
            std::cout << "  " << found.text << ' ' << std::fixed << std::setprecision(2)
                      << found.weight;
        }
        std::cout << '\n';
    }
    return 0;
}

int run(const Arguments& arguments) {
    TermAnalyzer analyzer;
    TableBuilder builder;
    if (!arguments.data.empty()) {
        std::vector<std::string> tables;
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(arguments.data, error)) {
            if (language_of_table(entry.path().string())) tables.push_back(entry.path().string());
        }
        if (tables.empty()) {
            return failed(fail(ErrorCode::not_found,
                               arguments.data + ": no table en-<language>.tsv.zst in this folder"));
        }
        std::ranges::sort(tables);
        for (const std::string& table : tables) {
            if (const auto added = add_pair_table(table, analyzer, builder); !added) {
                return failed(added.error());
            }
        }
    }
    OwnTermsReport report;
    for (const std::string& path : arguments.terms) {
        if (const auto added = add_own_terms(path, analyzer, builder, report); !added) {
            return failed(added.error());
        }
    }
    for (const RefusedRow& row : report.refused) {
        std::cerr << row.path << ':' << row.line << ": left out: " << row.reason << '\n';
    }
    const std::string content = builder.build();
    if (const auto written = write_whole(arguments.output, content); !written) {
        return failed(written.error());
    }
    std::cerr << arguments.output << ": " << builder.terms() << " terms, " << builder.rows()
              << " translations, " << content.size() << " bytes";
    if (!arguments.terms.empty()) {
        std::cerr << "; " << report.concepts << " concepts of own terms, " << report.refused.size()
                  << " rows left out";
    }
    std::cerr << '\n';
    return report.refused.empty() ? 0 : kSomeRowsRefused;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "Makes a compiled lexicon for evresi-searchd from tables of terms.\n"
        "Own terms stand in a file of columns parted by tabs: a first row of language codes, then\n"
        "a concept a row, several labels of a cell parted by '|'; or a label a row, as\n"
        "concept, language, label, and 1 or 0 for preferred or not. Terms have at most four "
        "words.\n"
        "Exit status: 0 all rows taken, 3 some rows left out (named on standard error), 1 failed.");
    app.footer("Examples:\n"
               "  evresi-compile-lexicon --terms own.tsv --output own.bin\n"
               "  evresi-compile-lexicon --data searchd/lexicon/data --output lexicon.bin\n"
               "  evresi-compile-lexicon --look-up 'rural development' --in lexicon.bin --from en "
               "--to lv");
    Arguments arguments;
    app.add_option("--data", arguments.data, "Folder of the tables that evresi-learn-lexicon wrote")
        ->check(CLI::ExistingDirectory);
    app.add_option("--terms", arguments.terms,
                   "File of own terms (plain, .gz or .zst); repeatable");
    app.add_option("--output", arguments.output, "The file to write");
    app.add_option("--look-up", arguments.look_up, "Terms whose translations are printed");
    app.add_option("--in", arguments.in, "The compiled lexicon to look up in");
    app.add_option("--from", arguments.from, "The language of these terms");
    app.add_option("--to", arguments.to, "The language to translate into");
    CLI11_PARSE(app, argc, argv);
    if (!arguments.look_up.empty()) return look_up(arguments);
    if ((arguments.data.empty() && arguments.terms.empty()) || arguments.output.empty()) {
        std::cerr << "evresi-compile-lexicon: give --terms or --data, and --output\n";
        return 1;
    }
    return run(arguments);
}
