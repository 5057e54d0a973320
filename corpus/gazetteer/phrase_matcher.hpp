// PhraseMatcher: finds many phrases in a folded text in one pass: a trie over words, so the cost is
// one table look-up a word however many phrases there are. Filled once, then immutable and shared
// freely between threads. What a match means (case, context) is the caller's to judge.
#pragma once

#include "base/language_tag.hpp"
#include "corpus/gazetteer/fold.hpp"
#include "corpus/gazetteer/stem_memory.hpp"
#include "corpus/gazetteer/word_hash.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

struct WordRange {
    std::uint32_t first = 0;
    std::uint32_t last = 0;  ///< one past the end
    [[nodiscard]] bool holds(std::uint32_t word) const noexcept {
        return word >= first && word < last;
    }
    [[nodiscard]] std::uint32_t size() const noexcept { return last - first; }
};

struct PhraseMatch {
    std::uint32_t first = 0;  ///< index of the first word
    std::uint32_t last = 0;   ///< one past the last word
    std::uint32_t payload = 0;
};

struct PhraseRules {
    /// A dash of the phrase must be one in the text; else any space or dash will do.
    bool keep_dashes = false;
    /// Its first word must begin with a capital in the text. Most words do not, and are passed over
    /// without a look at such phrases, however many there are.
    bool needs_capital = false;
};

class PhraseMatcher {
public:
    PhraseMatcher();

    /// Adds `phrase`, folded here. A word that ends in '*' matches every word that begins so (at
    /// least 6 bytes when folded). Punctuation of the phrase may be missing in the text. Requires a
    /// `payload` below 0xFFFFFFFF.
    void add(std::string_view phrase, std::uint32_t payload, PhraseRules rules = {});

    /// Adds `phrase` for texts in `lang`, one of at most 15 languages: each of its words matches
    /// all words with the same stem ("Latgale" matches "Latgales" and "Latgalē"). Short words match
    /// as in add(), and so do words that WordStemmer has no stem for. What texts in other languages
    /// should match is to be added too.
    void add_stemmed(std::string_view phrase,
                     std::uint32_t payload,
                     LanguageTag lang,
                     PhraseRules rules = {});

    /// Appends all matches of phrases that were added without a language, by first word; phrases
    /// within phrases are reported too.
    void find(const FoldedText& text, std::vector<PhraseMatch>& out) const;

    /// Likewise only those that begin with one of the words [first, last).
    void find(const FoldedText& text,
              std::uint32_t first,
              std::uint32_t last,
              std::vector<PhraseMatch>& out) const;

    /// Likewise, with the phrases that were added for `lang`, the language of the text, those that
    /// begin with one of the words of `ranges`, which are in order and do not overlap. `memory`
    /// serves this matcher alone. The text that `text` was folded from must still be there.
    void find(const FoldedText& text,
              std::span<const WordRange> ranges,
              LanguageTag lang,
              StemMemory& memory,
              std::vector<PhraseMatch>& out) const;
    /// Likewise, in the whole text.
    void find(const FoldedText& text,
              LanguageTag lang,
              StemMemory& memory,
              std::vector<PhraseMatch>& out) const;

private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    /// Of Node::gaps: phrases go on from this first word that start_pairs_ does not know.
    static constexpr std::uint32_t kAnyNext = 0x80;

    /// Whether a hash may be one of those added: one bit of a table that the cache holds.
    class Filter {
    public:
        explicit Filter(unsigned size_bits)
            : mask_((std::size_t{1} << size_bits) - 1), bits_((mask_ + 1) / 64) {}
        void add(std::uint64_t hash) noexcept { bits_[at(hash)] |= bit(hash); }
        [[nodiscard]] bool may_hold(std::uint64_t hash) const noexcept {
            return (bits_.data()[at(hash)] & bit(hash)) != 0;
        }

    private:
        [[nodiscard]] std::size_t at(std::uint64_t hash) const noexcept {
            return (static_cast<std::size_t>(hash >> 24) & mask_) / 64;
        }
        [[nodiscard]] static std::uint64_t bit(std::uint64_t hash) noexcept {
            return std::uint64_t{1} << ((hash >> 24) % 64);
        }
        std::size_t mask_;
        std::vector<std::uint64_t> bits_;
    };

    /// Index 1: for words that begin with a capital.
    using ByCapital = std::array<Filter, 2>;

    /// Where in its phrase a word stands.
    enum class WordPlace : std::uint8_t { start, capital_start, inner };

    /// A word of phrases: as folded, a prefix with its '*', or a stem behind a mark.
    struct Word {
        Ends ends;                ///< what most comparisons need, beside the rest
        std::uint32_t begin = 0;  ///< in letters_
        std::uint32_t bytes = 0;
        std::uint32_t starts = 0;    ///< a bit for each root that it leads away from
        std::uint32_t node = kNone;  ///< that it leads to from the root of all languages
    };
    struct WordSlot {
        std::uint32_t tag = 0;
        std::uint32_t id = kNone;
    };
    struct Prefix {
        std::uint32_t word = kNone;
        std::uint32_t next = kNone;  ///< the next shorter one with the same first bytes
    };
    struct PrefixSlot {
        std::uint64_t key = 0;  ///< the first bytes; 0: empty
        std::uint32_t longest = kNone;
    };
    struct Edge {
        std::uint64_t key = 0;  ///< 0: empty
        std::uint32_t node = kNone;
    };
    struct Node {
        std::uint32_t payload = kNone;  ///< the first one
        std::uint32_t more = kNone;     ///< those behind it, in payloads_
        /// A bit for each Gap that an edge from here begins with, and kAnyNext.
        std::uint32_t gaps = 0;
    };
    struct Payload {
        std::uint32_t value = 0;
        std::uint32_t next = kNone;
    };
    struct StemLanguage {
        LanguageTag tag;
        std::uint32_t root = 0;  ///< the node that its phrases begin at
        std::unique_ptr<WordStemmer> stemmer;
        /// How words begin that have one of its stems: at the start of a phrase, and further on.
        ByCapital starts;
        Filter inner;
    };
    /// What a word of the text stands for.
    struct WordIds {
        std::uint32_t exact = kNone;
        std::uint32_t prefix = kNone;
        std::uint32_t stem = kNone;
    };
    class Search;

    [[nodiscard]] std::string_view letters_of(std::uint32_t word) const noexcept {
        return {letters_.data() + words_[word].begin, words_[word].bytes};
    }
    [[nodiscard]] std::uint32_t find_word(std::string_view word, std::uint64_t hash) const noexcept;
    [[nodiscard]] std::uint32_t
    find_word(std::string_view word, Ends ends, std::uint64_t hash) const noexcept;
    [[nodiscard]] std::uint32_t find_prefix(std::string_view word,
                                            std::uint64_t key) const noexcept;
    [[nodiscard]] std::uint32_t find_stem(std::string_view stem) const;
    [[nodiscard]] std::uint32_t
    find_edge(std::uint32_t node, std::uint32_t word, Gap gap) const noexcept;

    [[nodiscard]] std::size_t language_index(LanguageTag lang) const noexcept;
    void add_from(StemLanguage* language,
                  std::string_view phrase,
                  std::uint32_t payload,
                  PhraseRules rules);
    std::uint32_t intern(std::string_view key);
    std::uint32_t intern_prefix(std::string_view word);
    std::uint32_t intern_stem(StemLanguage& language,
                              std::string_view surface,
                              std::string_view folded,
                              WordPlace place);
    void note(std::uint32_t word, Filter& words, Filter& prefixes);
    void note_start(std::uint32_t word, WordPlace place, ByCapital& words);
    void note_pair(std::uint32_t node, std::uint32_t first, std::uint32_t second, WordPlace place);
    [[nodiscard]] bool is_exact(std::uint32_t word) const noexcept;
    std::uint32_t make_edge(std::uint32_t node, std::uint32_t word, Gap gap);
    std::uint32_t make_node();
    void add_payload(std::uint32_t node, std::uint32_t payload);

    std::string letters_;
    std::vector<Word> words_;
    std::vector<WordSlot> word_slots_;  // open addressing, at most half full, as are the next two
    std::vector<PrefixSlot> prefix_slots_;
    std::vector<Edge> edges_;
    std::vector<Prefix> prefixes_;
    std::size_t prefix_keys_ = 0;
    std::size_t edge_count_ = 0;
    std::vector<Node> nodes_;
    std::vector<Payload> payloads_;
    std::vector<StemLanguage> languages_;
    ByCapital start_words_;     // those that begin a phrase
    ByCapital certain_starts_;  // of these, those whose next word may be any, or need not be
    ByCapital start_prefixes_;
    ByCapital start_pairs_;  // the first two words of phrases
    Filter inner_words_;     // those that are not the first of a phrase
    Filter inner_prefixes_;
    FoldedText phrase_;  // of add(): kept for its memory
};

}  // namespace evresi::corpus
