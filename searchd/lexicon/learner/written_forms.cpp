#include "searchd/lexicon/learner/written_forms.hpp"

#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace evresi::lexicon {
namespace {

constexpr char32_t kSigma = U'σ';
constexpr char32_t kFinalSigma = U'ς';

bool is_greek_letter(char32_t c) {
    return (c >= 0x370 && c < 0x400) || (c >= 0x1F00 && c < 0x2000);
}

}  // namespace

std::string lower_case(std::string_view text) {
    std::string folded;
    analyzers::casefold(text, folded);
    std::string out;
    for (std::size_t at = 0; at < folded.size();) {
        const char32_t c = next_utf8(folded, at);
        if (c != kSigma) {
            append_utf8(c, out);
            continue;
        }
        const bool ends_word =
            at >= folded.size() || !is_greek_letter(decode_utf8(folded, at).value);
        append_utf8(ends_word ? kFinalSigma : kSigma, out);
    }
    return out;
}

void WrittenForms::add(std::uint32_t word, std::string_view text, double weight, bool tells_case) {
    std::string lower = lower_case(text);
    Word& known = words_[word];
    auto form = std::ranges::find(known.forms, lower, &Form::lower);
    if (form == known.forms.end()) {
        known.forms.push_back({std::move(lower), {}, 0.0});
        form = known.forms.end() - 1;
    }
    form->weight += weight;
    if (!tells_case) return;
    if (text == form->lower) {
        known.lower_weight += weight;
    } else {
        known.capitals_weight += weight;
        if (form->capitals.empty()) form->capitals = text;
    }
}

std::string WrittenForms::shown(const Word& word, const Form& form) {
    const bool is_name = word.capitals_weight > word.lower_weight && !form.capitals.empty();
    return is_name ? form.capitals : form.lower;
}

std::string WrittenForms::best(std::uint32_t word) const {
    const auto found = words_.find(word);
    if (found == words_.end()) return {};
    return shown(found->second, *std::ranges::max_element(found->second.forms, {}, &Form::weight));
}

std::string WrittenForms::with_best_case(std::uint32_t word, std::string_view text) const {
    std::string lower = lower_case(text);
    const auto found = words_.find(word);
    if (found == words_.end()) return lower;
    const auto form = std::ranges::find(found->second.forms, lower, &Form::lower);
    return form == found->second.forms.end() ? lower : shown(found->second, *form);
}

}  // namespace evresi::lexicon
