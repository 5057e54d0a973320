// IdentityStemmer: every word is its own stem; for text in no known language.
#pragma once

#include "analyzers/language.hpp"

namespace evresi::analyzers {

class IdentityStemmer final : public Stemmer {
public:
    void stem(std::string_view word, std::string& out) override { out.assign(word); }

    void explain(std::string_view word, std::vector<StemStep>& steps) override {
        steps.push_back({StemStepKind::no_stemmer, {}, {}, {}, std::string(word)});
    }
};

}  // namespace evresi::analyzers
