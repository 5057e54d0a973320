#include "indexer/report.hpp"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

namespace evresi::indexer {
namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void write(Writer& writer, const char* name, const std::string& value) {
    writer.Key(name);
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void write(Writer& writer, const char* name, std::uint64_t value) {
    writer.Key(name);
    writer.Uint64(value);
}

}  // namespace

void Report::reject(corpus::Rejection rejection) {
    ++rejected;
    if (rejections.size() < kReportedRejections) rejections.push_back(std::move(rejection));
}

std::string to_json(const Report& report) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    writer.StartObject();
    writer.Key("counts");
    writer.StartObject();
    write(writer, "read", report.read);
    write(writer, "indexed", report.indexed);
    write(writer, "unchanged", report.unchanged);
    write(writer, "replaced", report.replaced);
    write(writer, "deleted", report.deleted);
    write(writer, "rejected", report.rejected);
    writer.EndObject();
    write(writer, "documents", report.documents);
    write(writer, "near_duplicates", report.near_duplicates);
    write(writer, "inherited", report.inherited);
    write(writer, "generation", report.generation);
    writer.Key("bytes");
    writer.StartObject();
    write(writer, "source", report.source_bytes);
    write(writer, "text", report.text_bytes);
    write(writer, "index", report.index_bytes);
    writer.EndObject();
    write(writer, "tokens", report.tokens);
    writer.Key("seconds");
    writer.StartObject();
    writer.SetMaxDecimalPlaces(3);
    for (const auto& [stage, seconds] : report.seconds) {
        writer.Key(stage.c_str());
        writer.Double(seconds);
    }
    writer.EndObject();
    writer.Key("rejected");
    writer.StartArray();
    for (const corpus::Rejection& rejection : report.rejections) {
        writer.StartObject();
        write(writer, "source", rejection.source);
        write(writer, "line", rejection.line);
        write(writer, "id", rejection.id);
        write(writer, "code", rejection.code);
        write(writer, "message", rejection.message);
        writer.EndObject();
    }
    writer.EndArray();
    writer.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

std::string to_text(const corpus::Rejection& rejection) {
    std::string text = rejection.source;
    if (rejection.line > 0) text += ":" + std::to_string(rejection.line);
    if (!rejection.id.empty()) text += ": " + rejection.id;
    return text + ": " + rejection.message + " [" + rejection.code + "]";
}

}  // namespace evresi::indexer
