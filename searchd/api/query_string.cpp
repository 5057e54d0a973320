#include "base/ascii.hpp"
#include "searchd/api/percent_encoding.hpp"
#include "searchd/api/request_parameters.hpp"

namespace evresi::api {
namespace {

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, PlusSign plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else if (text[i] == '+' && plus == PlusSign::space) {
            out += ' ';
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string percent_encode(std::string_view text) {
    static constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const char lower = lower_ascii(c);
        if ((lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
            std::string_view("-._~").find(c) != std::string_view::npos) {
            out += c;
        } else {
            out += '%';
            out += kDigits[byte >> 4];
            out += kDigits[byte & 0xF];
        }
    }
    return out;
}

Result<Parameters> parse_query_string(std::string_view query) {
    Parameters parameters;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        auto name = percent_decode(pair.substr(0, equals), PlusSign::space);
        if (!name) {
            return fail(ErrorCode::invalid_argument,
                        "The name of a parameter has a '%' without two hexadecimal digits after "
                        "it; write a percent sign as %25.");
        }
        auto value =
            percent_decode(pair.substr(std::min(equals + 1, pair.size())), PlusSign::space);
        if (!value) {
            return fail(ErrorCode::invalid_argument,
                        "The value has a '%' without two hexadecimal digits after it; write a "
                        "percent sign as %25.",
                        *name);
        }
        parameters.emplace_back(std::move(*name), std::move(*value));
    }
    return parameters;
}

}  // namespace evresi::api
