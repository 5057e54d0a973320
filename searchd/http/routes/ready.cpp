// /readyz: which generation is served, and why a newer one is not.
#include "searchd/api/json_writer.hpp"
#include "searchd/http/route.hpp"

namespace evresi::http {
namespace {

Outcome start(const Request& /*request*/, const RouteContext& context) {
    const auto generation = context.generations.current();
    api::JsonWriter json;
    json.begin_object().name("status").text("ready").name("index").begin_object();
    json.name("generation").count(generation->manifest.generation);
    json.name("documents").count(generation->manifest.documents);
    json.name("built_at").text(generation->manifest.built_at).end_object();
    json.name("reload_error");
    if (const auto fault = context.generations.fault()) {
        // The message names paths; it stands in the log.
        json.begin_object().name("generation").count(fault->generation);
        json.name("code").text(error_code_name(fault->error.code)).end_object();
    } else {
        json.null();
    }
    json.end_object();
    Response response;
    response.body = json.take();
    return response;
}

}  // namespace

const Route& route_ready();
const Route& route_ready() {
    static constexpr Route kRoute{"/readyz", false, "", start};
    return kRoute;
}

}  // namespace evresi::http
