#include "corpus/furniture_phrases.hpp"

#include "base/check.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/furniture_tables.hpp"
#include "corpus/metadata/cue_phrases.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace evresi::corpus {
namespace {

constexpr std::string_view kKinds[] = {"any",  "notice", "open",   "photo", "whole",
                                       "hint", "lead",   "cookie", "fact",  "contact",
                                       "menu", "site",   "stop",   "date"};

std::string_view take_until(std::string_view& rest, char end) noexcept {
    const std::size_t length = std::min(rest.find(end), rest.size());
    const std::string_view taken = rest.substr(0, length);
    rest.remove_prefix(std::min(length + 1, rest.size()));
    return trim(taken);
}

void add(PhraseMatcher& matcher, std::string_view phrase, FurnitureWord kind) {
    matcher.add(phrase, static_cast<std::uint32_t>(kind));
}

void add_table(PhraseMatcher& matcher, std::string_view table) {
    while (!table.empty()) {
        std::string_view row = take_until(table, '\n');
        if (row.empty() || row.starts_with('#')) continue;
        const auto kind = std::find(std::begin(kKinds), std::end(kKinds), take_until(row, ':'));
        EVRESI_CHECK(kind != std::end(kKinds));
        while (!row.empty()) {
            add(matcher, take_until(row, ';'),
                static_cast<FurnitureWord>(kind - std::begin(kKinds)));
        }
    }
}

PhraseMatcher make_matcher() {
    PhraseMatcher matcher;
    for (const std::string_view table : kFurnitureTables) add_table(matcher, table);
    for (const CuePhrases& group : cue_phrases()) {
        const bool is_month = group.cue == Cue::month;
        if (!is_month && group.cue != Cue::published && group.cue != Cue::changed) continue;
        for (const std::string_view phrase : group.phrases) {
            add(matcher, phrase, is_month ? FurnitureWord::month : FurnitureWord::open);
        }
    }
    return matcher;
}

}  // namespace

const PhraseMatcher& furniture_matcher() {
    static const PhraseMatcher matcher = make_matcher();
    return matcher;
}

}  // namespace evresi::corpus
