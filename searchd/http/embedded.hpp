// The files of searchd/web/, compiled into the program: no path on disk is ever made from a
// request. Immutable.
#pragma once

#include "searchd/http/message.hpp"

#include <string_view>

namespace evresi::http {

/// Generated from searchd/web/index.html, page.js and page.css.
[[nodiscard]] std::string_view embedded_index_html() noexcept;
[[nodiscard]] std::string_view embedded_page_js() noexcept;
[[nodiscard]] std::string_view embedded_page_css() noexcept;

/// The answer with an embedded file, or 304.
[[nodiscard]] Response
embedded_response(const Request& request, std::string_view content_type, std::string_view content);

}  // namespace evresi::http
