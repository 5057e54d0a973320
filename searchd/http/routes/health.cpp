// /healthz: the process answers. Never waits for a search thread.
#include "searchd/http/route.hpp"

namespace evresi::http {
namespace {

Outcome start(const Request& /*request*/, const RouteContext& /*context*/) {
    Response response;
    response.body = R"({"status":"ok"})";
    return response;
}

}  // namespace

const Route& route_health();
const Route& route_health() {
    static constexpr Route kRoute{"/healthz", false, "", start};
    return kRoute;
}

}  // namespace evresi::http
