#include "indexer/database/schema.hpp"

#include <array>

namespace evresi::database {
namespace {

constexpr std::array<FieldRow, kFieldCount> kFields = {{
    {Field::programme, "programme", "XP", 0, true, false, true},
    {Field::country, "country", "XC", 1, true, false, true},
    {Field::year, "year", "XY", 2, true, true, true},
    {Field::lang, "lang", "XL", 3, true, false, true},
    {Field::project, "project", "XA", 4, true, false, true},
    {Field::evidence, "evidence", "XE", 5, true, false, false},
}};

}  // namespace

std::span<const FieldRow> fields() noexcept {
    return kFields;
}

const FieldRow& row_of(Field field) noexcept {
    return kFields[static_cast<std::size_t>(field)];
}

const FieldRow* find_field(std::string_view name) noexcept {
    for (const FieldRow& row : kFields) {
        if (row.name == name) return &row;
    }
    return nullptr;
}

}  // namespace evresi::database
