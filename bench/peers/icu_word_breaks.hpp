// ICU's word break iterator alone, of the root locale: what the tokenizer is measured against.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace evresi::bench {

class IcuWordBreaks {
public:
    using Utf16 = std::u16string;

    IcuWordBreaks();
    ~IcuWordBreaks();
    IcuWordBreaks(const IcuWordBreaks&) = delete;
    IcuWordBreaks& operator=(const IcuWordBreaks&) = delete;

    [[nodiscard]] static std::vector<Utf16> convert(const std::vector<std::string>& texts);

    /// The number of words that ICU finds.
    [[nodiscard]] std::size_t count_utf8(std::string_view text);
    [[nodiscard]] std::size_t count_utf16(const Utf16& text);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace evresi::bench
