#include "bench/corpus/query_mix.hpp"

#include "analyzers/unicode/folder.hpp"

#include <fstream>

namespace evresi::bench {
namespace {

constexpr std::uint64_t kPhrasePercent = 20;
constexpr std::uint64_t kFilteredPercent = 30;

}  // namespace

std::uint32_t QueryMix::number_of(const std::string& word) {
    const auto known = numbers_.find(word);
    if (known != numbers_.end()) return known->second;
    const auto [entry, is_new] = bare_numbers_.emplace(analyzers::surface_form(word),
                                                       static_cast<std::uint32_t>(words_.size()));
    if (is_new) {
        // As people type it: with its marks, without the punctuation around it.
        tokenizer_.split(word, spans_);
        words_.push_back(spans_.empty()
                             ? std::string()
                             : word.substr(spans_[0].begin, spans_[0].end - spans_[0].begin));
        counts_.push_back(0);
        last_seen_.push_back(0);
    }
    numbers_.emplace(word, entry->second);
    return entry->second;
}

void QueryMix::add(std::string_view lang,
                   const std::vector<Words>& sentences,
                   const std::vector<std::pair<std::string, std::string>>& filters) {
    if (documents_ == kCounted || sentences.empty()) return;
    ++documents_;
    const std::uint64_t chosen = random_.below(sentences.size());
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        std::vector<std::uint32_t> numbers;
        for (const std::string& word : sentences[i]) {
            const std::uint32_t number = number_of(word);
            numbers.push_back(number);
            if (last_seen_[number] == documents_) continue;
            last_seen_[number] = documents_;
            ++counts_[number];
        }
        if (i == chosen) kept_.push_back({std::string(lang), std::move(numbers), filters});
    }
}

QueryMix::Band QueryMix::band_of(std::uint32_t word) const {
    const std::uint64_t share = std::uint64_t{counts_[word]} * 1000 / documents_;
    if (share >= 80 || words_[word].size() < 4) return Band::function_word;
    if (share >= 10) return Band::common;
    return share >= 1 ? Band::middle : Band::rare;
}

bool QueryMix::fill_words(const Kept& sentence, MixQuery& query) {
    const std::uint64_t wanted = 1 + random_.below(3);
    std::vector<std::uint32_t> taken;
    for (std::uint64_t i = 0; i < wanted; ++i) {
        const std::uint64_t dice = random_.below(100);
        const Band band = dice < 25 ? Band::common : dice < 75 ? Band::middle : Band::rare;
        std::vector<std::uint32_t> fitting;
        for (const std::uint32_t word : sentence.words) {
            const bool is_taken = std::find(taken.begin(), taken.end(), word) != taken.end();
            if (band_of(word) == band && !is_taken) fitting.push_back(word);
        }
        if (fitting.empty()) return false;
        taken.push_back(fitting[random_.below(fitting.size())]);
    }
    for (const std::uint32_t word : taken) {
        if (!query.text.empty()) query.text += ' ';
        query.text += words_[word];
    }
    return true;
}

bool QueryMix::fill_phrase(const Kept& sentence, MixQuery& query) {
    const std::uint64_t wanted = 2 + random_.below(2);
    if (sentence.words.size() < wanted) return false;
    const std::uint64_t first = random_.below(sentence.words.size() - wanted + 1);
    bool has_content = false;
    query.text = '"';
    for (std::uint64_t i = first; i < first + wanted; ++i) {
        const std::uint32_t word = sentence.words[i];
        if (words_[word].empty()) return false;
        has_content = has_content || band_of(word) != Band::function_word;
        if (i != first) query.text += ' ';
        query.text += words_[word];
    }
    query.text += '"';
    return has_content;
}

std::vector<MixQuery> QueryMix::draw(std::uint64_t count) {
    std::vector<MixQuery> queries;
    if (kept_.empty()) return queries;
    // Tiny corpora have no words of some bands: then there are fewer queries.
    for (std::uint64_t tries = 0; queries.size() < count && tries < count * 200; ++tries) {
        const Kept& sentence = kept_[random_.below(kept_.size())];
        MixQuery query;
        query.lang = sentence.lang;
        // The kind by the queries so far, not by dice: sentences that do not fit would change it.
        query.is_phrase = queries.size() * kPhrasePercent % 100 < kPhrasePercent;
        const bool is_filtered = queries.size() / 5 * kFilteredPercent % 100 < kFilteredPercent;
        if (!(query.is_phrase ? fill_phrase(sentence, query) : fill_words(sentence, query))) {
            continue;
        }
        if (is_filtered && !sentence.filters.empty()) {
            std::tie(query.filter_name, query.filter_value) =
                sentence.filters[random_.below(sentence.filters.size())];
        }
        queries.push_back(std::move(query));
    }
    return queries;
}

Result<void> write_queries(const std::vector<MixQuery>& queries, const std::string& path) {
    std::ofstream out(path, std::ios::binary);
    for (const MixQuery& query : queries) {
        out << (query.is_phrase ? "phrase" : "words") << '\t' << query.lang << '\t' << query.text
            << '\t' << query.filter_name << (query.filter_name.empty() ? "" : "=")
            << query.filter_value << '\n';
    }
    out.close();
    if (!out) return fail(ErrorCode::io_error, "cannot write " + path, path);
    return {};
}

Result<std::vector<MixQuery>> read_queries(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return fail(ErrorCode::io_error, "cannot read " + path, path);
    std::vector<MixQuery> queries;
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> columns;
        std::size_t begin = 0;
        for (std::size_t tab; (tab = line.find('\t', begin)) != std::string::npos;
             begin = tab + 1) {
            columns.push_back(line.substr(begin, tab - begin));
        }
        columns.push_back(line.substr(begin));
        if (columns.size() != 4 || (columns[0] != "words" && columns[0] != "phrase")) {
            return fail(ErrorCode::malformed_input, path + ": no query: " + line, path);
        }
        const std::size_t equals = columns[3].find('=');
        const bool is_filtered = equals != std::string::npos;
        queries.push_back({columns[0] == "phrase", columns[1], columns[2],
                           is_filtered ? columns[3].substr(0, equals) : "",
                           is_filtered ? columns[3].substr(equals + 1) : ""});
    }
    return queries;
}

}  // namespace evresi::bench
