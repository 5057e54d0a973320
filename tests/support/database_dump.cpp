#include "tests/support/database_dump.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <cstdio>
#include <set>

CATCH_TRANSLATE_EXCEPTION(const Xapian::Error& error) {
    return error.get_description();
}

namespace evresi::tests {
namespace {

using Lines = std::vector<std::string>;

/// In hexadecimal, so that no bit is lost.
std::string exact(double number) {
    char text[40];
    std::snprintf(text, sizeof text, "%a", number);
    return text;
}

std::string join(Lines items) {
    std::string joined;
    for (const std::string& item : items) joined += " " + item;
    return joined;
}

class Dumper {
public:
    Dumper(const Xapian::Database& database, const DumpOptions& options)
        : database_(database), options_(options) {}

    Lines take() {
        add_statistics();
        for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term) {
            add_term(*term);
        }
        add_documents();
        for (const Xapian::valueno slot : slots_) add_slot(slot);
        for (auto key = database_.metadata_keys_begin(); key != database_.metadata_keys_end();
             ++key) {
            if (options_.is_left_out && options_.is_left_out(*key)) continue;
            lines_.push_back("metadata " + *key + " = " + database_.get_metadata(*key));
        }
        return std::move(lines_);
    }

private:
    std::string name(Xapian::docid docid) const {
        return options_.name ? options_.name(docid) : std::to_string(docid);
    }

    void add_statistics() {
        lines_.push_back("documents " + std::to_string(database_.get_doccount()));
        lines_.push_back("length " + std::to_string(database_.get_total_length()) + " average " +
                         exact(database_.get_avlength()));
        if (!options_.has_bounds) return;
        lines_.push_back("last docid " + std::to_string(database_.get_lastdocid()));
        lines_.push_back("lengths from " + std::to_string(database_.get_doclength_lower_bound()) +
                         " to " + std::to_string(database_.get_doclength_upper_bound()));
        if (options_.has_positions) {
            lines_.push_back("has positions " + std::to_string(database_.has_positions()));
        }
    }

    void add_term(const std::string& term) {
        std::string line = "term " + term + ": in " + std::to_string(database_.get_termfreq(term)) +
                           " count " + std::to_string(database_.get_collection_freq(term));
        if (options_.has_bounds) {
            line += " bound " + std::to_string(database_.get_wdf_upper_bound(term));
        }
        Lines postings;
        for (auto posting = database_.postlist_begin(term); posting != database_.postlist_end(term);
             ++posting) {
            std::string item = name(*posting) + "/" + std::to_string(posting.get_wdf()) + "/" +
                               std::to_string(posting.get_doclength());
            if (options_.has_term_lists) item += "/" + std::to_string(posting.get_unique_terms());
            if (options_.has_positions) {
                for (auto at = posting.positionlist_begin(); at != posting.positionlist_end();
                     ++at) {
                    item += "@" + std::to_string(*at);
                }
            }
            postings.push_back(std::move(item));
        }
        if (options_.name) std::ranges::sort(postings);
        lines_.push_back(line + join(std::move(postings)));
    }

    void add_documents() {
        Lines documents;
        for (auto docid = database_.postlist_begin(""); docid != database_.postlist_end("");
             ++docid) {
            std::string line =
                "document " + name(*docid) + ": length " + std::to_string(docid.get_doclength());
            const Xapian::Document document = database_.get_document(*docid);
            if (options_.has_term_lists) {
                line += " terms " + std::to_string(database_.get_unique_terms(*docid));
                for (auto term = database_.termlist_begin(*docid);
                     term != database_.termlist_end(*docid); ++term) {
                    line += " " + *term + "/" + std::to_string(term.get_wdf());
                }
            }
            // Which slots a document has is told by its term list.
            if (options_.has_term_lists) {
                for (auto value = document.values_begin(); value != document.values_end();
                     ++value) {
                    slots_.insert(value.get_valueno());
                    if (value.get_valueno() == options_.slot_left_out) continue;
                    line += " [" + std::to_string(value.get_valueno()) + "] " + *value;
                }
            }
            if (options_.has_data) line += " data " + document.get_data();
            documents.push_back(std::move(line));
        }
        if (options_.name) std::ranges::sort(documents);
        lines_.insert(lines_.end(), documents.begin(), documents.end());
        for (Xapian::valueno slot = 0; slot < 32; ++slot) slots_.insert(slot);
    }

    void add_slot(Xapian::valueno slot) {
        if (slot == options_.slot_left_out) return;
        std::string line =
            "slot " + std::to_string(slot) + ": " + std::to_string(database_.get_value_freq(slot));
        if (options_.has_bounds) {
            line += " from " + database_.get_value_lower_bound(slot) + " to " +
                    database_.get_value_upper_bound(slot);
        }
        Lines values;
        for (auto value = database_.valuestream_begin(slot);
             value != database_.valuestream_end(slot); ++value) {
            values.push_back(name(value.get_docid()) + "=" + *value);
        }
        if (options_.name) std::ranges::sort(values);
        lines_.push_back(line + join(std::move(values)));
    }

    const Xapian::Database& database_;
    const DumpOptions& options_;
    Lines lines_;
    std::set<Xapian::valueno> slots_;
};

}  // namespace

std::vector<std::string> dump(const Xapian::Database& database, const DumpOptions& options) {
    return Dumper(database, options).take();
}

std::vector<std::string>
ranked(const Xapian::Database& database, const Xapian::Query& query, Xapian::doccount most) {
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    const Xapian::MSet found = enquire.get_mset(0, most);
    Lines lines{"matches " + std::to_string(found.get_matches_lower_bound()) + " " +
                std::to_string(found.get_matches_estimated()) + " " +
                std::to_string(found.get_matches_upper_bound()) + " weights " +
                exact(found.get_max_attained()) + " " + exact(found.get_max_possible())};
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
        lines.push_back(std::to_string(*hit) + " " + exact(hit.get_weight()));
    }
    return lines;
}

void check_same(const std::vector<std::string>& found, const std::vector<std::string>& expected) {
    for (std::size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
        if (found[i] == expected[i]) continue;
        // Around the first byte that differs, as lines may be long.
        const auto at = static_cast<std::size_t>(
            std::mismatch(found[i].begin(), found[i].end(), expected[i].begin(), expected[i].end())
                .first -
            found[i].begin());
        const std::size_t from = at < 100 ? 0 : at - 100;
        FAIL("line " << i << ", byte " << at << ", of " << found[i].substr(0, 60) << "\nfound    "
                     << found[i].substr(from, 200) << "\nexpected "
                     << expected[i].substr(std::min(from, expected[i].size()), 200));
    }
    CHECK(found.size() == expected.size());
}

}  // namespace evresi::tests
