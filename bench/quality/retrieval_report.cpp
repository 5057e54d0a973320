#include "bench/quality/retrieval_report.hpp"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <set>

namespace evresi::bench {
namespace {

double sum_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double mean_of(const std::vector<double>& values) {
    return values.empty() ? 0 : sum_of(values) / static_cast<double>(values.size());
}

/// One figure with its interval; after it the baseline's and the difference, marked when it is not
/// by chance.
void print_figure(const std::string& label, const Figure& figure, const SetResult& result) {
    std::printf("  %-22s %7.4f  [%.3f, %.3f]", label.c_str(), figure.value, figure.low,
                figure.high);
    const auto find = [&](const Figures& figures) {
        const Figure* found = find_figure(figures.means, figure.name);
        return found != nullptr ? found : find_figure(figures.columns, figure.name);
    };
    const Figure* const before = find(result.before);
    const Figure* const change = find(result.changes);
    if (change != nullptr) {
        std::printf("   %7.4f  %+7.4f  [%+.4f, %+.4f]%s", figure.value - change->value,
                    change->value, change->low, change->high, change->is_significant() ? " *" : "");
    } else if (before != nullptr) {
        std::printf("   %7.4f  %+7.4f", before->value, figure.value - before->value);
    }
    std::printf("\n");
}

/// Means by query language (rows) and document language (columns).
void print_matrix(const std::vector<Figure>& columns) {
    std::set<std::string> queries;
    std::set<std::string> documents;
    for (const Figure& figure : columns) {
        queries.insert(figure.name.substr(0, figure.name.find('-')));
        documents.insert(figure.name.substr(figure.name.find('-') + 1));
    }
    std::printf("\n  %-22s", "query \\ documents");
    for (const std::string& lang : documents) std::printf("  %6s", lang.c_str());
    std::printf("\n");
    for (const std::string& query : queries) {
        std::printf("  %-22s", query.c_str());
        for (const std::string& lang : documents) {
            const Figure* const figure = find_figure(columns, query + '-' + lang);
            if (figure == nullptr) {
                std::printf("  %6s", "-");
            } else {
                std::printf("  %6.4f", figure->value);
            }
        }
        std::printf("\n");
    }
}

void print_value(const std::vector<Figure>& figures, std::string_view name) {
    const Figure* const figure = find_figure(figures, name);
    if (figure == nullptr) {
        std::printf("  %-22s", "-");
    } else {
        std::printf("  %.4f [%.3f, %.3f]", figure->value, figure->low, figure->high);
    }
}

}  // namespace

void print_set(const SetResult& result, const ReportSettings& settings) {
    std::printf("%s: %llu documents, %zu queries\n", result.name.c_str(),
                static_cast<unsigned long long>(result.documents), result.queries);
    std::printf("  %-22s %7s  %-14s", "nDCG@10", "", "  95 %");
    if (!result.before.means.empty() || !result.changes.means.empty()) {
        std::printf("   %7s  %7s  (* not by chance)", "before", "change");
    }
    std::printf("\n");
    for (const Figure& figure : result.figures.means) {
        std::string label = figure.name;
        if (figure.name == kLowestPair) label += " " + result.figures.lowest_pair;
        print_figure(label, figure, result);
    }
    if (settings.shows_cells) {
        for (const Figure& figure : result.figures.columns) {
            print_figure(figure.name, figure, result);
        }
    }
    if (result.figures.columns.size() > 1) print_matrix(result.figures.columns);
    std::printf("\n  CPU of a search: mean %.2f ms, p50 %.2f, p99 %.2f; %zu searches in %.1f s\n\n",
                mean_of(result.cpu_ms), percentile(result.cpu_ms, 0.5),
                percentile(result.cpu_ms, 0.99), result.cpu_ms.size(), result.seconds);
    std::fflush(stdout);
}

void print_summary(const std::vector<SetResult>& results) {
    std::printf("%-12s  %-22s  %-22s  %-22s  %-22s  %-22s\n", "set", "same, cells", "cross, cells",
                "cross / same", "lowest / cross", "merged");
    for (const SetResult& result : results) {
        std::printf("%-12s", result.name.c_str());
        for (const std::string_view name :
             {kSameCells, kCrossCells, kShare, kLowestShare, kMerged}) {
            print_value(result.figures.means, name);
        }
        std::printf("\n");
    }
    std::fflush(stdout);
}

void print_cost(const std::string& set, const Cost& cost) {
    std::printf(
        "%s: CPU ms of a query (10 hits, facets, 2 snippets), each run both ways in turns\n",
        set.c_str());
    std::printf("  %-10s %8s %8s %8s %8s\n", "cross", "mean", "p50", "p99", "max");
    const auto row = [](const char* name, const std::vector<double>& values) {
        std::printf("  %-10s %8.3f %8.3f %8.3f %8.3f\n", name, mean_of(values),
                    percentile(values, 0.5), percentile(values, 0.99), percentile(values, 1));
    };
    row("off", cost.off);
    row("on", cost.on);
    const auto ratio = [](double on, double off) { return off > 0 ? on / off : 0; };
    std::printf("  %-10s %8.2f %8.2f %8.2f\n", "on / off", ratio(sum_of(cost.on), sum_of(cost.off)),
                ratio(percentile(cost.on, 0.5), percentile(cost.off, 0.5)),
                ratio(percentile(cost.on, 0.99), percentile(cost.off, 0.99)));
    if (cost.refused > 0) std::printf("  %zu queries were over a limit\n", cost.refused);
    std::printf("\n");
    std::fflush(stdout);
}

}  // namespace evresi::bench
