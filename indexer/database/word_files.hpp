// The files of a generation that are gathered from the terms and metadata of its database.
#pragma once

#include "base/result.hpp"

#include <string>

namespace Xapian {
class Database;
}

namespace evresi::database {

/// Writes spellings, script bridge and vocabulary of `database` into the folder of its generation.
/// io_error. Throws Xapian::Error.
[[nodiscard]] Result<void> write_word_files(const Xapian::Database& database,
                                            const std::string& folder);

}  // namespace evresi::database
