// MarkSet: what a snippet marks: the stems and spellings of the query's words, by language,
// numbered by the concept that they stand for. Filled by the query builder, then only read. A plain
// value.
#pragma once

#include "analyzers/token.hpp"
#include "base/language_tag.hpp"
#include "searchd/search/query_expander.hpp"

#include <bitset>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace evresi::search {

class MarkSet {
public:
    /// Stem or spelling -> concept.
    class Forms {
    public:
        /// Of two concepts with the same form the first has it.
        void add(std::string_view form, int concept_number);
        /// The concept, or -1. Nearly all words of a text are none of the query, and are told by
        /// their length and three of their bytes.
        [[nodiscard]] int find(std::string_view form) const noexcept {
            return may_have_[trait_of(form)] ? look_up(form) : -1;
        }

    private:
        struct Hash {
            using is_transparent = void;
            std::size_t operator()(std::string_view text) const noexcept {
                return std::hash<std::string_view>{}(text);
            }
        };
        static constexpr std::size_t kTraits = 1024;
        [[nodiscard]] static std::size_t trait_of(std::string_view form) noexcept {
            const auto byte = [&](std::size_t at) -> std::size_t {
                return static_cast<unsigned char>(form[at]);
            };
            if (form.empty()) return 0;
            // Of a letter of two bytes the second tells more.
            return (form.size() + 7 * byte(form.size() / 2) + 61 * byte(form.size() - 1) +
                    307 * byte(form.size() > 1 ? 1 : 0)) %
                   kTraits;
        }
        [[nodiscard]] int look_up(std::string_view form) const noexcept;

        std::unordered_map<std::string, int, Hash, std::equal_to<>> concepts_;
        std::bitset<kTraits> may_have_;
    };

    /// A new concept. `rarity` is what finding it is worth beside the others, above 0. A concept
    /// that `needs_neighbour` (a stop word of a phrase) is marked only beside its partner in the
    /// phrase.
    int add_concept(double rarity, bool needs_neighbour);
    void add_stem(LanguageTag lang, std::string_view stem, int concept_number);
    void add_surface(std::string_view surface, int concept_number);
    /// All that stands for `word`.
    void add_forms(const Concept& word, int concept_number);
    /// `second` follows `first` in the query.
    void add_neighbours(int first, int second);

    /// The stems of a language, or null when the query has none in it.
    [[nodiscard]] const Forms* stems_of(LanguageTag lang) const noexcept;
    /// The concept that `token` is a form of, or -1. `stems` is stems_of() its language.
    [[nodiscard]] int find(const Forms* stems, const analyzers::Token& token) const noexcept;
    [[nodiscard]] bool are_neighbours(int first, int second) const noexcept;
    [[nodiscard]] double rarity(int concept_number) const noexcept;
    [[nodiscard]] bool needs_neighbour(int concept_number) const noexcept;
    [[nodiscard]] std::size_t size() const noexcept { return concepts_.size(); }
    [[nodiscard]] bool is_empty() const noexcept { return concepts_.empty(); }

private:
    struct Properties {
        double rarity = 1.0;
        bool needs_neighbour = false;
    };
    std::vector<Properties> concepts_;
    std::map<LanguageTag, Forms> stems_;
    Forms surfaces_;
    std::set<std::pair<int, int>> neighbours_;
};

}  // namespace evresi::search
