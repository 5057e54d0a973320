#include "indexer/writer/word_forms.hpp"

#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "indexer/database/term_codec.hpp"

namespace evresi::indexer {

WordForm
word_form(const analyzers::Language& language, std::string_view word, std::string_view surface) {
    WordForm form;
    if (word != surface && !is_ascii(word)) {
        form.marked_term = database::marked_term(language.tag, word);
        if (!form.marked_term.empty()) return form;
        analyzers::casefold(word, form.written);
        analyzers::keep_word_characters(form.written);
        form.is_marked = form.written != surface;
    } else {
        form.written = surface;
    }
    // Where stems keep marks, a word may be right without any, and how often it is so tells.
    if (!form.is_marked && !analyzers::keeps_marks(language)) form.written.clear();
    return form;
}

}  // namespace evresi::indexer
