// Spellings: which stems with marks a stem without them may stand for ("sol" -> "šol"), by
// language: how a word typed without its marks meets texts that have them. Only languages whose
// stems keep marks (Latvian, Slovenian) have any. Made at the end of each job from the stems of the
// database and from what the writer noted beside them, one file of the generation, read whole when
// that is opened. Immutable; shared by all searchers of a generation. Not here: which of them a
// query takes (searchd/search/query_expander.hpp).
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace Xapian {
class Database;
}

namespace evresi::database {

/// The file's name inside a generation.
inline constexpr std::string_view kSpellingsName = "spellings.tsv";

/// Stems kept for one stem without marks.
inline constexpr std::size_t kMostSpellings = 8;

/// Key of the database's metadata that says: words of `lang` with the stem `stem` have the stem
/// `unmarked` when they are typed without marks. Only the writer sees whole words, and the rules of
/// a language are made for words with marks: without them one in five words has a stem that is more
/// than its stem without marks (Latvian skatīt: skat, skatit: skati). Empty for long words, which
/// nobody types.
[[nodiscard]] std::string
spelling_key(LanguageTag lang, std::string_view unmarked, std::string_view stem);

class Spellings {
public:
    /// None at all.
    Spellings() = default;

    /// Reads what write_spellings wrote. index_damaged when the file is missing or malformed.
    [[nodiscard]] static Result<Spellings> read(const std::string& folder);

    /// The stems that words of `lang` have in the index when without marks they have the stem
    /// `unmarked`; the most frequent first, `unmarked` itself left out. The views live as long as
    /// this object.
    [[nodiscard]] std::vector<std::string_view> find(LanguageTag lang,
                                                     std::string_view unmarked) const;

    /// Stems without marks that stand for others.
    [[nodiscard]] std::size_t size() const noexcept {
        return lines_.empty() ? 0 : lines_.size() - 1;
    }

private:
    [[nodiscard]] std::string_view line(std::size_t number) const noexcept;

    std::string content_;
    std::vector<std::uint32_t> lines_;  ///< where each begins, and the end
};

/// Writes the spellings of `database`, a single glass shard, into the folder of its generation.
/// io_error. Throws Xapian::Error.
[[nodiscard]] Result<void> write_spellings(const Xapian::Database& database,
                                           const std::string& folder);

}  // namespace evresi::database
