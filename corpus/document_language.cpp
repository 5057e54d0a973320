#include "corpus/document_language.hpp"

#include "analyzers/registry.hpp"
#include "base/utf8.hpp"
#include "corpus/paragraph_language.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace evresi::corpus {
namespace {

constexpr std::size_t kSlices = 8;
constexpr std::size_t kSliceBytes = 256;
constexpr std::size_t kShortParagraph = 60;
/// Fewer bytes are a name or a word, which foreign names look like.
constexpr std::size_t kLeastForeign = 20;
/// How sure the detector must be of another language than that around.
constexpr double kTrusted = 0.5;
/// In a document that is in none of ours, a few words like ours are rather a neighbour's.
constexpr double kTrustedOutside = 0.85;
constexpr double kTrustedForeign = 0.9;

// The language that two samples of a text show without doubt, or `und`.
LanguageTag language_of_samples(std::string_view text) noexcept {
    constexpr std::size_t kLeast = 800;
    if (text.size() < kLeast) return {};
    const LanguageTag tag = clear_language(text.substr(text.size() / 4));
    return is_clearly_in(tag, text.substr(text.size() / 2)) ? tag : LanguageTag();
}

// Votes of parts of a text for its language, by their length and how sure each is.
class Votes {
public:
    void add(const analyzers::Detection& found, std::size_t bytes) {
        const double weight = found.confidence * static_cast<double>(bytes);
        for (auto& [tag, sum] : sums_) {
            if (tag == found.tag) {
                sum += weight;
                return;
            }
        }
        sums_.emplace_back(found.tag, weight);
    }
    /// The language of most votes and its share of what could have been cast for it.
    [[nodiscard]] analyzers::Detection winner(std::size_t bytes) const {
        analyzers::Detection most;
        for (const auto& [tag, sum] : sums_) {
            if (sum > most.confidence) most = {tag, sum};
        }
        if (bytes > 0) most.confidence /= static_cast<double>(bytes);
        return most;
    }

    /// Whether votes for so many more bytes could not change which language of ours wins.
    [[nodiscard]] bool is_decided(std::size_t bytes) const {
        double most = 0;
        double second = 0;
        LanguageTag tag;
        for (const auto& [each, sum] : sums_) {
            second = std::max(second, std::min(most, sum));
            if (sum > most) tag = each;
            most = std::max(most, sum);
        }
        return !tag.is_undetermined() && most - second > static_cast<double>(bytes);
    }

private:
    std::vector<std::pair<LanguageTag, double>> sums_;
};

// Whole characters of `text` from about `begin` on, at most `bytes`; well-formed text.
std::string_view slice(std::string_view text, std::size_t begin, std::size_t bytes) {
    while (begin < text.size() && is_utf8_continuation(text[begin])) ++begin;
    return utf8_prefix(text.substr(begin), bytes);
}

}  // namespace

// What most of the document is in, from slices all over it: it may begin or end with lines in
// another language. How sure that is counts for languages that are none of ours alone.
analyzers::Detection DocumentLanguage::detect_all(const Document& document,
                                                  LanguageTag declared) const {
    const std::string_view whole = document.text;
    Votes votes;
    std::size_t bytes = 0;
    const auto ask = [&](std::string_view part) {
        if (part.empty()) return;
        votes.add(detector_.detect(part, declared), part.size());
        bytes += part.size();
    };
    if (whole.size() <= kSliceBytes) ask(document.title);
    const std::size_t slices = std::clamp<std::size_t>(whole.size() / kSliceBytes, 1, kSlices);
    for (std::size_t i = 0; i < slices; ++i) {
        if (votes.is_decided((slices - i) * kSliceBytes * 3 / 2)) break;
        ask(slice(whole, whole.size() / slices * i, std::min(kSliceBytes * 3 / 2, whole.size())));
    }
    return votes.winner(bytes);
}

void DocumentLanguage::find(Document& document) const {
    if (document.lang_from != Provenance::given) {
        // A reader may leave what a page declares of itself, which is often a template's.
        const LanguageTag declared = document.lang;
        document.lang = language_of_samples(document.text);
        bool is_foreign = false;
        if (document.lang.is_undetermined()) {
            const analyzers::Detection found = detect_all(document, declared);
            is_foreign = found.tag.is_undetermined() && found.confidence >= kTrustedForeign;
            const bool keeps_declared =
                found.tag.is_undetermined() &&
                !(is_foreign && analyzers::find_language(declared) != nullptr);
            document.lang = keeps_declared ? declared : found.tag;
        }
        document.lang_from = Provenance::text;
        if (document.lang.is_undetermined()) {
            if (!is_foreign) document.lang = default_lang_;
            document.lang_from =
                document.lang.is_undetermined() ? Provenance::none : Provenance::given;
        }
    }
    if (document.title_lang.is_undetermined() && !document.title.empty()) {
        document.title_lang = of_part(document.title, document.lang);
    }
}

LanguageTag DocumentLanguage::of_part(std::string_view part, LanguageTag around) const {
    if (is_clearly_in(around, part)) return around;
    const analyzers::Detection found = detector_.detect(part, around);
    if (found.tag == around) return around;
    const bool is_around_ours =
        !around.is_undetermined() && analyzers::find_language(around) != nullptr;
    if (found.tag.is_undetermined()) {
        const bool is_foreign = part.size() >= kLeastForeign && found.confidence >= kTrustedForeign;
        // A language that is declared and none of ours is a better name for it than none.
        return is_foreign && is_around_ours ? found.tag : around;
    }
    const double trusted = is_around_ours ? kTrusted : kTrustedOutside;
    return part.size() < kShortParagraph && found.confidence < trusted ? around : found.tag;
}

}  // namespace evresi::corpus
