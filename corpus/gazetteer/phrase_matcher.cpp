#include "corpus/gazetteer/phrase_matcher.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace evresi::corpus {
namespace {

constexpr std::size_t kPrefixKey = 6;
constexpr std::size_t kMaxLanguages = 15;
constexpr std::size_t kFirstSlots = 1024;  // a power of two, as all sizes of tables are
constexpr char kStemMark = '\x01';         // no folded word holds it
constexpr unsigned kStartWordsBits = 19;   // 64 KiB
constexpr unsigned kSmallFilterBits = 16;

inline std::uint64_t load8(const char* at) noexcept {
    std::uint64_t block = 0;
    std::memcpy(&block, at, 8);
    return block;
}

/// The bytes of a word, of which 8 can be read whatever its size: the first 8 and the last 8, with
/// zeros for those that it does not have.
struct Ends {
    std::uint64_t first;
    std::uint64_t last;
};

inline Ends padded_ends(const char* at, std::size_t size) noexcept {
    const std::uint64_t mask = ~std::uint64_t{0} >> (64 - 8 * std::clamp<std::size_t>(size, 1, 8));
    return {load8(at) & mask, load8(at + (std::max<std::size_t>(size, 8) - 8)) & mask};
}

/// The same for any word.
inline Ends ends_of(std::string_view word) noexcept {
    if (word.size() >= 8) return {load8(word.data()), load8(word.data() + word.size() - 8)};
    std::uint64_t block = 0;
    std::memcpy(&block, word.data(), word.size());
    return {block, block};
}

// Words of more than 16 bytes that differ in their middles alone share a hash: few do, and look-ups
// compare all bytes. No branch depends on the size, which would be foretold wrongly for each word.
inline std::uint64_t hash_ends(Ends ends, std::size_t size) noexcept {
    std::uint64_t hash =
        ends.first * 0x9E3779B97F4A7C15u + (ends.last ^ size) * 0xC2B2AE3D27D4EB4Fu;
    hash = (hash ^ (hash >> 32)) * 0xFF51AFD7ED558CCDu;
    return hash ^ (hash >> 32);
}

/// As ==, without a call for most words.
inline bool is_same(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    if (a.size() < 8 || a.size() > 16) return a == b;
    return load8(a.data()) == load8(b.data()) &&
           load8(a.data() + a.size() - 8) == load8(b.data() + b.size() - 8);
}

/// What a slot keeps of a hash: its place follows from it.
inline std::uint32_t tag_of(std::uint64_t hash) noexcept {
    return static_cast<std::uint32_t>(hash >> 32);
}

inline std::uint64_t hash_word(std::string_view word) noexcept {
    return hash_ends(ends_of(word), word.size());
}

/// The first 6 bytes of a word that has them. Never 0: there are words of zero bytes nowhere.
inline std::uint64_t prefix_key(Ends ends) noexcept {
    return ends.first & 0xFFFFFFFFFFFFu;
}

/// The first three letters, or rather bytes, of a word that has them; else 0. The marks of fold.hpp
/// are gone, so that letters are of one byte in Latin script, and of two in Greek and Cyrillic.
inline std::uint64_t beginning(Ends ends, std::size_t size) noexcept {
    const std::size_t bytes = (ends.first & 0x80) == 0 ? 3 : 6;
    return size < bytes ? 0 : ends.first & ((std::uint64_t{1} << (8 * bytes)) - 1);
}

inline std::uint64_t hash_key(std::uint64_t key) noexcept {
    key *= 0x9E3779B97F4A7C15u;
    return key ^ (key >> 32);
}

inline std::uint64_t hash_pair(std::uint64_t first, std::uint64_t second) noexcept {
    return hash_key(first + (second << 1));
}

inline std::uint64_t edge_key(std::uint32_t node, std::uint32_t word, Gap gap) noexcept {
    return (std::uint64_t{node} << 34) | (std::uint64_t{word} << 2) |
           static_cast<std::uint64_t>(gap);
}

// The gap that a phrase asks for, from the gap that it has. Only space, dash and hard stand in
// keys.
Gap required_gap(Gap gap, bool keep_dashes) noexcept {
    if (gap == Gap::hard) return Gap::hard;
    return gap == Gap::dash && keep_dashes ? Gap::dash : Gap::space;
}

inline bool fits(Gap wanted, Gap found) noexcept {
    return wanted == Gap::hard || (wanted == Gap::space && found != Gap::hard) ||
           (wanted == Gap::dash && found == Gap::dash);
}

inline std::uint32_t root_bit(std::size_t root) noexcept {
    return std::uint32_t{1} << root;
}

inline std::uint32_t gap_bit(Gap gap) noexcept {
    return std::uint32_t{1} << static_cast<unsigned>(gap);
}

template <typename Slot, typename IsFree>
Slot& free_slot(std::vector<Slot>& slots, std::uint64_t hash, IsFree is_free) {
    std::size_t at = static_cast<std::size_t>(hash) & (slots.size() - 1);
    while (!is_free(slots[at])) at = (at + 1) & (slots.size() - 1);
    return slots[at];
}

/// Doubles a table that would be more than half full with one entry more.
template <typename Slot, typename IsFree, typename HashOf>
void make_room(std::vector<Slot>& slots, std::size_t count, IsFree is_free, HashOf hash_of) {
    if ((count + 1) * 2 <= slots.size()) return;
    std::vector<Slot> larger(slots.size() * 2);
    for (const Slot& slot : slots) {
        if (!is_free(slot)) free_slot(larger, hash_of(slot), is_free) = slot;
    }
    slots = std::move(larger);
}

}  // namespace

PhraseMatcher::PhraseMatcher()
    : word_slots_(kFirstSlots), prefix_slots_(kFirstSlots), edges_(kFirstSlots), nodes_(1),
      start_words_(kStartWordsBits), certain_starts_(kStartWordsBits),
      start_pairs_(kStartWordsBits), start_prefixes_(kSmallFilterBits),
      inner_words_(kSmallFilterBits), inner_prefixes_(kSmallFilterBits) {}

std::uint32_t PhraseMatcher::find_word(std::string_view word, std::uint64_t hash) const noexcept {
    const std::size_t mask = word_slots_.size() - 1;
    const std::uint32_t tag = tag_of(hash);
    for (std::size_t at = tag & mask;; at = (at + 1) & mask) {
        const WordSlot& slot = word_slots_[at];
        if (slot.id == kNone) return kNone;
        if (slot.tag == tag && is_same(letters_of(slot.id), word)) return slot.id;
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

std::uint32_t PhraseMatcher::intern(std::string_view key) {
    const std::uint64_t hash = hash_word(key);
    if (const std::uint32_t known = find_word(key, hash); known != kNone) return known;
    const auto is_free = [](const WordSlot& slot) { return slot.id == kNone; };
    make_room(word_slots_, words_.size(), is_free,
              [](const WordSlot& slot) { return std::uint64_t{slot.tag}; });
    const auto id = static_cast<std::uint32_t>(words_.size());
    words_.push_back(
        {static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(key.size()), 0});
    letters_ += key;
    free_slot(word_slots_, tag_of(hash), is_free) = {tag_of(hash), id};
    return id;
}

std::uint32_t PhraseMatcher::intern_prefix(std::string_view word) {
    EVRESI_CHECK(word.size() >= kPrefixKey);
    const std::size_t known = words_.size();
    const std::uint32_t id = intern(std::string(word) + '*');
    if (words_.size() == known) return id;
    const auto is_free = [](const PrefixSlot& slot) { return slot.key == 0; };
    make_room(prefix_slots_, prefix_keys_, is_free,
              [](const PrefixSlot& slot) { return hash_key(slot.key); });
    const std::uint64_t key = prefix_key(ends_of(word));
    PrefixSlot& slot = free_slot(prefix_slots_, hash_key(key), [key](const PrefixSlot& at) {
        return at.key == 0 || at.key == key;
    });
    prefix_keys_ += slot.key == 0 ? 1 : 0;
    slot.key = key;
    const auto made = static_cast<std::uint32_t>(prefixes_.size());
    prefixes_.push_back({id, kNone});
    std::uint32_t* place = &slot.longest;
    while (*place != kNone && words_[prefixes_[*place].word].bytes > words_[id].bytes) {
        place = &prefixes_[*place].next;
    }
    prefixes_[made].next = *place;
    *place = made;
    return id;
}

std::uint32_t PhraseMatcher::find_stem(std::string_view stem) const {
    if (stem.empty()) return kNone;
    std::string key(1, kStemMark);
    key += stem;
    return find_word(key, hash_word(key));
}

// A word that has no stem is its folded self.
std::uint32_t PhraseMatcher::intern_stem(StemLanguage& language,
                                         std::string_view surface,
                                         std::string_view folded) {
    const std::string_view stem = language.stemmer->stem(surface);
    const std::uint64_t of_stem = beginning(ends_of(stem), stem.size());
    const std::uint64_t of_word = beginning(ends_of(folded), folded.size());
    if (stem.empty() || of_stem == 0 || of_word == 0) return intern(folded);
    // Rules may change the beginning; then the word as it stands must be looked at too.
    language.beginnings.add(hash_key(of_stem));
    language.beginnings.add(hash_key(of_word));
    return intern(std::string(1, kStemMark) + std::string(stem));
}

std::size_t PhraseMatcher::language_index(LanguageTag lang) const noexcept {
    const auto found = std::find_if(languages_.begin(), languages_.end(),
                                    [lang](const StemLanguage& one) { return one.tag == lang; });
    return static_cast<std::size_t>(found - languages_.begin());
}

std::uint32_t PhraseMatcher::make_node() {
    nodes_.emplace_back();
    return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::uint32_t PhraseMatcher::make_edge(std::uint32_t node, std::uint32_t word, Gap gap) {
    // The root of all languages has its edges in the words.
    if (node == 0) {
        if (words_[word].node == kNone) words_[word].node = make_node();
        return words_[word].node;
    }
    if (const std::uint32_t known = find_edge(node, word, gap); known != kNone) return known;
    const auto is_free = [](const Edge& edge) { return edge.key == 0; };
    make_room(edges_, edge_count_, is_free, [](const Edge& edge) { return hash_key(edge.key); });
    ++edge_count_;
    const std::uint64_t key = edge_key(node, word, gap);
    const std::uint32_t made = make_node();
    nodes_[node].gaps |= gap_bit(gap);
    free_slot(edges_, hash_key(key), is_free) = {key, made};
    return made;
}

// Folding makes one phrase of several forms; what they stand for is kept once.
void PhraseMatcher::add_payload(std::uint32_t node, std::uint32_t payload) {
    EVRESI_CHECK(payload != kNone);
    Node& at = nodes_[node];
    if (at.payload == kNone) at.payload = payload;
    if (at.payload == payload) return;
    std::uint32_t* place = &at.more;
    for (; *place != kNone; place = &payloads_[*place].next) {
        if (payloads_[*place].value == payload) return;
    }
    // The list may move when it grows, but not its end while that is written.
    *place = static_cast<std::uint32_t>(payloads_.size());
    payloads_.push_back({payload, kNone});
}

// Stems need no note: the beginnings of their language tell.
void PhraseMatcher::note(std::uint32_t word, Filter& words, Filter& prefixes) {
    const std::string_view letters = letters_of(word);
    if (letters.back() == '*') {
        prefixes.add(hash_key(prefix_key(ends_of(letters))));
    } else if (letters.front() != kStemMark) {
        words.add(hash_word(letters));
    }
}

bool PhraseMatcher::is_exact(std::uint32_t word) const noexcept {
    const std::string_view letters = letters_of(word);
    return letters.back() != '*' && letters.front() != kStemMark;
}

void PhraseMatcher::note_pair(std::uint32_t first, std::uint32_t second) {
    if (is_exact(first) && is_exact(second)) {
        start_pairs_.add(hash_pair(hash_word(letters_of(first)), hash_word(letters_of(second))));
    } else {
        note(first, certain_starts_, start_prefixes_);
    }
}

void PhraseMatcher::add_from(StemLanguage* language,
                             std::string_view phrase,
                             std::uint32_t payload,
                             bool keep_dashes) {
    fold_words(phrase, phrase_);
    const std::size_t root =
        language == nullptr ? 0 : static_cast<std::size_t>(language - languages_.data()) + 1;
    const std::uint32_t root_node = language == nullptr ? 0 : language->root;
    std::uint32_t node = root_node;
    std::uint32_t first_word = kNone;
    for (std::size_t i = 0; i < phrase_.words.size(); ++i) {
        const FoldedWord& at = phrase_.words[i];
        const std::string_view folded = phrase_.word(i);
        const bool is_prefix = at.end < phrase.size() && phrase[at.end] == '*';
        const std::string_view surface = phrase.substr(at.begin, at.end - at.begin);
        const std::uint32_t word = is_prefix             ? intern_prefix(folded)
                                   : language == nullptr ? intern(folded)
                                                         : intern_stem(*language, surface, folded);
        Gap gap = i == 0 ? Gap::space : required_gap(at.gap, keep_dashes);
        // The '*' itself counts as no punctuation.
        if (i > 0 && gap == Gap::hard && phrase[phrase_.words[i - 1].end] == '*') gap = Gap::space;
        if (i == 0) {
            words_[word].starts |= root_bit(root);
            note(word, start_words_, start_prefixes_);
            if (phrase_.words.size() == 1) note(word, certain_starts_, start_prefixes_);
        } else {
            note(word, inner_words_, inner_prefixes_);
        }
        if (i == 1) note_pair(first_word, word);
        first_word = i == 0 ? word : first_word;
        node = make_edge(node, word, gap);
    }
    if (node != root_node) add_payload(node, payload);
}

void PhraseMatcher::add(std::string_view phrase, std::uint32_t payload, bool keep_dashes) {
    add_from(nullptr, phrase, payload, keep_dashes);
}

void PhraseMatcher::add_stemmed(std::string_view phrase,
                                std::uint32_t payload,
                                LanguageTag lang,
                                bool keep_dashes) {
    const std::size_t index = language_index(lang);
    if (index == languages_.size()) {
        EVRESI_CHECK(index < kMaxLanguages);
        languages_.push_back(
            {lang, make_node(), std::make_unique<WordStemmer>(lang), Filter(kSmallFilterBits)});
    }
    add_from(&languages_[index], phrase, payload, keep_dashes);
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
    void run() {
        constexpr std::uint32_t kBlock = 512;
        std::array<std::uint32_t, kBlock + 1> picked;
        for (std::uint32_t begin = 0; begin < count_; begin += kBlock) {
            const std::uint32_t end = std::min(count_, begin + kBlock);
            const std::size_t count = language_ == nullptr ? pick<false>(begin, end, picked.data())
                                                           : pick<true>(begin, end, picked.data());
            for (std::size_t i = 0; i < count; ++i) {
                const Candidate candidate =
                    look_at(picked[i], matcher_.start_words_, matcher_.start_prefixes_);
                const WordIds ids = ids_of(candidate);
                if ((starts(ids) & roots_) != 0) walk(candidate.word, ids);
            }
        }
    }

private:
    /// A word, and what filters say that it may be.
    struct Candidate {
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
        bool is_picked = false;  // the word before
        const std::uint32_t last = std::min(end + 1, count_);
        for (std::uint32_t i = begin; i < last; ++i) {
            const std::size_t next = i + 1 < count_ ? words[i + 1].fold_begin : folded.size();
            const std::size_t size = next - place;
            const Ends ends = padded_ends(folded.data() + place, size);
            const std::uint64_t hash = hash_ends(ends, size);
            is_picked |= (i > begin) & matcher_.start_pairs_.may_hold(hash_pair(hash_before, hash));
            out[count] = i - 1;
            count += is_picked ? 1u : 0u;
            is_picked = matcher_.certain_starts_.may_hold(hash);
            is_picked |= (size >= kPrefixKey) &
                         matcher_.start_prefixes_.may_hold(hash_key(prefix_key(ends)));
            if constexpr (kHasLanguage) {
                const std::uint64_t key = beginning(ends, size);
                is_picked |= (key != 0) & language_->beginnings.may_hold(hash_key(key));
            }
            place = next;
            hash_before = hash;
        }
        // The text's last word has none behind it.
        out[count] = last - 1;
        return count + (last == end && is_picked ? 1u : 0u);
    }

    [[nodiscard, gnu::always_inline]] Candidate
    look_at(std::uint32_t index, const Filter& words, const Filter& prefixes) const noexcept {
        const std::string_view word = text_.word(index);
        const Ends ends = padded_ends(word.data(), word.size());
        Candidate candidate;
        candidate.word = index;
        candidate.hash = hash_ends(ends, word.size());
        candidate.prefix_key = prefix_key(ends);
        candidate.may_be_exact = words.may_hold(candidate.hash);
        candidate.may_be_prefix =
            (word.size() >= kPrefixKey) & prefixes.may_hold(hash_key(candidate.prefix_key));
        candidate.may_be_stem = false;
        if (language_ == nullptr) return candidate;
        const std::uint64_t begin = beginning(ends, word.size());
        candidate.may_be_stem = (begin != 0) & language_->beginnings.may_hold(hash_key(begin));
        return candidate;
    }

    [[nodiscard]] WordIds ids_of(const Candidate& candidate) {
        const std::string_view word = text_.word(candidate.word);
        WordIds ids;
        if (candidate.may_be_exact) ids.exact = matcher_.find_word(word, candidate.hash);
        if (candidate.may_be_prefix) ids.prefix = matcher_.find_prefix(word, candidate.prefix_key);
        if (candidate.may_be_stem) ids.stem = stem_of(candidate.word);
        return ids;
    }

    void walk(std::uint32_t first, const WordIds& first_ids) {
        Branches now;
        Branches next;
        leave_roots(first_ids, now);
        for (std::uint32_t i = first + 1;; ++i) {
            const bool goes_on = report(now, first, i);
            if (!goes_on || i == count_ || text_.words[i].gap == Gap::line) return;
            const Candidate at = look_at(i, matcher_.inner_words_, matcher_.inner_prefixes_);
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
    // whether phrases go on from here.
    bool report(const Branches& reached, std::uint32_t first, std::uint32_t last) {
        const std::size_t known = out_.size();
        std::uint32_t gaps = 0;
        for (std::size_t n = 0; n < reached.count; ++n) {
            const Node& node = matcher_.nodes_[reached.nodes[n]];
            gaps |= node.gaps;
            if (node.payload == kNone) continue;
            report_once({first, last, node.payload}, known);
            for (std::uint32_t i = node.more; i != kNone; i = matcher_.payloads_[i].next) {
                report_once({first, last, matcher_.payloads_[i].value}, known);
            }
        }
        return gaps != 0;
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
    Search(*this, text, out).run();
}

void PhraseMatcher::find(const FoldedText& text,
                         LanguageTag lang,
                         StemMemory& memory,
                         std::vector<PhraseMatch>& out) const {
    Search search(*this, text, out);
    const std::size_t index = language_index(lang);
    if (index < languages_.size()) search.use(index, memory.of(index, lang));
    search.run();
}

}  // namespace evresi::corpus
