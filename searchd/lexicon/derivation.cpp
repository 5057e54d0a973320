#include "searchd/lexicon/derivation.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace evresi::lexicon {
namespace {

/// Shorter bases mean something else more often than not.
constexpr std::size_t kLeastLetters = 4;
constexpr std::size_t kLeastLettersBehindPrefix = 5;

constexpr std::size_t kLeastHead = 5;
constexpr std::size_t kLongPart = 5;

struct Ending {
    std::string_view derived;
    std::string_view base;
};

/// Of stems, not of words; longer endings first.
constexpr Ending kLatvian[] = {
    {"āšanā", ""}, {"ēšanā", ""}, {"īšanā", ""}, {"ošanā", ""}, {"šanā", ""}, {"āšan", ""},
    {"ēšan", ""},  {"īšan", ""},  {"ošan", ""},  {"ojum", ""},  {"ājum", ""}, {"ējum", ""},
    {"ījum", ""},  {"šan", ""},   {"ājum", ""},  {"nieč", ""},  {"īb", ""},   {"um", ""},
    {"ēj", ""},    {"ītāj", ""},  {"ātāj", ""},  {"tāj", ""}};
constexpr Ending kBulgarian[] = {{"иран", "ир"}, {"аван", "ав"},   {"яван", "яв"}, {"ователн", ""},
                                 {"телн", ""},   {"имост", "им"},  {"ност", "н"},  {"ност", "ен"},
                                 {"ност", ""},   {"ан", "а"},      {"ан", ""},     {"ен", ""},
                                 {"ост", ""},    {"телск", "тел"}, {"ск", ""}};
constexpr Ending kSlovenian[] = {{"ovanj", "ova"}, {"ovanj", ""}, {"iranj", "ira"}, {"iranj", ""},
                                 {"anj", "a"},     {"anj", ""},   {"enj", "i"},     {"enj", ""},
                                 {"nost", "n"},    {"nost", ""},  {"ost", ""},      {"ovn", ""},
                                 {"ovsk", ""},     {"sk", ""}};
constexpr Ending kGreek[] = {{"ικοτητ", "ικ"}, {"σιμοτητ", "σιμ"}, {"οτητ", ""}, {"ιμοτητ", "ιμ"},
                             {"ποιησ", "ποι"}, {"ησ", ""},         {"ισ", ""},   {"ωσ", "ων"},
                             {"ωσ", ""},       {"ευσ", "ευ"},      {"ευσ", ""},  {"ανσ", "αιν"},
                             {"σιμ", ""},      {"τικ", ""}};
constexpr Ending kEnglish[] = {{"fulness", "ful"},  {"lessness", "less"}, {"ability", "able"},
                               {"ibility", "ible"}, {"ness", ""},         {"ality", "al"},
                               {"ivity", "ive"},    {"ity", ""},          {"ity", "e"},
                               {"ically", "ic"},    {"ly", ""},           {"ment", ""}};

constexpr std::string_view kLatvianPrefixes[] = {"vis", "jā", "auto", "paš", "ne"};
constexpr std::string_view kBulgarianPrefixes[] = {"авто", "само", "най", "пре", "ре", "не"};
constexpr std::string_view kSlovenianPrefixes[] = {"avto", "samo", "naj", "re", "ne"};
constexpr std::string_view kGreekPrefixes[] = {"επαν", "αυτο", "ανα", "μη", "αν", "α"};
constexpr std::string_view kEnglishPrefixes[] = {"auto", "self", "non", "re", "un", "in", "dis"};

struct Rules {
    LanguageTag lang;
    std::span<const Ending> endings;
    std::span<const std::string_view> prefixes;
};
constexpr Rules kRules[] = {{LanguageTag::of("bg"), kBulgarian, kBulgarianPrefixes},
                            {LanguageTag::of("el"), kGreek, kGreekPrefixes},
                            {LanguageTag::of("en"), kEnglish, kEnglishPrefixes},
                            {LanguageTag::of("lv"), kLatvian, kLatvianPrefixes},
                            {LanguageTag::of("sl"), kSlovenian, kSlovenianPrefixes}};

}  // namespace

std::vector<std::string> base_stems(LanguageTag lang, std::string_view stem) {
    std::vector<std::string> bases;
    const auto rules = std::ranges::find(kRules, lang, &Rules::lang);
    if (rules == std::end(kRules)) return bases;
    for (const std::string_view prefix : rules->prefixes) {
        if (!stem.starts_with(prefix)) continue;
        std::string base(stem.substr(prefix.size()));
        if (count_utf8(base) >= kLeastLettersBehindPrefix) bases.push_back(std::move(base));
    }
    for (const Ending& ending : rules->endings) {
        if (!stem.ends_with(ending.derived)) continue;
        std::string base(stem.substr(0, stem.size() - ending.derived.size()));
        base += ending.base;
        if (count_utf8(base) >= kLeastLetters) bases.push_back(std::move(base));
    }
    return bases;
}

std::vector<CompoundParts> compound_parts(std::string_view stem) {
    std::vector<CompoundParts> parts;
    const std::size_t letters = count_utf8(stem);
    std::size_t before = 0;
    for (std::size_t i = 0; i < stem.size(); ++i) {
        if (is_utf8_continuation(stem[i])) continue;
        if (before >= kLeastModifier && letters - before >= kLeastHead) {
            const bool is_long = before >= kLongPart && letters - before >= kLongPart;
            parts.push_back({stem.substr(0, i), stem.substr(i), is_long});
        }
        ++before;
    }
    return parts;
}

}  // namespace evresi::lexicon
