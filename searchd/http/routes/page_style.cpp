// /page.css: the style sheet of the web page.
#include "searchd/http/embedded.hpp"
#include "searchd/http/route.hpp"

namespace evresi::http {
namespace {

Outcome start(const Request& request, const RouteContext& /*context*/) {
    return embedded_response(request, "text/css; charset=utf-8", embedded_page_css());
}

}  // namespace

const Route& route_page_style();
const Route& route_page_style() {
    static constexpr Route kRoute{"/page.css", false, "", start};
    return kRoute;
}

}  // namespace evresi::http
