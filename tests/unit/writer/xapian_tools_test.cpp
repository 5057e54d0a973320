// What Xapian's own programs and writers do with a shard.
#include "tests/support/database_dump.hpp"
#include "tests/support/raw_shard.hpp"

#include <chrono>
#include <fcntl.h>
#include <netinet/in.h>
#include <optional>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace evresi;
using namespace evresi::tests;
using indexer::Sequence;

namespace {

const DumpOptions kWithoutTables{.has_term_lists = false, .has_positions = false};

/// A shard of random documents as "NAME" and "NAME-bare", with the reference "NAME-reference".
RawShard write_shards(const TemporaryFolder& folder,
                      const std::string& name,
                      RandomNumbers& random,
                      std::uint32_t documents) {
    RawShard shard(folder);
    RawDocuments source(random);
    for (Sequence i = 1; i <= documents; ++i) shard.add(source.next(i), random.is_one_in(9));
    shard.metadata()["programme:" + name] = "name of " + name;
    shard.write(name, true);
    shard.write(name + "-bare", false);
    shard.reference(name + "-reference").close();
    return shard;
}

Xapian::Database opened(const std::vector<std::string>& folders) {
    Xapian::Database all;
    for (const std::string& folder : folders) all.add_database(Xapian::Database(folder));
    return all;
}

/// Adds, replaces and deletes the same in both databases.
void change(Xapian::WritableDatabase& found,
            Xapian::WritableDatabase& expected,
            RawDocuments& source,
            RandomNumbers& random,
            Sequence& next) {
    const auto any = [&] { return random.up_to(expected.get_lastdocid() + 5) + 1; };
    for (int i = 0; i < 25; ++i) {
        const RawDocument raw = source.next(++next);
        const Xapian::Document document = reference_document(raw.stored, raw.terms);
        const std::string id = "Qraw-" + std::to_string(any());
        const Xapian::docid docid = any();
        switch (random.up_to(4)) {
        case 0:
            CHECK(found.add_document(document) == expected.add_document(document));
            break;
        case 1:
            CHECK(found.replace_document(id, document) == expected.replace_document(id, document));
            break;
        case 2:
            found.replace_document(docid, document);
            expected.replace_document(docid, document);
            break;
        case 3:
            found.delete_document(id);
            expected.delete_document(id);
            break;
        default: {
            const auto exists = [docid](const Xapian::Database& database) {
                try {
                    (void)database.get_doclength(docid);
                    return true;
                } catch (const Xapian::DocNotFoundError&) {
                    return false;
                }
            };
            REQUIRE(exists(found) == exists(expected));
            if (!exists(found)) break;
            found.delete_document(docid);
            expected.delete_document(docid);
        }
        }
    }
    found.set_metadata("key", random.bytes(100) + "x");
    expected.set_metadata("key", found.get_metadata("key"));
    found.commit();
    expected.commit();
}

}  // namespace

TEST_CASE("Xapian compacts and merges shards as its own databases") {
    RandomNumbers random("Xapian compacts");
    for (int round = 0; round < 3; ++round) {
        const TemporaryFolder folder;
        const std::vector<std::string> names = {"a", "b", "c"};
        std::vector<std::string> shards;
        std::vector<std::string> bare;
        std::vector<std::string> references;
        for (const std::string& name : names) {
            write_shards(folder, name, random, random.up_to(80) + 5);
            shards.push_back(folder / name);
            bare.push_back(folder / (name + "-bare"));
            references.push_back(folder / (name + "-reference"));
        }
        const int levels[] = {Xapian::Compactor::STANDARD, Xapian::Compactor::FULL,
                              Xapian::Compactor::FULLER,
                              Xapian::Compactor::FULL | Xapian::DBCOMPACT_SINGLE_FILE};
        for (const int level : levels) {
            INFO("level " << level);
            const auto compacted = [&](const std::vector<std::string>& from, const char* name) {
                const std::string to = folder / (name + std::to_string(level));
                opened(from).compact(to, static_cast<unsigned>(level));
                check_by_xapian(to);
                return Xapian::Database(to);
            };
            check_same(dump(compacted({shards[0]}, "one")), dump(Xapian::Database(references[0])));
            const auto expected = compacted(references, "references");
            check_same(dump(compacted(shards, "shards")), dump(expected));
            check_same(dump(compacted(bare, "bare"), kWithoutTables),
                       dump(expected, kWithoutTables));
        }
    }
}

TEST_CASE("Xapian searches shards side by side as its own databases") {
    RandomNumbers random("shards side by side");
    const TemporaryFolder folder;
    const RawShard shard = write_shards(folder, "a", random, 60);
    write_shards(folder, "b", random, 60);
    const Xapian::Database found = opened({folder / "a-bare", folder / "b-bare"});
    const Xapian::Database expected = opened({folder / "a-reference", folder / "b-reference"});
    check_same(dump(found, {.has_term_lists = false,
                            .has_positions = false,
                            .is_left_out = [](const std::string&) { return true; }}),
               dump(expected, {.has_term_lists = false,
                               .has_positions = false,
                               .is_left_out = [](const std::string&) { return true; }}));
    const std::vector<std::string> terms(expected.allterms_begin(), expected.allterms_end());
    for (std::size_t i = 0; i + 2 < terms.size(); i += 2) {
        const Xapian::Query query(Xapian::Query::OP_OR, terms.begin() + static_cast<long>(i),
                                  terms.begin() + static_cast<long>(i) + 3);
        check_same(ranked(found, query), ranked(expected, query));
    }
}

TEST_CASE("Xapian changes a complete shard as its own database") {
    RandomNumbers random("Xapian changes a shard");
    for (int round = 0; round < 6; ++round) {
        INFO("round " << round);
        const TemporaryFolder folder;
        // In an empty one too.
        const std::uint32_t documents = round == 0 ? 0 : random.up_to(100) + 10;
        write_shards(folder, "a", random, documents);
        RawDocuments source(random);
        Sequence next = 1000;
        for (int commit = 0; commit < 4; ++commit) {
            Xapian::WritableDatabase found(folder / "a", Xapian::DB_OPEN);
            Xapian::WritableDatabase expected(folder / "a-reference", Xapian::DB_OPEN);
            change(found, expected, source, random, next);
            check_same(dump(found), dump(expected));
            found.close();
            check_by_xapian(folder / "a");
        }
        for (const std::string name : {"a", "a-reference"}) {
            Xapian::Database(folder / name).compact(folder / (name + "-compacted"));
        }
        check_by_xapian(folder / "a-compacted");
        check_same(dump(Xapian::Database(folder / "a-compacted")),
                   dump(Xapian::Database(folder / "a-reference-compacted")));
    }
}

TEST_CASE("Xapian adds documents to a shard without further tables, and deletes none") {
    RandomNumbers random("Xapian adds documents");
    const TemporaryFolder folder;
    write_shards(folder, "a", random, 50);
    RawDocuments source(random);
    CHECK_THROWS_AS(Xapian::WritableDatabase(folder / "a-bare", Xapian::DB_OPEN),
                    Xapian::DatabaseOpeningError);
    Xapian::WritableDatabase found(folder / "a-bare", Xapian::DB_OPEN | Xapian::DB_NO_TERMLIST);
    Xapian::WritableDatabase expected(folder / "a-reference", Xapian::DB_OPEN);
    for (Sequence i = 0; i < 40; ++i) {
        const RawDocument raw = source.next(1000 + i);
        const Xapian::Document document = reference_document(raw.stored, raw.terms);
        CHECK(found.add_document(document) == expected.add_document(document));
        if (i % 15 == 0) {
            found.commit();
            expected.commit();
        }
    }
    found.commit();
    expected.commit();
    check_same(dump(found, kWithoutTables), dump(expected, kWithoutTables));
    check_by_xapian(folder / "a-bare");
    CHECK_THROWS_AS(found.delete_document(1), Xapian::FeatureUnavailableError);
}

namespace {

/// A port of the loopback address that was free a moment ago.
int free_port() {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(listener >= 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t bytes = sizeof address;
    REQUIRE(::bind(listener, reinterpret_cast<sockaddr*>(&address), bytes) == 0);
    REQUIRE(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &bytes) == 0);
    ::close(listener);
    return ntohs(address.sin_port);
}

/// xapian-tcpsrv over a database, in a session of its own, since it ends with its whole process
/// group.
class RemoteServer {
public:
    explicit RemoteServer(const std::string& folder) : port_(free_port()) {
        const std::string port = std::to_string(port_);
        const char* const words[] = {"xapian-tcpsrv", "--interface", "127.0.0.1",    "--port",
                                     port.c_str(),    "--quiet",     folder.c_str(), nullptr};
        process_ = ::fork();
        REQUIRE(process_ >= 0);
        if (process_ == 0) {
            ::setsid();
            const int nothing = ::open("/dev/null", O_WRONLY);
            ::dup2(nothing, STDOUT_FILENO);
            ::execvp(words[0], const_cast<char* const*>(words));
            ::_exit(127);
        }
    }
    RemoteServer(const RemoteServer&) = delete;
    RemoteServer& operator=(const RemoteServer&) = delete;
    ~RemoteServer() {
        if (process_ <= 0) return;
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
    }

    /// The database as a client has it; none where the program is not installed.
    std::optional<Xapian::Database> open() {
        for (int i = 0; i < 500; ++i) {
            int status = 0;
            if (::waitpid(process_, &status, WNOHANG) == process_) {
                process_ = 0;
                REQUIRE(WIFEXITED(status));
                REQUIRE(WEXITSTATUS(status) == 127);
                return std::nullopt;
            }
            try {
                return Xapian::Remote::open("127.0.0.1", static_cast<unsigned>(port_));
            } catch (const Xapian::NetworkError&) {
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        }
        FAIL("xapian-tcpsrv does not answer");
        return std::nullopt;
    }

private:
    int port_;
    pid_t process_ = 0;
};

}  // namespace

TEST_CASE("xapian-tcpsrv serves a shard, and its documents too where it is complete") {
    RandomNumbers random("xapian-tcpsrv");
    const TemporaryFolder folder;
    write_shards(folder, "a", random, 80);
    const Xapian::Database expected(folder / "a-reference");
    const std::vector<std::string> terms(expected.allterms_begin(), expected.allterms_end());
    for (const std::string name : {"a", "a-bare"}) {
        RemoteServer server(folder / name);
        const std::optional<Xapian::Database> remote = server.open();
        if (!remote) {
            WARN("xapian-tcpsrv is not installed");
            return;
        }
        CHECK(remote->get_uuid() == Xapian::Database(folder / name).get_uuid());
        CHECK(remote->get_doccount() == expected.get_doccount());
        for (std::size_t i = 0; i + 2 < terms.size(); i += 3) {
            const Xapian::Query query(Xapian::Query::OP_OR, terms.begin() + static_cast<long>(i),
                                      terms.begin() + static_cast<long>(i) + 3);
            check_same(ranked(*remote, query), ranked(expected, query));
        }
        // The protocol has looser bounds.
        const DumpOptions options{.has_bounds = false};
        if (name == "a") check_same(dump(*remote, options), dump(expected, options));
        if (name == "a-bare") {
            CHECK_THROWS_AS(remote->get_document(1), Xapian::FeatureUnavailableError);
        }
    }
}
