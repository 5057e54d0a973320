#include "corpus/xml_tag_guard.hpp"

namespace evresi::corpus {

bool XmlTagGuard::ends_section(char c, char mark, int needed) noexcept {
    if (c == '>' && marks_ >= needed) return true;
    marks_ = c == mark ? marks_ + 1 : 0;
    return false;
}

void XmlTagGuard::take_in_tag(char c) noexcept {
    if (c == '=') ++attributes_;
    if (c == '"') state_ = State::double_quote;
    if (c == '\'') state_ = State::single_quote;
    if (c == '>') state_ = State::text;
}

void XmlTagGuard::take(char c) noexcept {
    if (c == '\0') return;  // of UTF-16
    switch (state_) {
    case State::text:
        if (c == '<') state_ = State::tag_begin;
        break;
    case State::tag_begin:
        attributes_ = 0;
        marks_ = 0;
        state_ = c == '!'   ? State::declaration_begin
                 : c == '?' ? State::instruction
                 : c == '>' ? State::text
                            : State::tag;
        break;
    case State::declaration_begin:
        state_ = c == '-' ? State::comment : c == '[' ? State::cdata : State::tag;
        break;
    case State::tag:
        take_in_tag(c);
        break;
    case State::double_quote:
        if (c == '"') state_ = State::tag;
        break;
    case State::single_quote:
        if (c == '\'') state_ = State::tag;
        break;
    case State::comment:
        if (ends_section(c, '-', 2)) state_ = State::text;
        break;
    case State::cdata:
        if (ends_section(c, ']', 2)) state_ = State::text;
        break;
    case State::instruction:
        if (ends_section(c, '?', 1)) state_ = State::text;
        break;
    }
}

}  // namespace evresi::corpus
