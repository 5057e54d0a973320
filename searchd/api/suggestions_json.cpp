#include "searchd/api/suggestions_json.hpp"

#include "searchd/api/json_writer.hpp"

#include <cmath>

namespace evresi::api {

std::string to_json(const search::Suggestions& suggestions) {
    JsonWriter json;
    json.begin_object().name("query").begin_object();
    json.name("text").text(suggestions.query_text).end_object();
    json.name("suggestions").begin_list();
    for (const search::Suggestion& suggestion : suggestions.suggestions) {
        json.begin_object().name("text").text(suggestion.text);
        json.name("kind").text(search::name_of(suggestion.kind));
        if (!suggestion.lang.is_undetermined()) json.name("lang").text(suggestion.lang.view());
        if (!suggestion.id.empty()) json.name("id").text(suggestion.id);
        json.name("documents").count(suggestion.documents).end_object();
    }
    json.end_list();
    json.name("took_ms").real(std::round(suggestions.took_ms * 1000) / 1000);
    json.name("index").begin_object().name("generation").count(suggestions.generation);
    json.name("documents").count(suggestions.documents).end_object();
    json.end_object();
    return json.take();
}

}  // namespace evresi::api
