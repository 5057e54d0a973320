// The places that a text names, each with the part that its sentence gives it in what the text
// tells of: the ground on which countries.hpp chooses.
#pragma once

#include "corpus/metadata/scanned_text.hpp"

#include <cstdint>
#include <string>
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
    bool is_town = false;  ///< a town or region, not a country or its people
    bool is_name = false;  ///< the name of a country
    bool is_home = false;  ///< in the country of the text's language
    bool is_code = false;  ///< a code in brackets
    bool is_seat = false;  ///< counts only where it is said to take part
    /// Of the sentence: it tells of the money of another project, of what was or may be; it names
    /// the project.
    bool is_other = false;
    bool is_unreal = false;
    bool names_project = false;
    std::uint8_t list = 1;  ///< the countries of the list that it stands in
};

/// Whether the country lies where the programmes seldom have partners: outside Europe.
[[nodiscard]] bool is_far(std::string_view code) noexcept;

/// The mentions of countries in one text, each with the part that its sentence gives it.
class Mentions {
public:
    /// Finds and judges the mentions in `text`, whose project has the acronym `project` (or an
    /// empty one) and is paid by `programmes`. All arguments must outlive this object.
    Mentions(const ScannedText& text,
             const std::vector<bool>& is_furniture,
             const std::vector<Sourced<std::string>>& programmes,
             std::string_view project);

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
    [[nodiscard]] bool accepts(const std::vector<PhraseMatch>& places, std::size_t i) const;
    std::size_t judge_sentence(std::size_t first);
    void judge(Mention& mention, WordRange sentence, std::uint32_t& reach_of_no) const;
    [[nodiscard]] bool names_project(WordRange sentence) const;
    [[nodiscard]] bool tells_of_other_money(WordRange sentence) const;
    void deny(std::size_t first, std::size_t last);
    void spread_back(std::size_t first, std::size_t last);
    void judge_lists(std::size_t first, std::size_t last);

    const ScannedText& text_;
    const std::vector<bool>& is_furniture_;
    const std::vector<Sourced<std::string>>& programmes_;
    std::string_view project_;
    std::vector<WordRange> programme_words_;
    std::vector<Mention> all_;
};

}  // namespace evresi::corpus
