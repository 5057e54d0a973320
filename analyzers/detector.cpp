#include "analyzers/detector.hpp"

#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <vector>

namespace evresi::analyzers {
namespace {

/// More text makes no detection surer, only slower.
constexpr std::size_t kSampleBytes = 8192;
/// CLD2 guesses wildly below about this many letters; own evidence goes first there.
constexpr std::size_t kShortTextLetters = 40;
/// Below this about one word or two, where it calls any name English.
constexpr std::size_t kLeastGuessedLetters = 20;

constexpr LanguageTag kGreek = LanguageTag::of("el");
constexpr LanguageTag kBulgarian = LanguageTag::of("bg");
constexpr LanguageTag kSlovenian = LanguageTag::of("sl");
constexpr LanguageTag kLatvian = LanguageTag::of("lv");
constexpr LanguageTag kEnglish = LanguageTag::of("en");

constexpr bool within(char32_t c, char32_t first, char32_t last) {
    return c >= first && c <= last;
}

/// By blocks: the few signs inside them do not matter to a majority.
Script script_of(char32_t c) {
    if (c < 0x80) {
        return within(c | 0x20U, U'a', U'z') ? Script::latin : Script::none;
    }
    if (c < 0xAA || c == 0xD7 || c == 0xF7) return Script::none;
    if (within(c, 0xC0, 0x24F) || within(c, 0x1E00, 0x1EFF) || within(c, 0x2C60, 0x2C7F) ||
        within(c, 0xFF21, 0xFF5A)) {
        return Script::latin;
    }
    if (within(c, 0x370, 0x3FF) || within(c, 0x1F00, 0x1FFF)) return Script::greek;
    if (within(c, 0x400, 0x52F) || within(c, 0x1C80, 0x1C8F) || within(c, 0xA640, 0xA69F)) {
        return Script::cyrillic;
    }
    const bool is_letter_block = within(c, 0x530, 0x1DBF) || within(c, 0x2C00, 0x2DDF) ||
                                 within(c, 0x3041, 0xD7FF) || within(c, 0xF900, 0xFDFF) ||
                                 within(c, 0xFE70, 0xFEFC) || within(c, 0xFF66, 0xFFDC) ||
                                 within(c, 0x10000, 0x1CFFF) || within(c, 0x20000, 0x3FFFF);
    return is_letter_block ? Script::other : Script::none;
}

struct LetterCounts {
    std::array<std::size_t, 5> by_script{};

    void add(char32_t c) {
        const Script script = script_of(c);
        if (script != Script::none) ++by_script[static_cast<std::size_t>(script)];
    }
    [[nodiscard]] std::size_t of(Script script) const {
        return by_script[static_cast<std::size_t>(script)];
    }
    [[nodiscard]] std::size_t all() const {
        return of(Script::latin) + of(Script::greek) + of(Script::cyrillic) + of(Script::other);
    }
};

LetterCounts count_letters(std::string_view text) {
    LetterCounts counts;
    for (std::size_t at = 0; at < text.size();) counts.add(next_utf8(text, at));
    return counts;
}

/// The start of `text` in small letters, well-formed, with only single spaces between words:
/// what CLD2 reads best. Addresses on the web are left out, as they are in no language.
std::string sample_of(std::string_view text) {
    std::string letters;
    std::size_t at = 0;
    while (at < text.size() && letters.size() < kSampleBytes) {
        const char32_t c = next_utf8(text, at);
        const bool joins = c == '\'' || c == 0x2019 || c == '-';
        const bool is_mark = within(c, 0x300, 0x36F);
        if (script_of(c) != Script::none || is_mark || (joins && !letters.empty())) {
            append_utf8(c, letters);
        } else if (!letters.empty() && letters.back() != ' ') {
            letters.push_back(' ');
        }
    }
    std::string sample;
    casefold(letters, sample);
    return sample;
}

struct Guess {
    CLD2::Language language = CLD2::UNKNOWN_LANGUAGE;
    bool is_reliable = false;
    double share = 0.0;
};

Guess ask_cld2(const std::string& sample) {
    std::array<CLD2::Language, 3> languages{};
    std::array<int, 3> percents{};
    std::array<double, 3> scores{};
    int text_bytes = 0;
    int valid_bytes = 0;
    Guess guess;
    const CLD2::CLDHints hints{nullptr, nullptr, 0, CLD2::UNKNOWN_LANGUAGE};
    guess.language = CLD2::ExtDetectLanguageSummaryCheckUTF8(
        sample.data(), static_cast<int>(sample.size()), true, &hints, CLD2::kCLDFlagBestEffort,
        languages.data(), percents.data(), scores.data(), nullptr, &text_bytes, &guess.is_reliable,
        &valid_bytes);
    guess.share = percents[0] / 100.0;
    return guess;
}

/// The tag for a language of ours; `und` for all others.
LanguageTag tag_of(CLD2::Language language) {
    switch (language) {
    case CLD2::GREEK:
        return kGreek;
    case CLD2::BULGARIAN:
        return kBulgarian;
    case CLD2::SLOVENIAN:
        return kSlovenian;
    case CLD2::LATVIAN:
        return kLatvian;
    case CLD2::ENGLISH:
        return kEnglish;
    default:
        return {};
    }
}

// --- Latin script ------------------------------------------------------------------------------

constexpr std::array<LanguageTag, 3> kLatinTags{kSlovenian, kLatvian, kEnglish};

/// Stop words of our Latin-script languages without marks -> which of kLatinTags have them.
const std::unordered_map<std::string, std::array<bool, 3>>& latin_stop_words() {
    static const auto words = [] {
        std::unordered_map<std::string, std::array<bool, 3>> made;
        for (std::size_t i = 0; i < kLatinTags.size(); ++i) {
            const Language* language = find_language(kLatinTags[i]);
            if (language == nullptr) continue;
            for (const std::string_view word : language->stop_words) {
                std::string bare;
                fold_surface(word, bare);
                made[bare][i] = true;
            }
        }
        return made;
    }();
    return words;
}

/// How much in the text speaks for each of kLatinTags, and for a language that is none of them.
struct LatinEvidence {
    std::array<double, 3> ours{};
    double foreign = 0.0;
    double words = 0.0;

    [[nodiscard]] double& of(LanguageTag tag) {
        return ours[static_cast<std::size_t>(std::find(kLatinTags.begin(), kLatinTags.end(), tag) -
                                             kLatinTags.begin())];
    }
    [[nodiscard]] std::size_t best() const {
        return static_cast<std::size_t>(std::max_element(ours.begin(), ours.end()) - ours.begin());
    }
    /// How far the best one is ahead of the second.
    [[nodiscard]] double lead() const {
        std::array<double, 3> sorted = ours;
        std::sort(sorted.begin(), sorted.end());
        return sorted[2] - sorted[1];
    }
};

void weigh_letter(char32_t c, LatinEvidence& evidence) {
    switch (c) {
    case U'ā':
    case U'ē':
    case U'ī':
    case U'ģ':
    case U'ķ':
    case U'ļ':
    case U'ņ':
        evidence.of(kLatvian) += 1.0;
        break;
    case U'ū':
        evidence.of(kLatvian) += 0.5;
        break;
    case U'č':
    case U'š':
    case U'ž':
        evidence.of(kSlovenian) += 0.4;
        evidence.of(kLatvian) += 0.2;
        break;
    default:
        if (c >= 0xC0 && script_of(c) == Script::latin) evidence.foreign += 1.0;
        break;
    }
}

void weigh_word(const std::string& word, LatinEvidence& evidence) {
    evidence.words += 1.0;
    const auto found = latin_stop_words().find(word);
    if (found == latin_stop_words().end()) return;
    const auto sharers =
        static_cast<double>(std::count(found->second.begin(), found->second.end(), true));
    for (std::size_t i = 0; i < kLatinTags.size(); ++i) {
        if (found->second[i]) evidence.ours[i] += 1.0 / sharers;
    }
}

LatinEvidence weigh_latin(const std::string& sample) {
    LatinEvidence evidence;
    for (std::size_t at = 0; at < sample.size();) weigh_letter(next_utf8(sample, at), evidence);
    std::string bare;
    fold_surface(sample, bare);
    for (std::size_t begin = 0; begin < bare.size();) {
        const std::size_t end = std::min(bare.find(' ', begin), bare.size());
        if (end > begin) weigh_word(bare.substr(begin, end - begin), evidence);
        begin = end + 1;
    }
    return evidence;
}

/// South Slavic neighbours that CLD2 takes Slovenian for, above all without marks.
bool is_near_slovenian(CLD2::Language language) {
    return language == CLD2::CROATIAN || language == CLD2::BOSNIAN || language == CLD2::SERBIAN ||
           language == CLD2::SLOVAK || language == CLD2::CZECH;
}

Detection long_latin(const Guess& guess, const LatinEvidence& evidence) {
    const LanguageTag tag = tag_of(guess.language);
    const bool has_best = evidence.lead() >= 0.05 * evidence.words && evidence.lead() > 0.0;
    const LanguageTag best = has_best ? kLatinTags[evidence.best()] : LanguageTag{};
    if (!tag.is_undetermined() && (guess.is_reliable || best == tag)) {
        return {tag, guess.is_reliable ? std::max(0.5, guess.share) : 0.5};
    }
    if (is_near_slovenian(guess.language) && best == kSlovenian &&
        evidence.lead() >= 0.15 * evidence.words && evidence.foreign == 0.0) {
        return {kSlovenian, 0.6};
    }
    if (guess.is_reliable) return {{}, guess.share};
    if (has_best && evidence.foreign < evidence.lead()) return {best, 0.5};
    return {tag, 0.3};
}

Detection short_latin(const Guess& guess,
                      const LatinEvidence& evidence,
                      std::size_t letters,
                      LanguageTag hint) {
    if (evidence.lead() >= 0.9 && evidence.foreign < evidence.lead()) {
        return {kLatinTags[evidence.best()], 0.7};
    }
    const Language* hinted = find_language(hint);
    const bool hint_fits = hinted != nullptr && hinted->script == Script::latin;
    if (hint_fits && evidence.foreign == 0.0) return {hint, 0.5};
    if (evidence.lead() > 0.0 && evidence.foreign == 0.0) {
        return {kLatinTags[evidence.best()], 0.4};
    }
    if (hint_fits) return {hint, 0.3};
    if (guess.is_reliable && letters >= kLeastGuessedLetters && evidence.foreign == 0.0) {
        const LanguageTag tag = tag_of(guess.language);
        if (!tag.is_undetermined()) return {tag, 0.4};
    }
    return {{}, 0.0};
}

Detection detect_latin(const std::string& sample, std::size_t letters, LanguageTag hint) {
    const Guess guess = ask_cld2(sample);
    const LatinEvidence evidence = weigh_latin(sample);
    if (letters < kShortTextLetters) return short_latin(guess, evidence, letters, hint);
    const Detection found = long_latin(guess, evidence);
    if (found.confidence < 0.4) {
        const Detection hinted = short_latin(guess, evidence, letters, hint);
        if (hinted.confidence > found.confidence) return hinted;
    }
    return found;
}

// --- Cyrillic script ---------------------------------------------------------------------------

/// Letters of Russian, Ukrainian, Belarusian, Serbian and Macedonian that Bulgarian has not.
bool is_not_bulgarian(char32_t c) {
    static constexpr std::u32string_view kForeign = U"ыэёіїєґђјљњћџѓќѕў";
    return kForeign.find(c) != std::u32string_view::npos;
}

Detection detect_cyrillic(const std::string& sample, std::size_t letters) {
    std::size_t foreign = 0;
    for (std::size_t at = 0; at < sample.size();)
        foreign += is_not_bulgarian(next_utf8(sample, at));
    // A foreign name in a Bulgarian text is no reason to leave Bulgarian.
    if (foreign * 100 > letters) return {{}, 0.9};
    if (letters < kShortTextLetters) return {kBulgarian, 0.7};
    const Guess guess = ask_cld2(sample);
    if (guess.language == CLD2::BULGARIAN) return {kBulgarian, guess.is_reliable ? 0.98 : 0.8};
    if (guess.is_reliable && guess.share >= 0.5) return {{}, guess.share};
    return {kBulgarian, 0.6};
}

}  // namespace

Script dominant_script(std::string_view text) noexcept {
    const LetterCounts counts = count_letters(text);
    Script best = Script::none;
    std::size_t most = 0;
    for (const Script script : {Script::greek, Script::cyrillic, Script::latin, Script::other}) {
        if (counts.of(script) > most) {
            most = counts.of(script);
            best = script;
        }
    }
    return best;
}

Detection LanguageDetector::detect(std::string_view text, LanguageTag hint) const {
    const std::string sample = sample_of(text);
    const LetterCounts counts = count_letters(sample);
    const std::size_t all = counts.all();
    if (all == 0) return {find_language(hint) == nullptr ? LanguageTag{} : hint, 0.0};
    // Names of projects and programmes stand in Latin letters in every language, so a third of
    // the letters is enough for the others.
    const auto share = [&](Script script) {
        return static_cast<double>(counts.of(script)) / static_cast<double>(all);
    };
    if (share(Script::greek) >= 1.0 / 3) return {kGreek, 0.6 + 0.4 * share(Script::greek)};
    if (share(Script::cyrillic) >= 1.0 / 3) {
        return detect_cyrillic(sample, counts.of(Script::cyrillic));
    }
    if (share(Script::other) > 0.5) return {{}, share(Script::other)};
    return detect_latin(sample, counts.of(Script::latin), hint);
}

}  // namespace evresi::analyzers
