// Plain text: one file is one document; its title is found among its first lines.
#include "corpus/boilerplate.hpp"
#include "corpus/byte_source.hpp"
#include "corpus/encoding.hpp"
#include "corpus/reader.hpp"

#include <array>

namespace evresi::corpus {
namespace {

Result<void> read(const ReadInput& input, const ReadSink& sink) {
    Result<std::string> bytes = read_all(*input.bytes, input.options->limits.file_bytes);
    if (!bytes) return bytes.error();
    Result<DecodedText> decoded = decode_text(*bytes);
    if (!decoded) return decoded.error();
    Document document;
    document.id = input.id;
    document.source = input.source;
    document.title = std::string(find_headline(decoded->text));
    document.text = std::move(decoded->text);
    if (document.title.empty() && document.text.find_first_not_of(" \t\n") == std::string::npos) {
        return fail(ErrorCode::malformed_input, "the file has no text");
    }
    sink.document(std::move(document));
    return {};
}

}  // namespace

const Reader& reader_plain_text() {
    static constexpr std::array<std::string_view, 2> kSuffixes = {".txt", ".text"};
    static const Reader reader{"plain_text", kSuffixes, read};
    return reader;
}

}  // namespace evresi::corpus
