#include "analyzers/language.hpp"

#include "analyzers/stemming/rule_stemmer.hpp"
#include "analyzers/stemming/rule_table.hpp"
#include "analyzers/unicode/folder.hpp"

namespace evresi::analyzers {

const LanguageTables& language_tables_sl();

namespace {

constexpr char32_t kCaron = 0x030C;

/// č š ž are letters of the alphabet; stress marks of dictionaries are not.
void fold(std::string_view casefolded, std::string& out) {
    static constexpr KeptMark kKept[] = {{U'c', kCaron}, {U's', kCaron}, {U'z', kCaron}};
    fold_marks(casefolded, kKept, out);
}

}  // namespace

const Language& language_sl() {
    static const Language language{
        .tag = LanguageTag::of("sl"),
        .english_name = "Slovenian",
        .native_name = "Slovenščina",
        .script = Script::latin,
        .stop_words = language_tables_sl().stop_words,
        .fold = &fold,
        .make_stemmer = []() -> std::unique_ptr<Stemmer> {
            return std::make_unique<RuleStemmer>(language_tables_sl().rules);
        },
        .version = language_tables_sl().version,
    };
    return language;
}

}  // namespace evresi::analyzers
