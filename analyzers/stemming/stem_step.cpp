#include "analyzers/stemming/stem_step.hpp"

namespace evresi::analyzers {

std::string_view name_of(StemStepKind kind) noexcept {
    switch (kind) {
    case StemStepKind::whole_word:
        return "whole-word";
    case StemStepKind::prefix:
        return "prefix";
    case StemStepKind::suffix:
        return "suffix";
    case StemStepKind::alternation:
        return "alternation";
    case StemStepKind::algorithm:
        return "algorithm";
    case StemStepKind::no_rule:
        return "no-rule";
    case StemStepKind::no_stemmer:
        return "no-stemmer";
    case StemStepKind::digits:
        return "digits";
    case StemStepKind::too_long:
        return "too-long";
    }
    return {};
}

}  // namespace evresi::analyzers
