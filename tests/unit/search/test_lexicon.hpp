// A lexicon of words made by hand, stemmed as the analyzers do, in a folder of the whole test.
#pragma once

#include "analyzers/analyzer.hpp"
#include "searchd/lexicon/lexicon.hpp"
#include "searchd/lexicon/table_builder.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::tests {

class TestLexicon {
public:
    /// One direction: `text` of `from` is `other` of `to`.
    void add(LanguageTag from,
             const std::string& text,
             LanguageTag to,
             const std::string& other,
             double weight = 1.0) {
        builder_.add(from, term(from, text), to, term(to, other), weight);
    }

    [[nodiscard]] std::shared_ptr<const lexicon::Lexicon> open() {
        static const TemporaryFolder folder;
        static int number = 0;
        const std::string name = "lexicon" + std::to_string(++number) + ".bin";
        auto opened = lexicon::Lexicon::open({folder.write(name, builder_.build())});
        REQUIRE(opened.has_value());
        return *opened;
    }

private:
    lexicon::Term term(LanguageTag lang, const std::string& text) {
        analyzers_.for_language(lang).analyze(text, tokens_);
        std::string stems;
        for (const analyzers::Token& token : tokens_) {
            stems += (stems.empty() ? "" : " ") + std::string(token.stem);
        }
        return {stems, text};
    }

    lexicon::TableBuilder builder_;
    analyzers::AnalyzerSet analyzers_;
    std::vector<analyzers::Token> tokens_;
};

}  // namespace evresi::tests
