#include "analyzers/detector.hpp"

#include "analyzers/detection/alphabet.hpp"
#include "analyzers/detection/model.hpp"
#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

namespace evresi::analyzers {
namespace {

using detection::kClasses;
using detection::kEdge;
using detection::Model;
using detection::script_of;

/// More text makes no detection surer, only slower.
constexpr std::size_t kSampleBytes = 2048;
/// So many letters are weighed before it is asked whether they tell enough; then twice as many.
constexpr std::size_t kFirstLook = 160;
constexpr double kSure = 0.995;
/// Fewer letters are a word or two, names as often as not.
constexpr std::size_t kShortTextLetters = 14;
constexpr double kLeastOfShort = 0.75;
constexpr double kSureOfWord = 0.95;
constexpr double kLeast = 0.5;
/// A text of fewer letters is a title or a line of a list, of names for the greater part.
constexpr std::size_t kTitleLetters = 100;
constexpr double kShareOfTitle = 0.12;
constexpr double kShareOfText = 0.25;
/// How much likelier the language of the surrounding document is than each other one.
constexpr double kHintFactor = 6.0;

/// The models know each class about as often as it was in their samples. Texts in Slovenian and
/// Bulgarian are what users bring, and their neighbours' now and then; English words stand in
/// texts of every language.
struct PriorFactor {
    std::string_view name;
    double factor;
};
constexpr std::array kPriorFactors{PriorFactor{"sl", 2.8}, PriorFactor{"en", 0.5},
                                   PriorFactor{"bg", 1.6}, PriorFactor{"mk", 1.6}};

constexpr LanguageTag kGreek = LanguageTag::of("el");
constexpr LanguageTag kBulgarian = LanguageTag::of("bg");

struct LetterCounts {
    std::array<std::size_t, 5> by_script{};
    bool has_marks = false;  ///< combining ones: the letters are not composed

    void add(char32_t c) {
        const Script script = script_of(c);
        if (script != Script::none) ++by_script[static_cast<std::size_t>(script)];
        if (c >= 0x300 && c <= 0x36F) has_marks = true;
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

/// The letters of one script in a text, small, with one edge between words. Addresses on the web
/// and of mail are left out from where they show themselves, as they are in no language.
class LetterStream {
public:
    LetterStream(std::string_view text, const detection::Alphabet& alphabet)
        : text_(text), alphabet_(alphabet) {}

    /// The next letter or edge; 0 behind the last.
    char32_t next() {
        while (at_ < text_.size()) {
            const std::size_t begin = at_;
            const char32_t c = next_utf8(text_, at_);
            const char32_t letter = alphabet_.letter(c);
            if (letter != 0) return letter;
            const bool is_address = (c == U':' && text_.substr(begin, 3) == "://") || c == U'@' ||
                                    (c == U'.' && ends_with_www(begin));
            if (is_address) at_ = std::min(text_.find_first_of(" \n\t", at_), text_.size());
            return kEdge;
        }
        return 0;
    }

private:
    [[nodiscard]] bool ends_with_www(std::size_t end) const {
        return end >= 3 && text_.substr(end - 3, 3) == "www";
    }

    std::string_view text_;
    const detection::Alphabet& alphabet_;
    std::size_t at_ = 0;
};

/// What the detector asks of a model for each text, made once.
struct Classes {
    explicit Classes(const Model& of) : model(of) {
        for (std::size_t k = 0; k < model.classes.size(); ++k) {
            const std::string_view name = model.classes[k];
            priors[k] = static_cast<double>(model.biases[k]);
            for (const PriorFactor& each : kPriorFactors) {
                if (name == each.name) priors[k] += std::log(each.factor);
            }
            const bool is_ours =
                name.size() == 2 && find_language(LanguageTag::of(name)) != nullptr;
            if (is_ours) tags[k] = LanguageTag::of(name);
        }
    }

    const Model& model;
    std::array<double, kClasses> priors{};
    std::array<LanguageTag, kClasses> tags;  ///< `und` for groups of others
};

const Classes& latin_classes() {
    static const Classes classes(detection::latin_model());
    return classes;
}

const Classes& cyrillic_classes() {
    static const Classes classes(detection::cyrillic_model());
    return classes;
}

/// How likely each class of a model is, for the letters seen so far.
class Scorer {
public:
    Scorer(const Classes& classes, LanguageTag hint)
        : classes_(classes), model_(classes.model), priors_(classes.priors) {
        static const double kHintWeight = std::log(kHintFactor);
        for (std::size_t k = 0; k < model_.classes.size(); ++k) {
            if (model_.classes[k] == hint.view()) priors_[k] += kHintWeight;
        }
        window_.push(kEdge);
    }

    void add(char32_t letter) {
        if (letter == kEdge && window_.is_at_edge()) return;
        window_.push(letter);
        ++letters_;
        std::uint64_t shorter = kEdge;
        for (std::size_t n = 1; n <= detection::kLongestGram; ++n) {
            const std::uint64_t key = window_.key(n);
            const std::uint32_t hash = detection::mixed(key);
            model_.prefetch(hash);
            recent_[recent_count_] = hash;
            recent_count_ += key == shorter ? 0u : 1u;
            shorter = key;
        }
        if (letters_ % kRecentLetters == 0) settle();
    }

    /// Weighs the letters until they tell enough, or end.
    void read(LetterStream letters) {
        std::size_t look = kFirstLook;
        while (const char32_t letter = letters.next()) {
            add(letter);
            if (letters_ < look || letter != kEdge) continue;
            settle();
            if (best().confidence > kSure) return;
            look = letters_ * 2;
        }
        add(kEdge);
        settle();
    }

    [[nodiscard]] std::size_t letters() const { return letters_; }

    /// The language of ours that is likelier than all others together, or `und`.
    [[nodiscard]] Detection best() const {
        std::array<double, kClasses> shares{};
        const double worth = static_cast<double>(model_.scale) /
                             std::sqrt(static_cast<double>(std::max<std::size_t>(letters_, 1)));
        double most = -1e9;
        for (std::size_t k = 0; k < model_.classes.size(); ++k) {
            shares[k] = priors_[k] + worth * sums_[k];
            most = std::max(most, shares[k]);
        }
        double sum = 0.0;
        double others = 0.0;
        Detection found;
        for (std::size_t k = 0; k < model_.classes.size(); ++k) {
            const double share = std::exp(shares[k] - most);
            sum += share;
            const LanguageTag tag = classes_.tags[k];
            if (tag.is_undetermined()) {
                others += share;
            } else if (share > found.confidence) {
                found = {tag, share};
            }
        }
        if (found.confidence < others) found = {{}, others};
        found.confidence /= sum;
        return found;
    }

private:
    /// Small sums are quick to add to, and would overflow after a few letters more than these.
    static constexpr std::size_t kRecentLetters = 50;
    static constexpr std::size_t kRecentGrams = kRecentLetters * detection::kLongestGram;

    /// Adds up what the recent grams weigh. They are looked up many at a time, so that the
    /// processor waits for the tables once and not for each gram.
    void settle() {
        using Bytes [[gnu::vector_size(8)]] = std::int8_t;
        using Shorts [[gnu::vector_size(16)]] = std::int16_t;
        static_assert(kClasses == 8);
        std::array<std::uint16_t, kRecentGrams + 1> found;
        std::size_t count = 0;
        for (std::size_t i = 0; i < recent_count_; ++i) {
            const std::uint32_t number = model_.number_of(recent_[i]);
            found[count] = static_cast<std::uint16_t>(number - 1);
            __builtin_prefetch(model_.weights.data() + found[count] * (number == 0 ? 0u : 1u));
            count += number == 0 ? 0u : 1u;
        }
        Shorts sums{};
        for (std::size_t i = 0; i < count; ++i) {
            Bytes weights;
            std::memcpy(&weights, model_.weights[found[i]].data(), sizeof weights);
            sums += __builtin_convertvector(weights, Shorts);
        }
        for (std::size_t k = 0; k < kClasses; ++k) sums_[k] += sums[k];
        recent_count_ = 0;
    }

    const Classes& classes_;
    const Model& model_;
    detection::Window window_;
    std::array<std::uint32_t, kRecentGrams + 1> recent_;  // mixed keys; filled up to the count
    std::size_t recent_count_ = 0;
    detection::Sums sums_{};
    std::array<double, kClasses> priors_;
    std::size_t letters_ = 0;
};

Detection detect_latin(std::string_view text, LanguageTag hint) {
    const Language* hinted = find_language(hint);
    const bool hint_fits = hinted != nullptr && hinted->script == Script::latin;
    Scorer scorer(latin_classes(), hint);
    scorer.read(LetterStream(text, detection::latin_alphabet()));
    const Detection found = scorer.best();
    const double least = scorer.letters() < kShortTextLetters ? kLeastOfShort : kLeast;
    if (found.confidence >= least) return found;
    return {hint_fits ? hint : LanguageTag{}, 0.3};
}

Detection detect_cyrillic(std::string_view text, LanguageTag hint) {
    Scorer scorer(cyrillic_classes(), hint);
    scorer.read(LetterStream(text, detection::cyrillic_alphabet()));
    const Detection found = scorer.best();
    // Bulgarian is the only language of ours in these letters: a word or two are taken for it
    // unless they speak against it.
    if (scorer.letters() < kShortTextLetters && found.confidence < kSureOfWord) {
        return {kBulgarian, 0.5};
    }
    return found;
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
    text = utf8_prefix(text, kSampleBytes);
    const LetterCounts counts = count_letters(text);
    const std::size_t all = counts.all();
    if (all == 0) return {find_language(hint) == nullptr ? LanguageTag{} : hint, 0.0};
    const auto share = [&](Script script) {
        return static_cast<double>(counts.of(script)) / static_cast<double>(all);
    };
    // Names of projects, programmes and products stand in Latin letters in every language, but
    // words in other letters seldom in English: a part of the letters is enough for those.
    const double enough = all < kTitleLetters ? kShareOfTitle : kShareOfText;
    if (share(Script::greek) >= enough) return {kGreek, 0.6 + 0.4 * share(Script::greek)};
    if (share(Script::other) > 0.5) return {{}, share(Script::other)};
    std::string composed;
    if (counts.has_marks) {
        casefold(text, composed);
        text = composed;
    }
    return share(Script::cyrillic) >= enough ? detect_cyrillic(text, hint)
                                             : detect_latin(text, hint);
}

}  // namespace evresi::analyzers
