#include "corpus/gazetteer/gazetteer.hpp"

#include "base/utf8.hpp"
#include "corpus/gazetteer/fold.hpp"
#include "corpus/gazetteer/forms.hpp"
#include "corpus/gazetteer/tables.hpp"
#include "corpus/gazetteer/word_hash.hpp"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <unordered_map>

namespace evresi::corpus {
namespace {

constexpr std::array<std::string_view, 5> kLanguages = {"el", "bg", "sl", "lv", "en"};
constexpr std::size_t kMaxSlugBytes = 100;

std::size_t language_index(std::string_view tag) noexcept {
    return static_cast<std::size_t>(std::find(kLanguages.begin(), kLanguages.end(), tag) -
                                    kLanguages.begin());
}

bool lists_language(std::string_view list, std::string_view tag) noexcept {
    return list.find(tag) != std::string_view::npos;
}

struct Programme {
    std::string_view canonical;
    std::array<std::string_view, kLanguages.size()> names;
};

/// Everything about programmes that is looked up by id or by whole name.
class Programmes {
public:
    Programmes() {
        for (const std::vector<std::string_view>& row : table_rows(kProgrammesTsv)) add(row);
    }

    [[nodiscard]] const Programme* find(std::string_view id) const {
        const auto found = programmes_.find(id);
        return found == programmes_.end() ? nullptr : &found->second;
    }

    [[nodiscard]] std::string_view id_of(const std::string& key) const {
        if (!may_be_key_[place_of(key)]) return {};
        const auto found = ids_.find(key);
        return found == ids_.end() ? std::string_view() : found->second;
    }

private:
    void add(const std::vector<std::string_view>& row) {
        const std::string_view id = row[0];
        Programme& programme = programmes_[id];
        programme.canonical = row[1];
        add_key(fold_key(id), id);
        add_key(fold_key(row[1]), id);
        add_key(fold_key(row[4]), id);
        if (row[5] != "name" || row[6] == "ctx") return;
        for (std::size_t i = 0; i < kLanguages.size(); ++i) {
            if (lists_language(row[3], kLanguages[i]) && programme.names[i].empty()) {
                programme.names[i] = row[4];
            }
        }
    }

    // A name that several programmes share is no name of any.
    void add_key(std::string key, std::string_view id) {
        may_be_key_.set(place_of(key));
        const auto [found, is_new] = ids_.try_emplace(std::move(key), id);
        if (!is_new && found->second != id) found->second = {};
    }

    static std::size_t place_of(std::string_view key) noexcept {
        return static_cast<std::size_t>(hash_word(key) >> 32) % kPlaces;
    }

    static constexpr std::size_t kPlaces = std::size_t{1} << 15;

    std::unordered_map<std::string_view, Programme> programmes_;
    std::bitset<kPlaces>
        may_be_key_;  // nearly all words of capitals that are asked for are no keys
    std::unordered_map<std::string, std::string_view> ids_;
};

const Programmes& programmes() {
    static const Programmes all;
    return all;
}

bool is_country(std::string_view code) {
    const std::span<const std::string_view> codes = country_codes();
    return std::binary_search(codes.begin(), codes.end(), code);
}

std::string display_country(std::string_view code, std::string_view language) {
    icu::UnicodeString name;
    const std::string language_name(language);
    icu::Locale("", std::string(code).c_str())
        .getDisplayCountry(icu::Locale(language_name.c_str()), name);
    std::string utf8;
    name.toUTF8String(utf8);
    return utf8;
}

using CountryNames = std::unordered_map<std::string, std::string>;

CountryNames make_country_names() {
    CountryNames names;
    for (const std::string_view code : country_codes()) {
        for (const std::string_view language : kLanguages) {
            names.try_emplace(fold_key(display_country(code, language)), code);
        }
    }
    for (const std::vector<std::string_view>& row : table_rows(kCountriesTsv)) {
        if (row[2] == "adjective" || row[2] == "people") continue;
        for (const std::string& form : expand_forms(row[3])) {
            names.try_emplace(fold_key(form), row[0]);
        }
    }
    for (const std::string_view name : {"European Union", "Ευρωπαϊκή Ένωση", "Европейски съюз",
                                        "Evropska unija", "Eiropas Savienība"}) {
        names.try_emplace(fold_key(name), "EU");
    }
    return names;
}

std::uint32_t fnv1a(std::string_view text) noexcept {
    std::uint32_t hash = 2166136261u;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    return hash;
}

}  // namespace

std::span<const std::string_view> country_codes() {
    // Locale::getISOCountries is a fixed list that ends with a null.
    static const std::vector<std::string_view> codes = [] {
        std::vector<std::string_view> list;
        for (const char* const* at = icu::Locale::getISOCountries(); *at != nullptr; ++at) {
            list.emplace_back(*at);
        }
        list.emplace_back("XK");
        std::sort(list.begin(), list.end());
        return list;
    }();
    return codes;
}

std::string_view programme_label(std::string_view id, LanguageTag lang) noexcept {
    const Programme* const programme = programmes().find(id);
    if (programme == nullptr) return {};
    const std::size_t index = language_index(lang.view());
    // The English names of the table are the canonical ones; its English forms are for matching.
    if (index >= kLanguages.size() || kLanguages[index] == "en") return programme->canonical;
    return programme->names[index].empty() ? programme->canonical : programme->names[index];
}

std::optional<std::string> programme_id(std::string_view name) {
    const std::string_view id = programmes().id_of(fold_key(name));
    if (id.empty()) return std::nullopt;
    return std::string(id);
}

std::string programme_slug(std::string_view name) {
    std::string slug;
    FoldedText folded;
    fold_words(name, folded);
    for (std::size_t i = 0; i < folded.words.size(); ++i) {
        const std::string_view word = folded.word(i);
        if (!slug.empty()) slug += '-';
        slug += word == "+" ? std::string_view("plus") : word;
    }
    if (slug.size() <= kMaxSlugBytes) return slug;
    // Long names that begin alike stay apart by their hash.
    static constexpr std::string_view kHex = "0123456789abcdef";
    std::uint32_t hash = fnv1a(slug);
    const std::size_t cut = slug.rfind('-', kMaxSlugBytes - 9);
    const std::size_t most = cut == std::string::npos || cut == 0 ? kMaxSlugBytes - 9 : cut;
    slug.resize(utf8_prefix(slug, most).size());
    slug += '-';
    for (int i = 0; i < 8; ++i, hash <<= 4) slug += kHex[hash >> 28];
    return slug;
}

std::string country_label(std::string_view code, LanguageTag lang) {
    if (code == "EU") {
        static constexpr std::array<std::string_view, kLanguages.size()> kUnion = {
            "Ευρωπαϊκή Ένωση", "Европейски съюз", "Evropska unija", "Eiropas Savienība",
            "European Union"};
        const std::size_t index = language_index(lang.view());
        return std::string(kUnion[std::min(index, kLanguages.size() - 1)]);
    }
    if (!is_country(code)) return std::string(code);
    const std::string label = display_country(code, lang.is_undetermined() ? "en" : lang.view());
    return label.empty() ? std::string(code) : label;
}

std::optional<std::string> country_code(std::string_view code_or_name) {
    // A code is nearly always written as such.
    if (code_or_name.size() == 2 && code_or_name != "EL" && code_or_name != "UK" &&
        (code_or_name == "EU" || is_country(code_or_name))) {
        return std::string(code_or_name);
    }
    std::string key = fold_key(code_or_name);
    if (key.size() == 2) {
        std::string code = key;
        for (char& c : code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (code == "EL") return "GR";
        if (code == "UK") return "GB";
        if (code == "EU" || is_country(code)) return code;
    }
    static const CountryNames names = make_country_names();
    const auto found = names.find(key);
    if (found == names.end()) return std::nullopt;
    return found->second;
}

}  // namespace evresi::corpus
