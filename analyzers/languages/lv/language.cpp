#include "analyzers/language.hpp"

#include "analyzers/stemming/rule_stemmer.hpp"
#include "analyzers/stemming/rule_table.hpp"
#include "analyzers/unicode/folder.hpp"

namespace evresi::analyzers {

const LanguageTables& language_tables_lv();

namespace {

constexpr char32_t kMacron = 0x0304;
constexpr char32_t kCaron = 0x030C;
constexpr char32_t kCedilla = 0x0327;

/// ā ē ī ū, č š ž, ģ ķ ļ ņ are letters of the alphabet and tell case forms apart.
void fold(std::string_view casefolded, std::string& out) {
    static constexpr KeptMark kKept[] = {{U'a', kMacron},  {U'e', kMacron},  {U'i', kMacron},
                                         {U'u', kMacron},  {U'c', kCaron},   {U's', kCaron},
                                         {U'z', kCaron},   {U'g', kCedilla}, {U'k', kCedilla},
                                         {U'l', kCedilla}, {U'n', kCedilla}};
    fold_marks(casefolded, kKept, out);
}

}  // namespace

const Language& language_lv() {
    static const Language language{
        .tag = LanguageTag::of("lv"),
        .english_name = "Latvian",
        .native_name = "Latviešu",
        .script = Script::latin,
        .stop_words = language_tables_lv().stop_words,
        .fold = &fold,
        .make_stemmer = []() -> std::unique_ptr<Stemmer> {
            return std::make_unique<RuleStemmer>(language_tables_lv().rules);
        },
        .version = language_tables_lv().version,
    };
    return language;
}

}  // namespace evresi::analyzers
