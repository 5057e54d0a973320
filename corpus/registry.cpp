#include "base/ascii.hpp"
#include "corpus/content.hpp"
#include "corpus/reader.hpp"

#include <algorithm>
#include <string>

namespace evresi::corpus {
namespace {

bool ends_with_ignoring_case(std::string_view text, std::string_view suffix) noexcept {
    return text.size() > suffix.size() &&
           equals_ignoring_case(text.substr(text.size() - suffix.size()), suffix);
}

const Reader* by_suffix(std::string_view file_name) noexcept {
    for (const std::string_view packed : {".gz", ".zst"}) {
        if (ends_with_ignoring_case(file_name, packed)) {
            file_name.remove_suffix(packed.size());
            break;
        }
    }
    // The longest wins: "x.list.csv" is a list of files, not a table.
    const Reader* found = nullptr;
    std::size_t longest = 0;
    for (const Reader* const reader : readers()) {
        for (const std::string_view suffix : reader->suffixes) {
            if (suffix.size() <= longest || !ends_with_ignoring_case(file_name, suffix)) continue;
            found = reader;
            longest = suffix.size();
        }
    }
    return found;
}

// Formats that are ZIP archives; which one only the archive's directory tells.
bool is_packed(const Reader& reader) noexcept {
    return reader.name == "docx" || reader.name == "odt";
}

}  // namespace

const Reader* find_reader(std::string_view file_name, std::string_view head) noexcept {
    const ContentKind kind = kind_of_content(head);
    if (!kind.description.empty()) return nullptr;
    const Reader* const known = by_suffix(file_name);
    if (kind.reader == "zip")
        return known != nullptr && is_packed(*known) ? known : reader_named("zip");
    if (!kind.reader.empty()) return reader_named(kind.reader);
    return known != nullptr ? known : reader_named(kind_of_text(file_name, head));
}

}  // namespace evresi::corpus
