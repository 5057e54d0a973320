#include "corpus/document.hpp"

namespace evresi::corpus {

std::string_view provenance_name(Provenance provenance) noexcept {
    switch (provenance) {
    case Provenance::given:
        return "given";
    case Provenance::text:
        return "text";
    case Provenance::inherited:
        return "inherited";
    case Provenance::none:
        break;
    }
    return "none";
}

}  // namespace evresi::corpus
