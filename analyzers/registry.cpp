#include "analyzers/registry.hpp"

#include "analyzers/unicode/folder.hpp"
#include "base/check.hpp"

namespace evresi::analyzers {
namespace {

/// To be raised when the tokenizer, the folding or the analyzer yields anything else than before.
constexpr int kChainVersion = 2;

}  // namespace

const Language* find_language(LanguageTag tag) noexcept {
    for (const Language* language : languages()) {
        if (language->tag == tag) return language;
    }
    return nullptr;
}

const Language& language_or_und(LanguageTag tag) noexcept {
    const Language* found = find_language(tag);
    if (found == nullptr) found = languages().back();
    EVRESI_CHECK(found != nullptr);
    return *found;
}

bool keeps_marks(const Language& language) noexcept {
    return language.fold != &fold_surface;
}

std::string analysis_fingerprint() {
    std::string print = "chain " + std::to_string(kChainVersion) + ", Unicode " + unicode_version();
    for (const Language* language : languages()) {
        print += ", " + language->tag.str() + " " + std::to_string(language->version);
    }
    return print;
}

}  // namespace evresi::analyzers
