#include "analyzers/language.hpp"

#include "analyzers/stemming/latin_word_stemmer.hpp"
#include "analyzers/stemming/rule_table.hpp"
#include "analyzers/unicode/folder.hpp"

namespace evresi::analyzers {

const LanguageTables& language_tables_el();
const LanguageTables& language_tables_en();

const Language& language_el() {
    static const Language language{
        .tag = LanguageTag::of("el"),
        .english_name = "Greek",
        .native_name = "Ελληνικά",
        .script = Script::greek,
        .stop_words = language_tables_el().stop_words,
        .fold = &fold_surface,
        .make_stemmer = []() -> std::unique_ptr<Stemmer> {
            return std::make_unique<LatinWordStemmer>(language_tables_el().rules,
                                                      language_tables_en().rules);
        },
        .version = language_tables_el().version ^ language_tables_en().version,
    };
    return language;
}

}  // namespace evresi::analyzers
