#include "bench/quality/retrieval_set.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <unordered_map>

namespace evresi::bench {
namespace {

namespace fs = std::filesystem;

using Row = std::vector<std::string>;

std::optional<Error>
for_each_row(const std::string& path, std::size_t columns, const std::function<bool(Row&)>& take) {
    std::ifstream file(path);
    if (!file) return fail(ErrorCode::io_error, "cannot read " + path, path);
    std::string line;
    for (std::size_t number = 1; std::getline(file, line); ++number) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty() || line.front() == '#') continue;
        Row row;
        std::size_t begin = 0;
        while (row.size() + 1 < columns) {
            const std::size_t tab = line.find('\t', begin);
            if (tab == std::string::npos) break;
            row.push_back(line.substr(begin, tab - begin));
            begin = tab + 1;
        }
        row.push_back(line.substr(begin));
        if (row.size() != columns || !take(row)) {
            return fail(ErrorCode::malformed_input,
                        path + ":" + std::to_string(number) + ": a row has " +
                            std::to_string(columns) + " columns parted by tabs; this is none",
                        path);
        }
    }
    return std::nullopt;
}

std::string topic_of(const std::string& id, const std::set<std::string>& langs) {
    const std::size_t dot = id.rfind('.');
    return dot != std::string::npos && langs.contains(id.substr(dot + 1)) ? id.substr(0, dot) : id;
}

std::optional<Error> read_queries(const std::string& path, RetrievalSet& set) {
    std::set<std::string> langs;
    auto fault = for_each_row(path, 3, [&](Row& row) {
        if (row[0] == "qid") return true;
        const auto lang = LanguageTag::parse(row[1]);
        if (!lang) return false;
        langs.insert(row[1]);
        set.queries.push_back({std::move(row[0]), {}, *lang, std::move(row[2]), {}});
        return true;
    });
    for (JudgedQuery& query : set.queries) query.topic = topic_of(query.id, langs);
    return fault;
}

std::optional<Error> read_judgements(const std::string& path,
                                     const std::unordered_map<std::string, std::size_t>& place_of,
                                     RetrievalSet& set) {
    return for_each_row(path, 3, [&](const Row& row) {
        if (row[0] == "qid") return true;
        double relevance = 0;
        const char* const end = row[2].data() + row[2].size();
        if (std::from_chars(row[2].data(), end, relevance).ptr != end) return false;
        const auto place = place_of.find(row[0]);
        if (place == place_of.end()) return false;
        if (relevance <= 0) return true;
        double& kept = set.queries[place->second].relevance[row[1]];
        kept = std::max(kept, relevance);
        return true;
    });
}

std::optional<Error> find_sources(const fs::path& folder, RetrievalSet& set) {
    std::error_code ignored;
    if (const fs::path documents = folder / "docs.jsonl"; fs::exists(documents, ignored)) {
        set.sources.push_back(documents.string());
        return std::nullopt;
    }
    const fs::path list = folder / "sources.txt";
    if (!fs::exists(list, ignored)) {
        return fail(ErrorCode::io_error,
                    folder.string() + " has neither docs.jsonl nor sources.txt; is the path right?",
                    folder.string());
    }
    return for_each_row(list.string(), 1, [&](const Row& row) {
        set.sources.push_back((folder / row[0]).lexically_normal().string());
        return true;
    });
}

/// Sets with judgements of one language only have one file, others two, some the sum of both too.
Result<std::vector<std::string>> judgement_files(const fs::path& folder) {
    std::vector<std::string> paths;
    std::error_code fault;
    for (const auto& entry : fs::directory_iterator(folder, fault)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("qrels") && name.ends_with(".tsv")) {
            paths.push_back(entry.path().string());
        }
    }
    if (paths.empty()) {
        return fail(ErrorCode::io_error, "no qrels*.tsv in " + folder.string(), folder.string());
    }
    return paths;
}

/// FNV-1a: the same everywhere, unlike std::hash.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    }
    // The last letters hardly reach the upper bits, by which hashes are compared.
    return hash ^ (hash >> 29) * 0x9e3779b97f4a7c15u;
}

}  // namespace

Result<RetrievalSet> read_set(const std::string& folder) {
    RetrievalSet set;
    const fs::path path = fs::path(folder).lexically_normal();
    set.name = (path.has_filename() ? path : path.parent_path()).filename().string();
    if (const auto fault = find_sources(path, set)) return *fault;
    if (const auto fault = read_queries((path / "queries.tsv").string(), set)) return *fault;
    const auto files = judgement_files(path);
    if (!files) return files.error();
    std::unordered_map<std::string, std::size_t> place_of;
    for (std::size_t i = 0; i < set.queries.size(); ++i) place_of[set.queries[i].id] = i;
    for (const std::string& file : *files) {
        if (const auto fault = read_judgements(file, place_of, set)) return *fault;
    }
    std::erase_if(set.queries, [](const JudgedQuery& query) { return query.relevance.empty(); });
    return set;
}

void keep_sample(RetrievalSet& set, std::size_t count) {
    std::map<std::pair<std::uint64_t, std::string>, std::size_t> sizes;
    for (const JudgedQuery& query : set.queries) ++sizes[{hash_of(query.topic), query.topic}];
    std::set<std::string> kept;
    std::size_t sum = 0;
    for (const auto& [topic, size] : sizes) {
        if (sum >= count) break;
        kept.insert(topic.second);
        sum += size;
    }
    std::erase_if(set.queries,
                  [&](const JudgedQuery& query) { return !kept.contains(query.topic); });
}

Result<std::vector<TypedQuery>> read_typed_queries(const std::string& path) {
    std::vector<TypedQuery> rows;
    const auto fault = for_each_row(path, 3, [&](Row& row) {
        if (row[0] == "lang") return true;
        const auto lang = LanguageTag::parse(row[0]);
        if (!lang) return false;
        rows.push_back({*lang, std::move(row[1]), std::move(row[2])});
        return true;
    });
    if (fault) return *fault;
    return rows;
}

}  // namespace evresi::bench
