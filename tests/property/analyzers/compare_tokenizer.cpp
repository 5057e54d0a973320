// evresi-compare-tokenizer: holds the tokenizer against its reference over files of any kind.
#include "analyzers/unicode/tokenizer.hpp"
#include "base/utf8.hpp"
#include "tests/property/analyzers/random_text.hpp"
#include "tests/property/analyzers/word_break_reference.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace evresi;

class Comparison {
public:
    explicit Comparison(std::size_t shown) : shown_(shown) {}

    void compare(std::string_view text, const std::string& name) {
        tokenizer_.split(text, words_);
        const auto expected = reference_.words(text);
        ++texts_;
        count_ += expected.size();
        bytes_ += text.size();
        const std::string difference = tests::first_difference(text, words_, expected);
        if (difference.empty()) return;
        if (++differences_ <= shown_) std::cout << name << ": " << difference << '\n';
    }

    [[nodiscard]] int finish() const {
        std::cout << texts_ << " texts, " << bytes_ << " bytes, " << count_
                  << " words: " << differences_ << " texts differ\n";
        return differences_ == 0 && texts_ > 0 ? 0 : 1;
    }

private:
    analyzers::Tokenizer tokenizer_;
    tests::WordBreakReference reference_;
    std::vector<analyzers::WordSpan> words_;
    std::size_t shown_;
    std::size_t texts_ = 0;
    std::size_t bytes_ = 0;
    std::size_t count_ = 0;
    std::size_t differences_ = 0;
};

/// The text of a line of WordBreakTest.txt ("÷ 0061 × 0308 ÷ # ..."), or nothing for another line.
std::optional<std::string> text_of_break_test(std::string line) {
    line.resize(std::min(line.find('#'), line.size()));
    std::istringstream fields(line);
    std::string text;
    std::string field;
    while (fields >> field) {
        if (field == "÷" || field == "×") continue;
        std::uint32_t value = 0;
        std::istringstream number(field);
        if (!(number >> std::hex >> value)) return std::nullopt;
        append_utf8(static_cast<char32_t>(value), text);
    }
    return text.empty() ? std::nullopt : std::optional(text);
}

void compare_file(Comparison& comparison, const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    const bool is_break_test = path.filename().string().find("BreakTest") != std::string::npos;
    if (!is_break_test) comparison.compare(content, path.string());
    std::istringstream lines(content);
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
        const std::string name = path.string() + ":" + std::to_string(number);
        if (!is_break_test) {
            comparison.compare(line, name);
        } else if (const auto text = text_of_break_test(line)) {
            comparison.compare(*text, name);
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> paths;
    std::size_t random_texts = 0;
    std::size_t shown = 20;
    CLI::App app("Compares the tokenizer with ICU's word boundaries and the documented rules.",
                 "evresi-compare-tokenizer");
    app.add_option("path", paths,
                   "Files, or folders of files: each is compared as a whole and line by line; a "
                   "file named *BreakTest* is read as Unicode's test format");
    app.add_option("--random", random_texts, "Random texts to compare as well");
    app.add_option("--show", shown, "Differences to print")->capture_default_str();
    app.footer(
        "Example:\n  evresi-compare-tokenizer WordBreakTest.txt corpus/sample --random 1000");
    CLI11_PARSE(app, argc, argv);

    Comparison comparison(shown);
    for (const std::string& path : paths) {
        if (!std::filesystem::is_directory(path)) {
            compare_file(comparison, path);
            continue;
        }
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
            if (entry.is_regular_file()) compare_file(comparison, entry.path());
        }
    }
    tests::RandomText random(6);
    for (std::size_t i = 0; i < random_texts; ++i) {
        comparison.compare(random.breaks(1 + random.below(60)), "random " + std::to_string(i));
    }
    return comparison.finish();
}
