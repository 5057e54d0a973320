#include "bench/quality/retrieval_baseline.hpp"

#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <charconv>
#include <cmath>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>

namespace evresi::bench {
namespace {

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void key(Writer& writer, std::string_view name) {
    writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

double rounded(double value) {
    return std::round(value * 1e4) / 1e4;
}

void write_figures(Writer& writer, const char* name, const std::vector<Figure>& figures) {
    key(writer, name);
    writer.StartObject();
    for (const Figure& figure : figures) {
        key(writer, figure.name);
        writer.StartArray();
        for (const double value : {figure.value, figure.low, figure.high}) {
            writer.Double(rounded(value));
        }
        writer.EndArray();
    }
    writer.EndObject();
}

void write_values(Writer& writer, const std::vector<QueryValue>& values) {
    std::map<std::string_view, std::map<std::string_view, double>> columns;
    for (const QueryValue& value : values) columns[value.column][value.query] = value.value;
    key(writer, "values");
    writer.StartObject();
    for (const auto& [column, queries] : columns) {
        key(writer, column);
        writer.StartObject();
        for (const auto& [query, value] : queries) {
            key(writer, query);
            writer.Double(value);
        }
        writer.EndObject();
    }
    writer.EndObject();
}

void write_set(Writer& writer, const SetResult& result, bool with_values) {
    key(writer, result.name);
    writer.StartObject();
    key(writer, "documents");
    writer.Uint64(result.documents);
    key(writer, "queries");
    writer.Uint64(result.queries);
    key(writer, "lowest_pair");
    writer.String(result.figures.lowest_pair.c_str());
    write_figures(writer, "means", result.figures.means);
    write_figures(writer, "pairs", result.figures.columns);
    key(writer, "measures");
    writer.StartObject();
    for (const auto& [name, value] : result.measures) {
        key(writer, name);
        writer.Double(rounded(value));
    }
    writer.EndObject();
    if (with_values) write_values(writer, result.values);
    writer.EndObject();
}

/// Reading stops at the first thing that to_json() does not write.
class Reader {
public:
    std::optional<Baselines> read(const rapidjson::Value& root) {
        Baselines baselines;
        for (const auto& set : object(member(root, "sets"))) {
            Baseline& baseline = baselines[set.name.GetString()];
            baseline.queries = static_cast<std::size_t>(number(member(set.value, "queries")));
            if (const auto& pair = member(set.value, "lowest_pair"); pair.IsString()) {
                baseline.figures.lowest_pair = pair.GetString();
            }
            baseline.figures.means = figures(member(set.value, "means"));
            baseline.figures.columns = figures(member(set.value, "pairs"));
            for (const auto& measure : object(member(set.value, "measures"))) {
                baseline.measures[measure.name.GetString()] = number(measure.value);
            }
            if (!set.value.IsObject() || !set.value.HasMember("values")) continue;
            for (const auto& column : object(member(set.value, "values"))) {
                auto& queries = baseline.values[column.name.GetString()];
                for (const auto& query : object(column.value)) {
                    queries[query.name.GetString()] = number(query.value);
                }
            }
        }
        return is_good_ ? std::optional(std::move(baselines)) : std::nullopt;
    }

private:
    const rapidjson::Value& member(const rapidjson::Value& value, const char* name) {
        if (value.IsObject()) {
            const auto found = value.FindMember(name);
            if (found != value.MemberEnd()) return found->value;
        }
        is_good_ = false;
        return null_;
    }

    rapidjson::Value::ConstObject object(const rapidjson::Value& value) {
        if (!value.IsObject()) is_good_ = false;
        return (value.IsObject() ? value : empty_).GetObject();
    }

    double number(const rapidjson::Value& value) {
        double result = 0;
        if (value.IsString()) {
            const char* const end = value.GetString() + value.GetStringLength();
            if (std::from_chars(value.GetString(), end, result).ptr == end) return result;
        }
        is_good_ = false;
        return 0;
    }

    std::vector<Figure> figures(const rapidjson::Value& value) {
        std::vector<Figure> list;
        for (const auto& entry : object(value)) {
            if (!entry.value.IsArray() || entry.value.Size() != 3) {
                is_good_ = false;
                continue;
            }
            list.push_back({entry.name.GetString(), number(entry.value[0]), number(entry.value[1]),
                            number(entry.value[2])});
        }
        return list;
    }

    bool is_good_ = true;
    rapidjson::Value null_;
    const rapidjson::Value empty_{rapidjson::kObjectType};
};

}  // namespace

std::string to_json(const std::vector<SetResult>& results, bool with_values) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    writer.SetIndent(' ', 1);
    writer.SetFormatOptions(rapidjson::kFormatSingleLineArray);
    writer.StartObject();
    key(writer, "sets");
    writer.StartObject();
    for (const SetResult& result : results) write_set(writer, result, with_values);
    writer.EndObject();
    writer.EndObject();
    return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

Result<Baselines> read_baselines(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(ErrorCode::io_error, "cannot read " + path, path);
    std::ostringstream content;
    content << file.rdbuf();
    const std::string text = content.str();
    rapidjson::Document document;
    // Numbers stay strings: RapidJSON's own reading of them is not safe for every input.
    document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                   rapidjson::kParseNumbersAsStringsFlag>(text.data(), text.size());
    std::optional<Baselines> baselines;
    if (!document.HasParseError()) baselines = Reader().read(document);
    if (!baselines) {
        return fail(ErrorCode::malformed_input, path + " is not what --save or --json writes",
                    path);
    }
    return std::move(*baselines);
}

void compare(SetResult& result, const Baselines& baselines) {
    const auto found = baselines.find(result.name);
    if (found == baselines.end()) return;
    const Baseline& baseline = found->second;
    std::map<std::string_view, std::string_view> topic_of;
    for (const QueryValue& value : result.values) topic_of[value.query] = value.topic;
    std::vector<QueryValue> before;
    for (const auto& [column, queries] : baseline.values) {
        for (const auto& [query, value] : queries) {
            const auto topic = topic_of.find(query);
            if (topic == topic_of.end()) continue;
            before.push_back({query, std::string(topic->second), column, value});
        }
    }
    result.changes = differences(result.values, before);
    if (baseline.queries == result.queries) {
        result.before = baseline.figures;
        result.measures_before = baseline.measures;
    }
}

}  // namespace evresi::bench
