// The chain for text in no known language: folded words, no stop words, no stems.
#include "analyzers/language.hpp"

#include "analyzers/stemming/identity_stemmer.hpp"
#include "analyzers/stemming/rule_table.hpp"
#include "analyzers/unicode/folder.hpp"

namespace evresi::analyzers {

const LanguageTables& language_tables_und();

const Language& language_und() {
    static const Language language{
        .tag = LanguageTag(),
        .english_name = "Undetermined",
        .native_name = "Undetermined",
        .script = Script::none,
        .stop_words = language_tables_und().stop_words,
        .fold = &fold_surface,
        .make_stemmer = []() -> std::unique_ptr<Stemmer> {
            return std::make_unique<IdentityStemmer>();
        },
        .version = language_tables_und().version,
    };
    return language;
}

}  // namespace evresi::analyzers
