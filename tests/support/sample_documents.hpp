// Documents for tests, annotated by hand so that a test does not depend on the annotator.
#pragma once

#include "corpus/document.hpp"

#include <string>
#include <string_view>

namespace evresi::tests {

/// A document in one language with one paragraph a line.
inline corpus::Document
make_document(std::string id, std::string_view lang, std::string title, std::string text) {
    corpus::Document document;
    document.id = std::move(id);
    document.title = std::move(title);
    document.text = std::move(text);
    document.lang = document.title_lang = LanguageTag::of(lang);
    document.lang_from = corpus::Provenance::given;
    std::size_t begin = 0;
    while (begin < document.text.size()) {
        const std::size_t end = std::min(document.text.find('\n', begin), document.text.size());
        if (end > begin) {
            document.paragraphs.push_back({static_cast<std::uint32_t>(begin),
                                           static_cast<std::uint32_t>(end), document.lang, false});
        }
        begin = end + 1;
    }
    return document;
}

inline corpus::Sourced<std::string> given(std::string value) {
    return {std::move(value), {corpus::Provenance::given, {}, {}}};
}

}  // namespace evresi::tests
