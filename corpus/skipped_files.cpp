#include "corpus/skipped_files.hpp"

#include "base/ascii.hpp"
#include "corpus/content.hpp"

namespace evresi::corpus {

bool SkippedFiles::take(std::string_view id) {
    const std::string_view kind = kind_without_text(id);
    if (kind.empty()) return false;
    Seen& seen = by_suffix_[lower_ascii(id.substr(id.rfind('.')))];
    if (++seen.count == 1 || id < seen.first) seen.first = id;
    seen.kind = kind;
    return true;
}

std::vector<SkippedFiles::Group> SkippedFiles::groups() {
    std::vector<Group> groups;
    for (const auto& [suffix, seen] : by_suffix_) {
        const std::string kind(seen.kind);
        if (seen.count == 1) {
            groups.push_back(
                {seen.first, "files of this kind (" + kind + ") hold no text to search", 1});
            continue;
        }
        groups.push_back({"**/*" + suffix,
                          "all " + std::to_string(seen.count) + " " + suffix +
                              " files were passed over: " + kind +
                              " hold no text to search; the first is '" + seen.first + "'",
                          seen.count});
    }
    by_suffix_.clear();
    return groups;
}

}  // namespace evresi::corpus
