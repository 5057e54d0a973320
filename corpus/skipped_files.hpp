// Files that hold no text by their suffix, of which folders of saved pages are full: counted by
// suffix, so that each kind is named in one line and hides no other refusal. Confined to one
// thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// The code of their refusals: no document was lost.
inline constexpr std::string_view kNotText = "not-text";

class SkippedFiles {
public:
    /// Takes the file when its suffix says that it holds no text.
    bool take(std::string_view id);

    struct Group {
        std::string pattern;  ///< what names each of them: "**/*.png"; the id itself if only one
        std::string message;
        std::uint64_t count = 0;
    };
    /// One for each suffix; empties the collection.
    [[nodiscard]] std::vector<Group> groups();

private:
    struct Seen {
        std::string_view kind;
        std::string first;
        std::uint64_t count = 0;
    };
    std::map<std::string, Seen> by_suffix_;
};

}  // namespace evresi::corpus
