#include "indexer/writer/run_merger.hpp"

#include <algorithm>
#include <utility>

namespace evresi::indexer {

RunMerger::RunMerger(std::span<const std::string_view> runs, const DocidMap& docids)
    : docids_(docids) {
    for (const std::string_view run : runs) readers_.emplace_back(run);
    for (std::size_t i = 0; i < readers_.size(); ++i) current_.push_back(i);
    parts_.resize(readers_.size());
}

bool RunMerger::next() {
    const auto is_later = [this](std::size_t a, std::size_t b) {
        const int order = readers_[a].term().compare(readers_[b].term());
        return order != 0 ? order > 0 : a > b;
    };
    for (;;) {
        for (const std::size_t reader : current_) {
            if (!readers_[reader].next()) continue;
            heap_.push_back(reader);
            std::ranges::push_heap(heap_, is_later);
        }
        current_.clear();
        if (heap_.empty()) return false;
        term_ = readers_[heap_.front()].term();
        while (!heap_.empty() && readers_[heap_.front()].term() == term_) {
            current_.push_back(heap_.front());
            std::ranges::pop_heap(heap_, is_later);
            heap_.pop_back();
        }
        gather();
        if (kind_ == EntryKind::count || !postings_.empty()) return true;
    }
}

void RunMerger::gather() {
    kind_ = readers_[current_.front()].kind();
    count_ = 0;
    if (kind_ == EntryKind::count) {
        for (const std::size_t reader : current_) count_ += readers_[reader].count();
        return;
    }
    std::size_t used = 0;
    for (const std::size_t reader : current_) {
        Part& part = parts_[used++];
        part.postings.clear();
        part.positions.clear();
        readers_[reader].read(part.postings, part.positions);
        renumber(part);
        // A term may have positions in some runs only.
        if (readers_[reader].kind() == EntryKind::positions) kind_ = EntryKind::positions;
    }
    if (used == 1) {
        std::swap(postings_, parts_.front().postings);
        std::swap(positions_, parts_.front().positions);
    } else {
        interleave(std::span(parts_).first(used));
    }
}

void RunMerger::renumber(Part& part) const {
    std::size_t kept = 0;
    std::size_t from = 0;
    std::size_t to = 0;
    for (const Posting& posting : part.postings) {
        const std::uint32_t docid =
            posting.document < docids_.size() ? docids_[posting.document] : 0;
        if (docid != 0) {
            if (from != to) {
                std::copy_n(part.positions.begin() + static_cast<std::ptrdiff_t>(from),
                            posting.positions,
                            part.positions.begin() + static_cast<std::ptrdiff_t>(to));
            }
            to += posting.positions;
            from += posting.positions;
            part.postings[kept++] = {docid, posting.frequency, posting.positions};
        } else {
            from += posting.positions;
        }
    }
    part.postings.resize(kept);
    part.positions.resize(to);
}

// Workers take whole batches of documents, so that a run goes on for many postings before another
// one's turn comes.
void RunMerger::interleave(std::span<const Part> parts) {
    struct Cursor {
        const Part* part = nullptr;
        std::size_t posting = 0;
        std::size_t position = 0;
    };
    postings_.clear();
    positions_.clear();
    std::vector<Cursor> cursors;
    for (const Part& part : parts) {
        if (!part.postings.empty()) cursors.push_back({&part});
    }
    const auto document = [](const Cursor& cursor) {
        return cursor.part->postings[cursor.posting].document;
    };
    while (!cursors.empty()) {
        const auto least = std::ranges::min_element(cursors, {}, document);
        std::uint32_t end = ~std::uint32_t{0};
        for (const Cursor& other : cursors) {
            if (&other != &*least) end = std::min(end, document(other));
        }
        Cursor& cursor = *least;
        const std::size_t first_position = cursor.position;
        const std::vector<Posting>& postings = cursor.part->postings;
        while (cursor.posting < postings.size() && postings[cursor.posting].document < end) {
            postings_.push_back(postings[cursor.posting]);
            cursor.position += postings[cursor.posting].positions;
            ++cursor.posting;
        }
        positions_.insert(
            positions_.end(),
            cursor.part->positions.begin() + static_cast<std::ptrdiff_t>(first_position),
            cursor.part->positions.begin() + static_cast<std::ptrdiff_t>(cursor.position));
        if (cursor.posting == postings.size()) cursors.erase(least);
    }
}

}  // namespace evresi::indexer
