// Encodings: bytes of a text or HTML file -> UTF-8. Order of belief: byte order mark, valid UTF-8,
// what the file or its server declares, UTF-16 without a mark by its zero bytes, and last ICU's
// detector with a preference for the encodings that our languages were written in. Stateless.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace evresi::corpus {

struct DecodedText {
    std::string text;      ///< UTF-8, cleaned (clean_text)
    std::string encoding;  ///< the encoding taken, as ICU names it: "UTF-8", "windows-1253"
    std::size_t bad_sequences = 0;  ///< replaced by U+FFFD
};

/// Decodes `bytes`; `declared` is the name of an encoding or empty, and a name that ICU does not
/// know counts as none. bad_encoding when the bytes are not text (control bytes, NULs).
[[nodiscard]] Result<DecodedText> decode_text(std::string_view bytes,
                                              std::string_view declared = {});

/// The encoding that decode_text would take. Unless `is_whole`, `head` is the start of a longer
/// input and may end within a character.
[[nodiscard]] std::string
detect_encoding(std::string_view head, std::string_view declared = {}, bool is_whole = false);

/// Converts `bytes` from `encoding`; not cleaned.
[[nodiscard]] Result<std::string> convert_to_utf8(std::string_view bytes,
                                                  const std::string& encoding);

/// Whether `head` looks like a picture, an archive or another file that is no text in any encoding.
[[nodiscard]] bool is_binary(std::string_view head) noexcept;

}  // namespace evresi::corpus
