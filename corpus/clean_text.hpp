// What text from outside needs before it can stand in a Document. Stateless.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace evresi::corpus {

/// `text` without white space (ASCII, and U+00A0 and U+FEFF) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// Makes `text` fit for a Document: ill-formed sequences become U+FFFD; CR LF, CR, U+2028 and
/// U+2029 become '\n'; NUL and other control characters but '\t' and '\n' are dropped. Returns
/// the number of ill-formed sequences.
std::size_t clean_text(std::string& text);

}  // namespace evresi::corpus
