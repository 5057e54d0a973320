#include "indexer/writer/stored_document.hpp"

#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "indexer/writer/field_terms.hpp"

namespace evresi::indexer {
namespace {

/// Longest value kept for sorting by title, in bytes.
constexpr std::size_t kTitleKeyBytes = 96;

std::string title_sort_key(std::string_view title) {
    std::string casefolded;
    analyzers::casefold(title, casefolded);
    std::string key;
    analyzers::fold_surface(casefolded, key);
    return std::string(utf8_prefix(key, kTitleKeyBytes));
}

}  // namespace

void set_stored_values(const corpus::Document& document,
                       const InvertedDocument& inverted,
                       StoredDocument& target) {
    target.id = document.id;
    target.length = inverted.length;
    set_field_values(document, target);
    target.value(database::kSlotTitle) = title_sort_key(document.title);
    if (inverted.signature.runs > 0) {
        target.value(database::kSlotSignature) = inverted.signature.bytes();
    }
}

}  // namespace evresi::indexer
