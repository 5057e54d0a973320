#include "searchd/lexicon/learner/language_learner.hpp"
#include "searchd/lexicon/learner/pair_table.hpp"
#include "searchd/lexicon/learner/readers.hpp"
#include "searchd/lexicon/learner/sentence_pairing.hpp"
#include "searchd/lexicon/lexicon.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fstream>
#include <iterator>

namespace evresi::lexicon {
namespace {

constexpr LanguageTag kEn = LanguageTag::of("en");
constexpr LanguageTag kBg = LanguageTag::of("bg");

/// A made-up parallel text: every colour with every thing, and a fixed expression.
std::string parallel_text() {
    const std::pair<const char*, const char*> colours[] = {
        {"red", "червена"}, {"green", "зелена"}, {"white", "бяла"}, {"black", "черна"}};
    const std::pair<const char*, const char*> things[] = {
        {"house", "къща"}, {"book", "книга"}, {"car", "кола"}, {"road", "улица"}};
    std::string text;
    for (const auto& [en_colour, bg_colour] : colours) {
        for (const auto& [en_thing, bg_thing] : things) {
            text += std::string("A ") + en_colour + " " + en_thing + "\t" + bg_colour + " " +
                    bg_thing + "\n";
        }
    }
    for (const char* pair :
         {"The lead customer calls\tОбажда се потенциален клиент",
          "Write to a lead customer\tПишете на потенциален клиент",
          "Every lead customer pays\tВсеки потенциален клиент плаща",
          "My lead customer\tМоят потенциален клиент",
          "A red lead customer\tЧервен потенциален клиент",
          "A white lead customer\tБял потенциален клиент", "Lead customer\tПотенциален клиент",
          "My red car\tМоята червена кола", "A black customer\tЧерен клиент",
          "My customer\tМоят клиент", "One lead customer more\tОще един потенциален клиент"}) {
        text += std::string(pair) + "\n";
    }
    return text;
}

struct Learning {
    tests::TemporaryFolder folder;
    Material material;

    Learning() {
        folder.write("in/list.tsv", "c1\ten\tbook\t1\tn\nc1\tbg\tкнига\t1\tn\n"
                                    "c2\ten\topen data\t1\nc2\tbg\tотворени данни\t1\n"
                                    "c4\ten\tcustomer\t1\tn\nc4\tbg\tклиент\t1\tn\n"
                                    "c3\ten\tSofia\t1\nc3\tbg\tСофия\t1\n");
        folder.write("in/text.en-bg.tsv", parallel_text());
        folder.write("weights.tsv", "text\t1\t1\n");
        const auto recipe = read_recipe(folder / "weights.tsv");
        REQUIRE(recipe.has_value());
        REQUIRE(read_folder(folder / "in", *recipe, material).has_value());
    }

    LearntLanguage learn(std::size_t hold_out = 0) const {
        return learn_language(material, kBg, {hold_out, nullptr}, [](const std::string&) {});
    }

    /// The learnt table, compiled and opened.
    std::shared_ptr<const Lexicon> compiled() const {
        REQUIRE(write_pair_table(folder / "data", kBg, learn().pairs).has_value());
        TermAnalyzer analyzer;
        TableBuilder builder;
        REQUIRE(add_pair_table(folder / "data/en-bg.tsv.zst", analyzer, builder).has_value());
        const auto opened = Lexicon::open({folder.write("lexicon.bin", builder.build())});
        REQUIRE(opened.has_value());
        return *opened;
    }
};

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("words and phrases are learnt from parallel strings and lists") {
    const Learning learning;
    const auto lexicon = learning.compiled();
    TermAnalyzer analyzer;
    const auto best = [&](std::string_view english) {
        const auto found = lexicon->translate(kEn, analyzer.stems(kEn, english), kBg);
        return found.empty() ? std::string() : found.front().text;
    };
    CHECK(best("green") == "зелена");
    CHECK(best("roads") == "улица");
    CHECK(best("book") == "книга");
    CHECK(best("open data") == "отворени данни");
    CHECK(best("lead customer") == "потенциален клиент");
    CHECK(best("Sofia") == "София");
    const auto back = lexicon->translate(kBg, analyzer.stems(kBg, "потенциални клиенти"), kEn);
    REQUIRE_FALSE(back.empty());
    CHECK(back.front().text == "lead customer");
}

TEST_CASE("the same input makes the same table, byte by byte") {
    const Learning one;
    const Learning other;
    REQUIRE(write_pair_table(one.folder / "a", kBg, one.learn().pairs).has_value());
    REQUIRE(write_pair_table(other.folder / "b", kBg, other.learn().pairs).has_value());
    const std::string first = content_of(one.folder / "a/en-bg.tsv.zst");
    CHECK_FALSE(first.empty());
    CHECK(first == content_of(other.folder / "b/en-bg.tsv.zst"));
}

TEST_CASE("held-out strings are measured and not learnt from") {
    const Learning learning;
    const LearntLanguage learnt = learning.learn(5);
    REQUIRE(learnt.measures.size() == 1);
    const HitRate& rate = learnt.measures.front().to_other;
    CHECK(rate.words > 4);
    CHECK(rate.covered <= rate.words);
    CHECK(rate.first3 > 0);
    CHECK(rate.first3 <= rate.first8);
}

TEST_CASE("a source can be left out by the recipe, and a bad row is named") {
    const tests::TemporaryFolder folder;
    folder.write("in/good.tsv", "c1\ten\tbook\nc1\tbg\tкнига\n");
    folder.write("in/induced-bg.tsv", "c2\ten\tcar\nc2\tbg\tкола\n");
    const auto recipe = read_recipe(folder.write("weights.tsv", "# a comment\ninduced-\tskip\n"));
    REQUIRE(recipe.has_value());
    Material material;
    REQUIRE(read_folder(folder / "in", *recipe, material).has_value());
    CHECK(material.sources.size() == 1);
    CHECK(material.concepts.size() == 1);

    folder.write("in/zbad.tsv", "c1\ten\tbook\nnot a row\n");
    const auto bad = read_folder(folder / "in", *recipe, material);
    REQUIRE(bad.has_error());
    CHECK(bad.error().message.find("zbad.tsv:2") != std::string::npos);
    CHECK(read_recipe(folder.write("bad.tsv", "x\ty\n")).has_error());
}

TEST_CASE("documents that differ in the language of their ids alone are paired by lines") {
    const tests::TemporaryFolder folder;
    const std::string path = folder.write(
        "guides/docs.jsonl",
        "{\"id\": \"g-1-en\", \"lang\": \"en\", \"title\": \"Roads\", \"text\": \"First line\\n"
        "Second line\", \"year\": 2020, \"more\": {\"text\": \"no\"}}\n"
        "{\"id\": \"g-1-bg\", \"title\": \"Пътища\", \"text\": \"Първи ред\\n\\nВтори ред\"}\n"
        "{\"id\": \"g-2-bg\", \"title\": \"Сам\", \"text\": \"Сам\"}\n");
    Material material;
    REQUIRE(read_aligned(path, Recipe(), material).has_value());
    const auto& strings = material.strings.at(kBg);
    REQUIRE(strings.size() == 3);
    CHECK(strings[0].english == "Roads");
    CHECK(strings[2].other == "Втори ред");
    CHECK(material.sources.front().name == "guides");
    CHECK(read_aligned(folder.write("bad.jsonl", "{\"id\": \n"), Recipe(), material).has_error());
}

TEST_CASE("texts with different numbers of lines are paired by length") {
    const std::string english = "A short one\n"
                                "This is a line that is a good deal longer than all of the others\n"
                                "The end";
    const std::string other = "Един къс\n"
                              "Това е ред, който е доста по-дълъг\n"
                              "от всички други редове тук\n"
                              "Краят";
    const auto pairs = pair_texts(english, other);
    REQUIRE(pairs.size() == 3);
    CHECK(pairs[0].second == "Един къс");
    CHECK(pairs[2].first == "The end");
    CHECK(pairs[2].second == "Краят");
}

TEST_CASE("a damaged or wrongly named table is refused") {
    const Learning learning;
    REQUIRE(write_pair_table(learning.folder / "data", kBg, learning.learn().pairs).has_value());
    const std::string good = content_of(learning.folder / "data/en-bg.tsv.zst");
    TermAnalyzer analyzer;
    TableBuilder builder;
    const auto cut = learning.folder.write("cut/en-bg.tsv.zst", good.substr(0, good.size() / 2));
    CHECK(add_pair_table(cut, analyzer, builder).has_error());
    const auto text = learning.folder.write("text/en-bg.tsv.zst", "only\tthree\tcolumns\n");
    const auto wrong = add_pair_table(text, analyzer, builder);
    REQUIRE(wrong.has_error());
    CHECK(wrong.error().message.find("en-bg.tsv.zst:1") != std::string::npos);
    CHECK(add_pair_table(learning.folder.write("x.tsv", "a\tb\t1\t1\n"), analyzer, builder)
              .has_error());
}

}  // namespace
}  // namespace evresi::lexicon
