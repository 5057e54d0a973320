// SnowballStemmer: an algorithm of libstemmer as a Stemmer. Words must be folded first: the Greek
// algorithm misreads letters with dialytika.
#pragma once

#include "analyzers/language.hpp"

struct sb_stemmer;

namespace evresi::analyzers {

class SnowballStemmer final : public Stemmer {
public:
    /// `algorithm`: a name that libstemmer knows, such as "greek". With a name that it does not
    /// know, every word is its own stem.
    explicit SnowballStemmer(const char* algorithm);
    ~SnowballStemmer() override;

    void stem(std::string_view word, std::string& out) override;
    /// One step, which names the algorithm: libstemmer does not tell more.
    void explain(std::string_view word, std::vector<StemStep>& steps) override;

private:
    std::string algorithm_;
    sb_stemmer* stemmer_;
};

}  // namespace evresi::analyzers
