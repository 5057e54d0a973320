#include "searchd/api/analysis_json.hpp"

#include "base/utf8.hpp"
#include "corpus/document.hpp"
#include "searchd/api/json_writer.hpp"

#include <cmath>

namespace evresi::api {
namespace {

void write_step(JsonWriter& json, const analyzers::StemStep& step) {
    json.begin_object().name("kind").text(analyzers::name_of(step.kind));
    json.name("rule").text_or_null(step.rule);
    if (analyzers::is_affix_rule(step.kind)) {
        json.name("removed").text(step.removed).name("appended").text(step.appended);
    }
    json.name("result").text(step.result).end_object();
}

void write_forms(JsonWriter& json, const analyzers::ExplainedToken& token) {
    json.name("casefolded").text(token.casefolded).name("folded").text(token.folded);
    json.name("steps").begin_list();
    for (const analyzers::StemStep& step : token.steps) write_step(json, step);
    json.end_list();
}

}  // namespace

std::string to_json(std::string_view text, const Analysis& analysis) {
    JsonWriter json;
    json.begin_object().name("lang").text(analysis.lang.view());
    // The words of a document's lang_from: the language was given, or found in the text.
    json.name("lang_from")
        .text(provenance_name(analysis.confidence ? corpus::Provenance::text
                                                  : corpus::Provenance::given));
    json.name("confidence");
    if (analysis.confidence) {
        json.real(std::round(*analysis.confidence * 1000) / 1000);
    } else {
        json.null();
    }
    json.name("tokens").begin_list();
    std::size_t byte = 0;
    std::size_t character = 0;
    // Tokens are in order, so that one walk over the text counts for all of them.
    const auto advance_to = [&](std::size_t target) {
        character += count_utf8(text.substr(byte, target - byte));
        byte = target;
        return character;
    };
    for (const analyzers::ExplainedToken& token : analysis.tokens) {
        json.begin_object().name("text").text(token.text);
        json.name("surface").text(token.surface).name("stem").text(token.stem);
        json.name("begin").count(advance_to(token.begin)).name("end").count(advance_to(token.end));
        json.name("position").count(token.position).name("stop").boolean(token.is_stop);
        write_forms(json, token);
        json.end_object();
    }
    json.end_list().end_object();
    return json.take();
}

}  // namespace evresi::api
