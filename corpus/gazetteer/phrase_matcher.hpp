// PhraseMatcher: finds many phrases in a folded text in one pass: a trie over words, so the cost is
// one table look-up a word however many phrases there are. Filled once, then immutable and shared
// freely between threads. What a match means (case, context) is the caller's to judge.
#pragma once

#include "corpus/gazetteer/fold.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace evresi::corpus {

struct PhraseMatch {
    std::uint32_t first = 0;  ///< index of the first word
    std::uint32_t last = 0;   ///< one past the last word
    std::uint32_t payload = 0;
};

class PhraseMatcher {
public:
    /// Adds `phrase`, folded here. A word that ends in '*' matches every word that begins so (at
    /// least 6 bytes when folded). With `keep_dashes` a dash of the phrase must be one in the text;
    /// else any space or dash will do. Other punctuation of the phrase may be missing in the text.
    void add(std::string_view phrase, std::uint32_t payload, bool keep_dashes = false);

    /// Appends all matches to `out`, by first word; phrases within phrases are reported too.
    void find(const FoldedText& text, std::vector<PhraseMatch>& out) const;

private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t id = kNone;
    };
    struct Edge {
        std::uint64_t key = 0;
        std::uint32_t node = kNone;
    };
    struct WordIds {
        std::uint32_t exact = kNone;
        std::uint32_t prefix = kNone;
    };

    [[nodiscard]] WordIds ids_of(std::string_view word) const noexcept;
    [[nodiscard]] std::uint32_t find_word(std::string_view word) const noexcept;
    [[nodiscard]] std::uint32_t
    find_edge(std::uint32_t node, std::uint32_t word, Gap gap) const noexcept;
    std::uint32_t intern(std::string_view word, bool is_prefix);
    std::uint32_t make_edge(std::uint32_t node, std::uint32_t word, Gap gap);
    void rehash();
    static void insert_edge(std::vector<Edge>& edges, Edge edge);
    void walk(const FoldedText& text, std::uint32_t first, std::vector<PhraseMatch>& out) const;

    std::vector<std::string> words_;
    std::vector<Slot> slots_ = std::vector<Slot>(1024);
    std::unordered_map<std::string, std::vector<std::uint32_t>>
        prefixes_;                                       // by their first 6 bytes
    std::vector<Edge> edges_ = std::vector<Edge>(1024);  // open addressing, at most half full
    std::size_t edge_count_ = 0;
    std::vector<std::vector<std::uint32_t>> payloads_ = std::vector<std::vector<std::uint32_t>>(1);
    std::vector<bool> starts_;  // by word id: begins a phrase
};

}  // namespace evresi::corpus
