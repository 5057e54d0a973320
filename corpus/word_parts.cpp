#include "corpus/word_parts.hpp"

#include "base/ascii.hpp"
#include "corpus/clean_text.hpp"

namespace evresi::corpus {
namespace {

WordStyleKind kind_of_style(std::string_view name) {
    const std::string lower = lower_ascii(trim(name));
    if (lower == "title") return WordStyleKind::title;
    return lower.starts_with("heading") ? WordStyleKind::heading : WordStyleKind::other;
}

class StylesHandler final : public XmlHandler {
public:
    explicit StylesHandler(WordStyles& styles) : styles_(styles) {}

    void start(const XmlElement& element) override {
        if (!is_word_namespace(element.name_space())) return;
        const std::string_view name = element.name();
        if (name == "docDefaults") is_in_defaults_ = true;
        if (name == "lang" && is_in_defaults_) styles_.language = element.attribute("val");
        if (name == "style") style_ = &styles_.add(element.attribute("styleId"));
        if (style_ == nullptr) return;
        if (name == "name") style_->name = element.attribute("val");
        if (name == "basedOn") style_->based_on = element.attribute("val");
        if (name == "vanish") style_->is_hidden = is_word_property_on(element);
    }
    void end(std::string_view /*name_space*/, std::string_view name) override {
        if (name == "docDefaults") is_in_defaults_ = false;
        if (name == "style") style_ = nullptr;
    }
    void characters(std::string_view /*text*/) override {}

private:
    WordStyles& styles_;
    WordStyles::Style* style_ = nullptr;
    bool is_in_defaults_ = false;
};

class RelationsHandler final : public XmlHandler {
public:
    RelationsHandler(std::string_view folder, WordRelations& relations)
        : folder_(folder), relations_(relations) {}

    void start(const XmlElement& element) override {
        if (element.name() != "Relationship" || element.attribute("TargetMode") == "External") {
            return;
        }
        const std::string_view type = element.attribute("Type");
        const std::string_view kind = type.substr(type.rfind('/') + 1);
        if (kind == "header") relations_.headers.push_back(part(element));
        if (kind == "footer") relations_.footers.push_back(part(element));
        if (kind == "footnotes" || kind == "endnotes") relations_.notes.push_back(part(element));
        if (kind == "styles") relations_.styles = part(element);
        if (kind == "officeDocument") relations_.main = part(element);
    }
    void end(std::string_view /*name_space*/, std::string_view /*name*/) override {}
    void characters(std::string_view /*text*/) override {}

private:
    [[nodiscard]] std::string part(const XmlElement& element) const {
        const std::string_view target = element.attribute("Target");
        if (target.starts_with('/')) return std::string(target.substr(1));
        return folder_ + std::string(target);
    }
    std::string folder_;
    WordRelations& relations_;
};

}  // namespace

bool is_word_namespace(std::string_view uri) noexcept {
    return uri == "http://schemas.openxmlformats.org/wordprocessingml/2006/main" ||
           uri == "http://purl.oclc.org/ooxml/wordprocessingml/main";
}

bool is_word_property_on(const XmlElement& element) noexcept {
    const std::string_view value = element.attribute("val");
    return value != "0" && value != "false" && value != "off" && value != "none";
}

template <class Visitor>
void WordStyles::walk(std::string_view id, const Visitor& visit) const {
    constexpr int kMaxSteps = 32;  // styles may be based on one another in a circle
    auto at = styles_.find(std::string(id));
    for (int i = 0; i < kMaxSteps && at != styles_.end() && visit(at->second); ++i) {
        at = styles_.find(at->second.based_on);
    }
}

WordStyleKind WordStyles::kind(std::string_view id) const {
    // A document without a part of styles may still use the usual ids.
    if (styles_.empty()) return kind_of_style(id);
    WordStyleKind kind = WordStyleKind::other;
    walk(id, [&](const Style& style) {
        kind = kind_of_style(style.name);
        return kind == WordStyleKind::other;
    });
    return kind;
}

bool WordStyles::is_hidden(std::string_view id) const {
    bool is_hidden = false;
    walk(id, [&](const Style& style) {
        is_hidden = style.is_hidden.value_or(false);
        return !style.is_hidden.has_value();
    });
    return is_hidden;
}

std::unique_ptr<XmlHandler> word_styles_handler(WordStyles& styles) {
    return std::make_unique<StylesHandler>(styles);
}

std::unique_ptr<XmlHandler> word_relations_handler(std::string_view folder,
                                                   WordRelations& relations) {
    return std::make_unique<RelationsHandler>(folder, relations);
}

}  // namespace evresi::corpus
