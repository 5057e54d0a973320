#include "searchd/search/year_ranges.hpp"

#include <charconv>
#include <limits>
#include <optional>

namespace evresi::search {
namespace {

std::optional<int> read_year(std::string_view text) {
    int year = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), year);
    if (text.empty() || text.size() > 4 || read.ec != std::errc() ||
        read.ptr != text.data() + text.size() || year < 0) {
        return std::nullopt;
    }
    return year;
}

}  // namespace

bool read_years(std::string_view text, Filter& filter) {
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) {
        const auto year = read_year(text);
        if (year) filter.ranges.emplace_back(*year, *year);
        return year.has_value();
    }
    const std::string_view left = text.substr(0, dots);
    const std::string_view right = text.substr(dots + 2);
    const auto first =
        left.empty() ? std::optional(std::numeric_limits<int>::min()) : read_year(left);
    const auto last =
        right.empty() ? std::optional(std::numeric_limits<int>::max()) : read_year(right);
    if (!first || !last || (left.empty() && right.empty())) return false;
    filter.ranges.emplace_back(*first, *last);
    return true;
}

}  // namespace evresi::search
