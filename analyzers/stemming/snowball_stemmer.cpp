#include "analyzers/stemming/snowball_stemmer.hpp"

#include <libstemmer.h>

#include <utility>

namespace evresi::analyzers {

SnowballStemmer::SnowballStemmer(const char* algorithm)
    : algorithm_(algorithm), stemmer_(sb_stemmer_new(algorithm, "UTF_8")) {}

SnowballStemmer::~SnowballStemmer() {
    sb_stemmer_delete(stemmer_);
}

void SnowballStemmer::stem(std::string_view word, std::string& out) {
    out.clear();
    if (stemmer_ != nullptr) {
        // Version 2.2 of the Greek algorithm fails on some words: null is then no lack of memory.
        const sb_symbol* stem =
            sb_stemmer_stem(stemmer_, reinterpret_cast<const sb_symbol*>(word.data()),
                            static_cast<int>(word.size()));
        if (stem != nullptr) {
            out.assign(reinterpret_cast<const char*>(stem),
                       static_cast<std::size_t>(sb_stemmer_length(stemmer_)));
        }
    }
    if (out.empty()) out.assign(word);
}

void SnowballStemmer::explain(std::string_view word, std::vector<StemStep>& steps) {
    StemStep step;
    if (stemmer_ == nullptr) {
        step.kind = StemStepKind::no_stemmer;
    } else {
        step.kind = StemStepKind::algorithm;
        step.rule = algorithm_;
    }
    stem(word, step.result);
    steps.push_back(std::move(step));
}

}  // namespace evresi::analyzers
