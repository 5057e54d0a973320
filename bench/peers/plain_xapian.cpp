// The yardstick: what Xapian's own TermGenerator makes of the same documents, with its defaults as
// its guide shows them (English stemmer for every language, words with positions, text stored).
#include "bench/macro/benchmarks.hpp"
#include "corpus/source_walk.hpp"

#include <xapian.h>

#include <cstdio>

namespace evresi::bench {

Result<Usage> measure_plain_xapian(const SyntheticCorpus& corpus, const std::string& path) {
    const auto files = corpus::list_sources({corpus.path});
    if (!files) return files.error();
    const UsageMeter meter;
    std::uint64_t documents = 0;
    try {
        Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE);
        Xapian::TermGenerator generator;
        generator.set_stemmer(Xapian::Stem("en"));
        const corpus::ReadOptions options;
        const corpus::ReadSink sink{[&](corpus::Document&& source) {
                                        Xapian::Document document;
                                        generator.set_document(document);
                                        generator.index_text(source.title, 1, "S");
                                        generator.index_text(source.title);
                                        generator.increase_termpos();
                                        generator.index_text(source.text);
                                        document.set_data(source.text);
                                        document.add_boolean_term("Q" + source.id);
                                        database.add_document(document);
                                        ++documents;
                                        return true;
                                    },
                                    [](corpus::Rejection&&) { return true; }};
        for (const corpus::SourceFile& file : *files) corpus::read_source(file, options, sink);
        database.commit();
    } catch (const Xapian::Error& fault) {
        return fail(ErrorCode::io_error, fault.get_description());
    }
    const Usage usage = meter.read();
    const double megabytes = static_cast<double>(corpus.text_bytes) / 1e6;
    std::printf("%-24s %8.0f docs/s %7.2f MB/s wall %7.2f MB per CPU s %6.1f s %7.1f CPU s\n",
                "plain Xapian, 1 thread", static_cast<double>(documents) / usage.wall_seconds,
                megabytes / usage.wall_seconds, megabytes / usage.cpu_seconds, usage.wall_seconds,
                usage.cpu_seconds);
    std::fflush(stdout);
    return usage;
}

}  // namespace evresi::bench
