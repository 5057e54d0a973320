// Router: which route a request is for. Immutable after construction; shared freely.
#pragma once

#include "searchd/http/route.hpp"

#include <variant>
#include <vector>

namespace evresi::http {

class Router {
public:
    /// All routes of the generated list.
    Router();
    explicit Router(std::vector<const Route*> table);

    /// The route for `request`, with `request.captured` filled in; or the answer, where there is
    /// none (404, 405 with Allow, 406, 415, and 204 to OPTIONS).
    [[nodiscard]] std::variant<const Route*, Response> find(Request& request) const;

private:
    std::vector<const Route*> table_;  ///< the most specific pattern first
};

}  // namespace evresi::http
