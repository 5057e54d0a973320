#include "analyzers/learner/lexicon_reader.hpp"

#include "analyzers/unicode/folder.hpp"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <stdexcept>

namespace evresi::analyzers::learner {
namespace {

/// Times that a word must stand in texts to count as met once among the pairs.
constexpr std::int64_t kTextsPerPair = 10;

}  // namespace

void read_rows(const std::string& path,
               const std::function<void(const std::vector<std::string_view>&)>& row) {
    const gzFile file = gzopen(path.c_str(), "rb");
    if (file == nullptr) throw std::runtime_error(path + ": cannot be opened");
    std::string line;
    char buffer[4096];
    std::vector<std::string_view> columns;
    while (gzgets(file, buffer, sizeof buffer) != nullptr) {
        line += buffer;
        if (line.back() != '\n' && gzeof(file) == 0) continue;
        while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
        if (!line.empty() && line.front() != '#') {
            columns.clear();
            for (std::size_t from = 0; from <= line.size();) {
                const std::size_t tab = std::min(line.find('\t', from), line.size());
                columns.push_back(std::string_view(line).substr(from, tab - from));
                from = tab + 1;
            }
            row(columns);
        }
        line.clear();
    }
    const bool complete = gzeof(file) != 0;
    gzclose(file);
    if (!complete) throw std::runtime_error(path + ": cannot be read to its end");
}

LexiconReader::LexiconReader(const Language& language,
                             const Alphabet& alphabet,
                             const Settings& settings)
    : language_(language), alphabet_(alphabet), settings_(settings) {
    for (const PrefixSetting& rule : settings.prefixes) {
        prefixes_.push_back({alphabet.letters_of(rule.prefix), alphabet.letters_of(rule.ending),
                             static_cast<std::size_t>(rule.least_letters)});
    }
}

std::optional<Letters> LexiconReader::letters(std::string_view word) const {
    std::string casefolded;
    casefold(word, casefolded);
    std::string folded;
    language_.fold(casefolded, folded);
    if (folded.empty()) return std::nullopt;
    return alphabet_.encode(folded);
}

Letters LexiconReader::bare(const Letters& word) const {
    for (const Prefix& rule : prefixes_) {
        if (!word.starts_with(rule.prefix) || !word.ends_with(rule.ending)) continue;
        if (word.size() - rule.prefix.size() >= rule.least_letters) {
            return word.substr(rule.prefix.size());
        }
    }
    return word;
}

void LexiconReader::add(const std::string& path, bool trusted) {
    read_rows(path, [&](const std::vector<std::string_view>& columns) {
        if (columns.size() < 2 || (columns.size() > 2 && columns[2] == "AUX")) return;
        const auto form = letters(columns[0]);
        const auto lemma = letters(columns[1]);
        if (!form || !lemma) return;
        std::int64_t count = 0;
        if (columns.size() > 3) {
            std::from_chars(columns[3].data(), columns[3].data() + columns[3].size(), count);
        }
        rows_.push_back({*form, *lemma, count, trusted});
    });
}

void LexiconReader::add_frequencies(const std::string& path) {
    read_rows(path, [&](const std::vector<std::string_view>& columns) {
        if (columns.size() < 2) return;
        const auto word = letters(columns[0]);
        std::int64_t count = 0;
        std::from_chars(columns[1].data(), columns[1].data() + columns[1].size(), count);
        if (word) frequencies_[*word] += count;
    });
}

/// Lemmas of the less trusted pairs that the trusted ones, or the settings, file under another
/// lemma: a lexicon may list a comparative or a passive by itself.
std::map<Letters, Letters> LexiconReader::renamed_lemmas() const {
    std::set<Letters> lemmas;
    std::set<Letters> trusted;
    std::map<Letters, std::set<Letters>> lemmas_of_form;
    for (const Row& row : rows_) {
        lemmas.insert(row.lemma);
        if (!row.trusted) continue;
        trusted.insert(row.lemma);
        lemmas_of_form[row.form].insert(row.lemma);
    }
    std::vector<std::pair<Letters, Letters>> endings;
    for (const auto& [from, to] : settings_.lemma_of) {
        endings.emplace_back(alphabet_.letters_of(from), alphabet_.letters_of(to));
    }
    std::map<Letters, Letters> renamed;
    for (const Letters& lemma : lemmas) {
        if (trusted.contains(lemma)) continue;
        const auto as_form = lemmas_of_form.find(lemma);
        if (as_form != lemmas_of_form.end() && as_form->second.size() == 1) {
            renamed[lemma] = *as_form->second.begin();
            continue;
        }
        for (const auto& [from, to] : endings) {
            if (!lemma.ends_with(from)) continue;
            const Letters other = lemma.substr(0, lemma.size() - from.size()) + to;
            if (!lemmas.contains(other)) continue;
            renamed[lemma] = other;
            break;
        }
    }
    return renamed;
}

/// A lemma that the pairs do not count gets what the texts say of its forms.
void LexiconReader::add_frequencies_to(Lemma& lemma, const Lexicon& lexicon) const {
    if (lemma.count() > 0) return;
    for (std::size_t i = 0; i < lemma.forms.size(); ++i) {
        const auto found =
            frequencies_.find(lexicon.forms[static_cast<std::size_t>(lemma.forms[i])].word);
        if (found != frequencies_.end()) lemma.counts[i] = found->second / kTextsPerPair;
    }
}

Lexicon LexiconReader::lexicon() const {
    const std::map<Letters, Letters> renamed = renamed_lemmas();
    struct Count {
        std::int64_t count = 0;
        bool trusted = false;
    };
    std::map<Letters, std::map<Letters, Count>> lemmas;  // lemma -> form -> count
    for (const Row& row : rows_) {
        const auto other = row.trusted ? renamed.end() : renamed.find(row.lemma);
        Count& count = lemmas[other == renamed.end() ? row.lemma : other->second][row.form];
        count.count += row.count;
        count.trusted |= row.trusted;
    }
    Lexicon lexicon;
    std::map<Letters, int> numbers;
    for (const auto& [lemma, forms] : lemmas) {
        for (const auto& entry : forms) numbers.emplace(entry.first, 0);
    }
    for (auto& [form, number] : numbers) {
        number = static_cast<int>(lexicon.forms.size());
        lexicon.forms.push_back({form, bare(form), {}});
    }
    for (const auto& [word, forms] : lemmas) {
        Lemma lemma;
        lemma.word = word;
        for (const auto& [form, count] : forms) {
            const int number = numbers.at(form);
            lemma.forms.push_back(number);
            lemma.counts.push_back(count.count);
            lemma.is_trusted |= count.trusted;
            Form& its = lexicon.forms[static_cast<std::size_t>(number)];
            its.lemmas.push_back(static_cast<int>(lexicon.lemmas.size()));
        }
        add_frequencies_to(lemma, lexicon);
        lemma.weight = lemma.is_trusted ? 1.0 : settings_.more_weight;
        lexicon.lemmas.push_back(std::move(lemma));
    }
    return lexicon;
}

}  // namespace evresi::analyzers::learner
