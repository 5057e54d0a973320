#include "corpus/page_markup.hpp"

#include <algorithm>
#include <array>

namespace evresi::corpus {
namespace {

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& list, std::string_view name) noexcept {
    return std::find(list.begin(), list.end(), name) != list.end();
}

// A widget, an ad or a panel may be anything: page builders call every part of a page so.
constexpr std::array<std::string_view, 51> kNames = {
    "cookie",     "cookies",      "consent",    "gdpr",       "newsletter",  "newsletters",
    "subscribe",  "subscription", "share",      "sharing",    "shares",      "sharethis",
    "addtoany",   "addthis",      "socials",    "breadcrumb", "breadcrumbs", "crumb",
    "crumbs",     "menu",         "menus",      "submenu",    "nav",         "navi",
    "navigation", "navbar",       "sidebar",    "sidenav",    "related",     "comments",
    "comment",    "respond",      "footer",     "skip",       "skiplink",    "pagination",
    "pager",      "banner",       "banners",    "topbar",     "toolbar",     "login",
    "searchform", "searchbox",    "langswitch", "tagcloud",   "advert",      "advertisement",
    "popup",      "copyright",    "backtotop"};

// "social-media" is furniture, "social-economy" is a subject.
constexpr std::array<std::string_view, 9> kSocial = {
    "links", "share", "sharing", "media", "icons", "icon", "buttons", "bar", "networks"};

constexpr std::array<std::string_view, 17> kEndings = {
    "box",  "bar",  "block",   "links",  "link",      "list",   "buttons", "button", "wrapper",
    "wrap", "area", "section", "holder", "container", "widget", "icons",   "form"};

constexpr std::array<std::string_view, 12> kBlocks = {
    "div", "ul", "ol", "table", "section", "td", "dl", "p", "tr", "center", "dir", "fieldset"};

constexpr std::array<std::string_view, 5> kRoles = {"navigation", "banner", "contentinfo", "search",
                                                    "complementary"};

constexpr std::size_t kMaxFormBytes = 1500;
constexpr std::size_t kLeastMainBytes = 200;
constexpr std::size_t kMaxWordBytes = 24;

/// A part of a class name in lower case; longer ones name nothing.
struct Word {
    std::array<char, kMaxWordBytes> letters{};
    std::size_t size = 0;
    [[nodiscard]] std::string_view view() const noexcept { return {letters.data(), size}; }
};

bool is_name(std::string_view word) noexcept {
    if (holds(kNames, word)) return true;
    return std::any_of(kEndings.begin(), kEndings.end(), [word](std::string_view ending) {
        return word.size() > ending.size() && word.ends_with(ending) &&
               holds(kNames, word.substr(0, word.size() - ending.size()));
    });
}

// One class name: its parts between hyphens, underscores and capitals.
bool names_furniture_alone(std::string_view name) noexcept {
    Word word;
    bool was_social = false;
    bool is_social_alone = false;
    std::size_t parts = 0;
    const auto ends_word = [&] {
        const std::string_view part = word.view();
        if (part.empty()) return false;
        ++parts;
        const bool found = is_name(part) || (was_social && holds(kSocial, part));
        was_social = part == "social";
        is_social_alone = was_social && parts == 1;
        word.size = 0;
        return found;
    };
    // What says that a page has or lacks a side column, or is laid out for print, wraps it all.
    for (const std::string_view layout :
         {"has-", "with-", "no-", "without-", "layout-", "elementor", "wp-block"}) {
        if (name.starts_with(layout)) return false;
    }
    bool is_too_long = false;
    char before = '-';
    for (const char c : name) {
        const bool is_upper = c >= 'A' && c <= 'Z';
        const bool is_letter = is_upper || (c >= 'a' && c <= 'z');
        const bool begins = is_upper && before >= 'a' && before <= 'z';
        if (!is_letter || begins) {
            if (!is_too_long && ends_word()) return true;
            word.size = 0;
            is_too_long = false;
        }
        if (is_letter) {
            is_too_long = is_too_long || word.size == kMaxWordBytes;
            if (!is_too_long) word.letters[word.size++] = static_cast<char>(is_upper ? c + 32 : c);
        }
        before = c;
    }
    return (!is_too_long && ends_word()) || is_social_alone;
}

}  // namespace

bool names_furniture(std::string_view names) noexcept {
    constexpr std::string_view kBlanks = " \t\r\n\f";
    while (!names.empty()) {
        const std::size_t end = std::min(names.find_first_of(kBlanks), names.size());
        if (names_furniture_alone(names.substr(0, end))) return true;
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    return false;
}

PageMarkup::Kind PageMarkup::kind_of(const Element& element) noexcept {
    const std::string_view name = element.name;
    if (name == "body" || name == "html") return Kind::plain;
    if (name == "main" || element.role == "main") return Kind::main;
    if (name == "article") return Kind::article;
    if (name == "footer" || name == "aside" || name == "dialog" || element.role == "dialog" ||
        holds(kRoles, element.role) || element.is_aria_hidden) {
        return Kind::furniture;
    }
    if (name == "header") return Kind::header;
    if (name == "form") return Kind::form;
    if (names_furniture(element.classes) || names_furniture(element.id)) return Kind::named;
    return holds(kBlocks, name) ? Kind::block : Kind::plain;
}

void PageMarkup::open(const Element& element, std::size_t offset) {
    Open open;
    open.begin = offset;
    open.link_bytes = link_bytes_;
    open.links = links_;
    open.kind = kind_of(element);
    open.has_heading = element.name == "h1";
    if (!open_.empty()) {
        const Open& outer = open_.back();
        open.is_in_content =
            outer.is_in_content || outer.kind == Kind::main || outer.kind == Kind::article;
    }
    if (element.name == "a") ++links_;
    open_.push_back(open);
}

bool PageMarkup::is_furniture(const Open& open, std::size_t size) const noexcept {
    switch (open.kind) {
    case Kind::furniture:
        return true;
    case Kind::header:
        return !open.is_in_content && !open.has_heading;
    case Kind::form:
        return !open.has_heading && size <= kMaxFormBytes;
    case Kind::named:
        return !open.has_heading;
    case Kind::block: {
        constexpr std::size_t kSeveral = 3;
        const std::size_t links = links_ - open.links;
        const std::size_t bytes = link_bytes_ - open.link_bytes;
        return !open.is_in_content && !open.has_heading && links >= kSeveral &&
               bytes * 10 >= size * 8;
    }
    case Kind::plain:
    case Kind::main:
    case Kind::article:
        break;
    }
    return false;
}

void PageMarkup::close(std::size_t offset) {
    if (open_.empty()) return;
    const Open open = open_.back();
    open_.pop_back();
    if (open.has_heading && !open_.empty()) open_.back().has_heading = true;
    if (offset <= open.begin) return;
    const Range range{open.begin, offset, open.kind == Kind::named, open.has_heading};
    if (open.kind == Kind::main) mains_.push_back(range);
    if (open.kind == Kind::article && !open.is_in_content) articles_.push_back(range);
    if (!is_furniture(open, offset - open.begin)) return;
    // What stands within furniture closed before it.
    while (!furniture_.empty() && furniture_.back().begin >= range.begin) furniture_.pop_back();
    furniture_.push_back(range);
}

std::vector<Span> PageMarkup::furniture(std::size_t size) {
    while (!open_.empty()) close(size);
    // A name on most of a page names something else.
    std::erase_if(furniture_, [size](const Range& range) {
        return range.is_named && (range.end - range.begin) * 10 > size * 6;
    });
    // The main part: main, else the articles that hold the headline or most of the text.
    for (const std::vector<Range>* const parts : {&mains_, &articles_}) {
        std::size_t bytes = 0;
        bool has_heading = false;
        for (const Range& part : *parts) {
            bytes += part.end - part.begin;
            has_heading = has_heading || part.has_heading;
        }
        const bool is_main = parts == &mains_;
        const bool is_enough =
            is_main ? bytes >= kLeastMainBytes || bytes * 2 >= size
                    : (has_heading && bytes >= kLeastMainBytes) || bytes * 10 >= size * 6;
        if (parts->empty() || !is_enough) continue;
        std::size_t from = 0;
        for (const Range& part : *parts) {
            if (part.begin > from) furniture_.push_back({from, part.begin, false, false});
            from = std::max(from, part.end);
        }
        if (from < size) furniture_.push_back({from, size, false, false});
        break;
    }
    std::sort(furniture_.begin(), furniture_.end(),
              [](const Range& a, const Range& b) { return a.begin < b.begin; });
    std::vector<Span> spans;
    for (const Range& range : furniture_) {
        const auto begin = static_cast<std::uint32_t>(range.begin);
        const auto end = static_cast<std::uint32_t>(range.end);
        if (!spans.empty() && begin <= spans.back().end) {
            spans.back().end = std::max(spans.back().end, end);
        } else {
            spans.push_back({begin, end, false});
        }
    }
    return spans;
}

}  // namespace evresi::corpus
