#include "searchd/search/query_lexer.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "indexer/database/schema.hpp"
#include "searchd/search/white_space.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace evresi::search {
namespace {

/// Quotation marks: which close a phrase that the given one opened. Greek and Bulgarian use « » and
/// „ “, Slovenian „ “ and » «, Latvian „ ”, English “ ” and the straight one.
enum class QuoteFamily : std::uint8_t { none, straight, curly, guillemet };

QuoteFamily quote_family(char32_t c) {
    switch (c) {
    case U'"':
        return QuoteFamily::straight;
    case U'\u201c':
    case U'\u201d':
    case U'\u201e':
    case U'\u201f':
        return QuoteFamily::curly;
    case U'\u00ab':
    case U'\u00bb':
        return QuoteFamily::guillemet;
    default:
        return QuoteFamily::none;
    }
}

bool closes(char32_t opened_by, char32_t c) {
    const QuoteFamily family = quote_family(c);
    if (family == QuoteFamily::none) return false;
    switch (quote_family(opened_by)) {
    case QuoteFamily::straight:
        return family == QuoteFamily::straight;
    case QuoteFamily::guillemet:
        return family == QuoteFamily::guillemet && c != opened_by;
    case QuoteFamily::curly:
        return family != QuoteFamily::guillemet && c != U'\u201e';
    case QuoteFamily::none:
        return false;
    }
    return false;
}

bool ends_word(char32_t c) {
    return is_space(c) || c == U'(' || c == U')' || quote_family(c) != QuoteFamily::none;
}

/// The name before the colon when `word` looks like "name:": letters only. A web address does not.
std::optional<std::string_view> name_before_colon(std::string_view word) {
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    if (word.substr(colon).starts_with("://")) return std::nullopt;
    const std::string_view name = word.substr(0, colon);
    const bool is_letters = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               static_cast<unsigned char>(c) >= 0x80;
    });
    return is_letters ? std::optional(name) : std::nullopt;
}

/// n of "NEAR/n"; a number too long to hold counts as the largest, so that the limit catches it.
std::optional<int> near_distance(std::string_view word) {
    constexpr std::string_view kNear = "NEAR/";
    if (!word.starts_with(kNear)) return std::nullopt;
    word.remove_prefix(kNear.size());
    if (word.empty() || word.find_first_not_of("0123456789") != std::string_view::npos) {
        return std::nullopt;
    }
    int distance = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), distance);
    return read.ec == std::errc() ? distance : std::numeric_limits<int>::max();
}

class Lexer {
public:
    Lexer(std::string_view query, std::vector<std::string>& warnings)
        : query_(query), warnings_(warnings) {}

    std::vector<QueryToken> run() {
        while (at_ < query_.size()) step();
        add(QueryTokenKind::end);
        return std::move(tokens_);
    }

private:
    void add(QueryTokenKind kind, std::string_view text = {}, int number = 0) {
        tokens_.push_back({kind, std::string(text), number});
    }

    void step() {
        const DecodedCharacter c = decode_utf8(query_, at_);
        if (is_space(c.value)) {
            at_ += c.bytes;
        } else if (c.value == U'(' || c.value == U')') {
            add(c.value == U'(' ? QueryTokenKind::open : QueryTokenKind::close);
            at_ += c.bytes;
        } else if (quote_family(c.value) != QuoteFamily::none) {
            read_phrase(c);
        } else if ((c.value == U'-' || c.value == U'+') && stands_before_something()) {
            add(c.value == U'-' ? QueryTokenKind::minus : QueryTokenKind::plus);
            at_ += c.bytes;
        } else {
            read_word();
        }
    }

    /// A sign is an operator only when it clings to what follows; a lone dash is punctuation.
    [[nodiscard]] bool stands_before_something() const {
        if (at_ + 1 >= query_.size()) return false;
        const char32_t next = decode_utf8(query_, at_ + 1).value;
        return !is_space(next) && next != U')' && next != U'-' && next != U'+';
    }

    void read_phrase(const DecodedCharacter& opening) {
        const std::size_t begin = at_ + opening.bytes;
        for (std::size_t i = begin; i < query_.size();) {
            const DecodedCharacter c = decode_utf8(query_, i);
            if (closes(opening.value, c.value)) {
                add(QueryTokenKind::phrase, query_.substr(begin, i - begin));
                at_ = i + c.bytes;
                return;
            }
            i += c.bytes;
        }
        warnings_.emplace_back("a quotation mark without its partner was ignored");
        at_ = begin;
    }

    [[nodiscard]] std::size_t word_end(std::size_t from) const {
        while (from < query_.size()) {
            const DecodedCharacter c = decode_utf8(query_, from);
            if (ends_word(c.value)) break;
            from += c.bytes;
        }
        return from;
    }

    void read_word() {
        const std::size_t stop = word_end(at_);
        const std::string_view word = query_.substr(at_, stop - at_);
        if (const auto name = name_before_colon(word)) {
            if (read_field(*name, stop)) return;
        }
        at_ = stop;
        if (word == "AND") return add(QueryTokenKind::and_operator);
        if (word == "OR") return add(QueryTokenKind::or_operator);
        if (word == "NOT") return add(QueryTokenKind::not_operator);
        if (const auto distance = near_distance(word)) {
            return add(QueryTokenKind::near, {}, *distance);
        }
        add(QueryTokenKind::word, word);
    }

    /// Reads "name:" when a value follows it at once; false when it is words after all.
    bool read_field(std::string_view name, std::size_t stop) {
        const std::string field = lower_ascii(name);
        const database::FieldRow* const row = database::find_field(field);
        const bool is_known = field == "title" || (row != nullptr && row->is_in_queries);
        const std::size_t sign = at_ + name.size() + 1;
        // Dashes before the value of a field are its sign and no part of it.
        const std::size_t value =
            is_known ? std::min(query_.find_first_not_of('-', sign), query_.size()) : sign;
        const char32_t next = value < query_.size() ? decode_utf8(query_, value).value : U' ';
        const bool has_value = !is_space(next) && next != U')';
        if (is_known && has_value) {
            add(QueryTokenKind::field, field);
            if (value > sign) add(QueryTokenKind::minus);
            at_ = value;
            if (value < stop) {
                // The value is taken whole: operators and further colons mean nothing in it.
                add(QueryTokenKind::word, query_.substr(value, stop - value));
                at_ = stop;
            }
            return true;
        }
        if (is_known) {
            warnings_.push_back(no_value_warning(field));
            at_ = value;
            return true;
        }
        if (has_value) {
            warnings_.push_back("there is no field '" + std::string(name) +
                                ":'; it was searched as words");
        }
        return false;
    }

    std::string_view query_;
    std::vector<std::string>& warnings_;
    std::size_t at_ = 0;
    std::vector<QueryToken> tokens_;
};

}  // namespace

std::vector<QueryToken> lex_query(std::string_view query, std::vector<std::string>& warnings) {
    return Lexer(query, warnings).run();
}

std::string no_value_warning(std::string_view field) {
    return "'" + std::string(field) + ":' without a value was ignored";
}

std::string_view operator_name(QueryTokenKind kind) noexcept {
    switch (kind) {
    case QueryTokenKind::and_operator:
        return "AND";
    case QueryTokenKind::or_operator:
        return "OR";
    case QueryTokenKind::not_operator:
        return "NOT";
    case QueryTokenKind::near:
        return "NEAR";
    case QueryTokenKind::minus:
        return "-";
    case QueryTokenKind::plus:
        return "+";
    default:
        return "";
    }
}

}  // namespace evresi::search
