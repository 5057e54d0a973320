#include "bench/quality/retrieval_index.hpp"

#include "indexer/job.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace evresi::bench {
namespace {

namespace fs = std::filesystem;

/// What tells one state of a set's documents from another: paths, sizes and times of change.
std::string stamp_of(const RetrievalSet& set) {
    std::ostringstream stamp;
    std::error_code ignored;
    const auto add = [&](const fs::path& path) {
        stamp << path.string() << '\t' << fs::file_size(path, ignored) << '\t'
              << fs::last_write_time(path, ignored).time_since_epoch().count() << '\n';
    };
    for (const std::string& source : set.sources) {
        if (!fs::is_directory(source, ignored)) {
            add(source);
            continue;
        }
        std::vector<fs::path> files;
        for (const auto& entry : fs::recursive_directory_iterator(source, ignored)) {
            if (entry.is_regular_file()) files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        for (const fs::path& file : files) add(file);
    }
    return stamp.str();
}

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

Result<void> build(const RetrievalSet& set, const std::string& index_dir, int jobs) {
    indexer::JobOptions options;
    options.index_dir = index_dir;
    options.jobs = jobs;
    const auto report = indexer::build_index(options, set.sources);
    if (!report) return report.error();
    if (report->rejected > 0) {
        return fail(ErrorCode::malformed_input,
                    set.name + ": " + indexer::to_text(report->rejections.front()));
    }
    return {};
}

}  // namespace

Result<RetrievalIndex> RetrievalIndex::open(const RetrievalSet& set, const IndexPlan& plan) {
    const std::string index_dir = plan.folder + "/" + set.name;
    const std::string stamp_path = index_dir + ".documents";
    const std::string stamp = stamp_of(set);
    RetrievalIndex index;
    index.lexicon_ = plan.lexicon;
    if (!plan.rebuilds && content_of(stamp_path) == stamp) {
        if (auto generation = database::open_generation(index_dir)) {
            index.generation_ = std::move(*generation);
            index.is_reused_ = true;
            return index;
        }
    }
    std::error_code fault;
    fs::remove_all(index_dir, fault);
    fs::create_directories(plan.folder, fault);
    if (const auto built = build(set, index_dir, plan.jobs); !built) return built.error();
    if (!(std::ofstream(stamp_path, std::ios::binary) << stamp)) {
        return fail(ErrorCode::io_error, "cannot write " + stamp_path, stamp_path);
    }
    auto generation = database::open_generation(index_dir);
    if (!generation) return generation.error();
    index.generation_ = std::move(*generation);
    return index;
}

Result<search::Searcher> RetrievalIndex::searcher(const search::QueryLimits& limits) const {
    Result<database::Snapshot> snapshot = database::Snapshot::open(generation_);
    if (!snapshot) return snapshot.error();
    // Whatever else searchers share belongs here: every query of the program goes through this.
    return search::Searcher(std::move(*snapshot), limits, lexicon_);
}

Result<std::unordered_map<std::string, LanguageTag>>
RetrievalIndex::languages_of(const RetrievalSet& set) const {
    Result<database::Snapshot> snapshot = database::Snapshot::open(generation_);
    if (!snapshot) return snapshot.error();
    std::unordered_map<std::string, LanguageTag> langs;
    for (const JudgedQuery& query : set.queries) {
        for (const auto& [id, relevance] : query.relevance) {
            const auto [entry, is_new] = langs.try_emplace(id);
            if (!is_new) continue;
            const auto docid = snapshot->find(id);
            if (!docid) {
                return fail(ErrorCode::malformed_input,
                            set.name + ": the judgements of " + query.id + " name " + id +
                                ", which is no document of the set",
                            id);
            }
            const Result<corpus::Document> document = snapshot->head(*docid);
            if (!document) return document.error();
            entry->second = document->lang;
        }
    }
    return langs;
}

std::uint64_t RetrievalIndex::documents() const noexcept {
    return generation_->manifest.documents;
}

}  // namespace evresi::bench
