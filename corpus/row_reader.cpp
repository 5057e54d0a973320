#include "corpus/row_reader.hpp"

#include <utility>

namespace evresi::corpus {

std::string row_id(const std::vector<NamedValue>& values) {
    Document document;
    for (const NamedValue& value : values) {
        if (value.name != "id") continue;
        RowValue copy = value.value;
        if (set_row_field(document, "id", std::move(copy))) return {};
    }
    return std::move(document.id);
}

bool hand_on_row(Row&& row, std::string default_id, const ReadInput& input, const ReadSink& sink) {
    Document document;
    document.source = input.source;
    document.line = row.line;
    std::optional<std::string> wrong = set_row_fields(document, std::move(row.values));
    if (document.id.empty()) document.id = std::move(default_id);
    if (!wrong) wrong = check_row(document);
    if (!wrong) return sink.document(std::move(document));
    return sink.rejected({input.source, row.line, std::move(document.id),
                          std::string(error_code_name(ErrorCode::malformed_input)),
                          std::move(*wrong)});
}

}  // namespace evresi::corpus
