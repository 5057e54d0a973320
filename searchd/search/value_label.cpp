#include "searchd/search/value_label.hpp"

#include "analyzers/registry.hpp"
#include "corpus/gazetteer/gazetteer.hpp"

namespace evresi::search {
namespace {

using database::Field;

std::string_view unknown_label(LanguageTag lang) {
    if (lang == LanguageTag::of("el")) return "άγνωστο";
    if (lang == LanguageTag::of("bg")) return "неизвестно";
    if (lang == LanguageTag::of("sl")) return "neznano";
    if (lang == LanguageTag::of("lv")) return "nav zināms";
    return "unknown";
}

std::string
programme_label(const database::Snapshot& snapshot, std::string_view id, LanguageTag lang) {
    if (const std::string_view known = corpus::programme_label(id, lang); !known.empty()) {
        return std::string(known);
    }
    std::string given = snapshot.programme_label(id);
    return given.empty() ? std::string(id) : given;
}

}  // namespace

std::string value_label(const database::Snapshot& snapshot,
                        Field field,
                        std::string_view value,
                        LanguageTag lang) {
    if (value == database::kUnknown) return std::string(unknown_label(lang));
    switch (field) {
    case Field::programme:
        return programme_label(snapshot, value, lang);
    case Field::country:
        return corpus::country_label(value, lang);
    case Field::lang:
        if (const auto tag = LanguageTag::parse(value)) {
            if (tag->is_undetermined()) return std::string(unknown_label(lang));
            const analyzers::Language* language = analyzers::find_language(*tag);
            if (language != nullptr) return std::string(language->native_name);
        }
        break;
    case Field::year:
    case Field::project:
    case Field::evidence:
        break;
    }
    return std::string(value);
}

}  // namespace evresi::search
