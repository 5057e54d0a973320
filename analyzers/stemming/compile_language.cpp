// Turns a language's data files into a C++ source with constant tables, at build time:
//
//     compile_language CODE FOLDER OUTPUT.cpp
//
// reads stopwords.txt (one a line) and, if they are there, rules.tsv, exceptions.tsv and
// corrections.tsv (formats in README.md) from FOLDER and defines
// evresi::analyzers::language_tables_CODE(). A fault in a file ends the build with its name and
// line.
#include "analyzers/stemming/rule_stemmer.hpp"
#include "analyzers/stemming/rule_table.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using evresi::analyzers::kNoChange;
using evresi::analyzers::PrefixRule;
using evresi::analyzers::RuleTable;
using evresi::analyzers::StemChange;
using evresi::analyzers::SuffixNode;
using evresi::analyzers::WholeWord;

constexpr std::size_t kMaxTableBytes = 64 * 1024;
constexpr std::size_t kDefaultLeastStem = 2;

[[noreturn]] void stop(const std::string& message) {
    std::cerr << "compile_language: " << message << "\n";
    std::exit(1);
}

struct Row {
    std::size_t line;
    std::vector<std::string> columns;
};

/// Rows of a file, without empty lines and those that start with '#'. No file: no rows.
std::vector<Row> read_rows(const std::string& path, std::uint32_t& hash) {
    std::vector<Row> rows;
    std::ifstream file(path, std::ios::binary);
    std::string text;
    for (std::size_t line = 1; std::getline(file, text); ++line) {
        for (const char c : text + "\n") {  // FNV-1a: the version needs no more
            hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
        }
        if (text.empty() || text[0] == '#') continue;
        Row row{line, {}};
        std::istringstream columns(text);
        for (std::string column; std::getline(columns, column, '\t');) {
            row.columns.push_back(column);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        char escape[8];
        // Octal escapes end after three digits, whatever follows; hexadecimal ones do not.
        std::snprintf(escape, sizeof escape, "\\%03o",
                      static_cast<unsigned>(static_cast<unsigned char>(c)));
        out += escape;
    }
    return out + "\"";
}

/// What the files say, still in UTF-8.
struct Source {
    struct Rule {
        std::size_t strip = 0;
        std::string append;
        std::size_t least_letters = 0;
    };
    struct Prefix {
        std::string prefix;
        std::string ending;
        std::size_t least_letters;
    };
    std::vector<Prefix> prefixes;
    std::map<std::string, Rule> suffixes;
    std::map<std::string, Rule> alternations;
    std::map<std::string, std::string> words;
    std::set<std::string> stop_words;
    std::uint32_t hash = 2166136261U;
};

std::size_t number(const std::string& path, const Row& row, std::size_t column) {
    const std::string& text = row.columns[column];
    if (text.empty() || text.size() > 2 ||
        text.find_first_not_of("0123456789") != std::string::npos) {
        stop(path + ":" + std::to_string(row.line) + ": \"" + text + "\" is no small number");
    }
    return std::stoul(text);
}

void read_rules(const std::string& path, Source& source) {
    for (const Row& row : read_rows(path, source.hash)) {
        const std::string where = path + ":" + std::to_string(row.line) + ": ";
        if (row.columns.size() < 2) stop(where + "a rule has at least two columns");
        std::string suffix = row.columns[0];
        if (suffix.ends_with('-')) {
            suffix.pop_back();
            source.prefixes.push_back(
                {suffix, row.columns.size() > 2 ? row.columns[2] : "", number(path, row, 1)});
            continue;
        }
        const bool is_alternation = suffix.starts_with('~');
        if (is_alternation) suffix.erase(0, 1);
        const std::size_t strip = number(path, row, 1);
        const std::string append = row.columns.size() > 2 ? row.columns[2] : "";
        const std::size_t least = row.columns.size() > 3 ? number(path, row, 3) : kDefaultLeastStem;
        if (strip > evresi::count_utf8(suffix)) stop(where + "strips more than the suffix");
        auto& rules = is_alternation ? source.alternations : source.suffixes;
        if (!rules.emplace(suffix, Source::Rule{strip, append, strip + least}).second) {
            stop(where + "the suffix has a rule already");
        }
    }
}

/// Corrections by hand are read first: a learnt exception for the same word gives way.
void read_exceptions(const std::string& path, Source& source) {
    const std::map<std::string, std::string> corrections = source.words;
    for (const Row& row : read_rows(path, source.hash)) {
        const std::string where = path + ":" + std::to_string(row.line) + ": ";
        if (row.columns.size() != 2 || row.columns[1].empty()) stop(where + "wants word and stem");
        if (row.columns[0].size() > 255 || row.columns[1].size() > 255) stop(where + "is too long");
        if (corrections.contains(row.columns[0])) continue;
        if (!source.words.emplace(row.columns[0], row.columns[1]).second) {
            stop(where + "the word stands there twice");
        }
    }
}

void read_stop_words(const std::string& path, Source& source) {
    for (const Row& row : read_rows(path, source.hash)) {
        if (!source.stop_words.insert(row.columns[0]).second) {
            stop(path + ":" + std::to_string(row.line) + ": the word stands there twice");
        }
    }
}

/// The tables in the form that the program reads them in.
class Compiler {
public:
    explicit Compiler(const Source& source) : source_(source) {
        number_letters();
        build_automaton(source.suffixes, suffixes_);
        build_automaton(source.alternations, alternations_);
        build_words();
    }

    /// Bytes that the program carries.
    [[nodiscard]] std::size_t bytes() const {
        return sizeof(SuffixNode) * (suffixes_.size() + alternations_.size()) +
               sizeof(StemChange) * changes_.size() + sizeof(WholeWord) * words_.size() +
               sizeof(std::uint16_t) * (slots_.size() + alphabet_.size()) + numbers_.size() +
               text_.size();
    }

    void write(const std::string& code, std::ostream& out) const;

private:
    using Rules = std::map<std::string, Source::Rule>;

    void number_letters() {
        std::set<char32_t> letters;
        const auto add = [&](std::string_view text) {
            for (std::size_t at = 0; at < text.size();) letters.insert(evresi::next_utf8(text, at));
        };
        for (const auto* rules : {&source_.suffixes, &source_.alternations}) {
            for (const auto& [suffix, rule] : *rules) {
                add(suffix);
                add(rule.append);
            }
        }
        for (const auto& [word, stem] : source_.words) {
            add(word);
            add(stem);
        }
        alphabet_.push_back(0xFFFD);
        if (letters.empty()) return;
        if (letters.size() > 255 || *letters.rbegin() > 0xFFFF) stop("too many letters");
        first_ = *letters.begin();
        numbers_.resize(*letters.rbegin() - first_ + 1);
        for (const char32_t letter : letters) {
            numbers_[letter - first_] = static_cast<std::uint8_t>(alphabet_.size());
            alphabet_.push_back(static_cast<std::uint16_t>(letter));
        }
    }

    [[nodiscard]] std::string encoded(std::string_view text) const {
        std::string out;
        for (std::size_t at = 0; at < text.size();) {
            out.push_back(static_cast<char>(numbers_[evresi::next_utf8(text, at) - first_]));
        }
        return out;
    }

    [[nodiscard]] std::uint16_t text_offset(const std::string& letters) {
        std::size_t at = text_.find(letters);
        if (at == std::string::npos) {
            at = text_.size();
            text_ += letters;
        }
        if (at >= 0xFFFF) stop("the tables have too much text");
        return static_cast<std::uint16_t>(at);
    }

    [[nodiscard]] std::uint16_t
    change_number(std::size_t strip, const std::string& append, std::size_t least) {
        const auto key = std::make_tuple(strip, append, least);
        const auto [found, is_new] = change_numbers_.emplace(key, changes_.size());
        if (is_new) {
            changes_.push_back({static_cast<std::uint8_t>(strip), static_cast<std::uint8_t>(least),
                                static_cast<std::uint8_t>(append.size()), text_offset(append)});
        }
        return static_cast<std::uint16_t>(found->second);
    }

    void build_automaton(const Rules& rules, std::vector<SuffixNode>& nodes) {
        std::map<std::string, std::uint16_t> reversed;  // letters from the end -> change
        std::set<std::string> states{""};
        for (const auto& [suffix, rule] : rules) {
            std::string letters = encoded(suffix);
            std::reverse(letters.begin(), letters.end());
            reversed[letters] = change_number(rule.strip, encoded(rule.append), rule.least_letters);
            for (std::size_t n = 1; n <= letters.size(); ++n) states.insert(letters.substr(0, n));
        }
        if (rules.empty()) return;
        std::vector<std::string> order{""};  // breadth first: children stand side by side
        for (std::size_t i = 0; i < order.size(); ++i) {
            const std::string state = order[i];
            SuffixNode node{static_cast<std::uint8_t>(state.empty() ? '\0' : state.back()), 0,
                            static_cast<std::uint16_t>(order.size()), kNoChange};
            if (const auto found = reversed.find(state); found != reversed.end()) {
                node.change = found->second;
            }
            for (auto child = states.upper_bound(state);
                 child != states.end() && child->starts_with(state); ++child) {
                if (child->size() != state.size() + 1) continue;
                order.push_back(*child);
                ++node.children;
            }
            nodes.push_back(node);
        }
        if (nodes.size() > 0xFFFF) stop("the rules have too many states");
    }

    /// Only the words whose stem the rules do not find by themselves.
    void build_words() {
        const RuleTable rules_only = table();
        evresi::analyzers::RuleStemmer stemmer(rules_only);
        std::string stem;
        std::vector<std::pair<std::string, std::uint16_t>> listed;
        for (const auto& [word, wanted] : source_.words) {
            stemmer.stem(word, stem);
            if (stem != wanted) listed.emplace_back(word, 0);
        }
        for (auto& [word, change] : listed) {
            const std::string from = encoded(word);
            const std::string to = encoded(source_.words.at(word));
            const auto parting = std::mismatch(from.begin(), from.end(), to.begin(), to.end());
            change = change_number(static_cast<std::size_t>(from.end() - parting.first),
                                   std::string(parting.second, to.end()), 0);
        }
        // Long words first: a shorter one often is a part of a longer, and needs no text of its
        // own.
        std::stable_sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) {
            return a.first.size() > b.first.size();
        });
        const std::size_t slots = listed.empty() ? 0 : listed.size() * 5 / 4 + 1;
        slots_.assign(slots, evresi::analyzers::kNoWord);
        for (const auto& [word, change] : listed) {
            const std::string letters = encoded(word);
            std::size_t slot = evresi::analyzers::first_slot(letters, slots);
            while (slots_[slot] != evresi::analyzers::kNoWord) slot = (slot + 1) % slots;
            slots_[slot] = static_cast<std::uint16_t>(words_.size());
            words_.push_back(
                {text_offset(letters), static_cast<std::uint8_t>(letters.size()), change});
        }
    }

    [[nodiscard]] RuleTable table() {
        for (const Source::Prefix& rule : source_.prefixes) {
            prefixes_.push_back(
                {rule.prefix, rule.ending, static_cast<std::uint8_t>(rule.least_letters)});
        }
        return {prefixes_, suffixes_, alternations_,
                changes_,  words_,    slots_,
                text_,     alphabet_, static_cast<std::uint16_t>(first_),
                numbers_};
    }

    const Source& source_;
    std::vector<PrefixRule> prefixes_;
    std::vector<SuffixNode> suffixes_;
    std::vector<SuffixNode> alternations_;
    std::vector<StemChange> changes_;
    std::map<std::tuple<std::size_t, std::string, std::size_t>, std::size_t> change_numbers_;
    std::vector<WholeWord> words_;
    std::vector<std::uint16_t> slots_;
    std::string text_;
    std::vector<std::uint16_t> alphabet_;
    char32_t first_ = 0;
    std::vector<std::uint8_t> numbers_;
};

/// Writes `constexpr std::array<type, n> name{{...}};`, each item as `row` writes it.
template <typename Items, typename Row>
void write_array(std::ostream& out,
                 std::string_view type,
                 std::string_view name,
                 const Items& items,
                 const Row& row) {
    out << "constexpr std::array<" << type << ", " << items.size() << "> " << name << "{{";
    std::size_t written = 0;
    for (const auto& item : items) {
        out << (written++ % 8 == 0 ? "\n    " : " ");
        row(item);
        out << ",";
    }
    out << "}};\n";
}

void Compiler::write(const std::string& code, std::ostream& out) const {
    out << "// Generated by compile_language from languages/" << code << "/.\n"
        << "#include \"analyzers/stemming/rule_table.hpp\"\n\n#include <array>\n\n"
        << "namespace evresi::analyzers {\nnamespace {\n\n";
    const auto text = [&](const std::string& item) { out << quoted(item); };
    const auto plain = [&](auto item) { out << static_cast<unsigned>(item); };
    const auto node = [&](const SuffixNode& item) {
        out << "{" << unsigned{item.letter} << ", " << unsigned{item.children} << ", "
            << item.first_child << ", " << item.change << "}";
    };
    write_array(out, "std::string_view", "kStopWords", source_.stop_words, text);
    write_array(out, "PrefixRule", "kPrefixes", source_.prefixes, [&](const Source::Prefix& item) {
        out << "{" << quoted(item.prefix) << ", " << quoted(item.ending) << ", "
            << item.least_letters << "}";
    });
    write_array(out, "SuffixNode", "kSuffixes", suffixes_, node);
    write_array(out, "SuffixNode", "kAlternations", alternations_, node);
    write_array(out, "StemChange", "kChanges", changes_, [&](const StemChange& item) {
        out << "{" << unsigned{item.strip} << ", " << unsigned{item.least_letters} << ", "
            << unsigned{item.append_letters} << ", " << item.append << "}";
    });
    write_array(out, "WholeWord", "kWords", words_, [&](const WholeWord& item) {
        out << "{" << item.offset << ", " << unsigned{item.letters} << ", " << item.change << "}";
    });
    write_array(out, "std::uint16_t", "kSlots", slots_, plain);
    write_array(out, "std::uint16_t", "kAlphabet", alphabet_, plain);
    write_array(out, "std::uint8_t", "kNumbers", numbers_, plain);
    out << "constexpr std::string_view kText{\n";
    for (std::size_t at = 0; at < text_.size(); at += 24) {
        out << "    " << quoted(std::string_view(text_).substr(at, 24)) << "\n";
    }
    out << "    \"\", " << text_.size() << "};\n"
        << "\nconstexpr LanguageTables kTables{\n    kStopWords,\n"
        << "    {kPrefixes, kSuffixes, kAlternations, kChanges, kWords, kSlots, kText, kAlphabet,\n"
        << "     " << static_cast<unsigned>(first_) << ", kNumbers},\n    " << source_.hash
        << "U};\n\n}  // namespace\n\nconst LanguageTables& language_tables_" << code
        << "() {\n    return kTables;\n}\n\n}  // namespace evresi::analyzers\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) stop("usage: compile_language CODE FOLDER OUTPUT.cpp");
    const std::string code = argv[1];
    const std::string folder = argv[2];
    Source source;
    read_stop_words(folder + "/stopwords.txt", source);
    read_rules(folder + "/rules.tsv", source);
    read_exceptions(folder + "/corrections.tsv", source);
    read_exceptions(folder + "/exceptions.tsv", source);
    const Compiler compiler(source);
    if (compiler.bytes() > kMaxTableBytes) {
        stop(code + ": the tables take " + std::to_string(compiler.bytes()) +
             " bytes; the limit is " + std::to_string(kMaxTableBytes));
    }
    std::cout << code << ": " << compiler.bytes() << " bytes of tables\n";
    std::ofstream file(argv[3], std::ios::binary);
    compiler.write(code, file);
    if (!(file << std::flush)) stop(std::string("cannot write ") + argv[3]);
    return 0;
}
