#include "corpus/gazetteer/phrase_matcher.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace evresi::corpus {
namespace {

constexpr std::size_t kPrefixKey = 6;
constexpr std::size_t kMaxLanguages = 15;
constexpr std::size_t kFirstSlots = 1024;  // a power of two, as all sizes of tables are
constexpr char kStemMark = '\x01';         // no folded word holds it
constexpr unsigned kStartWordsBits = 19;   // 64 KiB
constexpr unsigned kSmallFilterBits = 16;

std::uint64_t load8(const char* at) noexcept {
    std::uint64_t block = 0;
    std::memcpy(&block, at, 8);
    return block;
}

std::uint64_t load4(const char* at) noexcept {
    std::uint32_t block = 0;
    std::memcpy(&block, at, 4);
    return block;
}

std::uint64_t mix(std::uint64_t hash, std::uint64_t block) noexcept {
    hash = (hash ^ block) * 0xFF51AFD7ED558CCDu;
    return hash ^ (hash >> 32);
}

/// Up to 8 bytes of a word that has at most 8.
std::uint64_t short_block(std::string_view word) noexcept {
    const std::size_t size = word.size();
    const char* const at = word.data();
    if (size >= 4) return load4(at) | (load4(at + size - 4) << 32);
    if (size == 0) return 0;
    const auto byte = [at](std::size_t i) {
        return std::uint64_t{static_cast<unsigned char>(at[i])};
    };
    return byte(0) | (byte(size / 2) << 8) | (byte(size - 1) << 16);
}

std::uint64_t hash_word(std::string_view word) noexcept {
    std::uint64_t hash = 0x9E3779B97F4A7C15u ^ word.size();
    if (word.size() < 8) return mix(hash, short_block(word)) * 0x9E3779B97F4A7C15u;
    for (std::size_t at = 0; at + 8 < word.size(); at += 8) hash = mix(hash, load8(&word[at]));
    return mix(hash, load8(&word[word.size() - 8])) * 0x9E3779B97F4A7C15u;
}

/// The first 6 bytes of a word that has them. Never 0, as words have no zero bytes.
std::uint64_t prefix_key(std::string_view word) noexcept {
    return load4(word.data()) | ((load4(word.data() + 2) >> 16) << 32);
}

/// The first three letters, or rather bytes, of a word that has them; else 0. The marks of fold.hpp
/// are gone, so that letters are of one byte in Latin script, and of two in Greek and Cyrillic.
std::uint64_t beginning(std::string_view word) noexcept {
    if (word.size() < 3) return 0;
    if (static_cast<unsigned char>(word[0]) < 0x80) {
        return short_block(word.substr(0, 3));
    }
    return word.size() < 6 ? 0 : prefix_key(word);
}

std::uint64_t hash_key(std::uint64_t key) noexcept {
    key *= 0x9E3779B97F4A7C15u;
    return key ^ (key >> 32);
}

std::uint64_t edge_key(std::uint32_t node, std::uint32_t word, Gap gap) noexcept {
    return (std::uint64_t{node} << 34) | (std::uint64_t{word} << 2) |
           static_cast<std::uint64_t>(gap);
}

// The gap that a phrase asks for, from the gap that it has. Only space, dash and hard stand in
// keys.
Gap required_gap(Gap gap, bool keep_dashes) noexcept {
    if (gap == Gap::hard) return Gap::hard;
    return gap == Gap::dash && keep_dashes ? Gap::dash : Gap::space;
}

bool fits(Gap wanted, Gap found) noexcept {
    return wanted == Gap::hard || (wanted == Gap::space && found != Gap::hard) ||
           (wanted == Gap::dash && found == Gap::dash);
}

std::uint32_t root_bit(std::size_t root) noexcept {
    return std::uint32_t{1} << root;
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
      start_words_(kStartWordsBits), start_prefixes_(kSmallFilterBits) {}

std::string_view PhraseMatcher::letters_of(std::uint32_t word) const noexcept {
    return std::string_view(letters_).substr(words_[word].begin, words_[word].bytes);
}

std::uint32_t PhraseMatcher::find_word(std::string_view word, std::uint64_t hash) const noexcept {
    const std::size_t mask = word_slots_.size() - 1;
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    for (std::size_t at = static_cast<std::size_t>(hash) & mask;; at = (at + 1) & mask) {
        const WordSlot& slot = word_slots_[at];
        if (slot.id == kNone) return kNone;
        if (slot.tag == tag && letters_of(slot.id) == word) return slot.id;
    }
}

// The longest prefix of phrases that `word` begins with.
std::uint32_t PhraseMatcher::find_prefix(std::string_view word) const noexcept {
    if (word.size() < kPrefixKey) return kNone;
    const std::uint64_t key = prefix_key(word);
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
              [this](const WordSlot& slot) { return hash_word(letters_of(slot.id)); });
    const auto id = static_cast<std::uint32_t>(words_.size());
    words_.push_back(
        {static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(key.size()), 0});
    letters_ += key;
    free_slot(word_slots_, hash, is_free) = {static_cast<std::uint32_t>(hash >> 32), id};
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
    const std::uint64_t key = prefix_key(word);
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
    if (stem.empty() || beginning(stem) == 0 || beginning(folded) == 0) return intern(folded);
    // Rules may change the beginning; then the word as it stands must be looked at too.
    language.beginnings.add(hash_key(beginning(stem)));
    language.beginnings.add(hash_key(beginning(folded)));
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
    if (const std::uint32_t known = find_edge(node, word, gap); known != kNone) return known;
    const auto is_free = [](const Edge& edge) { return edge.key == 0; };
    make_room(edges_, edge_count_, is_free, [](const Edge& edge) { return hash_key(edge.key); });
    ++edge_count_;
    const std::uint64_t key = edge_key(node, word, gap);
    const std::uint32_t made = make_node();
    free_slot(edges_, hash_key(key), is_free) = {key, made};
    return made;
}

// Folding makes one phrase of several forms; what they stand for is kept once.
void PhraseMatcher::add_payload(std::uint32_t node, std::uint32_t payload) {
    for (std::uint32_t i = nodes_[node].first_payload; i != kNone; i = payloads_[i].next) {
        if (payloads_[i].value == payload) return;
    }
    const auto made = static_cast<std::uint32_t>(payloads_.size());
    payloads_.push_back({payload, kNone});
    Node& at = nodes_[node];
    (at.first_payload == kNone ? at.first_payload : payloads_[at.last_payload].next) = made;
    at.last_payload = made;
}

void PhraseMatcher::note_start(std::size_t root, std::uint32_t word) {
    words_[word].starts |= root_bit(root);
    const std::string_view letters = letters_of(word);
    if (letters.front() == kStemMark) return;  // the beginnings of its language tell
    if (letters.back() == '*') {
        start_prefixes_.add(hash_key(prefix_key(letters)));
    } else {
        start_words_.add(hash_word(letters));
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
        if (i == 0) note_start(root, word);
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
        : matcher_(matcher), text_(text), out_(out) {}

    void use(std::size_t language, StemCache& cache) {
        language_ = &matcher_.languages_[language];
        cache_ = &cache;
        roots_ |= root_bit(language + 1);
    }

    void run() {
        const auto count = static_cast<std::uint32_t>(text_.words.size());
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::string_view word = text_.word(i);
            const std::uint64_t hash = hash_word(word);
            WordIds ids;
            if (matcher_.start_words_.may_hold(hash)) ids.exact = matcher_.find_word(word, hash);
            if (word.size() >= kPrefixKey &&
                matcher_.start_prefixes_.may_hold(hash_key(prefix_key(word)))) {
                ids.prefix = matcher_.find_prefix(word);
            }
            if (cache_ != nullptr) ids.stem = stem_of(i, word);
            if ((starts(ids) & roots_) != 0) walk(i, ids);
        }
    }

private:
    struct Branches {
        static constexpr std::size_t kMost = 32;
        std::array<std::uint32_t, kMost> nodes;
        std::size_t count = 0;
        void add(std::uint32_t node) noexcept {
            if (node != kNone && count < kMost) nodes[count++] = node;
        }
    };

    [[nodiscard]] std::uint32_t starts(const WordIds& ids) const noexcept {
        std::uint32_t roots = 0;
        for (const std::uint32_t id : {ids.exact, ids.prefix, ids.stem}) {
            if (id != kNone) roots |= matcher_.words_[id].starts;
        }
        return roots;
    }

    [[nodiscard]] std::uint32_t stem_of(std::uint32_t index, std::string_view word) {
        const std::uint64_t key = beginning(word);
        if (key == 0 || !language_->beginnings.may_hold(hash_key(key))) return kNone;
        const FoldedWord& at = text_.words[index];
        const std::string_view surface = text_.text.substr(at.begin, at.end - at.begin);
        const std::uint64_t hash = hash_word(surface);
        if (const std::optional<std::uint32_t> known = cache_->find(surface, hash)) return *known;
        const std::uint32_t id = matcher_.find_stem(cache_->stemmer().stem(surface));
        cache_->insert(surface, hash, id);
        return id;
    }

    [[nodiscard]] WordIds ids_of(std::uint32_t index) {
        const std::string_view word = text_.word(index);
        WordIds ids;
        ids.exact = matcher_.find_word(word, hash_word(word));
        ids.prefix = matcher_.find_prefix(word);
        if (cache_ != nullptr) ids.stem = stem_of(index, word);
        return ids;
    }

    // `first_ids` are what the first word stands for.
    void walk(std::uint32_t first, const WordIds& first_ids) {
        Branches now;
        now.add(0);
        if (language_ != nullptr) now.add(language_->root);
        WordIds ids = first_ids;
        for (std::uint32_t i = first; now.count > 0; ids = ids_of(i)) {
            const Gap gap = i == first ? Gap::space : text_.words[i].gap;
            const Branches next = follow(now, ids, gap);
            report(next, first, ++i);
            const bool ends = i == text_.words.size() || text_.words[i].gap == Gap::line;
            if (ends) return;
            now = next;
        }
    }

    [[nodiscard]] Branches follow(const Branches& now, const WordIds& ids, Gap text_gap) const {
        Branches next;
        for (std::size_t n = 0; n < now.count; ++n) {
            for (const Gap gap : {Gap::space, Gap::dash, Gap::hard}) {
                if (!fits(gap, text_gap)) continue;
                for (const std::uint32_t word : {ids.exact, ids.prefix, ids.stem}) {
                    if (word != kNone) next.add(matcher_.find_edge(now.nodes[n], word, gap));
                }
            }
        }
        return next;
    }

    // A phrase may be met exactly and by its stems; what it stands for is reported once.
    void report(const Branches& reached, std::uint32_t first, std::uint32_t last) {
        const std::size_t known = out_.size();
        for (std::size_t n = 0; n < reached.count; ++n) {
            std::uint32_t i = matcher_.nodes_[reached.nodes[n]].first_payload;
            for (; i != kNone; i = matcher_.payloads_[i].next) {
                const std::uint32_t payload = matcher_.payloads_[i].value;
                const auto is_same = [payload](const PhraseMatch& match) {
                    return match.payload == payload;
                };
                if (std::any_of(out_.begin() + static_cast<std::ptrdiff_t>(known), out_.end(),
                                is_same)) {
                    continue;
                }
                out_.push_back({first, last, payload});
            }
        }
    }

    const PhraseMatcher& matcher_;
    const FoldedText& text_;
    std::vector<PhraseMatch>& out_;
    const StemLanguage* language_ = nullptr;
    StemCache* cache_ = nullptr;
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
