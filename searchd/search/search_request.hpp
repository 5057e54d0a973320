// SearchRequest and SearchResponse: a search and its answer as plain values, without HTTP or JSON.
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"
#include "corpus/document.hpp"
#include "indexer/database/schema.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace evresi::search {

/// Limits that keep one request from holding a core (docs/query-language.md, "Limits").
struct QueryLimits {
    std::size_t bytes = 2048;
    int terms = 64;
    int depth = 32;
    int phrase_words = 32;
    int near_distance = 20;
    int wildcards = 4;
    int wildcard_letters = 3;      ///< at least so many before the '*'
    int wildcard_expansion = 200;  ///< terms a wildcard may stand for
    int filter_values = 64;
    int page_size = 100;
    int deepest_hit = 10000;  ///< page * size; deeper only by cursor
    int facet_size = 100;
    std::chrono::milliseconds time_budget{2000};
    int export_hits = 100'000;                        ///< of one export
    std::chrono::milliseconds export_budget{10'000};  ///< for finding and sorting all matches
};

/// One restriction: any of `values` (OR), or none of them when `exclude`. Restrictions are ANDed.
struct Filter {
    database::Field field{};
    std::vector<std::string> values;
    /// For ordered fields: inclusive ranges; an open end is INT_MIN or INT_MAX.
    std::vector<std::pair<int, int>> ranges;
    bool exclude = false;
};

enum class Sort : std::uint8_t { relevance, year_ascending, year_descending, title };

struct SearchRequest {
    std::string q;
    /// `q` is words and nothing else: no operator, quote, field or wildcard is read in it. For
    /// queries that come from elsewhere (evaluation runs), whose signs mean nothing.
    bool plain = false;
    LanguageTag lang;             ///< of the query; `und`: every language that fits its script
    std::vector<LanguageTag> in;  ///< languages of the documents; empty: all
    bool cross = true;
    /// Expansions not to be made, by their key.
    std::vector<std::string> without;
    std::vector<Filter> filters;
    std::vector<database::Field> facets = {database::Field::programme, database::Field::country,
                                           database::Field::year, database::Field::lang};
    int facet_size = 20;
    Sort sort = Sort::relevance;
    /// Of the documents of a group only the best is a hit.
    std::optional<database::Grouping> group;
    int page = 1;  ///< from 1
    int size = 10;
    std::string after;  ///< opaque cursor of the previous page; wins over `page`
    int snippets = 2;   ///< excerpts a hit; 0 for none
    bool explain = false;
    LanguageTag ui_lang = LanguageTag::of("en");  ///< language of facet labels
};

/// An excerpt of the text. `marks` are [begin, end) in Unicode code points of `text`.
struct Snippet {
    std::string text;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> marks;
    LanguageTag lang;
    std::string html;  ///< `text` escaped, marks as <mark>
};

/// A document of a hit's group.
struct GroupMember {
    std::string id;
    std::string title;
    LanguageTag lang;
};

/// The documents that a grouped hit stands for.
struct HitGroup {
    std::uint64_t size = 1;           ///< matching documents, the hit itself among them
    std::vector<GroupMember> others;  ///< the first of them
};

struct Hit {
    corpus::Document document;  ///< stored fields; text left out
    double score = 0.0;
    std::vector<Snippet> snippets;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> title_marks;  ///< code points
    std::string explanation;  ///< when asked for: how the score came about
    HitGroup group = {};      ///< when grouping is asked for
};

struct FacetValue {
    std::string value;
    std::string label;
    std::uint64_t count = 0;
    bool selected = false;
};

struct FacetCounts {
    database::Field field{};
    std::vector<FacetValue> values;  ///< selected first, then by count, then by value
    std::uint64_t other = 0;         ///< sum of the counts that did not fit into `values`
    bool exact = true;
};

/// Something added to the query, or left out of it.
struct Expansion {
    std::string from;
    std::string to;
    LanguageTag lang;
    /// "wildcard", "lexicon", "synonym", "transliteration", "name" or "spelling".
    std::string source;
    /// How much finding it counts beside finding `from` itself, 0 to 1.
    double weight = 1.0;

    /// What `without` names it by: "bg:социална икономика", or ":word" without a language.
    [[nodiscard]] std::string key() const {
        return (lang.is_undetermined() ? std::string() : lang.str()) + ':' + to;
    }
};

struct SearchResponse {
    std::string query_text;
    std::vector<LanguageTag> query_languages;
    std::vector<Expansion> expansions;
    std::vector<std::string> warnings;
    std::string suggestion;   ///< the query as it was probably meant; empty when it is fine
    std::uint64_t total = 0;  ///< hits on all pages: documents, or groups of documents
    std::uint64_t matching_documents = 0;
    std::optional<database::Grouping> group;
    bool total_is_exact = true;
    bool is_partial = false;  ///< the time budget ended the search early
    std::vector<Hit> hits;
    std::vector<FacetCounts> facets;
    int page = 1;
    int size = 10;
    std::string next;  ///< cursor of the following page; empty on the last
    double took_ms = 0.0;
    std::uint64_t generation = 0;
    std::uint64_t documents = 0;
};

}  // namespace evresi::search
