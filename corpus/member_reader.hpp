// Hands the members of one archive, of whatever kind, to their readers, as a folder's files are:
// hidden names passed over, each refusal named by archive and member, limits kept over all archives
// that lie in one file. Confined to one thread; borrows the input and the sink.
#pragma once

#include "corpus/archive.hpp"
#include "corpus/content.hpp"
#include "corpus/reader.hpp"
#include "corpus/skipped_files.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace evresi::corpus {

class MemberReader {
public:
    /// `unpacked_limit`: what the members may unpack to if the archive is not itself a member.
    MemberReader(const ReadInput& input, const ReadSink& sink, std::uint64_t unpacked_limit);

    /// Whether the archive lies too deep in others; then it has been refused.
    [[nodiscard]] bool is_too_deep();
    /// Lets the members of the outermost archive unpack to so much more.
    void allow(std::uint64_t bytes) noexcept;

    /// Whether a member of this name is to be read: not hidden, not known to hold no text.
    [[nodiscard]] bool wants(std::string_view name);
    /// Reads one member. Returns false when no more is to be read: the sink has enough, or a limit
    /// for the whole archive is passed (and has been named).
    [[nodiscard]] bool read(const std::string& name, std::unique_ptr<ByteSource> bytes);
    /// Refuses one member, or with no name the archive. Returns false when the sink has enough.
    bool refuse(const std::string& name, Refusal refusal);
    /// Names what was passed over. To be called once, at the end.
    void finish();

private:
    Result<void> read_unpacked(const std::string& name, std::unique_ptr<ByteSource> bytes);

    const ReadInput& input_;
    const ReadSink& sink_;
    ReadSink watched_;
    ArchiveNesting own_;       // of the outermost archive
    ArchiveNesting& nesting_;  // own_, or that of the archive around this one
    int depth_;
    SkippedFiles skipped_;
    bool is_stopped_ = false;
};

}  // namespace evresi::corpus
