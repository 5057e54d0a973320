#include "analyzers/learner/table_writer.hpp"

#include "analyzers/stemming/rule_table.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace evresi::analyzers::learner {
namespace {

constexpr std::size_t kTestWords = 300;

class File {
public:
    explicit File(std::string path) : path_(std::move(path)), out_(path_, std::ios::binary) {}

    File& operator<<(const auto& item) {
        out_ << item;
        return *this;
    }
    void close() {
        if (!out_.flush()) throw std::runtime_error(path_ + ": cannot be written");
    }

private:
    std::string path_;
    std::ofstream out_;
};

/// By ending, so that rules of one ending stand together.
std::vector<std::pair<Letters, Change>> in_order(const RuleSet::Map& rules) {
    std::vector<std::pair<Letters, Change>> sorted(rules.begin(), rules.end());
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return std::lexicographical_compare(a.first.rbegin(), a.first.rend(), b.first.rbegin(),
                                            b.first.rend());
    });
    return sorted;
}

}  // namespace

TableWriter::TableWriter(std::string folder, const Alphabet& alphabet, const Settings& settings)
    : folder_(std::move(folder)), alphabet_(alphabet), settings_(settings) {}

void TableWriter::write_rules(const RuleSet& rules) const {
    File file(folder_ + "/rules.tsv");
    file << "# Learnt by evresi-learn-stemmer; sources and licences: DATA-NOTICE.md.\n"
            "# suffix, letters to strip, letters to append, least letters that stay\n"
            "# prefix-, least letters that stay, required ending\n"
            "# ~end of what the suffix rules leave, strip, append, least letters that stay\n";
    for (const PrefixSetting& prefix : settings_.prefixes) {
        file << prefix.prefix << "-\t" << prefix.least_letters << '\t' << prefix.ending << '\n';
    }
    const auto write = [&](const char* mark, const RuleSet::Map& its, int least) {
        for (const auto& [suffix, change] : in_order(its)) {
            if (suffix.empty()) continue;
            file << mark << alphabet_.decode(suffix) << '\t' << change.strip << '\t'
                 << alphabet_.decode(change.append) << '\t' << least << '\n';
        }
    };
    write("", rules.rules(), settings_.least_stem);
    write("~", rules.alternations(), rules.least_alternated());
    file.close();
}

void TableWriter::write_exceptions(const WordStems& exceptions) const {
    File file(folder_ + "/exceptions.tsv");
    file
        << "# Frequent words that the rules get wrong, found by evresi-learn-stemmer: word, stem\n";
    for (const auto& [word, stem] : exceptions) {
        file << alphabet_.decode(word) << '\t' << alphabet_.decode(stem) << '\n';
    }
    file.close();
}

void TableWriter::write_testdata(const Lexicon& lexicon,
                                 const std::function<Letters(const Letters&)>& stem) const {
    std::vector<std::pair<std::uint32_t, Letters>> words;
    for (const Form& form : lexicon.forms) {
        const bool is_trusted = std::ranges::any_of(form.lemmas, [&](int lemma) {
            return lexicon.lemmas[static_cast<std::size_t>(lemma)].is_trusted;
        });
        if (is_trusted) words.emplace_back(hash_letters(form.word), form.word);
    }
    std::sort(words.begin(), words.end());
    words.resize(std::min(words.size(), kTestWords));
    std::sort(words.begin(), words.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
    std::filesystem::create_directories(folder_ + "/testdata");
    File file(folder_ + "/testdata/stems.tsv");
    file << "# word, stem; written by evresi-learn-stemmer with the tables\n";
    for (const auto& [hash, word] : words) {
        file << alphabet_.decode(word) << '\t' << alphabet_.decode(stem(word)) << '\n';
    }
    file.close();
}

WordStems read_corrections(const std::string& path, const LexiconReader& reader) {
    WordStems corrections;
    if (!std::filesystem::exists(path)) return corrections;
    read_rows(path, [&](const std::vector<std::string_view>& columns) {
        if (columns.size() != 2) throw std::runtime_error(path + ": wants rows of word and stem");
        const auto word = reader.letters(columns[0]);
        const auto stem = reader.letters(columns[1]);
        if (word && stem) corrections[*word] = *stem;
    });
    return corrections;
}

}  // namespace evresi::analyzers::learner
