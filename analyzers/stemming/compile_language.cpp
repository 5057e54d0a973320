// Turns a language's data files into a C++ source with constant tables, at build time:
//
//     compile_language CODE FOLDER OUTPUT.cpp
//
// reads stopwords.txt (one a line) and, if they are there, rules.tsv, exceptions.tsv and
// corrections.tsv (formats in README.md) from FOLDER and defines
// evresi::analyzers::language_tables_CODE(). A fault in a file ends the build with its name and
// line.
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
#include <vector>

namespace {

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

/// Bytes of the last `letters` letters.
std::size_t tail_bytes(std::string_view text, std::size_t letters) {
    std::size_t at = text.size();
    while (letters > 0 && at > 0) {
        --at;
        if (!evresi::is_utf8_continuation(text[at])) --letters;
    }
    return text.size() - at;
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

struct Tables {
    struct Suffix {
        std::size_t strip_bytes;
        std::string append;
        std::size_t least_letters;
    };
    struct Prefix {
        std::string prefix;
        std::string ending;
        std::size_t least_letters;
    };
    std::vector<Prefix> prefixes;
    std::map<std::string, Suffix> suffixes;  // by reversed suffix; std::string compares unsigned
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

void read_rules(const std::string& path, Tables& tables) {
    for (const Row& row : read_rows(path, tables.hash)) {
        const std::string where = path + ":" + std::to_string(row.line) + ": ";
        if (row.columns.size() < 2) stop(where + "a rule has at least two columns");
        std::string suffix = row.columns[0];
        if (suffix.ends_with('-')) {
            suffix.pop_back();
            tables.prefixes.push_back(
                {suffix, row.columns.size() > 2 ? row.columns[2] : "", number(path, row, 1)});
            continue;
        }
        const std::size_t strip = number(path, row, 1);
        const std::string append = row.columns.size() > 2 ? row.columns[2] : "";
        const std::size_t least = row.columns.size() > 3 ? number(path, row, 3) : kDefaultLeastStem;
        if (strip > evresi::count_utf8(suffix)) stop(where + "strips more than the suffix");
        const std::size_t bytes = tail_bytes(suffix, strip);
        std::reverse(suffix.begin(), suffix.end());
        if (suffix.size() > 255 || append.size() > 255) stop(where + "is too long");
        if (!tables.suffixes.emplace(suffix, Tables::Suffix{bytes, append, strip + least}).second) {
            stop(where + "the suffix has a rule already");
        }
    }
}

/// Corrections by hand are read first: a learnt exception for the same word gives way.
void read_exceptions(const std::string& path, Tables& tables) {
    const std::map<std::string, std::string> corrections = tables.words;
    for (const Row& row : read_rows(path, tables.hash)) {
        const std::string where = path + ":" + std::to_string(row.line) + ": ";
        if (row.columns.size() != 2 || row.columns[1].empty()) stop(where + "wants word and stem");
        if (row.columns[0].size() > 255 || row.columns[1].size() > 255) stop(where + "is too long");
        if (corrections.contains(row.columns[0])) continue;
        if (!tables.words.emplace(row.columns[0], row.columns[1]).second) {
            stop(where + "the word stands there twice");
        }
    }
}

void read_stop_words(const std::string& path, Tables& tables) {
    for (const Row& row : read_rows(path, tables.hash)) {
        if (!tables.stop_words.insert(row.columns[0]).second) {
            stop(path + ":" + std::to_string(row.line) + ": the word stands there twice");
        }
    }
}

void write_text(std::ostream& out, std::string_view name, const std::vector<std::string>& pieces) {
    out << "constexpr std::string_view " << name << "{\n";
    std::size_t size = 0;
    for (const std::string& piece : pieces) {
        out << "    " << quoted(piece) << "\n";
        size += piece.size();
    }
    out << "    \"\", " << size << "};\n";
}

std::size_t write_suffixes(std::ostream& out, const Tables& tables) {
    std::vector<std::string> pieces;
    std::ostringstream rules;
    std::size_t offset = 0;
    for (const auto& [suffix, rule] : tables.suffixes) {
        rules << "    {" << offset << ", " << suffix.size() << ", " << rule.append.size() << ", "
              << rule.strip_bytes << ", " << rule.least_letters << "},\n";
        pieces.push_back(suffix + rule.append);
        offset += pieces.back().size();
    }
    write_text(out, "kSuffixText", pieces);
    out << "constexpr std::array<SuffixRule, " << tables.suffixes.size() << "> kSuffixes{{\n"
        << rules.str() << "}};\n";
    return offset + 6 * tables.suffixes.size();
}

std::size_t write_words(std::ostream& out, const Tables& tables) {
    std::vector<std::string> pieces;
    std::ostringstream words;
    std::size_t offset = 0;
    for (const auto& [word, stem] : tables.words) {
        words << "    {" << offset << ", " << word.size() << ", " << stem.size() << "},\n";
        pieces.push_back(word + stem);
        offset += pieces.back().size();
    }
    write_text(out, "kWordText", pieces);
    out << "constexpr std::array<WholeWord, " << tables.words.size() << "> kWords{{\n"
        << words.str() << "}};\n";
    return offset + 4 * tables.words.size();
}

void write_lists(std::ostream& out, const Tables& tables) {
    out << "constexpr std::array<PrefixRule, " << tables.prefixes.size() << "> kPrefixes{{\n";
    for (const Tables::Prefix& rule : tables.prefixes) {
        out << "    {" << quoted(rule.prefix) << ", " << quoted(rule.ending) << ", "
            << rule.least_letters << "},\n";
    }
    out << "}};\nconstexpr std::array<std::string_view, " << tables.stop_words.size()
        << "> kStopWords{{\n";
    for (const std::string& word : tables.stop_words) out << "    " << quoted(word) << ",\n";
    out << "}};\n";
}

void write(const std::string& code, const std::string& path, const Tables& tables) {
    std::ostringstream out;
    out << "// Generated by compile_language from languages/" << code << "/.\n"
        << "#include \"analyzers/stemming/rule_table.hpp\"\n\n#include <array>\n\n"
        << "namespace evresi::analyzers {\nnamespace {\n\n";
    const std::size_t bytes = write_suffixes(out, tables) + write_words(out, tables);
    if (bytes > kMaxTableBytes) {
        stop(code + ": the tables take " + std::to_string(bytes) + " bytes; the limit is " +
             std::to_string(kMaxTableBytes));
    }
    write_lists(out, tables);
    out << "\nconstexpr LanguageTables kTables{\n    kStopWords,\n"
        << "    {kPrefixes, kSuffixes, kWords, kSuffixText, kWordText},\n    " << tables.hash
        << "U};\n\n}  // namespace\n\nconst LanguageTables& language_tables_" << code
        << "() {\n    return kTables;\n}\n\n}  // namespace evresi::analyzers\n";
    std::ofstream file(path, std::ios::binary);
    if (!(file << out.str() << std::flush)) stop("cannot write " + path);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) stop("usage: compile_language CODE FOLDER OUTPUT.cpp");
    const std::string code = argv[1];
    const std::string folder = argv[2];
    Tables tables;
    read_stop_words(folder + "/stopwords.txt", tables);
    read_rules(folder + "/rules.tsv", tables);
    read_exceptions(folder + "/corrections.tsv", tables);
    read_exceptions(folder + "/exceptions.tsv", tables);
    write(code, argv[3], tables);
    return 0;
}
