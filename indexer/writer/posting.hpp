// What inverting makes of documents: numbers only, on the way from the analysers to the tables.
#pragma once

#include <cstdint>

namespace evresi::indexer {

/// Ordinal of a document in the input of a run, from 1.
using Sequence = std::uint32_t;

/// A document of a term's list, by its sequence while runs are made and by its docid afterwards.
struct Posting {
    std::uint32_t document = 0;
    std::uint32_t frequency = 0;  ///< within the document, as weighted
    std::uint32_t positions = 0;  ///< how many positions are kept of it
};

}  // namespace evresi::indexer
