#include "indexer/inspection.hpp"

#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "corpus/annotator.hpp"
#include "corpus/site_lines.hpp"
#include "corpus/source_walk.hpp"
#include "indexer/database/generation.hpp"
#include "indexer/database/snapshot.hpp"
#include "indexer/report.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <iomanip>
#include <istream>
#include <map>
#include <ostream>
#include <sstream>

namespace evresi::indexer {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void put(Writer& writer, std::string_view value) {
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void put(Writer& writer, std::string_view name, std::string_view value) {
    put(writer, name);
    put(writer, value);
}

void put(Writer& writer, std::string_view name, std::uint64_t value) {
    put(writer, name);
    writer.Uint64(value);
}

void write_evidence(Writer& writer, const corpus::Evidence& evidence) {
    put(writer, "from", provenance_name(evidence.provenance));
    if (evidence.provenance != corpus::Provenance::text) return;
    put(writer, "in", evidence.span.in_title ? "title" : "text");
    put(writer, "span");
    writer.StartArray();
    writer.Uint(evidence.span.begin);
    writer.Uint(evidence.span.end);
    writer.EndArray();
    put(writer, "sentence", evidence.sentence);
}

void write_values(Writer& writer,
                  std::string_view name,
                  const std::vector<corpus::Sourced<std::string>>& values) {
    put(writer, name);
    writer.StartArray();
    for (const auto& item : values) put(writer, item.value);
    writer.EndArray();
}

/// The evidence of every value, beside the plain values, so that both are easy to read by machine.
void write_evidences(Writer& writer, const corpus::Metadata& metadata) {
    const auto list = [&](std::string_view name, const auto& values) {
        put(writer, name);
        writer.StartArray();
        for (const auto& item : values) {
            writer.StartObject();
            put(writer, "value", item.value);
            write_evidence(writer, item.evidence);
            writer.EndObject();
        }
        writer.EndArray();
    };
    const auto single = [&](std::string_view name, const auto& value) {
        if (!value) return;
        put(writer, name);
        writer.StartObject();
        write_evidence(writer, value->evidence);
        writer.EndObject();
    };
    put(writer, "evidence");
    writer.StartObject();
    list("programme", metadata.programme);
    list("country", metadata.country);
    single("year", metadata.year);
    single("period", metadata.period);
    single("project", metadata.project);
    writer.EndObject();
}

void write_metadata(Writer& writer, const corpus::Metadata& metadata) {
    put(writer, "project");
    metadata.project ? put(writer, metadata.project->value) : static_cast<void>(writer.Null());
    write_values(writer, "programme", metadata.programme);
    write_values(writer, "country", metadata.country);
    put(writer, "year");
    metadata.year ? writer.Int(metadata.year->value) : writer.Null();
    put(writer, "period");
    if (metadata.period) {
        writer.StartArray();
        writer.Int(metadata.period->value.first);
        writer.Int(metadata.period->value.last);
        writer.EndArray();
    } else {
        writer.Null();
    }
    write_evidences(writer, metadata);
}

std::string document_line(const corpus::Document& document) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    writer.StartObject();
    put(writer, "id", document.id);
    put(writer, "source", document.source);
    if (document.line > 0) put(writer, "line", document.line);
    put(writer, "lang", document.lang.view());
    put(writer, "lang_from", provenance_name(document.lang_from));
    put(writer, "title", document.title);
    if (!document.url.empty()) put(writer, "url", document.url);
    if (!document.date.empty()) put(writer, "date", document.date);
    write_metadata(writer, document.metadata);
    if (!document.fields.empty()) {
        put(writer, "fields");
        writer.StartObject();
        for (const auto& [name, value] : document.fields) put(writer, name, value);
        writer.EndObject();
    }
    put(writer, "paragraphs");
    writer.StartArray();
    for (const corpus::Paragraph& paragraph : document.paragraphs) {
        writer.StartObject();
        put(writer, "lang", paragraph.lang.view());
        if (paragraph.is_boilerplate) {
            put(writer, "boilerplate");
            writer.Bool(true);
        }
        put(writer, "text",
            std::string_view(document.text)
                .substr(paragraph.begin, paragraph.end - paragraph.begin));
        writer.EndObject();
    }
    writer.EndArray();
    writer.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

std::string token_line(std::string_view line, const std::vector<analyzers::Token>& tokens) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    writer.StartObject();
    put(writer, "text", line);
    put(writer, "tokens");
    writer.StartArray();
    for (const analyzers::Token& token : tokens) {
        writer.StartObject();
        put(writer, "text", line.substr(token.begin, token.end - token.begin));
        put(writer, "surface", token.surface);
        put(writer, "stem", token.stem);
        put(writer, "begin", token.begin);
        put(writer, "end", token.end);
        put(writer, "position", token.position);
        put(writer, "stop");
        writer.Bool(token.is_stop);
        writer.EndObject();
    }
    writer.EndArray();
    writer.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

/// Annotates documents and writes them, in batches as the indexer does, so that both find the same
/// lines repeated.
class InspectedBatch {
public:
    InspectedBatch(LanguageTag default_lang, std::ostream& out)
        : annotator_(default_lang), out_(out) {}

    /// False when nothing more can be written.
    bool add(corpus::Document&& document) {
        sites_.add(document);
        documents_.push_back(std::move(document));
        return sites_.is_full() ? flush() : true;
    }

    bool flush() {
        const std::vector<corpus::LineRepeats> repeats = sites_.end_batch();
        for (std::size_t i = 0; i < documents_.size() && out_; ++i) {
            annotator_.annotate(documents_[i], repeats[i]);
            out_ << document_line(documents_[i]) << '\n';
        }
        documents_.clear();
        out_.flush();
        return static_cast<bool>(out_);
    }

private:
    corpus::Annotator annotator_;
    corpus::SiteLines sites_;
    std::vector<corpus::Document> documents_;
    std::ostream& out_;
};

using Counts = std::vector<std::pair<std::string, std::uint64_t>>;

/// Documents for each value of a column, most first.
Counts count_column(const database::Column& column) {
    Counts counts;
    for (const std::string_view value : column.values()) {
        counts.emplace_back(value, column.documents(counts.size()));
    }
    std::stable_sort(counts.begin(), counts.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return counts;
}

}  // namespace

Result<std::uint64_t> inspect_documents(const std::vector<std::string>& paths,
                                        const corpus::ReadOptions& options,
                                        std::ostream& out,
                                        std::ostream& rejected) {
    const Result<std::vector<corpus::SourceFile>> files = corpus::list_sources(paths);
    if (!files) return files.error();
    InspectedBatch batch(options.default_lang, out);
    std::uint64_t refusals = 0;
    const corpus::ReadSink sink{
        [&](corpus::Document&& document) { return batch.add(std::move(document)); },
        [&](corpus::Rejection&& rejection) {
            ++refusals;
            rejected << to_text(rejection) << '\n';
            return true;
        }};
    for (const corpus::SourceFile& file : *files) {
        if (!corpus::read_source(file, options, sink)) break;
    }
    batch.flush();
    return refusals;
}

void analyze_lines(LanguageTag lang, bool stems_only, std::istream& in, std::ostream& out) {
    analyzers::Analyzer analyzer(analyzers::language_or_und(lang));
    std::vector<analyzers::Token> tokens;
    std::string line;
    while (std::getline(in, line)) {
        if (line.ends_with('\r')) line.pop_back();
        analyzer.analyze(line, tokens);
        if (!stems_only) {
            out << token_line(line, tokens) << '\n';
            continue;
        }
        // One stem a line, whatever the line holds, so that output pairs with input.
        for (std::size_t i = 0; i < tokens.size(); ++i) out << (i > 0 ? " " : "") << tokens[i].stem;
        if (tokens.empty()) out << line;
        out << '\n';
    }
    out.flush();
}

Result<std::size_t> check_index(const std::string& index_dir, std::ostream& out) {
    const Result<std::uint64_t> live = database::current_generation(index_dir);
    if (!live) return live.error();
    const Result<database::Manifest> manifest = database::read_manifest(index_dir, *live);
    if (!manifest) return manifest.error();
    std::size_t faults = 0;
    for (const Error& fault : database::verify_files(index_dir, *manifest)) {
        out << "damaged: " << fault.message << '\n';
        ++faults;
    }
    const std::string shard = database::shard_path(index_dir, *live);
    // Only files whose checksums hold are handed to Xapian, which may read out of bounds otherwise.
    if (faults == 0) {
        std::ostringstream details;
        try {
            faults += Xapian::Database::check(shard, 0, &details);
        } catch (const Xapian::Error& fault) {
            details << fault.get_description() << '\n';
            ++faults;
        }
        if (faults > 0) out << "damaged: " << shard << ": " << details.str();
    }
    if (faults == 0) {
        out << "ok: " << index_dir << ", generation " << *live << ", " << manifest->documents
            << " documents, " << manifest->files.size() << " files\n";
    }
    return faults;
}

Result<void> show_statistics(const std::string& index_dir, bool as_json, std::ostream& out) {
    const auto generation = database::open_generation(index_dir);
    if (!generation) return generation.error();
    Result<database::Snapshot> snapshot = database::Snapshot::open(*generation);
    if (!snapshot) return snapshot.error();
    const database::Manifest& manifest = (*generation)->manifest;
    std::uint64_t bytes = 0;
    for (const database::ManifestFile& file : manifest.files) bytes += file.bytes;
    try {
        Xapian::Database& database = snapshot->database();
        std::uint64_t terms = 0;
        for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term)
            ++terms;
        std::map<database::Field, Counts> counts;
        for (const database::FieldRow& row : database::fields()) {
            counts[row.field] = count_column(snapshot->columns().column(row.field));
        }
        if (as_json) {
            rapidjson::StringBuffer buffer;
            Writer writer(buffer);
            writer.StartObject();
            put(writer, "generation", manifest.generation);
            put(writer, "built_at", manifest.built_at);
            put(writer, "documents", manifest.documents);
            put(writer, "terms", terms);
            put(writer, "bytes", bytes);
            for (const database::FieldRow& row : database::fields()) {
                put(writer, row.name);
                writer.StartObject();
                for (const auto& [value, count] : counts[row.field]) put(writer, value, count);
                writer.EndObject();
            }
            writer.EndObject();
            out << buffer.GetString() << '\n';
            return {};
        }
        out << "index       " << index_dir << ", generation " << manifest.generation << ", built "
            << manifest.built_at << "\ndocuments   " << manifest.documents << "\nterms       "
            << terms << "\nsize        " << std::fixed << std::setprecision(1)
            << static_cast<double>(bytes) / 1e6 << " MB\n";
        constexpr std::size_t kShown = 12;
        for (const database::FieldRow& row : database::fields()) {
            const Counts& values = counts[row.field];
            out << '\n' << row.name << " (" << values.size() << ")\n";
            for (std::size_t i = 0; i < std::min(values.size(), kShown); ++i) {
                out << std::setw(9) << values[i].second << "  " << values[i].first << '\n';
            }
            if (values.size() > kShown)
                out << "           and " << values.size() - kShown << " more\n";
        }
    } catch (const Xapian::Error& fault) {
        return fail(ErrorCode::index_damaged, "cannot read the index: " + fault.get_msg(),
                    index_dir);
    }
    return {};
}

}  // namespace evresi::indexer
