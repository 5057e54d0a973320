// Each folder tests/golden/readers/<format>/ holds input.* files and, beside each, what is read
// from it in printed form (<input>.expected). EVRESI_UPDATE_GOLDEN=1 rewrites the expectations.
#include "collected.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

using namespace evresi;
using namespace evresi::tests;

namespace fs = std::filesystem;

namespace {

fs::path golden_folder() {
    return fs::path(EVRESI_SOURCE_DIR) / "tests/golden/readers";
}

std::string content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void print(std::ostream& out, const corpus::Document& document) {
    out << "document " << document.id << " line " << document.line
        << "\n  title: " << document.title << "\n  lang: " << document.lang.view() << " from "
        << corpus::provenance_name(document.lang_from) << "\n";
    if (!document.url.empty()) out << "  url: " << document.url << "\n";
    if (!document.date.empty()) out << "  date: " << document.date << "\n";
    for (const auto& value : document.metadata.programme)
        out << "  programme: " << value.value << "\n";
    for (const auto& value : document.metadata.country) out << "  country: " << value.value << "\n";
    if (document.metadata.year) out << "  year: " << document.metadata.year->value << "\n";
    if (document.metadata.period) {
        out << "  period: " << document.metadata.period->value.first << " to "
            << document.metadata.period->value.last << "\n";
    }
    if (document.metadata.project) out << "  project: " << document.metadata.project->value << "\n";
    for (const auto& [name, value] : document.fields) out << "  " << name << " = " << value << "\n";
    std::istringstream lines(document.text);
    std::size_t begin = 0;
    for (std::string line; std::getline(lines, line); begin += line.size() + 1) {
        const bool is_furniture = std::any_of(
            document.furniture.begin(), document.furniture.end(), [&](const corpus::Span& span) {
                return span.begin <= begin && begin + line.size() <= span.end;
            });
        out << (is_furniture ? "  ~ " : "  | ") << line << "\n";
    }
}

std::string printed(const fs::path& input) {
    std::ostringstream out;
    const Collected got = read_bytes(input.filename().string(), content(input), {}, 4096,
                                     input.parent_path().string());
    for (const corpus::Document& document : got.documents) print(out, document);
    for (const corpus::Rejection& refusal : got.rejections) {
        out << "rejected line " << refusal.line << " " << refusal.code << ": " << refusal.message
            << "\n";
    }
    if (!got.error.empty()) out << "error: " << got.error << "\n";
    return out.str();
}

}  // namespace

TEST_CASE("Every reader reads its golden files as they were read before") {
    for (const corpus::Reader* const reader : corpus::readers()) {
        const fs::path folder = golden_folder() / reader->name;
        INFO(folder);
        REQUIRE(fs::is_directory(folder));
        int inputs = 0;
        for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
            // What a list of files names lies in a folder beside it.
            if (entry.is_directory() || entry.path().extension() == ".expected") continue;
            ++inputs;
            INFO(entry.path());
            CHECK(corpus::find_reader(entry.path().filename().string(), {}) == reader);
            const fs::path expected = entry.path().string() + ".expected";
            if (std::getenv("EVRESI_UPDATE_GOLDEN") != nullptr) {
                std::ofstream(expected, std::ios::binary) << printed(entry.path());
            }
            CHECK(printed(entry.path()) == content(expected));
        }
        CHECK(inputs > 0);
    }
}

TEST_CASE("No two readers claim one suffix") {
    std::vector<std::string_view> suffixes;
    for (const corpus::Reader* const reader : corpus::readers()) {
        CHECK_FALSE(reader->suffixes.empty());
        for (const std::string_view suffix : reader->suffixes) suffixes.push_back(suffix);
    }
    std::sort(suffixes.begin(), suffixes.end());
    CHECK(std::adjacent_find(suffixes.begin(), suffixes.end()) == suffixes.end());
}
