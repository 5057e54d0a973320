#include "corpus/xml_events.hpp"

#include "corpus/xml_tag_guard.hpp"

#include <libxml/parser.h>

#include <array>
#include <memory>
#include <vector>

namespace evresi::corpus {
namespace {

// Office programs nest some dozen elements; text boxes in tables in text boxes a few hundred.
constexpr std::size_t kMaxDepth = 1000;
// Each bounds what the parser compares, whose time grows with the square of it.
constexpr std::uint32_t kMaxAttributes = 256;
constexpr std::size_t kMaxNamespaces = 1000;
constexpr std::size_t kPiece = 32u << 10;

std::string_view view_of(const xmlChar* text) noexcept {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

struct Parsing {
    XmlHandler& handler;
    xmlParserCtxt* parser = nullptr;
    std::vector<std::size_t> namespaces;  // declared up to each open element
    std::string fault;

    void stop(std::string why) {
        if (fault.empty()) fault = std::move(why);
        xmlStopParser(parser);
    }
};

void on_start(void* context,
              const xmlChar* name,
              const xmlChar* /*prefix*/,
              const xmlChar* uri,
              int namespace_count,
              const xmlChar** /*namespaces*/,
              int attribute_count,
              int /*defaulted*/,
              const xmlChar** attributes) {
    auto& parsing = *static_cast<Parsing*>(context);
    if (!parsing.fault.empty()) return;
    const std::size_t declared = parsing.namespaces.empty() ? 0 : parsing.namespaces.back();
    parsing.namespaces.push_back(declared + static_cast<std::size_t>(namespace_count));
    if (parsing.namespaces.back() > kMaxNamespaces) {
        return parsing.stop("its XML declares too many namespaces");
    }
    if (parsing.namespaces.size() > kMaxDepth) {
        return parsing.stop("its XML nests more than " + std::to_string(kMaxDepth) +
                            " elements in one another");
    }
    parsing.handler.start(XmlElement(view_of(uri), view_of(name), attributes, attribute_count));
}

void on_end(void* context, const xmlChar* name, const xmlChar* /*prefix*/, const xmlChar* uri) {
    auto& parsing = *static_cast<Parsing*>(context);
    if (!parsing.fault.empty()) return;
    parsing.namespaces.pop_back();
    parsing.handler.end(view_of(uri), view_of(name));
}

void on_characters(void* context, const xmlChar* text, int length) {
    auto& parsing = *static_cast<Parsing*>(context);
    if (!parsing.fault.empty()) return;
    parsing.handler.characters(
        {reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
}

void on_document_type(void* context,
                      const xmlChar* /*name*/,
                      const xmlChar* /*external*/,
                      const xmlChar* /*system*/) {
    // Office formats have none; entities that unfold into more entities begin with one.
    static_cast<Parsing*>(context)->stop("its XML has a document type, which is not allowed");
}

// The second parameter's type is const from libxml2 2.12 on.
template <class XmlError>
void ignore_error(void* /*context*/, XmlError* /*error*/) {}

xmlSAXHandler make_sax_handler() {
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_end;
    handler.characters = on_characters;
    handler.cdataBlock = on_characters;
    handler.ignorableWhitespace = on_characters;
    handler.internalSubset = on_document_type;
    handler.serror = ignore_error;
    return handler;
}

struct FreeParser {
    void operator()(xmlParserCtxt* parser) const noexcept { xmlFreeParserCtxt(parser); }
};

}  // namespace

std::string_view XmlElement::attribute(std::string_view name) const noexcept {
    for (int i = 0; i < attribute_count_; ++i) {
        const unsigned char** const at = attributes_ + std::ptrdiff_t{5} * i;
        if (view_of(at[0]) != name) continue;
        return {reinterpret_cast<const char*>(at[3]), static_cast<std::size_t>(at[4] - at[3])};
    }
    return {};
}

bool XmlElement::has_attribute(std::string_view name) const noexcept {
    for (int i = 0; i < attribute_count_; ++i) {
        if (view_of(attributes_[std::ptrdiff_t{5} * i]) == name) return true;
    }
    return false;
}

Result<void> parse_xml(ByteSource& bytes, XmlHandler& handler) {
    xmlSAXHandler sax = make_sax_handler();
    Parsing parsing{handler, nullptr, {}, {}};
    XmlTagGuard guard(kMaxAttributes);
    const std::unique_ptr<xmlParserCtxt, FreeParser> parser(
        xmlCreatePushParserCtxt(&sax, &parsing, nullptr, 0, nullptr));
    if (parser == nullptr) return fail(ErrorCode::internal, "the XML parser cannot start");
    parsing.parser = parser.get();
    xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    std::array<char, kPiece> piece;
    for (bool is_at_end = false; !is_at_end;) {
        const Result<std::size_t> got = bytes.read(piece);
        if (!got) return got.error();
        is_at_end = *got == 0;
        if (!guard.accept({piece.data(), *got})) {
            return fail(ErrorCode::malformed_input, "its XML has an element of more than " +
                                                        std::to_string(kMaxAttributes) +
                                                        " attributes");
        }
        const int status =
            xmlParseChunk(parser.get(), piece.data(), static_cast<int>(*got), is_at_end ? 1 : 0);
        if (!parsing.fault.empty()) return fail(ErrorCode::malformed_input, parsing.fault);
        // A namespace or a name that is only doubtful is no reason to lose the document.
        if (status != XML_ERR_OK && parser->wellFormed == 0) {
            return fail(ErrorCode::malformed_input, "its XML is not well-formed");
        }
    }
    return {};
}

}  // namespace evresi::corpus
