#include "indexer/database/typed_word.hpp"

#include "analyzers/romanised_spelling.hpp"
#include "analyzers/script_keys.hpp"
#include "analyzers/typed_letters.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string>

namespace evresi::database {
namespace {

using analyzers::ClassKey;
using analyzers::Script;

const LanguageTag kGreek = LanguageTag::of("el");
const LanguageTag kBulgarian = LanguageTag::of("bg");

constexpr double kLeastWeight = 0.01;
/// The weight that words get at most beside a typed word that is in the index itself.
constexpr double kMostBesideOwn = 0.25;
/// What is left of a weight when the index has Latin words that begin as the typed one does.
constexpr double kBesideRelative = 0.4;
/// The weight of other forms of the word that was typed, at most.
constexpr double kOtherForm = 0.6;
constexpr double kCostOfOtherForm = 1.0;
/// Letters of a typed word whose other forms are looked for.
constexpr std::size_t kLeastInflected = 4;
/// Symbols of the key that another form shares, and how many of the last ones it need not.
constexpr int kLeastShared = 3;
constexpr int kMostOpen = 2;
/// Words looked at for other forms.
constexpr int kMostLooks = 120;

/// How likely a word of so many letters is met by chance.
double chance_of(std::size_t letters) {
    if (letters >= 5) return 0.0;
    return letters == 4 ? 0.2 : letters == 3 ? 0.5 : 0.8;
}

/// Gathers words that a typed word may stand for.
class TypedWord {
public:
    TypedWord(const BridgeFile& file, std::string_view typed)
        : file_(file), raw_(typed), own_(analyzers::surface_form(typed)) {
        if (own_.empty() || own_.size() > bridge_format::kLongestWord) return;
        if (const auto number = file_.find(own_)) own_documents_ = file_.documents(*number);
        has_relative_ = own_documents_ == 0 && is_ascii(own_) && has_relative();
        letters_ = count_utf8(own_);
    }

    [[nodiscard]] std::vector<BridgedWord> find(std::size_t most, LanguageTag believed) {
        if (letters_ == 0) return {};
        believed_ = believed;
        if (is_ascii(own_)) {
            add_spellings(Script::greek);
            add_spellings(Script::cyrillic);
        }
        for (const analyzers::OtherLayout& other : analyzers::on_other_layouts(raw_)) {
            add_word(other.word, 0.9);
        }
        add_look_alikes();
        return ranked(most);
    }

private:
    struct Candidate {
        std::size_t word;
        double cost;
        double fidelity;  ///< how well what was typed fits, whatever else there is
    };

    void add(std::size_t word, double cost, double fidelity) {
        if (word >= file_.size()) return;
        for (Candidate& known : found_) {
            if (known.word != word) continue;
            known.cost = std::min(known.cost, cost);
            known.fidelity = std::max(known.fidelity, fidelity);
            return;
        }
        found_.push_back({word, cost, fidelity});
    }

    /// Latin letters and digits for those of another script.
    void add_spellings(Script script) {
        const std::vector<ClassKey> keys = analyzers::class_keys_of_typed(script, own_);
        const std::size_t before = found_.size();
        for (const ClassKey key : keys) {
            for (const auto& entry : file_.with_key(script, key, analyzers::kClassKeySymbols)) {
                const auto fit = analyzers::spelling_fit(script, own_, file_.word(entry.word));
                if (fit) add(entry.word, fit->cost, fidelity_of(script, fit->cost));
            }
        }
        if (found_.size() > before || letters_ < kLeastInflected) return;
        int looks = kMostLooks;
        for (int open = 0; open <= kMostOpen && found_.size() == before; ++open) {
            for (const ClassKey key : keys) add_other_forms(script, key, open, looks);
        }
    }

    [[nodiscard]] double fidelity_of(Script script, double cost) const {
        // A third of a point a letter is what the usual ways to write cost.
        const double usual = 0.3 * static_cast<double>(letters_);
        const bool is_believed = believed_ == (script == Script::greek ? kGreek : kBulgarian);
        return (is_believed ? 1.0 : 1.0 - chance_of(letters_)) *
               std::exp(-0.7 * std::max(0.0, cost - usual));
    }

    /// Words that differ from the typed one in their ending alone, and whose keys differ from `key`
    /// in what follows its symbols but the last `open` ones.
    void add_other_forms(Script script, ClassKey key, int open, int& looks) {
        const int shared = analyzers::class_key_length(key) - open;
        if (shared < kLeastShared) return;
        for (const auto& entry : file_.with_key(script, key, shared)) {
            if (--looks < 0) return;
            const auto fit =
                analyzers::spelling_fit_but_ending(script, own_, file_.word(entry.word));
            if (!fit) continue;
            // Letters that were typed and found no counterpart speak most against a word.
            const double doubt = std::exp(-0.3 * fit->typed_rest);
            add(entry.word, fit->cost + kCostOfOtherForm,
                kOtherForm * doubt * fidelity_of(script, fit->cost));
        }
    }

    /// `word` or, when the index has it not, other forms of it.
    void add_word(std::string_view word, double certainty) {
        if (word == own_) return;
        const std::size_t letters = count_utf8(word);
        const double fidelity = certainty * (1 - chance_of(letters));
        const double cost = 0.5 + 2 * chance_of(letters);
        if (const auto number = file_.find(word)) {
            add(*number, cost, fidelity);
        } else if (letters > kLeastInflected) {
            add_beginning(word, letters, cost, fidelity);
        }
    }

    void add_beginning(std::string_view word, std::size_t letters, double cost, double fidelity) {
        constexpr std::size_t kMostForms = 16;
        constexpr std::size_t kMostUnshared = 2;
        std::string_view stem = word;
        for (std::size_t cut = 0; cut < kMostUnshared; ++cut) {
            do {
                stem.remove_suffix(1);
            } while (is_utf8_continuation(word[stem.size()]));
            if (letters - cut - 1 < kLeastInflected) return;
            std::size_t number = file_.first_from(stem);
            bool is_found = false;
            for (std::size_t i = 0; i < kMostForms; ++i, ++number) {
                const std::string_view form = file_.word(number);
                if (!form.starts_with(stem)) break;
                if (count_utf8(form.substr(stem.size())) > analyzers::kLongestEnding) continue;
                add(number, cost + kCostOfOtherForm, kOtherForm * fidelity);
                is_found = true;
            }
            if (is_found) return;
        }
    }

    void add_look_alikes() {
        const analyzers::ScriptsOfWord scripts = analyzers::scripts_of(own_);
        if (scripts.other) return;
        add_mixed(own_);
        for (const Script script : {Script::latin, Script::greek, Script::cyrillic}) {
            if (scripts.is_only(script)) continue;
            for (const std::string& plain : analyzers::look_alikes(own_, script)) {
                add_word(plain, scripts.is_mixed() ? 1.0 : 0.8);
                if (scripts.is_mixed()) add_mixed(plain);
            }
        }
    }

    /// Words of the index that mix letters of several scripts and look like `plain`.
    void add_mixed(std::string_view plain) {
        for (const auto& entry : file_.mixed_like(plain)) {
            if (file_.word(entry.word) != own_) add(entry.word, 1.0, 0.8);
        }
    }

    /// Whether a Latin word of the index begins as the typed one does, but for its last letters.
    [[nodiscard]] bool has_relative() const {
        constexpr std::size_t kLeastStem = 4;
        constexpr std::size_t kEnding = 2;
        if (own_.size() < kLeastStem) return false;
        const std::string_view stem =
            std::string_view(own_).substr(0, std::max(kLeastStem, own_.size() - kEnding));
        return file_.word(file_.first_from(stem)).starts_with(stem);
    }

    /// How far to believe that another word is meant than the typed one itself.
    [[nodiscard]] double certainty_of(std::size_t word) const {
        if (has_relative_) return kBesideRelative;
        if (own_documents_ == 0) return 1.0;
        const double documents = file_.documents(word);
        return std::min(kMostBesideOwn, documents / (documents + 4.0 * own_documents_));
    }

    [[nodiscard]] double score_of(const Candidate& candidate) const {
        return 0.35 * std::log1p(file_.documents(candidate.word)) - candidate.cost;
    }

    [[nodiscard]] std::vector<BridgedWord> ranked(std::size_t most) const {
        double best = 0.0;
        for (const Candidate& candidate : found_) {
            if (&candidate == &found_.front() || score_of(candidate) > best) {
                best = score_of(candidate);
            }
        }
        std::vector<BridgedWord> words;
        for (const Candidate& candidate : found_) {
            const std::string_view word = file_.word(candidate.word);
            const LanguageTag lang = language_of_letters(word);
            const bool is_believed = !believed_.is_undetermined() && lang == believed_;
            const double weight = candidate.fidelity *
                                  std::exp(0.7 * (score_of(candidate) - best)) *
                                  (is_believed ? 1.0 : certainty_of(candidate.word));
            if (weight >= kLeastWeight) words.push_back({std::string(word), lang, weight});
        }
        std::ranges::stable_sort(words, std::ranges::greater{}, &BridgedWord::weight);
        if (words.size() > most) words.resize(most);
        return words;
    }

    const BridgeFile& file_;
    std::string_view raw_;
    std::string own_;
    LanguageTag believed_;
    std::size_t letters_ = 0;
    std::uint32_t own_documents_ = 0;
    bool has_relative_ = false;
    std::vector<Candidate> found_;
};

}  // namespace

LanguageTag language_of_letters(std::string_view word) {
    const analyzers::ScriptsOfWord scripts = analyzers::scripts_of(word);
    if (scripts.is_only(Script::greek)) return kGreek;
    if (scripts.is_only(Script::cyrillic)) return kBulgarian;
    return {};
}

std::vector<BridgedWord> words_typed_as(const BridgeFile& file,
                                        std::string_view typed,
                                        std::size_t most,
                                        LanguageTag believed) {
    return TypedWord(file, typed).find(most, believed);
}

}  // namespace evresi::database
