#include "corpus/boilerplate.hpp"

#include "base/utf8.hpp"
#include "corpus/clean_text.hpp"

#include <algorithm>

namespace evresi::corpus {
namespace {

constexpr std::size_t kMaxTitleCharacters = 200;
constexpr std::size_t kMaxHeadLines = 30;
/// A paragraph at the edge of a page is furniture when it stands in that many of the site.
constexpr std::uint8_t kManyDocuments = 5;
constexpr std::uint8_t kSomeDocuments = 3;
constexpr std::uint8_t kTwoDocuments = 2;

bool is_prose(const PageLine& line) noexcept {
    if (line.look != LineLook::body) return false;
    return line.words > 18 || (line.ends_sentence && line.words >= 7 && !line.is_list_item);
}

bool is_certain_body(const PageLine& line) noexcept {
    if (line.look != LineLook::body) return false;
    const bool is_other_fact = line.is_fact && !line.is_project_fact && line.words <= 12;
    return !is_other_fact || line.ends_sentence;
}

std::string_view shown_of(std::string_view text, const PageLine& line) noexcept {
    return text.substr(line.begin, line.end - line.begin);
}

std::string_view without_hashes(std::string_view line) noexcept {
    while (line.starts_with('#')) line.remove_prefix(1);
    return trim(line);
}

// The title of an HTML page often has the name of the site behind the headline.
bool is_title(std::string_view line, std::string_view title) noexcept {
    line = without_hashes(line);
    if (line.empty() || title.empty()) return false;
    if (line == title) return true;
    if (!title.starts_with(line) || line.size() * 3 < title.size()) return false;
    const std::string_view rest = trim(title.substr(line.size()));
    return rest.starts_with('|') || rest.starts_with('-') || rest.starts_with("–") ||
           rest.starts_with("»") || rest.starts_with("·") || rest.starts_with("—");
}

}  // namespace

// Where the foot of the page begins: behind the last paragraph, at the first line that is furniture
// without doubt.
std::size_t FurnitureJudge::foot_begin() const noexcept {
    const std::vector<PageLine>& lines = lines_.lines();
    std::size_t at = last_prose_ < lines.size() ? last_prose_ + 1 : lines.size();
    const bool has_head = title_ < lines.size();
    if (last_prose_ == lines.size() && has_head) at = title_ + 1;
    for (; at < lines.size(); ++at) {
        const PageLine& line = lines[at];
        if (line.is_caption) continue;
        if (line.look == LineLook::certain) return at;
        const bool precedes = at + 1 == lines.size() || lines[at + 1].look >= LineLook::edge;
        if (line.look == LineLook::edge && precedes) return at;
    }
    return lines.size();
}

// Whether line `i` stands right above a sentence, a list or facts, as a heading does.
bool FurnitureJudge::heads_body(std::size_t i) const noexcept {
    const std::vector<PageLine>& lines = lines_.lines();
    return i + 1 < lines.size() && i + 1 != title_ && lines[i + 1].look == LineLook::body &&
           !(i + 2 < lines.size() && lines[i + 1].words <= 12 &&
             lines[i + 2].look >= LineLook::edge);
}

// A short line in a block of its own.
bool FurnitureJudge::is_heading(std::size_t i) const noexcept {
    const std::vector<PageLine>& lines = lines_.lines();
    const PageLine& line = lines[i];
    const bool is_alone =
        line.follows_blank && (i + 1 == lines.size() || lines[i + 1].follows_blank);
    return is_alone && !is_furniture_[i] && line.words <= 8 && !is_prose(line);
}

void FurnitureJudge::judge_edges() {
    const std::vector<PageLine>& lines = lines_.lines();
    const std::size_t count = lines.size();
    // Without a title among the lines the head ends at the first paragraph.
    const std::size_t head_end = std::min(title_, first_prose_);
    const std::size_t tail_begin = last_prose_ < count ? last_prose_ + 1 : count;
    const std::size_t foot = foot_begin();
    for (std::size_t i = 0; i < count; ++i) {
        const PageLine& line = lines[i];
        const bool is_head = i < head_end;
        const bool is_above_title = title_ < count && i < title_;
        const bool is_middle = i >= first_prose_ && i < tail_begin && first_prose_ < count;
        switch (line.look) {
        case LineLook::certain:
            is_furniture_[i] = true;
            break;
        case LineLook::edge:
            is_furniture_[i] = !is_middle && !(line.words <= 2 && heads_body(i));
            break;
        case LineLook::contact:
            is_furniture_[i] = is_head || i >= tail_begin;
            break;
        case LineLook::doubtful:
            is_furniture_[i] = i > foot || (is_above_title && !line.ends_in_date);
            break;
        case LineLook::body:
            // "Author: ...", "Visitors: 1204" at the foot; but "Duration: ..." is a project's.
            is_furniture_[i] = i > foot && line.is_fact && !line.is_project_fact &&
                               line.words <= 12 && !line.ends_sentence;
            break;
        }
    }
}

// A block of lines below the last paragraph, or above the title, part of which is furniture, is
// furniture unless it holds a sentence or a project's fact. The last block of a page needs less of
// it, if no heading stands above.
void FurnitureJudge::judge_blocks() {
    const std::vector<PageLine>& lines = lines_.lines();
    const std::size_t count = lines.size();
    const std::size_t tail_begin = last_prose_ < count ? last_prose_ + 1 : count;
    for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
        end = begin + 1;
        while (end < count && !lines[end].follows_blank) ++end;
        const bool is_tail = end > tail_begin;
        if (!is_tail && end > std::min(title_, first_prose_)) continue;
        const std::size_t from = is_tail ? std::max(begin, tail_begin) : begin;
        std::size_t furniture = 0;
        bool has_body = false;
        for (std::size_t i = from; i < end; ++i) {
            furniture += is_furniture_[i] ? 1u : 0u;
            has_body = has_body || (!is_furniture_[i] && is_certain_body(lines[i]));
        }
        const bool is_last = is_tail && end == count && lines[from].follows_blank &&
                             !(from > 0 && is_heading(from - 1));
        const bool is_enough = is_last ? furniture >= 1 : furniture * 3 >= end - from;
        if (has_body || end - from < (is_last ? 2u : 3u) || !is_enough) continue;
        std::fill(is_furniture_.begin() + static_cast<std::ptrdiff_t>(from),
                  is_furniture_.begin() + static_cast<std::ptrdiff_t>(end), true);
    }
}

// A doubtful line between two lines of furniture is furniture too.
void FurnitureJudge::judge_neighbours() {
    const std::vector<PageLine>& lines = lines_.lines();
    for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
        const PageLine& line = lines[i];
        if (is_furniture_[i] || line.words > 8) continue;
        const bool is_open = line.look == LineLook::doubtful || line.look == LineLook::edge ||
                             line.look == LineLook::contact;
        const bool is_between = is_furniture_[i - 1] && is_furniture_[i + 1];
        const bool follows =
            (is_furniture_[i - 1] || is_furniture_[i + 1]) && line.look == LineLook::edge;
        if ((is_open && is_between) || follows) is_furniture_[i] = true;
    }
}

void FurnitureJudge::judge_repeats(std::span<const std::uint8_t> repeats) {
    const std::vector<PageLine>& lines = lines_.lines();
    if (repeats.size() != lines.size()) return;
    // A copy of another page has nearly all lines in common with it: that tells of no furniture.
    std::size_t bytes = 0;
    std::size_t repeated = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t size = lines[i].end - lines[i].begin;
        bytes += size;
        if (repeats[i] >= kTwoDocuments) repeated += size;
    }
    const bool is_copy = repeated * 10 >= bytes * 7;
    const auto is_site_line = [&](std::size_t i) {
        const PageLine& line = lines[i];
        if (is_furniture_[i]) return true;
        switch (line.look) {
        case LineLook::certain:
        case LineLook::edge:
        case LineLook::contact:
            return repeats[i] >= kTwoDocuments;
        case LineLook::doubtful:
            return !is_copy && repeats[i] >= kTwoDocuments;
        case LineLook::body:
            return !is_copy && !line.is_fact && repeats[i] >= kManyDocuments;
        }
        return false;
    };
    // From both edges inwards, as far as lines are the site's.
    for (std::size_t i = 0; i < lines.size() && i != title_ && is_site_line(i); ++i) {
        is_furniture_[i] = true;
    }
    for (std::size_t i = lines.size(); i > 0 && i - 1 != title_ && is_site_line(i - 1); --i) {
        is_furniture_[i - 1] = true;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].look == LineLook::edge && repeats[i] >= kSomeDocuments) {
            is_furniture_[i] = true;
        }
    }
}

void FurnitureJudge::judge_markup(std::span<const Span> furniture) {
    const std::vector<PageLine>& lines = lines_.lines();
    std::size_t at = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        while (at < furniture.size() && furniture[at].end <= lines[i].begin) ++at;
        if (at == furniture.size()) break;
        if (furniture[at].begin <= lines[i].begin && furniture[at].end >= lines[i].end) {
            is_furniture_[i] = true;
        }
    }
}

// A page on which everything looks like furniture is a page about something else than we think.
void FurnitureJudge::keep_something() {
    const std::vector<PageLine>& lines = lines_.lines();
    const auto has_body = [&] {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (!is_furniture_[i] && i != title_ && lines[i].words > 0) return true;
        }
        return false;
    };
    if (has_body()) return;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].look != LineLook::certain) is_furniture_[i] = false;
    }
    if (!has_body()) std::fill(is_furniture_.begin(), is_furniture_.end(), false);
}

std::uint8_t telling_repeats(std::uint8_t count) noexcept {
    for (const std::uint8_t enough : {kManyDocuments, kSomeDocuments, kTwoDocuments}) {
        if (count >= enough) return enough;
    }
    return 0;
}

const std::vector<bool>&
FurnitureJudge::judge(std::string_view text, const FoldedText& folded, const PageContext& context) {
    lines_.read(text, folded);
    const std::vector<PageLine>& lines = lines_.lines();
    const std::size_t count = lines.size();
    is_furniture_.assign(count, false);
    title_ = first_prose_ = last_prose_ = count;
    for (std::size_t i = 0; i < count; ++i) {
        const bool can_be_title = title_ == count && first_prose_ == count && i < kMaxHeadLines;
        if (can_be_title && is_title(shown_of(text, lines[i]), context.title)) {
            title_ = i;
        } else if (is_prose(lines[i])) {
            if (first_prose_ == count) first_prose_ = i;
            last_prose_ = i;
        }
    }
    judge_edges();
    judge_blocks();
    judge_markup(context.furniture);
    judge_repeats(context.repeats);
    judge_neighbours();
    if (title_ < count) is_furniture_[title_] = false;
    for (std::size_t i = 0; i < count; ++i) {
        if (is_furniture_[i] && is_title(shown_of(text, lines[i]), context.title)) {
            is_furniture_[i] = false;
        }
    }
    keep_something();
    return is_furniture_;
}

bool is_furniture(std::string_view line) {
    FoldedText folded;
    fold_words(line, folded);
    PageLines lines;
    lines.read(line, folded);
    return !lines.lines().empty() && lines.lines().front().look >= LineLook::edge;
}

namespace {

bool ends_block(const std::vector<PageLine>& lines, std::size_t i) noexcept {
    return i + 1 == lines.size() || lines[i + 1].follows_blank;
}

// A headline with a colon stands alone.
bool is_in_fact_list(const std::vector<PageLine>& lines, std::size_t i) noexcept {
    if (!lines[i].is_fact) return false;
    return (i > 0 && !lines[i].follows_blank && lines[i - 1].is_fact) ||
           (!ends_block(lines, i) && lines[i + 1].is_fact);
}

// How much line `i` reads like a headline.
double title_score(const std::vector<PageLine>& lines, std::size_t i, std::string_view shown) {
    const PageLine& line = lines[i];
    double score = line.words >= 6   ? 3
                   : line.words >= 4 ? 2.5
                   : line.words == 3 ? 2
                                     : line.words / 2.0;
    if (line.has_stop_words) score += 1.5;
    if (line.words > 18) score -= 3;
    if (line.ends_sentence && shown.ends_with('.')) score -= 2;
    if (line.opens_with_site) score -= line.has_stop_words ? 1 : 3;
    if (line.ends_in_date) score -= 3;
    if (line.is_list_item) score -= 2;
    if (!line.starts_upper) score -= 1;
    if (line.words <= 3) score -= 2 * line.familiar;
    // Menus have more capitals than sentences; headlines in capitals have function words.
    const bool has_quotes = shown.find("“") != std::string_view::npos ||
                            shown.find("”") != std::string_view::npos ||
                            shown.find('(') != std::string_view::npos;
    const bool is_shouted = line.capitals == 1.0F && line.has_stop_words;
    if (line.words >= 4 && line.capitals >= 0.6F && !has_quotes && !is_shouted) score -= 1.5;
    if (line.figures >= 0.4F) score -= 2;
    if (shown.starts_with('#')) score += 5;
    if (line.follows_blank && ends_block(lines, i)) score += 1.5;
    const bool precedes_menu =
        !ends_block(lines, i) && lines[i + 1].look >= LineLook::edge && lines[i + 1].figures < 0.3F;
    if (precedes_menu) score -= 1;
    const bool opens_block = line.follows_blank || lines[i - 1].look >= LineLook::edge;
    if (opens_block && i + 1 < lines.size() && is_prose(lines[i + 1])) score += 1;
    if (is_in_fact_list(lines, i)) score -= 3;
    if (line.is_project_fact) score -= 1;
    return score;
}

}  // namespace

std::string_view find_headline(std::string_view text) {
    // The headline stands near the top; what follows need not be read.
    constexpr std::size_t kHeadBytes = 2048;
    const std::string_view head = utf8_prefix(text, kHeadBytes);
    FoldedText folded;
    fold_words(head, folded);
    PageLines page;
    page.read(head, folded);
    const std::vector<PageLine>& lines = page.lines();
    std::string_view best;
    double best_score = 0;
    bool best_is_prose = false;
    std::string_view spare;
    for (std::size_t i = 0; i < lines.size() && i < kMaxHeadLines; ++i) {
        const PageLine& line = lines[i];
        const std::string_view shown = shown_of(head, line);
        // A headline of common words in capitals may look like a menu.
        if (line.look == LineLook::edge && line.words >= 3 && line.has_stop_words) spare = shown;
        if (line.words == 0 || line.look >= LineLook::edge) continue;
        if (count_utf8(shown) > kMaxTitleCharacters) break;
        if (is_prose(line) && !best.empty() && line.words > 12) break;
        if (is_in_fact_list(lines, i) && line.is_project_fact && !best.empty()) break;
        double score = title_score(lines, i, shown);
        // What stands right under a headline is its second line.
        const bool follows_title =
            !best.empty() && best.data() + best.size() + 1 >= shown.data() && best_score >= 2.5;
        if (follows_title) score -= 1.5;
        if (best.empty() || score > best_score + 0.2) {
            best = shown;
            best_score = score;
            best_is_prose = is_prose(line) && (line.words > 18 || shown.ends_with('.'));
        }
    }
    if ((best.empty() || best_is_prose) && !spare.empty()) best = spare;
    return without_hashes(best);
}

}  // namespace evresi::corpus
