#include "indexer/database/positions_writer.hpp"
#include "searchd/search/ranking.hpp"
#include "searchd/search/words_together.hpp"
#include "tests/unit/search/test_index.hpp"

#include <map>
#include <random>
#include <set>

using namespace evresi;
using search::Together;
using search::WordsTogether;

namespace {

using Scores = std::map<Xapian::docid, double>;

std::uint32_t up_to(std::mt19937& random, std::uint32_t most) {
    return std::uniform_int_distribution<std::uint32_t>(0, most)(random);
}

/// Short texts of few words, so that these often stand together.
std::vector<corpus::Document> random_documents(std::mt19937& random) {
    std::vector<corpus::Document> documents;
    for (std::uint32_t i = 0; i < 300; ++i) {
        std::string text;
        for (std::uint32_t word = up_to(random, 40); word > 0; --word) {
            text += std::string("q") + static_cast<char>('a' + up_to(random, 6)) + "x ";
        }
        documents.push_back(tests::make_document("d" + std::to_string(i), "en", "title", text));
    }
    return documents;
}

Together::Word random_word(std::mt19937& random, bool has_other_spellings) {
    Together::Word word;
    for (std::uint32_t i = has_other_spellings ? up_to(random, 2) + 1 : 1; i > 0; --i) {
        const std::string term =
            std::string("Zen:q") + static_cast<char>('a' + up_to(random, 6)) + "x";
        if (std::ranges::find(word, term, &Together::Spelling::term) == word.end()) {
            word.push_back({term, word.empty()});
        }
    }
    return word;
}

/// The same as a query of Xapian's, each word in any of its spellings, or as it was typed only.
Xapian::Query query_of(const Together& together, bool as_typed) {
    std::vector<Xapian::Query> words;
    for (const Together::Word& word : together.words) {
        std::vector<std::string> terms;
        for (const Together::Spelling& spelling : word) {
            if (!as_typed || spelling.is_typed) terms.push_back(spelling.term);
        }
        words.push_back(terms.size() == 1
                            ? Xapian::Query(terms.front())
                            : Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
    }
    const auto op = together.is_phrase ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR;
    const auto window = static_cast<Xapian::termcount>(together.is_phrase ? together.words.size()
                                                                          : together.window);
    return {op, words.begin(), words.end(), window};
}

Scores by_xapian(const Xapian::Database& database, const Together& together) {
    const bool has_others = std::ranges::any_of(
        together.words, [](const Together::Word& word) { return word.size() > 1; });
    Xapian::Query query = query_of(together, true);
    if (has_others) {
        query = Xapian::Query(Xapian::Query::OP_MAX, query,
                              Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT,
                                            query_of(together, false), together.respelled));
    }
    Xapian::Enquire enquire(database);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, together.weight));
    enquire.set_weighting_scheme(search::ranking::weight());
    Scores scores;
    const Xapian::MSet found = enquire.get_mset(0, database.get_doccount());
    for (auto hit = found.begin(); hit != found.end(); ++hit) scores[*hit] = hit.get_weight();
    return scores;
}

/// Whether words from the `word`-th on find places of their own beside those that are taken.
bool find_places(const Together& together,
                 const std::vector<std::set<std::uint32_t>>& places,
                 std::vector<std::uint32_t>& taken) {
    const std::size_t word = taken.size();
    if (word == places.size()) return true;
    for (const std::uint32_t place : places[word]) {
        if (together.is_phrase && word > 0 && place != taken.back() + 1) continue;
        const bool fits =
            together.is_phrase || std::ranges::all_of(taken, [&](std::uint32_t other) {
                const std::uint32_t apart = std::max(place, other) - std::min(place, other);
                return apart > 0 && apart < together.window;
            });
        if (!fits) continue;
        taken.push_back(place);
        if (find_places(together, places, taken)) return true;
        taken.pop_back();
    }
    return false;
}

/// The documents, by trying all places.
std::set<Xapian::docid> by_trying(const Xapian::Database& database, const Together& together) {
    std::set<Xapian::docid> found;
    for (Xapian::docid docid = 1; docid <= database.get_lastdocid(); ++docid) {
        std::vector<std::set<std::uint32_t>> places;
        for (const Together::Word& word : together.words) {
            places.emplace_back();
            for (const Together::Spelling& spelling : word) {
                auto posting = database.postlist_begin(spelling.term);
                posting.skip_to(docid);
                if (posting == database.postlist_end(spelling.term) || *posting != docid) continue;
                places.back().insert(posting.positionlist_begin(), posting.positionlist_end());
            }
        }
        std::vector<std::uint32_t> taken;
        if (find_places(together, places, taken)) found.insert(docid);
    }
    return found;
}

/// Whether some term may stand in the place of several words: then Xapian misses documents in
/// which these words are near each other.
bool shares_terms(const Together& together) {
    std::set<std::string> terms;
    return !std::ranges::all_of(together.words, [&](const Together::Word& word) {
        return std::ranges::all_of(word, [&](const Together::Spelling& spelling) {
            return terms.insert(spelling.term).second;
        });
    });
}

}  // namespace

TEST_CASE("words stand together where Xapian finds them, with the same scores") {
    const unsigned seed = std::random_device()();
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const tests::TestIndex index(random_documents(random), true);
    database::Snapshot snapshot = index.open();
    std::size_t matches = 0;
    for (int round = 0; round < 300; ++round) {
        auto together = std::make_shared<Together>();
        const std::uint32_t count = 2 + up_to(random, 2);
        for (std::uint32_t i = 0; i < count; ++i) {
            together->words.push_back(random_word(random, round % 3 == 0));
        }
        together->is_phrase = round % 2 == 0;
        together->window = count + up_to(random, 5);
        together->weight = 0.5;
        together->respelled = 0.4;
        const Scores expected = by_xapian(snapshot.database(), *together);
        Scores found;
        WordsTogether words(snapshot, together);
        for (words.next(); words.docid() != 0; words.next()) {
            found[words.docid()] = words.score();
            CHECK(words.score() <= words.most_score());
        }
        CHECK(found.size() <= words.most_documents());
        matches += found.size();
        INFO("round " << round);
        const std::set<Xapian::docid> documents = by_trying(snapshot.database(), *together);
        for (const Xapian::docid docid : documents) CHECK(found.contains(docid));
        REQUIRE(found.size() == documents.size());
        if (together->is_phrase || !shares_terms(*together)) {
            CHECK(found.size() == expected.size());
            for (const auto& [docid, score] : expected) {
                REQUIRE(found.contains(docid));
                CHECK(found.at(docid) == Approx(score).epsilon(1e-6));
            }
        }
        WordsTogether leaping(snapshot, together);
        for (Xapian::docid docid = 1; docid <= 300; docid += 1 + up_to(random, 30)) {
            if (leaping.docid() == 0 && docid > 1) break;
            leaping.skip_to(docid);
            const auto next = documents.lower_bound(docid);
            REQUIRE(leaping.docid() == (next == documents.end() ? 0 : *next));
            docid = std::max(docid, leaping.docid());
        }
    }
    CHECK(matches > 1000);
}
