// What the micro benchmarks work on: a small synthetic corpus, its texts by language, its queries,
// and an index of it, each made when first asked for and kept until the program ends.
#pragma once

#include "bench/corpus/query_mix.hpp"
#include "corpus/document.hpp"
#include "searchd/search/searcher.hpp"

#include <map>
#include <string>
#include <vector>

namespace evresi::bench::fixture {

/// Path of a corpus of kDocuments documents.
[[nodiscard]] const std::string& corpus_path();
inline constexpr std::uint64_t kDocuments = 1000;

/// The documents, annotated.
[[nodiscard]] const std::vector<corpus::Document>& documents();
/// About 1 MB of texts of a language.
[[nodiscard]] const std::vector<std::string>& texts(const std::string& lang);
[[nodiscard]] std::size_t bytes_of(const std::vector<std::string>& texts);
/// Its distinct words, folded as its stemmer wants them.
[[nodiscard]] const std::vector<std::string>& folded_words(const std::string& lang);
[[nodiscard]] const std::vector<MixQuery>& queries();
/// Folder in which a benchmark may write.
[[nodiscard]] std::string scratch(const std::string& name);
/// Over an index of the corpus.
[[nodiscard]] search::Searcher& searcher();

inline constexpr const char* kLanguages[] = {"el", "bg", "sl", "lv", "en"};

}  // namespace evresi::bench::fixture
