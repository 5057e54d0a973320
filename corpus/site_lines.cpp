#include "corpus/site_lines.hpp"

#include "corpus/clean_text.hpp"

#include <algorithm>
#include <cstring>

namespace evresi::corpus {
namespace {

/// A text of fewer lines is no page: a row of a register, whose values repeat by their nature.
constexpr std::size_t kLeastLines = 4;

std::uint64_t mix(std::uint64_t hash, std::uint64_t block) noexcept {
    hash = (hash ^ block) * 0x9FB21C651E98DF25u;
    return hash ^ (hash >> 32);
}

std::uint64_t hash_bytes(std::string_view text, std::uint64_t hash) noexcept {
    hash = mix(hash, text.size());
    while (!text.empty()) {
        std::uint64_t block = 0;
        const std::size_t taken = std::min<std::size_t>(text.size(), sizeof block);
        std::memcpy(&block, text.data(), taken);
        hash = mix(hash, block);
        text.remove_prefix(taken);
    }
    return mix(hash, hash >> 29);
}

std::string_view host_of(std::string_view url) noexcept {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    std::string_view host = url.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    if (host.starts_with("www.")) host.remove_prefix(4);
    return host;
}

}  // namespace

std::string_view site_of(const Document& document) noexcept {
    if (const std::string_view host = host_of(document.url); !host.empty()) return host;
    const std::string_view source = document.source;
    if (document.line != 0) return {};
    const std::size_t slash = source.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : source.substr(0, slash + 1);
}

SiteLines::SiteLines() : slots_(kBuckets * kWays) {}

void SiteLines::add(const Document& document) {
    std::vector<std::uint64_t>& lines = batch_.emplace_back();
    bytes_ += document.title.size() + document.text.size();
    ++document_;
    const std::string_view site = site_of(document);
    if (site.empty()) return;
    const std::uint64_t seed = hash_bytes(site, 0x243F6A8885A308D3u);
    const std::string_view text = document.text;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = trim(text.substr(begin, end - begin));
        if (!line.empty()) lines.push_back(hash_bytes(line, seed));
        begin = end + 1;
    }
    if (lines.size() < kLeastLines) lines.clear();
    for (const std::uint64_t line : lines) count_line(line);
}

void SiteLines::count_line(std::uint64_t line) {
    Slot* const bucket = &slots_[(line & (kBuckets - 1)) * kWays];
    const auto tag = static_cast<std::uint32_t>(line >> 32);
    Slot* rarest = bucket;
    for (Slot* slot = bucket; slot != bucket + kWays; ++slot) {
        if (slot->count != 0 && slot->tag == tag) {
            if (slot->last_document != document_ && slot->count < 0xFF) ++slot->count;
            slot->last_document = document_ & 0xFFFFFFU;
            return;
        }
        if (slot->count < rarest->count) rarest = slot;
    }
    // Lines that came once give way at once, others when they have not come again for a while.
    if (rarest->count > 1) {
        --rarest->count;
        return;
    }
    rarest->tag = tag;
    rarest->last_document = document_;
    rarest->count = 1;
}

std::uint8_t SiteLines::count_of(std::uint64_t line) const noexcept {
    const Slot* const bucket = &slots_[(line & (kBuckets - 1)) * kWays];
    const auto tag = static_cast<std::uint32_t>(line >> 32);
    for (const Slot* slot = bucket; slot != bucket + kWays; ++slot) {
        if (slot->count != 0 && slot->tag == tag) return static_cast<std::uint8_t>(slot->count);
    }
    return 0;
}

std::vector<LineRepeats> SiteLines::end_batch() {
    std::vector<LineRepeats> repeats;
    repeats.reserve(batch_.size());
    for (const std::vector<std::uint64_t>& lines : batch_) {
        LineRepeats& counts = repeats.emplace_back();
        counts.reserve(lines.size());
        for (const std::uint64_t line : lines) counts.push_back(count_of(line));
    }
    batch_.clear();
    bytes_ = 0;
    return repeats;
}

}  // namespace evresi::corpus
