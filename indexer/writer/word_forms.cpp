#include "indexer/writer/word_forms.hpp"

#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/database/vocabulary.hpp"

#include <algorithm>
#include <map>

namespace evresi::indexer {
namespace {

constexpr std::uint64_t kUnmarkedStep = 4;

}  // namespace

WordForms::Words& WordForms::words_of(const analyzers::Language& language) {
    const auto found = std::ranges::find(languages_, language.tag, &Words::lang);
    if (found != languages_.end()) return *found;
    languages_.push_back({language.tag, analyzers::keeps_marks(language), {}});
    return languages_.back();
}

std::string_view WordForms::add(const analyzers::Language& language,
                                std::string_view word,
                                std::string_view surface,
                                std::uint64_t weight) {
    const bool may_have_marks = word != surface && !is_ascii(word);
    Words& words = words_of(language);
    if (!may_have_marks) {
        // Of words without marks only a part is looked at: their number matters beside that of the
        // same words with marks, and looking at all of them costs too much.
        if (!words.keeps_marks || ++unmarked_ % kUnmarkedStep != 0) return {};
        weight *= kUnmarkedStep;
    }
    const auto found = words.forms.find(word);
    if (found != words.forms.end()) {
        found->second.weight += weight;
        return found->second.marked_term;
    }
    Form form;
    form.weight = weight;
    form.written = surface;
    if (may_have_marks) {
        form.marked_term = database::marked_term(language.tag, word);
        form.written.clear();
        analyzers::casefold(word, form.written);
        analyzers::keep_word_characters(form.written);
        form.is_marked = form.written != surface;
        // The database has the short ones.
        if (!form.marked_term.empty()) form.written.clear();
    }
    if (!form.is_marked && !words.keeps_marks) form.written.clear();
    return words.forms.emplace(word, std::move(form)).first->second.marked_term;
}

std::vector<std::pair<std::string, std::string>> WordForms::take() {
    std::vector<std::pair<std::string, std::string>> notes;
    for (Words& words : languages_) {
        std::map<std::string, std::uint64_t> counts;
        for (const auto& [word, form] : words.forms) {
            if (!form.is_marked || form.written.empty()) continue;
            counts[form.written] += form.weight;
            if (!words.keeps_marks) continue;
            std::string unmarked;
            analyzers::fold_surface(form.written, unmarked);
            counts[unmarked] += 0;
        }
        for (const auto& [word, form] : words.forms) {
            if (form.is_marked || form.written.empty()) continue;
            const auto other = counts.find(form.written);
            if (other != counts.end()) other->second += form.weight;
        }
        for (const auto& [written, weight] : counts) {
            std::string key = database::form_key(words.lang, written);
            if (weight > 0 && !key.empty()) {
                notes.emplace_back(std::move(key), std::to_string(weight));
            }
        }
        words.forms.clear();
    }
    unmarked_ = 0;
    return notes;
}

}  // namespace evresi::indexer
