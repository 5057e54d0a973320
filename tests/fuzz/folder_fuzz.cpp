// Fuzzes folding: the forms are well-formed text, and folding twice changes nothing.
#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/check.hpp"
#include "base/utf8.hpp"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace evresi;
    using namespace evresi::analyzers;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::string casefolded;
    casefold(text, casefolded);
    EVRESI_CHECK(is_utf8(casefolded));
    const std::string surface = surface_form(text);
    EVRESI_CHECK(is_utf8(surface));
    EVRESI_CHECK(surface_form(surface) == surface);
    for (const Language* language : languages()) {
        std::string folded;
        language->fold(casefolded, folded);
        EVRESI_CHECK(is_utf8(folded));
        std::string again;
        language->fold(folded, again);
        EVRESI_CHECK(again == folded);
    }
    return 0;
}
