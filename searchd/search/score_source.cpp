#include "searchd/search/score_source.hpp"

#include "base/check.hpp"
#include "searchd/search/ranking.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace evresi::search {

ScoreSource::ScoreSource(const database::Columns& columns,
                         std::shared_ptr<const std::vector<Layer>> layers)
    : columns_(columns), layers_(std::move(layers)) {}

ScoreSource::Cursor::Cursor(const Xapian::Database& database, const WeightedTerm& term)
    : phrase_(term.postings.get()), weight_(term.weight), matches_(term.matches) {
    if (phrase_ == nullptr) posting_ = database.postlist_begin(term.term);
    read();
}

void ScoreSource::Cursor::read() {
    if (phrase_ != nullptr) {
        docid_ = at_ < phrase_->size() ? (*phrase_)[at_].docid : 0;
    } else {
        docid_ = posting_ == Xapian::PostingIterator() ? 0 : *posting_;
    }
}

void ScoreSource::Cursor::next() {
    if (phrase_ != nullptr) {
        ++at_;
    } else {
        ++posting_;
    }
    read();
}

void ScoreSource::Cursor::skip_to(Xapian::docid docid) {
    if (phrase_ != nullptr) {
        while (at_ < phrase_->size() && (*phrase_)[at_].docid < docid) ++at_;
    } else {
        posting_.skip_to(docid);
    }
    read();
}

float ScoreSource::Cursor::occurrences() const {
    // Terms that only say where a word is have no frequency of their own.
    const Xapian::termcount found = phrase_ != nullptr
                                        ? (*phrase_)[at_].occurrences * ranking::kWordCount
                                        : std::max<Xapian::termcount>(posting_.get_wdf(), 1);
    return weight_ * static_cast<float>(found);
}

void ScoreSource::init(const Xapian::Database& database) {
    cursors_.clear();
    runs_.clear();
    std::uint64_t postings = 0;
    double most_score = 0;
    for (const Layer& layer : *layers_) {
        Run run{cursors_.size(), cursors_.size(), layer.factor};
        for (const WeightedTerm& term : layer.terms) {
            Cursor cursor(database, term);
            if (cursor.docid() == 0) continue;
            if (cursor.matches()) {
                postings +=
                    term.postings ? term.postings->size() : database.get_termfreq(term.term);
            }
            cursors_.push_back(std::move(cursor));
        }
        run.last = cursors_.size();
        if (run.first == run.last) continue;
        runs_.push_back(run);
        most_score += static_cast<double>(layer.factor);
    }
    most_ =
        static_cast<Xapian::doccount>(std::min<std::uint64_t>(postings, database.get_doccount()));
    set_maxweight(most_score * (ranking::kK1 + 1.0));
    scores_.assign(kWindow, 0.0F);
    occurrences_.assign(kWindow, 0.0F);
    matching_.assign(kWindow / 64, 0);
    is_started_ = false;
    is_at_end_ = false;
}

std::uint32_t ScoreSource::next_match(std::uint32_t offset) const noexcept {
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

void ScoreSource::add_layer(const Run& run, Xapian::docid end) {
    touched_.clear();
    for (std::size_t i = run.first; i < run.last; ++i) {
        Cursor& cursor = cursors_[i];
        if (cursor.docid() == 0) continue;
        if (cursor.docid() < base_) cursor.skip_to(base_);
        for (; cursor.docid() != 0 && cursor.docid() < end; cursor.next()) {
            const std::uint32_t offset = cursor.docid() - base_;
            if (occurrences_[offset] == 0.0F) {
                touched_.push_back(static_cast<std::uint16_t>(offset));
            }
            occurrences_[offset] += cursor.occurrences();
            if (cursor.matches()) matching_[offset / 64] |= std::uint64_t{1} << (offset % 64);
        }
    }
    const float gain = run.factor * static_cast<float>(ranking::kK1 + 1.0);
    for (const std::uint16_t offset : touched_) {
        const float found = std::exchange(occurrences_[offset], 0.0F);
        scores_[offset] +=
            gain * found / (found + ranking::length_norm(columns_.relative_length(base_ + offset)));
    }
}

void ScoreSource::fill(Xapian::docid from) {
    Xapian::docid first = 0;
    for (Cursor& cursor : cursors_) {
        if (cursor.docid() == 0 || !cursor.matches()) continue;
        if (cursor.docid() < from) cursor.skip_to(from);
        if (cursor.docid() != 0 && (first == 0 || cursor.docid() < first)) first = cursor.docid();
    }
    if (first == 0) {
        is_at_end_ = true;
        return;
    }
    // Windows begin where the first match is: sparse postings make few of them.
    base_ = first;
    std::ranges::fill(scores_, 0.0F);
    std::ranges::fill(matching_, 0);
    for (const Run& run : runs_) add_layer(run, base_ + kWindow);
    offset_ = next_match(0);
    EVRESI_CHECK(offset_ < kWindow);
}

void ScoreSource::next(double /*min_weight*/) {
    if (!is_started_) {
        is_started_ = true;
        fill(1);
        return;
    }
    offset_ = next_match(offset_ + 1);
    if (offset_ == kWindow) fill(base_ + kWindow);
}

void ScoreSource::skip_to(Xapian::docid docid, double /*min_weight*/) {
    if (is_at_end_) return;
    if (is_started_ && docid <= base_ + offset_) return;
    if (is_started_ && docid < base_ + kWindow) {
        offset_ = next_match(docid - base_);
        if (offset_ == kWindow) fill(base_ + kWindow);
        return;
    }
    is_started_ = true;
    fill(docid);
}

Xapian::docid ScoreSource::get_docid() const {
    return base_ + offset_;
}

double ScoreSource::get_weight() const {
    return static_cast<double>(scores_[offset_]);
}

std::string ScoreSource::get_description() const {
    return "ScoreSource(" + std::to_string(layers_->size()) + " layers)";
}

}  // namespace evresi::search
