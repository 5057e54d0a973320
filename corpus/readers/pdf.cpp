// PDF by poppler: the words of each page in reading order become paragraphs (page_text.hpp).
#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "corpus/boilerplate.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/characters.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/page_text.hpp"
#include "corpus/reader.hpp"
#include "corpus/row_fields.hpp"
#include "corpus/word_order.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

namespace evresi::corpus {
namespace {

constexpr std::size_t kHeadBytes = 1024;        // in which "%PDF-" must stand
constexpr std::size_t kMaxPlacedWords = 8'000;  // of one page
constexpr int kFirstYear = 1989;                // before it there were no such files

/// Why one document is refused, under a name finer than an ErrorCode.
struct Refusal {
    std::string_view code;
    std::string message;
};

void ignore_message(const std::string& /*message*/, void* /*closure*/) {}

// Poppler's strings are UTF-16, and what a hostile file puts there need not be well-formed.
std::string utf8_of(const poppler::ustring& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t character = text[i];
        if (character >= 0xD800 && character < 0xDC00 && i + 1 < text.size() &&
            text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000) {
            character = 0x10000 + ((character - 0xD800) << 10) + (text[++i] - 0xDC00u);
        }
        if (character >= 0xD800 && character < 0xE000) character = kReplacementCharacter;
        append_utf8(character, out);
    }
    return out;
}

std::string_view letters_of_ligature(char32_t character) noexcept {
    static constexpr std::array<std::string_view, 7> kLetters = {"ff",  "fi", "fl", "ffi",
                                                                 "ffl", "st", "st"};
    return character >= 0xFB00 && character <= 0xFB06 ? kLetters[character - 0xFB00]
                                                      : std::string_view();
}

/// The text of a word as it is meant: ligatures as letters, the bullets of symbol fonts as bullets,
/// no other private characters, a soft hyphen only at the end.
std::string word_text(std::string_view word) {
    std::string out;
    for (std::size_t at = 0; at < word.size();) {
        const DecodedCharacter decoded = decode_utf8(word, at);
        const char32_t character = decoded.value;
        const std::string_view letters = letters_of_ligature(character);
        const bool is_bullet = character == 0xF0B7 || character == 0xF0A7 || character == 0xF0D8 ||
                               character == 0xF0FC || character == 0xF076;
        const bool is_private = character >= 0xE000 && character < 0xF900;
        const bool is_inner_hyphen = character == 0xAD && at + decoded.bytes < word.size();
        if (!letters.empty()) {
            out += letters;
        } else if (is_bullet) {
            out += "•";
        } else if (character == '\n' || character == '\t') {
            out += ' ';
        } else if (!is_private && !is_inner_hyphen) {
            append_utf8(character, out);
        }
        at += decoded.bytes;
    }
    return out;
}

PlacedWord placed_word(const poppler::text_box& box) {
    PlacedWord word;
    word.text = word_text(utf8_of(box.text()));
    const poppler::rectf place = box.bbox();
    word.rotation = box.rotation();
    switch (word.rotation) {
    case 1:  // downwards
        word.left = place.top();
        word.right = place.bottom();
        word.top = -place.right();
        word.bottom = -place.left();
        break;
    case 2:  // upside down
        word.left = -place.right();
        word.right = -place.left();
        word.top = -place.bottom();
        word.bottom = -place.top();
        break;
    case 3:  // upwards
        word.left = -place.bottom();
        word.right = -place.top();
        word.top = place.left();
        word.bottom = place.right();
        break;
    default:
        word.left = place.left();
        word.right = place.right();
        word.top = place.top();
        word.bottom = place.bottom();
        break;
    }
    // The height of the box is that of the font, ascent and descent, near enough to its size.
    word.size = word.bottom - word.top;
    return word;
}

/// "D:20190503T...": the day as written, or nothing when it is no plausible one.
std::optional<std::string> date_of(std::string_view text) {
    if (text.starts_with("D:")) text.remove_prefix(2);
    if (text.size() < 8) return std::nullopt;
    std::string date(text.substr(0, 4));
    date.append("-").append(text.substr(4, 2)).append("-").append(text.substr(6, 2));
    if (!is_iso_date(date)) return std::nullopt;
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    int year = 0;
    std::from_chars(date.data(), date.data() + 4, year);
    const bool is_plausible =
        year >= kFirstYear && year <= static_cast<int>(std::chrono::year_month_day(today).year());
    return is_plausible ? std::optional(date) : std::nullopt;
}

bool ends_as_file_name(std::string_view lower) noexcept {
    static constexpr std::array<std::string_view, 16> kSuffixes = {
        ".pdf", ".doc",  ".docx", ".dotx", ".odt", ".rtf",  ".txt", ".ppt",
        ".xls", ".pptx", ".xlsx", ".indd", ".qxd", ".html", ".htm", ".tex"};
    return std::any_of(kSuffixes.begin(), kSuffixes.end(),
                       [lower](std::string_view suffix) { return lower.ends_with(suffix); });
}

/// Whether the title that a program wrote into the file names the text, and not a file or nothing.
bool is_meaningful_title(std::string_view title) {
    constexpr std::size_t kMaxCharacters = 300;
    static constexpr std::array<std::string_view, 6> kBeginnings = {
        "microsoft word", "microsoft powerpoint", "microsoft excel", "powerpoint pre", "untitled",
        "print: "};
    static constexpr std::array<std::string_view, 9> kNames = {
        "document", "title", "layout", "slide",      "presentation",
        "no title", "none",  "null",   "(anonymous)"};
    const std::string lower = lower_ascii(title);
    std::size_t letters = 0;
    for (std::size_t at = 0; at < title.size();) {
        if (const char32_t character = next_utf8(title, at);
            is_letter(character) && character != kReplacementCharacter) {
            ++letters;
        } else if (character == kReplacementCharacter) {
            return false;
        }
    }
    const std::string_view name = strip(lower, "0123456789 .-_");
    return letters >= 3 && count_utf8(title) <= kMaxCharacters && !ends_as_file_name(lower) &&
           lower.find('\\') == std::string::npos &&
           std::none_of(kBeginnings.begin(), kBeginnings.end(),
                        [&lower](std::string_view start) { return lower.starts_with(start); }) &&
           std::find(kNames.begin(), kNames.end(), name) == kNames.end() &&
           // One word with underscores is a file's name without its suffix.
           (title.find(' ') != std::string_view::npos || title.find('_') == std::string_view::npos);
}

/// The language that the file declares, where all its declarations agree: a hint, as in HTML.
LanguageTag declared_language(std::string_view bytes) {
    static constexpr std::string_view kKey = "/Lang";
    LanguageTag found;
    for (std::size_t at = bytes.find(kKey); at != std::string_view::npos;
         at = bytes.find(kKey, at + kKey.size())) {
        std::string_view value = trim(bytes.substr(at + kKey.size(), 32));
        if (!value.starts_with('(')) continue;
        value = value.substr(1, value.find(')') - 1);
        const std::optional<LanguageTag> tag = LanguageTag::parse(value);
        if (!tag) continue;
        if (!found.is_undetermined() && found != *tag) return {};
        found = *tag;
    }
    return found;
}

std::size_t count_words(std::string_view text) noexcept {
    std::size_t count = 0;
    bool is_in_word = false;
    for (const char c : text) {
        const bool is_space = c == ' ' || c == '\n';
        count += !is_space && !is_in_word ? 1u : 0u;
        is_in_word = !is_space;
    }
    return count;
}

void add_lines(std::string_view written, PageText& text) {
    while (!written.empty()) {
        const std::size_t length = std::min(written.find('\n'), written.size());
        text.add_line(word_text(written.substr(0, length)));
        written.remove_prefix(std::min(length + 1, written.size()));
    }
}

// Poppler guesses the order of its boxes from their places alone, which mixes narrow columns; the
// order in which they were written is better, unless it goes from column to column, line by line.
// It is known of the text without places only.
void add_words(const poppler::page& page, PageText& text) {
    const std::string written =
        utf8_of(page.text(poppler::rectf(), poppler::page::raw_order_layout));
    // The time for the places grows with the cube of the words; no sheet of paper has so many.
    if (count_words(written) > kMaxPlacedWords) return add_lines(written, text);
    const std::vector<poppler::text_box> boxes = page.text_list();
    std::vector<std::string> words;
    words.reserve(boxes.size());
    for (const poppler::text_box& box : boxes) words.push_back(utf8_of(box.text()));
    std::vector<PlacedWord> placed;
    placed.reserve(boxes.size());
    std::size_t before = 0;
    for (const std::size_t index : order_words(words, written)) {
        placed.push_back(placed_word(boxes[index]));
        // What stands before a word is known of its neighbour in the boxes' own order only.
        placed.back().has_space_before =
            index > 0 && index == before + 1 && boxes[before].has_space_after();
        before = index;
    }
    if (crosses_columns(placed)) {
        for (std::size_t i = 0; i < boxes.size(); ++i) {
            placed[i] = placed_word(boxes[i]);
            placed[i].has_space_before = i > 0 && boxes[i - 1].has_space_after();
        }
    }
    for (PlacedWord& word : placed) text.add(std::move(word));
}

Result<LaidOutText> read_pages(const poppler::document& pdf, const ReadLimits& limits) {
    const int pages = pdf.pages();
    if (static_cast<std::size_t>(std::max(pages, 0)) > limits.pages) {
        return fail(ErrorCode::too_large, "the file has more than " + std::to_string(limits.pages) +
                                              " pages; split it into smaller files");
    }
    PageText text;
    for (int number = 0; number < pages; ++number) {
        const std::unique_ptr<poppler::page> page(pdf.create_page(number));
        text.begin_page();
        if (page == nullptr) continue;
        add_words(*page, text);
        if (text.size_bytes() > limits.text_bytes) {
            return fail(ErrorCode::too_large, "the file has more than " +
                                                  std::to_string(limits.text_bytes) +
                                                  " bytes of text; split it into smaller files");
        }
    }
    return text.finish();
}

std::string clean_line(const poppler::ustring& raw) {
    std::string text = word_text(utf8_of(raw));
    clean_text(text);
    compose(text);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return std::string(trim(text));
}

std::optional<Refusal> refusal_of(const poppler::document* pdf) {
    if (pdf == nullptr) {
        return Refusal{"malformed-input",
                       "the PDF is broken and cannot be opened; open it in another program and "
                       "save it anew"};
    }
    if (pdf->is_locked()) {
        return Refusal{"password-protected",
                       "the PDF opens with a password only; save it without one"};
    }
    return std::nullopt;
}

Result<void> read_document(const std::string& bytes, const ReadInput& input, const ReadSink& sink) {
    const auto refuse = [&](const Refusal& why) {
        sink.rejected({input.source, 0, input.id, std::string(why.code), why.message});
    };
    const std::unique_ptr<poppler::document> pdf(
        poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
    if (const std::optional<Refusal> why = refusal_of(pdf.get())) {
        refuse(*why);
        return {};
    }
    Result<LaidOutText> pages = read_pages(*pdf, input.options->limits);
    if (!pages) return pages.error();
    Document document;
    document.id = input.id;
    document.source = input.source;
    document.text = std::move(pages->text);
    clean_text(document.text);
    compose(document.text);
    if (trim(document.text).empty()) {
        refuse({"no-text", "the PDF holds no text, only pictures of pages if anything; run optical "
                           "character recognition (OCR) on it first"});
        return {};
    }
    document.title = clean_line(pdf->info_key("Title"));
    if (!is_meaningful_title(document.title)) {
        clean_text(pages->headline);
        compose(pages->headline);
        document.title = pages->headline.empty() ? std::string(find_headline(document.text))
                                                 : std::move(pages->headline);
    }
    document.date = date_of(utf8_of(pdf->info_key("CreationDate"))).value_or(std::string());
    document.date_is_of_file = true;
    document.lang = declared_language(bytes);
    sink.document(std::move(document));
    return {};
}

Result<void> read(const ReadInput& input, const ReadSink& sink) {
    // Poppler writes what it finds wrong to standard error, from any thread, unless told once.
    static std::once_flag silenced;
    std::call_once(silenced, [] { poppler::set_debug_error_function(ignore_message, nullptr); });
    // Poppler counts the bytes of a file in an int.
    const std::size_t limit = std::min<std::size_t>(input.options->limits.file_bytes, 1u << 30);
    Result<std::string> bytes = read_all(*input.bytes, limit);
    if (!bytes) return bytes.error();
    if (bytes->substr(0, kHeadBytes).find("%PDF-") == std::string::npos) {
        return fail(ErrorCode::malformed_input,
                    "the file is no PDF: '%PDF-' does not stand in its first 1024 bytes");
    }
    try {
        return read_document(*bytes, input, sink);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::too_large, "the PDF asks for more memory than there is");
    } catch (const std::exception& fault) {
        return fail(ErrorCode::malformed_input,
                    std::string("the PDF cannot be read: ") + fault.what());
    }
}

}  // namespace

const Reader& reader_pdf() {
    static constexpr std::array<std::string_view, 1> kSuffixes = {".pdf"};
    static const Reader reader{"pdf", kSuffixes, read};
    return reader;
}

}  // namespace evresi::corpus
