// What a file is by its first bytes, whatever its name says: the reader for it, or why none reads
// it, in words that name what it is. Stateless.
#pragma once

#include "corpus/archive.hpp"
#include "corpus/reader.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace evresi::corpus {

/// What bytes can be nothing else than. All empty: they may be text of any kind.
struct ContentKind {
    std::string_view reader;       ///< name of the reader for it
    std::string_view description;  ///< "a PNG picture", when no reader takes it
    std::string_view remedy;       ///< what to do about that
};

[[nodiscard]] ContentKind kind_of_content(std::string_view head) noexcept;

/// The reader's name for text whose suffix no reader claims, by its look: a page, JSON lines, a
/// table with our column heads, plain text; empty when it is data or a program's text.
[[nodiscard]] std::string_view kind_of_text(std::string_view file_name, std::string_view head);

/// What a ZIP archive is: a text document, another office file, or a folder ("zip").
[[nodiscard]] ContentKind kind_of_archive(const ZipArchive& archive);

/// What makes files of this name no text, in the plural ("pictures"), by suffix alone: what folders
/// of saved pages are full of. Empty for every other file.
[[nodiscard]] std::string_view kind_without_text(std::string_view file_name) noexcept;

/// Why a source was refused before any reader saw it.
struct Refusal {
    std::string code;  ///< Rejection::code
    std::string message;
};

[[nodiscard]] Refusal refusal_of(const ContentKind& kind);

/// The reader of that name, or null.
[[nodiscard]] const Reader* reader_named(std::string_view name) noexcept;

struct Recognised {
    const Reader* reader = nullptr;  ///< null: refused
    Refusal refusal;
};

/// Finds the reader for an opened source by content and name. `bytes` may be replaced by a source
/// of the same bytes. Errors of the source.
[[nodiscard]] Result<Recognised>
recognise(std::string_view file_name, std::unique_ptr<ByteSource>& bytes, const ReadLimits& limits);

/// Why an archive is not to be read at all; no code when it may be.
[[nodiscard]] Refusal refusal_of(const ZipArchive& archive);

}  // namespace evresi::corpus
