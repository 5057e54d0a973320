#include "indexer/writer/run_merger.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_numbers.hpp"

#include <map>

using namespace evresi;
using namespace evresi::indexer;
using tests::RandomNumbers;

namespace {

struct Entry {
    std::uint64_t count = 0;
    std::map<std::uint32_t, std::pair<std::uint32_t, std::vector<std::uint32_t>>> postings;
    bool operator==(const Entry&) const = default;
};
using Entries = std::map<std::string, Entry>;

std::string run_of(const Entries& entries) {
    RunWriter run;
    for (const auto& [term, entry] : entries) {
        if (entry.count > 0) {
            run.add_count(term, entry.count);
            continue;
        }
        std::vector<Posting> postings;
        std::vector<std::uint32_t> positions;
        for (const auto& [document, value] : entry.postings) {
            postings.push_back(
                {document, value.first, static_cast<std::uint32_t>(value.second.size())});
            positions.insert(positions.end(), value.second.begin(), value.second.end());
        }
        run.add(term, positions.empty() ? EntryKind::postings : EntryKind::positions, postings,
                positions);
    }
    return run.take();
}

Entries merged(const std::vector<std::string>& runs, const DocidMap& docids) {
    const std::vector<std::string_view> views(runs.begin(), runs.end());
    RunMerger merger(views, docids);
    Entries found;
    std::string before;
    while (merger.next()) {
        CHECK((found.empty() || before < merger.term()));
        before = merger.term();
        Entry& entry = found[merger.term()];
        if (merger.kind() == EntryKind::count) {
            entry.count = merger.count();
            continue;
        }
        std::size_t next = 0;
        for (const Posting& posting : merger.postings()) {
            const auto places = merger.positions().subspan(next, posting.positions);
            next += posting.positions;
            if (!entry.postings.empty()) {
                CHECK(entry.postings.rbegin()->first < posting.document);
            }
            entry.postings[posting.document] = {posting.frequency, {places.begin(), places.end()}};
        }
        CHECK(next == merger.positions().size());
    }
    return found;
}

}  // namespace

TEST_CASE("runs are merged by term and document, whoever had which") {
    RandomNumbers random("runs are merged");
    for (int round = 0; round < 60; ++round) {
        INFO("round " << round);
        const std::uint32_t run_count = random.up_to(6) + 1;
        std::vector<Entries> parts(run_count);
        Entries expected;
        DocidMap docids = {0};
        std::uint32_t docid = 0;
        const std::uint32_t documents = random.up_to(200);
        std::uint32_t run = 0;
        for (Sequence sequence = 1; sequence <= documents; ++sequence) {
            // Behind the end of the map nothing is kept.
            const bool is_left_out = random.is_one_in(4) || sequence > 190;
            if (sequence <= 190) docids.push_back(is_left_out ? 0 : ++docid);
            if (random.is_one_in(10)) run = random.up_to(run_count - 1);
            for (std::uint32_t k = random.up_to(10); k > 0; --k) {
                const std::string term = "t" + std::to_string(random.up_to(25));
                auto& posting = parts[run][term].postings[sequence];
                posting.first = random.up_to(100'000);
                posting.second.clear();
                std::uint32_t position = 0;
                for (std::uint32_t m = random.up_to(3); m > 0; --m) {
                    position += random.up_to(1000) + 1;
                    posting.second.push_back(position);
                }
                if (!is_left_out) expected[term].postings[docid] = posting;
            }
            if (random.is_one_in(8)) {
                const std::string name = "c" + std::to_string(random.up_to(5));
                parts[run][name].count += sequence;
                expected[name].count += sequence;
            }
        }
        std::vector<std::string> runs;
        for (const Entries& part : parts) runs.push_back(run_of(part));
        CHECK((merged(runs, docids) == expected));
        std::ranges::reverse(runs);
        CHECK((merged(runs, docids) == expected));
    }
}

TEST_CASE("no runs, empty runs and runs of documents that are left out have nothing") {
    CHECK(merged({}, {}).empty());
    CHECK(merged({"", ""}, {}).empty());
    const std::string run = run_of({{"a", {0, {{1, {3, {1, 5}}}, {2, {1, {}}}}}}});
    CHECK(merged({run}, {0, 0, 0}).empty());
    CHECK(merged({run}, {0}).empty());
    CHECK((merged({run, ""}, {0, 0, 1}) == Entries{{"a", {0, {{1, {1, {}}}}}}}));
    CHECK((merged({run}, {0, 1}) == Entries{{"a", {0, {{1, {3, {1, 5}}}}}}}));
}

TEST_CASE("runs keep terms and numbers of any size") {
    Entries entries;
    std::string term;
    for (int i = 0; i < 300; ++i) {
        term += static_cast<char>(i % 7 == 0 ? '\0' : 'a' + i % 26);
        entries[term].postings[4'000'000'000U + static_cast<std::uint32_t>(i)] = {
            4'294'967'295U, {0, 1, 4'294'967'294U}};
    }
    entries["count"].count = ~std::uint64_t{0};
    const std::string bytes = run_of(entries);
    RunReader run(bytes);
    Entries found;
    while (run.next()) {
        Entry& entry = found[run.term()];
        if (run.kind() == EntryKind::count) {
            entry.count = run.count();
            continue;
        }
        std::vector<Posting> postings;
        std::vector<std::uint32_t> positions;
        run.read(postings, positions);
        REQUIRE(postings.size() == 1);
        entry.postings[postings[0].document] = {postings[0].frequency, positions};
    }
    CHECK((found == entries));
}
