#include "corpus/gazetteer/phrase_matcher.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <cstring>

namespace evresi::corpus {
namespace {

constexpr std::size_t kPrefixKey = 6;

std::uint64_t hash_word(std::string_view word) noexcept {
    std::uint64_t hash = 0x9E3779B97F4A7C15u ^ word.size();
    while (!word.empty()) {
        std::uint64_t block = 0;
        const std::size_t taken = std::min<std::size_t>(word.size(), sizeof block);
        std::memcpy(&block, word.data(), taken);
        hash = (hash ^ block) * 0xFF51AFD7ED558CCDu;
        hash ^= hash >> 32;
        word.remove_prefix(taken);
    }
    return hash;
}

std::uint64_t edge_key(std::uint32_t node, std::uint32_t word, Gap gap) noexcept {
    return (std::uint64_t{node} << 34) | (std::uint64_t{word} << 2) |
           static_cast<std::uint64_t>(gap);
}

std::uint64_t hash_key(std::uint64_t key) noexcept {
    key *= 0x9E3779B97F4A7C15u;
    return key ^ (key >> 32);
}

// The gap that a phrase asks for, from the gap that it has. Only space, dash and hard stand in
// keys.
Gap required_gap(Gap gap, bool keep_dashes) noexcept {
    if (gap == Gap::hard) return Gap::hard;
    return gap == Gap::dash && keep_dashes ? Gap::dash : Gap::space;
}

}  // namespace

std::uint32_t PhraseMatcher::find_word(std::string_view word) const noexcept {
    const std::uint64_t hash = hash_word(word);
    for (std::size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
        const Slot& slot = slots_[at];
        if (slot.id == kNone) return kNone;
        if (slot.hash == hash && words_[slot.id] == word) return slot.id;
    }
}

void PhraseMatcher::rehash() {
    std::vector<Slot> larger(slots_.size() * 2);
    for (const Slot& slot : slots_) {
        if (slot.id == kNone) continue;
        std::size_t at = slot.hash & (larger.size() - 1);
        while (larger[at].id != kNone) at = (at + 1) & (larger.size() - 1);
        larger[at] = slot;
    }
    slots_ = std::move(larger);
}

// A prefix is stored with its '*', which no folded word holds.
std::uint32_t PhraseMatcher::intern(std::string_view word, bool is_prefix) {
    const std::string key = is_prefix ? std::string(word) + '*' : std::string(word);
    if (const std::uint32_t known = find_word(key); known != kNone) return known;
    if ((words_.size() + 1) * 2 > slots_.size()) rehash();
    const auto id = static_cast<std::uint32_t>(words_.size());
    words_.push_back(key);
    starts_.push_back(false);
    const std::uint64_t hash = hash_word(key);
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].id != kNone) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = {hash, id};
    if (is_prefix) {
        EVRESI_CHECK(word.size() >= kPrefixKey);
        std::vector<std::uint32_t>& group = prefixes_[std::string(word.substr(0, kPrefixKey))];
        group.push_back(id);
        std::sort(group.begin(), group.end(), [this](std::uint32_t a, std::uint32_t b) {
            return words_[a].size() > words_[b].size();
        });
    }
    return id;
}

std::uint32_t
PhraseMatcher::find_edge(std::uint32_t node, std::uint32_t word, Gap gap) const noexcept {
    const std::uint64_t key = edge_key(node, word, gap);
    const std::size_t mask = edges_.size() - 1;
    for (std::size_t at = hash_key(key) & mask;; at = (at + 1) & mask) {
        if (edges_[at].node == kNone) return kNone;
        if (edges_[at].key == key) return edges_[at].node;
    }
}

void PhraseMatcher::insert_edge(std::vector<Edge>& edges, Edge edge) {
    const std::size_t mask = edges.size() - 1;
    std::size_t at = hash_key(edge.key) & mask;
    while (edges[at].node != kNone) at = (at + 1) & mask;
    edges[at] = edge;
}

std::uint32_t PhraseMatcher::make_edge(std::uint32_t node, std::uint32_t word, Gap gap) {
    if (const std::uint32_t known = find_edge(node, word, gap); known != kNone) return known;
    if (++edge_count_ * 2 > edges_.size()) {
        std::vector<Edge> larger(edges_.size() * 2);
        for (const Edge& edge : edges_) {
            if (edge.node != kNone) insert_edge(larger, edge);
        }
        edges_ = std::move(larger);
    }
    const auto made = static_cast<std::uint32_t>(payloads_.size());
    insert_edge(edges_, {edge_key(node, word, gap), made});
    payloads_.emplace_back();
    return made;
}

void PhraseMatcher::add(std::string_view phrase, std::uint32_t payload, bool keep_dashes) {
    FoldedText folded;
    fold_words(phrase, folded);
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < folded.words.size(); ++i) {
        const FoldedWord& at = folded.words[i];
        const bool is_prefix = at.end < phrase.size() && phrase[at.end] == '*';
        const std::uint32_t word = intern(folded.word(i), is_prefix);
        Gap gap = i == 0 ? Gap::space : required_gap(at.gap, keep_dashes);
        // The '*' itself counts as no punctuation.
        if (i > 0 && gap == Gap::hard && phrase[folded.words[i - 1].end] == '*') gap = Gap::space;
        if (i == 0) starts_[word] = true;
        node = make_edge(node, word, gap);
    }
    if (node != 0) payloads_[node].push_back(payload);
}

PhraseMatcher::WordIds PhraseMatcher::ids_of(std::string_view word) const noexcept {
    WordIds ids{find_word(word), kNone};
    if (word.size() < kPrefixKey) return ids;
    // The key of 6 bytes fits the small-string buffer: no allocation.
    const auto group = prefixes_.find(std::string(word.substr(0, kPrefixKey)));
    if (group == prefixes_.end()) return ids;
    for (const std::uint32_t id : group->second) {
        std::string_view prefix = words_[id];
        prefix.remove_suffix(1);
        if (word.starts_with(prefix)) {
            ids.prefix = id;
            break;
        }
    }
    return ids;
}

void PhraseMatcher::walk(const FoldedText& text,
                         std::uint32_t first,
                         std::vector<PhraseMatch>& out) const {
    constexpr std::size_t kMaxBranches = 16;
    std::uint32_t nodes[kMaxBranches] = {0};
    std::size_t count = 1;
    for (std::uint32_t i = first; i < text.words.size() && count > 0; ++i) {
        const Gap text_gap = i == first ? Gap::space : text.words[i].gap;
        if (text_gap == Gap::line) return;
        const WordIds ids = ids_of(text.word(i));
        if (ids.exact == kNone && ids.prefix == kNone) return;
        std::uint32_t next[kMaxBranches];
        std::size_t next_count = 0;
        for (std::size_t n = 0; n < count; ++n) {
            for (const Gap gap : {Gap::space, Gap::dash, Gap::hard}) {
                const bool fits = gap == Gap::hard ||
                                  (gap == Gap::space && text_gap != Gap::hard) ||
                                  (gap == Gap::dash && text_gap == Gap::dash);
                if (!fits) continue;
                for (const std::uint32_t word : {ids.exact, ids.prefix}) {
                    if (word == kNone) continue;
                    const std::uint32_t node = find_edge(nodes[n], word, gap);
                    if (node != kNone && next_count < kMaxBranches) next[next_count++] = node;
                }
            }
        }
        for (std::size_t n = 0; n < next_count; ++n) {
            for (const std::uint32_t payload : payloads_[next[n]]) {
                out.push_back({first, i + 1, payload});
            }
            nodes[n] = next[n];
        }
        count = next_count;
    }
}

void PhraseMatcher::find(const FoldedText& text, std::vector<PhraseMatch>& out) const {
    for (std::uint32_t i = 0; i < text.words.size(); ++i) {
        const WordIds ids = ids_of(text.word(i));
        const bool starts = (ids.exact != kNone && starts_[ids.exact]) ||
                            (ids.prefix != kNone && starts_[ids.prefix]);
        if (starts) walk(text, i, out);
    }
}

}  // namespace evresi::corpus
