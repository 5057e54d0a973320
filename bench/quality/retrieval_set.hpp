// RetrievalSet: documents, queries and judgements of one folder, as plain values. Pure reading; no
// index is opened here.
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace evresi::bench {

/// Document id to how relevant it is; above 0 only.
using Judgements = std::map<std::string, double, std::less<>>;

struct JudgedQuery {
    std::string id;
    /// The need behind it, shared by its translations: the id without ".<language>".
    std::string topic;
    LanguageTag lang;
    std::string text;
    Judgements relevance;
};

struct RetrievalSet {
    std::string name;
    /// What to index.
    std::vector<std::string> sources;
    /// In the order of the file, those with a relevant document only.
    std::vector<JudgedQuery> queries;
};

/// Reads queries.tsv (qid, lang, text) and every qrels*.tsv (qid, document, relevance) of `folder`.
/// The documents are docs.jsonl, or else the paths that sources.txt lists, one a line, relative to
/// the folder. io_error, malformed_input.
[[nodiscard]] Result<RetrievalSet> read_set(const std::string& folder);

/// Keeps the queries of whole topics, until there are at least `count`: the same ones each time.
void keep_sample(RetrievalSet& set, std::size_t count);

/// A query as typed and as it was meant.
struct TypedQuery {
    LanguageTag lang;
    std::string typed;
    std::string intended;
};

/// Rows of lang, typed and intended. io_error, malformed_input.
[[nodiscard]] Result<std::vector<TypedQuery>> read_typed_queries(const std::string& path);

}  // namespace evresi::bench
