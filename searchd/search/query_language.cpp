#include "searchd/search/query_language.hpp"

#include "analyzers/detector.hpp"
#include "analyzers/registry.hpp"

#include <algorithm>

namespace evresi::search {

std::vector<LanguageShare> languages_of_query(std::string_view text,
                                              database::Snapshot& /*snapshot*/,
                                              const lexicon::Lexicon* /*lexicon*/,
                                              analyzers::AnalyzerSet& /*analyzers*/) {
    const analyzers::Detection detection = analyzers::LanguageDetector().detect(text);
    const analyzers::Script script = analyzers::dominant_script(text);
    std::vector<LanguageShare> shares;
    for (const analyzers::Language* language : analyzers::languages()) {
        if (language->tag.is_undetermined() || language->script != script) continue;
        shares.push_back(
            {language->tag,
             language->tag == detection.tag && detection.confidence >= 0.5 ? 20.0 : 1.0});
    }
    double sum = 0;
    for (const LanguageShare& share : shares) sum += share.share;
    for (LanguageShare& share : shares) share.share /= sum;
    std::sort(shares.begin(), shares.end(),
              [](const auto& a, const auto& b) { return a.share > b.share; });
    return shares;
}

}  // namespace evresi::search
