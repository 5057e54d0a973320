#include "searchd/lexicon/table_builder.hpp"

#include "base/check.hpp"
#include "searchd/lexicon/table_format.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <utility>

namespace evresi::lexicon {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t space = std::min(text.find(' ', from), text.size());
        words.push_back(text.substr(from, space - from));
        from = space + 1;
    }
    return words;
}

std::size_t shared_bytes(std::string_view a, std::string_view b) {
    const auto differ = std::ranges::mismatch(a, b);
    return static_cast<std::size_t>(differ.in1 - a.begin());
}

/// Words are mostly their stem and an ending, so only what differs is written.
void append_text(std::string_view stems, std::string_view text, std::string& out) {
    const auto stem_words = words_of(stems);
    const auto text_words = words_of(text);
    if (stem_words.size() != text_words.size()) {
        append_varint(0, out);
        append_varint(text.size(), out);
        out += text;
        return;
    }
    append_varint(text_words.size(), out);
    for (std::size_t i = 0; i < text_words.size(); ++i) {
        const std::size_t shared = shared_bytes(stem_words[i], text_words[i]);
        append_varint(shared, out);
        append_varint(text_words[i].size() - shared, out);
        out += text_words[i].substr(shared);
    }
}

template <class T>
void store(const T& value, std::string& out, std::size_t at) {
    std::memcpy(out.data() + at, &value, sizeof value);
}

}  // namespace

std::size_t TableBuilder::language_number(LanguageTag tag) {
    const auto found = std::ranges::find(tags_, tag);
    if (found != tags_.end()) return static_cast<std::size_t>(found - tags_.begin());
    tags_.push_back(tag);
    languages_.emplace_back();
    return tags_.size() - 1;
}

std::uint32_t TableBuilder::number_of(std::size_t lang, const Term& term, double weight) {
    Language& language = languages_[lang];
    const auto [place, is_new] = language.numbers.try_emplace(
        term.stems, static_cast<std::uint32_t>(language.entries.size()));
    if (is_new) language.entries.push_back({term.stems, {}});
    language.entries[place->second].texts[term.text] += weight;
    return place->second;
}

void TableBuilder::add(
    LanguageTag from_lang, const Term& from, LanguageTag to_lang, const Term& to, double weight) {
    EVRESI_CHECK(weight > 0.0 && !from.stems.empty() && !to.stems.empty());
    AddedRow row;
    row.from_lang = language_number(from_lang);
    row.to_lang = language_number(to_lang);
    row.from = number_of(row.from_lang, from, weight);
    row.to = number_of(row.to_lang, to, weight);
    row.weight = weight;
    rows_.push_back(row);
}

std::size_t TableBuilder::terms() const noexcept {
    std::size_t count = 0;
    for (const Language& language : languages_) count += language.entries.size();
    return count;
}

std::string TableBuilder::build() const {
    // Languages and terms get their places by their names, not by when they were met.
    std::vector<std::size_t> order(tags_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&](std::size_t lang) { return tags_[lang]; });
    std::vector<std::size_t> place_of_language(order.size());
    std::vector<std::vector<std::uint32_t>> sorted(order.size());
    std::vector<std::vector<std::uint32_t>> places(order.size());
    for (std::size_t place = 0; place < order.size(); ++place) {
        const std::size_t lang = order[place];
        const auto& entries = languages_[lang].entries;
        place_of_language[lang] = place;
        sorted[lang].resize(entries.size());
        places[lang].resize(entries.size());
        std::iota(sorted[lang].begin(), sorted[lang].end(), std::uint32_t{0});
        std::ranges::sort(sorted[lang], {},
                          [&](std::uint32_t i) -> const std::string& { return entries[i].stems; });
        for (std::size_t i = 0; i < entries.size(); ++i) {
            places[lang][sorted[lang][i]] = static_cast<std::uint32_t>(i);
        }
    }
    struct PlacedRow {
        std::size_t from_lang, to_lang;
        std::uint32_t from, to;
        double weight;
    };
    std::vector<PlacedRow> rows;
    rows.reserve(rows_.size());
    for (const AddedRow& row : rows_) {
        rows.push_back({place_of_language[row.from_lang], place_of_language[row.to_lang],
                        places[row.from_lang][row.from], places[row.to_lang][row.to], row.weight});
    }
    std::ranges::sort(rows, {}, [](const PlacedRow& row) {
        return std::tuple(row.from_lang, row.from, row.to_lang, row.to, row.weight);
    });

    std::string content(sizeof(FileHeader) + order.size() * sizeof(LanguageHeader), '\0');
    auto row = rows.begin();
    for (std::size_t place = 0; place < order.size(); ++place) {
        const std::size_t lang = order[place];
        const auto& entries = languages_[lang].entries;
        std::string records;
        std::vector<std::uint32_t> blocks;
        std::string_view previous;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const Entry& entry = entries[sorted[lang][i]];
            if (i % kBlockTerms == 0) {
                blocks.push_back(static_cast<std::uint32_t>(records.size()));
                previous = {};
            }
            const auto text = std::ranges::max_element(
                entry.texts, {}, [](const auto& counted) { return counted.second; });
            std::string payload;
            append_text(entry.stems, text->first, payload);
            while (row != rows.end() && row->from_lang == place && row->from == i) {
                const std::size_t to_lang = row->to_lang;
                std::vector<Row> kept;
                double sum = 0.0;
                for (; row != rows.end() && row->from_lang == place && row->from == i &&
                       row->to_lang == to_lang;
                     ++row) {
                    if (kept.empty() || kept.back().target != row->to) kept.push_back({row->to, 0});
                    kept.back().weight += row->weight;
                    sum += row->weight;
                }
                std::ranges::stable_sort(kept, std::greater<>(), &Row::weight);
                if (kept.size() > kMostRows) kept.resize(kMostRows);
                std::string packed;
                for (const Row& one : kept) {
                    append_varint(one.target, packed);
                    packed.push_back(
                        static_cast<char>(pack_weight(one.weight / std::max(sum, 1.0))));
                }
                append_varint(to_lang, payload);
                append_varint(packed.size(), payload);
                payload += packed;
            }
            const std::size_t shared = shared_bytes(previous, entry.stems);
            append_varint(shared, records);
            append_varint(entry.stems.size() - shared, records);
            records += std::string_view(entry.stems).substr(shared);
            append_varint(payload.size(), records);
            records += payload;
            previous = entry.stems;
        }
        blocks.push_back(static_cast<std::uint32_t>(records.size()));
        LanguageHeader header = {};
        std::ranges::copy(tags_[lang].view(), header.tag);
        header.terms = static_cast<std::uint32_t>(entries.size());
        header.blocks = content.size();
        for (const std::uint32_t offset : blocks) {
            const std::size_t at = content.size();
            content.resize(at + sizeof offset);
            store(offset, content, at);
        }
        header.records = content.size();
        header.size = records.size();
        content += records;
        store(header, content, sizeof(FileHeader) + place * sizeof(LanguageHeader));
    }
    FileHeader header = {};
    std::ranges::copy(kMagic, header.magic);
    header.size = content.size();
    header.languages = static_cast<std::uint32_t>(order.size());
    header.checksum = XXH3_64bits(content.data() + sizeof header, content.size() - sizeof header);
    store(header, content, 0);
    return content;
}

Result<void> write_whole(const std::string& path, std::string_view content) {
    const auto refused = [&](const std::string& why) {
        return fail(ErrorCode::io_error, path + " cannot be written: " + why, path);
    };
    std::error_code error;
    const auto folder = std::filesystem::path(path).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (error) return refused(error.message());
    const std::string temporary = path + ".part";
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (!file) return refused(std::strerror(errno));
    std::filesystem::rename(temporary, path, error);
    if (error) return refused(error.message());
    return {};
}

}  // namespace evresi::lexicon
