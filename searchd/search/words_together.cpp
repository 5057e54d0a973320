#include "searchd/search/words_together.hpp"

#include "base/check.hpp"
#include "searchd/search/ranking.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace evresi::search {

WordsTogether::WordsTogether(const database::Snapshot& snapshot,
                             std::shared_ptr<const Together> what)
    : snapshot_(snapshot), what_(std::move(what)) {
    const auto documents = static_cast<double>(snapshot.generation().manifest.documents);
    double all = 0;
    std::set<std::string_view> terms;
    for (std::size_t i = 0; i < what_->words.size(); ++i) {
        Word word{i, 0, 0, {}};
        bool has_typed = false;
        for (const Together::Spelling& spelling : what_->words[i]) {
            database::PostingCursor postings = snapshot.postings().find(spelling.term);
            const double rarity = ranking::xapian_rarity(postings.documents(), documents);
            word.documents += postings.documents();
            shares_terms_ = !terms.insert(spelling.term).second || shares_terms_;
            has_typed = has_typed || spelling.is_typed;
            has_respelled_ = has_respelled_ || !spelling.is_typed;
            all += rarity;
            word.spellings.push_back({spelling.is_typed, rarity,
                                      snapshot.positions().find(spelling.term),
                                      std::move(postings)});
        }
        has_typed_ = has_typed_ && has_typed;
        words_.push_back(std::move(word));
    }
    EVRESI_CHECK(words_.size() > 1);
    places_.resize(words_.size());
    std::ranges::stable_sort(words_, {}, &Word::documents);
    most_documents_ = words_.front().documents;
    most_score_ = what_->weight * std::max(1.0, what_->respelled) * all * (ranking::kK1 + 1.0);
}

void WordsTogether::skip(Word& word, std::uint32_t docid) {
    word.docid = 0;
    for (Spelling& spelling : word.spellings) {
        spelling.positions.skip_to(docid);
        const std::uint32_t found = spelling.positions.docid();
        if (found != 0 && (word.docid == 0 || found < word.docid)) word.docid = found;
    }
}

void WordsTogether::find(std::uint32_t docid) {
    docid_ = 0;
    for (std::size_t i = 0; !is_at_end_;) {
        Word& word = words_[i];
        if (word.docid < docid) skip(word, docid);
        if (word.docid == 0) {
            is_at_end_ = true;
        } else if (word.docid > docid) {
            docid = word.docid;
            i = 0;
        } else if (++i == words_.size()) {
            is_as_typed_ = has_typed_ && stand_together(true);
            if (is_as_typed_ || (has_respelled_ && stand_together(false))) {
                docid_ = docid;
                return;
            }
            ++docid;
            i = 0;
        }
    }
}

bool WordsTogether::stand_together(bool as_typed) {
    for (Word& word : words_) {
        std::vector<std::uint32_t>& places = places_[word.number];
        places.clear();
        for (Spelling& spelling : word.spellings) {
            if (spelling.positions.docid() != word.docid) continue;
            if (as_typed && !spelling.is_typed) continue;
            if (places.empty()) {
                spelling.positions.positions(places);
                continue;
            }
            spelling.positions.positions(more_places_);
            const auto middle = static_cast<std::ptrdiff_t>(places.size());
            places.insert(places.end(), more_places_.begin(), more_places_.end());
            std::inplace_merge(places.begin(), places.begin() + middle, places.end());
        }
        if (places.empty()) return false;
    }
    return what_->is_phrase ? is_phrase() : is_near();
}

bool WordsTogether::is_phrase() {
    std::vector<std::uint32_t>& starts = places_.front();
    for (std::size_t i = 1; i < places_.size(); ++i) {
        auto next = places_[i].begin();
        const auto end = places_[i].end();
        std::erase_if(starts, [&](std::uint32_t start) {
            const std::uint64_t wanted = std::uint64_t{start} + i;
            while (next != end && *next < wanted) ++next;
            return next == end || *next != wanted;
        });
    }
    return !starts.empty();
}

bool WordsTogether::is_near() {
    // Each window that may be the right one begins with a place of one of the words.
    for (const std::vector<std::uint32_t>& places : places_) {
        for (const std::uint32_t begin : places) {
            if (fits(begin)) return true;
        }
    }
    return false;
}

bool WordsTogether::fits(std::uint32_t begin) const {
    const std::uint64_t end = std::uint64_t{begin} + what_->window;
    for (const std::vector<std::uint32_t>& places : places_) {
        const auto place = std::ranges::lower_bound(places, begin);
        if (place == places.end() || *place >= end) return false;
    }
    if (!shares_terms_) return true;
    // Two words may want the same place: Kuhn's matching of words to places.
    std::vector<std::pair<std::uint32_t, std::size_t>> taken;  // place, word
    std::vector<std::uint32_t> tried;
    const auto take = [&](const auto& self, std::size_t word) -> bool {
        const std::vector<std::uint32_t>& places = places_[word];
        for (auto place = std::ranges::lower_bound(places, begin);
             place != places.end() && *place < end; ++place) {
            if (std::ranges::find(tried, *place) != tried.end()) continue;
            tried.push_back(*place);
            const auto holder =
                std::ranges::find(taken, *place, &std::pair<std::uint32_t, std::size_t>::first);
            if (holder == taken.end()) {
                taken.emplace_back(*place, word);
                return true;
            }
            const auto number = holder - taken.begin();
            if (self(self, holder->second)) {
                taken[static_cast<std::size_t>(number)].second = word;
                return true;
            }
        }
        return false;
    };
    for (std::size_t word = 0; word < places_.size(); ++word) {
        tried.clear();
        if (!take(take, word)) return false;
    }
    return true;
}

double WordsTogether::score() {
    const double norm =
        static_cast<double>(ranking::length_norm(snapshot_.columns().relative_length(docid_)));
    double typed = 0;
    double all = 0;
    for (Word& word : words_) {
        for (Spelling& spelling : word.spellings) {
            if (spelling.positions.docid() != docid_) continue;
            spelling.postings.skip_to(docid_);
            if (spelling.postings.docid() != docid_) continue;
            const double count = spelling.postings.count();
            const double gain = spelling.rarity * (ranking::kK1 + 1.0) * count / (count + norm);
            all += gain;
            if (spelling.is_typed) typed += gain;
        }
    }
    double best = has_respelled_ ? all * what_->respelled : 0.0;
    if (is_as_typed_) best = std::max(best, typed);
    return what_->weight * best;
}

TogetherSource::TogetherSource(const database::Snapshot& snapshot,
                               std::shared_ptr<const Together> what)
    : snapshot_(snapshot), what_(std::move(what)) {}

void TogetherSource::init(const Xapian::Database& /*database*/) {
    words_ = std::make_unique<WordsTogether>(snapshot_, what_);
    set_maxweight(words_->most_score());
}

Xapian::doccount TogetherSource::get_termfreq_est() const {
    return words_->most_documents();
}

Xapian::doccount TogetherSource::get_termfreq_max() const {
    return words_->most_documents();
}

void TogetherSource::next(double /*min_weight*/) {
    words_->next();
}

void TogetherSource::skip_to(Xapian::docid docid, double /*min_weight*/) {
    words_->skip_to(docid);
}

bool TogetherSource::at_end() const {
    return words_->docid() == 0;
}

Xapian::docid TogetherSource::get_docid() const {
    return words_->docid();
}

double TogetherSource::get_weight() const {
    return words_->score();
}

}  // namespace evresi::search
