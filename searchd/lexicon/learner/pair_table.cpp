#include "searchd/lexicon/learner/pair_table.hpp"

#include "analyzers/registry.hpp"
#include "searchd/lexicon/learner/packed_lines.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <tuple>
#include <unordered_map>

namespace evresi::lexicon {
namespace {

constexpr LanguageTag kEnglish = LanguageTag::of("en");
constexpr std::string_view kPrefix = "en-";
constexpr std::string_view kSuffix = ".tsv.zst";

/// Thousandths on a scale of about a quarter a step: so few different numbers pack well, and no
/// ranking hangs on more.
int thousandths(double weight) {
    if (weight <= 0.0) return 0;
    const double step = std::round(std::log(weight) / std::log(1.25));
    return std::max(1, static_cast<int>(std::lround(1000.0 * std::pow(1.25, step))));
}

std::optional<double> read_thousandths(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value / 1000.0;
}

/// Terms by how they are written, so that none is analysed twice.
class StemCache {
public:
    StemCache(TermAnalyzer& analyzer, LanguageTag lang) : analyzer_(analyzer), lang_(lang) {}

    const Term& term(std::string_view text) {
        const auto [place, is_new] = terms_.try_emplace(std::string(text));
        if (is_new) place->second = {analyzer_.stems(lang_, text), place->first};
        return place->second;
    }

private:
    TermAnalyzer& analyzer_;
    LanguageTag lang_;
    std::unordered_map<std::string, Term> terms_;
};

}  // namespace

std::optional<LanguageTag> language_of_table(const std::string& path) {
    const std::string name = std::filesystem::path(path).filename().string();
    if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) return std::nullopt;
    const auto tag = LanguageTag::parse(std::string_view(name).substr(
        kPrefix.size(), name.size() - kPrefix.size() - kSuffix.size()));
    if (!tag || analyzers::find_language(*tag) == nullptr) return std::nullopt;
    return tag;
}

Result<void>
write_pair_table(const std::string& folder, LanguageTag lang, std::vector<TermPair> pairs) {
    std::ranges::sort(pairs, {}, [](const TermPair& pair) {
        return std::tuple<const std::string&, const std::string&>(pair.english, pair.other);
    });
    std::string content;
    std::string_view previous;
    for (const TermPair& pair : pairs) {
        if (pair.english != previous) content += pair.english;
        previous = pair.english;
        content += '\t' + pair.other + '\t' + std::to_string(thousandths(pair.to_other)) + '\t' +
                   std::to_string(thousandths(pair.to_english)) + '\n';
    }
    const auto bytes = packed(content);
    if (!bytes) return bytes.error();
    const auto path =
        std::filesystem::path(folder) / (std::string(kPrefix).append(lang.view()).append(kSuffix));
    return write_whole(path.string(), *bytes);
}

Result<void>
add_pair_table(const std::string& path, TermAnalyzer& analyzer, TableBuilder& builder) {
    const auto tag = language_of_table(path);
    if (!tag) {
        return fail(ErrorCode::invalid_argument,
                    path + ": the name of a table is en-<language>.tsv.zst", path);
    }
    const auto content = read_unpacked(path);
    if (!content) return content.error();
    StemCache english(analyzer, kEnglish);
    StemCache other(analyzer, *tag);
    std::vector<std::string_view> columns;
    std::string_view repeated;
    std::size_t wrong = 0;
    for_each_line(*content, [&](std::size_t number, std::string_view line) {
        split_columns(line, columns);
        const auto there = columns.size() == 4 ? read_thousandths(columns[2]) : std::nullopt;
        const auto back = columns.size() == 4 ? read_thousandths(columns[3]) : std::nullopt;
        if (!there || !back) {
            if (wrong == 0) wrong = number;
            return;
        }
        if (!columns[0].empty()) repeated = columns[0];
        const Term& from = english.term(repeated);
        const Term& to = other.term(columns[1]);
        if (from.stems.empty() || to.stems.empty()) return;
        if (*there > 0) builder.add(kEnglish, from, *tag, to, *there);
        if (*back > 0) builder.add(*tag, to, kEnglish, from, *back);
    });
    if (wrong != 0) {
        return fail(ErrorCode::malformed_input,
                    path + ":" + std::to_string(wrong) + ": not a pair of terms and two weights",
                    path);
    }
    return {};
}

}  // namespace evresi::lexicon
