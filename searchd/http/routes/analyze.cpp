// /v1/analyze?lang=&text=: the tokens that documents and queries become.
#include "analyzers/registry.hpp"
#include "base/utf8.hpp"
#include "searchd/api/json_writer.hpp"
#include "searchd/api/request_parameters.hpp"
#include "searchd/http/error_response.hpp"
#include "searchd/http/route.hpp"

#include <optional>

namespace evresi::http {
namespace {

struct Wanted {
    std::string text;
    LanguageTag lang;  ///< `und` when it is to be detected
    bool detects = true;
};

Result<LanguageTag> language_of(const std::string& value) {
    const auto tag = LanguageTag::parse(value);
    if (tag && analyzers::find_language(*tag) != nullptr) return *tag;
    return fail(ErrorCode::invalid_argument,
                "There is no analyzer of that name; give auto or one of the languages of "
                "/v1/stats.",
                "lang");
}

Result<Wanted> read(const Request& request) {
    const Result<api::Parameters> parameters = api::parse_query_string(request.query);
    if (!parameters) return parameters.error();
    Wanted wanted;
    std::optional<std::string> text;
    std::optional<std::string> lang;
    for (const auto& [name, value] : *parameters) {
        std::optional<std::string>* const target = name == "text"   ? &text
                                                   : name == "lang" ? &lang
                                                                    : nullptr;
        if (target == nullptr) {
            return fail(ErrorCode::invalid_argument, "The parameters are lang and text.",
                        mended_utf8(name));
        }
        if (*target) {
            return fail(ErrorCode::invalid_argument, name + " is given more than once.", name);
        }
        if (!is_utf8(value)) {
            return fail(ErrorCode::invalid_argument, "The value of " + name + " is not UTF-8.",
                        name);
        }
        *target = value;
    }
    if (!text) return fail(ErrorCode::invalid_argument, "text is missing.", "text");
    wanted.text = *std::move(text);
    if (!lang || *lang == "auto") return wanted;
    const Result<LanguageTag> tag = language_of(*lang);
    if (!tag) return tag.error();
    wanted.lang = *tag;
    wanted.detects = false;
    return wanted;
}

Response answer(SearchWorker& worker, const Wanted& wanted) {
    const LanguageTag lang =
        wanted.detects ? worker.detector().detect(wanted.text).tag : wanted.lang;
    std::vector<analyzers::Token> tokens;
    worker.analyzers().for_language(lang).analyze(wanted.text, tokens);
    // Offsets leave as code points, as in every answer.
    const auto code_points = [text = std::string_view(wanted.text)](std::size_t bytes) {
        return count_utf8(text.substr(0, bytes));
    };
    api::JsonWriter json;
    json.begin_object().name("lang").text(lang.view()).name("tokens").begin_list();
    for (const analyzers::Token& token : tokens) {
        json.begin_object().name("surface").text(token.surface).name("stem").text(token.stem);
        json.name("begin").count(code_points(token.begin));
        json.name("end").count(code_points(token.end));
        json.name("position").count(token.position);
        json.name("stop").boolean(token.is_stop).end_object();
    }
    json.end_list().end_object();
    Response response;
    response.body = json.take();
    return response;
}

Outcome start(const Request& request, const RouteContext& /*context*/) {
    Result<Wanted> wanted = read(request);
    if (!wanted) return error_response(wanted.error());
    return Work(
        [wanted = *std::move(wanted)](SearchWorker& worker) { return answer(worker, wanted); });
}

}  // namespace

const Route& route_analyze();
const Route& route_analyze() {
    static constexpr Route kRoute{"/v1/analyze", false, "application/json", start};
    return kRoute;
}

}  // namespace evresi::http
