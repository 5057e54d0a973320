#include "indexer/writer/document_links.hpp"

#include "indexer/database/checksum.hpp"
#include "indexer/database/document_record.hpp"
#include "indexer/database/schema.hpp"
#include "indexer/writer/field_terms.hpp"
#include "indexer/writer/near_duplicates.hpp"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace evresi::indexer {
namespace {

using corpus::Document;
using corpus::Provenance;
using database::Field;

std::vector<std::string> split(std::string_view joined) {
    std::vector<std::string> values;
    while (!joined.empty()) {
        const std::size_t length = std::min(joined.find(database::kValueSeparator), joined.size());
        values.emplace_back(joined.substr(0, length));
        joined.remove_prefix(std::min(length + 1, joined.size()));
    }
    std::sort(values.begin(), values.end());
    return values;
}

/// What a document has, and what it ought to have.
struct Entry {
    Xapian::docid docid = 0;
    Signature signature;
    std::string duplicate_group;          ///< as stored
    std::string project;                  ///< key; empty for none of its own
    std::vector<std::string> programmes;  ///< its own, sorted
    bool has_inherited = false;           ///< values of an earlier run

    std::string new_group;
    const Entry* project_source = nullptr;
    const Entry* programme_source = nullptr;
    std::vector<std::string> inherited_programmes;

    [[nodiscard]] const std::string& project_now() const {
        return project.empty() && project_source != nullptr ? project_source->project : project;
    }
};

/// Calls `take(entry, value)` for each entry that has a value in `slot`.
template <class Take>
void for_each_value(const Xapian::Database& database,
                    std::uint32_t slot,
                    std::vector<Entry>& entries,
                    const Take& take) {
    auto entry = entries.begin();
    for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot);
         ++value) {
        while (entry != entries.end() && entry->docid < value.get_docid()) ++entry;
        if (entry == entries.end()) return;
        if (entry->docid == value.get_docid()) take(*entry, *value);
    }
}

std::vector<Entry> read_entries(const Xapian::Database& database) {
    std::vector<Entry> entries;
    entries.reserve(database.get_doccount());
    for (auto id = database.postlist_begin(""); id != database.postlist_end(""); ++id) {
        entries.emplace_back().docid = *id;
    }
    for_each_value(database, database::kSlotSignature, entries,
                   [](Entry& entry, const auto& v) { entry.signature = Signature::parse(v); });
    for_each_value(database, database::kSlotDuplicateGroup, entries,
                   [](Entry& entry, const auto& v) { entry.duplicate_group = v; });
    for_each_value(database, database::kSlotProjectGroup, entries,
                   [](Entry& entry, const auto& v) { entry.project = v; });
    for_each_value(database, database::row_of(Field::programme).slot, entries,
                   [](Entry& entry, const auto& v) { entry.programmes = split(v); });
    // A field is inherited as a whole or not at all.
    for_each_value(database, database::row_of(Field::evidence).slot, entries,
                   [](Entry& entry, const auto& v) {
                       const std::vector<std::string> from = split(v);
                       const auto has = [&from](std::string_view value) {
                           return std::binary_search(from.begin(), from.end(), value);
                       };
                       if (has("project:inherited")) entry.project.clear();
                       if (has("programme:inherited")) entry.programmes.clear();
                       entry.has_inherited = has("inherited");
                   });
    return entries;
}

/// A name for the group that does not change with docids: of the document that stands for it.
std::string group_name(const Xapian::Database& database, Xapian::docid docid) {
    auto term = database.termlist_begin(docid);
    term.skip_to("Q");
    const std::string id = term == database.termlist_end(docid) ? std::string() : *term;
    return database::to_bytes(database::checksum(id)).substr(0, 8);
}

void find_duplicates(const Xapian::Database& database, std::vector<Entry>& entries) {
    std::vector<Signature> signatures;
    signatures.reserve(entries.size());
    for (const Entry& entry : entries) signatures.push_back(entry.signature);
    const std::vector<std::uint32_t> first = group_near_duplicates(signatures);
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> groups;
    for (std::uint32_t i = 0; i < first.size(); ++i) {
        if (first[i] != i) groups[first[i]].push_back(i);
    }
    for (const auto& [leader, members] : groups) {
        entries[leader].new_group = group_name(database, entries[leader].docid);
        for (const std::uint32_t member : members) {
            entries[member].new_group = entries[leader].new_group;
        }
    }
}

/// Entries by a key of theirs; those with an empty one are left out.
template <class KeyOf>
std::map<std::string, std::vector<Entry*>> grouped(std::vector<Entry>& entries,
                                                   const KeyOf& key_of) {
    std::map<std::string, std::vector<Entry*>> groups;
    for (Entry& entry : entries) {
        const std::string& key = key_of(entry);
        if (!key.empty()) groups[key].push_back(&entry);
    }
    return groups;
}

void inherit_projects(std::vector<Entry>& entries) {
    const auto groups =
        grouped(entries, [](const Entry& e) -> const std::string& { return e.new_group; });
    for (const auto& [name, members] : groups) {
        const Entry* source = nullptr;
        bool agree = true;
        for (const Entry* const member : members) {
            if (member->project.empty()) continue;
            if (source == nullptr) source = member;
            agree = agree && source->project == member->project;
        }
        if (source == nullptr || !agree) continue;
        for (Entry* const member : members) {
            if (member->project.empty()) member->project_source = source;
        }
    }
}

void inherit_programmes(std::vector<Entry>& entries) {
    const auto groups =
        grouped(entries, [](const Entry& e) -> const std::string& { return e.project_now(); });
    for (const auto& [project, members] : groups) {
        const Entry* source = nullptr;
        std::vector<std::string> common;
        for (const Entry* const member : members) {
            if (member->programmes.empty()) continue;
            if (source == nullptr) {
                source = member;
                common = member->programmes;
                continue;
            }
            std::erase_if(common, [member](const std::string& id) {
                return !std::ranges::binary_search(member->programmes, id);
            });
        }
        if (common.empty()) continue;
        for (Entry* const member : members) {
            if (!member->programmes.empty()) continue;
            member->programme_source = source;
            member->inherited_programmes = common;
        }
    }
}

corpus::Evidence inherited_from(const Document& source, const corpus::Evidence& evidence) {
    return {Provenance::inherited, {}, evidence.sentence, source.id};
}

bool is_inherited(const corpus::Evidence& evidence) {
    return evidence.provenance == Provenance::inherited;
}

/// Writes what is new about entries.
class Linker {
public:
    explicit Linker(const std::string& path) : database_(path, Xapian::DB_OPEN) {
        // Without its dictionary a record is damaged, which is for `check` to name.
        if (auto dictionaries = database::read_record_dictionaries(database_)) {
            dictionaries_ = std::move(*dictionaries);
        }
        packer_ = database::RecordPacker(dictionaries_.last());
    }

    void write(const Entry& entry) {
        const bool inherits = entry.project_source != nullptr || entry.programme_source != nullptr;
        const bool is_regrouped = entry.new_group != entry.duplicate_group;
        if (!inherits && !entry.has_inherited && !is_regrouped) return;
        Xapian::Document stored = database_.get_document(entry.docid);
        if (inherits || entry.has_inherited) {
            Result<Document> document = database::unpack_record(stored.get_data(), dictionaries_);
            // A damaged record is for `check` to name; it is not made worse here.
            if (!document) return;
            set_inherited(entry, *document);
            clear_fields(stored);
            add_fields(*document, stored);
            stored.set_data(packer_.pack(*document));
        }
        stored.add_value(database::kSlotDuplicateGroup, entry.new_group);
        database_.replace_document(entry.docid, stored);
    }

    void finish() { database_.commit(); }

private:
    void set_inherited(const Entry& entry, Document& document) {
        corpus::Metadata& metadata = document.metadata;
        if (metadata.project && is_inherited(metadata.project->evidence)) metadata.project.reset();
        std::erase_if(metadata.programme,
                      [](const auto& item) { return is_inherited(item.evidence); });
        if (entry.project_source != nullptr) {
            const Document& source = head_of(*entry.project_source);
            if (source.metadata.project) {
                metadata.project = {source.metadata.project->value,
                                    inherited_from(source, source.metadata.project->evidence)};
            }
        }
        if (entry.programme_source == nullptr) return;
        const Document& source = head_of(*entry.programme_source);
        for (const auto& item : source.metadata.programme) {
            if (!std::ranges::binary_search(entry.inherited_programmes, item.value)) continue;
            metadata.programme.push_back({item.value, inherited_from(source, item.evidence)});
        }
    }

    /// The stored fields of an entry; of the one asked for last, at no cost.
    const Document& head_of(const Entry& entry) {
        if (head_docid_ == entry.docid) return head_;
        Result<Document> head =
            database::unpack_head(database_.get_document(entry.docid).get_data(), dictionaries_);
        head_ = head ? std::move(*head) : Document();
        head_docid_ = entry.docid;
        return head_;
    }

    Xapian::WritableDatabase database_;
    database::RecordDictionaries dictionaries_;
    database::RecordPacker packer_;
    Document head_;
    Xapian::docid head_docid_ = 0;
};

}  // namespace

LinkCounts link_documents(const std::string& path) {
    LinkCounts counts;
    std::vector<Entry> entries;
    {
        const Xapian::Database database(path);
        entries = read_entries(database);
        find_duplicates(database, entries);
    }
    inherit_projects(entries);
    inherit_programmes(entries);
    Linker linker(path);
    for (const Entry& entry : entries) {
        linker.write(entry);
        counts.near_duplicates += entry.new_group.empty() ? 0u : 1u;
        const bool inherits = entry.project_source != nullptr || entry.programme_source != nullptr;
        counts.inherited += inherits ? 1u : 0u;
    }
    linker.finish();
    return counts;
}

}  // namespace evresi::indexer
