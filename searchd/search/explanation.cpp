#include "searchd/search/explanation.hpp"

#include "analyzers/registry.hpp"
#include "searchd/search/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace evresi::search {
namespace {

std::string number(double value, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

/// Weighted occurrences of a term in a document.
double
occurrences_in(const WeightedTerm& term, const Xapian::Database& database, Xapian::docid docid) {
    if (term.postings) {
        const auto found =
            std::ranges::lower_bound(*term.postings, docid, {}, &PhrasePosting::docid);
        const bool is_there = found != term.postings->end() && found->docid == docid;
        return is_there ? static_cast<double>(found->occurrences * ranking::kWordCount) : 0.0;
    }
    Xapian::PostingIterator posting = database.postlist_begin(term.term);
    if (posting == Xapian::PostingIterator()) return 0.0;
    posting.skip_to(docid);
    if (posting == Xapian::PostingIterator() || *posting != docid) return 0.0;
    return std::max<Xapian::termcount>(posting.get_wdf(), 1);
}

std::string_view name_of_kind(Layer::Kind kind) {
    switch (kind) {
    case Layer::Kind::forms:
        return "";
    case Layer::Kind::exact:
        return ", exactly as typed";
    case Layer::Kind::family:
        return ", words with the same beginning";
    case Layer::Kind::marks:
        return ", with the same accents";
    }
    return {};
}

/// "  3.21  social in Bulgarian texts: socialen (lexicon, 0.62) 3 times; in 12 of 345 texts"
std::string line_of(const Layer& layer, double gain, const std::string& found) {
    std::string line = "\n  " + number(gain, 2) + "  '" + layer.of + "'";
    if (!layer.lang.is_undetermined()) {
        line += " in ";
        line += analyzers::language_or_und(layer.lang).english_name;
    }
    line += name_of_kind(layer.kind);
    if (!found.empty()) line += ": " + found;
    line += "; in " + number(std::ceil(layer.frequency), 0) + " of " + number(layer.documents, 0) +
            " texts";
    return line;
}

}  // namespace

std::string explain_match(const Match& match,
                          const QueryLayers& layers,
                          const Xapian::Database& database,
                          const database::Columns& columns) {
    const double norm =
        static_cast<double>(ranking::length_norm(columns.relative_length(match.docid)));
    double explained = 0;
    std::vector<std::pair<double, std::string>> lines;
    for (const auto& of_source : layers) {
        for (const Layer& layer : *of_source) {
            double sum = 0;
            std::string found;
            for (const WeightedTerm& term : layer.terms) {
                const double here = occurrences_in(term, database, match.docid);
                if (here == 0) continue;
                sum += here * static_cast<double>(term.weight);
                if (layer.kind != Layer::Kind::forms) continue;
                if (!found.empty()) found += ", ";
                found += term.text.empty() ? layer.of : term.text;
                if (term.origin != Origin::typed) {
                    found += " (";
                    found += name_of(term.origin);
                    found += ' ' + number(static_cast<double>(term.weight), 2) + ')';
                }
                found += " counted " + number(here / ranking::kWordCount, 0);
            }
            if (sum == 0) continue;
            const double gain =
                static_cast<double>(layer.factor) * (ranking::kK1 + 1.0) * sum / (sum + norm);
            explained += gain;
            lines.emplace_back(gain, line_of(layer, gain, found));
        }
    }
    std::ranges::stable_sort(lines, std::ranges::greater{}, &std::pair<double, std::string>::first);
    const auto relevance = static_cast<double>(match.relevance);
    std::string text = "score " + number(static_cast<double>(match.score), 2) + ": relevance " +
                       number(relevance, 2) + " among the texts of its language; the text has " +
                       number(static_cast<double>(columns.relative_length(match.docid)), 2) +
                       " times the average length";
    for (const auto& [gain, line] : lines) text += line;
    const double rest = relevance - explained;
    if (rest > 0.005) {
        text +=
            "\n  " + number(rest, 2) + "  words next to each other as in the query, and phrases";
    }
    return text;
}

}  // namespace evresi::search
