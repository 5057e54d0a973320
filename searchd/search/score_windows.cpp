#include "searchd/search/score_windows.hpp"

#include "searchd/search/ranking.hpp"

#include <xapian.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace evresi::search {

std::uint32_t ScoreWindows::Cursor::docid() const noexcept {
    if (phrase == nullptr) return postings.docid();
    return at < phrase->size() ? (*phrase)[at].docid : 0;
}

void ScoreWindows::Cursor::skip_to(std::uint32_t docid) {
    if (phrase == nullptr) {
        postings.skip_to(docid);
    } else {
        while (at < phrase->size() && (*phrase)[at].docid < docid) ++at;
    }
}

template <typename Take>
void ScoreWindows::Cursor::take_until(std::uint32_t end, const Take& take) {
    if (phrase == nullptr) {
        postings.take_until(end, [&](std::uint32_t docid, std::uint32_t count) {
            // Terms that only say where a word is have no frequency of their own.
            take(docid, weight * static_cast<float>(std::max(count, 1U)));
        });
        return;
    }
    for (; at < phrase->size() && (*phrase)[at].docid < end; ++at) {
        const PhrasePosting& posting = (*phrase)[at];
        take(posting.docid, weight * static_cast<float>(posting.occurrences * ranking::kWordCount));
    }
}

ScoreWindows::ScoreWindows(const database::Snapshot& snapshot, ScorePlan plan)
    : snapshot_(snapshot), plan_(std::move(plan)) {
    std::uint64_t most = 0;
    for (const Layer& layer : *plan_.layers) {
        Run run{cursors_.size(), cursors_.size(), 0.0F, false};
        run.gain = layer.factor * static_cast<float>(ranking::kK1 + 1.0);
        for (const WeightedTerm& term : layer.terms) {
            Cursor cursor{snapshot.postings().find(term.postings ? "" : term.term),
                          term.postings.get(), 0, term.weight, term.matches};
            if (cursor.docid() == 0) continue;
            if (term.matches) {
                most += term.postings ? term.postings->size() : cursor.postings.documents();
                run.matches = true;
            }
            cursors_.push_back(std::move(cursor));
        }
        run.last = cursors_.size();
        if (run.first == run.last) continue;
        runs_.push_back(run);
        most_score_ += static_cast<double>(run.gain);
    }
    // Clang 14 cannot make the range that std::ranges::stable_partition returns.
    std::stable_partition(runs_.begin(), runs_.end(), [](const Run& run) { return run.matches; });
    most_documents_ = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(most, snapshot.generation().manifest.documents));
    for (const auto& together : plan_.together) {
        together_.emplace_back(snapshot, together);
        most_score_ += together_.back().most_score();
    }
    scores_.assign(kWindow, 0.0F);
    occurrences_.assign(kWindow, 0.0F);
    matching_.assign(kWindow / 64, 0);
}

std::uint32_t ScoreWindows::next_match(std::uint32_t offset) const noexcept {
    if (offset >= kWindow) return kWindow;
    std::size_t word = offset / 64;
    std::uint64_t bits = matching_[word] & (~std::uint64_t{0} << (offset % 64));
    while (bits == 0) {
        if (++word == matching_.size()) return kWindow;
        bits = matching_[word];
    }
    return static_cast<std::uint32_t>(word * 64) +
           static_cast<std::uint32_t>(std::countr_zero(bits));
}

void ScoreWindows::add_only_term(Cursor& cursor, float gain) {
    const database::Columns& columns = snapshot_.columns();
    float* const scores = scores_.data();
    const auto add = [&](std::uint32_t docid, float found) {
        scores[docid - base_] +=
            gain * found / (found + ranking::length_norm(columns.relative_length(docid)));
    };
    if (cursor.matches) {
        cursor.take_until(base_ + kWindow, [&](std::uint32_t docid, float found) {
            set_match(docid - base_);
            add(docid, found);
        });
    } else {
        cursor.take_until(base_ + kWindow, [&](std::uint32_t docid, float found) {
            if (is_match(docid - base_)) add(docid, found);
        });
    }
}

void ScoreWindows::add_layer(const Run& run) {
    for (std::size_t i = run.first; i < run.last; ++i) {
        if (cursors_[i].docid() != 0) cursors_[i].skip_to(base_);
    }
    if (run.last - run.first == 1) {
        add_only_term(cursors_[run.first], run.gain);
        return;
    }
    touched_.clear();
    for (std::size_t i = run.first; i < run.last; ++i) {
        const bool matches = cursors_[i].matches;
        cursors_[i].take_until(base_ + kWindow, [&](std::uint32_t docid, float found) {
            const std::uint32_t offset = docid - base_;
            if (occurrences_[offset] == 0.0F) {
                touched_.push_back(static_cast<std::uint16_t>(offset));
            }
            occurrences_[offset] += found;
            if (matches) set_match(offset);
        });
    }
    const database::Columns& columns = snapshot_.columns();
    for (const std::uint16_t offset : touched_) {
        const float found = std::exchange(occurrences_[offset], 0.0F);
        scores_[offset] += run.gain * found /
                           (found + ranking::length_norm(columns.relative_length(base_ + offset)));
    }
}

void ScoreWindows::add_together(WordsTogether& words) {
    for (std::uint32_t offset = next_match(0); offset < kWindow;) {
        words.skip_to(base_ + offset);
        const std::uint32_t docid = words.docid();
        if (docid == 0 || docid - base_ >= kWindow) return;
        offset = docid - base_;
        if (is_match(offset)) scores_[offset] += static_cast<float>(words.score());
        offset = next_match(offset + 1);
    }
}

bool ScoreWindows::fill(std::uint32_t from) {
    std::uint32_t first = 0;
    for (Cursor& cursor : cursors_) {
        if (cursor.docid() == 0 || !cursor.matches) continue;
        cursor.skip_to(from);
        if (cursor.docid() != 0 && (first == 0 || cursor.docid() < first)) first = cursor.docid();
    }
    if (first == 0) return false;
    // Windows begin where the first match is: sparse postings make few of them.
    base_ = first;
    std::ranges::fill(scores_, 0.0F);
    std::ranges::fill(matching_, 0);
    for (const Run& run : runs_) add_layer(run);
    for (WordsTogether& words : together_) add_together(words);
    if (!is_match(0)) throw Xapian::DatabaseCorruptError("a list of postings is damaged");
    return true;
}

}  // namespace evresi::search
