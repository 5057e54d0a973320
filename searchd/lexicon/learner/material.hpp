// Material: what a lexicon is learnt from: concepts (labels of one thing in several languages),
// strings that are translations of each other, and documents that are. Each source has a weight.
// Filled by the readers (readers.hpp), then read only.
#pragma once

#include "base/language_tag.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::lexicon {

inline constexpr LanguageTag kEnglish = LanguageTag::of("en");

/// What a source counts.
struct SourceWeight {
    double votes = 1.0;     ///< of a concept of it, for its pairs of labels
    double training = 1.0;  ///< of a pair of strings or a vote for two labels, in training
    bool is_left_out = false;
};

/// Weights by the beginning of a source's name: rows 'beginning TAB votes TAB training', or
/// 'beginning TAB skip'; the longest beginning that fits decides.
class Recipe {
public:
    void set(std::string beginning, const SourceWeight& weight);
    [[nodiscard]] SourceWeight weight_of(std::string_view name) const;

private:
    std::map<std::string, SourceWeight, std::less<>> weights_;
};

struct Source {
    std::string name;
    SourceWeight weight;
};

struct Label {
    LanguageTag lang;
    std::uint32_t source = 0;
    bool is_preferred = true;
    std::string text;
};

using LabelSet = std::vector<Label>;

struct StringPair {
    std::uint32_t source = 0;
    std::string english;
    std::string other;
};

struct Material {
    std::vector<Source> sources;
    std::map<std::string, LabelSet> concepts;  ///< by their ids
    std::map<LanguageTag, std::vector<StringPair>> strings;
};

}  // namespace evresi::lexicon
