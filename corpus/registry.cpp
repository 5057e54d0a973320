#include "base/ascii.hpp"
#include "corpus/clean_text.hpp"
#include "corpus/encoding.hpp"
#include "corpus/reader.hpp"

#include <algorithm>
#include <string>

namespace evresi::corpus {
namespace {

bool ends_with_ignoring_case(std::string_view text, std::string_view suffix) noexcept {
    return text.size() > suffix.size() &&
           equals_ignoring_case(text.substr(text.size() - suffix.size()), suffix);
}

const Reader* by_suffix(std::string_view file_name) noexcept {
    for (const std::string_view packed : {".gz", ".zst"}) {
        if (ends_with_ignoring_case(file_name, packed)) {
            file_name.remove_suffix(packed.size());
            break;
        }
    }
    // The longest wins: "x.list.csv" is a list of files, not a table.
    const Reader* found = nullptr;
    std::size_t longest = 0;
    for (const Reader* const reader : readers()) {
        for (const std::string_view suffix : reader->suffixes) {
            if (suffix.size() <= longest || !ends_with_ignoring_case(file_name, suffix)) continue;
            found = reader;
            longest = suffix.size();
        }
    }
    return found;
}

const Reader* by_name(std::string_view name) noexcept {
    for (const Reader* const reader : readers()) {
        if (reader->name == name) return reader;
    }
    return nullptr;
}

bool starts_with_tag(std::string_view head) noexcept {
    for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body"}) {
        if (equals_ignoring_case(head.substr(0, tag.size()), tag)) return true;
    }
    return false;
}

}  // namespace

const Reader* find_reader(std::string_view file_name, std::string_view head) noexcept {
    if (const Reader* const known = by_suffix(file_name)) return known;
    if (head.substr(0, 1024).find("%PDF-") != std::string_view::npos) return by_name("pdf");
    const std::string_view start = trim(head);
    if (start.empty() || is_binary(head)) return nullptr;
    if (start.starts_with('{')) return by_name("jsonl");
    if (starts_with_tag(start)) return by_name("html");
    return by_name("plain_text");
}

}  // namespace evresi::corpus
