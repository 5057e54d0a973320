// WordForms: how words are written in the documents of a batch: with which marks, and how often.
// Each distinct word is looked at once; the many times that it comes again cost a look-up. Confined
// to one thread.
#pragma once

#include "analyzers/language.hpp"
#include "base/language_tag.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace evresi::indexer {

class WordForms {
public:
    /// Counts `word`, one token as typed with the folded form `surface`, `weight` times. Returns
    /// its database::marked_term, which is empty for most words; the view lives until the next
    /// call.
    std::string_view add(const analyzers::Language& language,
                         std::string_view word,
                         std::string_view surface,
                         std::uint64_t weight);

    /// What was counted since the last call: keys (database::form_key) and values of metadata for
    /// words with marks that have no marked term, and for these words without their marks in
    /// languages where stems keep them. Each key comes once.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> take();

private:
    struct Form {
        std::string marked_term;
        std::string written;  ///< lower case, with marks; empty when it is not to be told of
        bool is_marked = false;
        std::uint64_t weight = 0;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };
    struct Words {
        LanguageTag lang;
        bool keeps_marks = false;
        std::unordered_map<std::string, Form, Hash, std::equal_to<>> forms;  ///< by word as typed
    };

    Words& words_of(const analyzers::Language& language);

    std::vector<Words> languages_;
    std::uint64_t unmarked_ = 0;  ///< words without marks seen since take()
};

}  // namespace evresi::indexer
