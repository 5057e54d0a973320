// IdentityStemmer: every word is its own stem; for text in no known language.
#pragma once

#include "analyzers/language.hpp"

namespace evresi::analyzers {

class IdentityStemmer final : public Stemmer {
public:
    void stem(std::string_view word, std::string& out) override { out.assign(word); }
};

}  // namespace evresi::analyzers
