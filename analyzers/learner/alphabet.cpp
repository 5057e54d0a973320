#include "analyzers/learner/alphabet.hpp"

#include "base/check.hpp"
#include "base/utf8.hpp"

#include <stdexcept>
#include <utility>

namespace evresi::analyzers::learner {

Alphabet::Alphabet(std::string_view letters) {
    for (std::size_t at = 0; at < letters.size();) {
        const char32_t letter = next_utf8(letters, at);
        letters_.push_back(letter);
        EVRESI_CHECK(letters_.size() <= 250);
        numbers_.emplace(letter, static_cast<char>(letters_.size()));
    }
}

std::optional<Letters> Alphabet::encode(std::string_view word) const {
    Letters out;
    for (std::size_t at = 0; at < word.size();) {
        const auto found = numbers_.find(next_utf8(word, at));
        if (found == numbers_.end()) return std::nullopt;
        out.push_back(found->second);
    }
    return out;
}

Letters Alphabet::letters_of(std::string_view word) const {
    auto letters = encode(word);
    if (!letters) {
        throw std::runtime_error("'" + std::string(word) +
                                 "' has characters that are none of 'letters'");
    }
    return *std::move(letters);
}

std::string Alphabet::decode(std::string_view letters) const {
    std::string out;
    for (const char number : letters) {
        append_utf8(letters_[static_cast<unsigned char>(number) - 1U], out);
    }
    return out;
}

}  // namespace evresi::analyzers::learner
