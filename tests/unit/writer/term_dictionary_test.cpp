#include "indexer/writer/posting_buffer.hpp"
#include "indexer/writer/run.hpp"
#include "indexer/writer/term_dictionary.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_numbers.hpp"

#include <map>
#include <set>

using namespace evresi;
using namespace evresi::indexer;
using tests::RandomNumbers;

namespace {

std::string random_term(RandomNumbers& random) {
    // Many share more than the bytes that are compared as numbers.
    std::string term = random.is_one_in(2) ? "sixteen letters and " : "";
    term += random.is_one_in(3) ? std::string(random.up_to(3), '\0') : random.bytes(10);
    return term + random.letters(3);
}

}  // namespace

TEST_CASE("a dictionary numbers terms as they come, and sorts them by their bytes") {
    RandomNumbers random("a dictionary");
    TermDictionary dictionary;
    std::map<std::string, TermNumber> numbers;
    for (int i = 0; i < 20'000; ++i) {
        const std::string term = random_term(random);
        const auto number = static_cast<TermNumber>(numbers.size());
        const auto known = numbers.try_emplace(term, number).first;
        REQUIRE(dictionary.add(term) == known->second);
        REQUIRE(dictionary.term(known->second) == term);
    }
    REQUIRE(dictionary.size() == numbers.size());
    std::vector<TermNumber> expected;
    for (const auto& [term, number] : numbers) expected.push_back(number);
    CHECK((dictionary.sorted() == expected));
    const std::size_t memory = dictionary.memory();
    dictionary.clear();
    CHECK(dictionary.size() == 0);
    CHECK(dictionary.memory() < memory);
    CHECK(dictionary.sorted().empty());
    CHECK(dictionary.add("new") == 0);
}

TEST_CASE("a run of the buffer has all that was added, by term and document") {
    RandomNumbers random("a run of the buffer");
    TermDictionary dictionary;
    PostingBuffer buffer;
    struct List {
        std::vector<std::vector<std::uint32_t>> postings;  ///< document, frequency, positions
    };
    std::map<std::string, List> lists;
    std::map<std::string, std::uint64_t> counts;
    const auto check_run = [&] {
        const std::string bytes = buffer.take_run(dictionary);
        RunReader run(bytes);
        auto list = lists.begin();
        auto count = counts.begin();
        std::string before;
        while (run.next()) {
            CHECK(before < run.term());
            before = run.term();
            if (run.kind() == EntryKind::count) {
                REQUIRE(count != counts.end());
                CHECK(run.term() == count->first);
                CHECK(run.count() == count++->second);
                continue;
            }
            REQUIRE(list != lists.end());
            CHECK(run.term() == list->first);
            std::vector<Posting> postings;
            std::vector<std::uint32_t> positions;
            run.read(postings, positions);
            REQUIRE(postings.size() == list->second.postings.size());
            bool has_positions = false;
            std::size_t next = 0;
            for (std::size_t i = 0; i < postings.size(); ++i) {
                std::vector<std::uint32_t> found = {postings[i].document, postings[i].frequency};
                for (std::uint32_t k = 0; k < postings[i].positions; ++k) {
                    found.push_back(positions.at(next++));
                }
                REQUIRE(found == list->second.postings[i]);
                has_positions = has_positions || postings[i].positions > 0;
            }
            CHECK(next == positions.size());
            CHECK((run.kind() == EntryKind::positions) == has_positions);
            ++list;
        }
        CHECK((list == lists.end() && count == counts.end()));
        lists.clear();
        counts.clear();
    };
    Sequence sequence = 0;
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 200; ++i) {
            sequence += random.up_to(3) + 1;
            std::set<std::string> names;
            for (std::uint32_t k = random.up_to(30); k > 0; --k) {
                names.insert("t" + std::to_string(random.up_to(300)));
            }
            const std::size_t memory = buffer.memory();
            buffer.begin_document(sequence);
            std::size_t places = 0;
            for (const std::string& name : names) {
                const TermNumber term = dictionary.add(name);
                auto& posting = lists[name].postings.emplace_back();
                posting = {sequence, 0};
                for (std::uint32_t m = random.up_to(2) + 1; m > 0; --m) {
                    const std::uint32_t times = random.up_to(1U << 24U);
                    buffer.count(term, times);
                    posting[1] += times;
                }
                std::uint32_t position = 0;
                for (std::uint32_t m = name.size() % 2 == 0 ? 0 : random.up_to(4); m > 0; --m) {
                    position += random.up_to(1000) + 1;
                    buffer.add_position(term, position);
                    posting.push_back(position);
                    ++places;
                }
            }
            CHECK(buffer.last_terms().size() == names.size());
            CHECK(buffer.last_occurrences().size() == places);
            buffer.end_document();
            CHECK(buffer.memory() >= memory);
            const std::string counted = "c" + std::to_string(random.up_to(20));
            buffer.add_count(dictionary.add(counted), static_cast<std::uint64_t>(i));
            if (counts[counted] += static_cast<std::uint64_t>(i); counts[counted] == 0) {
                counts.erase(counted);
            }
        }
        check_run();
        dictionary.clear();
    }
    CHECK(buffer.take_run(dictionary).empty());
}
