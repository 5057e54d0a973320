#include "corpus/gazetteer/tables.hpp"

#include <algorithm>

namespace evresi::corpus {
namespace {

std::string_view take_until(std::string_view& rest, char end) {
    const std::size_t length = std::min(rest.find(end), rest.size());
    const std::string_view taken = rest.substr(0, length);
    rest.remove_prefix(std::min(length + 1, rest.size()));
    return taken;
}

}  // namespace

std::vector<std::vector<std::string_view>> table_rows(std::string_view table) {
    std::vector<std::vector<std::string_view>> rows;
    take_until(table, '\n');
    while (!table.empty()) {
        std::string_view line = take_until(table, '\n');
        if (line.empty()) continue;
        std::vector<std::string_view>& row = rows.emplace_back();
        // A last empty cell counts, so the loop ends behind a cell without a tab after it.
        for (bool more = true; more;) {
            more = line.find('\t') != std::string_view::npos;
            row.push_back(take_until(line, '\t'));
        }
    }
    return rows;
}

}  // namespace evresi::corpus
