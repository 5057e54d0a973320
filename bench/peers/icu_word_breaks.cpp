#include "bench/peers/icu_word_breaks.hpp"

#include "base/check.hpp"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>
#include <unicode/utext.h>

namespace evresi::bench {
namespace {

std::size_t count_words(icu::BreakIterator& breaks) {
    std::size_t words = 0;
    breaks.first();
    while (breaks.next() != icu::BreakIterator::DONE) {
        if (breaks.getRuleStatus() >= UBRK_WORD_NONE_LIMIT) ++words;
    }
    return words;
}

}  // namespace

struct IcuWordBreaks::State {
    std::unique_ptr<icu::BreakIterator> breaks;
};

IcuWordBreaks::IcuWordBreaks() : state_(std::make_unique<State>()) {
    UErrorCode status = U_ZERO_ERROR;
    state_->breaks.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    EVRESI_CHECK(U_SUCCESS(status));
}
IcuWordBreaks::~IcuWordBreaks() = default;

std::vector<IcuWordBreaks::Utf16> IcuWordBreaks::convert(const std::vector<std::string>& texts) {
    std::vector<Utf16> converted;
    for (const std::string& text : texts) {
        const icu::UnicodeString units = icu::UnicodeString::fromUTF8(text);
        converted.emplace_back(units.getBuffer(), static_cast<std::size_t>(units.length()));
    }
    return converted;
}

std::size_t IcuWordBreaks::count_utf8(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    UText opened = UTEXT_INITIALIZER;
    utext_openUTF8(&opened, text.data(), static_cast<std::int64_t>(text.size()), &status);
    state_->breaks->setText(&opened, status);
    EVRESI_CHECK(U_SUCCESS(status));
    const std::size_t words = count_words(*state_->breaks);
    utext_close(&opened);
    return words;
}

std::size_t IcuWordBreaks::count_utf16(const Utf16& text) {
    // Read-only alias: no copy.
    const icu::UnicodeString units(false, text.data(), static_cast<std::int32_t>(text.size()));
    state_->breaks->setText(units);
    return count_words(*state_->breaks);
}

}  // namespace evresi::bench
