#include "corpus/gazetteer/forms.hpp"

#include <algorithm>

namespace evresi::corpus {

std::vector<std::string> expand_forms(std::string_view pattern) {
    std::vector<std::string> forms = {std::string()};
    while (!pattern.empty()) {
        const std::size_t open = std::min(pattern.find('['), pattern.size());
        for (std::string& form : forms) form += pattern.substr(0, open);
        pattern.remove_prefix(open);
        if (pattern.empty()) break;
        const std::size_t close = std::min(pattern.find(']'), pattern.size());
        std::string_view endings = pattern.substr(1, close - 1);
        pattern.remove_prefix(std::min(close + 1, pattern.size()));
        std::vector<std::string> longer;
        while (!endings.empty()) {
            const std::size_t length = std::min(endings.find(' '), endings.size());
            const std::string_view ending = endings.substr(0, length);
            for (const std::string& form : forms) {
                longer.push_back(ending == "-" ? form : form + std::string(ending));
            }
            endings.remove_prefix(std::min(length + 1, endings.size()));
        }
        forms = std::move(longer);
    }
    return forms;
}

}  // namespace evresi::corpus
