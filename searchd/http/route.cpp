#include "searchd/http/route.hpp"

#include "searchd/http/negotiation.hpp"

#include <cstdio>

namespace evresi::http {
namespace {

constexpr std::string_view kVary = "Accept, Accept-Language";

/// FNV-1a, 64 bits: tags need to differ, not to resist anyone.
void add_to_hash(std::uint64_t& hash, std::string_view text) {
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    hash = (hash ^ 0xFFULL) * 0x100000001B3ULL;
}

}  // namespace

void add_cache_headers(Response& response, std::string entity_tag) {
    response.headers.emplace_back("ETag", std::move(entity_tag));
    response.headers.emplace_back("Cache-Control", "no-cache");
    response.headers.emplace_back("Vary", std::string(kVary));
}

Result<void> takes_no_parameters(const Request& request) {
    if (request.query.empty()) return {};
    return fail(ErrorCode::invalid_argument, "This path takes no parameters.",
                request.query.substr(0, request.query.find('=')));
}

std::string entity_tag(const database::Generation& generation, std::string_view key) {
    // The build time tells apart two indexes that were built in the same place one after the other.
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    add_to_hash(hash, EVRESI_VERSION);
    add_to_hash(hash, generation.manifest.built_at);
    add_to_hash(hash, key);
    char text[64];
    std::snprintf(text, sizeof text, "W/\"%llu-%016llx\"",
                  static_cast<unsigned long long>(generation.manifest.generation),
                  static_cast<unsigned long long>(hash));
    return text;
}

Response tagged_response(std::string body, std::string entity_tag) {
    Response response;
    response.body = std::move(body);
    add_cache_headers(response, std::move(entity_tag));
    return response;
}

Response kept_response(AnswerCache& cache,
                       const database::Generation& generation,
                       std::string_view key,
                       std::string body) {
    Response response;
    response.shared_body = std::make_shared<const std::string>(std::move(body));
    cache.keep(generation.manifest, key, response.shared_body);
    add_cache_headers(response, entity_tag(generation, key));
    return response;
}

std::optional<Response>
known_response(const Request& request, const RouteContext& context, std::string_view key) {
    const std::shared_ptr<const database::Generation> live = context.generations.current();
    std::string tag = entity_tag(*live, key);
    // RFC 9110 section 13.2.1: a condition on what POST would change says nothing of its answer.
    if (request.method != Method::post) {
        if (auto response = not_modified(request, tag)) return response;
    }
    AnswerCache::Body body = context.cache.find(live->manifest, key);
    if (!body) return std::nullopt;
    Response response;
    response.shared_body = std::move(body);
    add_cache_headers(response, std::move(tag));
    return response;
}

std::optional<Response> not_modified(const Request& request, const std::string& entity_tag) {
    if (request.if_none_match.empty() || !names_entity_tag(request.if_none_match, entity_tag)) {
        return std::nullopt;
    }
    Response response;
    response.status = 304;
    response.content_type.clear();
    add_cache_headers(response, entity_tag);
    return response;
}

}  // namespace evresi::http
