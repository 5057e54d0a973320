// The head of an answer: status line and fields, as HTTP/1.1 writes them. Pure functions; the date
// is formatted once a second and thread.
#pragma once

#include "searchd/http/message.hpp"

#include <cstddef>
#include <string>
#include <variant>

namespace evresi::http {

/// What tells the client where the body ends.
struct NoLength {};
struct Chunked {};
using BodyLength = std::variant<NoLength, Chunked, std::size_t>;

/// Appends the head of `response`, the empty line included, to `out`.
void append_head(const Response& response, BodyLength length, bool keep_alive, std::string& out);

}  // namespace evresi::http
