// Documents of any terms whatever, as no analyser would make them, for tests of the writer.
#pragma once

#include "indexer/database/schema.hpp"
#include "indexer/writer/document_spool.hpp"
#include "indexer/writer/run.hpp"
#include "tests/support/random_numbers.hpp"
#include "tests/support/reference_database.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace evresi::tests {

struct RawDocument {
    indexer::StoredDocument stored;
    Terms terms;  ///< in the order of their bytes
};

/// Makes documents from a seed.
class RawDocuments {
public:
    /// `sizes_are_large`: also data of 300 KB and thousands of positions.
    explicit RawDocuments(RandomNumbers& random, bool sizes_are_large = false)
        : random_(random), is_large_(sizes_are_large) {
        const std::uint32_t count = random_.up_to(60) + 1;
        while (terms_.size() < count) terms_.insert(random_term());
    }

    /// With this sequence; the id is made of it.
    RawDocument next(indexer::Sequence sequence) {
        RawDocument document;
        document.stored.sequence = sequence;
        document.stored.id = "raw-" + std::to_string(sequence);
        if (!random_.is_one_in(8)) {
            for (const std::string& name : terms_) {
                if (random_.is_one_in(3)) document.terms.push_back(occurrences(name));
            }
        }
        for (const auto& term : document.terms) document.stored.length += term.frequency;
        for (std::string& value : document.stored.values) {
            if (random_.is_one_in(2)) continue;
            value = random_.bytes(random_.is_one_in(20) ? 5000 : 20);
            // It stands between the values of a field, of which none is empty.
            std::ranges::replace(value, database::kValueSeparator, ' ');
            if (random_.is_one_in(3)) value += std::string("a") + database::kValueSeparator + "A";
        }
        if (!random_.is_one_in(6)) {
            document.stored.record =
                random_.is_one_in(15) && is_large_ ? random_.bytes(300'000) : random_.bytes(3000);
        }
        return document;
    }

    /// Terms that documents may have.
    [[nodiscard]] const std::set<std::string>& terms() const noexcept { return terms_; }

private:
    std::string random_term() {
        switch (random_.up_to(7)) {
        case 0:
            return {static_cast<char>(random_.up_to(254) + 1)};
        case 1:
            return std::string(random_.up_to(5) + 1, '\xff');
        case 2:
            return std::string(245, static_cast<char>('a' + random_.up_to(20)));
        case 3:
            return with_zeros();
        case 4:
            return "common beginning " + random_.letters(4);
        default:
            return random_.letters(12) + "t";
        }
    }
    /// With NUL bytes, which take two bytes each in keys: the longest that still fits.
    std::string with_zeros() {
        std::string term = random_.letters(6) + "z";
        while (term.size() < 20) term += random_.is_one_in(2) ? std::string(1, '\0') : "x";
        if (random_.is_one_in(4)) term = std::string(122, '\0') + "y";
        return term;
    }

    indexer::Inverter::Term occurrences(const std::string& name) {
        indexer::Inverter::Term term{name, 0, {}};
        // Most terms have positions in all documents or in none, some in some.
        const std::size_t kind = name.size() % 3;
        if (kind == 0 || (kind == 1 && random_.is_one_in(2))) {
            std::set<std::uint32_t> positions;
            const std::uint32_t count =
                random_.is_one_in(40) ? (is_large_ ? 4000 : 300) : random_.up_to(6) + 1;
            const std::uint32_t most = random_.is_one_in(5) ? 4'294'967'294U : 20'000U;
            while (positions.size() < count) positions.insert(random_.up_to(most));
            // Which no table can hold (docs/glass-format.md).
            if (positions == std::set<std::uint32_t>{0, 1}) positions = {0};
            term.positions.assign(positions.begin(), positions.end());
        }
        if (random_.is_one_in(4)) {
            term.frequency = random_.up_to(1U << 24U);
        } else {
            // Xapian's check takes positions in a document of length 0 for an error.
            term.frequency = random_.up_to(4) + (term.positions.empty() ? 0 : 1);
        }
        return term;
    }

    RandomNumbers& random_;
    bool is_large_;
    std::set<std::string> terms_;
};

/// The terms of documents, whose sequences rise, as a run.
inline std::string run_of(const std::vector<const RawDocument*>& documents) {
    struct List {
        std::vector<indexer::Posting> postings;
        std::vector<std::uint32_t> positions;
    };
    std::map<std::string, List> lists;
    for (const RawDocument* document : documents) {
        for (const auto& term : document->terms) {
            List& list = lists[term.name];
            list.postings.push_back({document->stored.sequence, term.frequency,
                                     static_cast<std::uint32_t>(term.positions.size())});
            list.positions.insert(list.positions.end(), term.positions.begin(),
                                  term.positions.end());
        }
    }
    indexer::RunWriter run;
    for (const auto& [name, list] : lists) {
        run.add(name,
                list.positions.empty() ? indexer::EntryKind::postings
                                       : indexer::EntryKind::positions,
                list.postings, list.positions);
    }
    return run.take();
}

}  // namespace evresi::tests
