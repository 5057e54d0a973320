// How often the analysis asks for memory: a text of known words costs none. The test program's own
// operator new counts.
#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "analyzers/word_cache.hpp"
#include "tests/support/catch.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

namespace {

std::atomic<std::size_t> allocations{0};

void* counted(std::size_t size) {
    allocations.fetch_add(1, std::memory_order_relaxed);
    // std::malloc(0) may be null, which operator new must not be.
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
// Catch makes its tests by this one; deleting what another allocator made would be an error.
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
    allocations.fetch_add(1, std::memory_order_relaxed);
    return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

using namespace evresi;
using namespace evresi::analyzers;

namespace {

const std::string kMixed =
    "Η Κοιν.Σ.Επ. «Ανάπτυξη» ιδρύθηκε το 2014, με ποσοστό 13,6%. Социално-икономическо развитие "
    "на 05.06.2019 г. Razvoj socialne ekonomije d.o.o. v Ljubljani, čez šest let. Sociālās "
    "uzņēmējdarbības ķēde. Europe's partners don't wait: τῷ e\u0301tude κοινω\u00ADνική.\n";

std::size_t allocations_of(Analyzer& analyzer, std::string_view text, std::vector<Token>& tokens) {
    const std::size_t before = allocations.load();
    analyzer.analyze(text, tokens);
    return allocations.load() - before;
}

}  // namespace

TEST_CASE("Analysing a text again asks for no memory") {
    std::string text;
    for (int i = 0; i < 50; ++i) text += kMixed;
    for (const Language* language : languages()) {
        CAPTURE(language->tag.str());
        Analyzer analyzer(*language);
        std::vector<Token> tokens;
        CHECK(allocations_of(analyzer, text, tokens) > 0);
        REQUIRE(tokens.size() > 1000);
        CHECK(allocations_of(analyzer, text, tokens) == 0);
        // Nor does a shorter text of the same words.
        CHECK(allocations_of(analyzer, kMixed, tokens) == 0);
    }
}

TEST_CASE("A longer text of known words costs what the vectors need to grow, whatever its length") {
    for (const Language* language : languages()) {
        CAPTURE(language->tag.str());
        Analyzer analyzer(*language);
        std::vector<Token> tokens;
        analyzer.analyze(kMixed, tokens);
        std::string text;
        for (int i = 0; i < 1000; ++i) text += kMixed;
        // Both vectors double: less than 40 times, for 40,000 words.
        CHECK(allocations_of(analyzer, text, tokens) < 40);
        CHECK(tokens.size() > 30'000);
    }
}

TEST_CASE("New words cost far less than an allocation each") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "λέξη" + std::to_string(i) + " ";
    Analyzer analyzer(language_or_und(LanguageTag::of("el")));
    std::vector<Token> tokens;
    CHECK(allocations_of(analyzer, text, tokens) < 200);
    CHECK(tokens.size() == 20'000);
}

TEST_CASE("A full cache is emptied and filled again without new memory") {
    WordCache cache;
    const auto fill = [&cache] {
        const std::size_t before = allocations.load();
        for (int i = 0; !cache.is_full(); ++i) {
            char raw[16];
            const int length = std::snprintf(raw, sizeof raw, "w%d", i);
            const std::string_view word(raw, static_cast<std::size_t>(length));
            cache.insert(word, {word, word.substr(0, 2), false});
        }
        return allocations.load() - before;
    };
    CHECK(fill() > 0);
    cache.clear();
    CHECK_FALSE(cache.is_full());
    CHECK(cache.find("w1") == nullptr);
    CHECK(fill() == 0);
    CHECK(cache.find("w1") != nullptr);
}
