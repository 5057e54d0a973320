// Readers of what a lexicon is learnt from. Files may be packed with gzip or zstd. Results carry
// io_error for a file that cannot be read and malformed_input (with file and line) for one that is
// in another form; sources that the recipe leaves out are not read.
#pragma once

#include "base/result.hpp"
#include "searchd/lexicon/learner/material.hpp"

#include <string>

namespace evresi::lexicon {

/// Weights of sources (see Recipe).
[[nodiscard]] Result<Recipe> read_recipe(const std::string& path);

/// All concept lists (*.tsv.gz, *.tsv: concept_id, lang, label, is_preferred, part of speech) and
/// parallel strings (NAME.en-XX.tsv.gz, NAME.en-XX.tsv: english, other) of a folder.
[[nodiscard]] Result<void>
read_folder(const std::string& folder, const Recipe& recipe, Material& material);

/// Documents of several languages, JSON a line with id, title and text: those whose ids are the
/// same but for the language at the end ("guide-7-en", "guide-7-lv") translate each other. They are
/// cut into lines and sentences, which are paired by their lengths. The source is named after the
/// folder of the file.
[[nodiscard]] Result<void>
read_aligned(const std::string& path, const Recipe& recipe, Material& material);

/// Programmes by name: columns id, canonical_en, periods, languages, surface, kind.
[[nodiscard]] Result<void>
read_programmes(const std::string& path, const Recipe& recipe, Material& material);

/// Places by name: a first row of 'code' and language codes, then a place a row, names of a cell
/// parted by '|'.
[[nodiscard]] Result<void>
read_place_names(const std::string& path, const Recipe& recipe, Material& material);

}  // namespace evresi::lexicon
