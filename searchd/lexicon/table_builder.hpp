// TableBuilder: weighted pairs of terms -> a compiled lexicon. Terms with the same stems are one;
// the text that has gathered most weight stands for it. The same pairs in any order make the same
// bytes. Confined to one thread. Not here: making stems (learner/term_analyzer.hpp).
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"
#include "searchd/lexicon/table_file.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace evresi::lexicon {

/// Rows kept of one term into one language.
inline constexpr std::size_t kMostRows = 24;

class TableBuilder {
public:
    /// `to` translates `from` with `weight`, which must be positive. Weights of the same pair add
    /// up; where those of one term and target language pass 1 they are scaled down to 1.
    void add(LanguageTag from_lang,
             const Term& from,
             LanguageTag to_lang,
             const Term& to,
             double weight);

    /// The content of the file.
    [[nodiscard]] std::string build() const;

    [[nodiscard]] std::size_t terms() const noexcept;
    [[nodiscard]] std::size_t rows() const noexcept { return rows_.size(); }

private:
    struct Entry {
        std::string stems;
        std::map<std::string, double, std::less<>> texts;
    };
    struct Language {
        std::unordered_map<std::string, std::uint32_t> numbers;
        std::vector<Entry> entries;
    };
    struct AddedRow {
        std::size_t from_lang = 0;
        std::uint32_t from = 0;
        std::size_t to_lang = 0;
        std::uint32_t to = 0;
        double weight = 0.0;
    };

    /// Where languages and terms come in the file; vectors of terms by the number of the language.
    struct Places {
        std::vector<std::size_t> languages;
        std::vector<std::size_t> place_of_language;
        std::vector<std::vector<std::uint32_t>> terms;
        std::vector<std::vector<std::uint32_t>> place_of_term;
    };

    [[nodiscard]] Places sorted() const;
    /// The rows with places for numbers, in the order of the file.
    [[nodiscard]] std::vector<AddedRow> placed_rows(const Places& places) const;
    /// What a record has behind its stems.
    [[nodiscard]] static std::string payload(const Entry& entry, std::span<const AddedRow> rows);
    [[nodiscard]] std::uint32_t number_of(std::size_t lang, const Term& term, double weight);
    [[nodiscard]] std::size_t language_number(LanguageTag tag);

    std::vector<LanguageTag> tags_;
    std::vector<Language> languages_;
    std::vector<AddedRow> rows_;
};

/// Writes a file whole or not at all (a temporary file beside it, then a rename). io_error.
[[nodiscard]] Result<void> write_whole(const std::string& path, std::string_view content);

}  // namespace evresi::lexicon
