#include "bench/quality/retrieval_report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace evresi::bench {
namespace {

double sum_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

double mean_of(const std::vector<double>& values) {
    return values.empty() ? 0 : sum_of(values) / static_cast<double>(values.size());
}

double ratio(double on, double off) {
    return off > 0 ? on / off : 0;
}

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// Mean overlaps of the rows of `lang`, or of all: in a language that is found, and in the given.
std::pair<double, double> mean_overlap(const std::vector<TranslitResult::Row>& rows,
                                       std::optional<LanguageTag> lang) {
    std::vector<double> found;
    std::vector<double> given;
    for (const TranslitResult::Row& row : rows) {
        if (lang && row.query.lang != *lang) continue;
        found.push_back(row.overlap);
        given.push_back(row.overlap_given);
    }
    return {mean_of(found), mean_of(given)};
}

/// Without the sign of a nothing, which rounding leaves behind.
double plain(double change) {
    return std::abs(change) < 5e-5 ? 0.0 : change;
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
                    plain(change->value), plain(change->low), plain(change->high),
                    change->is_significant() ? " *" : "");
    } else if (before != nullptr) {
        std::printf("   %7.4f  %+7.4f", before->value, plain(figure.value - before->value));
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
        std::printf("  %.4f [%.3f, %.3f] ", figure->value, figure->low, figure->high);
    }
}

}  // namespace

void print_set(const SetResult& result, const ReportSettings& settings) {
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

void print_worst(const RetrievalSet& set, const SetResult& result, const ReportSettings& settings) {
    if (settings.shown_worst == 0) return;
    std::map<std::string_view, const JudgedQuery*> query_of;
    for (const JudgedQuery& query : set.queries) query_of[query.id] = &query;
    // By need and language of the documents.
    std::map<std::pair<std::string_view, std::string_view>, double> within;
    const auto document_lang = [](const QueryValue& value) {
        return std::string_view(value.column).substr(value.column.find('-') + 1);
    };
    const auto is_within = [&](const QueryValue& value) {
        return query_of[value.query]->lang.view() == document_lang(value);
    };
    for (const QueryValue& value : result.values) {
        if (is_within(value)) within[{value.topic, document_lang(value)}] = value.value;
    }
    std::vector<std::pair<double, const QueryValue*>> losses;
    for (const QueryValue& value : result.values) {
        const auto own = within.find({value.topic, document_lang(value)});
        if (value.column == kMerged || is_within(value) || own == within.end()) continue;
        losses.emplace_back(own->second - value.value, &value);
    }
    std::sort(losses.begin(), losses.end(), [](const auto& a, const auto& b) {
        return std::pair(-a.first, a.second->query + a.second->column) <
               std::pair(-b.first, b.second->query + b.second->column);
    });
    for (std::size_t i = 0; i < std::min(settings.shown_worst, losses.size()); ++i) {
        const QueryValue& value = *losses[i].second;
        std::printf("  %.2f below %.2f  %s  %s: %s\n", value.value, value.value + losses[i].first,
                    value.column.c_str(), value.query.c_str(), query_of[value.query]->text.c_str());
    }
    std::printf("\n");
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

void add_measures(const Cost& cost, SetResult& result) {
    result.measures["cost on / off, sum"] = ratio(sum_of(cost.on), sum_of(cost.off));
    result.measures["cost on / off, p50"] =
        ratio(percentile(cost.on, 0.5), percentile(cost.off, 0.5));
}

void add_measures(const TypoResult& typos, SetResult& result) {
    result.measures["typos, exact"] = share(typos.exact, typos.rows);
    result.measures["typos, without marks"] = share(typos.folded, typos.rows);
    result.measures["typos, mistaken"] = share(typos.mistaken, typos.rows);
}

void add_measures(const TranslitResult& translit, SetResult& result) {
    result.measures["translit, overlap"] = mean_overlap(translit.rows, {}).first;
    result.measures["translit, overlap given"] = mean_overlap(translit.rows, {}).second;
    if (translit.judged == 0) return;
    result.measures["translit, nDCG@10 typed"] = translit.typed_ndcg;
    result.measures["translit, nDCG@10 intended"] = translit.intended_ndcg;
}

void print_cost(const Cost& cost) {
    std::printf("  CPU ms of a query (10 hits, facets, 2 snippets), each run both ways in turns\n");
    std::printf("  %-10s %8s %8s %8s %8s\n", "cross", "mean", "p50", "p99", "max");
    const auto row = [](const char* name, const std::vector<double>& values) {
        std::printf("  %-10s %8.3f %8.3f %8.3f %8.3f\n", name, mean_of(values),
                    percentile(values, 0.5), percentile(values, 0.99), percentile(values, 1));
    };
    row("off", cost.off);
    row("on", cost.on);
    std::printf("  %-10s %8.2f %8.2f %8.2f\n", "on / off", ratio(sum_of(cost.on), sum_of(cost.off)),
                ratio(percentile(cost.on, 0.5), percentile(cost.off, 0.5)),
                ratio(percentile(cost.on, 0.99), percentile(cost.off, 0.99)));
    if (cost.refused > 0) std::printf("  %zu queries were over a limit\n", cost.refused);
    std::printf("\n");
    std::fflush(stdout);
}

void print_typos(const TypoResult& typos, const ReportSettings& settings) {
    std::printf("  typos: %zu rows; put right %.3f, without marks %.3f; any suggestion %.3f; "
                "suggestion for a right query %.3f\n",
                typos.rows, share(typos.exact, typos.rows), share(typos.folded, typos.rows),
                share(typos.suggested, typos.rows), share(typos.mistaken, typos.rows));
    std::printf("  CPU of a query: p50 %.2f ms, p99 %.2f\n", percentile(typos.cpu_ms, 0.5),
                percentile(typos.cpu_ms, 0.99));
    for (std::size_t i = 0; i < std::min(settings.shown_misses, typos.misses.size()); ++i) {
        const TypoResult::Miss& miss = typos.misses[i];
        std::printf("    %s: %s -> %s (%s)\n", miss.query.lang.str().c_str(),
                    miss.query.typed.c_str(),
                    miss.suggestion.empty() ? "nothing" : miss.suggestion.c_str(),
                    miss.query.intended.c_str());
    }
    std::printf("\n");
    std::fflush(stdout);
}

void print_translit(const TranslitResult& translit, const ReportSettings& settings) {
    const auto& [found, given] = mean_overlap(translit.rows, {});
    std::printf("  transliteration: %zu rows; same first ten as the query meant: %.3f, in the "
                "language given %.3f",
                translit.rows.size(), found, given);
    std::set<LanguageTag> langs;
    for (const TranslitResult::Row& row : translit.rows) langs.insert(row.query.lang);
    for (const LanguageTag lang : langs) {
        std::printf("; %s %.3f", lang.str().c_str(), mean_overlap(translit.rows, lang).first);
    }
    std::printf("\n");
    if (translit.judged > 0) {
        std::printf("  nDCG@10 of %zu judged rows: typed %.4f, meant %.4f\n", translit.judged,
                    translit.typed_ndcg, translit.intended_ndcg);
    }
    std::printf("  CPU of a query: p50 %.2f ms, p99 %.2f\n", percentile(translit.cpu_ms, 0.5),
                percentile(translit.cpu_ms, 0.99));
    std::vector<TranslitResult::Row> worst = translit.rows;
    std::stable_sort(worst.begin(), worst.end(),
                     [](const auto& a, const auto& b) { return a.overlap < b.overlap; });
    for (std::size_t i = 0; i < std::min(settings.shown_misses, worst.size()); ++i) {
        if (worst[i].overlap >= 1) break;
        std::printf("    %.2f  %s: %s (%s)\n", worst[i].overlap, worst[i].query.lang.str().c_str(),
                    worst[i].query.typed.c_str(), worst[i].query.intended.c_str());
    }
    std::printf("\n");
    std::fflush(stdout);
}

void print_measure_changes(const SetResult& result) {
    for (const auto& [name, value] : result.measures) {
        const auto before = result.measures_before.find(name);
        if (before == result.measures_before.end()) continue;
        std::printf("  %-28s %8.4f  before %8.4f  %+8.4f\n", name.c_str(), value, before->second,
                    plain(value - before->second));
    }
    if (!result.measures_before.empty()) std::printf("\n");
    std::fflush(stdout);
}

}  // namespace evresi::bench
