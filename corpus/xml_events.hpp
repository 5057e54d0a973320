// XML as a stream of events, from bytes that nobody vouches for: no tree, no recursion, no document
// type (so no entities but the five that XML itself has), no network, a bound on depth.
#pragma once

#include "corpus/reader.hpp"

#include <string>
#include <string_view>

namespace evresi::corpus {

/// A start tag; valid during the call that it is passed to.
class XmlElement {
public:
    XmlElement(std::string_view name_space,
               std::string_view name,
               const unsigned char** attributes,
               int attribute_count)
        : name_space_(name_space), name_(name), attributes_(attributes),
          attribute_count_(attribute_count) {}

    /// The URI of the namespace, or empty.
    [[nodiscard]] std::string_view name_space() const noexcept { return name_space_; }
    [[nodiscard]] std::string_view name() const noexcept { return name_; }
    /// The value of the first attribute of this name in any namespace; empty when there is none.
    [[nodiscard]] std::string_view attribute(std::string_view name) const noexcept;
    [[nodiscard]] bool has_attribute(std::string_view name) const noexcept;

private:
    std::string_view name_space_;
    std::string_view name_;
    const unsigned char** attributes_;  // of libxml2: five pointers each
    int attribute_count_;
};

class XmlHandler {
public:
    XmlHandler() = default;
    XmlHandler(const XmlHandler&) = delete;
    XmlHandler& operator=(const XmlHandler&) = delete;
    virtual ~XmlHandler() = default;

    virtual void start(const XmlElement& element) = 0;
    virtual void end(std::string_view name_space, std::string_view name) = 0;
    virtual void characters(std::string_view text) = 0;
};

/// Hands the events of `bytes` to `handler`. malformed_input when it is not well-formed, has a
/// document type or nests elements too deep; errors of the source. What was handed on before an
/// error stays.
[[nodiscard]] Result<void> parse_xml(ByteSource& bytes, XmlHandler& handler);

}  // namespace evresi::corpus
