#include "searchd/search/query_ast.hpp"

#include "base/check.hpp"

#include <limits>
#include <string_view>
#include <utility>

namespace evresi::search {
namespace {

std::string_view kind_name(NodeKind kind) {
    switch (kind) {
    case NodeKind::everything:
        return "all";
    case NodeKind::word:
        return "word";
    case NodeKind::prefix:
        return "prefix";
    case NodeKind::phrase:
        return "phrase";
    case NodeKind::near:
        return "near";
    case NodeKind::title:
        return "title";
    case NodeKind::filter:
        return "filter";
    case NodeKind::any:
        return "any";
    case NodeKind::all_of:
        return "and";
    case NodeKind::one_of:
        return "or";
    case NodeKind::must:
        return "must";
    case NodeKind::exclude:
        return "not";
    }
    return "?";
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

/// A value bare where it is one unbroken piece, quoted otherwise.
std::string printed(std::string_view text) {
    const bool is_bare = !text.empty() && text.find_first_of(" ()\"\\") == std::string_view::npos;
    return is_bare ? std::string(text) : quoted(text);
}

void print_filter(const Filter& filter, std::string& out) {
    out += filter.exclude ? "(filter-not " : "(filter ";
    out += database::row_of(filter.field).name;
    for (const std::string& value : filter.values) out += ' ' + printed(value);
    for (const auto& [first, last] : filter.ranges) {
        out += ' ';
        if (first != std::numeric_limits<int>::min()) out += std::to_string(first);
        if (first == last) continue;
        out += "..";
        if (last != std::numeric_limits<int>::max()) out += std::to_string(last);
    }
    out += ')';
}

void print(const QueryNode& node, std::string& out) {
    switch (node.kind) {
    case NodeKind::word:
        out += printed(node.text);
        return;
    case NodeKind::filter:
        print_filter(node.filter, out);
        return;
    default:
        break;
    }
    out += '(';
    out += kind_name(node.kind);
    if (node.kind == NodeKind::near) out += '/' + std::to_string(node.distance);
    if (node.kind == NodeKind::prefix) out += ' ' + printed(node.text);
    if (node.kind == NodeKind::phrase) out += ' ' + quoted(node.text);
    for (const QueryNode& child : node.children) {
        out += ' ';
        print(child, out);
    }
    out += ')';
}

}  // namespace

QueryNode QueryNode::leaf(NodeKind kind, std::string text) {
    QueryNode node;
    node.kind = kind;
    node.text = std::move(text);
    return node;
}

QueryNode QueryNode::branch(NodeKind kind, std::vector<QueryNode> children) {
    QueryNode node;
    node.kind = kind;
    node.children = std::move(children);
    return node;
}

QueryNode QueryNode::join(NodeKind kind, std::vector<QueryNode> children) {
    EVRESI_CHECK(!children.empty());
    if (children.size() == 1) return std::move(children.front());
    return branch(kind, std::move(children));
}

std::string to_string(const QueryNode& node) {
    std::string out;
    print(node, out);
    return out;
}

}  // namespace evresi::search
