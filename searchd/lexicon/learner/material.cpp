#include "searchd/lexicon/learner/material.hpp"

#include <utility>

namespace evresi::lexicon {

void Recipe::set(std::string beginning, const SourceWeight& weight) {
    weights_[std::move(beginning)] = weight;
}

SourceWeight Recipe::weight_of(std::string_view name) const {
    for (std::size_t length = name.size() + 1; length-- > 0;) {
        const auto found = weights_.find(name.substr(0, length));
        if (found != weights_.end()) return found->second;
    }
    return {};
}

}  // namespace evresi::lexicon
