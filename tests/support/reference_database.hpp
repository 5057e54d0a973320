// The database that Xapian itself writes of the same documents: what our writer is held to.
#pragma once

#include "analyzers/unicode/folder.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/database/vocabulary.hpp"
#include "indexer/writer/document_spool.hpp"
#include "indexer/writer/field_terms.hpp"
#include "indexer/writer/inverter.hpp"
#include "indexer/writer/run.hpp"
#include "tests/support/catch.hpp"

#include <xapian.h>

#include <list>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace evresi::tests {

using Terms = std::vector<indexer::Inverter::Term>;

/// The document as Xapian is told of it.
inline Xapian::Document reference_document(const indexer::StoredDocument& stored,
                                           const Terms& terms) {
    Xapian::Document document;
    for (const indexer::Inverter::Term& term : terms) {
        document.add_term(term.name, term.frequency);
        for (const std::uint32_t position : term.positions) {
            document.add_posting(term.name, position, 0);
        }
    }
    indexer::StoredDocumentView view;
    for (std::size_t i = 0; i < indexer::kSlots.size(); ++i) {
        if (!stored.values[i].empty()) document.add_value(indexer::kSlots[i], stored.values[i]);
        view.values[i] = stored.values[i];
    }
    indexer::for_each_field_term(
        view, [&](std::string_view term) { document.add_boolean_term(std::string(term)); });
    document.add_boolean_term(database::id_term(stored.id));
    document.set_data(stored.record);
    return document;
}

/// The metadata that the counts of runs come to, worked out from their definition.
inline std::map<std::string, std::string> reference_metadata(const std::list<std::string>& runs) {
    std::map<std::string, std::uint64_t> counts;
    for (const std::string& run : runs) {
        indexer::RunReader reader(run);
        while (reader.next()) {
            if (reader.kind() == indexer::EntryKind::count) counts[reader.term()] += reader.count();
        }
    }
    std::map<std::string, std::string> metadata;
    std::set<std::string> competing;  ///< "lang<TAB>word" without marks
    for (const auto& [entry, count] : counts) {
        if (!entry.starts_with(indexer::kMetadataEntry)) continue;
        const std::string key = entry.substr(indexer::kMetadataEntry.size());
        metadata[key] = database::is_form_key(key) ? std::to_string(count) : "1";
        if (!database::is_form_key(key)) continue;
        const std::size_t tab = key.find('\t');
        std::string bare =
            key.substr(database::kFormPrefix.size(), tab + 1 - database::kFormPrefix.size());
        analyzers::fold_surface(std::string_view(key).substr(tab + 1), bare);
        competing.insert(bare);
    }
    for (const auto& [entry, count] : counts) {
        if (!entry.starts_with(indexer::kBareFormEntry)) continue;
        const std::string form = entry.substr(indexer::kBareFormEntry.size());
        if (competing.count(form) == 0) continue;
        metadata[std::string(database::kFormPrefix) + form] = std::to_string(count);
    }
    return metadata;
}

/// An empty one.
inline Xapian::WritableDatabase reference_database(const std::string& folder) {
    return Xapian::WritableDatabase(folder, Xapian::DB_CREATE_OR_OVERWRITE |
                                                Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
}

}  // namespace evresi::tests
