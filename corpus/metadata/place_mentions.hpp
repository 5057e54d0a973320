// The places that a text names, each with the part that its sentence gives it in what the text
// tells of: the ground on which countries.hpp chooses.
#pragma once

#include "corpus/metadata/scanned_text.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// What a sentence says of a place: it takes part, it is only named, it takes none, or that is
/// denied.
enum class Part : std::uint8_t { shown, likely, none, denied };

struct Mention {
    PhraseMatch words;
    std::string_view code;
    Part part = Part::likely;
    bool is_code = false;   ///< a code in brackets
    bool is_seat = false;   ///< counts only where it is said to take part
    bool is_aside = false;  ///< a mere name of a country in a sentence of something else
};

/// The mentions of countries in one text, each with the part that its sentence gives it.
class Mentions {
public:
    /// Finds and judges the mentions in `text`. Both arguments must outlive this object.
    Mentions(const ScannedText& text, const std::vector<bool>& is_furniture);

    [[nodiscard]] const std::vector<Mention>& all() const noexcept { return all_; }

    /// Leaves out all but places that a word such as "municipality" stands beside.
    void keep_named_places();

private:
    [[nodiscard]] bool is_passed_over(std::uint32_t word) const;

    void collect();
    void collect_codes();
    [[nodiscard]] bool has_place_beside(const std::vector<PhraseMatch>& places,
                                        std::size_t i) const;
    [[nodiscard]] bool has_noun_beside(const PhraseMatch& place) const;
    [[nodiscard]] bool tells_of_project(const PhraseMatch& place) const;
    [[nodiscard]] bool accepts(const std::vector<PhraseMatch>& places, std::size_t i) const;
    std::size_t judge_sentence(std::size_t first);
    void judge(Mention& mention, WordRange sentence, std::uint32_t& reach_of_no) const;
    void spread_back(std::size_t first, std::size_t last);
    void judge_lists(std::size_t first, std::size_t last);

    const ScannedText& text_;
    const std::vector<bool>& is_furniture_;
    std::vector<WordRange> programmes_;
    std::vector<Mention> all_;
};

}  // namespace evresi::corpus
