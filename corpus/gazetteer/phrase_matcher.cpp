#include "corpus/gazetteer/phrase_matcher.hpp"

#include "base/check.hpp"
#include "corpus/gazetteer/word_hash.hpp"

#include <algorithm>

// The half of PhraseMatcher that is filled; phrase_search.cpp has the other one.
namespace evresi::corpus {

namespace {

constexpr std::size_t kMaxLanguages = 15;
constexpr std::size_t kFirstSlots = 1024;  // a power of two, as all sizes of tables are
constexpr unsigned kStartWordsBits = 19;   // 64 KiB
// What begins without a capital: few phrases, but asked for by most words.
constexpr unsigned kCommonStartBits = 17;
constexpr unsigned kSmallFilterBits = 16;

// The gap that a phrase asks for, from the gap that it has. Only space, dash and hard stand in
// keys.
Gap required_gap(Gap gap, bool keep_dashes) noexcept {
    if (gap == Gap::hard) return Gap::hard;
    return gap == Gap::dash && keep_dashes ? Gap::dash : Gap::space;
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
    : word_slots_(kFirstSlots), prefix_slots_(kFirstSlots), edges_(kFirstSlots),
      nodes_(1), start_words_{Filter(kCommonStartBits), Filter(kStartWordsBits)},
      certain_starts_{Filter(kCommonStartBits), Filter(kStartWordsBits)},
      start_prefixes_{Filter(kSmallFilterBits), Filter(kSmallFilterBits)},
      start_pairs_{Filter(kCommonStartBits), Filter(kStartWordsBits)},
      inner_words_(kSmallFilterBits), inner_prefixes_(kSmallFilterBits) {}

std::uint32_t PhraseMatcher::intern(std::string_view key) {
    const std::uint64_t hash = hash_word(key);
    if (const std::uint32_t known = find_word(key, hash); known != kNone) return known;
    const auto is_free = [](const WordSlot& slot) { return slot.id == kNone; };
    make_room(word_slots_, words_.size(), is_free,
              [](const WordSlot& slot) { return std::uint64_t{slot.tag}; });
    const auto id = static_cast<std::uint32_t>(words_.size());
    words_.push_back({ends_of(key), static_cast<std::uint32_t>(letters_.size()),
                      static_cast<std::uint32_t>(key.size()), 0, kNone});
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

// A word that has no stem is its folded self.
std::uint32_t PhraseMatcher::intern_stem(StemLanguage& language,
                                         std::string_view surface,
                                         std::string_view folded,
                                         WordPlace place) {
    const std::string_view stem = language.stemmer->stem(surface);
    if (stem.empty()) return intern(folded);
    const std::uint64_t of_stem = beginning(ends_of(stem), stem.size());
    const std::uint64_t of_word = beginning(ends_of(folded), folded.size());
    if (of_stem == 0 || of_word == 0) return intern(folded);
    // Rules may change the beginning; then the word as it stands must be looked at too.
    for (const std::uint64_t key : {of_stem, of_word}) {
        if (place == WordPlace::inner) language.inner.add(hash_key(key));
        if (place == WordPlace::start) language.starts[0].add(hash_key(key));
        if (place != WordPlace::inner) language.starts[1].add(hash_key(key));
    }
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

void PhraseMatcher::note_start(std::uint32_t word, WordPlace place, ByCapital& words) {
    if (place == WordPlace::start) note(word, words[0], start_prefixes_[0]);
    note(word, words[1], start_prefixes_[1]);
}

void PhraseMatcher::note_pair(std::uint32_t node,
                              std::uint32_t first,
                              std::uint32_t second,
                              WordPlace place) {
    if (is_exact(first) && is_exact(second)) {
        const std::uint64_t pair =
            hash_pair(hash_word(letters_of(first)), hash_word(letters_of(second)));
        if (place == WordPlace::start) start_pairs_[0].add(pair);
        start_pairs_[1].add(pair);
    } else {
        note_start(first, place, certain_starts_);
        nodes_[node].gaps |= kAnyNext;
    }
}

void PhraseMatcher::add_from(StemLanguage* language,
                             std::string_view phrase,
                             std::uint32_t payload,
                             PhraseRules rules) {
    fold_words(phrase, phrase_);
    const std::size_t root =
        language == nullptr ? 0 : static_cast<std::size_t>(language - languages_.data()) + 1;
    const std::uint32_t root_node = language == nullptr ? 0 : language->root;
    std::uint32_t node = root_node;
    std::uint32_t first_word = kNone;
    const WordPlace start = rules.needs_capital ? WordPlace::capital_start : WordPlace::start;
    for (std::size_t i = 0; i < phrase_.words.size(); ++i) {
        const FoldedWord& at = phrase_.words[i];
        const std::string_view folded = phrase_.word(i);
        const bool is_prefix = at.end < phrase.size() && phrase[at.end] == '*';
        const std::string_view surface = phrase.substr(at.begin, at.end - at.begin);
        const std::uint32_t word =
            is_prefix ? intern_prefix(folded)
            : language == nullptr
                ? intern(folded)
                : intern_stem(*language, surface, folded, i == 0 ? start : WordPlace::inner);
        Gap gap = i == 0 ? Gap::space : required_gap(at.gap, rules.keep_dashes);
        // The '*' itself counts as no punctuation.
        if (i > 0 && gap == Gap::hard && phrase[phrase_.words[i - 1].end] == '*') gap = Gap::space;
        if (i == 0) {
            words_[word].starts |= root_bit(root);
            note_start(word, start, start_words_);
            if (phrase_.words.size() == 1) note_start(word, start, certain_starts_);
        } else {
            note(word, inner_words_, inner_prefixes_);
        }
        if (i == 1) note_pair(node, first_word, word, start);
        first_word = i == 0 ? word : first_word;
        node = make_edge(node, word, gap);
    }
    if (node != root_node) add_payload(node, payload);
}

void PhraseMatcher::add(std::string_view phrase, std::uint32_t payload, PhraseRules rules) {
    add_from(nullptr, phrase, payload, rules);
}

void PhraseMatcher::add_stemmed(std::string_view phrase,
                                std::uint32_t payload,
                                LanguageTag lang,
                                PhraseRules rules) {
    const std::size_t index = language_index(lang);
    if (index == languages_.size()) {
        EVRESI_CHECK(index < kMaxLanguages);
        languages_.push_back({lang,
                              make_node(),
                              std::make_unique<WordStemmer>(lang),
                              {Filter(kSmallFilterBits), Filter(kSmallFilterBits)},
                              Filter(kSmallFilterBits)});
    }
    add_from(&languages_[index], phrase, payload, rules);
}

}  // namespace evresi::corpus
