#include "analyzers/language.hpp"

#include "analyzers/stemming/rule_stemmer.hpp"
#include "analyzers/stemming/rule_table.hpp"
#include "analyzers/unicode/folder.hpp"

namespace evresi::analyzers {

const LanguageTables& language_tables_en();

const Language& language_en() {
    static const Language language{
        .tag = LanguageTag::of("en"),
        .english_name = "English",
        .native_name = "English",
        .script = Script::latin,
        .stop_words = language_tables_en().stop_words,
        .fold = &fold_surface,
        .make_stemmer = []() -> std::unique_ptr<Stemmer> {
            return std::make_unique<RuleStemmer>(language_tables_en().rules);
        },
        .version = language_tables_en().version,
    };
    return language;
}

}  // namespace evresi::analyzers
