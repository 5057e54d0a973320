#include "analyzers/language.hpp"

#include "analyzers/stemming/rule_stemmer.hpp"
#include "analyzers/stemming/rule_table.hpp"
#include "analyzers/unicode/folder.hpp"

namespace evresi::analyzers {

const LanguageTables& language_tables_bg();

const Language& language_bg() {
    static const Language language{
        .tag = LanguageTag::of("bg"),
        .english_name = "Bulgarian",
        .native_name = "Български",
        .script = Script::cyrillic,
        .stop_words = language_tables_bg().stop_words,
        .fold = &fold_surface,
        .make_stemmer = []() -> std::unique_ptr<Stemmer> {
            return std::make_unique<RuleStemmer>(language_tables_bg().rules);
        },
        .version = language_tables_bg().version,
    };
    return language;
}

}  // namespace evresi::analyzers
