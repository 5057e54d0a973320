// Exporter: a whole result, hit by hit, in one of the formats for other programs. Each carries what
// was asked, and the generation and date of the index that answered. Holds no hits: what it appends
// can be sent at once. Confined to one thread; made for one result.
#pragma once

#include "base/language_tag.hpp"
#include "indexer/database/snapshot.hpp"
#include "searchd/api/export/export_format.hpp"
#include "searchd/api/request_parameters.hpp"
#include "searchd/api/response_json.hpp"
#include "searchd/search/search_request.hpp"

#include <memory>
#include <string>

namespace evresi::api {

/// Where an export comes from, beside what the head of its answer says.
struct ExportOrigin {
    Parameters parameters;  ///< to_parameters() of the request
    std::string built_at;   ///< when the index was built, ISO 8601 in UTC
    LanguageTag ui_lang;    ///< of labels
    /// It is read over HTTP as /v1/search, so that links to the other routes lead somewhere.
    bool is_served = false;
};

/// The origin of what `request` gives from `generation`; a size below the limit is told of too.
[[nodiscard]] ExportOrigin origin_of(const search::SearchRequest& request,
                                     const database::Generation& generation,
                                     const search::QueryLimits& limits);

class Exporter {
public:
    virtual ~Exporter() = default;

    /// Appends what comes before the first hit. `head` is the answer without hits. Called once,
    /// before the others.
    virtual void begin(const search::SearchResponse& head, std::string& out) = 0;
    /// Appends the next hit.
    virtual void add(const search::Hit& hit, std::string& out) = 0;
    /// Appends what comes after the last hit.
    virtual void end(std::string& out) = 0;
};

[[nodiscard]] std::unique_ptr<Exporter>
make_exporter(ExportFormat format, ExportOrigin origin, ProgrammeLabel programme_label);

}  // namespace evresi::api
