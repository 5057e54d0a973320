#include "analyzers/language.hpp"

#include "analyzers/stemming/latin_word_stemmer.hpp"
#include "analyzers/stemming/rule_table.hpp"
#include "analyzers/unicode/folder.hpp"

namespace evresi::analyzers {

const LanguageTables& language_tables_bg();
const LanguageTables& language_tables_en();

const Language& language_bg() {
    static const Language language{
        .tag = LanguageTag::of("bg"),
        .english_name = "Bulgarian",
        .native_name = "Български",
        .script = Script::cyrillic,
        .stop_words = language_tables_bg().stop_words,
        .fold = &fold_surface,
        .make_stemmer = []() -> std::unique_ptr<Stemmer> {
            return std::make_unique<LatinWordStemmer>(language_tables_bg().rules,
                                                      language_tables_en().rules);
        },
        .version = language_tables_bg().version ^ language_tables_en().version,
    };
    return language;
}

}  // namespace evresi::analyzers
