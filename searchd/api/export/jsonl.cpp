// JSON Lines (https://jsonlines.org): an object about the search, then an object a hit.
#include "searchd/api/export/formats.hpp"

namespace evresi::api {
namespace {

class JsonlExporter final : public Exporter {
public:
    explicit JsonlExporter(ExportSource source) : source_(std::move(source)) {}

    void begin(const search::SearchResponse& head, std::string& out) override {
        is_grouped_ = head.group.has_value();
        out += export_head_json(head, source_.origin.parameters, source_.origin.built_at);
        out += '\n';
    }

    void add(const search::Hit& hit, std::string& out) override {
        out += to_json(hit, is_grouped_, source_.programme_label);
        out += '\n';
    }

    void end(std::string& /*out*/) override {}

private:
    ExportSource source_;
    bool is_grouped_ = false;
};

}  // namespace

std::unique_ptr<Exporter> jsonl_exporter(ExportSource source) {
    return std::make_unique<JsonlExporter>(std::move(source));
}

}  // namespace evresi::api
