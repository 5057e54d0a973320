#include "indexer/writer/inverter.hpp"
#include "indexer/writer/run.hpp"
#include "job_index.hpp"
#include "tests/support/sample_documents.hpp"

using namespace evresi;

namespace {

using Names = std::vector<std::string>;

/// The names of texts in a language, which are one batch.
Names names_in(std::string_view lang, const std::vector<std::string>& texts) {
    const std::string prefix = indexer::metadata_entry("name:");
    indexer::Inverter inverter;
    indexer::Sequence sequence = 0;
    for (const std::string& text : texts) {
        (void)inverter.add(++sequence, tests::make_document("d", lang, "", text));
    }
    inverter.end_batch();
    inverter.end_batch();  // which has nothing
    const std::string bytes = inverter.take_run();
    indexer::RunReader run(bytes);
    Names names;
    while (run.next()) {
        if (!run.term().starts_with(prefix)) continue;
        CHECK(run.count() == 1);
        names.push_back(run.term().substr(prefix.size()));
    }
    return names;
}

Names names_like(const database::Snapshot& snapshot, std::string_view word) {
    Names names;
    for (const auto& name : snapshot.bridge().same_name(word)) names.push_back(name.word);
    return names;
}

}  // namespace

TEST_CASE("words that stand capitalised within sentences are names") {
    CHECK(names_in("en", {"The farmers of Haskovo met, Plovdiv being far."}) ==
          Names{"haskovo", "plovdiv"});
    CHECK(names_in("el", {"Η συνάντηση στην Πελοπόννησο και στη Ρόδο."}) ==
          Names{"πελοποννησο", "ροδο"});
    CHECK(names_in("bg", {"Срещата в Стара Загора беше кратка."}) == Names{"загора", "стара"});
    CHECK(names_in("lv", {"Tikšanās notika Rīgā un Šķēdē."}) == Names{"riga", "skede"});
    CHECK(names_in("sl", {"Srečanje v mestu Žalec."}) == Names{"zalec"});
}

TEST_CASE(
    "capitals at the beginning of sentences and lines, in headings and acronyms tell nothing") {
    CHECK(names_in("en",
                   {"Farmers met. Rivers rose! \"Schools\" closed: Bridges fell.",
                    "- Markets\nTowns", "Social Economy And Work Report", "the INTERREG programme"})
              .empty());
    CHECK(names_in("el", {"Σχολεία. «Δήμος» και ΕΣΠΑ."}).empty());
}

TEST_CASE("a word that stands as often without a capital is no name") {
    CHECK(names_in("en", {"We met in Reading.", "Some liked reading there."}).empty());
    CHECK(names_in("en", {"We met in Reading, in Reading, in Reading, in Reading, in Reading.",
                          "Some liked reading there."}) == Names{"reading"});
}

TEST_CASE("a job writes the names of its texts, and the bridge leads from one to the other") {
    const auto row = [](const std::string& id, const std::string& lang, const std::string& text) {
        return R"({"id": ")" + id + R"(", "lang": ")" + lang + R"(", "text": ")" + text + "\"}\n";
    };
    tests::JobIndex index;
    index.options.jobs = 2;
    const std::string rows = index.folder.write(
        "rows.jsonl",
        row("a", "en", "The farmers of Haskovo met the mayor of Peloponnese in spring.") +
            row("b", "el", "Οι αγρότες από το Χάσκοβο ήρθαν στην Πελοπόννησο την άνοιξη.") +
            row("c", "bg", "Земеделците от Хасково отидоха в Пелопонес през пролетта."));
    index.must(build_index(index.options, {rows}));
    CHECK(names_like(index.open(), "haskovo") == Names{"χασκοβο", "хасково"});
    CHECK(names_like(index.open(), "хасково") == Names{"haskovo", "χασκοβο"});
    CHECK(names_like(index.open(), "πελοποννησοσ") == Names{"peloponnese", "пелопонес"});
    CHECK(names_like(index.open(), "farmers").empty());
    const auto typed = index.open().bridge().typed_as("zemedelcite");
    REQUIRE_FALSE(typed.empty());
    CHECK(typed[0].word == "земеделците");

    // What was noted outlives a document, and leads nowhere then.
    index.must(delete_documents(index.options, {"c"}));
    CHECK(names_like(index.open(), "haskovo") == Names{"χασκοβο"});
    index.must(delete_documents(index.options, {"a", "b"}));
    CHECK(names_like(index.open(), "haskovo").empty());
}
