#include "bench/corpus/documents.hpp"

#include "corpus/annotator.hpp"
#include "corpus/source_walk.hpp"

namespace evresi::bench {

Result<void> for_each_document(const std::vector<std::string>& paths,
                               const std::function<void(const corpus::Document&)>& take) {
    const auto files = corpus::list_sources(paths);
    if (!files) return files.error();
    corpus::Annotator annotator;
    const corpus::ReadOptions options;
    const corpus::ReadSink sink{[&](corpus::Document&& document) {
                                    annotator.annotate(document);
                                    take(document);
                                    return true;
                                },
                                [](corpus::Rejection&&) { return true; }};
    for (const corpus::SourceFile& file : *files) {
        if (!corpus::read_source(file, options, sink)) break;
    }
    return {};
}

}  // namespace evresi::bench
