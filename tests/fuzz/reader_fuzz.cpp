// Fuzzes every reader of the registry: the first byte chooses one, the rest is the file. What comes
// out is fit for the index: well-formed text without control characters, ids, sane values.
#include "base/check.hpp"
#include "base/utf8.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/mappings/column_mapping.hpp"
#include "corpus/reader.hpp"
#include "corpus/row_fields.hpp"

#include <algorithm>
#include <span>
#include <string>

namespace {

using namespace evresi;
using namespace evresi::corpus;

class FuzzedSource final : public ByteSource {
public:
    explicit FuzzedSource(std::string_view bytes) : bytes_(bytes) {}

    // Pieces of an odd length, so that what spans two of them is met.
    Result<std::size_t> read(std::span<char> buffer) override {
        const std::size_t taken =
            bytes_.copy(buffer.data(), std::min<std::size_t>(buffer.size(), 4099));
        bytes_.remove_prefix(taken);
        return taken;
    }

private:
    std::string_view bytes_;
};

void check_text(std::string_view text) {
    EVRESI_CHECK(is_utf8(text));
    EVRESI_CHECK(std::none_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == '\x7F';
    }));
}

void check_document(const Document& document) {
    EVRESI_CHECK(!document.id.empty());
    EVRESI_CHECK(!document.title.empty() || !document.text.empty());
    for (const std::string_view text :
         {std::string_view(document.id), std::string_view(document.title),
          std::string_view(document.text), std::string_view(document.url),
          std::string_view(document.date)}) {
        check_text(text);
    }
    EVRESI_CHECK(document.date.empty() || is_iso_date(document.date));
    for (const auto& [name, value] : document.fields) {
        check_text(name);
        check_text(value);
    }
    for (const auto& country : document.metadata.country) EVRESI_CHECK(country.value.size() == 2);
    for (const auto& programme : document.metadata.programme)
        EVRESI_CHECK(!programme.value.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::span<const Reader* const> all = readers();
    const Reader& reader = *all[data[0] % all.size()];
    ReadOptions options;
    options.limits.row_bytes = 4096;
    options.limits.file_bytes = 1u << 20;
    options.limits.pages = 50;
    options.limits.text_bytes = 1u << 20;
    FuzzedSource source(bytes);
    const ReadInput input{"fuzzed" + std::string(reader.suffixes.front()), "fuzzed", &source,
                          &options};
    const ReadSink sink{[](Document&& document) {
                            check_document(document);
                            return true;
                        },
                        [](Rejection&& refusal) {
                            EVRESI_CHECK(!refusal.code.empty() && !refusal.message.empty());
                            return true;
                        }};
    if (const Result<void> done = reader.read(input, sink); !done) {
        EVRESI_CHECK(!done.error().message.empty());
    }
    // The tables that users write: mappings go through a parser of their own.
    if (size < 2000) static_cast<void>(parse_mapping(bytes).has_value());
    return 0;
}
