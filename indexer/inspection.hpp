// What the indexer can show without writing: documents as read, tokens of a text, the state and the
// statistics of an index. Plain functions that write to a stream.
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"
#include "corpus/reader.hpp"

#include <iosfwd>
#include <string>
#include <vector>

namespace evresi::indexer {

/// Writes one JSON line for each document of `paths`, annotated, with the evidence of each value.
/// Returns the number of refusals, which go to `rejected`.
[[nodiscard]] Result<std::uint64_t> inspect_documents(const std::vector<std::string>& paths,
                                                      const corpus::ReadOptions& options,
                                                      std::ostream& out,
                                                      std::ostream& rejected);

/// Reads lines; writes for each a JSON line with its tokens, or with `stems_only` the stem of the
/// line taken as one word.
void analyze_lines(LanguageTag lang, bool stems_only, std::istream& in, std::ostream& out);

/// Manifest, checksums and Xapian's own consistency check. Writes a line for each file that is
/// damaged; returns how many there are.
[[nodiscard]] Result<std::size_t> check_index(const std::string& index_dir, std::ostream& out);

/// Documents by language, programme, country and year, terms and sizes; as a table or as JSON.
[[nodiscard]] Result<void>
show_statistics(const std::string& index_dir, bool as_json, std::ostream& out);

}  // namespace evresi::indexer
