#include "indexer/database/word_files.hpp"

#include "indexer/database/script_bridge.hpp"
#include "indexer/database/spellings.hpp"
#include "indexer/database/vocabulary.hpp"

namespace evresi::database {

Result<void> write_word_files(const Xapian::Database& database, const std::string& folder) {
    for (const auto write : {&write_spellings, &write_script_bridge, &write_vocabulary}) {
        if (const Result<void> done = write(database, folder); !done) return done.error();
    }
    return {};
}

}  // namespace evresi::database
