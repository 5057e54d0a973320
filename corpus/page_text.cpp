#include "corpus/page_text.hpp"

#include "base/utf8.hpp"
#include "corpus/characters.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/hyphenation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace evresi::corpus {
namespace {

constexpr std::size_t kEdgeLines = 3;  // looked at from the top and the bottom of a page
constexpr std::size_t kHeadlineCharacters = 200;
constexpr double kFarthest = 1e6;  // points from the corner of a page
constexpr double kMaxSize = 200;   // points; a larger font is counted as this

std::size_t half_points(double size) noexcept {
    return static_cast<std::size_t>(std::lround(std::clamp(size, 0.0, kMaxSize) * 2));
}

bool is_like(double a, double b) noexcept {
    return std::abs(a - b) <= 0.08 * std::max(a, b);
}

bool ends_sentence(std::string_view text) noexcept {
    while (text.ends_with(')') || text.ends_with('"') || text.ends_with("\u201D") ||
           text.ends_with("\u00BB")) {
        text.remove_suffix(is_utf8_continuation(text.back()) ? (text.ends_with("\u201D") ? 3 : 2)
                                                             : 1);
    }
    return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') ||
           text.ends_with(':') || text.ends_with(';') || text.ends_with("\u00B7") ||
           text.ends_with("\u0387");
}

bool is_in_word(char32_t character) noexcept {
    return is_letter(character) || is_digit(character);
}

/// Whether the line ends in a hyphen or dash that is bound to a word.
bool is_cut(std::string_view line) noexcept {
    for (const std::string_view mark : {"-", "\u00AD", "\u2010", "\u2011", "\u2013"}) {
        if (line.ends_with(mark)) {
            line.remove_suffix(mark.size());
            return is_in_word(last_character(line));
        }
    }
    return false;
}

bool starts_bullet(std::string_view text) noexcept {
    static constexpr std::array<std::string_view, 10> kBullets = {"•", "▪", "■", "●", "○",
                                                                  "◦", "►", "✓", "❖", "\u2043"};
    return std::any_of(kBullets.begin(), kBullets.end(),
                       [text](std::string_view bullet) { return text.starts_with(bullet); });
}

/// "- ", "1. ", "12) ", "a) ", "(b) ": what begins an item, or may stand in running text.
bool starts_item(std::string_view text) noexcept {
    const std::string_view mark = text.substr(0, text.find(' '));
    if (mark.size() == text.size() || mark.size() > 6) return false;
    if (mark == "-" || mark == "*" || mark == "\u2013" || mark == "\u2014") return true;
    const char last = mark.back();
    if (last != '.' && last != ')') return false;
    std::string_view name = mark.substr(0, mark.size() - 1);
    if (name.starts_with('(')) name.remove_prefix(1);
    const bool is_number =
        name.size() <= 4 && name.find_first_not_of("0123456789.") == std::string_view::npos;
    return !name.empty() && (is_number || count_utf8(name) == 1);
}

/// What stays the same of a line that counts pages: digits are '#'.
std::string without_numbers(std::string_view text) {
    std::string masked;
    for (const char c : text) {
        const bool is_number = c >= '0' && c <= '9';
        if (is_number && masked.ends_with('#')) continue;
        masked += is_number ? '#' : c;
    }
    return masked;
}

}  // namespace

void PageText::begin_page() {
    ++page_;
}

bool PageText::continues_line(const PlacedWord& word) const noexcept {
    if (lines_.empty()) return false;
    const Line& line = lines_.back();
    if (line.page != page_ || line.rotation != word.rotation) return false;
    const double shared = std::min(line.bottom, word.bottom) - std::max(line.top, word.top);
    const double height = std::min(line.bottom - line.top, word.bottom - word.top);
    return shared >= 0.5 * height && word.left >= line.right - 0.6 * std::max(line.size, word.size);
}

// Gaps as wide as those between the cells of a table. A line that is stretched to the width of its
// column has wide gaps too, but all alike.
bool PageText::has_cells(const Line& line) noexcept {
    return line.widest_gap > 6 * line.size ||
           (line.widest_gap > 2 * line.size && line.widest_gap > 3 * line.narrowest_gap);
}

void PageText::add(PlacedWord&& word) {
    if (trim(word.text).empty()) return;
    // A hostile page may place words nowhere.
    for (double* const place : {&word.left, &word.top, &word.right, &word.bottom, &word.size}) {
        *place = std::isfinite(*place) ? std::clamp(*place, -kFarthest, kFarthest) : 0;
    }
    size_bytes_ += word.text.size() + 1;
    if (!continues_line(word)) {
        Line line;
        line.text = std::move(word.text);
        line.left = word.left;
        line.top = word.top;
        line.right = word.right;
        line.bottom = word.bottom;
        line.size = word.size;
        line.first_word_width = word.right - word.left;
        line.page = page_;
        line.rotation = word.rotation;
        lines_.push_back(std::move(line));
        return;
    }
    Line& line = lines_.back();
    const bool has_gap = word.has_space_before || word.left - line.right > 0.15 * line.size;
    if (has_gap) line.text += ' ';
    if (has_gap) {
        const double gap = std::max(word.left - line.right, 0.01);
        line.narrowest_gap = line.narrowest_gap > 0 ? std::min(line.narrowest_gap, gap) : gap;
        line.widest_gap = std::max(line.widest_gap, gap);
    }
    if (!has_gap && line.text.find(' ') == std::string::npos) {
        line.first_word_width = word.right - line.left;
    }
    // A line has the size and place of its largest word: notes and exponents are set smaller.
    if (word.size > line.size) {
        line.size = word.size;
        line.top = word.top;
        line.bottom = word.bottom;
    }
    line.right = std::max(line.right, word.right);
    line.text += word.text;
}

void PageText::add_line(std::string&& text) {
    if (trim(text).empty()) return;
    size_bytes_ += text.size() + 1;
    Line line;
    line.text = std::move(text);
    line.page = page_;
    line.rotation = -1;  // no word of a page continues it, and it is at no edge
    line.is_alone = true;
    lines_.push_back(std::move(line));
}

// Lines at the top or the bottom that come again on other pages, their numbers apart.
void PageText::find_edges() {
    struct Seen {
        std::uint32_t pages = 0;
        std::uint32_t last_page = 0;
    };
    std::unordered_map<std::string, Seen> seen;
    std::vector<std::pair<std::size_t, std::string>> candidates;
    for (std::size_t begin = 0; begin < lines_.size();) {
        std::vector<std::size_t> order;
        std::size_t end = begin;
        for (; end < lines_.size() && lines_[end].page == lines_[begin].page; ++end) {
            if (lines_[end].rotation == 0) order.push_back(end);
        }
        std::sort(order.begin(), order.end(),
                  [this](std::size_t a, std::size_t b) { return lines_[a].top < lines_[b].top; });
        const std::size_t count = order.size();
        for (std::size_t i = 0; i < count; ++i) {
            if (i >= kEdgeLines && i + kEdgeLines < count) continue;
            // A running head may repeat a headline: that is set larger.
            std::string key = without_numbers(lines_[order[i]].text) + '\n' +
                              std::to_string(half_points(lines_[order[i]].size));
            if (i >= kEdgeLines || (count <= kEdgeLines && 2 * i >= count)) key += '\n';
            Seen& places = seen[key];
            if (std::exchange(places.last_page, lines_[begin].page) != lines_[begin].page) {
                ++places.pages;
            }
            candidates.emplace_back(order[i], std::move(key));
        }
        begin = end;
    }
    const std::uint32_t least = page_ < 6 ? 2 : 3;
    for (const auto& [line, key] : candidates) lines_[line].is_edge = seen[key].pages >= least;
}

// For each size of font the step from line to line that occurs most.
void PageText::find_leading() {
    leading_.assign(half_points(kMaxSize) + 1, 0.0);
    std::map<std::pair<std::size_t, long>, std::uint32_t> steps;
    for (std::size_t i = 1; i < lines_.size(); ++i) {
        const Line& line = lines_[i - 1];
        const Line& next = lines_[i];
        const double step = next.top - line.top;
        if (line.page != next.page || line.rotation != next.rotation) continue;
        if (!is_like(line.size, next.size) || step <= 0 || step > 3 * line.size) continue;
        ++steps[{half_points(line.size), std::lround(step * 2)}];
    }
    std::vector<std::uint32_t> most(leading_.size(), 0);
    for (const auto& [key, count] : steps) {
        if (count <= most[key.first]) continue;
        most[key.first] = count;
        leading_[key.first] = static_cast<double>(key.second) / 2;
    }
    // One or two steps show no habit.
    for (std::size_t size = 0; size < leading_.size(); ++size) {
        if (most[size] < 3) leading_[size] = 0;
    }
}

bool PageText::is_below(const Line& line, const Line& next) const noexcept {
    if (line.page != next.page || line.rotation != next.rotation || next.is_alone) return false;
    if (!is_like(line.size, next.size)) return false;
    const double usual = leading_[half_points(line.size)];
    const double most = usual > 0 ? std::min(1.25 * usual, 2.8 * line.size) : 1.7 * line.size;
    const double step = next.top - line.top;
    // The line under an indented one may be so short that it ends before the indent.
    return step > 0.3 * line.size && step <= most && next.left < line.right &&
           line.left - 4 * line.size < next.right;
}

// Runs of lines that stand close below one another: their edges are those of their column.
void PageText::find_blocks() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        Line& line = lines_[i];
        const bool is_same =
            i > 0 && !line.is_edge && !lines_[i - 1].is_edge && is_below(lines_[i - 1], line);
        if (!is_same) blocks_.push_back({line.left, line.right});
        line.block = static_cast<std::uint32_t>(blocks_.size() - 1);
        Block& block = blocks_.back();
        block.left = std::min(block.left, line.left);
        block.right = std::max(block.right, line.right);
    }
}

double PageText::most_common_size() const {
    std::vector<std::size_t> bytes(half_points(kMaxSize) + 1, 0);
    for (const Line& line : lines_) bytes[half_points(line.size)] += line.text.size();
    const auto most = std::max_element(bytes.begin(), bytes.end());
    return static_cast<double>(most - bytes.begin()) / 2;
}

// Whether the first word of the next line would not have fitted: the break says nothing.
bool PageText::is_full(const Line& line, const Line& next) const noexcept {
    if (is_cut(line.text) && is_in_word(first_character(next.text))) return true;
    const Block& block = blocks_[line.block];
    const double room = block.right - line.right - 0.25 * line.size;
    if (room < next.first_word_width) return true;
    const bool runs_on = is_small_letter(first_character(next.text)) && !ends_sentence(line.text);
    return runs_on && room < next.first_word_width + 0.25 * (block.right - block.left);
}

bool PageText::goes_on(const Line& line, const Line& next, bool is_first) const noexcept {
    if (line.block != next.block || starts_bullet(next.text)) return false;
    if (has_cells(line) || has_cells(next)) return false;
    // A headline is often centred and broken where it reads best.
    const double middle = (line.left + line.right - next.left - next.right) / 2;
    if (line.size > 1.15 * body_size_) {
        return std::abs(next.left - line.left) < line.size || std::abs(middle) < line.size;
    }
    const bool is_hanging = is_first && (starts_bullet(line.text) || starts_item(line.text));
    if (next.left > line.left + 0.6 * line.size && !is_hanging) return false;
    if (next.left < line.left - 0.6 * line.size && !is_first) return false;
    if (starts_item(next.text) &&
        (ends_sentence(line.text) || line.text.ends_with(',') || !is_full(line, next))) {
        return false;
    }
    return is_full(line, next);
}

// At the end of a column or a page only a sentence that is plainly not finished goes on.
bool PageText::goes_on_elsewhere(const Line& line, const Line& next) const noexcept {
    if (line.block == next.block || !is_like(line.size, next.size)) return false;
    if (line.is_alone || next.is_alone) return false;
    if (line.rotation != next.rotation || line.page + 1 < next.page) return false;
    const bool is_elsewhere = line.page != next.page || next.top < line.top;
    return is_elsewhere && line.size <= 1.15 * body_size_ && !ends_sentence(line.text) &&
           is_small_letter(first_character(next.text)) && is_full(line, next);
}

/// Puts lines together. What stands at the edge of a page waits until the paragraph that runs over
/// it is at its end.
class PageText::Paragraphs {
public:
    Paragraphs(const PageText& pages, const Hyphenation& hyphenation)
        : pages_(pages), hyphenation_(hyphenation) {}

    void take(const Line& line) {
        if (line.is_edge) {
            waiting_.append(line.text).append("\n");
            return;
        }
        if (last_ != nullptr) {
            const bool goes_on = pages_.goes_on(*last_, line, last_ == first_) ||
                                 pages_.goes_on_elsewhere(*last_, line);
            if (goes_on) {
                join_lines(paragraph_, line.text, hyphenation_.joint(paragraph_, line.text));
                last_ = &line;
                return;
            }
        }
        close();
        paragraph_ = line.text;
        first_ = last_ = &line;
    }

    void close() {
        if (last_ != nullptr) {
            if (is_headline()) out_.headline = paragraph_;
            out_.text.append(paragraph_).append("\n");
        }
        out_.text += waiting_;
        waiting_.clear();
        paragraph_.clear();
        first_ = last_ = nullptr;
    }

    [[nodiscard]] LaidOutText& out() noexcept { return out_; }

private:
    // The largest so far on the first page, larger than running text, of the length of a title.
    bool is_headline() {
        if (first_->page != pages_.lines_.front().page || first_->rotation != 0) return false;
        if (first_->size < 1.15 * pages_.body_size_ || first_->size <= headline_size_) return false;
        const std::size_t characters = count_utf8(paragraph_);
        if (characters < 8 || characters > kHeadlineCharacters) return false;
        headline_size_ = first_->size;
        return true;
    }

    const PageText& pages_;
    const Hyphenation& hyphenation_;
    LaidOutText out_;
    std::string paragraph_;
    std::string waiting_;
    const Line* first_ = nullptr;
    const Line* last_ = nullptr;
    double headline_size_ = 0;
};

LaidOutText PageText::finish() {
    if (lines_.empty()) return {};
    body_size_ = most_common_size();
    find_edges();
    find_leading();
    find_blocks();
    Hyphenation hyphenation;
    const Line* before = nullptr;
    for (const Line& line : lines_) {
        if (line.is_edge) continue;
        if (before != nullptr) hyphenation.note(before->text, line.text);
        before = &line;
    }
    for (const Line& line : lines_) hyphenation.learn(line.text);
    Paragraphs paragraphs(*this, hyphenation);
    for (const Line& line : lines_) paragraphs.take(line);
    paragraphs.close();
    *this = PageText();
    return std::move(paragraphs.out());
}

}  // namespace evresi::corpus
