#include "searchd/lexicon/lexicon.hpp"
#include "searchd/lexicon/table_builder.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <tuple>

namespace evresi::lexicon {
namespace {

constexpr LanguageTag kEn = LanguageTag::of("en");
constexpr LanguageTag kEl = LanguageTag::of("el");
constexpr LanguageTag kBg = LanguageTag::of("bg");
constexpr LanguageTag kLv = LanguageTag::of("lv");

void add_both(TableBuilder& builder,
              LanguageTag lang,
              const Term& term,
              const Term& english,
              double there,
              double back) {
    builder.add(lang, term, kEn, english, there);
    builder.add(kEn, english, lang, term, back);
}

/// A small lexicon of Greek and Bulgarian through English.
std::string small_lexicon() {
    TableBuilder builder;
    add_both(builder, kEl, {"ερευν", "έρευνα"}, {"research", "research"}, 0.6, 0.9);
    add_both(builder, kEl, {"ερευν", "έρευνα"}, {"survey", "survey"}, 0.4, 0.5);
    add_both(builder, kBg, {"изследване", "изследване"}, {"research", "research"}, 0.8, 0.7);
    add_both(builder, kBg, {"проучване", "проучване"}, {"survey", "survey"}, 0.9, 1.0);
    add_both(builder, kEl, {"κοινων οικονομ", "κοινωνική οικονομία"},
             {"social economy", "social economy"}, 1.0, 1.0);
    return builder.build();
}

std::shared_ptr<const Lexicon> open(const std::vector<std::string>& paths) {
    auto lexicon = Lexicon::open(paths);
    REQUIRE(lexicon.has_value());
    return *lexicon;
}

TEST_CASE("a lexicon gives the translations of a term, likeliest first") {
    const tests::TemporaryFolder folder;
    const auto lexicon = open({folder.write("lexicon.bin", small_lexicon())});
    CHECK(lexicon->contains(kEl, "ερευν"));
    CHECK_FALSE(lexicon->contains(kEl, "research"));
    CHECK_FALSE(lexicon->contains(kEl, ""));
    const auto found = lexicon->translate(kEl, "ερευν", kEn);
    REQUIRE(found.size() == 2);
    CHECK(found[0].stems == "research");
    // 0.6 and 0.4 are brought nearer to each other, and still sum up to 1.
    CHECK(found[0].weight == Approx(0.57).epsilon(0.03));
    CHECK(found[1].stems == "survey");
    CHECK(found[0].weight > found[1].weight);
    CHECK(found[0].weight + found[1].weight <= 1.0 + 1e-9);
    CHECK(lexicon->translate(kEl, "ερευν", kEn, 1).size() == 1);
    CHECK(lexicon->translate(kEl, "αγνωστ", kEn).empty());
    CHECK(lexicon->translate(kEl, "ερευν", LanguageTag::of("lv")).empty());
}

TEST_CASE("a word is known by its text and by the terms that begin with it") {
    const tests::TemporaryFolder folder;
    TableBuilder builder;
    // Enough of them that they fill several blocks.
    for (int i = 0; i < 100; ++i) {
        const std::string term = "social w" + std::to_string(i);
        add_both(builder, kBg, {"x" + std::to_string(i), "x"}, {term, term}, 1.0, 1.0);
    }
    add_both(builder, kBg, {"социалн", "социален"}, {"social", "Social"}, 1.0, 1.0);
    add_both(builder, kBg, {"общност", "общност"}, {"society", "society"}, 1.0, 1.0);
    add_both(builder, kBg, {"социализъм", "социализъм"}, {"socialism", "socialism"}, 1.0, 1.0);
    const auto lexicon = open({folder.write("lexicon.bin", builder.build())});
    CHECK(lexicon->word(kEn, "social").text == "Social");
    CHECK(lexicon->word(kEn, "social").terms == 101);
    CHECK(lexicon->word(kEn, "society").terms == 1);
    CHECK(lexicon->word(kEn, "soc").terms == 0);
    CHECK(lexicon->word(kEn, "").terms == 0);
    CHECK(lexicon->word(kBg, "social").terms == 0);
    // A user's own file adds to it.
    TableBuilder own;
    add_both(own, kBg, {"социалн", "социален"}, {"social", "social"}, 1.0, 1.0);
    const auto both =
        open({folder.write("lexicon.bin", builder.build()), folder.write("own.bin", own.build())});
    CHECK(both->word(kEn, "social").terms == 102);
}

TEST_CASE("a language into itself gives what comes back from another language") {
    const tests::TemporaryFolder folder;
    TableBuilder builder;
    add_both(builder, kBg, {"изследване", "изследване"}, {"research", "research"}, 0.8, 0.6);
    add_both(builder, kBg, {"проучване", "проучване"}, {"research", "research"}, 0.9, 0.4);
    add_both(builder, kBg, {"проучване", "проучване"}, {"survey", "survey"}, 0.1, 1.0);
    const auto lexicon = open({folder.write("lexicon.bin", builder.build())});
    for (const auto& [lang, from, same, other] :
         {std::tuple(kBg, "изследване", "изследване", "проучване"),
          std::tuple(kEn, "survey", "research", "survey")}) {
        CAPTURE(from);
        const auto found = lexicon->translate(lang, from, lang);
        REQUIRE(found.size() == 2);
        CHECK(found[0].stems == same);
        CHECK(found[1].stems == other);
        CHECK(found[0].weight + found[1].weight == Approx(1.0).epsilon(0.05));
    }
    CHECK(lexicon->translate(kBg, "непознат", kBg).empty());
}

TEST_CASE("words typed in Latin letters or without marks lead to the words of a lexicon") {
    const tests::TemporaryFolder folder;
    TableBuilder builder;
    add_both(builder, kEl, {"επανακαταρτισ", "επανακατάρτιση"}, {"retrain", "retraining"}, 1, 1);
    add_both(builder, kBg, {"суш", "суша"}, {"drought", "drought"}, 1, 1);
    add_both(builder, kLv, {"dibināt", "dibināt"}, {"found", "found"}, 1, 1);
    add_both(builder, kLv, {"las", "lasīt"}, {"read", "read"}, 1, 1);  // cut by its mark
    const auto lexicon = open({folder.write("lexicon.bin", builder.build())});
    const auto cut = lexicon->typed_as(kLv, "lasit");
    REQUIRE(cut.size() == 1);
    CHECK(cut[0].stem == "las");
    const auto greek = lexicon->typed_as(kEl, "epanakatartish");
    REQUIRE(greek.size() == 1);
    CHECK(greek[0].stem == "επανακαταρτισ");
    CHECK(greek[0].text == "επανακατάρτιση");
    CHECK(greek[0].is_whole);
    // Another form of the same word.
    const auto genitive = lexicon->typed_as(kEl, "epanakatartisis");
    REQUIRE(genitive.size() == 1);
    CHECK_FALSE(genitive[0].is_whole);
    for (const char* typed : {"su6a", "susha", "suwa"}) {
        INFO(typed);
        const auto bulgarian = lexicon->typed_as(kBg, typed);
        REQUIRE(bulgarian.size() == 1);
        CHECK(bulgarian[0].stem == "суш");
    }
    const auto latvian = lexicon->typed_as(kLv, "dibinat");
    REQUIRE(latvian.size() == 1);
    CHECK(latvian[0].stem == "dibināt");
    CHECK(lexicon->typed_as(kLv, "dibinats").empty());
    CHECK(lexicon->typed_as(kBg, "zelenchuk").empty());
    CHECK(lexicon->typed_as(kBg, "").empty());
    CHECK(lexicon->typed_as(LanguageTag::of("en"), "found").empty());
}

TEST_CASE("a term keeps the way people write it") {
    const tests::TemporaryFolder folder;
    const auto lexicon = open({folder.write("lexicon.bin", small_lexicon())});
    const auto found = lexicon->translate(kEn, "social economy", kEl);
    REQUIRE(found.size() == 1);
    CHECK(found[0].stems == "κοινων οικονομ");
    CHECK(found[0].text == "κοινωνική οικονομία");
}

TEST_CASE("two languages are joined through English") {
    const tests::TemporaryFolder folder;
    const auto lexicon = open({folder.write("lexicon.bin", small_lexicon())});
    const auto found = lexicon->translate(kEl, "ερευν", kBg);
    REQUIRE(found.size() == 2);
    // 0.6 x 0.7 against 0.4 x 1.0, divided by their sum.
    CHECK(found[0].stems == "изследване");
    CHECK(found[0].weight == Approx(0.42 / 0.82).epsilon(0.1));
    CHECK(found[1].stems == "проучване");
    CHECK(found[0].weight + found[1].weight <= 1.0 + 1e-9);
}

TEST_CASE("a word that is not known gets the translations of its base, with half the weight") {
    const tests::TemporaryFolder folder;
    TableBuilder builder;
    builder.add(LanguageTag::of("lv"), {"brīdin", "brīdināt"}, kEn, {"warn", "warn"}, 1.0);
    const auto lexicon = open({folder.write("lexicon.bin", builder.build())});
    const auto found = lexicon->translate(LanguageTag::of("lv"), "brīdināšan", kEn);
    REQUIRE(found.size() == 1);
    CHECK(found[0].stems == "warn");
    CHECK(found[0].weight == Approx(0.5));
    CHECK_FALSE(lexicon->contains(LanguageTag::of("lv"), "brīdināšan"));
    CHECK(lexicon->translate(LanguageTag::of("lv"), "lasīšan", kEn).empty());
}

TEST_CASE("a compound that is not known gets the translations of its parts") {
    const tests::TemporaryFolder folder;
    TableBuilder builder;
    builder.add(kLv, {"aizdevum", "aizdevums"}, kEn, {"loan", "loan"}, 1.0);
    builder.add(kLv, {"mikr", "mikrs"}, kEn, {"micro", "micro"}, 1.0);
    builder.add(kLv, {"grant", "grants"}, kEn, {"grant", "grant"}, 1.0);
    const auto lexicon = open({folder.write("lexicon.bin", builder.build())});
    const auto found = lexicon->translate(kLv, "mikroaizdevum", kEn);
    REQUIRE(found.size() == 2);
    CHECK(found[0].stems == "loan");
    CHECK(found[1].stems == "micro");
    CHECK(found[0].weight + found[1].weight < 1.0);
    // A first part that is no word is enough where both are long, and else it is chance.
    CHECK(lexicon->translate(kLv, "elektroaizdevum", kEn).size() == 1);
    CHECK(lexicon->translate(kLv, "emigrant", kEn).empty());
    CHECK(lexicon->translate(kLv, "aizdevummikr", kEn).empty());
}

std::vector<Translation>
cognates(const Lexicon& lexicon, LanguageTag from, std::string_view stem, LanguageTag to) {
    return lexicon.cognates(from, stem, std::array{to}).front();
}

TEST_CASE("cognates are the translations of an English word that sounds the same") {
    const tests::TemporaryFolder folder;
    TableBuilder builder;
    builder.add(kEn, {"dementia", "dementia"}, kEl, {"ανοι", "άνοια"}, 1.0);
    builder.add(kEn, {"mentor", "mentor"}, kEl, {"μεντορ", "μέντορας"}, 1.0);
    builder.add(kEn, {"salon", "salon"}, kEl, {"σαλον", "σαλόνι"}, 1.0);
    const auto lexicon = open({folder.write("lexicon.bin", builder.build())});
    for (const auto& [lang, stem] : {std::pair(kLv, "demenc"), std::pair(kBg, "деменци")}) {
        CAPTURE(stem);
        const auto greek = cognates(*lexicon, lang, stem, kEl);
        REQUIRE(greek.size() == 1);
        CHECK(greek[0].stems == "ανοι");
        CHECK(greek[0].weight == Approx(0.5));
        const auto english = cognates(*lexicon, lang, stem, kEn);
        REQUIRE(english.size() == 1);
        CHECK(english[0].stems == "dementia");
    }
    CHECK(cognates(*lexicon, kLv, "mentor", kEl).size() == 1);
    // Another first letter, and too short to be more than chance.
    CHECK(cognates(*lexicon, kLv, "zalon", kEl).empty());
    CHECK(cognates(*lexicon, kLv, "ment", kEl).empty());
    for (const std::string_view odd : {"ødegård", "ßßßßßß", "9mentor", "mentor9", "", "ъгълник"}) {
        CAPTURE(odd);
        CHECK(cognates(*lexicon, kLv, odd, kEl).empty());
    }
}

TEST_CASE("terms of a later file come before those of an earlier one") {
    const tests::TemporaryFolder folder;
    TableBuilder own;
    own.add(kEn, {"research", "research"}, kBg, {"дирене", "дирене"}, 1.0);
    own.add(kEl, {"ερευν", "έρευνα"}, kBg, {"издирване", "издирване"}, 1.0);
    const auto lexicon =
        open({folder.write("lexicon.bin", small_lexicon()), folder.write("own.bin", own.build())});
    const auto english = lexicon->translate(kEn, "research", kBg);
    REQUIRE(english.size() == 2);
    CHECK(english[0].stems == "дирене");
    CHECK(english[1].stems == "изследване");
    const auto greek = lexicon->translate(kEl, "ερευν", kBg);
    REQUIRE(greek.size() == 4);
    CHECK(greek[0].stems == "издирване");
    double sum = 0.0;
    for (const Translation& one : greek) sum += one.weight;
    CHECK(sum <= 1.0 + 1e-9);
}

TEST_CASE("the same pairs in any order make the same bytes") {
    TableBuilder one;
    one.add(kEn, {"a", "a"}, kEl, {"α", "α"}, 0.5);
    one.add(kBg, {"б", "б"}, kEn, {"b", "b"}, 0.25);
    TableBuilder other;
    other.add(kBg, {"б", "б"}, kEn, {"b", "b"}, 0.25);
    other.add(kEn, {"a", "a"}, kEl, {"α", "α"}, 0.5);
    CHECK(one.build() == other.build());
}

TEST_CASE("every term of a large lexicon is found, and weights never pass one") {
    TableBuilder builder;
    for (int i = 0; i < 1000; ++i) {
        const std::string word = "word" + std::to_string(i * 7919 % 1000);
        for (int k = 0; k < 3; ++k) {
            const std::string other = "дума" + std::to_string((i + k) % 700);
            builder.add(kEn, {word, word}, kBg, {other, other}, 0.9);
        }
    }
    const tests::TemporaryFolder folder;
    const auto lexicon = open({folder.write("lexicon.bin", builder.build())});
    for (int i = 0; i < 1000; ++i) {
        const auto found = lexicon->translate(kEn, "word" + std::to_string(i), kBg);
        double sum = 0.0;
        for (const Translation& one : found) sum += one.weight;
        REQUIRE(found.size() == 3);
        REQUIRE(sum <= 1.0);
    }
    CHECK_FALSE(lexicon->contains(kEn, "word"));
    CHECK_FALSE(lexicon->contains(kEn, "zzz"));
    CHECK_FALSE(lexicon->contains(kEn, "word9999"));
}

TEST_CASE("a file that is missing, cut short, changed or of another kind is refused") {
    const tests::TemporaryFolder folder;
    const auto missing = Lexicon::open({folder / "none.bin"});
    REQUIRE(missing.has_error());
    CHECK(missing.error().code == ErrorCode::io_error);
    CHECK(missing.error().subject == folder / "none.bin");

    const std::string content = small_lexicon();
    for (std::size_t size = 0; size < content.size(); size += 7) {
        const auto cut = Lexicon::open({folder.write("cut.bin", content.substr(0, size))});
        REQUIRE(cut.has_error());
        REQUIRE(cut.error().code == ErrorCode::malformed_input);
    }
    for (std::size_t at = 0; at < content.size(); ++at) {
        std::string changed = content;
        changed[at] = static_cast<char>(changed[at] ^ 0x5A);
        const auto opened = Lexicon::open({folder.write("changed.bin", changed)});
        // The one word that means nothing may say anything.
        if (opened.has_value()) REQUIRE((at >= 28 && at < 32));
    }
    const auto longer = Lexicon::open({folder.write("longer.bin", content + "x")});
    REQUIRE(longer.has_error());
    const auto other = Lexicon::open({folder.write("other.bin", std::string(5000, 'x'))});
    REQUIRE(other.has_error());
    CHECK(other.error().message.find("other.bin") != std::string::npos);
    const auto folder_itself = Lexicon::open({folder.path().string()});
    REQUIRE(folder_itself.has_error());
}

TEST_CASE("bytes that change after a lexicon was opened do no harm") {
    // The checksum is verified once; reads must stay inside the file whatever it says later.
    const tests::TemporaryFolder folder;
    const std::string content = small_lexicon();
    std::mt19937 random(7);
    std::size_t answers = 0;
    for (int round = 0; round < 300; ++round) {
        const std::string path = folder.write("lexicon.bin", content);
        const auto lexicon = open({path});
        std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
        for (int i = 0; i < 4; ++i) {
            // Behind the headers: those are read when opened.
            file.seekp(static_cast<std::streamoff>(128 + random() % (content.size() - 128)));
            file.put(static_cast<char>(random()));
        }
        file.close();
        for (const LanguageTag from : {kEn, kEl, kBg}) {
            for (const char* stems : {"ερευν", "research", "survey", "изследване"}) {
                if (lexicon->contains(from, stems)) ++answers;
                for (const LanguageTag to : {kEn, kEl, kBg}) {
                    answers += lexicon->translate(from, stems, to).size();
                }
            }
        }
    }
    CHECK(answers > 0);
}

}  // namespace
}  // namespace evresi::lexicon
