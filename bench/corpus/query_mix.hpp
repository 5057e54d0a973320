// The query mix: words that stand together in some document, drawn by how many documents have them,
// phrases, and filters. A TSV file of four columns without a head line: kind (`words` or `phrase`),
// language, text, filter (`name=value` or nothing).
#pragma once

#include "analyzers/unicode/tokenizer.hpp"
#include "base/result.hpp"
#include "bench/corpus/language_model.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace evresi::bench {

struct MixQuery {
    bool is_phrase = false;
    std::string lang;
    std::string text;
    std::string filter_name;  ///< empty: none
    std::string filter_value;
};

/// Counts the words of the first documents of a corpus and draws queries from them.
class QueryMix {
public:
    explicit QueryMix(std::uint64_t seed) : random_(seed) {}

    /// Looks at a document, if it is one of the first kCounted: its words, and one sentence of it
    /// with the filters that the document passes.
    void add(std::string_view lang,
             const std::vector<Words>& sentences,
             const std::vector<std::pair<std::string, std::string>>& filters);

    [[nodiscard]] std::vector<MixQuery> draw(std::uint64_t count);

    static constexpr std::uint32_t kCounted = 20000;

private:
    /// How many documents have a word, in parts of all documents.
    enum class Band : std::uint8_t { function_word, common, middle, rare };
    struct Kept {
        std::string lang;
        std::vector<std::uint32_t> words;
        std::vector<std::pair<std::string, std::string>> filters;
    };
    std::uint32_t number_of(const std::string& word);
    [[nodiscard]] Band band_of(std::uint32_t word) const;
    [[nodiscard]] bool fill_words(const Kept& sentence, MixQuery& query);
    [[nodiscard]] bool fill_phrase(const Kept& sentence, MixQuery& query);

    SeededRandom random_;
    analyzers::Tokenizer tokenizer_;
    std::vector<analyzers::WordSpan> spans_;
    std::uint32_t documents_ = 0;
    std::unordered_map<std::string, std::uint32_t> numbers_;  ///< by word as written
    std::unordered_map<std::string, std::uint32_t> bare_numbers_;
    std::vector<std::string> words_;
    std::vector<std::uint32_t> counts_;     ///< documents that have the word
    std::vector<std::uint32_t> last_seen_;  ///< document in which it was counted last
    std::vector<Kept> kept_;
};

[[nodiscard]] Result<void> write_queries(const std::vector<MixQuery>& queries,
                                         const std::string& path);
/// io_error, malformed_input.
[[nodiscard]] Result<std::vector<MixQuery>> read_queries(const std::string& path);

}  // namespace evresi::bench
