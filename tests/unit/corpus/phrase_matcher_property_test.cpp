// The matcher against one that tries every phrase at every word.
#include "corpus/gazetteer/phrase_matcher.hpp"
#include "corpus/gazetteer/word_stemmer.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

using namespace evresi::corpus;

namespace {

using evresi::LanguageTag;
using Match = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

constexpr LanguageTag kLanguages[] = {LanguageTag::of("el"), LanguageTag::of("bg"),
                                      LanguageTag::of("sl"), LanguageTag::of("lv"),
                                      LanguageTag::of("en")};

constexpr std::string_view kWords[] = {
    "Latgale",    "Latgales",    "latgalē",   "Rīga",       "Rīgas",       "projekts",
    "projekta",   "v",           "programa",  "programu",   "programi",    "Štajerska",
    "štajerske",  "občina",      "občine",    "περιφέρεια", "ΠΕΡΙΦΕΡΕΙΑΣ", "Ηπείρου",
    "της",        "προγράμματα", "πρόγραμμα", "район",      "района",      "програма",
    "програмата", "на",          "най",       "й",          "Interreg",    "Interregional",
    "Europe",     "europe's",    "2021",      "27",         "ESF",         "co\u00ADoperation",
    "x",          "č",           "fund",      "funds",      "funding"};

constexpr std::string_view kPrefixes[] = {"interr*",  "interreg*", "програм*",
                                          "περιφέρ*", "programm*", "program*"};

constexpr std::string_view kGaps[] = {" ",  " ",  " ",  "-", " – ",   ", ",
                                      ". ", "\n", "+ ", "",  "\u00A0"};

struct PhraseWord {
    std::string letters;  ///< folded, without '*'; or a stem
    Gap gap = Gap::space;
    enum class Kind { exact, prefix, stem } kind = Kind::exact;
};

struct Phrase {
    std::vector<PhraseWord> words;
    LanguageTag lang;  ///< undetermined: of all
    std::uint32_t payload = 0;
};

class NaiveMatcher {
public:
    void add(std::string_view phrase, std::uint32_t payload, LanguageTag lang, bool keep_dashes) {
        FoldedText folded;
        fold_words(phrase, folded);
        Phrase made{{}, lang, payload};
        WordStemmer stemmer(lang);
        for (std::size_t i = 0; i < folded.words.size(); ++i) {
            const FoldedWord& at = folded.words[i];
            PhraseWord word{std::string(folded.word(i)), at.gap, PhraseWord::Kind::exact};
            if (at.end < phrase.size() && phrase[at.end] == '*') {
                word.kind = PhraseWord::Kind::prefix;
                prefixes_.push_back(word.letters);
            } else if (const std::string_view stem = stemmer.stem(folded.surface(i));
                       !stem.empty()) {
                word.kind = PhraseWord::Kind::stem;
                word.letters = stem;
            }
            const bool follows_star = i > 0 && phrase[folded.words[i - 1].end] == '*';
            const bool is_hard = word.gap == Gap::hard && !follows_star;
            const bool is_dash = word.gap == Gap::dash && keep_dashes;
            word.gap = is_hard ? Gap::hard : is_dash ? Gap::dash : Gap::space;
            made.words.push_back(word);
        }
        phrases_.push_back(made);
    }

    [[nodiscard]] std::vector<Match> find(std::string_view text, LanguageTag lang) const {
        FoldedText folded;
        fold_words(text, folded);
        std::vector<Match> found;
        for (std::uint32_t first = 0; first < folded.words.size(); ++first) {
            for (const Phrase& phrase : phrases_) {
                const bool is_searched = phrase.lang.is_undetermined() || phrase.lang == lang;
                const auto last = static_cast<std::uint32_t>(first + phrase.words.size());
                if (!is_searched || last == first || last > folded.words.size()) continue;
                if (matches(phrase, folded, first)) found.emplace_back(first, last, phrase.payload);
            }
        }
        return found;
    }

private:
    [[nodiscard]] bool
    matches(const Phrase& phrase, const FoldedText& text, std::uint32_t first) const {
        WordStemmer stemmer(phrase.lang);
        for (std::uint32_t i = 0; i < phrase.words.size(); ++i) {
            const PhraseWord& wanted = phrase.words[i];
            const std::string_view word = text.word(first + i);
            const Gap gap = text.words[first + i].gap;
            if (i > 0) {
                if (gap == Gap::line) return false;
                if (wanted.gap == Gap::dash && gap != Gap::dash) return false;
                if (wanted.gap == Gap::space && gap == Gap::hard) return false;
            }
            switch (wanted.kind) {
            case PhraseWord::Kind::exact:
                if (word != wanted.letters) return false;
                break;
            case PhraseWord::Kind::prefix:
                if (longest_prefix(word) != wanted.letters) return false;
                break;
            case PhraseWord::Kind::stem:
                if (stemmer.stem(text.surface(first + i)) != wanted.letters) return false;
                break;
            }
        }
        return true;
    }

    // A word stands for the longest prefix among all phrases that it begins with.
    [[nodiscard]] std::string longest_prefix(std::string_view word) const {
        std::string longest;
        for (const std::string& prefix : prefixes_) {
            if (word.starts_with(prefix) && prefix.size() > longest.size()) longest = prefix;
        }
        return longest;
    }

    std::vector<Phrase> phrases_;
    std::vector<std::string> prefixes_;
};

class Random {
public:
    explicit Random(unsigned seed) : engine_(seed) {}
    std::size_t below(std::size_t n) { return engine_() % n; }
    template <typename List>
    std::string_view of(const List& list) {
        return list[below(std::size(list))];
    }

private:
    std::mt19937 engine_;
};

std::string random_phrase(Random& random) {
    static constexpr std::string_view kPhraseGaps[] = {" ", " ", " ", "-", ", ", "+ "};
    std::string phrase;
    for (std::size_t words = 1 + random.below(3); words > 0; --words) {
        if (!phrase.empty()) phrase += random.of(kPhraseGaps);
        phrase += random.below(8) == 0 ? random.of(kPrefixes) : random.of(kWords);
    }
    return phrase;
}

std::string random_text(Random& random) {
    std::string text;
    for (std::size_t words = random.below(60); words > 0; --words) {
        text += random.of(kWords);
        text += random.of(kGaps);
    }
    return text;
}

void unify(std::vector<Match>& matches) {
    std::sort(matches.begin(), matches.end());
    matches.erase(std::unique(matches.begin(), matches.end()), matches.end());
}

}  // namespace

TEST_CASE("The matcher finds what trying every phrase at every word finds") {
    std::size_t all = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        Random random(seed);
        PhraseMatcher matcher;
        NaiveMatcher naive;
        for (std::uint32_t i = 0; i < 60; ++i) {
            const std::string phrase = random_phrase(random);
            const bool keep_dashes = random.below(4) == 0;
            const auto payload = static_cast<std::uint32_t>(random.below(40));
            LanguageTag lang;
            if (random.below(2) == 0) {
                matcher.add(phrase, payload, {.keep_dashes = keep_dashes});
            } else {
                lang = kLanguages[random.below(std::size(kLanguages))];
                matcher.add_stemmed(phrase, payload, lang, {.keep_dashes = keep_dashes});
            }
            naive.add(phrase, payload, lang, keep_dashes);
        }
        StemMemory memory;
        for (int round = 0; round < 10; ++round) {
            const std::string text = random_text(random);
            const LanguageTag lang = kLanguages[random.below(std::size(kLanguages))];
            CAPTURE(text, lang.str());
            FoldedText folded;
            fold_words(text, folded);
            std::vector<PhraseMatch> matches;
            matcher.find(folded, lang, memory, matches);
            std::vector<Match> found;
            for (const PhraseMatch& match : matches) {
                found.emplace_back(match.first, match.last, match.payload);
            }
            const auto by_first = [](const Match& a, const Match& b) {
                return std::get<0>(a) < std::get<0>(b);
            };
            REQUIRE(std::is_sorted(found.begin(), found.end(), by_first));
            const std::size_t reported = found.size();
            unify(found);
            REQUIRE(found.size() == reported);
            std::vector<Match> wanted = naive.find(text, lang);
            unify(wanted);
            REQUIRE(found == wanted);
            all += wanted.size();
        }
    }
    CHECK(all > 1000);
}

TEST_CASE("Texts that are one word, one line or nothing but digits are folded whole") {
    FoldedText folded;
    PhraseMatcher matcher;
    matcher.add("fund", 1);
    matcher.add("fund fund", 2);
    matcher.add_stemmed("region region", 3, LanguageTag::of("en"));
    StemMemory memory;
    std::vector<PhraseMatch> matches;
    const std::string word(3'000'000, 'z');
    fold_words(word, folded);
    REQUIRE(folded.words.size() == 1);
    CHECK(folded.word(0) == word);
    matcher.find(folded, LanguageTag::of("en"), memory, matches);
    CHECK(matches.empty());

    std::string line;
    for (int i = 0; i < 300'000; ++i) line += "fund regions ";
    fold_words(line, folded);
    CHECK(folded.words.size() == 600'000);
    matcher.find(folded, LanguageTag::of("en"), memory, matches);
    CHECK(matches.size() == 300'000);

    fold_words(std::string(1'000'000, '7'), folded);
    REQUIRE(folded.words.size() == 1);
    CHECK(folded.words[0].is_number);
    CHECK(folded.digit_words().size() == 1);

    std::string digits;
    for (int i = 0; i < 500'000; ++i) digits += "7 ";
    fold_words(digits, folded);
    CHECK(folded.digit_words().size() == 500'000);
    CHECK(folded.breaks().size() == 1);
}
