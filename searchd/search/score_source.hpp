// ScoreSource: scores by ScoreWindows as a part of a Xapian query, which the matcher combines with
// filters, phrases and operators. Serves one local database, whose docids it gives. Confined to one
// thread.
#pragma once

#include "searchd/search/score_windows.hpp"

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <string>

namespace evresi::search {

class ScoreSource final : public Xapian::PostingSource {
public:
    /// `snapshot` must outlive the source.
    ScoreSource(const database::Snapshot& snapshot, ScorePlan plan);

    /// Requires the snapshot's database.
    void init(const Xapian::Database& database) override;
    [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
    [[nodiscard]] Xapian::doccount get_termfreq_est() const override;
    [[nodiscard]] Xapian::doccount get_termfreq_max() const override;
    void next(double min_weight) override;
    void skip_to(Xapian::docid docid, double min_weight) override;
    [[nodiscard]] bool at_end() const override { return is_at_end_; }
    [[nodiscard]] Xapian::docid get_docid() const override;
    [[nodiscard]] double get_weight() const override;
    [[nodiscard]] std::string get_description() const override;

private:
    void fill(std::uint32_t from);

    const database::Snapshot& snapshot_;
    ScorePlan plan_;
    std::unique_ptr<ScoreWindows> windows_;
    std::uint32_t offset_ = 0;  ///< of the current document within the window
    bool is_started_ = false;
    bool is_at_end_ = false;
};

}  // namespace evresi::search
