#include "searchd/lexicon/lexicon.hpp"

#include "base/utf8.hpp"
#include "searchd/lexicon/cognate_keys.hpp"
#include "searchd/lexicon/derivation.hpp"
#include "searchd/lexicon/lazy.hpp"
#include "searchd/lexicon/table_file.hpp"
#include "searchd/lexicon/typed_keys.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace evresi::lexicon {
namespace {

constexpr LanguageTag kEnglish = LanguageTag::of("en");

constexpr std::array kOthers = {LanguageTag::of("el"), LanguageTag::of("bg"), LanguageTag::of("sl"),
                                LanguageTag::of("lv")};

/// How many alternatives go into the language between two that are joined through it, and out of
/// each of its terms.
constexpr std::size_t kMostThrough = 8;

/// What the translations of a file take from those of the files before it.
constexpr double kShareOfLater = 0.9;

/// What the translations of a base count for a word derived from it.
constexpr double kShareOfBase = 0.5;

/// And those of the two parts of a compound.
constexpr double kShareOfHead = 0.5;
constexpr double kShareOfModifier = 0.2;

/// And those of an English word that sounds like it.
constexpr double kShareOfCognate = 0.5;

/// Weights are raised to this power, their sum kept: which of several good translations a writer
/// takes is less sure than the tables make it look.
constexpr double kFlattening = 0.7;

/// The installed lexicon, from the folder of the program.
constexpr const char* kInstalledPath = "share/evresi/lexicon.bin";

/// A term of the target language, known by its number in one file.
struct Candidate {
    std::size_t file = 0;
    std::uint32_t number = 0;
    double weight = 0.0;
};

using Candidates = std::vector<Candidate>;

bool is_likelier(const Candidate& a, const Candidate& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    return std::pair(b.file, a.number) < std::pair(a.file, b.number);
}

double sum_of(const Candidates& candidates) {
    double sum = 0.0;
    for (const Candidate& candidate : candidates) sum += candidate.weight;
    return sum;
}

/// Adds up equal candidates and brings the likeliest to the front.
void join(Candidates& candidates) {
    std::ranges::sort(candidates, {}, [](const Candidate& candidate) {
        return std::pair(candidate.file, candidate.number);
    });
    Candidates joined;
    for (const Candidate& candidate : candidates) {
        if (!joined.empty() && joined.back().file == candidate.file &&
            joined.back().number == candidate.number) {
            joined.back().weight += candidate.weight;
        } else {
            joined.push_back(candidate);
        }
    }
    std::ranges::sort(joined, is_likelier);
    candidates = std::move(joined);
}

std::string_view without_last_letter(std::string_view text) {
    while (!text.empty() && is_utf8_continuation(text.back())) text.remove_suffix(1);
    if (!text.empty()) text.remove_suffix(1);
    return text;
}

/// Adds up equal candidates and scales their weights to sum up to 1.
void join_to_one(Candidates& candidates) {
    join(candidates);
    const double sum = sum_of(candidates);
    for (Candidate& candidate : candidates) candidate.weight /= sum;
}

void flatten(std::vector<Translation>& translations, double power) {
    double before = 0.0;
    double after = 0.0;
    for (Translation& one : translations) {
        before += one.weight;
        one.weight = std::pow(one.weight, power);
        after += one.weight;
    }
    for (Translation& one : translations) one.weight *= before / after;
}

}  // namespace

/// What leads to the words of a file by how they are typed or sound.
struct FileKeys {
    std::array<Lazy<TypedKeys>, kOthers.size()> typed;  ///< by the number in kOthers
    CognateKeys cognates;
};

struct Lexicon::State {
    std::vector<TableFile> files;
    std::vector<std::unique_ptr<FileKeys>> keys;  ///< of each file

    /// Nothing for a language that the file does not have, or that is typed as it is written.
    [[nodiscard]] const TypedKeys* typed_keys(std::size_t file, LanguageTag lang) const {
        const auto other = std::ranges::find(kOthers, lang);
        const auto language = files[file].language(lang);
        if (other == kOthers.end() || !language) return nullptr;
        return &keys[file]->typed[static_cast<std::size_t>(other - kOthers.begin())].get(
            [&] { return TypedKeys(files[file], *language, lang); });
    }

    /// The rows of a term in one file; `number` of the term there when it is known already.
    [[nodiscard]] Candidates rows(std::size_t file,
                                  LanguageTag from,
                                  std::string_view stems,
                                  std::optional<std::uint32_t> number,
                                  LanguageTag to) const {
        Candidates found;
        const TableFile& table = files[file];
        const auto source = table.language(from);
        const auto target = table.language(to);
        if (!source || !target) return found;
        if (!number) number = table.find(*source, stems);
        if (!number) return found;
        std::vector<Row> rows;
        table.rows(*source, *number, *target, rows);
        for (const Row& row : rows) found.push_back({file, row.target, row.weight});
        return found;
    }

    /// The rows of all files, each file's before those of the earlier ones. `known`: the term's
    /// number in one of them.
    [[nodiscard]] Candidates
    direct(LanguageTag from, std::string_view stems, const Candidate* known, LanguageTag to) const {
        std::vector<Candidates> levels;
        for (std::size_t i = files.size(); i-- > 0;) {
            const bool is_known = known != nullptr && known->file == i;
            Candidates found =
                rows(i, from, stems, is_known ? std::optional(known->number) : std::nullopt, to);
            if (!found.empty()) levels.push_back(std::move(found));
        }
        return shared_out(std::move(levels));
    }

    /// Candidates of several levels as one list: each level takes most of what is left by those
    /// before it, the last one takes all of it.
    [[nodiscard]] static Candidates shared_out(std::vector<Candidates> levels) {
        Candidates all;
        double left = 1.0;
        for (std::size_t i = 0; i < levels.size(); ++i) {
            const double share = i + 1 == levels.size() ? left : left * kShareOfLater;
            for (Candidate& candidate : levels[i]) {
                candidate.weight *= share;
                all.push_back(candidate);
            }
            left -= share;
        }
        std::ranges::stable_sort(all, is_likelier);
        return all;
    }

    [[nodiscard]] Candidates through(LanguageTag middle_lang,
                                     LanguageTag from,
                                     std::string_view stems,
                                     LanguageTag to) const {
        Candidates middles = direct(from, stems, nullptr, middle_lang);
        if (middles.size() > kMostThrough) middles.resize(kMostThrough);
        Candidates ends;
        for (const Candidate& middle : middles) {
            std::string known;
            // Another file knows the term by another number, or not at all.
            if (files.size() > 1) known = term(middle, middle_lang).stems;
            Candidates found = direct(middle_lang, known, &middle, to);
            if (found.size() > kMostThrough) found.resize(kMostThrough);
            for (Candidate& candidate : found) {
                candidate.weight *= middle.weight;
                ends.push_back(candidate);
            }
        }
        join_to_one(ends);
        return ends;
    }

    /// There and back: through English, for English through each of the others.
    [[nodiscard]] Candidates into_itself(LanguageTag lang, std::string_view stems) const {
        if (lang != kEnglish) return through(kEnglish, lang, stems, lang);
        Candidates all;
        for (const LanguageTag middle : kOthers) {
            std::ranges::copy(through(middle, lang, stems, lang), std::back_inserter(all));
        }
        join_to_one(all);
        return all;
    }

    /// Both the direct rows and those through English.
    [[nodiscard]] Candidates all(LanguageTag from, std::string_view stems, LanguageTag to) const {
        Candidates candidates = direct(from, stems, nullptr, to);
        if (from == kEnglish || to == kEnglish) return candidates;
        std::vector<Candidates> levels;
        if (!candidates.empty()) levels.push_back(std::move(candidates));
        Candidates joined = through(kEnglish, from, stems, to);
        if (!joined.empty()) levels.push_back(std::move(joined));
        return shared_out(std::move(levels));
    }

    /// What is known of the word that this one may be derived from.
    [[nodiscard]] Candidates
    of_base(LanguageTag from, std::string_view stem, LanguageTag to) const {
        for (const std::string& base : base_stems(from, stem)) {
            Candidates candidates = all(from, base, to);
            if (candidates.empty()) continue;
            for (Candidate& candidate : candidates) candidate.weight *= kShareOfBase;
            return candidates;
        }
        return {};
    }

    /// What is known of the two words that this one may be made of.
    [[nodiscard]] Candidates
    of_parts(LanguageTag from, std::string_view stem, LanguageTag to) const {
        for (const CompoundParts& parts : compound_parts(stem)) {
            Candidates candidates = all(from, parts.head, to);
            if (candidates.empty()) continue;
            const Candidates modifiers = of_modifier(from, parts.modifier, to);
            if (modifiers.empty() && !parts.is_long) continue;
            for (Candidate& candidate : candidates) candidate.weight *= kShareOfHead;
            for (Candidate candidate : modifiers) {
                candidate.weight *= kShareOfModifier;
                candidates.push_back(candidate);
            }
            join(candidates);
            return candidates;
        }
        return {};
    }

    /// The English words that a word sounds like: of each file, the last one first, each with its
    /// share.
    [[nodiscard]] std::vector<Candidates> cognates(std::string_view stem) const {
        std::vector<Candidates> of_files;
        for (std::size_t i = files.size(); i-- > 0;) {
            const auto english = files[i].language(kEnglish);
            if (!english) continue;
            Candidates& found = of_files.emplace_back();
            for (const std::uint32_t number : keys[i]->cognates.find(files[i], *english, stem)) {
                found.push_back({i, number, kShareOfCognate});
            }
            for (Candidate& cognate : found) cognate.weight /= static_cast<double>(found.size());
        }
        return of_files;
    }

    /// What the first file that knows anything of its cognates knows of them.
    [[nodiscard]] Candidates of_cognates(const std::vector<Candidates>& of_files,
                                         LanguageTag to) const {
        Candidates all_of_them;
        for (const Candidates& cognates : of_files) {
            if (!all_of_them.empty()) break;
            if (to == kEnglish) {
                all_of_them = cognates;
                continue;
            }
            for (const Candidate& cognate : cognates) {
                for (Candidate candidate :
                     direct(kEnglish, term(cognate, kEnglish).stems, &cognate, to)) {
                    candidate.weight *= cognate.weight;
                    all_of_them.push_back(candidate);
                }
            }
        }
        join(all_of_them);
        return all_of_them;
    }

    /// As it stands, or without the letter that links it to its head.
    [[nodiscard]] Candidates
    of_modifier(LanguageTag from, std::string_view modifier, LanguageTag to) const {
        Candidates candidates = all(from, modifier, to);
        const std::string_view unlinked = without_last_letter(modifier);
        if (candidates.empty() && count_utf8(unlinked) >= kLeastModifier) {
            candidates = all(from, unlinked, to);
        }
        return candidates;
    }

    /// As terms, at most `most`, their weights raised to the power of `flattening`.
    [[nodiscard]] std::vector<Translation> translations(const Candidates& candidates,
                                                        LanguageTag to,
                                                        std::size_t most,
                                                        double flattening) const {
        std::vector<Translation> translations;
        for (const Candidate& candidate : candidates) {
            if (translations.size() >= most && files.size() == 1) break;
            Term found = term(candidate, to);
            if (found.stems.empty() || candidate.weight <= 0.0) continue;
            // The same term may come from several files, and both directly and through English.
            const auto same = std::ranges::find(translations, found.stems, &Translation::stems);
            if (same != translations.end()) {
                same->weight += candidate.weight;
            } else {
                translations.push_back(
                    {std::move(found.stems), std::move(found.text), candidate.weight});
            }
        }
        if (flattening != 1.0) flatten(translations, flattening);
        std::ranges::stable_sort(translations, std::greater<>(), &Translation::weight);
        if (translations.size() > most) translations.resize(most);
        return translations;
    }

    [[nodiscard]] Term term(const Candidate& candidate, LanguageTag lang) const {
        const TableFile& table = files[candidate.file];
        const auto language = table.language(lang);
        return language ? table.term(*language, candidate.number) : Term();
    }
};

Lexicon::Lexicon(std::unique_ptr<State> state) : state_(std::move(state)) {}
Lexicon::Lexicon(Lexicon&&) noexcept = default;
Lexicon& Lexicon::operator=(Lexicon&&) noexcept = default;
Lexicon::~Lexicon() = default;

Result<std::shared_ptr<const Lexicon>> Lexicon::open(const std::vector<std::string>& paths) {
    auto state = std::make_unique<State>();
    for (const std::string& path : paths) {
        auto file = TableFile::open(path);
        if (!file) return file.error();
        state->files.push_back(std::move(*file));
        state->keys.push_back(std::make_unique<FileKeys>());
    }
    return std::shared_ptr<const Lexicon>(new Lexicon(std::move(state)));
}

void Lexicon::prepare(const std::stop_token& stop) const {
    for (std::size_t i = 0; i < state_->files.size(); ++i) {
        for (const LanguageTag lang : kOthers) {
            if (!stop.stop_requested()) (void)state_->typed_keys(i, lang);
        }
        const auto english = state_->files[i].language(kEnglish);
        if (english) state_->keys[i]->cognates.prepare(state_->files[i], *english, stop);
    }
}

bool Lexicon::contains(LanguageTag lang, std::string_view stems) const {
    return std::ranges::any_of(state_->files, [&](const TableFile& table) {
        const auto language = table.language(lang);
        if (!language) return false;
        const auto number = table.find(*language, stems);
        return number && table.has_rows(*language, *number);
    });
}

KnownWord Lexicon::word(LanguageTag lang, std::string_view stem) const {
    KnownWord known;
    for (const TableFile& table : state_->files) {
        const auto language = table.language(lang);
        if (!language) continue;
        const auto number = table.find(*language, stem);
        if (!number || !table.has_rows(*language, *number)) continue;
        if (known.terms == 0) known.text = table.term(*language, *number).text;
        known.terms += 1 + table.longer_terms(*language, stem);
    }
    return known;
}

std::vector<Translation> Lexicon::translate(LanguageTag from,
                                            std::string_view stems,
                                            LanguageTag to,
                                            std::size_t most) const {
    if (from == to) {
        // What comes back is as sure as it looks.
        return state_->translations(state_->into_itself(from, stems), to, most, 1.0);
    }
    Candidates candidates = state_->all(from, stems, to);
    if (candidates.empty() && stems.find(' ') == std::string_view::npos) {
        candidates = state_->of_base(from, stems, to);
        if (candidates.empty()) candidates = state_->of_parts(from, stems, to);
    }
    return state_->translations(candidates, to, most, kFlattening);
}

std::vector<std::vector<Translation>> Lexicon::cognates(LanguageTag from,
                                                        std::string_view stem,
                                                        std::span<const LanguageTag> to,
                                                        std::size_t most) const {
    std::vector<std::vector<Translation>> translations(to.size());
    if (from == kEnglish) return translations;
    const std::vector<Candidates> cognates = state_->cognates(stem);
    for (std::size_t i = 0; i < to.size(); ++i) {
        if (to[i] == from) continue;
        translations[i] =
            state_->translations(state_->of_cognates(cognates, to[i]), to[i], most, kFlattening);
    }
    return translations;
}

std::vector<Lexicon::TypedWord>
Lexicon::typed_as(LanguageTag lang, std::string_view typed, std::size_t most) const {
    std::vector<TypedWord> words;
    for (std::size_t i = state_->files.size(); i-- > 0;) {
        const TableFile& table = state_->files[i];
        const TypedKeys* keys = state_->typed_keys(i, lang);
        const auto language = table.language(lang);
        if (keys == nullptr || !language) continue;
        for (const TypedFit& fit : keys->find(table, *language, typed)) {
            Term term = table.term(*language, fit.number);
            const bool is_there = std::ranges::any_of(
                words, [&](const TypedWord& other) { return other.stem == term.stems; });
            if (is_there) continue;
            words.push_back({std::move(term.text), std::move(term.stems), fit.is_whole});
        }
    }
    std::ranges::stable_sort(words, std::greater<>(), &TypedWord::is_whole);
    if (words.size() > most) words.resize(most);
    return words;
}

Result<std::shared_ptr<const Lexicon>> open_lexicon(const std::string& base,
                                                    const std::vector<std::string>& terms) {
    std::vector<std::string> paths;
    const std::string first = base.empty() ? default_path() : base;
    if (!first.empty() && first != "none") paths.push_back(first);
    paths.insert(paths.end(), terms.begin(), terms.end());
    if (paths.empty()) return std::shared_ptr<const Lexicon>();
    return Lexicon::open(paths);
}

std::string default_path() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (error) return {};
    const auto path = program.parent_path().parent_path() / kInstalledPath;
    return std::filesystem::is_regular_file(path, error) ? path.string() : std::string();
}

}  // namespace evresi::lexicon
