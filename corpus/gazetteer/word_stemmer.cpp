#include "corpus/gazetteer/word_stemmer.hpp"

#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "corpus/gazetteer/fold.hpp"

#include <algorithm>

namespace evresi::corpus {
namespace {

constexpr std::size_t kLeastLetters = 4;
constexpr std::size_t kMostBytes = 128;

bool has_digit(std::string_view word) noexcept {
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

WordStemmer::WordStemmer(LanguageTag lang) : language_(analyzers::find_language(lang)) {
    if (language_ != nullptr) stemmer_ = language_->make_stemmer();
}

std::string_view WordStemmer::stem(std::string_view surface) {
    const bool can_have_one = stemmer_ != nullptr && surface.size() >= kLeastLetters &&
                              surface.size() <= kMostBytes && !has_digit(surface);
    if (!can_have_one) return {};
    casefolded_.clear();
    word_.clear();
    folded_.clear();
    analyzers::casefold(surface, casefolded_);
    language_->fold(casefolded_, word_);
    if (count_utf8(word_) < kLeastLetters) return {};
    stemmer_->stem(word_, stem_);
    append_folded(stem_, folded_);
    return count_utf8(folded_) < kLeastLetters ? std::string_view() : folded_;
}

}  // namespace evresi::corpus
