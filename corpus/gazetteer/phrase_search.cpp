#include "corpus/gazetteer/phrase_matcher.hpp"
#include "corpus/gazetteer/word_hash.hpp"

#include <array>
#include <string>
#include <utility>

// The half of PhraseMatcher that reads: look-ups, and the pass over a text.
namespace evresi::corpus {

std::uint32_t PhraseMatcher::find_word(std::string_view word, std::uint64_t hash) const noexcept {
    return find_word(word, ends_of(word), hash);
}

std::uint32_t
PhraseMatcher::find_word(std::string_view word, Ends ends, std::uint64_t hash) const noexcept {
    const std::size_t mask = word_slots_.size() - 1;
    const std::uint32_t tag = tag_of(hash);
    for (std::size_t at = tag & mask;; at = (at + 1) & mask) {
        const WordSlot& slot = word_slots_[at];
        if (slot.id == kNone) return kNone;
        if (slot.tag != tag) continue;
        const Word& known = words_[slot.id];
        const bool is_alike = known.bytes == word.size() && known.ends == ends;
        if (is_alike && (word.size() <= 16 || letters_of(slot.id) == word)) return slot.id;
    }
}

// The longest prefix of phrases that `word` begins with.
std::uint32_t PhraseMatcher::find_prefix(std::string_view word, std::uint64_t key) const noexcept {
    const std::size_t mask = prefix_slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash_key(key)) & mask;
    while (prefix_slots_[at].key != key) {
        if (prefix_slots_[at].key == 0) return kNone;
        at = (at + 1) & mask;
    }
    for (std::uint32_t i = prefix_slots_[at].longest; i != kNone; i = prefixes_[i].next) {
        std::string_view prefix = letters_of(prefixes_[i].word);
        prefix.remove_suffix(1);
        if (word.starts_with(prefix)) return prefixes_[i].word;
    }
    return kNone;
}

std::uint32_t
PhraseMatcher::find_edge(std::uint32_t node, std::uint32_t word, Gap gap) const noexcept {
    const std::uint64_t key = edge_key(node, word, gap);
    const std::size_t mask = edges_.size() - 1;
    for (std::size_t at = static_cast<std::size_t>(hash_key(key)) & mask;; at = (at + 1) & mask) {
        if (edges_[at].key == key) return edges_[at].node;
        if (edges_[at].key == 0) return kNone;
    }
}

std::uint32_t PhraseMatcher::find_stem(std::string_view stem) const {
    if (stem.empty()) return kNone;
    std::string key(1, kStemMark);
    key += stem;
    return find_word(key, hash_word(key));
}

/// One pass over one text.
class PhraseMatcher::Search {
public:
    Search(const PhraseMatcher& matcher, const FoldedText& text, std::vector<PhraseMatch>& out)
        : matcher_(matcher), text_(text), out_(out),
          count_(static_cast<std::uint32_t>(text.words.size())) {}

    void use(std::size_t language, StemCache& cache) {
        language_ = &matcher_.languages_[language];
        cache_ = &cache;
        language_bit_ = root_bit(language + 1);
        roots_ |= language_bit_;
    }

    // Words that may begin a phrase are picked first, a block at a time and without branches: which
    // ones they are cannot be foretold, and most are not.
    void run(std::uint32_t first, std::uint32_t last) {
        constexpr std::uint32_t kBlock = 512;
        std::array<std::uint32_t, kBlock + 1> picked;
        for (std::uint32_t begin = first; begin < last; begin += kBlock) {
            const std::uint32_t end = std::min(last, begin + kBlock);
            const std::size_t count = language_ == nullptr ? pick<false>(begin, end, picked.data())
                                                           : pick<true>(begin, end, picked.data());
            for (std::size_t i = 0; i < count; i += kBatch) {
                look_up(picked.data() + i, std::min(kBatch, count - i));
            }
        }
    }

private:
    static constexpr std::size_t kBatch = 32;
    /// Of a picked word: it and the next one may be the first two words of a phrase. Texts have
    /// fewer words than this: their places are of 32 bits.
    static constexpr std::uint32_t kPair = std::uint32_t{1} << 31;

    /// A word, and what filters say that it may be.
    struct Candidate {
        Ends ends;
        std::uint64_t hash;
        std::uint64_t prefix_key;
        std::uint32_t word;
        bool may_be_exact;
        bool may_be_prefix;
        bool may_be_stem;
        [[nodiscard]] bool is_any() const noexcept {
            return may_be_exact | may_be_prefix | may_be_stem;
        }
    };
    struct Branches {
        static constexpr std::size_t kMost = 32;
        std::array<std::uint32_t, kMost> nodes;
        std::size_t count = 0;
        void add(std::uint32_t node) noexcept {
            if (node != kNone && count < kMost) nodes[count++] = node;
        }
        /// Moves what `other` has here; leaves it empty.
        void take(Branches& other) noexcept {
            count = std::exchange(other.count, 0);
            std::copy_n(other.nodes.begin(), count, nodes.begin());
        }
    };

    // The tables are larger than the cache near the processor: what a batch of words needs of one
    // is fetched while the one before is read.
    void look_up(const std::uint32_t* picked, std::size_t count) {
        std::array<Candidate, kBatch> candidates;
        std::array<WordIds, kBatch> ids;
        const WordSlot* const slots = matcher_.word_slots_.data();
        const std::size_t mask = matcher_.word_slots_.size() - 1;
        for (std::size_t i = 0; i < count; ++i) {
            candidates[i] = look_at_start(picked[i] & ~kPair);
            __builtin_prefetch(&slots[tag_of(candidates[i].hash) & mask]);
        }
        for (std::size_t i = 0; i < count; ++i) {
            const WordSlot& slot = slots[tag_of(candidates[i].hash) & mask];
            if (slot.id != kNone) __builtin_prefetch(&matcher_.words_[slot.id]);
        }
        for (std::size_t i = 0; i < count; ++i) {
            ids[i] = ids_of(candidates[i]);
            const std::uint32_t node =
                ids[i].exact == kNone ? kNone : matcher_.words_[ids[i].exact].node;
            if (node != kNone) __builtin_prefetch(&matcher_.nodes_[node]);
        }
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint32_t roots = starts(ids[i]) & roots_;
            if (roots == 0) continue;
            const bool is_pair = (picked[i] & kPair) != 0;
            if (is_pair || !report_alone(candidates[i].word, ids[i], roots)) {
                walk(candidates[i], ids[i], is_pair);
            }
        }
    }

    [[nodiscard]] std::uint32_t starts(const WordIds& ids) const noexcept {
        std::uint32_t roots = 0;
        for (const std::uint32_t id : {ids.exact, ids.prefix, ids.stem}) {
            if (id != kNone) roots |= matcher_.words_[id].starts;
        }
        return roots;
    }

    [[nodiscard]] std::uint32_t stem_of(std::uint32_t index) {
        const std::string_view surface = text_.surface(index);
        const std::uint64_t hash = hash_word(surface);
        if (const std::optional<std::uint32_t> known = cache_->find(surface, hash)) return *known;
        const std::uint32_t id = matcher_.find_stem(cache_->stemmer().stem(surface));
        cache_->insert(surface, hash, id);
        return id;
    }

    // Writes the words of [begin, end) that may begin a phrase to `out`; returns how many. A word
    // like "the" begins many phrases, and is picked only before a word that goes on with one.
    template <bool kHasLanguage>
    [[nodiscard]] std::size_t
    pick(std::uint32_t begin, std::uint32_t end, std::uint32_t* out) const noexcept {
        const FoldedWord* const words = text_.words.data();
        const std::string_view folded = text_.folded();
        std::size_t count = 0;
        std::size_t place = words[begin].fold_begin;
        std::uint64_t hash_before = 0;
        std::size_t upper = 0;  // of the word before, as is the next
        bool is_picked = false;
        const std::uint32_t last = std::min(end + 1, count_);
        for (std::uint32_t i = begin; i < last; ++i) {
            const std::size_t next = i + 1 < count_ ? words[i + 1].fold_begin : folded.size();
            const std::size_t size = next - place;
            const Ends ends = padded_ends(folded.data() + place, size);
            const std::uint64_t hash = hash_ends(ends, size);
            const bool is_pair =
                (i > begin) & matcher_.start_pairs_[upper].may_hold(hash_pair(hash_before, hash));
            out[count] = (i - 1) | (is_pair ? kPair : 0u);
            count += (is_picked | is_pair) ? 1u : 0u;
            upper = words[i].starts_upper ? 1 : 0;
            is_picked = matcher_.certain_starts_[upper].may_hold(hash);
            is_picked |= (size >= kPrefixKey) &
                         matcher_.start_prefixes_[upper].may_hold(hash_key(prefix_key(ends)));
            if constexpr (kHasLanguage) {
                const std::uint64_t key = beginning(ends, size);
                is_picked |= (key != 0) & language_->starts[upper].may_hold(hash_key(key));
            }
            place = next;
            hash_before = hash;
        }
        // The text's last word has none behind it.
        out[count] = last - 1;
        return count + (last == end && is_picked ? 1u : 0u);
    }

    [[nodiscard, gnu::always_inline]] Candidate look_at(std::uint32_t index,
                                                        const Filter& words,
                                                        const Filter& prefixes,
                                                        const Filter* beginnings) const noexcept {
        const std::string_view word = text_.word(index);
        const Ends ends = padded_ends(word.data(), word.size());
        Candidate candidate;
        candidate.ends = ends;
        candidate.word = index;
        candidate.hash = hash_ends(ends, word.size());
        candidate.prefix_key = prefix_key(ends);
        candidate.may_be_exact = words.may_hold(candidate.hash);
        candidate.may_be_prefix =
            word.size() >= kPrefixKey && prefixes.may_hold(hash_key(candidate.prefix_key));
        candidate.may_be_stem = false;
        if (beginnings == nullptr) return candidate;
        const std::uint64_t begin = beginning(ends, word.size());
        candidate.may_be_stem = (begin != 0) & beginnings->may_hold(hash_key(begin));
        return candidate;
    }
    [[nodiscard]] Candidate look_at_start(std::uint32_t index) const noexcept {
        const std::size_t upper = text_.words[index].starts_upper ? 1 : 0;
        return look_at(index, matcher_.start_words_[upper], matcher_.start_prefixes_[upper],
                       language_ == nullptr ? nullptr : &language_->starts[upper]);
    }
    [[nodiscard]] Candidate look_at_inner(std::uint32_t index) const noexcept {
        return look_at(index, matcher_.inner_words_, matcher_.inner_prefixes_,
                       language_ == nullptr ? nullptr : &language_->inner);
    }

    [[nodiscard]] WordIds ids_of(const Candidate& candidate) {
        const std::string_view word = text_.word(candidate.word);
        WordIds ids;
        if (candidate.may_be_exact)
            ids.exact = matcher_.find_word(word, candidate.ends, candidate.hash);
        if (candidate.may_be_prefix) ids.prefix = matcher_.find_prefix(word, candidate.prefix_key);
        if (candidate.may_be_stem) ids.stem = stem_of(candidate.word);
        return ids;
    }

    // Most words are phrases of their own and begin no other: these are reported here. False, with
    // nothing done, for all others.
    bool report_alone(std::uint32_t word, const WordIds& ids, std::uint32_t roots) {
        if (ids.prefix != kNone || ids.stem != kNone || roots != root_bit(0)) return false;
        const Node& node = matcher_.nodes_[matcher_.words_[ids.exact].node];
        if ((node.gaps & kAnyNext) != 0) return false;
        if (node.payload != kNone) report(node, word, word + 1, out_.size());
        return true;
    }

    void walk(const Candidate& first, const WordIds& first_ids, bool is_pair) {
        Branches now;
        Branches next;
        leave_roots(first_ids, now);
        for (std::uint32_t i = first.word + 1;; ++i) {
            const std::uint32_t gaps = report(now, first.word, i);
            if (gaps == 0 || i == count_ || text_.words[i].gap == Gap::line) return;
            const bool may_go_on = i > first.word + 1 || is_pair || (gaps & kAnyNext) != 0;
            if (!may_go_on) return;
            const Candidate at = look_at_inner(i);
            if (!at.is_any()) return;
            follow(now, ids_of(at), text_.words[i].gap, next);
            now.take(next);
        }
    }

    void leave_roots(const WordIds& ids, Branches& next) const {
        for (const std::uint32_t word : {ids.exact, ids.prefix}) {
            if (word != kNone) next.add(matcher_.words_[word].node);
        }
        if (language_ == nullptr) return;
        for (const std::uint32_t word : {ids.exact, ids.prefix, ids.stem}) {
            if (word == kNone || (matcher_.words_[word].starts & language_bit_) == 0) continue;
            next.add(matcher_.find_edge(language_->root, word, Gap::space));
        }
    }

    void follow(const Branches& now, const WordIds& ids, Gap text_gap, Branches& next) const {
        for (std::size_t n = 0; n < now.count; ++n) {
            const std::uint32_t gaps = matcher_.nodes_[now.nodes[n]].gaps;
            for (const Gap gap : {Gap::space, Gap::dash, Gap::hard}) {
                if ((gaps & gap_bit(gap)) == 0 || !fits(gap, text_gap)) continue;
                for (const std::uint32_t word : {ids.exact, ids.prefix, ids.stem}) {
                    if (word != kNone) next.add(matcher_.find_edge(now.nodes[n], word, gap));
                }
            }
        }
    }

    // A phrase may be met exactly and by its stems; what it stands for is reported once. Returns
    // how phrases go on from here: Node::gaps.
    std::uint32_t report(const Branches& reached, std::uint32_t first, std::uint32_t last) {
        const std::size_t known = out_.size();
        std::uint32_t gaps = 0;
        for (std::size_t n = 0; n < reached.count; ++n) {
            const Node& node = matcher_.nodes_[reached.nodes[n]];
            gaps |= node.gaps;
            if (node.payload != kNone) report(node, first, last, known);
        }
        return gaps;
    }

    void report(const Node& node, std::uint32_t first, std::uint32_t last, std::size_t known) {
        report_once({first, last, node.payload}, known);
        for (std::uint32_t i = node.more; i != kNone; i = matcher_.payloads_[i].next) {
            report_once({first, last, matcher_.payloads_[i].value}, known);
        }
    }

    void report_once(const PhraseMatch& match, std::size_t known) {
        for (std::size_t i = known; i < out_.size(); ++i) {
            if (out_[i].payload == match.payload) return;
        }
        out_.push_back(match);
    }

    const PhraseMatcher& matcher_;
    const FoldedText& text_;
    std::vector<PhraseMatch>& out_;
    std::uint32_t count_;
    const StemLanguage* language_ = nullptr;
    StemCache* cache_ = nullptr;
    std::uint32_t language_bit_ = 0;
    std::uint32_t roots_ = root_bit(0);
};

void PhraseMatcher::find(const FoldedText& text, std::vector<PhraseMatch>& out) const {
    find(text, 0, static_cast<std::uint32_t>(text.words.size()), out);
}

void PhraseMatcher::find(const FoldedText& text,
                         std::uint32_t first,
                         std::uint32_t last,
                         std::vector<PhraseMatch>& out) const {
    Search(*this, text, out).run(first, last);
}

void PhraseMatcher::find(const FoldedText& text,
                         std::span<const WordRange> ranges,
                         LanguageTag lang,
                         StemMemory& memory,
                         std::vector<PhraseMatch>& out) const {
    Search search(*this, text, out);
    const std::size_t index = language_index(lang);
    if (index < languages_.size()) search.use(index, memory.of(index, lang));
    for (const WordRange& range : ranges) search.run(range.first, range.last);
}

void PhraseMatcher::find(const FoldedText& text,
                         LanguageTag lang,
                         StemMemory& memory,
                         std::vector<PhraseMatch>& out) const {
    const WordRange all{0, static_cast<std::uint32_t>(text.words.size())};
    find(text, {&all, 1}, lang, memory, out);
}

}  // namespace evresi::corpus
