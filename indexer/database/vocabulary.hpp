// Vocabulary: the words of the index, that is its folded surface forms, with their frequencies and
// the way people write them (folded κοινωνικη, written κοινωνική). Written at the end of each job,
// one file of the generation, mapped by the daemon. Immutable; shared by all searchers of a
// generation. Not here: keys of words in other scripts (script_bridge.hpp).
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace Xapian {
class Database;
}

namespace evresi::database {

/// The file's name inside a generation.
inline constexpr std::string_view kVocabularyName = "vocabulary";

class Vocabulary {
public:
    /// No words.
    Vocabulary();
    Vocabulary(Vocabulary&&) noexcept;
    Vocabulary& operator=(Vocabulary&&) noexcept;
    ~Vocabulary();

    /// Maps what write_vocabulary wrote. index_damaged when the file is missing or malformed.
    [[nodiscard]] static Result<Vocabulary> open(const std::string& folder);

    /// Words are numbered from 0 in the order of their bytes.
    [[nodiscard]] std::size_t size() const noexcept;
    /// The folded surface form.
    [[nodiscard]] std::string word(std::size_t number) const;
    /// As people write it in lower case, with accents and carons; the folded form where no other
    /// was seen.
    [[nodiscard]] std::string written(std::size_t number) const;
    /// Documents that have the word.
    [[nodiscard]] std::uint32_t documents(std::size_t number) const noexcept;
    /// Documents that have the stem of the word in `lang`: 0 where it is no word of that language
    /// in this index.
    [[nodiscard]] std::uint32_t documents(std::size_t number, LanguageTag lang) const noexcept;
    /// The number of a folded surface form, or -1.
    [[nodiscard]] std::int64_t find(std::string_view word) const noexcept;
    /// The numbers [first, last) of the words that begin with `prefix`.
    [[nodiscard]] std::pair<std::size_t, std::size_t>
    with_prefix(std::string_view prefix) const noexcept;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Writes the vocabulary of `database`, a single glass shard, into the folder of its generation.
/// io_error. Throws Xapian::Error.
[[nodiscard]] Result<void> write_vocabulary(const Xapian::Database& database,
                                            const std::string& folder);

}  // namespace evresi::database
