#include "searchd/search/snippet.hpp"

#include "analyzers/registry.hpp"
#include "base/utf8.hpp"
#include "searchd/search/snippet_extent.hpp"
#include "searchd/search/white_space.hpp"

#include <algorithm>
#include <optional>

namespace evresi::search {
namespace {

/// Found words kept for one document; more would not change what is shown.
constexpr std::size_t kMostFound = 2000;

/// A longer "word", in bytes, is no word (encoded data), and would make a snippet without end.
constexpr std::uint32_t kLongestMark = 400;

/// Words, in code points, that a paragraph needs to say something by itself; a heading does not.
constexpr std::size_t kTellingLength = 60;

/// A word seen in an earlier snippet, and one seen twice in this, are worth that share of a new
/// one.
constexpr double kRepeatedShare = 0.1;
/// What two words of the query beside each other add, in shares of the rarer one.
constexpr double kNeighbourShare = 0.5;

constexpr std::string_view kEllipsis = "\u2026";

void append_escaped(std::string_view text, std::string& out) {
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
}

/// Embeddings, overrides and isolates. A cut may part them from what ends them, and then they turn
/// the order of the page around the snippet.
constexpr bool is_bidi_control(char32_t c) noexcept {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/// Writes a snippet code point by code point: text, HTML and marks at once, white space and control
/// characters reduced to single spaces.
class Writer {
public:
    /// The character at byte `at` of `text`; the byte after it.
    std::size_t copy(std::string_view text, std::size_t at) {
        const DecodedCharacter c = decode_utf8(text, at);
        if (is_space(c.value)) {
            space();
        } else if (!is_bidi_control(c.value)) {
            add(c.is_well_formed ? text.substr(at, c.bytes) : std::string_view("\ufffd"));
        }
        return at + c.bytes;
    }
    void add(std::string_view bytes) {
        snippet_.text.append(bytes);
        append_escaped(bytes, snippet_.html);
        ++length_;
        has_space_ = false;
    }
    void space() {
        if (has_space_ || length_ == 0) return;
        add(" ");
        has_space_ = true;
    }
    void open_mark() {
        mark_begin_ = length_;
        snippet_.html += "<mark>";
    }
    void close_mark() {
        snippet_.marks.emplace_back(mark_begin_, length_);
        snippet_.html += "</mark>";
    }
    Snippet take() { return std::move(snippet_); }

private:
    Snippet snippet_;
    std::uint32_t length_ = 0;
    std::uint32_t mark_begin_ = 0;
    bool has_space_ = false;
};

}  // namespace

std::string escape_html(std::string_view text) {
    std::string out;
    append_escaped(text, out);
    return out;
}

std::string without_bidi_controls(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCharacter c = decode_utf8(text, at);
        if (!is_bidi_control(c.value)) out += text.substr(at, c.bytes);
        at += c.bytes;
    }
    return out;
}

void SnippetMaker::find_words(std::string_view text,
                              std::uint32_t base,
                              LanguageTag lang,
                              std::uint32_t paragraph) {
    const LanguageTag tag = analyzers::language_or_und(lang).tag;
    const MarkSet::Forms* stems = marks_.stems_of(tag);
    analyzers_.for_language(tag).analyze(text, tokens_);
    const auto concept_at = [&](std::size_t i) {
        return i < tokens_.size() ? marks_.find(stems, tokens_[i]) : -1;
    };
    int before = -1;
    int here = concept_at(0);
    for (std::size_t i = 0; i < tokens_.size() && found_.size() < kMostFound; ++i) {
        const int after = concept_at(i + 1);
        if (here >= 0) {
            const bool has_partner = (before >= 0 && marks_.are_neighbours(before, here)) ||
                                     (after >= 0 && marks_.are_neighbours(here, after));
            const bool is_sane = tokens_[i].end - tokens_[i].begin <= kLongestMark;
            if (is_sane && (has_partner || !marks_.needs_neighbour(here))) {
                found_.push_back({base + tokens_[i].begin, base + tokens_[i].end,
                                  tokens_[i].position, here, paragraph});
            }
        }
        before = here;
        here = after;
    }
}

void SnippetMaker::scan(const corpus::Document& document) {
    found_.clear();
    if (marks_.is_empty()) return;
    for (std::uint32_t i = 0; i < document.paragraphs.size(); ++i) {
        const corpus::Paragraph& paragraph = document.paragraphs[i];
        if (paragraph.is_boilerplate) continue;
        if (paragraph.begin >= kSnippetScanBytes || found_.size() >= kMostFound) break;
        std::size_t end = std::min<std::size_t>(paragraph.end, kSnippetScanBytes);
        while (end > paragraph.begin && end < document.text.size() &&
               is_utf8_continuation(document.text[end])) {
            --end;
        }
        find_words(std::string_view(document.text).substr(paragraph.begin, end - paragraph.begin),
                   paragraph.begin, paragraph.lang, i);
    }
}

double SnippetMaker::score(std::size_t first,
                           std::size_t last,
                           const std::vector<char>& is_covered) const {
    std::vector<char> is_here(marks_.size());
    double sum = 0.0;
    for (std::size_t i = first; i < last; ++i) {
        const int number = found_[i].concept_number;
        const auto at = static_cast<std::size_t>(number);
        const double rarity = marks_.rarity(number);
        // A second or third time adds little; more often adds nothing, so that a list of one word
        // does not win over a sentence.
        if (is_here[at] < 3) {
            sum += is_here[at] != 0 || is_covered[at] != 0 ? rarity * kRepeatedShare : rarity;
            ++is_here[at];
        }
        if (i > first && found_[i].position == found_[i - 1].position + 1 && is_here[at] == 1 &&
            marks_.are_neighbours(found_[i - 1].concept_number, number)) {
            sum += kNeighbourShare * std::max(rarity, marks_.rarity(found_[i - 1].concept_number));
        }
    }
    return sum;
}

SnippetMaker::Window SnippetMaker::best_window(const corpus::Document& document,
                                               const std::vector<char>& is_covered,
                                               const std::vector<Window>& taken) const {
    Window best;
    std::size_t last = 0;
    std::size_t previous_last = 0;
    for (std::size_t first = 0; first < found_.size(); ++first) {
        last = std::max(last, first + 1);
        const corpus::Paragraph& paragraph = document.paragraphs[found_[first].paragraph];
        // Characters are counted only where bytes do not tell: one has four at most.
        std::optional<std::size_t> reach;
        const auto is_in_reach = [&](const Found& found) {
            const std::size_t bytes = found.end - found_[first].begin;
            if (bytes <= kSnippetLength) return true;
            if (bytes > 4 * kSnippetLength) return false;
            if (!reach) {
                reach = step_on(document.text, found_[first].begin, kSnippetLength, paragraph.end);
            }
            return found.end <= *reach;
        };
        while (last < found_.size() && found_[last].paragraph == found_[first].paragraph &&
               is_in_reach(found_[last])) {
            ++last;
        }
        // A window inside the one before it cannot be better.
        if (last == previous_last) continue;
        previous_last = last;
        const bool is_taken = std::any_of(taken.begin(), taken.end(), [&](const Window& window) {
            return first < window.last && window.first < last;
        });
        if (is_taken) continue;
        Window window{first, last, score(first, last, is_covered)};
        const std::size_t length = paragraph.end - paragraph.begin;
        if (length < kTellingLength) window.score *= 0.7;
        if (window.score > best.score) best = window;
    }
    return best;
}

Snippet SnippetMaker::cut(const corpus::Document& document, const Window& window) const {
    const corpus::Paragraph& paragraph = document.paragraphs[found_[window.first].paragraph];
    const std::string_view text(document.text);
    const Extent extent = choose_extent(text, paragraph.begin, paragraph.end,
                                        found_[window.first].begin, found_[window.last - 1].end);
    Writer writer;
    if (extent.is_cut_before) writer.add(kEllipsis);
    auto next = std::find_if(found_.begin(), found_.end(),
                             [&](const Found& found) { return found.begin >= extent.begin; });
    bool is_marking = false;
    for (std::size_t at = extent.begin; at < extent.end;) {
        // Parts of one compound may share their bytes: these are marked once.
        while (!is_marking && next != found_.end() && next->end <= at) ++next;
        const bool has_next = next != found_.end() && next->end <= extent.end;
        if (is_marking && at >= next->end) {
            writer.close_mark();
            is_marking = false;
            ++next;
            continue;
        }
        if (!is_marking && has_next && at >= next->begin) {
            writer.open_mark();
            is_marking = true;
        }
        at = writer.copy(text, at);
    }
    if (is_marking) writer.close_mark();
    if (extent.is_cut_after) writer.add(kEllipsis);
    Snippet snippet = writer.take();
    snippet.lang = paragraph.lang;
    return snippet;
}

namespace {

/// The beginning of the text, for a document that matched by its title or by filters only.
std::vector<Snippet> beginning(const corpus::Document& document) {
    for (const corpus::Paragraph& paragraph : document.paragraphs) {
        if (paragraph.is_boilerplate || paragraph.begin >= paragraph.end) continue;
        const std::string_view text(document.text);
        const Extent extent =
            choose_extent(text, paragraph.begin, paragraph.end, paragraph.begin, paragraph.begin);
        Writer writer;
        for (std::size_t at = extent.begin; at < extent.end;) at = writer.copy(text, at);
        if (extent.is_cut_after) writer.add(kEllipsis);
        Snippet snippet = writer.take();
        snippet.lang = paragraph.lang;
        if (!snippet.text.empty()) return {std::move(snippet)};
    }
    return {};
}

}  // namespace

std::vector<Snippet> SnippetMaker::excerpts(const corpus::Document& document, int count) {
    if (count <= 0) return {};
    scan(document);
    if (found_.empty()) return beginning(document);
    std::vector<char> is_covered(marks_.size());
    std::vector<Window> taken;
    double first_score = 0.0;
    for (int i = 0; i < count; ++i) {
        const Window window = best_window(document, is_covered, taken);
        // What adds nearly nothing is not worth the reader's time.
        if (window.last == 0 || window.score < first_score * kRepeatedShare) break;
        first_score = std::max(first_score, window.score);
        for (std::size_t at = window.first; at < window.last; ++at) {
            is_covered[static_cast<std::size_t>(found_[at].concept_number)] = 1;
        }
        taken.push_back(window);
    }
    std::sort(taken.begin(), taken.end(),
              [](const Window& a, const Window& b) { return a.first < b.first; });
    std::vector<Snippet> snippets;
    for (const Window& window : taken) snippets.push_back(cut(document, window));
    return snippets;
}

Marks SnippetMaker::title_marks(std::string_view title, LanguageTag lang) {
    found_.clear();
    if (!marks_.is_empty()) find_words(title, 0, lang, 0);
    Marks bytes;
    for (const Found& found : found_) bytes.emplace_back(found.begin, found.end);
    return in_code_points(title, bytes);
}

Marks in_code_points(std::string_view text, const Marks& bytes) {
    Marks marks;
    std::uint32_t code_points = 0;
    std::size_t counted = 0;
    const auto count_to = [&](std::size_t byte) {
        code_points += static_cast<std::uint32_t>(count_utf8(text.substr(counted, byte - counted)));
        counted = byte;
        return code_points;
    };
    for (const auto& [first, last] : bytes) {
        if (first < counted) continue;
        const std::uint32_t begin = count_to(first);
        marks.emplace_back(begin, count_to(last));
    }
    return marks;
}

}  // namespace evresi::search
