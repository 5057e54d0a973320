#include "corpus/member_reader.hpp"

#include "corpus/archive_names.hpp"
#include "corpus/byte_source.hpp"

#include <algorithm>

namespace evresi::corpus {
namespace {

constexpr ArchiveLimits kLimits;

/// Takes every byte that comes out from what the outermost archive may unpack to.
class CountedSource final : public ByteSource {
public:
    CountedSource(std::unique_ptr<ByteSource> source, ArchiveNesting& nesting)
        : source_(std::move(source)), nesting_(nesting) {}

    Result<std::size_t> read(std::span<char> buffer) override {
        Result<std::size_t> got = source_->read(buffer);
        if (!got) return got;
        if (*got > nesting_.bytes_left) {
            nesting_.bytes_left = 0;
            return fail(ErrorCode::too_large, "the archive unpacks to more than it may");
        }
        nesting_.bytes_left -= *got;
        return got;
    }
    const RandomBytes* random_access() override { return source_->random_access(); }

private:
    std::unique_ptr<ByteSource> source_;
    ArchiveNesting& nesting_;
};

/// One archive deeper for as long as it lives.
class Descent {
public:
    explicit Descent(ArchiveNesting& nesting) : nesting_(nesting) { ++nesting_.depth; }
    Descent(const Descent&) = delete;
    Descent& operator=(const Descent&) = delete;
    ~Descent() { --nesting_.depth; }

private:
    ArchiveNesting& nesting_;
};

}  // namespace

MemberReader::MemberReader(const ReadInput& input,
                           const ReadSink& sink,
                           std::uint64_t unpacked_limit)
    : input_(input),
      sink_(sink), watched_{[this](Document&& document) {
                                const bool wanted = sink_.document(std::move(document));
                                is_stopped_ = is_stopped_ || !wanted;
                                return wanted;
                            },
                            [this](Rejection&& rejection) {
                                const bool wanted = sink_.rejected(std::move(rejection));
                                is_stopped_ = is_stopped_ || !wanted;
                                return wanted;
                            }},
      own_{1, kLimits.members, std::min(unpacked_limit, kLimits.total_bytes)},
      nesting_(input.nesting == nullptr ? own_ : *input.nesting), depth_(nesting_.depth) {}

bool MemberReader::is_too_deep() {
    if (depth_ <= kLimits.depth) return false;
    refuse({}, {"nested-too-deep", "the archive lies in " + std::to_string(depth_ - 1) +
                                       " others; unpack the outer one first"});
    return true;
}

void MemberReader::allow(std::uint64_t bytes) noexcept {
    if (input_.nesting != nullptr) return;
    nesting_.bytes_left =
        std::min(nesting_.bytes_left + std::min(bytes, kLimits.total_bytes), kLimits.total_bytes);
}

bool MemberReader::wants(std::string_view name) {
    return !name.empty() && !is_hidden_member(name) && !skipped_.take(name);
}

bool MemberReader::refuse(const std::string& name, Refusal refusal) {
    const std::string below = name.empty() ? name : "/" + name;
    return watched_.rejected({input_.source + below, 0, input_.id + below, std::move(refusal.code),
                              std::move(refusal.message)});
}

Result<void> MemberReader::read_unpacked(const std::string& name,
                                         std::unique_ptr<ByteSource> bytes) {
    const Result<Recognised> recognised = recognise(name, bytes, input_.options->limits);
    if (!recognised) return recognised.error();
    if (recognised->reader == nullptr) {
        refuse(name, recognised->refusal);
        return {};
    }
    const Descent descent(nesting_);
    ReadInput member{input_.source + "/" + name, input_.id + "/" + name, bytes.get(),
                     input_.options};
    member.nesting = &nesting_;
    return recognised->reader->read(member, watched_);
}

bool MemberReader::read(const std::string& name, std::unique_ptr<ByteSource> bytes) {
    if (nesting_.members_left == 0) {
        refuse({}, {"archive-bomb", "the archive and those in it have more than " +
                                        std::to_string(kLimits.members) +
                                        " members; the rest of them was not read"});
        return false;
    }
    --nesting_.members_left;
    const Result<void> done = read_unpacked(
        name, std::make_unique<CountedSource>(unpacking_source(std::move(bytes)), nesting_));
    if (is_stopped_) return false;
    if (nesting_.bytes_left == 0) {
        refuse(name, {"archive-bomb",
                      "the archive unpacks to much more than its size; from this member on it was "
                      "not read; unpack it first if it is to be trusted"});
        return false;
    }
    if (!done) {
        refuse(name, {std::string(error_code_name(done.error().code)), done.error().message});
    }
    return !is_stopped_;
}

void MemberReader::finish() {
    for (SkippedFiles::Group& group : skipped_.groups()) {
        if (is_stopped_) return;
        refuse(group.pattern, {std::string(kNotText), std::move(group.message)});
    }
}

}  // namespace evresi::corpus
