// Learns small made-up languages, whose rules are known, from files.
#include "analyzers/learner/exceptions.hpp"
#include "analyzers/learner/lexicon_reader.hpp"
#include "analyzers/learner/rule_learner.hpp"
#include "analyzers/learner/table_writer.hpp"
#include "analyzers/learner/validation.hpp"
#include "analyzers/registry.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <zlib.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace evresi;
using namespace evresi::analyzers;
using namespace evresi::analyzers::learner;

namespace {

Settings settings() {
    Settings its;
    its.letters = "abcdefghijklmnopqrstuvwxyz";
    its.refine_support = 1.0;
    its.more_weight = 0.3;
    return its;
}

/// A language of its own in a temporary folder.
class Workshop {
public:
    explicit Workshop(Settings its = settings())
        : settings_(std::move(its)), alphabet_(settings_.letters),
          reader_(language_or_und(LanguageTag::of("en")), alphabet_, settings_) {}

    std::string write(const std::string& name, const std::string& text) {
        return folder_.write(name, text);
    }
    void pairs(const std::string& text) { reader_.add(write("pairs.tsv", text), true); }
    void more(const std::string& text) { reader_.add(write("more.tsv", text), false); }

    RuleSet learn() {
        lexicon_ = reader_.lexicon();
        return RuleLearner(lexicon_, alphabet_, settings_).learn();
    }
    std::string stem(const RuleSet& rules, std::string_view word) const {
        return alphabet_.decode(rules.stem(reader_.bare(alphabet_.encode(word).value())));
    }
    std::map<std::string, std::string> exceptions(const RuleSet& rules,
                                                  const WordStems& corrections) {
        std::map<std::string, std::string> out;
        for (const auto& [word, its] : learn_exceptions(lexicon_, rules, corrections, settings_)) {
            out[alphabet_.decode(word)] = alphabet_.decode(its);
        }
        return out;
    }
    std::string text_of(const std::string& name) const {
        std::ifstream file(folder_.path() / name, std::ios::binary);
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    }

    [[nodiscard]] const Alphabet& alphabet() const { return alphabet_; }
    [[nodiscard]] const Settings& its_settings() const { return settings_; }
    [[nodiscard]] const Lexicon& lexicon() const { return lexicon_; }
    [[nodiscard]] LexiconReader& reader() { return reader_; }
    [[nodiscard]] std::string folder() const { return folder_.path().string(); }

private:
    tests::TemporaryFolder folder_;
    Settings settings_;
    Alphabet alphabet_;
    LexiconReader reader_;
    Lexicon lexicon_;
};

/// Plurals in -s, -y to -ies, past in -ed.
std::string english_pairs() {
    std::string text;
    for (const char* stem : {"cat", "dog", "road", "river", "plan", "grant", "farm", "port"}) {
        for (const char* ending : {"", "s", "ed"}) {
            text += std::string(stem) + ending + "\t" + stem + "\n";
        }
    }
    for (const char* stem : {"cit", "part", "stor", "compan", "countr", "stud"}) {
        text += std::string(stem) + "y\t" + stem + "y\n" + stem + "ies\t" + stem + "y\n";
    }
    return text;
}

}  // namespace

TEST_CASE("Rules learnt from some words serve others") {
    Workshop workshop;
    workshop.pairs(english_pairs());
    const RuleSet rules = workshop.learn();
    CHECK(workshop.stem(rules, "lakes") == workshop.stem(rules, "lake"));
    CHECK(workshop.stem(rules, "walked") == workshop.stem(rules, "walk"));
    CHECK(workshop.stem(rules, "berries") == workshop.stem(rules, "berry"));
    CHECK(workshop.stem(rules, "berry") != workshop.stem(rules, "ber"));
}

TEST_CASE("Letters that change at the end of stems meet by an alternation") {
    Workshop workshop([] {
        Settings its = settings();
        its.endings = {"a", "o", "i"};
        return its;
    }());
    std::string text;
    // k becomes c before -i, in too few words for each ending to learn it by itself.
    for (const char* stem : {"mak", "ruk", "vlak", "zrak", "tank", "volk"}) {
        const std::string root = stem;
        const std::string soft = root.substr(0, root.size() - 1) + "c";
        text +=
            root + "a\t" + root + "a\n" + root + "o\t" + root + "a\n" + soft + "i\t" + root + "a\n";
    }
    for (const char* stem : {"lip", "mit", "dom", "grad", "slon", "repub"}) {
        const std::string root = stem;
        for (const char* ending : {"a", "o", "i"}) text += root + ending + "\t" + root + "a\n";
    }
    workshop.pairs(text);
    const RuleSet rules = workshop.learn();
    CHECK(workshop.stem(rules, "junaka") == workshop.stem(rules, "junaci"));
    CHECK(workshop.stem(rules, "doma") == workshop.stem(rules, "domi"));
}

TEST_CASE("The same input gives the same files") {
    std::vector<std::string> texts;
    for (int run = 0; run < 2; ++run) {
        Workshop workshop;
        workshop.pairs(english_pairs());
        const RuleSet rules = workshop.learn();
        const TableWriter writer(workshop.folder(), workshop.alphabet(), workshop.its_settings());
        writer.write_rules(rules);
        texts.push_back(workshop.text_of("rules.tsv"));
    }
    CHECK(texts[0] == texts[1]);
    CHECK(texts[0].find("\n") != std::string::npos);
}

TEST_CASE("The support is chosen on lemmas that neither the learner nor the reader is shown") {
    Workshop workshop;
    std::string pairs;
    for (char first = 'a'; first <= 'z'; ++first) {
        for (const char* rest : {"ort", "and", "ilk", "oom", "urn", "est"}) {
            const std::string word = first + std::string(rest);
            pairs += word + "\t" + word + "\n" + word + "s\t" + word + "\n";
        }
    }
    workshop.pairs(pairs);
    static_cast<void>(workshop.learn());
    const Lexicon shown_none = without(Part::shown, workshop.lexicon());
    CHECK(shown_none.lemmas.size() < workshop.lexicon().lemmas.size());
    std::ostringstream log;
    const double support =
        validated_support(shown_none, workshop.alphabet(), workshop.its_settings(), log);
    CAPTURE(log.str());
    CHECK(support >= 0.5);
    CHECK(log.str().find("F1 1 on") != std::string::npos);
}

TEST_CASE("Frequent words that the rules get wrong become exceptions, rare ones do not") {
    Workshop workshop;
    workshop.pairs(english_pairs() + "go\tgo\tVERB\t50\nwent\tgo\tVERB\t20\n"
                                     "ox\tox\tNOUN\t0\noxen\tox\tNOUN\t0\n");
    const RuleSet rules = workshop.learn();
    const auto exceptions = workshop.exceptions(rules, {});
    REQUIRE(exceptions.contains("went"));
    CHECK(exceptions.at("went") == workshop.stem(rules, "go"));
    CHECK_FALSE(exceptions.contains("oxen"));
}

TEST_CASE("A lemma put right by hand is put right as a whole") {
    Workshop workshop;
    workshop.pairs(english_pairs() + "mouse\tmouse\nmice\tmouse\nmices\tmouse\n");
    const RuleSet rules = workshop.learn();
    const auto letters = [&](std::string_view word) {
        return workshop.alphabet().encode(word).value();
    };
    const WordStems corrections{{letters("mice"), letters("mous")}};
    const auto exceptions = workshop.exceptions(rules, corrections);
    CHECK_FALSE(exceptions.contains("mice"));
    CHECK(exceptions.at("mouse") == "mous");
    CHECK(exceptions.at("mices") == "mous");
}

TEST_CASE("Words that texts have often need no counts among the pairs") {
    Workshop workshop;
    workshop.pairs(english_pairs() + "ox\tox\noxen\tox\n");
    workshop.reader().add_frequencies(workshop.write("texts.tsv", "oxen\t200\nox\t300\n"));
    const RuleSet rules = workshop.learn();
    CHECK(workshop.exceptions(rules, {}).contains("oxen"));
}

TEST_CASE("A lexicon's own lemma goes under the one that the trusted pairs give") {
    Workshop workshop;
    workshop.pairs("great\tgreat\ngreater\tgreat\n");
    workshop.more("greater\tgreater\ngreaters\tgreater\n");
    static_cast<void>(workshop.learn());
    CHECK(workshop.lexicon().lemmas.size() == 1);
    CHECK(workshop.lexicon().forms.size() == 3);
}

TEST_CASE("Rows of other letters and auxiliaries are left out, gzip is read, CRLF too") {
    Workshop workshop;
    const std::string path = workshop.folder() + "/pairs.tsv.gz";
    const std::string rows =
        "Cats\tcat\r\nкот\tкот\nis\tbe\tAUX\t9\nlonely\n# note\tnote\ndogs\tdog";
    const gzFile file = gzopen(path.c_str(), "wb");
    REQUIRE(gzwrite(file, rows.data(), static_cast<unsigned>(rows.size())) ==
            static_cast<int>(rows.size()));
    gzclose(file);
    workshop.reader().add(path, true);
    const Lexicon lexicon = workshop.reader().lexicon();
    REQUIRE(lexicon.forms.size() == 2);
    CHECK(workshop.alphabet().decode(lexicon.forms[0].word) == "cats");
    CHECK(workshop.alphabet().decode(lexicon.forms[1].word) == "dogs");
}

TEST_CASE("Faults name the file and what is wrong") {
    Workshop workshop;
    CHECK_THROWS_WITH(workshop.reader().add(workshop.folder() + "/none.tsv", true),
                      Catch::Contains("none.tsv"));
    const std::string path = workshop.write("learner.json", R"({"leters": "abc"})");
    CHECK_THROWS_WITH(read_settings(path), Catch::Contains("'leters'"));
    CHECK_THROWS_WITH(read_settings(workshop.write("list.json", "[1]")),
                      Catch::Contains("list.json"));
    Settings its;
    CHECK_THROWS_WITH(workshop.alphabet().letters_of("naïve"), Catch::Contains("naïve"));
    CHECK_THROWS_WITH(set(its, "suport=1"), Catch::Contains("suport"));
    set(its, "support=2.5");
    CHECK(its.support == 2.5);
}
