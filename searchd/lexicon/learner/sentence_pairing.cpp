#include "searchd/lexicon/learner/sentence_pairing.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace evresi::lexicon {
namespace {

/// A step of the alignment: how many parts of each side it takes, and what that costs beside the
/// lengths (minus the logarithm of how often it happens, after Gale and Church).
struct Step {
    std::size_t english;
    std::size_t other;
    double cost;
};
constexpr std::array<Step, 5> kSteps = {
    {{1, 1, 0.1}, {1, 2, 2.6}, {2, 1, 2.6}, {1, 0, 4.6}, {0, 1, 4.6}}};

/// Variance of the difference in length, per character.
constexpr double kVariance = 6.8;
/// Pairs of longer sides are taken apart.
constexpr std::size_t kLongLine = 120;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        const std::string_view line = strip(text.substr(from, end - from), " \t\r");
        if (!line.empty()) lines.push_back(line);
        from = end + 1;
    }
    return lines;
}

/// Cut after ". ", "? ", "! ", "; " and ": ": what follows an abbreviation goes its own way, on
/// both sides mostly.
std::vector<std::string_view> sentences_of(std::string_view line) {
    std::vector<std::string_view> sentences;
    std::size_t begin = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const bool is_end = line[i] == '.' || line[i] == '?' || line[i] == '!' || line[i] == ';';
        if (!is_end || line[i + 1] != ' ' || i - begin < 20) continue;
        sentences.push_back(line.substr(begin, i + 1 - begin));
        begin = i + 2;
    }
    if (begin < line.size()) sentences.push_back(line.substr(begin));
    return sentences;
}

double length_cost(double english, double other, double ratio) {
    const double mean = (english + other / ratio) / 2.0;
    if (mean <= 0.0) return 0.0;
    const double delta = (other - english * ratio) / std::sqrt(mean * kVariance * ratio);
    // Minus the logarithm of the two-sided tail of the normal distribution.
    return -std::log(std::max(std::erfc(std::abs(delta) / std::sqrt(2.0)), 1e-12));
}

struct Aligned {
    std::size_t english_begin, english_end, other_begin, other_end;
};

std::vector<Aligned> align(const std::vector<std::string_view>& english,
                           const std::vector<std::string_view>& other) {
    std::vector<double> english_sum(1, 0.0);
    std::vector<double> other_sum(1, 0.0);
    for (const auto part : english) {
        english_sum.push_back(english_sum.back() + static_cast<double>(count_utf8(part)));
    }
    for (const auto part : other) {
        other_sum.push_back(other_sum.back() + static_cast<double>(count_utf8(part)));
    }
    const double ratio = other_sum.back() / std::max(english_sum.back(), 1.0);
    const std::size_t width = other.size() + 1;
    std::vector<double> best((english.size() + 1) * width, std::numeric_limits<double>::infinity());
    std::vector<std::size_t> taken(best.size(), 0);
    best[0] = 0.0;
    for (std::size_t i = 0; i <= english.size(); ++i) {
        for (std::size_t j = 0; j <= other.size(); ++j) {
            const double so_far = best[i * width + j];
            if (std::isinf(so_far)) continue;
            for (std::size_t s = 0; s < kSteps.size(); ++s) {
                const std::size_t k = i + kSteps[s].english;
                const std::size_t l = j + kSteps[s].other;
                if (k > english.size() || l > other.size()) continue;
                const double cost = so_far + kSteps[s].cost +
                                    length_cost(english_sum[k] - english_sum[i],
                                                other_sum[l] - other_sum[j], ratio);
                if (cost >= best[k * width + l]) continue;
                best[k * width + l] = cost;
                taken[k * width + l] = s;
            }
        }
    }
    std::vector<Aligned> pairs;
    for (std::size_t i = english.size(), j = other.size(); i > 0 || j > 0;) {
        const Step& step = kSteps[taken[i * width + j]];
        if (step.english > 0 && step.other > 0) {
            pairs.push_back({i - step.english, i, j - step.other, j});
        }
        i -= step.english;
        j -= step.other;
    }
    std::ranges::reverse(pairs);
    return pairs;
}

std::string joined(const std::vector<std::string_view>& parts, std::size_t begin, std::size_t end) {
    std::string text;
    for (std::size_t i = begin; i < end; ++i) {
        if (!text.empty()) text.push_back(' ');
        text += parts[i];
    }
    return text;
}

std::vector<TextPair> pair_parts(const std::vector<std::string_view>& english,
                                 const std::vector<std::string_view>& other) {
    std::vector<TextPair> pairs;
    if (english.size() == other.size()) {
        for (std::size_t i = 0; i < english.size(); ++i) pairs.emplace_back(english[i], other[i]);
        return pairs;
    }
    for (const Aligned& part : align(english, other)) {
        pairs.emplace_back(joined(english, part.english_begin, part.english_end),
                           joined(other, part.other_begin, part.other_end));
    }
    return pairs;
}

}  // namespace

std::vector<TextPair> pair_texts(std::string_view english, std::string_view other) {
    std::vector<TextPair> pairs;
    for (TextPair& lines : pair_parts(lines_of(english), lines_of(other))) {
        if (lines.first.size() <= kLongLine) {
            pairs.push_back(std::move(lines));
            continue;
        }
        for (TextPair& sentences :
             pair_parts(sentences_of(lines.first), sentences_of(lines.second))) {
            pairs.push_back(std::move(sentences));
        }
    }
    return pairs;
}

}  // namespace evresi::lexicon
