// ScriptBridge: words of the index by keys under which all spellings of a word meet: typed in Latin
// letters (Greeklish, Bulgarian), with look-alike letters, with the wrong keyboard layout, and
// names as other languages spell them. Written at the end of each job, one file of the generation,
// mapped by the daemon. Immutable; shared by all searchers of a generation. Not here: the keys
// themselves (analyzers/script_keys.hpp).
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace Xapian {
class Database;
}

namespace evresi::database {

/// The file's name inside a generation.
inline constexpr std::string_view kScriptBridgeName = "script-bridge";

/// A word of the index that a typed word may stand for.
struct BridgedWord {
    std::string word;   ///< folded surface form
    LanguageTag lang;   ///< whose word it is; `und` when it is of no particular one
    double weight = 0;  ///< how sure that is, above 0 and at most 1
};

/// Key of the database's metadata that says: `surface`, a folded surface form, is a name. Only the
/// writer sees capital letters. Empty for a word that nobody looks for as a name.
[[nodiscard]] std::string name_key(std::string_view surface);

class ScriptBridge {
public:
    /// No words.
    ScriptBridge();
    ScriptBridge(ScriptBridge&&) noexcept;
    ScriptBridge& operator=(ScriptBridge&&) noexcept;
    ~ScriptBridge();

    /// Maps what write_script_bridge wrote. index_damaged when the file is missing or malformed.
    [[nodiscard]] static Result<ScriptBridge> open(const std::string& folder);

    /// Words of the index that `typed`, one word in any script, is another way to type: a Greek or
    /// Bulgarian word in Latin letters, in look-alike letters or on another keyboard layout. Best
    /// first, at most `most`. Not `typed` itself. Where the index has no word like that, other
    /// forms of it. A `typed` that is a word of the index itself gets weights of at most 0.25, but
    /// for words of the language that the query is `believed` to be in; these are not doubted for
    /// being short either. Signs inside of `typed` may
    /// be letters on another keyboard layout; leave them there where it is whole as typed.
    [[nodiscard]] std::vector<BridgedWord>
    typed_as(std::string_view typed, std::size_t most = 8, LanguageTag believed = {}) const;

    /// Names of the index, in other scripts or other languages' spelling, that may be the same as
    /// `word`, a folded surface form (Пелопонес, Πελοπόννησος, Peloponnese). Best first: weight 1
    /// for those that sound alike, 0.7 and 0.4 for one and two letters of difference, half of that
    /// where both are in Latin letters. Names are
    /// words that texts have capitalised; whether `word` is one is for the caller to judge.
    [[nodiscard]] std::vector<BridgedWord> same_name(std::string_view word,
                                                     std::size_t most = 8) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Writes the bridge of `database`, a single glass shard, into the folder of its generation.
/// io_error. Throws Xapian::Error.
[[nodiscard]] Result<void> write_script_bridge(const Xapian::Database& database,
                                               const std::string& folder);

}  // namespace evresi::database
