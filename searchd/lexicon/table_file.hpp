// TableFile: one compiled lexicon, mapped. Its checksum and the bounds of its parts are verified
// when it is opened; every read stays inside them. Immutable, shared by all threads. Not here:
// joining files and languages (lexicon.cpp).
#pragma once

#include "base/language_tag.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::lexicon {

struct Row {
    std::uint32_t target = 0;  ///< number of a term of the target language
    double weight = 0.0;
};

struct Term {
    std::string stems;
    std::string text;
};

class TableFile {
public:
    /// io_error, malformed_input (subject: the path).
    [[nodiscard]] static Result<TableFile> open(const std::string& path);

    TableFile(TableFile&& other) noexcept;
    TableFile& operator=(TableFile&& other) noexcept;
    TableFile(const TableFile&) = delete;
    TableFile& operator=(const TableFile&) = delete;
    ~TableFile();

    /// The number of a language in this file.
    [[nodiscard]] std::optional<std::size_t> language(LanguageTag tag) const noexcept;
    /// The number of a term.
    [[nodiscard]] std::optional<std::uint32_t> find(std::size_t language,
                                                    std::string_view stems) const;
    /// The number of terms that begin with these words and go on.
    [[nodiscard]] std::size_t longer_terms(std::size_t language, std::string_view stems) const;
    /// Nothing for a number that there is not.
    [[nodiscard]] Term term(std::size_t language, std::uint32_t number) const;
    /// Calls `visit` for each term of one word that begins with `beginning` and leads anywhere, in
    /// the order of their numbers.
    void for_each_word(std::size_t language,
                       std::string_view beginning,
                       const std::function<void(std::uint32_t, const Term&)>& visit) const;
    /// Whether the term leads anywhere.
    [[nodiscard]] bool has_rows(std::size_t language, std::uint32_t number) const;
    /// Replaces `out` by the rows of the term into the language `to`, likeliest first.
    void
    rows(std::size_t language, std::uint32_t number, std::size_t to, std::vector<Row>& out) const;

private:
    struct Language {
        LanguageTag tag;
        std::uint32_t terms = 0;
        std::string_view blocks;
        std::string_view records;
    };

    TableFile() = default;
    [[nodiscard]] bool read_languages();
    /// The number of the first term that is not less, and whether it is `stems`.
    [[nodiscard]] std::pair<std::uint32_t, bool> place(std::size_t language,
                                                       std::string_view stems) const;
    [[nodiscard]] std::string_view block(const Language& language, std::size_t number) const;
    /// The payload of the record, behind its stems; nothing for a number that there is not.
    [[nodiscard]] std::string_view
    payload(const Language& language, std::uint32_t number, std::string* stems) const;

    const char* data_ = nullptr;
    std::size_t size_ = 0;
    std::vector<Language> languages_;
};

}  // namespace evresi::lexicon
