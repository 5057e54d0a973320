#include "indexer/database/columns_writer.hpp"

#include "base/check.hpp"
#include "indexer/database/checksum.hpp"
#include "indexer/database/columns.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

namespace evresi::database {
namespace {

using columns_format::ColumnHeader;
using columns_format::Header;

template <typename Number>
void append_section(std::span<const Number> numbers, std::string& bytes) {
    bytes.append(reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes());
    bytes.resize(columns_format::end_of(bytes.size(), 0));
}

/// The numbers with `Code` instead of 32 bits; kNoSet becomes all ones.
template <typename Code>
void append_codes(const std::vector<std::uint32_t>& codes, std::string& bytes) {
    std::vector<Code> narrow(codes.size());
    std::transform(codes.begin(), codes.end(), narrow.begin(),
                   [](std::uint32_t code) { return static_cast<Code>(code); });
    append_section<Code>(narrow, bytes);
}

template <typename Take>
void split(std::string_view joined, const Take& take) {
    for (std::size_t begin = 0; begin <= joined.size();) {
        const std::size_t end = std::min(joined.find(kValueSeparator, begin), joined.size());
        take(joined.substr(begin, end - begin));
        begin = end + 1;
    }
}

/// The first 8 bytes as a number that sorts as they do.
std::uint64_t beginning_of(std::string_view text) noexcept {
    std::uint64_t beginning = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        beginning = beginning << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    }
    return beginning;
}

/// 0 .. size-1, sorted by the strings that they are the numbers of.
template <typename Strings>
std::vector<std::uint32_t> sorted_numbers(const Strings& strings) {
    // Most comparisons are decided by the beginnings, which lie together.
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keys(strings.size());
    for (std::uint32_t i = 0; i < keys.size(); ++i) keys[i] = {beginning_of(strings[i]), i};
    std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : strings[a.second] < strings[b.second];
    });
    std::vector<std::uint32_t> order(keys.size());
    std::transform(keys.begin(), keys.end(), order.begin(),
                   [](const auto& key) { return key.second; });
    return order;
}

std::vector<std::uint32_t> inverse(const std::vector<std::uint32_t>& order) {
    std::vector<std::uint32_t> rank(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
    return rank;
}

}  // namespace

ColumnsWriter::Numbering::Numbering() : starts_(1, 0), table_(16, 0) {}

/// Where in the table the number of `text` is or belongs.
std::size_t ColumnsWriter::Numbering::place(std::string_view text, std::uint64_t hash) const {
    const std::size_t mask = table_.size() - 1;
    std::size_t at = hash & mask;
    for (; table_[at] != 0; at = (at + 1) & mask) {
        const std::uint32_t known = table_[at] - 1;
        if (hashes_[known] == hash && (*this)[known] == text) break;
    }
    return at;
}

std::optional<std::uint32_t> ColumnsWriter::Numbering::find(std::string_view text) const {
    const std::uint32_t found = table_[place(text, checksum(text).low)];
    return found != 0 ? std::optional(found - 1) : std::nullopt;
}

std::uint32_t ColumnsWriter::Numbering::number(std::string_view text) {
    const std::uint64_t hash = checksum(text).low;
    const std::size_t at = place(text, hash);
    if (table_[at] != 0) return table_[at] - 1;
    const std::uint32_t added = size();
    text_ += text;
    starts_.push_back(text_.size());
    hashes_.push_back(hash);
    table_[at] = added + 1;
    if (hashes_.size() * 2 > table_.size()) grow();
    return added;
}

void ColumnsWriter::Numbering::grow() {
    table_.assign(table_.size() * 2, 0);
    const std::size_t mask = table_.size() - 1;
    for (std::uint32_t number = 0; number < hashes_.size(); ++number) {
        std::size_t at = hashes_[number] & mask;
        while (table_[at] != 0) at = (at + 1) & mask;
        table_[at] = number + 1;
    }
}

ColumnsWriter::ColumnsWriter() : lengths_(1, 0) {
    for (ColumnData& column : columns_) column.codes.assign(1, Column::kNoSet);
}

void ColumnsWriter::put(std::size_t column, std::string_view joined) {
    ColumnData& data = columns_[column];
    const std::uint32_t known = data.sets.size();
    const std::uint32_t set = data.sets.number(joined);
    data.codes.push_back(set);
    if (set == known && column < kFieldCount && joined.find(kValueSeparator) != joined.npos) {
        data.has_parts = true;
    }
}

void ColumnsWriter::add(std::uint32_t docid, const ColumnEntry& entry) {
    EVRESI_CHECK(docid >= lengths_.size());
    lengths_.resize(docid, 0);
    lengths_.push_back(entry.length);
    for (ColumnData& column : columns_) column.codes.resize(docid, Column::kNoSet);
    const auto or_unknown = [](std::string_view joined) {
        return joined.empty() ? kUnknown : joined;
    };
    std::size_t next = 0;
    for (const std::string_view joined : entry.fields) put(next++, or_unknown(joined));
    for (const std::string_view group : entry.groups) put(next++, or_unknown(group));
    if (!entry.title.empty()) {
        put(next, entry.title);
    } else {
        columns_[next].codes.push_back(Column::kNoSet);
    }
    total_length_ += entry.length;
    ++documents_;
}

/// What the sets of a column consist of.
struct ColumnsWriter::Sets {
    std::vector<std::uint32_t> rank;      ///< of each set in the order of their joined values
    std::vector<std::uint32_t> starts;    ///< by rank, one past the last at the end
    std::vector<std::uint32_t> ordinals;  ///< of values
};

auto ColumnsWriter::take_apart(const Numbering& joined,
                               const Numbering& values,
                               const std::vector<std::uint32_t>& value_rank) -> Sets {
    Sets sets;
    const std::vector<std::uint32_t> order = sorted_numbers(joined);
    sets.rank = inverse(order);
    for (const std::uint32_t set : order) {
        sets.starts.push_back(static_cast<std::uint32_t>(sets.ordinals.size()));
        split(joined[set], [&](std::string_view value) {
            sets.ordinals.push_back(value_rank[*values.find(value)]);
        });
    }
    sets.starts.push_back(static_cast<std::uint32_t>(sets.ordinals.size()));
    return sets;
}

ColumnHeader ColumnsWriter::append(const ColumnData& column, std::string& bytes) {
    Numbering parts;
    if (column.has_parts) {
        for (std::uint32_t set = 0; set < column.sets.size(); ++set) {
            split(column.sets[set], [&](std::string_view value) { parts.number(value); });
        }
    }
    const Numbering& values = column.has_parts ? parts : column.sets;
    const std::vector<std::uint32_t> order = sorted_numbers(values);
    std::vector<std::uint32_t> value_starts;
    std::string text;
    for (const std::uint32_t value : order) {
        value_starts.push_back(static_cast<std::uint32_t>(text.size()));
        text += values[value];
    }
    value_starts.push_back(static_cast<std::uint32_t>(text.size()));
    Sets sets;
    if (column.has_parts) {
        sets = take_apart(column.sets, values, inverse(order));
    } else {
        sets.rank = inverse(order);
        sets.ordinals.resize(order.size());
        std::iota(sets.ordinals.begin(), sets.ordinals.end(), 0U);
    }
    std::vector<std::uint32_t> documents(values.size(), 0);
    std::vector<std::uint32_t> codes(column.codes);
    for (std::uint32_t& code : codes) {
        if (code == Column::kNoSet) continue;
        code = sets.rank[code];
        const std::uint32_t begin = column.has_parts ? sets.starts[code] : code;
        const std::uint32_t end = column.has_parts ? sets.starts[code + 1] : code + 1;
        for (std::uint32_t i = begin; i < end; ++i) ++documents[sets.ordinals[i]];
    }
    append_section<std::uint32_t>(value_starts, bytes);
    append_section<std::uint32_t>(documents, bytes);
    if (column.has_parts) append_section<std::uint32_t>(sets.starts, bytes);
    append_section<std::uint32_t>(sets.ordinals, bytes);
    // The highest code of its width stands for none.
    const std::size_t count = column.sets.size();
    const std::uint32_t code_bytes = count < 0xFF ? 1 : count < 0xFFFF ? 2 : 4;
    if (code_bytes == 1) append_codes<std::uint8_t>(codes, bytes);
    if (code_bytes == 2) append_codes<std::uint16_t>(codes, bytes);
    if (code_bytes == 4) append_codes<std::uint32_t>(codes, bytes);
    append_section<char>(text, bytes);
    return {values.size(),
            column.sets.size(),
            static_cast<std::uint32_t>(sets.ordinals.size()),
            static_cast<std::uint32_t>(text.size()),
            code_bytes,
            column.has_parts ? 1U : 0U};
}

Result<void> ColumnsWriter::finish(const std::string& shard_folder) {
    const std::string path = shard_folder + "/" + std::string(kColumnsName);
    Header header{};
    std::copy(columns_format::kMagic.begin(), columns_format::kMagic.end(), header.magic.begin());
    header.columns = columns_format::kColumnCount;
    header.last_docid = static_cast<std::uint32_t>(lengths_.size() - 1);
    header.total_length = total_length_;
    header.documents = documents_;
    std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
    const std::size_t heads_at = bytes.size();
    bytes.resize(heads_at + columns_format::kColumnCount * sizeof(ColumnHeader));
    append_section<std::uint32_t>(lengths_, bytes);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].sets.bytes() > std::numeric_limits<std::uint32_t>::max()) {
            return fail(ErrorCode::io_error, "there are too many values for " + path, path);
        }
        const ColumnHeader head = append(columns_[i], bytes);
        std::memcpy(bytes.data() + heads_at + i * sizeof head, &head, sizeof head);
        columns_[i] = {};
    }
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) return fail(ErrorCode::io_error, "cannot write " + path, path);
    return {};
}

}  // namespace evresi::database
