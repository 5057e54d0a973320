// Errors -> problem documents (RFC 9457). The one table from ErrorCode to status. Pure functions.
#pragma once

#include "base/error.hpp"
#include "searchd/http/message.hpp"

#include <string_view>

namespace evresi::http {

/// An error that HTTP itself gives a status, such as 414.
struct Refusal {
    int status = 400;
    Error error;
};

[[nodiscard]] int status_of(ErrorCode code) noexcept;

/// The answer to a request that failed with `error`. Faults on our side are told in our own general
/// words: their messages name paths, and belong into the log.
[[nodiscard]] Response error_response(const Error& error);

/// The answer to a request that HTTP refuses; the connection ends, for what follows in its bytes is
/// not sure to be a request.
[[nodiscard]] Response error_response(const Refusal& refusal);

/// 503 with Retry-After.
[[nodiscard]] Response overloaded_response();
/// 503 with Retry-After: as many exports are being made as may be at once.
[[nodiscard]] Response exports_busy_response();

/// 406: the answer is of `media_type`, which the request does not accept.
[[nodiscard]] Response not_acceptable_response(std::string_view media_type);

}  // namespace evresi::http
