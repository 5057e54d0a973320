// Everything that Xapian tells of a database, as lines, so that two databases can be compared.
#pragma once

#include <xapian.h>

#include <functional>
#include <string>
#include <vector>

namespace evresi::tests {

struct DumpOptions {
    /// What needs the tables of term lists and positions.
    bool has_term_lists = true;
    bool has_positions = true;
    /// What grows and never shrinks when documents are replaced: bounds, and the last docid.
    bool has_bounds = true;
    /// What is stored of documents, which differs with the dictionary that it is packed by.
    bool has_data = true;
    /// Stands for a document in the lines, its docid by default; lists are sorted by it.
    std::function<std::string(Xapian::docid)> name = nullptr;
    /// Metadata that is left out.
    std::function<bool(const std::string& key)> is_left_out = nullptr;
    /// A value slot whose values are left out.
    Xapian::valueno slot_left_out = Xapian::BAD_VALUENO;
};

/// Statistics, terms with postings and positions, documents with values, data and terms, value
/// streams and metadata.
[[nodiscard]] std::vector<std::string> dump(const Xapian::Database& database,
                                            const DumpOptions& options = {});

/// What a query finds: documents, weights to the last bit, estimates.
[[nodiscard]] std::vector<std::string>
ranked(const Xapian::Database& database, const Xapian::Query& query, Xapian::doccount most = 20);

/// Fails the test at the first line that differs.
void check_same(const std::vector<std::string>& found, const std::vector<std::string>& expected);

}  // namespace evresi::tests
