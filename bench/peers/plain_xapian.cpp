#include "bench/peers/plain_xapian.hpp"

#include "bench/macro/latencies.hpp"
#include "bench/macro/usage.hpp"
#include "corpus/source_walk.hpp"

#include <xapian.h>

#include <array>
#include <filesystem>

namespace evresi::bench {
namespace {

constexpr std::array<const char*, 3> kFacetNames = {"programme", "country", "year"};
constexpr std::array<const char*, 3> kFacetPrefixes = {"XP", "XC", "XY"};
constexpr Xapian::doccount kHits = 10;

void add_values(const std::array<std::vector<std::string>, 3>& facets, Xapian::Document& target) {
    for (std::size_t slot = 0; slot < facets.size(); ++slot) {
        // A spy counts one value of a slot: the first of several, which favours plain Xapian.
        if (!facets[slot].empty()) {
            target.add_value(static_cast<Xapian::valueno>(slot), facets[slot].front());
        }
        for (const std::string& value : facets[slot]) {
            target.add_boolean_term(kFacetPrefixes[slot] + value);
        }
    }
}

std::array<std::vector<std::string>, 3> facets_of(const corpus::Metadata& metadata) {
    std::array<std::vector<std::string>, 3> facets;
    for (const auto& programme : metadata.programme) facets[0].push_back(programme.value);
    for (const auto& country : metadata.country) facets[1].push_back(country.value);
    if (metadata.year) facets[2].push_back(std::to_string(metadata.year->value));
    return facets;
}

std::uint64_t folder_bytes(const std::string& path) {
    std::uint64_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
        if (entry.is_regular_file()) bytes += entry.file_size();
    }
    return bytes;
}

Xapian::Query parsed(Xapian::QueryParser& parser, const MixQuery& query) {
    Xapian::Query words = parser.parse_query(query.text, Xapian::QueryParser::FLAG_PHRASE);
    for (std::size_t i = 0; i < kFacetNames.size(); ++i) {
        if (query.filter_name != kFacetNames[i]) continue;
        words = Xapian::Query(Xapian::Query::OP_FILTER, words,
                              Xapian::Query(kFacetPrefixes[i] + query.filter_value));
    }
    return words;
}

}  // namespace

Result<std::string>
index_with_xapian(const std::string& corpus, std::uint64_t limit, const std::string& path) {
    const auto files = corpus::list_sources({corpus});
    if (!files) return files.error();
    const UsageMeter meter;
    std::uint64_t documents = 0;
    std::uint64_t text_bytes = 0;
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
                                        add_values(facets_of(source.metadata), document);
                                        database.add_document(document);
                                        text_bytes += source.title.size() + source.text.size();
                                        return ++documents != limit;
                                    },
                                    [](corpus::Rejection&&) { return true; }};
        for (const corpus::SourceFile& file : *files) {
            if (!corpus::read_source(file, options, sink)) break;
        }
        database.commit();
    } catch (const Xapian::Error& fault) {
        return fail(ErrorCode::io_error, fault.get_description());
    }
    const Usage usage = meter.read();
    return "{\"documents\": " + std::to_string(documents) +
           ", \"text_bytes\": " + std::to_string(text_bytes) +
           ", \"cpu_s\": " + std::to_string(usage.cpu_seconds) +
           ", \"wall_s\": " + std::to_string(usage.wall_seconds) +
           ", \"index_bytes\": " + std::to_string(folder_bytes(path)) + "}\n";
}

Result<std::string>
query_xapian(const std::string& path, const std::vector<MixQuery>& queries, int passes) {
    if (queries.empty()) return fail(ErrorCode::invalid_argument, "there are no queries");
    std::string json;
    try {
        Xapian::Database database(path);
        Xapian::QueryParser parser;
        parser.set_database(database);
        parser.set_stemmer(Xapian::Stem("en"));
        parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
        for (const bool has_facets : {false, true}) {
            Latencies latencies(queries.size());
            double matches = 0;
            for (int pass = 0; pass < passes; ++pass) {
                for (std::size_t i = 0; i < queries.size(); ++i) {
                    const double start = thread_cpu_seconds();
                    Xapian::Enquire enquire(database);
                    enquire.set_query(parsed(parser, queries[i]));
                    Xapian::ValueCountMatchSpy programmes(0);
                    Xapian::ValueCountMatchSpy countries(1);
                    Xapian::ValueCountMatchSpy years(2);
                    for (Xapian::ValueCountMatchSpy* spy : {&programmes, &countries, &years}) {
                        if (has_facets) enquire.add_matchspy(spy);
                    }
                    // The exact number of matches, as Evresi gives it.
                    const Xapian::MSet hits = enquire.get_mset(0, kHits, database.get_doccount());
                    latencies.add(i, (thread_cpu_seconds() - start) * 1000);
                    matches += hits.get_matches_estimated();
                }
            }
            const double answers = static_cast<double>(queries.size()) * passes;
            json += has_facets ? ",\n \"facets\": " : "{\"top10\": ";
            json += latencies.json(", \"matches\": " + std::to_string(matches / answers));
        }
    } catch (const Xapian::Error& fault) {
        return fail(ErrorCode::io_error, fault.get_description());
    }
    return json + "}\n";
}

}  // namespace evresi::bench
