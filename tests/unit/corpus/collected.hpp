// What a reader handed to its sink, and readers run over texts in memory.
#pragma once

#include "corpus/reader.hpp"
#include "corpus/source_walk.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace evresi::tests {

class MemorySource final : public corpus::ByteSource {
public:
    explicit MemorySource(std::string bytes, std::size_t piece = 7)
        : bytes_(std::move(bytes)), piece_(piece) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        const std::size_t taken = std::min({buffer.size(), piece_, bytes_.size() - at_});
        std::copy_n(bytes_.data() + at_, taken, buffer.data());
        at_ += taken;
        return taken;
    }

private:
    std::string bytes_;
    std::size_t piece_;
    std::size_t at_ = 0;
};

struct Collected {
    std::vector<corpus::Document> documents;
    std::vector<corpus::Rejection> rejections;
    std::string error;

    corpus::ReadSink sink() {
        return {[this](corpus::Document&& document) {
                    documents.push_back(std::move(document));
                    return true;
                },
                [this](corpus::Rejection&& refusal) {
                    rejections.push_back(std::move(refusal));
                    return true;
                }};
    }
};

/// Reads `bytes` as the file `name` in `folder` by the reader for that name.
inline Collected read_bytes(std::string name,
                            std::string bytes,
                            const corpus::ReadOptions& options = {},
                            std::size_t piece = 4096,
                            std::string folder = {}) {
    Collected collected;
    MemorySource source(std::move(bytes), piece);
    const corpus::Reader* const reader = corpus::find_reader(name, {});
    if (reader == nullptr) {
        collected.error = "no reader";
        return collected;
    }
    corpus::ReadInput input{name, name, &source, &options};
    input.folder = std::move(folder);
    const Result<void> done = reader->read(input, collected.sink());
    if (!done) collected.error = done.error().message;
    return collected;
}

inline Collected read_paths(const std::vector<std::string>& paths) {
    Collected collected;
    const Result<std::vector<corpus::SourceFile>> files = corpus::list_sources(paths);
    if (!files) {
        collected.error = files.error().message;
        return collected;
    }
    for (const corpus::SourceFile& file : *files) {
        corpus::read_source(file, {}, collected.sink());
    }
    return collected;
}

}  // namespace evresi::tests
