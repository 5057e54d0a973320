#include "searchd/search/query_parser.hpp"

#include "base/utf8.hpp"
#include "searchd/search/query_lexer.hpp"
#include "searchd/search/white_space.hpp"
#include "searchd/search/year_ranges.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace evresi::search {
namespace {

using Kind = QueryTokenKind;

Error too_complex(std::string_view what, std::uint64_t limit) {
    return fail(ErrorCode::query_too_complex,
                "the query has too many " + std::string(what) + "; at most " +
                    std::to_string(limit) + " are allowed",
                "q");
}

/// Drops parentheses that close nothing; says so for those and for what stays open. Returns the
/// deepest nesting.
int balance(std::vector<QueryToken>& tokens, std::vector<std::string>& warnings) {
    int depth = 0;
    int deepest = 0;
    int surplus = 0;
    std::erase_if(tokens, [&](const QueryToken& token) {
        if (token.kind == Kind::open) deepest = std::max(deepest, ++depth);
        if (token.kind != Kind::close) return false;
        if (depth == 0) {
            ++surplus;
            return true;
        }
        --depth;
        return false;
    });
    if (surplus > 0) warnings.emplace_back("a closing parenthesis without its partner was ignored");
    if (depth > 0)
        warnings.emplace_back("an opening parenthesis is not closed; it reaches to the end");
    return deepest;
}

/// Recursive descent over tokens whose nesting has been checked. From loose to tight: OR, AND,
/// words side by side, NEAR, the signs before a word.
class Parser {
public:
    Parser(std::vector<QueryToken> tokens,
           const QueryLimits& limits,
           std::vector<std::string>& warnings)
        : tokens_(std::move(tokens)), limits_(limits), warnings_(warnings) {}

    std::optional<QueryNode> run() { return parse_list(Kind::or_operator, NodeKind::one_of); }

    [[nodiscard]] int wildcards() const noexcept { return wildcards_; }

private:
    using Maybe = std::optional<QueryNode>;

    [[nodiscard]] const QueryToken& peek() const { return tokens_[at_]; }
    QueryToken take() { return at_ + 1 < tokens_.size() ? tokens_[at_++] : tokens_[at_]; }
    void warn(std::string text) { warnings_.push_back(std::move(text)); }

    /// Operands of one operator, until a parenthesis closes or the text ends.
    Maybe parse_list(Kind separator, NodeKind kind) {
        std::vector<QueryNode> operands;
        bool is_dangling = false;
        while (true) {
            Maybe operand = separator == Kind::or_operator
                                ? parse_list(Kind::and_operator, NodeKind::all_of)
                                : parse_sequence();
            if (operand) {
                operands.push_back(std::move(*operand));
            } else if (is_dangling || peek().kind == separator) {
                warn(std::string(operator_name(separator)) +
                     " needs something on both sides and was ignored");
            }
            if (peek().kind != separator) break;
            take();
            is_dangling = true;
        }
        if (operands.empty()) return std::nullopt;
        return QueryNode::join(kind, std::move(operands));
    }

    /// Words, phrases and groups side by side.
    Maybe parse_sequence() {
        std::vector<QueryNode> items;
        while (true) {
            const Kind kind = peek().kind;
            if (kind == Kind::end || kind == Kind::close || kind == Kind::and_operator ||
                kind == Kind::or_operator) {
                break;
            }
            if (Maybe item = parse_signed()) items.push_back(std::move(*item));
        }
        if (items.empty()) return std::nullopt;
        return QueryNode::join(NodeKind::any, std::move(items));
    }

    Maybe parse_signed() {
        bool is_excluded = false;
        bool is_required = false;
        std::string_view last_sign;
        while (peek().kind == Kind::minus || peek().kind == Kind::not_operator ||
               peek().kind == Kind::plus) {
            const Kind sign = take().kind;
            last_sign = operator_name(sign);
            if (sign == Kind::plus) {
                is_required = true;
            } else {
                is_excluded = !is_excluded;
            }
        }
        Maybe operand = parse_near();
        if (!operand) {
            if (!last_sign.empty()) {
                warn(std::string(last_sign) + " has nothing after it and was ignored");
            }
            return std::nullopt;
        }
        if (is_excluded) return QueryNode::branch(NodeKind::exclude, {std::move(*operand)});
        if (is_required) return QueryNode::branch(NodeKind::must, {std::move(*operand)});
        return operand;
    }

    Maybe parse_near() {
        Maybe first = parse_primary();
        if (peek().kind != Kind::near) return first;
        std::vector<QueryNode> words;
        if (first) words.push_back(std::move(*first));
        int distance = 0;
        while (peek().kind == Kind::near) {
            distance = std::max({distance, take().number, 1});
            if (Maybe next = parse_primary()) words.push_back(std::move(*next));
        }
        const bool are_words = std::all_of(words.begin(), words.end(), [](const QueryNode& node) {
            return node.kind == NodeKind::word;
        });
        if (words.size() >= 2 && are_words) {
            QueryNode node = QueryNode::branch(NodeKind::near, std::move(words));
            node.distance = distance;
            return node;
        }
        warn("NEAR needs a word on both sides and was ignored");
        if (words.empty()) return std::nullopt;
        return QueryNode::join(NodeKind::any, std::move(words));
    }

    /// A word, phrase, group or field. Nothing when the next token cannot begin one, or when it was
    /// dropped with a warning; an operator in the way is left for the caller.
    Maybe parse_primary() {
        switch (peek().kind) {
        case Kind::word:
            return word_node(take().text);
        case Kind::phrase:
            return phrase_node(take().text);
        case Kind::open:
            return parse_group();
        case Kind::field:
            return parse_field(take().text);
        default:
            return std::nullopt;
        }
    }

    Maybe parse_group() {
        take();
        Maybe inside = parse_list(Kind::or_operator, NodeKind::one_of);
        if (peek().kind == Kind::close) take();
        if (!inside) warn("empty parentheses were ignored");
        return inside;
    }

    Maybe word_node(std::string text) {
        if (const std::size_t tilde = text.find_last_not_of("0123456789");
            tilde != std::string::npos && tilde > 0 && text[tilde] == '~') {
            text.resize(tilde);
            warn("similar spellings ('" + text + "~') are not supported yet; '" + text +
                 "' was searched as it stands");
        }
        if (text.find('*') == std::string::npos) {
            return QueryNode::leaf(NodeKind::word, std::move(text));
        }
        return prefix_node(std::move(text));
    }

    Maybe prefix_node(std::string text) {
        const bool is_at_end = text.find('*') == text.size() - 1;
        std::erase(text, '*');
        if (text.empty()) {
            warn("a '*' without a word was ignored");
            return std::nullopt;
        }
        if (!is_at_end) {
            warn("'*' is understood at the end of a word only; '" + text +
                 "' was searched without it");
            return QueryNode::leaf(NodeKind::word, std::move(text));
        }
        if (count_utf8(text) < static_cast<std::size_t>(limits_.wildcard_letters)) {
            warn("'" + text + "*' needs at least " + std::to_string(limits_.wildcard_letters) +
                 " letters before the '*'; '" + text + "' was searched as a word");
            return QueryNode::leaf(NodeKind::word, std::move(text));
        }
        ++wildcards_;
        return QueryNode::leaf(NodeKind::prefix, std::move(text));
    }

    Maybe phrase_node(std::string text) {
        if (text.find('*') != std::string::npos) {
            warn("'*' means nothing between quotation marks");
            std::replace(text.begin(), text.end(), '*', ' ');
        }
        std::string tidy = with_single_spaces(text);
        if (tidy.empty()) {
            warn("empty quotation marks were ignored");
            return std::nullopt;
        }
        return QueryNode::leaf(NodeKind::phrase, std::move(tidy));
    }

    Maybe parse_field(const std::string& name) {
        if (name != "title") return parse_filter(*database::find_field(name));
        // "title:title:word" has its colons inside the word. Fields right after each other come
        // about by quotes that were dropped; taking them in a loop keeps the depth at one.
        bool is_excluded = false;
        while (peek().kind == Kind::field || peek().kind == Kind::minus) {
            if (take().kind == Kind::minus) is_excluded = !is_excluded;
        }
        Maybe inside = parse_primary();
        if (!inside) {
            warn(no_value_warning(name));
            return std::nullopt;
        }
        QueryNode title = QueryNode::branch(NodeKind::title, {std::move(*inside)});
        if (!is_excluded) return title;
        return QueryNode::branch(NodeKind::exclude, {std::move(title)});
    }

    struct FieldValue {
        std::string text;
        bool is_excluded = false;
    };

    Maybe parse_filter(const database::FieldRow& row) {
        const std::vector<FieldValue> values = take_values();
        if (values.empty()) warn(no_value_warning(row.name));
        Filter wanted;
        wanted.field = row.field;
        Filter unwanted = wanted;
        unwanted.exclude = true;
        std::vector<QueryNode> parts;
        for (const FieldValue& value : values) {
            Filter& filter = value.is_excluded ? unwanted : wanted;
            if (!row.is_ordered || value.text == database::kUnknown) {
                filter.values.push_back(value.text);
            } else if (Maybe word = read_ordered(value, filter)) {
                parts.push_back(std::move(*word));
            }
        }
        if (Maybe restriction = filter_node(std::move(wanted), std::move(unwanted))) {
            parts.push_back(std::move(*restriction));
        }
        if (parts.empty()) return std::nullopt;
        return QueryNode::join(NodeKind::any, std::move(parts));
    }

    /// Adds years to `filter`; what is none comes back as a word to search.
    Maybe read_ordered(const FieldValue& value, Filter& filter) {
        if (!read_years(value.text, filter)) {
            const std::string_view done = value.is_excluded ? "excluded" : "searched";
            warn("'" + value.text + "' is no year or range of years; it was " + std::string(done) +
                 " as a word");
            QueryNode word = QueryNode::leaf(NodeKind::word, value.text);
            if (!value.is_excluded) return word;
            return QueryNode::branch(NodeKind::exclude, {std::move(word)});
        }
        if (filter.ranges.back().first > filter.ranges.back().second) {
            filter.ranges.pop_back();
            warn("the range '" + value.text + "' ends before it begins and was ignored");
        }
        return std::nullopt;
    }

    /// One restriction, or both as a part that has to be there; nothing for two empty filters.
    static Maybe filter_node(Filter wanted, Filter unwanted) {
        std::vector<QueryNode> nodes;
        for (Filter* filter : {&wanted, &unwanted}) {
            if (filter->values.empty() && filter->ranges.empty()) continue;
            QueryNode node;
            node.kind = NodeKind::filter;
            node.filter = std::move(*filter);
            nodes.push_back(std::move(node));
        }
        if (nodes.empty()) return std::nullopt;
        if (nodes.size() == 1) return std::move(nodes.front());
        return QueryNode::branch(NodeKind::must,
                                 {QueryNode::branch(NodeKind::all_of, std::move(nodes))});
    }

    /// The values after a field's colon: a comma list, a quoted value, or a group of either. A
    /// minus counts for the one value, list or group after it.
    std::vector<FieldValue> take_values() {
        std::vector<FieldValue> values;
        std::vector<bool> enclosing;  // the signs around the groups that are open
        bool group_sign = false;
        bool sign = false;
        while (true) {
            const Kind kind = peek().kind;
            if (kind == Kind::end) break;
            const bool is_value = kind == Kind::word || kind == Kind::phrase;
            const bool is_negation = kind == Kind::minus || kind == Kind::not_operator;
            // What cannot begin a value is left for others, a parenthesis around the field too.
            if (enclosing.empty() && !is_value && !is_negation && kind != Kind::open) break;
            const QueryToken token = take();
            if (is_negation) {
                sign = !sign;
                continue;
            }
            if (kind == Kind::open) {
                enclosing.push_back(group_sign);
                group_sign = sign;
                continue;
            }
            if (kind == Kind::close) {
                group_sign = enclosing.back();
                enclosing.pop_back();
            }
            if (kind == Kind::phrase) add_phrase_value(token.text, sign, values);
            if (kind == Kind::word) split_values(token.text, sign, values);
            if (enclosing.empty()) break;
            sign = group_sign;
        }
        return values;
    }

    static void
    add_phrase_value(std::string_view text, bool is_excluded, std::vector<FieldValue>& out) {
        if (std::string value = with_single_spaces(text); !value.empty()) {
            out.push_back({std::move(value), is_excluded});
        }
    }

    static void
    split_values(std::string_view list, bool is_excluded, std::vector<FieldValue>& out) {
        while (!list.empty()) {
            const std::size_t comma = std::min(list.find(','), list.size());
            const std::string_view part = list.substr(0, comma);
            const std::size_t begin = std::min(part.find_first_not_of('-'), part.size());
            if (begin < part.size()) {
                out.push_back({std::string(part.substr(begin)), is_excluded || begin > 0});
            }
            list.remove_prefix(std::min(comma + 1, list.size()));
        }
    }

    std::vector<QueryToken> tokens_;
    const QueryLimits& limits_;
    std::vector<std::string>& warnings_;
    std::size_t at_ = 0;
    int wildcards_ = 0;
};

/// Words that a token counts for in the limit.
std::size_t words_of(const QueryToken& token) {
    if (token.kind == Kind::word) {
        return 1 + static_cast<std::size_t>(std::count(token.text.begin(), token.text.end(), ','));
    }
    return token.kind == Kind::phrase ? split_words(token.text).size() : 0;
}

std::optional<Error>
check_limits(const std::vector<QueryToken>& tokens, int depth, const QueryLimits& limits) {
    if (depth > limits.depth) {
        return too_complex("nested parentheses", static_cast<std::uint64_t>(limits.depth));
    }
    std::size_t words = 0;
    for (const QueryToken& token : tokens) {
        const std::size_t here = words_of(token);
        words += here;
        if (token.kind == Kind::phrase && here > static_cast<std::size_t>(limits.phrase_words)) {
            return too_complex("words between quotation marks",
                               static_cast<std::uint64_t>(limits.phrase_words));
        }
        if (token.kind == Kind::near && token.number > limits.near_distance) {
            return fail(ErrorCode::query_too_complex,
                        "NEAR reaches " + std::to_string(limits.near_distance) +
                            " words at most, as in NEAR/" + std::to_string(limits.near_distance),
                        "q");
        }
    }
    if (words > static_cast<std::size_t>(limits.terms)) {
        return too_complex("words", static_cast<std::uint64_t>(limits.terms));
    }
    return std::nullopt;
}

std::optional<Error> check_bytes(std::string_view text, const QueryLimits& limits) {
    if (text.size() <= limits.bytes) return std::nullopt;
    return fail(ErrorCode::query_too_complex,
                "the query is longer than " + std::to_string(limits.bytes) + " bytes", "q");
}

/// `text` with each ill-formed byte replaced by a space.
std::string readable(std::string_view text, std::vector<std::string>& warnings) {
    if (is_utf8(text)) return std::string(text);
    warnings.emplace_back("bytes that are not UTF-8 were ignored");
    std::string clean;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCharacter c = decode_utf8(text, at);
        clean += c.is_well_formed ? text.substr(at, c.bytes) : std::string_view(" ");
        at += c.bytes;
    }
    return clean;
}

void drop_repeated(std::vector<std::string>& warnings) {
    std::vector<std::string> distinct;
    for (std::string& warning : warnings) {
        if (std::find(distinct.begin(), distinct.end(), warning) == distinct.end()) {
            distinct.push_back(std::move(warning));
        }
    }
    warnings = std::move(distinct);
}

}  // namespace

Result<ParsedQuery> parse_query(std::string_view text, const QueryLimits& limits) {
    if (auto error = check_bytes(text, limits)) return std::move(*error);
    ParsedQuery parsed;
    std::vector<QueryToken> tokens = lex_query(readable(text, parsed.warnings), parsed.warnings);
    const int depth = balance(tokens, parsed.warnings);
    if (auto error = check_limits(tokens, depth, limits)) return std::move(*error);
    Parser parser(std::move(tokens), limits, parsed.warnings);
    if (auto root = parser.run()) parsed.root = std::move(*root);
    if (parser.wildcards() > limits.wildcards) {
        return too_complex("words with '*'", static_cast<std::uint64_t>(limits.wildcards));
    }
    drop_repeated(parsed.warnings);
    return parsed;
}

Result<ParsedQuery> parse_plain_query(std::string_view text, const QueryLimits& limits) {
    if (auto error = check_bytes(text, limits)) return std::move(*error);
    ParsedQuery parsed;
    const std::string clean = readable(text, parsed.warnings);
    std::vector<QueryNode> words;
    for (const std::string_view word : split_words(clean)) {
        words.push_back(QueryNode::leaf(NodeKind::word, std::string(word)));
    }
    if (words.size() > static_cast<std::size_t>(limits.terms)) {
        return too_complex("words", static_cast<std::uint64_t>(limits.terms));
    }
    if (!words.empty()) parsed.root = QueryNode::join(NodeKind::any, std::move(words));
    return parsed;
}

}  // namespace evresi::search
