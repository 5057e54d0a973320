#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "indexer/database/document_record.hpp"
#include "indexer/database/schema.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/writer/inverter.hpp"
#include "indexer/writer/stored_document.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_documents.hpp"
#include "tests/support/shard_builder.hpp"
#include "tests/support/temporary_folder.hpp"

#include <xapian.h>

#include <map>
#include <string>
#include <vector>

using namespace evresi;
using namespace evresi::tests;
using database::Field;

namespace {

/// What one document becomes.
struct Inverted {
    std::map<std::string, indexer::Inverter::Term> terms;
    std::uint32_t length = 0;

    [[nodiscard]] bool has(const std::string& term) const { return terms.count(term) == 1; }
};

Inverted inverted(const corpus::Document& document) {
    indexer::Inverter inverter;
    Inverted found;
    found.length = inverter.add(1, document).length;
    for (indexer::Inverter::Term& term : inverter.last_terms()) {
        const std::string name = term.name;
        const bool is_new = found.terms.emplace(name, std::move(term)).second;
        CHECK(is_new);
    }
    return found;
}

std::string stem_of(std::string_view lang, std::string_view word) {
    analyzers::Analyzer analyzer(analyzers::language_or_und(LanguageTag::of(lang)));
    std::vector<analyzers::Token> tokens;
    analyzer.analyze(word, tokens);
    return database::stem_term(LanguageTag::of(lang), tokens.at(0).stem);
}

}  // namespace

TEST_CASE("a document has stems of each paragraph's language and surfaces") {
    corpus::Document document =
        make_document("d1", "bg", "Социална икономика", "Проектът започва.\nThe project begins.");
    document.paragraphs[1].lang = LanguageTag::of("en");
    const Inverted found = inverted(document);
    CHECK(found.has(stem_of("bg", "проектът")));
    CHECK(found.has(stem_of("en", "project")));
    CHECK(found.has("проектът"));
    CHECK(found.has("project"));
    CHECK(found.has(stem_of("en", "the")));
    CHECK_FALSE(found.has("the"));
}

TEST_CASE("a document has the values of its fields, and a term for each") {
    corpus::Document document = make_document("d1", "bg", "Икономика", "Проектът започва.");
    document.metadata.country = {given("BG"), given("GR"), given("BG")};
    const TemporaryFolder folder;
    write_documents({document}, folder / "shard");
    const Xapian::Database shard(folder / "shard");
    CHECK(shard.term_exists(database::filter_term(Field::country, "BG")));
    CHECK(shard.term_exists(database::filter_term(Field::country, "GR")));
    CHECK(shard.term_exists(database::filter_term(Field::lang, "bg")));
    CHECK(shard.term_exists(database::filter_term(Field::programme, database::kUnknown)));
    CHECK_FALSE(shard.term_exists(database::filter_term(Field::country, database::kUnknown)));
    CHECK(shard.term_exists(database::id_term("d1")));
    CHECK(shard.get_document(1).get_value(database::row_of(Field::country).slot) ==
          std::string("BG") + database::kValueSeparator + "GR");
    CHECK(shard.get_document(1).get_value(database::row_of(Field::programme).slot).empty());
}

TEST_CASE("a phrase never spans title and text") {
    const Inverted found = inverted(make_document("d", "en", "alpha beta", "gamma delta"));
    const auto& beta = found.terms.at(stem_of("en", "beta")).positions;
    const auto& gamma = found.terms.at(stem_of("en", "gamma")).positions;
    const auto& delta = found.terms.at(stem_of("en", "delta")).positions;
    REQUIRE(beta.size() == 1);
    REQUIRE(gamma.size() == 1);
    CHECK(gamma[0] >= beta[0] + database::kTitleGap - 1);
    CHECK(delta == std::vector<std::uint32_t>{gamma[0] + 1});
}

TEST_CASE("words count by their place, and roots half as much as stems") {
    std::string text = "opening";
    const std::size_t last = indexer::kOpenings.back().words;
    for (std::size_t i = 1; i < last; ++i) text += " filling";
    const Inverted found = inverted(make_document("d", "en", "headline", text + "\nending"));
    const auto count_of = [&](const std::string& name) { return found.terms.at(name).frequency; };
    const LanguageTag en = LanguageTag::of("en");
    CHECK(count_of(database::root_term(en, "ending")) == 1);
    CHECK(count_of(stem_of("en", "ending")) == indexer::kWordCount);
    CHECK(count_of("ending") == indexer::kWordCount);
    CHECK(count_of(database::root_term(en, "opening")) == indexer::kOpenings.front().weight);
    CHECK(count_of(database::root_term(en, "headline")) == indexer::kTitleWeight);
    CHECK(count_of(stem_of("en", "headline")) == indexer::kTitleWeight * indexer::kWordCount);
    std::uint32_t sum = 0;
    for (const auto& [name, term] : found.terms) sum += term.frequency;
    CHECK(found.length == sum);
}

TEST_CASE("page furniture is stored but not indexed") {
    corpus::Document document = make_document("d", "en", "", "Skip to content\nReal words here");
    document.paragraphs[0].is_boilerplate = true;
    const Inverted found = inverted(document);
    CHECK_FALSE(found.has("skip"));
    CHECK(found.has("real"));
    CHECK(database::unpack_record(database::pack_record(document))->text == document.text);
}

TEST_CASE("a document's terms do not depend on those before it") {
    const corpus::Document document = make_document("d", "lv", "Skola", "Uzņēmējdarbība skolā");
    const auto described = [](const Inverted& found) {
        std::map<std::string, std::pair<std::uint32_t, std::vector<std::uint32_t>>> terms;
        for (const auto& [name, term] : found.terms) {
            terms[name] = {term.frequency, term.positions};
        }
        return terms;
    };
    indexer::Inverter inverter;
    (void)inverter.add(1, make_document("c", "en", "School", "Economy skola and Skolā"));
    (void)inverter.add(2, make_document("e", "lv", "", "skolā, uzņēmējdarbība, uzņēmējdarbība"));
    (void)inverter.add(3, document);
    Inverted later;
    for (indexer::Inverter::Term& term : inverter.last_terms()) {
        const std::string name = term.name;
        later.terms.emplace(name, std::move(term));
    }
    CHECK(described(later) == described(inverted(document)));
}
