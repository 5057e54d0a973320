#include "indexer/writer/document_links.hpp"

#include "indexer/database/checksum.hpp"
#include "indexer/database/document_record.hpp"
#include "indexer/database/schema.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/writer/field_terms.hpp"
#include "indexer/writer/near_duplicates.hpp"

#include <algorithm>
#include <map>
#include <optional>
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
    std::size_t index = 0;  ///< in the spool
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

std::vector<Entry> read_entries(const DocumentSpool& documents) {
    std::vector<Entry> entries(documents.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const StoredDocumentView document = documents[i];
        Entry& entry = entries[i];
        entry.index = i;
        entry.signature = Signature::parse(document.value(database::kSlotSignature));
        entry.duplicate_group = document.value(database::kSlotDuplicateGroup);
        entry.project = document.value(database::kSlotProjectGroup);
        entry.programmes = split(document.value(database::row_of(Field::programme).slot));
        // A field is inherited as a whole or not at all.
        const std::string_view from = document.value(database::row_of(Field::evidence).slot);
        if (from.find(provenance_name(Provenance::inherited)) == std::string_view::npos) continue;
        const std::vector<std::string> names = split(from);
        const auto has = [&names](std::string_view value) {
            return std::ranges::binary_search(names, value);
        };
        if (has("project:inherited")) entry.project.clear();
        if (has("programme:inherited")) entry.programmes.clear();
        entry.has_inherited = has("inherited");
    }
    return entries;
}

/// A name for the group that does not change with docids: of the document that stands for it.
std::string group_name(std::string_view id) {
    return database::to_bytes(database::checksum(database::id_term(id))).substr(0, 8);
}

void find_duplicates(const DocumentSpool& documents, std::vector<Entry>& entries) {
    std::vector<Signature> signatures;
    signatures.reserve(entries.size());
    for (const Entry& entry : entries) signatures.push_back(entry.signature);
    const std::vector<std::uint32_t> first = group_near_duplicates(signatures);
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> groups;
    for (std::uint32_t i = 0; i < first.size(); ++i) {
        if (first[i] != i) groups[first[i]].push_back(i);
    }
    for (const auto& [leader, members] : groups) {
        entries[leader].new_group = group_name(documents[leader].id);
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
    Linker(DocumentSpool& documents, const database::RecordDictionaries& dictionaries)
        : documents_(documents), dictionaries_(dictionaries), packer_(dictionaries.last()) {}

    void write(const Entry& entry) {
        const bool inherits = entry.project_source != nullptr || entry.programme_source != nullptr;
        const bool is_regrouped = entry.new_group != entry.duplicate_group;
        if (!inherits && !entry.has_inherited && !is_regrouped) return;
        const StoredDocumentView view = documents_[entry.index];
        StoredDocument stored{
            view.sequence, view.length, std::string(view.id), {}, std::string(view.record)};
        std::ranges::copy(view.values, stored.values.begin());
        if (inherits || entry.has_inherited) {
            Result<Document> document = database::unpack_record(stored.record, dictionaries_);
            // A damaged record is for `check` to name; it is not made worse here.
            if (!document) return;
            set_inherited(entry, *document);
            set_field_values(*document, stored);
            stored.record = packer_.pack(*document);
        }
        stored.value(database::kSlotDuplicateGroup) = entry.new_group;
        changed_.emplace_back(entry.index, std::move(stored));
        if (changed_.size() == kChangedAtOnce) finish();
    }

    void finish() {
        documents_.replace(changed_);
        changed_.clear();
    }

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
        if (head_index_ == entry.index) return head_;
        Result<Document> head =
            database::unpack_head(documents_[entry.index].record, dictionaries_);
        head_ = head ? std::move(*head) : Document();
        head_index_ = entry.index;
        return head_;
    }

    static constexpr std::size_t kChangedAtOnce = 1000;

    DocumentSpool& documents_;
    std::vector<std::pair<std::size_t, StoredDocument>> changed_;
    const database::RecordDictionaries& dictionaries_;
    database::RecordPacker packer_;
    Document head_;
    std::optional<std::size_t> head_index_;
};

}  // namespace

LinkCounts link_documents(DocumentSpool& documents,
                          const database::RecordDictionaries& dictionaries) {
    LinkCounts counts;
    std::vector<Entry> entries = read_entries(documents);
    find_duplicates(documents, entries);
    inherit_projects(entries);
    inherit_programmes(entries);
    Linker linker(documents, dictionaries);
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
