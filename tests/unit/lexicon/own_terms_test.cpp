#include "searchd/lexicon/learner/own_terms.hpp"
#include "searchd/lexicon/lexicon.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

namespace evresi::lexicon {
namespace {

constexpr LanguageTag kEn = LanguageTag::of("en");
constexpr LanguageTag kEl = LanguageTag::of("el");
constexpr LanguageTag kBg = LanguageTag::of("bg");

struct Compiled {
    tests::TemporaryFolder folder;
    OwnTermsReport report;
    std::shared_ptr<const Lexicon> lexicon;
    TermAnalyzer analyzer;

    explicit Compiled(std::string_view content) {
        TableBuilder builder;
        REQUIRE(
            add_own_terms(folder.write("own.tsv", content), analyzer, builder, report).has_value());
        const auto opened = Lexicon::open({folder.write("own.bin", builder.build())});
        REQUIRE(opened.has_value());
        lexicon = *opened;
    }

    std::vector<Translation> translate(LanguageTag from, std::string_view text, LanguageTag to) {
        return lexicon->translate(from, analyzer.stems(from, text), to);
    }
};

TEST_CASE("own terms translate each other in every direction, without English as well") {
    Compiled own("en\tel\tbg\n"
                 "price list\tτιμοκατάλογος|τιμολόγιο\tценова листа\n"
                 "\tκοινωνικός συνεταιρισμός\tсоциална кооперация\n");
    CHECK(own.report.concepts == 2);
    CHECK(own.report.refused.empty());
    const auto greek = own.translate(kEn, "price lists", kEl);
    REQUIRE(greek.size() == 2);
    CHECK(greek[0].text == "τιμοκατάλογος");
    CHECK(greek[0].weight > greek[1].weight);
    const auto bulgarian = own.translate(kEl, "κοινωνικοί συνεταιρισμοί", kBg);
    REQUIRE(bulgarian.size() == 1);
    CHECK(bulgarian[0].text == "социална кооперация");
    CHECK(bulgarian[0].weight > 0.9);
}

TEST_CASE("own terms may come as one label a row") {
    Compiled own("concept\tlang\tlabel\n"
                 "c1\ten\tyouth worker\t1\tn\n"
                 "c1\tel\tεργαζόμενος σε θέματα νεολαίας\t1\n"
                 "c1\tbg\tмладежки работник\t1\n"
                 "c1\tbg\tмладежки специалист\t0\n"
                 "c2\ten\talone\t1\n");
    CHECK(own.report.concepts == 1);
    const auto found = own.translate(kEn, "youth workers", kBg);
    REQUIRE(found.size() == 2);
    CHECK(found[0].text == "младежки работник");
}

TEST_CASE("a bad row of own terms is left out and named, the others are taken") {
    Compiled own("en\tbg\n"
                 "good\tдобър\n"
                 "one two three four five\tпет\n"
                 "alone\t\n"
                 "...\tточки\n"
                 "a\tб\tв\n"
                 "\xFF\tбайт\n"
                 "bad\tлош\n");
    CHECK(own.report.concepts == 2);
    REQUIRE(own.report.refused.size() == 5);
    CHECK(own.report.refused[0].line == 3);
    CHECK(own.report.refused[0].reason.find("more than 4 words") != std::string::npos);
    CHECK(own.report.refused[1].line == 4);
    CHECK(own.report.refused[2].line == 5);
    CHECK(own.report.refused[3].line == 6);
    CHECK(own.report.refused[4].reason == "not UTF-8");
    CHECK(own.translate(kEn, "bad", kBg).size() == 1);
}

TEST_CASE("a file in neither form, or with an unknown language, is refused whole") {
    const tests::TemporaryFolder folder;
    TermAnalyzer analyzer;
    TableBuilder builder;
    OwnTermsReport report;
    for (const char* content : {"just a line\n", "en\tqq\nword\tslovo\n", "a,b\n"}) {
        const auto added =
            add_own_terms(folder.write("own.tsv", content), analyzer, builder, report);
        REQUIRE(added.has_error());
        CHECK(added.error().code == ErrorCode::malformed_input);
    }
    CHECK(builder.terms() == 0);
    const auto missing = add_own_terms(folder / "none.tsv", analyzer, builder, report);
    REQUIRE(missing.has_error());
    CHECK(missing.error().code == ErrorCode::io_error);
}

}  // namespace
}  // namespace evresi::lexicon
