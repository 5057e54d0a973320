// Document: one unit of retrieval as it travels from reader to writer, and the metadata found for
// it with the evidence for each value. Plain values; no behaviour of search.
#pragma once

#include "base/language_tag.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evresi::corpus {

/// Where a value came from (docs/http-api.md, "from").
enum class Provenance : std::uint8_t { none, given, text, inherited };

[[nodiscard]] std::string_view provenance_name(Provenance provenance) noexcept;

/// Bytes [begin, end) of Document::text, or of Document::title when `in_title`.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool in_title = false;
};

struct Evidence {
    Provenance provenance = Provenance::none;
    Span span;             ///< where the value stands; empty unless provenance is `text`
    std::string sentence;  ///< the sentence around it, at most 300 bytes, cut at a character
    /// The document that an inherited value is taken from; `sentence` is that document's then.
    std::string document = {};
};

template <class T>
struct Sourced {
    T value{};
    Evidence evidence;
};

/// Years, both ends included (2014-2020). An open end is 0.
struct Period {
    int first = 0;
    int last = 0;
    friend bool operator==(const Period&, const Period&) = default;
};

struct Metadata {
    std::vector<Sourced<std::string>> programme;  ///< ids: gazetteer ids, or slugs of given names
    std::vector<Sourced<std::string>> country;    ///< ISO 3166-1 alpha-2, upper case; "EU" kept
    std::optional<Sourced<int>> year;
    std::optional<Sourced<Period>> period;
    std::optional<Sourced<std::string>> project;  ///< acronym as written
};

/// A run of text in one language. Paragraphs are in order, do not overlap, and what lies between
/// them is white space.
struct Paragraph {
    std::uint32_t begin = 0;  ///< bytes of Document::text
    std::uint32_t end = 0;
    LanguageTag lang;
    bool is_boilerplate = false;  ///< page furniture: kept out of index and snippets
};

struct Document {
    std::string id;
    std::string title;
    std::string text;  ///< valid UTF-8, NUL-free, '\n' line ends
    LanguageTag lang;
    Provenance lang_from = Provenance::none;
    LanguageTag title_lang;
    std::string url;
    std::string date;  ///< as given: ISO 8601 date, or empty
    /// `date` is when the file was made, which says less of the text's year than the text does.
    bool date_is_of_file = false;
    Metadata metadata;
    std::vector<Paragraph> paragraphs;
    /// Programme names given that the gazetteer does not know: (id slug, name as given).
    std::vector<std::pair<std::string, std::string>> programme_labels;
    /// Unknown keys of the source, kept as stored fields (name, value as text).
    std::vector<std::pair<std::string, std::string>> fields;

    /// Parts of the text that the markup of a page calls furniture, in order; for the annotator
    /// only, not stored.
    std::vector<Span> furniture;

    std::string source;      ///< file it was read from, for reports
    std::uint64_t line = 0;  ///< 1-based line or row in the source; 0: the whole file
};

/// A document or file that was refused, for reports.
struct Rejection {
    std::string source;
    std::uint64_t line = 0;
    std::string id;
    std::string code;  ///< error_code_name, or a finer stable name
    std::string message;
};

}  // namespace evresi::corpus
