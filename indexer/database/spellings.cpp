#include "indexer/database/spellings.hpp"

#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "indexer/database/durable_file.hpp"
#include "indexer/database/term_codec.hpp"

#include <xapian.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

namespace evresi::database {
namespace {

/// A line is a language, a stem without marks, and the stems that it stands for, parted by this. No
/// stem has one: tokens consist of letters, marks, digits and signs between digits.
constexpr char kSeparator = '\t';

constexpr std::string_view kKeyPrefix = "spelling:";

/// Longer words, in bytes, are no words of a language, and nobody types them.
constexpr std::size_t kLongestStem = 64;

struct Spelling {
    std::string stem;
    Xapian::doccount documents = 0;
};

/// "lang<TAB>unmarked" -> its stems. The order of keys is the order of lines in the file.
using SpellingMap = std::map<std::string, std::vector<Spelling>>;

std::string key_of(LanguageTag lang, std::string_view unmarked) {
    std::string key = lang.str();
    key += kSeparator;
    key += unmarked;
    return key;
}

/// Stems that lose nothing but marks.
void add_marked_stems(const Xapian::Database& database, LanguageTag lang, SpellingMap& spellings) {
    const std::string prefix = stem_term(lang, "");
    std::string folded;
    for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix);
         ++term) {
        const std::string name = *term;
        const std::string_view stem = std::string_view(name).substr(prefix.size());
        // A very long one is a beginning and a hash (term_codec.hpp), and no stem.
        if (is_ascii(stem) || stem.size() > kLongestStem) continue;
        folded.clear();
        analyzers::fold_surface(stem, folded);
        if (folded == stem) continue;
        spellings[key_of(lang, folded)].push_back({std::string(stem), term.get_termfreq()});
    }
}

/// What the writer noted; documents that had the words may be gone.
void add_noted(const Xapian::Database& database, SpellingMap& spellings) {
    const std::string prefix(kKeyPrefix);
    for (auto entry = database.metadata_keys_begin(prefix);
         entry != database.metadata_keys_end(prefix); ++entry) {
        const std::string name = *entry;
        const std::string_view line = std::string_view(name).substr(prefix.size());
        const std::size_t after_lang = line.find(kSeparator);
        const std::size_t after_key = line.rfind(kSeparator);
        if (after_lang == std::string_view::npos || after_lang == after_key) continue;
        const auto lang = LanguageTag::parse(line.substr(0, after_lang));
        if (!lang) continue;
        const std::string_view stem = line.substr(after_key + 1);
        const Xapian::doccount documents = database.get_termfreq(stem_term(*lang, stem));
        if (documents == 0) continue;
        spellings[std::string(line.substr(0, after_key))].push_back({std::string(stem), documents});
    }
}

Error damaged(const std::string& path, const std::string& what) {
    return fail(ErrorCode::index_damaged, path + " " + what + "; rebuild the index", path);
}

/// What a line is sorted and found by: language and stem without marks.
std::string_view key_of_line(std::string_view line) {
    const std::size_t after_lang = line.find(kSeparator);
    if (after_lang == std::string_view::npos) return {};
    const std::size_t after_key = line.find(kSeparator, after_lang + 1);
    return after_key == std::string_view::npos ? std::string_view() : line.substr(0, after_key);
}

}  // namespace

std::string spelling_key(LanguageTag lang, std::string_view unmarked, std::string_view stem) {
    if (unmarked.size() > kLongestStem || stem.size() > kLongestStem) return {};
    std::string key(kKeyPrefix);
    key += key_of(lang, unmarked);
    key += kSeparator;
    key += stem;
    return key;
}

std::string_view Spellings::line(std::size_t number) const noexcept {
    // Without the line feed.
    return std::string_view(content_).substr(lines_[number],
                                             lines_[number + 1] - lines_[number] - 1);
}

Result<Spellings> Spellings::read(const std::string& folder) {
    const std::string path = folder + "/" + std::string(kSpellingsName);
    std::ifstream file(path, std::ios::binary);
    Spellings spellings;
    spellings.content_.assign(std::istreambuf_iterator<char>(file), {});
    if (!file.is_open() || file.bad()) return damaged(path, "cannot be read");
    const std::string& content = spellings.content_;
    if (content.size() > std::numeric_limits<std::uint32_t>::max()) {
        return damaged(path, "is too long");
    }
    for (std::size_t at = 0; at < content.size();) {
        spellings.lines_.push_back(static_cast<std::uint32_t>(at));
        const std::size_t end = content.find('\n', at);
        if (end == std::string::npos) return damaged(path, "ends within a line");
        at = end + 1;
    }
    spellings.lines_.push_back(static_cast<std::uint32_t>(content.size()));
    std::string_view before;
    for (std::size_t i = 0; i < spellings.size(); ++i) {
        const std::string_view key = key_of_line(spellings.line(i));
        if (key <= before) return damaged(path, "is not in order");
        before = key;
    }
    return spellings;
}

std::vector<std::string_view> Spellings::find(LanguageTag lang, std::string_view unmarked) const {
    const std::string key = key_of(lang, unmarked);
    std::size_t first = 0;
    for (std::size_t count = size(); count > 0;) {
        const std::size_t half = count / 2;
        if (key_of_line(line(first + half)) < key) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    std::vector<std::string_view> stems;
    if (first == size() || key_of_line(line(first)) != key) return stems;
    std::string_view rest = line(first).substr(key.size());
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const std::string_view stem = rest.substr(0, rest.find(kSeparator));
        stems.push_back(stem);
        rest.remove_prefix(stem.size());
    }
    return stems;
}

Result<void> write_spellings(const Xapian::Database& database, const std::string& folder) {
    SpellingMap spellings;
    for (const analyzers::Language* language : analyzers::languages()) {
        if (analyzers::keeps_marks(*language)) {
            add_marked_stems(database, language->tag, spellings);
        }
    }
    add_noted(database, spellings);
    std::string content;
    for (auto& [key, stems] : spellings) {
        std::ranges::stable_sort(stems, std::ranges::greater{}, &Spelling::documents);
        if (stems.size() > kMostSpellings) stems.resize(kMostSpellings);
        content += key;
        for (const Spelling& spelling : stems) {
            content += kSeparator;
            content += spelling.stem;
        }
        content += '\n';
    }
    return write_durably(folder + "/" + std::string(kSpellingsName), content);
}

}  // namespace evresi::database
