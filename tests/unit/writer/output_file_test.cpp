#include "indexer/writer/output_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <fstream>
#include <iterator>
#include <system_error>

using namespace evresi;
using indexer::OutputFile;
using tests::TemporaryFolder;

namespace {

/// The message of what `write` throws.
template <class Write>
std::string fault_of(const Write& write) {
    try {
        write();
    } catch (const std::system_error& fault) {
        return fault.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a file has what was written, in pieces of any size") {
    const TemporaryFolder folder;
    std::string expected;
    {
        OutputFile file(folder / "file");
        CHECK(file.path() == folder / "file");
        for (const std::size_t bytes : {0u, 1u, 100'000u, 262'144u, 262'145u, 3u, 900'000u}) {
            const std::string piece(bytes, static_cast<char>('a' + bytes % 26));
            file.write(piece);
            expected += piece;
            CHECK(file.size() == expected.size());
        }
        OutputFile moved(std::move(file));
        moved.write("end");
        moved.close();
    }
    expected += "end";
    std::ifstream file(folder / "file", std::ios::binary);
    CHECK((std::string(std::istreambuf_iterator<char>(file), {}) == expected));
}

TEST_CASE("an earlier file is emptied") {
    const TemporaryFolder folder;
    folder.write("file", "what was there before");
    OutputFile file(folder / "file");
    file.write("new");
    file.flush();
    CHECK(std::filesystem::file_size(folder / "file") == 3);
}

TEST_CASE("what cannot be written names the file and says why") {
    const TemporaryFolder folder;
    const std::string nowhere = folder / "nowhere/file";
    const std::string missing = fault_of([&] { OutputFile file(nowhere); });
    CHECK(missing.find(nowhere) != std::string::npos);
    CHECK(missing.find("No such file") != std::string::npos);
    const std::string full = fault_of([] {
        OutputFile file("/dev/full");
        file.write("something");
        file.close();
    });
    CHECK(full.find("/dev/full") != std::string::npos);
    CHECK(full.find("No space left") != std::string::npos);
    const std::string in_between = fault_of([] {
        OutputFile file("/dev/full");
        file.write(std::string(300'000, 'x'));
        file.write(std::string(300'000, 'y'));
    });
    CHECK(in_between.find("/dev/full") != std::string::npos);
}
