#include "searchd/lexicon/table_file.hpp"

#include "searchd/lexicon/table_format.hpp"

#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace evresi::lexicon {
namespace {

template <class T>
T load(std::string_view bytes, std::size_t at) {
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

/// The part [begin, begin + size) of `bytes`, or nothing when it does not lie inside.
std::optional<std::string_view>
part(std::string_view bytes, std::uint64_t begin, std::uint64_t size) {
    if (begin > bytes.size() || size > bytes.size() - begin) return std::nullopt;
    return bytes.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(size));
}

/// The text of a term, which is told by how each of its words differs from the stem.
void read_text(Cursor& cursor, std::string_view stems, std::string& text) {
    const std::uint64_t words = cursor.varint();
    if (words == 0) {
        text = cursor.bytes(cursor.varint());
        return;
    }
    for (std::uint64_t i = 0; i < words && cursor.is_good(); ++i) {
        const std::string_view stem = stems.substr(0, stems.find(' '));
        stems.remove_prefix(std::min(stem.size() + 1, stems.size()));
        if (i > 0) text.push_back(' ');
        text += stem.substr(0, static_cast<std::size_t>(cursor.varint()));
        text += cursor.bytes(cursor.varint());
    }
}

void skip_text(Cursor& cursor) {
    const std::uint64_t words = cursor.varint();
    if (words == 0) cursor.bytes(cursor.varint());
    for (std::uint64_t i = 0; i < words && cursor.is_good(); ++i) {
        cursor.varint();
        cursor.bytes(cursor.varint());
    }
}

}  // namespace

TableFile::TableFile(TableFile&& other) noexcept {
    *this = std::move(other);
}

TableFile& TableFile::operator=(TableFile&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(languages_, other.languages_);
    return *this;
}

TableFile::~TableFile() {
    // munmap wants a pointer to bytes that may change, though it changes none.
    if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

Result<TableFile> TableFile::open(const std::string& path) {
    const auto refused = [&](const std::string& why) {
        return fail(
            ErrorCode::malformed_input,
            "the lexicon " + path + " " + why + "; make it anew with evresi-compile-lexicon", path);
    };
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status = {};
    if (file < 0 || ::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        const int error = file < 0 ? errno : EINVAL;
        if (file >= 0) ::close(file);
        return fail(ErrorCode::io_error,
                    "the lexicon " + path + " cannot be opened: " + std::strerror(error), path);
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size < sizeof(FileHeader)) {
        ::close(file);
        return refused("is too short to be one");
    }
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
    const int error = errno;
    ::close(file);
    if (mapped == MAP_FAILED) {
        return fail(ErrorCode::io_error,
                    "the lexicon " + path + " cannot be mapped: " + std::strerror(error), path);
    }
    TableFile table;
    table.data_ = static_cast<const char*>(mapped);
    table.size_ = size;
    const std::string_view bytes(table.data_, size);
    const auto header = load<FileHeader>(bytes, 0);
    if (std::string_view(header.magic, sizeof header.magic) != kMagic) {
        return refused("is no compiled lexicon of this version");
    }
    if (header.size != size) return refused("is cut short or has grown");
    if (XXH3_64bits(bytes.data() + sizeof header, size - sizeof header) != header.checksum ||
        !table.read_languages()) {
        return refused("is damaged");
    }
    return table;
}

bool TableFile::read_languages() {
    const std::string_view bytes(data_, size_);
    const auto header = load<FileHeader>(bytes, 0);
    const auto headers =
        part(bytes, sizeof header, header.languages * std::uint64_t{sizeof(LanguageHeader)});
    if (!headers) return false;
    for (std::size_t i = 0; i < header.languages; ++i) {
        const auto entry = load<LanguageHeader>(*headers, i * sizeof(LanguageHeader));
        const std::size_t letters = strnlen(entry.tag, sizeof entry.tag);
        const auto tag = LanguageTag::parse(std::string_view(entry.tag, letters));
        const auto blocks =
            part(bytes, entry.blocks, (block_count(entry.terms) + 1) * sizeof(std::uint32_t));
        const auto records = part(bytes, entry.records, entry.size);
        if (!tag || !blocks || !records) return false;
        languages_.push_back({*tag, entry.terms, *blocks, *records});
    }
    return true;
}

std::optional<std::size_t> TableFile::language(LanguageTag tag) const noexcept {
    for (std::size_t i = 0; i < languages_.size(); ++i) {
        if (languages_[i].tag == tag) return i;
    }
    return std::nullopt;
}

std::string_view TableFile::block(const Language& language, std::size_t number) const {
    const auto begin = load<std::uint32_t>(language.blocks, number * sizeof(std::uint32_t));
    const auto end = load<std::uint32_t>(language.blocks, (number + 1) * sizeof(std::uint32_t));
    if (end < begin) return {};
    return part(language.records, begin, end - begin).value_or(std::string_view());
}

std::pair<std::uint32_t, bool> TableFile::place(std::size_t language,
                                                std::string_view stems) const {
    const Language& in = languages_[language];
    const auto first_of = [&](std::size_t number) {
        Cursor cursor(block(in, number));
        cursor.varint();  // The first term of a block shares nothing.
        return cursor.bytes(cursor.varint());
    };
    std::size_t low = 0;
    std::size_t high = block_count(in.terms);
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (first_of(middle) <= stems)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0) return {0, false};
    const std::size_t number = low - 1;
    const std::size_t count = std::min(kBlockTerms, in.terms - number * kBlockTerms);
    Cursor cursor(block(in, number));
    std::string term;
    std::size_t i = 0;
    for (; i < count && cursor.is_good(); ++i) {
        const std::uint64_t shared = cursor.varint();
        if (shared > term.size()) break;
        term.resize(static_cast<std::size_t>(shared));
        term += cursor.bytes(cursor.varint());
        if (term >= stems) break;
        cursor.bytes(cursor.varint());
    }
    return {static_cast<std::uint32_t>(number * kBlockTerms + i), i < count && term == stems};
}

std::optional<std::uint32_t> TableFile::find(std::size_t language, std::string_view stems) const {
    const auto [number, is_it] = place(language, stems);
    if (!is_it) return std::nullopt;
    return number;
}

std::size_t TableFile::longer_terms(std::size_t language, std::string_view stems) const {
    // The character behind a space: all terms that go on with another word lie between.
    std::string bound(stems);
    const std::uint32_t first = place(language, bound + ' ').first;
    const std::uint32_t last = place(language, bound + '!').first;
    return last - std::min(first, last);
}

std::string_view
TableFile::payload(const Language& language, std::uint32_t number, std::string* stems) const {
    if (number >= language.terms) return {};
    Cursor cursor(block(language, number / kBlockTerms));
    for (std::size_t i = 0; cursor.is_good(); ++i) {
        const std::uint64_t shared = cursor.varint();
        const std::string_view suffix = cursor.bytes(cursor.varint());
        if (stems != nullptr) {
            if (shared > stems->size()) return {};
            stems->resize(static_cast<std::size_t>(shared));
            *stems += suffix;
        }
        const std::string_view payload = cursor.bytes(cursor.varint());
        if (i == number % kBlockTerms) return payload;
    }
    return {};
}

Term TableFile::term(std::size_t language, std::uint32_t number) const {
    Term term;
    Cursor cursor(payload(languages_[language], number, &term.stems));
    read_text(cursor, term.stems, term.text);
    return term;
}

void TableFile::for_each_word(std::size_t language,
                              std::string_view beginning,
                              const std::function<void(std::uint32_t, const Term&)>& visit) const {
    const Language& in = languages_[language];
    Term term;
    const std::uint32_t first = beginning.empty() ? 0 : place(language, beginning).first;
    for (std::size_t number = first / kBlockTerms; number < block_count(in.terms); ++number) {
        Cursor cursor(block(in, number));
        term.stems.clear();
        const std::size_t count = std::min(kBlockTerms, in.terms - number * kBlockTerms);
        for (std::size_t i = 0; i < count && cursor.is_good(); ++i) {
            const std::uint64_t shared = cursor.varint();
            if (shared > term.stems.size()) break;
            term.stems.resize(static_cast<std::size_t>(shared));
            term.stems += cursor.bytes(cursor.varint());
            Cursor payload(cursor.bytes(cursor.varint()));
            if (!term.stems.starts_with(beginning)) {
                if (term.stems > beginning) return;
                continue;
            }
            if (term.stems.find(' ') != std::string::npos) continue;
            term.text.clear();
            read_text(payload, term.stems, term.text);
            if (!payload.is_good() || payload.is_at_end()) continue;
            visit(static_cast<std::uint32_t>(number * kBlockTerms + i), term);
        }
    }
}

bool TableFile::has_rows(std::size_t language, std::uint32_t number) const {
    Cursor cursor(payload(languages_[language], number, nullptr));
    skip_text(cursor);
    return cursor.is_good() && !cursor.is_at_end();
}

void TableFile::rows(std::size_t language,
                     std::uint32_t number,
                     std::size_t to,
                     std::vector<Row>& out) const {
    out.clear();
    Cursor cursor(payload(languages_[language], number, nullptr));
    skip_text(cursor);
    while (cursor.is_good() && !cursor.is_at_end()) {
        const std::uint64_t target_language = cursor.varint();
        Cursor rows(cursor.bytes(cursor.varint()));
        if (target_language != to) continue;
        while (rows.is_good() && !rows.is_at_end()) {
            const std::uint64_t target = rows.varint();
            const std::string_view weight = rows.bytes(1);
            if (weight.empty() || to >= languages_.size() || target >= languages_[to].terms) break;
            out.push_back({static_cast<std::uint32_t>(target),
                           unpack_weight(static_cast<std::uint8_t>(weight.front()))});
        }
    }
}

}  // namespace evresi::lexicon
