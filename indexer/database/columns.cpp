#include "indexer/database/columns.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <utility>

namespace evresi::database {
namespace {

using columns_format::ColumnHeader;
using columns_format::Header;

static_assert(std::endian::native == std::endian::little, "numbers are read where they are mapped");

Error damaged(const std::string& path, const std::string& what) {
    return fail(ErrorCode::index_damaged, path + " " + what + "; rebuild the index", path);
}

/// Takes one section of a mapped file after the other.
class Sections {
public:
    Sections(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}

    /// The next section, or null when the file ends before it does.
    const char* take(std::size_t bytes) {
        const std::size_t begin = at_;
        at_ = columns_format::end_of(begin, bytes);
        if (at_ > bytes_.size()) is_whole_ = false;
        return is_whole_ ? bytes_.data() + begin : nullptr;
    }

    std::span<const std::uint32_t> numbers(std::size_t count) {
        const char* const begin = take(count * sizeof(std::uint32_t));
        // Sections begin at multiples of 8 of a mapped page, and hold plain numbers.
        return begin != nullptr ? std::span(reinterpret_cast<const std::uint32_t*>(begin), count)
                                : std::span<const std::uint32_t>();
    }

    [[nodiscard]] bool is_whole() const noexcept { return is_whole_; }
    [[nodiscard]] bool is_at_end() const noexcept { return is_whole_ && at_ == bytes_.size(); }

private:
    std::string_view bytes_;
    std::size_t at_;
    bool is_whole_ = true;
};

/// Whether every set has ordinals, and every ordinal is that of a value.
bool are_sets_sound(std::span<const std::uint32_t> starts,
                    std::span<const std::uint32_t> ordinals,
                    std::size_t sets,
                    std::size_t values) {
    std::uint32_t highest = 0;
    for (const std::uint32_t ordinal : ordinals) highest = std::max(highest, ordinal);
    if (!ordinals.empty() && highest >= values) return false;
    if (starts.empty()) return ordinals.size() == sets;
    const bool has_empty =
        std::adjacent_find(starts.begin(), starts.end(), std::greater_equal<>()) != starts.end();
    return !has_empty && starts.back() <= ordinals.size();
}

}  // namespace

std::int64_t Column::find(std::string_view value) const noexcept {
    std::size_t first = 0;
    for (std::size_t count = values_.size(); count > 0;) {
        const std::size_t half = count / 2;
        if (values_[first + half] < value) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    if (first == values_.size() || values_[first] != value) return -1;
    return static_cast<std::int64_t>(first);
}

MergedValues merge_values(std::span<const Column* const> shards) {
    MergedValues merged;
    for (const Column* const shard : shards) {
        for (const std::string_view value : shard->values()) merged.values.push_back(value);
    }
    std::sort(merged.values.begin(), merged.values.end());
    merged.values.erase(std::unique(merged.values.begin(), merged.values.end()),
                        merged.values.end());
    for (const Column* const shard : shards) {
        std::vector<std::uint32_t>& ordinals = merged.ordinals.emplace_back();
        for (const std::string_view value : shard->values()) {
            const auto found = std::lower_bound(merged.values.begin(), merged.values.end(), value);
            ordinals.push_back(static_cast<std::uint32_t>(found - merged.values.begin()));
        }
    }
    return merged;
}

Result<Columns> Columns::open(const std::string& folder) {
    const std::string path = folder + "/" + std::string(kColumnsName);
    Result<MappedFile> file = MappedFile::open(path);
    if (!file) return damaged(path, "cannot be read");
    Columns columns;
    columns.file_ = std::move(*file);
    if (!columns.read()) return damaged(path, "is malformed");
    return columns;
}

bool Columns::read() {
    const std::string_view bytes = file_.bytes();
    Header header;
    if (bytes.size() < sizeof header) return false;
    std::memcpy(&header, bytes.data(), sizeof header);
    if (std::string_view(header.magic.data(), header.magic.size()) != columns_format::kMagic ||
        header.columns != columns_format::kColumnCount || header.last_docid == Column::kNoSet) {
        return false;
    }
    Sections sections(bytes, sizeof header);
    const char* const heads = sections.take(header.columns * sizeof(ColumnHeader));
    lengths_ = sections.numbers(std::size_t{header.last_docid} + 1);
    for (std::size_t i = 0; i < header.columns && sections.is_whole(); ++i) {
        ColumnHeader head;
        std::memcpy(&head, heads + i * sizeof head, sizeof head);
        if (head.code_bytes != 1 && head.code_bytes != 2 && head.code_bytes != 4) return false;
        Column column;
        const auto starts = sections.numbers(std::size_t{head.values} + 1);
        column.documents_ = sections.numbers(head.values);
        if (head.has_starts != 0) {
            column.set_starts_ = sections.numbers(std::size_t{head.sets} + 1);
        }
        column.ordinals_ = sections.numbers(head.ordinals);
        column.codes_ = sections.take(lengths_.size() * head.code_bytes);
        const char* const text = sections.take(head.text_bytes);
        if (!sections.is_whole() ||
            !are_sets_sound(column.set_starts_, column.ordinals_, head.sets, head.values)) {
            return false;
        }
        column.values_ = {starts, {text, head.text_bytes}};
        column.code_bytes_ = head.code_bytes;
        column.size_ = static_cast<std::uint32_t>(lengths_.size());
        column.sets_ = head.sets;
        columns_.push_back(column);
    }
    documents_ = header.documents;
    total_length_ = header.total_length;
    const double average =
        static_cast<double>(total_length_) / static_cast<double>(std::max(documents_, 1U));
    inverse_average_ = static_cast<float>(1.0 / std::max(average, 1.0));
    return sections.is_at_end();
}

}  // namespace evresi::database
