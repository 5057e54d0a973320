#include "corpus/paragraph_language.hpp"
#include "tests/support/catch.hpp"

#include <string_view>

using namespace evresi;
using namespace evresi::corpus;

namespace {

bool is_clear(std::string_view lang, std::string_view text) {
    return is_clearly_in(LanguageTag::of(lang), text);
}

}  // namespace

TEST_CASE("Letters and small words show the language of most paragraphs") {
    CHECK(is_clear("el", "Η κοινωνική οικονομία"));
    CHECK(is_clear("bg", "Още общини ще обновят училищата и детските градини през годината."));
    CHECK(is_clear("sl", "Občina je obnovila tri šole in dva vrtca, ki so bili že zelo stari."));
    CHECK(is_clear("lv", "Pašvaldība atjaunoja trīs skolas un divus bērnudārzus pilsētā."));
    CHECK(is_clear("en", "The town renewed three of its schools and a playground for children."));
}

TEST_CASE("A neighbour's paragraph is never clearly in a language of ours") {
    CHECK_FALSE(is_clear("bg", "Общината обнови: объект находится на территории предприятия, ы."));
    CHECK_FALSE(
        is_clear("bg", "Општината обнови три училишта и две градинки во текот на годината."));
    CHECK_FALSE(
        is_clear("sl", "Općina je obnovila tri škole i dva dječja vrtića u gradu, što je puno."));
    CHECK_FALSE(
        is_clear("sl", "Prošle godine u našem gradu obnovljene su škole, vrtovi i šetališta."));
    CHECK_FALSE(is_clear("sl", "Mokyklos bus šiltesnės, šviesesnės ir čia, ir kitur šalyje."));
    CHECK_FALSE(is_clear("lv", "Savivaldybė atnaujino tris mokyklas ir du darželius mūsų mieste."));
    CHECK_FALSE(is_clear("en", "Die Gemeinde hat drei Schulen und zwei Kindergärten saniert."));
}

TEST_CASE("Too little text is not clear, nor is any text in another language than ours") {
    CHECK_FALSE(is_clear("sl", "Šola in vrtec"));
    CHECK_FALSE(is_clear("en", "of the"));
    CHECK_FALSE(is_clear("el", ""));
    CHECK_FALSE(is_clear("de", "Die Gemeinde hat drei Schulen und zwei Kindergärten saniert."));
    CHECK_FALSE(is_clear("und", "The town renewed three of its schools and a playground."));
}
