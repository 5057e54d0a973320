#include "indexer/database/manifest.hpp"

#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <stdexcept>

namespace evresi::database {
namespace {

// Iterative and numbers as strings: Debian's RapidJSON 1.1 overflows the stack on deep input and
// reads out of bounds on long numbers (its issues 1251 and pull request 1261).
constexpr unsigned kParseFlags = rapidjson::kParseIterativeFlag |
                                 rapidjson::kParseValidateEncodingFlag |
                                 rapidjson::kParseNumbersAsStringsFlag;

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void write_text(Writer& writer, const char* name, const std::string& value) {
    writer.Key(name);
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void write_number(Writer& writer, const char* name, std::uint64_t value) {
    writer.Key(name);
    writer.Uint64(value);
}

std::string read_text(const rapidjson::Value& object, const char* name) {
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsString()) {
        throw std::runtime_error(std::string("no \"") + name + "\"");
    }
    return {member->value.GetString(), member->value.GetStringLength()};
}

std::uint64_t read_number(const rapidjson::Value& object, const char* name) {
    const std::string digits = read_text(object, name);
    if (digits.empty() || digits.size() > 18 ||
        digits.find_first_not_of("0123456789") != std::string::npos) {
        throw std::runtime_error(std::string("\"") + name + "\" is no whole number");
    }
    return std::stoull(digits);
}

Manifest read_manifest_object(const rapidjson::Value& object) {
    Manifest manifest;
    manifest.format = static_cast<int>(read_number(object, "format"));
    manifest.analysis = read_text(object, "analysis");
    manifest.generation = read_number(object, "generation");
    manifest.built_at = read_text(object, "built_at");
    manifest.documents = read_number(object, "documents");
    manifest.shards = static_cast<int>(read_number(object, "shards"));
    const auto files = object.FindMember("files");
    if (files == object.MemberEnd() || !files->value.IsArray()) {
        throw std::runtime_error("no \"files\"");
    }
    for (const rapidjson::Value& entry : files->value.GetArray()) {
        if (!entry.IsObject()) throw std::runtime_error("an entry of \"files\" is no object");
        manifest.files.push_back(
            {read_text(entry, "path"), read_number(entry, "bytes"), read_text(entry, "checksum")});
    }
    return manifest;
}

}  // namespace

std::string to_json(const Manifest& manifest) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    writer.StartObject();
    write_number(writer, "format", static_cast<std::uint64_t>(manifest.format));
    write_text(writer, "analysis", manifest.analysis);
    write_number(writer, "generation", manifest.generation);
    write_text(writer, "built_at", manifest.built_at);
    write_number(writer, "documents", manifest.documents);
    write_number(writer, "shards", static_cast<std::uint64_t>(manifest.shards));
    writer.Key("files");
    writer.StartArray();
    for (const ManifestFile& file : manifest.files) {
        writer.StartObject();
        write_text(writer, "path", file.path);
        write_number(writer, "bytes", file.bytes);
        write_text(writer, "checksum", file.checksum);
        writer.EndObject();
    }
    writer.EndArray();
    writer.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

Result<Manifest> parse_manifest(const std::string& json, const std::string& path) {
    try {
        rapidjson::Document document;
        rapidjson::Reader reader;
        rapidjson::MemoryStream stream(json.data(), json.size());
        bool is_whole = false;
        auto events = [&](rapidjson::Document& handler) {
            is_whole = !reader.Parse<kParseFlags>(stream, handler).IsError();
            return is_whole;
        };
        document.Populate(events);
        if (!is_whole || !document.IsObject()) throw std::runtime_error("not a JSON object");
        return read_manifest_object(document);
    } catch (const std::exception& fault) {
        return fail(ErrorCode::index_damaged, path + " is damaged: " + fault.what(), path);
    }
}

}  // namespace evresi::database
