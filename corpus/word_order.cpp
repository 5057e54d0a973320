#include "corpus/word_order.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace evresi::corpus {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kMaxCandidates = 64;  // of one text, looked at for one place
constexpr std::size_t kMaxWordBytes = 128;  // of the beginning of a word that is looked up
constexpr std::string_view kSpaces = " \t\f\r";

std::string_view take_token(std::string_view& line) noexcept {
    line.remove_prefix(std::min(line.find_first_not_of(kSpaces), line.size()));
    const std::string_view token = line.substr(0, line.find_first_of(kSpaces));
    line.remove_prefix(token.size());
    return token;
}

/// Finds the words of a page in its lines. A token of a line may be several words with no space
/// between them.
class WordFinder {
public:
    explicit WordFinder(std::span<const std::string> words)
        : words_(words), is_used_(words.size()) {
        for (std::size_t i = 0; i < words.size(); ++i) places_[words[i]].indices.push_back(i);
    }

    void take_line(std::string_view line) {
        while (!line.empty()) {
            std::string_view token = take_token(line);
            while (!token.empty()) {
                const std::size_t found = find(token, line);
                if (found == kNone) {
                    token.remove_prefix(1);
                    continue;
                }
                is_used_[found] = true;
                order_.push_back(found);
                last_ = found;
                token.remove_prefix(words_[found].size());
            }
        }
    }

    /// All words: those found, each with those behind it that were not.
    std::vector<std::size_t> order() {
        std::vector<std::size_t> all;
        if (2 * order_.size() < words_.size()) {
            all.resize(words_.size());
            std::iota(all.begin(), all.end(), std::size_t{0});
            return all;
        }
        all.reserve(words_.size());
        const auto add_unused = [&](std::size_t from) {
            for (std::size_t i = from; i < words_.size() && !is_used_[i]; ++i) all.push_back(i);
        };
        add_unused(0);
        for (const std::size_t found : order_) {
            all.push_back(found);
            add_unused(found + 1);
        }
        return all;
    }

private:
    struct Places {
        std::vector<std::size_t> indices;
        std::size_t first_unused = 0;
    };

    [[nodiscard]] bool begins(std::string_view text, std::size_t word) const noexcept {
        return word < words_.size() && !is_used_[word] && !words_[word].empty() &&
               text.starts_with(words_[word]);
    }

    std::size_t find(std::string_view token, std::string_view rest) {
        if (last_ != kNone && begins(token, last_ + 1)) return last_ + 1;
        for (std::size_t length = std::min(token.size(), kMaxWordBytes); length > 0; --length) {
            const auto known = places_.find(std::string(token.substr(0, length)));
            if (known == places_.end()) continue;
            const std::size_t best = best_of(known->second, token, rest);
            if (best != kNone) return best;
        }
        return kNone;
    }

    /// Of several places of one text that from which the words run on longest as the line does.
    std::size_t best_of(Places& places, std::string_view token, std::string_view rest) const {
        while (places.first_unused < places.indices.size() &&
               is_used_[places.indices[places.first_unused]]) {
            ++places.first_unused;
        }
        std::size_t best = kNone;
        std::size_t longest = 0;
        std::size_t looked_at = 0;
        for (std::size_t i = places.first_unused;
             i < places.indices.size() && looked_at < kMaxCandidates; ++i) {
            const std::size_t word = places.indices[i];
            if (is_used_[word]) continue;
            ++looked_at;
            const std::size_t length = run_length(word, token, rest);
            if (length <= longest) continue;
            longest = length;
            best = word;
        }
        return best;
    }

    [[nodiscard]] std::size_t
    run_length(std::size_t word, std::string_view token, std::string_view rest) const {
        std::size_t length = 0;
        while (begins(token, word)) {
            length += words_[word].size();
            token.remove_prefix(words_[word].size());
            ++word;
            if (token.empty()) token = take_token(rest);
        }
        return length;
    }

    std::span<const std::string> words_;
    std::vector<bool> is_used_;
    std::unordered_map<std::string, Places> places_;
    std::vector<std::size_t> order_;
    std::size_t last_ = kNone;
};

}  // namespace

bool crosses_columns(std::span<const PlacedWord> words) {
    constexpr std::size_t kLeastWords = 3;  // on each side; the cells of a table have fewer
    constexpr std::size_t kLeastLines = 8;
    std::size_t lines = 0;
    std::size_t crossing = 0;
    std::size_t parts = 1;
    std::size_t shortest = words.size();
    std::size_t run = 0;
    const auto end_line = [&] {
        ++lines;
        if (parts == 2 && std::min(shortest, run) >= kLeastWords) ++crossing;
        parts = 1;
        shortest = words.size();
        run = 0;
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) {
            const PlacedWord& word = words[i];
            const PlacedWord& before = words[i - 1];
            const bool is_same_line = word.rotation == before.rotation &&
                                      word.top < before.bottom && before.top < word.bottom &&
                                      word.left > before.left;
            if (!is_same_line) {
                end_line();
            } else if (word.left - before.right > 1.2 * before.size) {
                ++parts;
                shortest = std::min(shortest, run);
                run = 0;
            }
        }
        ++run;
    }
    if (run > 0) end_line();
    return crossing >= kLeastLines && 2 * crossing > lines;
}

std::vector<std::size_t> order_words(std::span<const std::string> words, std::string_view written) {
    WordFinder finder(words);
    while (!written.empty()) {
        const std::size_t length = std::min(written.find('\n'), written.size());
        finder.take_line(written.substr(0, length));
        written.remove_prefix(std::min(length + 1, written.size()));
    }
    return finder.order();
}

}  // namespace evresi::corpus
