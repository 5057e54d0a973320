// StemMemory: what PhraseMatcher::find knows of the words that it met before, so that the stem of a
// word is made once and not for each text. Serves one matcher. Confined to one thread.
#pragma once

#include "corpus/gazetteer/word_stemmer.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::corpus {

/// Numbers by word, for one language. Bounded: forgets everything when it is full.
class StemCache {
public:
    explicit StemCache(LanguageTag lang);

    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view word,
                                                    std::uint64_t hash) const noexcept;
    /// Requires that find() has nothing for `word`. A word that would lie far from the place of its
    /// hash is not kept: words made to collide cost their own stems and no search.
    void insert(std::string_view word, std::uint64_t hash, std::uint32_t number);

    [[nodiscard]] WordStemmer& stemmer() noexcept { return stemmer_; }

private:
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t number = 0;
        std::uint32_t begin = 0;  ///< in letters_
        std::uint32_t bytes = 0;  ///< 0: empty
    };

    void clear();
    void grow();

    WordStemmer stemmer_;
    std::vector<Slot> slots_;
    std::string letters_;
    std::size_t count_ = 0;
};

class StemMemory {
public:
    /// The cache of the matcher's language number `index`, which is `lang`.
    [[nodiscard]] StemCache& of(std::size_t index, LanguageTag lang);

private:
    std::vector<std::unique_ptr<StemCache>> caches_;
};

}  // namespace evresi::corpus
