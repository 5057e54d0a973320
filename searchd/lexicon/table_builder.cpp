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

TableBuilder::Places TableBuilder::sorted() const {
    Places places;
    places.languages.resize(tags_.size());
    std::iota(places.languages.begin(), places.languages.end(), std::size_t{0});
    std::ranges::sort(places.languages, {}, [&](std::size_t lang) { return tags_[lang]; });
    places.place_of_language.resize(tags_.size());
    places.terms.resize(tags_.size());
    places.place_of_term.resize(tags_.size());
    for (std::size_t place = 0; place < places.languages.size(); ++place) {
        const std::size_t lang = places.languages[place];
        const auto& entries = languages_[lang].entries;
        places.place_of_language[lang] = place;
        auto& terms = places.terms[lang];
        terms.resize(entries.size());
        std::iota(terms.begin(), terms.end(), std::uint32_t{0});
        std::ranges::sort(terms, {},
                          [&](std::uint32_t i) -> const std::string& { return entries[i].stems; });
        auto& place_of_term = places.place_of_term[lang];
        place_of_term.resize(entries.size());
        for (std::size_t i = 0; i < terms.size(); ++i) {
            place_of_term[terms[i]] = static_cast<std::uint32_t>(i);
        }
    }
    return places;
}

std::vector<TableBuilder::AddedRow> TableBuilder::placed_rows(const Places& places) const {
    std::vector<AddedRow> rows;
    rows.reserve(rows_.size());
    for (const AddedRow& row : rows_) {
        rows.push_back({places.place_of_language[row.from_lang],
                        places.place_of_term[row.from_lang][row.from],
                        places.place_of_language[row.to_lang],
                        places.place_of_term[row.to_lang][row.to], row.weight});
    }
    std::ranges::sort(rows, {}, [](const AddedRow& row) {
        return std::tuple(row.from_lang, row.from, row.to_lang, row.to, row.weight);
    });
    return rows;
}

std::string TableBuilder::payload(const Entry& entry, std::span<const AddedRow> rows) {
    const auto text = std::ranges::max_element(entry.texts, {},
                                               [](const auto& counted) { return counted.second; });
    std::string payload;
    append_text(entry.stems, text->first, payload);
    while (!rows.empty()) {
        const std::size_t to_lang = rows.front().to_lang;
        std::vector<Row> kept;
        double sum = 0.0;
        for (; !rows.empty() && rows.front().to_lang == to_lang; rows = rows.subspan(1)) {
            const AddedRow& row = rows.front();
            if (kept.empty() || kept.back().target != row.to) kept.push_back({row.to, 0.0});
            kept.back().weight += row.weight;
            sum += row.weight;
        }
        std::ranges::stable_sort(kept, std::greater<>(), &Row::weight);
        if (kept.size() > kMostRows) kept.resize(kMostRows);
        std::string packed;
        for (const Row& one : kept) {
            append_varint(one.target, packed);
            packed.push_back(static_cast<char>(pack_weight(one.weight / std::max(sum, 1.0))));
        }
        append_varint(to_lang, payload);
        append_varint(packed.size(), payload);
        payload += packed;
    }
    return payload;
}

std::string TableBuilder::build() const {
    // Languages and terms get their places by their names, not by when they were met.
    const Places places = sorted();
    const std::vector<AddedRow> rows = placed_rows(places);
    std::string content(sizeof(FileHeader) + tags_.size() * sizeof(LanguageHeader), '\0');
    auto row = rows.begin();
    for (std::size_t place = 0; place < places.languages.size(); ++place) {
        const std::size_t lang = places.languages[place];
        const auto& terms = places.terms[lang];
        std::string records;
        std::vector<std::uint32_t> blocks;
        std::string_view previous;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            const Entry& entry = languages_[lang].entries[terms[i]];
            if (i % kBlockTerms == 0) {
                blocks.push_back(static_cast<std::uint32_t>(records.size()));
                previous = {};
            }
            const auto first = row;
            while (row != rows.end() && row->from_lang == place && row->from == i) ++row;
            const std::string behind_stems = payload(entry, {first, row});
            const std::size_t shared = shared_bytes(previous, entry.stems);
            append_varint(shared, records);
            append_varint(entry.stems.size() - shared, records);
            records += std::string_view(entry.stems).substr(shared);
            append_varint(behind_stems.size(), records);
            records += behind_stems;
            previous = entry.stems;
        }
        blocks.push_back(static_cast<std::uint32_t>(records.size()));
        LanguageHeader header = {};
        std::ranges::copy(tags_[lang].view(), header.tag);
        header.terms = static_cast<std::uint32_t>(terms.size());
        header.blocks = content.size();
        content.resize(content.size() + blocks.size() * sizeof blocks.front());
        std::memcpy(content.data() + header.blocks, blocks.data(),
                    blocks.size() * sizeof blocks.front());
        header.records = content.size();
        header.size = records.size();
        content += records;
        store(header, content, sizeof(FileHeader) + place * sizeof(LanguageHeader));
    }
    FileHeader header = {};
    std::ranges::copy(kMagic, header.magic);
    header.size = content.size();
    header.languages = static_cast<std::uint32_t>(tags_.size());
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
