#include "indexer/database/schema.hpp"

#include <array>

namespace evresi::database {
namespace {

constexpr std::array<FieldRow, kFieldCount> kFields = {{
    {Field::programme, "programme", "XP", 0, true, false},
    {Field::country, "country", "XC", 1, true, false},
    {Field::year, "year", "XY", 2, true, true},
    {Field::lang, "lang", "XL", 3, true, false},
    {Field::project, "project", "XA", 4, true, false},
    {Field::evidence, "evidence", "XE", 5, true, false},
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
