// Turns a learnt table into a C++ source with constant data, at build time:
//
//     compile_model SCRIPT TABLE.tsv OUTPUT.cpp
//
// defines evresi::analyzers::detection::SCRIPT_model(). A fault in the table ends the build.
#include "analyzers/detection/grams.hpp"
#include "analyzers/detection/model.hpp"
#include "base/utf8.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace evresi;
using namespace evresi::analyzers::detection;

[[noreturn]] void stop(const std::string& message) {
    std::cerr << "compile_model: " << message << '\n';
    std::exit(1);
}

struct Table {
    std::vector<std::string> classes;
    std::string scale;
    std::vector<std::string> biases;
    std::vector<std::uint64_t> keys;
    std::vector<std::vector<std::string>> weights;
};

std::uint64_t key_of(const std::string& gram) {
    Window window;
    for (std::size_t at = 0; at < gram.size();) window.push(next_utf8(gram, at));
    return window.key(kLongestGram);
}

Table read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) stop(path + ": cannot be read");
    Table table;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream columns(line);
        std::string name;
        std::getline(columns, name, '\t');
        std::vector<std::string> values;
        for (std::string value; std::getline(columns, value, '\t');) values.push_back(value);
        if (name == "classes" && table.classes.empty()) {
            table.classes = values;
        } else if (name == "scale" && table.scale.empty() && values.size() == 1) {
            table.scale = values[0];
        } else if (values.size() != table.classes.size()) {
            stop(path + ": '" + name + "' has too many or too few weights");
        } else if (name == "bias" && table.biases.empty()) {
            table.biases = values;
        } else {
            table.keys.push_back(key_of(name));
            table.weights.push_back(values);
        }
    }
    const bool is_whole = !table.scale.empty() && !table.biases.empty() && !table.keys.empty();
    if (!is_whole || table.classes.size() > kClasses || table.keys.size() > 0xFFFE) {
        stop(path + ": is no table of the detector");
    }
    return table;
}

std::vector<std::uint32_t> slots_of(const Table& table, unsigned bits) {
    std::vector<std::uint32_t> slots(std::size_t{1} << bits);
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
        const std::uint32_t hash = mixed(table.keys[i]);
        std::size_t at = hash >> (32 - bits);
        while (slots[at] != 0) {
            // The find of either gram would give the first one's weights; two in 2^32 grams do.
            if ((slots[at] >> 16) == (hash & 0xFFFF)) break;
            at = (at + 1) & (slots.size() - 1);
        }
        if (slots[at] == 0) slots[at] = (hash << 16) | static_cast<std::uint32_t>(i + 1);
    }
    return slots;
}

void write(const std::string& script, const Table& table, const std::string& path) {
    unsigned bits = 10;
    while ((std::size_t{1} << bits) < table.keys.size() * 2) ++bits;
    std::ofstream out(path, std::ios::binary);
    out << "#include \"analyzers/detection/model.hpp\"\n\n"
           "namespace evresi::analyzers::detection {\nnamespace {\n\n"
           "constexpr std::string_view kNames[] = {";
    for (const std::string& name : table.classes) out << '"' << name << "\", ";
    out << "};\n\nconstexpr std::uint32_t kSlots[] = {\n";
    for (const std::uint32_t slot : slots_of(table, bits)) out << slot << "U,\n";
    out << "};\n\nconstexpr Weights kWeights[] = {\n";
    for (const auto& weights : table.weights) {
        out << "{{";
        for (const std::string& weight : weights) out << weight << ',';
        out << "}},\n";
    }
    out << "};\n\n}  // namespace\n\nconst Model& " << script << "_model() {\n"
        << "    static constexpr Model model{kNames, kSlots, kWeights, {{";
    for (const std::string& bias : table.biases) out << "float(" << bias << "), ";
    out << "}}, float(" << table.scale << "), " << bits << "U};\n    return model;\n}\n\n"
        << "}  // namespace evresi::analyzers::detection\n";
    if (!out.flush()) stop(path + ": cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) stop("expects SCRIPT TABLE.tsv OUTPUT.cpp");
    write(argv[1], read(argv[2]), argv[3]);
}
