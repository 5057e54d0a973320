#include "searchd/lexicon/learner/readers.hpp"

#include "base/utf8.hpp"
#include "searchd/lexicon/learner/packed_lines.hpp"
#include "searchd/lexicon/learner/sentence_pairing.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>
#include <optional>

namespace evresi::lexicon {
namespace {

using Columns = std::vector<std::string_view>;

/// A label is a term or a name, no sentence.
constexpr std::size_t kLongestLabel = 120;

Error malformed(const std::string& path, std::size_t line, const std::string& why) {
    return fail(ErrorCode::malformed_input, path + ":" + std::to_string(line) + ": " + why, path);
}

/// Calls `row` for each row that is not empty and no comment; stops at the first reason why one is
/// wrong.
Result<void> for_each_row(const std::string& path,
                          const std::function<std::string(const Columns& columns)>& row) {
    const auto content = read_unpacked(path);
    if (!content) return content.error();
    Columns columns;
    std::optional<Error> wrong;
    for_each_line(*content, [&](std::size_t number, std::string_view line) {
        if (wrong || line.empty()) return;
        split_columns(line, columns);
        std::string why = is_utf8(line) ? row(columns) : "not UTF-8";
        if (!why.empty()) wrong = malformed(path, number, why);
    });
    if (wrong) return *wrong;
    return {};
}

std::optional<double> number_in(std::string_view text) {
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0.0) {
        return std::nullopt;
    }
    return value;
}

/// The number of a new source, or nothing when it is left out.
std::optional<std::uint32_t>
add_source(const std::string& name, const Recipe& recipe, Material& material) {
    const SourceWeight weight = recipe.weight_of(name);
    if (weight.is_left_out) return std::nullopt;
    material.sources.push_back({name, weight});
    return static_cast<std::uint32_t>(material.sources.size() - 1);
}

/// Without what stands in brackets, and without the number of a sense at the end ("bank (river)",
/// "eastern 2"); nothing for what is no label.
std::string clean_label(std::string_view text) {
    std::string label;
    int depth = 0;
    for (const char c : text) {
        if (c == '(' || c == '[') ++depth;
        if (depth == 0) label.push_back(c);
        if ((c == ')' || c == ']') && depth > 0) --depth;
    }
    while (!label.empty() && (label.back() == ' ' || label.back() == '.')) label.pop_back();
    const std::size_t space = label.rfind(' ');
    if (space != std::string::npos && space + 2 == label.size() && label.back() >= '1' &&
        label.back() <= '9') {
        label.resize(space);
    }
    return label.size() <= kLongestLabel * 2 ? label : std::string();
}

void add_label(const std::string& id,
               LanguageTag lang,
               std::uint32_t source,
               bool is_preferred,
               std::string_view text,
               Material& material) {
    std::string label = clean_label(text);
    if (label.empty()) return;
    material.concepts[id].push_back({lang, source, is_preferred, std::move(label)});
}

Result<void> read_concepts(const std::string& path, std::uint32_t source, Material& material) {
    return for_each_row(path, [&](const Columns& columns) -> std::string {
        const auto tag =
            columns.size() >= 3 ? LanguageTag::parse(columns[1]) : std::optional<LanguageTag>();
        if (!tag) return "not concept TAB language TAB label";
        const bool is_preferred = columns.size() < 4 || columns[3] != "0";
        add_label(std::string(columns[0]), *tag, source, is_preferred, columns[2], material);
        return {};
    });
}

Result<void>
read_strings(const std::string& path, LanguageTag lang, std::uint32_t source, Material& material) {
    return for_each_row(path, [&](const Columns& columns) -> std::string {
        if (columns.size() != 2) return "not english TAB other";
        material.strings[lang].push_back(
            {source, std::string(columns[0]), std::string(columns[1])});
        return {};
    });
}

/// The language of "NAME.en-XX", or nothing.
std::optional<LanguageTag> language_of_strings(const std::string& name) {
    const std::size_t at = name.rfind(".en-");
    return at == std::string::npos ? std::nullopt : LanguageTag::parse(name.substr(at + 4));
}

/// Takes id, title and text out of one object of strings; whatever else there is passes by.
class DocumentHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, DocumentHandler> {
public:
    std::string id;
    std::string title;
    std::string text;

    bool Default() { return true; }
    bool StartObject() { return ++depth_ <= kDeepest; }
    bool EndObject(rapidjson::SizeType /*members*/) { return --depth_, true; }
    bool StartArray() { return ++depth_ <= kDeepest; }
    bool EndArray(rapidjson::SizeType /*elements*/) { return --depth_, true; }
    bool Key(const char* name, rapidjson::SizeType length, bool /*copy*/) {
        if (depth_ == 1) key_.assign(name, length);
        return true;
    }
    bool String(const char* value, rapidjson::SizeType length, bool /*copy*/) {
        if (depth_ != 1) return true;
        if (key_ == "id") id.assign(value, length);
        if (key_ == "title") title.assign(value, length);
        if (key_ == "text") text.assign(value, length);
        return true;
    }

private:
    static constexpr int kDeepest = 32;
    std::string key_;
    int depth_ = 0;
};

}  // namespace

Result<Recipe> read_recipe(const std::string& path) {
    Recipe recipe;
    const auto read = for_each_row(path, [&](const Columns& columns) -> std::string {
        if (columns[0].starts_with('#')) return {};
        SourceWeight weight;
        if (columns.size() == 2 && columns[1] == "skip") {
            weight.is_left_out = true;
        } else {
            const auto votes = columns.size() == 3 ? number_in(columns[1]) : std::nullopt;
            const auto training = columns.size() == 3 ? number_in(columns[2]) : std::nullopt;
            if (!votes || !training) return "not beginning TAB votes TAB training";
            weight.votes = *votes;
            weight.training = *training;
        }
        recipe.set(std::string(columns[0]), weight);
        return {};
    });
    if (!read) return read.error();
    return recipe;
}

Result<void> read_folder(const std::string& folder, const Recipe& recipe, Material& material) {
    std::vector<std::string> paths;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const std::string path = entry.path().string();
        if (path.ends_with(".tsv.gz") || path.ends_with(".tsv")) paths.push_back(path);
    }
    if (error) return fail(ErrorCode::io_error, folder + ": " + error.message(), folder);
    if (paths.empty()) {
        return fail(ErrorCode::not_found, folder + ": no .tsv or .tsv.gz in this folder", folder);
    }
    std::ranges::sort(paths);
    for (const std::string& path : paths) {
        std::string name = std::filesystem::path(path).filename().string();
        name.resize(name.rfind(".tsv"));
        const auto source = add_source(name, recipe, material);
        if (!source) continue;
        const auto lang = language_of_strings(name);
        const auto read = lang ? read_strings(path, *lang, *source, material)
                               : read_concepts(path, *source, material);
        if (!read) return read.error();
    }
    return {};
}

Result<void> read_aligned(const std::string& path, const Recipe& recipe, Material& material) {
    const auto absolute = std::filesystem::absolute(path);
    const auto source = add_source(absolute.parent_path().filename().string(), recipe, material);
    if (!source) return {};
    const auto content = read_unpacked(path);
    if (!content) return content.error();
    std::map<std::string, std::map<LanguageTag, std::string>> documents;
    std::optional<Error> wrong;
    for_each_line(*content, [&](std::size_t number, std::string_view line) {
        if (wrong || line.empty()) return;
        constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                                    rapidjson::kParseValidateEncodingFlag |
                                    rapidjson::kParseNumbersAsStringsFlag;
        DocumentHandler document;
        const std::string json(line);
        rapidjson::StringStream stream(json.c_str());
        rapidjson::Reader reader;
        if (!reader.Parse<kFlags>(stream, document)) {
            wrong =
                malformed(path, number, rapidjson::GetParseError_En(reader.GetParseErrorCode()));
            return;
        }
        const std::size_t dash = document.id.rfind('-');
        const auto lang = dash == std::string::npos
                              ? std::nullopt
                              : LanguageTag::parse(document.id.substr(dash + 1));
        if (!lang) return;
        documents[document.id.substr(0, dash)][*lang] = document.title + '\n' + document.text;
    });
    if (wrong) return *wrong;
    for (const auto& [id, by_language] : documents) {
        const auto english = by_language.find(kEnglish);
        if (english == by_language.end()) continue;
        for (const auto& [lang, text] : by_language) {
            if (lang == kEnglish) continue;
            for (TextPair& pair : pair_texts(english->second, text)) {
                material.strings[lang].push_back(
                    {*source, std::move(pair.first), std::move(pair.second)});
            }
        }
    }
    return {};
}

Result<void> read_programmes(const std::string& path, const Recipe& recipe, Material& material) {
    const auto source = add_source("programmes", recipe, material);
    if (!source) return {};
    return for_each_row(path, [&](const Columns& columns) -> std::string {
        if (columns.size() < 6) return "fewer than six columns";
        const std::string_view kind = columns[5];
        if (columns[0] == "id" || columns[0].starts_with('#') || kind == "abbr") return {};
        for (std::size_t from = 0; from <= columns[3].size();) {
            const std::size_t comma = std::min(columns[3].find(',', from), columns[3].size());
            const auto tag = LanguageTag::parse(columns[3].substr(from, comma - from));
            from = comma + 1;
            if (!tag) return "no language in the fourth column";
            add_label("programme:" + std::string(columns[0]), *tag, *source, kind == "name",
                      columns[4], material);
        }
        return {};
    });
}

Result<void> read_place_names(const std::string& path, const Recipe& recipe, Material& material) {
    const auto source = add_source("place-names", recipe, material);
    if (!source) return {};
    std::vector<LanguageTag> header;
    std::size_t number = 0;
    return for_each_row(path, [&](const Columns& columns) -> std::string {
        if (columns[0].starts_with('#')) return {};
        if (header.empty()) {
            for (std::size_t i = 1; i < columns.size(); ++i) {
                const auto tag = LanguageTag::parse(columns[i]);
                if (!tag) return "the first row must be 'code' and language codes";
                header.push_back(*tag);
            }
            return {};
        }
        const std::string id = "place:" + std::to_string(++number);
        for (std::size_t i = 1; i < columns.size() && i <= header.size(); ++i) {
            for (std::size_t from = 0; from <= columns[i].size();) {
                const std::size_t bar = std::min(columns[i].find('|', from), columns[i].size());
                add_label(id, header[i - 1], *source, from == 0,
                          columns[i].substr(from, bar - from), material);
                from = bar + 1;
            }
        }
        return {};
    });
}

}  // namespace evresi::lexicon
