#include "searchd/search/score_source.hpp"

#include <utility>

namespace evresi::search {

ScoreSource::ScoreSource(const database::Snapshot& snapshot, ScorePlan plan)
    : snapshot_(snapshot), plan_(std::move(plan)) {}

void ScoreSource::init(const Xapian::Database& /*database*/) {
    windows_ = std::make_unique<ScoreWindows>(snapshot_, plan_);
    set_maxweight(windows_->most_score());
    is_started_ = false;
    is_at_end_ = false;
}

Xapian::doccount ScoreSource::get_termfreq_est() const {
    return windows_->most_documents();
}

Xapian::doccount ScoreSource::get_termfreq_max() const {
    return windows_->most_documents();
}

void ScoreSource::fill(std::uint32_t from) {
    is_started_ = true;
    is_at_end_ = !windows_->fill(from);
    offset_ = 0;
}

void ScoreSource::next(double /*min_weight*/) {
    if (!is_started_) return fill(1);
    offset_ = windows_->next_match(offset_ + 1);
    if (offset_ == ScoreWindows::kWindow) fill(windows_->base() + ScoreWindows::kWindow);
}

void ScoreSource::skip_to(Xapian::docid docid, double /*min_weight*/) {
    if (is_at_end_) return;
    if (!is_started_) return fill(docid);
    const std::uint32_t base = windows_->base();
    if (docid <= base + offset_) return;
    if (docid - base >= ScoreWindows::kWindow) return fill(docid);
    offset_ = windows_->next_match(docid - base);
    if (offset_ == ScoreWindows::kWindow) fill(base + ScoreWindows::kWindow);
}

Xapian::docid ScoreSource::get_docid() const {
    return windows_->base() + offset_;
}

double ScoreSource::get_weight() const {
    return static_cast<double>(windows_->score(offset_));
}

std::string ScoreSource::get_description() const {
    return "ScoreSource(" + std::to_string(plan_.layers->size()) + " layers)";
}

}  // namespace evresi::search
