// /: the web page.
#include "searchd/http/embedded.hpp"
#include "searchd/http/route.hpp"

namespace evresi::http {
namespace {

Outcome start(const Request& request, const RouteContext& /*context*/) {
    return embedded_response(request, "text/html; charset=utf-8", embedded_index_html());
}

}  // namespace

const Route& route_page();
const Route& route_page() {
    static constexpr Route kRoute{"/", false, "", start};
    return kRoute;
}

}  // namespace evresi::http
