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
    std::vector<Form>& forms = forms_[word];
    auto form = std::ranges::find(forms, lower, &Form::lower);
    if (form == forms.end()) {
        forms.push_back({std::move(lower), {}, 0.0, 0.0, 0.0});
        form = forms.end() - 1;
    }
    form->weight += weight;
    if (!tells_case) return;
    if (text == form->lower) {
        form->lower_weight += weight;
    } else {
        form->capitals_weight += weight;
        form->capitals = text;
    }
}

const std::string& WrittenForms::shown(const Form& form) {
    return form.capitals_weight > form.lower_weight ? form.capitals : form.lower;
}

std::string WrittenForms::best(std::uint32_t word) const {
    const auto found = forms_.find(word);
    if (found == forms_.end()) return {};
    return shown(*std::ranges::max_element(found->second, {}, &Form::weight));
}

std::string WrittenForms::with_best_case(std::uint32_t word, std::string_view text) const {
    std::string lower = lower_case(text);
    const auto found = forms_.find(word);
    if (found == forms_.end()) return lower;
    const auto form = std::ranges::find(found->second, lower, &Form::lower);
    return form == found->second.end() ? lower : shown(*form);
}

}  // namespace evresi::lexicon
