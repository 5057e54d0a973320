#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "indexer/database/document_record.hpp"
#include "indexer/database/schema.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/writer/document_builder.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sample_documents.hpp"

#include <map>
#include <set>

using namespace evresi;
using namespace evresi::tests;
using database::Field;

namespace {

std::set<std::string> terms_of(const Xapian::Document& document) {
    return {document.termlist_begin(), document.termlist_end()};
}

std::string stem_of(std::string_view lang, std::string_view word) {
    analyzers::Analyzer analyzer(analyzers::language_or_und(LanguageTag::of(lang)));
    std::vector<analyzers::Token> tokens;
    analyzer.analyze(word, tokens);
    return database::stem_term(LanguageTag::of(lang), tokens.at(0).stem);
}

std::vector<Xapian::termpos> positions_of(const Xapian::Document& document,
                                          const std::string& name) {
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
        if (*term == name) return {term.positionlist_begin(), term.positionlist_end()};
    }
    return {};
}

}  // namespace

TEST_CASE("a document has stems of each paragraph's language, surfaces and filters") {
    corpus::Document document =
        make_document("d1", "bg", "Социална икономика", "Проектът започва.\nThe project begins.");
    document.paragraphs[1].lang = LanguageTag::of("en");
    document.metadata.country = {given("BG"), given("GR"), given("BG")};
    indexer::DocumentBuilder builder;
    const Xapian::Document built = builder.build(document);
    const std::set<std::string> terms = terms_of(built);
    CHECK(terms.count(stem_of("bg", "проектът")) == 1);
    CHECK(terms.count(stem_of("en", "project")) == 1);
    CHECK(terms.count("проектът") == 1);
    CHECK(terms.count("project") == 1);
    CHECK(terms.count("the") == 0);
    CHECK(terms.count(database::filter_term(Field::country, "GR")) == 1);
    CHECK(terms.count(database::filter_term(Field::lang, "bg")) == 1);
    CHECK(terms.count(database::filter_term(Field::programme, database::kUnknown)) == 1);
    CHECK(terms.count(database::id_term("d1")) == 1);
    CHECK(built.get_value(database::row_of(Field::country).slot) ==
          std::string("BG") + database::kValueSeparator + "GR");
    CHECK(built.get_value(database::row_of(Field::programme).slot).empty());
}

TEST_CASE("a phrase never spans title and text") {
    indexer::DocumentBuilder builder;
    const Xapian::Document built =
        builder.build(make_document("d", "en", "alpha beta", "gamma delta"));
    const auto beta = positions_of(built, stem_of("en", "beta"));
    const auto gamma = positions_of(built, stem_of("en", "gamma"));
    const auto delta = positions_of(built, stem_of("en", "delta"));
    REQUIRE(beta.size() == 1);
    REQUIRE(gamma.size() == 1);
    CHECK(gamma[0] >= beta[0] + database::kTitleGap - 1);
    CHECK(delta[0] == gamma[0] + 1);
}

TEST_CASE("words count by their place, and roots half as much as stems") {
    std::string text = "opening";
    const std::size_t last = indexer::kOpenings.back().words;
    for (std::size_t i = 1; i < last; ++i) text += " filling";
    indexer::DocumentBuilder builder;
    const Xapian::Document built =
        builder.build(make_document("d", "en", "headline", text + "\nending"));
    const auto count_of = [&](const std::string& name) {
        auto term = built.termlist_begin();
        term.skip_to(name);
        REQUIRE(*term == name);
        return term.get_wdf();
    };
    const LanguageTag en = LanguageTag::of("en");
    CHECK(count_of(database::root_term(en, "ending")) == 1);
    CHECK(count_of(stem_of("en", "ending")) == indexer::kWordCount);
    CHECK(count_of("ending") == indexer::kWordCount);
    CHECK(count_of(database::root_term(en, "opening")) == indexer::kOpenings.front().weight);
    CHECK(count_of(database::root_term(en, "headline")) == indexer::kTitleWeight);
    CHECK(count_of(stem_of("en", "headline")) == indexer::kTitleWeight * indexer::kWordCount);
}

TEST_CASE("page furniture is stored but not indexed") {
    corpus::Document document = make_document("d", "en", "", "Skip to content\nReal words here");
    document.paragraphs[0].is_boilerplate = true;
    indexer::DocumentBuilder builder;
    const Xapian::Document built = builder.build(document);
    CHECK(terms_of(built).count("skip") == 0);
    CHECK(terms_of(built).count("real") == 1);
    CHECK(database::unpack_record(built.get_data())->text == document.text);
}

TEST_CASE("the content hash changes with anything that an answer shows") {
    const auto hash = [](const corpus::Document& document) {
        return indexer::content_hash(database::pack_record(document));
    };
    const corpus::Document document = make_document("d", "en", "t", "x");
    corpus::Document other = document;
    CHECK(hash(other) == hash(document));
    other.metadata.programme = {given("life")};
    CHECK(hash(other) != hash(document));
    other = document;
    other.url = "https://example.org/";
    CHECK(hash(other) != hash(document));
}
