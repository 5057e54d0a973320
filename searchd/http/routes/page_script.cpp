// /page.js: the script of the web page.
#include "searchd/http/embedded.hpp"
#include "searchd/http/route.hpp"

namespace evresi::http {
namespace {

Outcome start(const Request& request, const RouteContext& /*context*/) {
    return embedded_response(request, "text/javascript; charset=utf-8", embedded_page_js());
}

}  // namespace

const Route& route_page_script();
const Route& route_page_script() {
    static constexpr Route kRoute{"/page.js", false, "", start};
    return kRoute;
}

}  // namespace evresi::http
