#include "analyzers/analyzer.hpp"
#include "analyzers/name_keys.hpp"
#include "analyzers/registry.hpp"
#include "analyzers/script_keys.hpp"
#include "analyzers/typed_letters.hpp"
#include "analyzers/unicode/folder.hpp"
#include "indexer/database/durable_file.hpp"
#include "indexer/database/script_bridge.hpp"
#include "indexer/database/script_bridge_format.hpp"
#include "indexer/database/term_codec.hpp"

#include <xapian.h>

#include <algorithm>
#include <limits>
#include <map>
#include <span>
#include <utility>

namespace evresi::database {
namespace {

using analyzers::Script;
using bridge_format::Header;
using bridge_format::KeyEntry;

/// Stop words of all languages that the index has, and in how many documents. They have no terms
/// of their own (docs/index-format.md) but that of their stem.
std::map<std::string, Xapian::doccount> stop_words_of(const Xapian::Database& database) {
    std::map<std::string, Xapian::doccount> found;
    analyzers::AnalyzerSet analyzers;
    std::vector<analyzers::Token> tokens;
    for (const analyzers::Language* language : analyzers::languages()) {
        for (const std::string_view word : language->stop_words) {
            analyzers.for_language(language->tag).analyze(word, tokens);
            if (tokens.size() != 1) continue;
            const std::string stem(tokens.front().stem);
            const Xapian::doccount documents =
                database.get_termfreq(stem_term(language->tag, stem));
            if (documents == 0) continue;
            Xapian::doccount& most = found[std::string(tokens.front().surface)];
            most = std::max(most, documents);
        }
    }
    return found;
}

/// Takes the words in order and makes the sections of the file.
class BridgeWriter {
public:
    void add(std::string_view word, Xapian::doccount documents, bool is_name = false) {
        if (word.empty() || word.size() > bridge_format::kLongestWord) return;
        const analyzers::ScriptsOfWord scripts = analyzers::scripts_of(word);
        if (scripts.other) return;
        const auto number = static_cast<std::uint32_t>(documents_.size());
        starts_.push_back(static_cast<std::uint32_t>(letters_.size()));
        documents_.push_back(documents);
        letters_ += word;
        if (is_name) {
            for (const analyzers::NameKey key : analyzers::name_keys(word)) {
                names_.push_back({key, number, analyzers::name_key_letters(key)});
            }
        }
        if (scripts.is_mixed()) {
            add_mixed(word, number);
        } else if (scripts.greek) {
            add_key(greek_, analyzers::class_key(Script::greek, word), number);
        } else if (scripts.cyrillic) {
            add_key(cyrillic_, analyzers::class_key(Script::cyrillic, word), number);
        }
    }

    [[nodiscard]] std::string finish() {
        starts_.push_back(static_cast<std::uint32_t>(letters_.size()));
        const auto count = [](const auto& section) {
            return static_cast<std::uint32_t>(section.size());
        };
        Header header{};
        std::copy(bridge_format::kMagic.begin(), bridge_format::kMagic.end(), header.magic.begin());
        header.words = count(documents_);
        header.greek = count(greek_);
        header.cyrillic = count(cyrillic_);
        header.mixed = count(mixed_);
        header.names = count(names_);
        header.letters = count(letters_);
        std::string content;
        append(content, std::span<const Header>(&header, 1));
        append(content, std::span<const std::uint32_t>(starts_));
        append(content, std::span<const std::uint32_t>(documents_));
        for (std::vector<KeyEntry>* keys : {&greek_, &cyrillic_, &mixed_, &names_}) {
            std::sort(keys->begin(), keys->end(), [](const KeyEntry& a, const KeyEntry& b) {
                return std::pair(a.key, a.word) < std::pair(b.key, b.word);
            });
            append(content, std::span<const KeyEntry>(*keys));
        }
        content += letters_;
        return content;
    }

private:
    static void
    add_key(std::vector<KeyEntry>& keys, analyzers::ClassKey key, std::uint32_t number) {
        if (key != 0) keys.push_back({key, number, 0});
    }

    void add_mixed(std::string_view word, std::uint32_t number) {
        for (const Script script : {Script::latin, Script::greek, Script::cyrillic}) {
            for (const std::string& plain : analyzers::look_alikes(word, script)) {
                mixed_.push_back({bridge_format::hash_of(plain), number, 0});
            }
        }
    }

    template <typename T>
    static void append(std::string& content, std::span<const T> section) {
        const auto bytes = std::as_bytes(section);
        for (const std::byte byte : bytes) content += static_cast<char>(byte);
        content.resize(bridge_format::end_of(0, content.size()), '\0');
    }

    std::string letters_;
    std::vector<std::uint32_t> starts_;
    std::vector<std::uint32_t> documents_;
    std::vector<KeyEntry> greek_;
    std::vector<KeyEntry> cyrillic_;
    std::vector<KeyEntry> mixed_;
    std::vector<KeyEntry> names_;
};

constexpr std::string_view kNamePrefix = "name:";

/// The names that the writer noted, in the order of their bytes.
class NotedNames {
public:
    explicit NotedNames(const Xapian::Database& database)
        : next_(database.metadata_keys_begin(std::string(kNamePrefix))),
          end_(database.metadata_keys_end(std::string(kNamePrefix))) {}

    /// Whether `word` is one; words are asked for in order.
    bool contains(std::string_view word) {
        for (; next_ != end_; ++next_) {
            const std::string key = *next_;
            const std::string_view name = std::string_view(key).substr(kNamePrefix.size());
            if (name >= word) return name == word;
        }
        return false;
    }

private:
    Xapian::TermIterator next_;
    Xapian::TermIterator end_;
};

}  // namespace

std::string name_key(std::string_view surface) {
    if (surface.size() > bridge_format::kLongestWord || analyzers::name_keys(surface).empty()) {
        return {};
    }
    return std::string(kNamePrefix) + std::string(surface);
}

Result<void> write_script_bridge(const Xapian::Database& database, const std::string& folder) {
    const std::map<std::string, Xapian::doccount> stop_words = stop_words_of(database);
    auto stop_word = stop_words.begin();
    NotedNames names(database);
    BridgeWriter writer;
    auto term = database.allterms_begin();
    // Surface forms are lower case; everything before them has a prefix of capital letters.
    term.skip_to("a");
    for (; term != database.allterms_end(); ++term) {
        const std::string word = *term;
        for (; stop_word != stop_words.end() && stop_word->first <= word; ++stop_word) {
            if (stop_word->first != word) writer.add(stop_word->first, stop_word->second);
        }
        writer.add(word, term.get_termfreq(), names.contains(word));
    }
    for (; stop_word != stop_words.end(); ++stop_word) {
        writer.add(stop_word->first, stop_word->second);
    }
    return write_durably(folder + "/" + std::string(kScriptBridgeName), writer.finish());
}

}  // namespace evresi::database
