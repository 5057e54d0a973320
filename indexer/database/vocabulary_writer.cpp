// write_vocabulary: gathers the words of a database and writes them down.
#include "analyzers/analyzer.hpp"
#include "analyzers/registry.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"
#include "base/varint.hpp"
#include "indexer/database/checksum.hpp"
#include "indexer/database/durable_file.hpp"
#include "indexer/database/term_codec.hpp"
#include "indexer/database/vocabulary.hpp"
#include "indexer/database/vocabulary_format.hpp"

#include <xapian.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <map>
#include <optional>
#include <span>
#include <unordered_set>

namespace evresi::database {
namespace {

using namespace vocabulary_format;
using analyzers::Script;

constexpr char kSeparator = '\t';

/// Where fewer of a language's words are ever seen with a mark, marks are no part of how it is
/// written, and one text with a mark proves nothing about a word (English: resume, résumé).
constexpr double kMarkedShare = 0.3;

/// A letter that is no more than one in so many does not belong to the language's alphabet.
constexpr std::uint64_t kRarestLetter = 2000;

/// In a language of so many words most changes of endings that two words alone have are no
/// inflection, and they would be half of the file.
constexpr std::size_t kManyWords = 3000;

/// A written form of a word with a mark, or what was counted of the word without any.
struct Form {
    std::uint32_t word = 0;  ///< its number
    std::uint8_t language = 0;
    bool is_marked = true;
    double weight = 0.0;  ///< how much the word stands so, in terms of its collection frequency
    std::string text;
};

/// Counts by 32-bit keys, in one array: most of the keys are counted many times.
class CountTable {
public:
    CountTable() : slots_(kFirstSlots) {}

    void add(std::uint32_t key, std::uint32_t count = 1) {
        if (2 * (size_ + 1) > slots_.size()) grow();
        Slot& slot = slot_of(key, slots_);
        if (slot.count == 0) {
            slot.key = key;
            ++size_;
        }
        slot.count += count;
    }

    template <class Take>
    void for_each(const Take& take) const {
        for (const Slot& slot : slots_) {
            if (slot.count > 0) take(slot.key, slot.count);
        }
    }

private:
    struct Slot {
        std::uint32_t key = 0;
        std::uint32_t count = 0;  ///< 0: empty
    };
    static constexpr std::size_t kFirstSlots = std::size_t{1} << 16U;  // a power of two

    static Slot& slot_of(std::uint32_t key, std::vector<Slot>& slots) {
        const std::size_t mask = slots.size() - 1;
        std::size_t at = key & mask;  // keys are hashes
        while (slots[at].count != 0 && slots[at].key != key) at = (at + 1) & mask;
        return slots[at];
    }
    void grow() {
        std::vector<Slot> larger(2 * slots_.size());
        for_each([&larger](std::uint32_t key, std::uint32_t count) {
            slot_of(key, larger) = {key, count};
        });
        slots_ = std::move(larger);
    }

    std::vector<Slot> slots_;
    std::size_t size_ = 0;
};

/// Documents by term, for one prefix: terms without it, by their checksums.
class TermCounts {
public:
    explicit TermCounts(std::size_t terms) : slots_(std::bit_ceil(2 * terms + 1)) {}

    void add(std::string_view term, std::uint32_t documents) {
        const std::uint64_t hash = hash_of(term);
        Slot& slot = slots_[place_of(hash)];
        slot = {hash, documents};
    }
    [[nodiscard]] std::uint32_t find(std::string_view term) const {
        return slots_[place_of(hash_of(term))].documents;
    }

private:
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t documents = 0;  ///< 0: empty
    };
    static std::uint64_t hash_of(std::string_view term) { return checksum(term).low; }
    [[nodiscard]] std::size_t place_of(std::uint64_t hash) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = static_cast<std::size_t>(hash) & mask;
        while (slots_[at].documents != 0 && slots_[at].hash != hash) at = (at + 1) & mask;
        return at;
    }
    std::vector<Slot> slots_;
};

/// The script of a word's first letter; the rest follows it in nearly all words.
Script script_of(std::string_view word) {
    const char32_t first = word.empty() ? U'\0' : decode_utf8(word, 0).value;
    if (first < 0x370) return Script::latin;
    if (first < 0x400) return Script::greek;
    if (first < 0x530) return Script::cyrillic;
    return Script::other;
}

std::u32string letters_of(std::string_view word) {
    std::u32string letters;
    for (std::size_t at = 0; at < word.size();) letters += next_utf8(word, at);
    return letters;
}

std::uint64_t parse_count(std::string_view text) {
    std::uint64_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count;
}

class Gatherer {
public:
    explicit Gatherer(const Xapian::Database& database)
        : database_(database), languages_(analyzers::languages()) {}

    [[nodiscard]] std::string gather() {
        read_words();
        frequencies_.assign(languages_.size(), std::vector<std::uint32_t>(words_.size()));
        read_marked_terms();
        read_noted_forms();
        std::ranges::stable_sort(forms_, {}, &Form::word);
        for (std::size_t i = 0; i < languages_.size(); ++i) count_language(i);
        choose_written();
        return packed();
    }

private:
    void read_words() {
        // All terms with a prefix begin with a capital letter, numbers with a digit.
        auto term = database_.allterms_begin();
        for (term.skip_to("a"); term != database_.allterms_end(); ++term) {
            const std::string word = *term;
            if (word.size() > kLongestWord) continue;
            words_.push_back(word);
            documents_.push_back(term.get_termfreq());
        }
    }

    [[nodiscard]] std::optional<std::uint32_t> number_of(std::string_view word) const {
        const auto found = std::ranges::lower_bound(words_, word);
        if (found == words_.end() || *found != word) return std::nullopt;
        return static_cast<std::uint32_t>(found - words_.begin());
    }

    void add_form(std::size_t language, std::string_view text, double weight, bool in_documents) {
        folded_.clear();
        analyzers::fold_surface(text, folded_);
        const auto number = number_of(folded_);
        if (!number) return;  // of documents that are gone
        if (in_documents) {
            weight *= static_cast<double>(database_.get_collection_freq(words_[*number])) /
                      documents_[*number];
        }
        forms_.push_back({*number, static_cast<std::uint8_t>(language), folded_ != text, weight,
                          std::string(text)});
    }

    /// Short words.
    void read_marked_terms() {
        for (std::size_t i = 0; i < languages_.size(); ++i) {
            const std::string prefix = "M" + languages_[i]->tag.str() + ":";
            for (auto term = database_.allterms_begin(prefix);
                 term != database_.allterms_end(prefix); ++term) {
                const std::string name = *term;
                add_form(i, std::string_view(name).substr(prefix.size()), term.get_termfreq(),
                         true);
            }
        }
    }

    /// All others.
    void read_noted_forms() {
        const std::string prefix(kFormPrefix);
        for (auto entry = database_.metadata_keys_begin(prefix);
             entry != database_.metadata_keys_end(prefix); ++entry) {
            const std::string name = *entry;
            const std::string_view line = std::string_view(name).substr(prefix.size());
            const std::size_t after_lang = line.find(kSeparator);
            if (after_lang == std::string_view::npos) continue;
            const auto lang = LanguageTag::parse(line.substr(0, after_lang));
            const auto language = std::ranges::find_if(
                languages_, [&](const auto* known) { return lang && known->tag == *lang; });
            if (language == languages_.end()) continue;
            add_form(static_cast<std::size_t>(language - languages_.begin()),
                     line.substr(after_lang + 1),
                     static_cast<double>(parse_count(database_.get_metadata(name))), false);
        }
    }

    /// The forms of a word, in the order of read_*.
    [[nodiscard]] std::span<const Form> forms_of(std::size_t word) const {
        // Clang 14 cannot make a subrange of these.
        const auto first = std::ranges::lower_bound(forms_, word, {}, &Form::word);
        const auto last = std::ranges::upper_bound(forms_, word, {}, &Form::word);
        return {first, last};
    }

    /// Documents by what follows the prefix of their terms.
    [[nodiscard]] TermCounts terms_with(const std::string& prefix) const {
        std::vector<std::pair<std::string, std::uint32_t>> terms;
        for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix);
             ++term) {
            terms.emplace_back((*term).substr(prefix.size()), term.get_termfreq());
        }
        TermCounts counts(terms.size());
        for (const auto& [name, documents] : terms) counts.add(name, documents);
        return counts;
    }

    /// Counts the documents that have each word in one language.
    void count_language(std::size_t index) {
        const analyzers::Language& language = *languages_[index];
        const std::string stem_prefix = stem_term(language.tag, "");
        if (database_.allterms_begin(stem_prefix) == database_.allterms_end(stem_prefix)) return;
        const TermCounts stems = terms_with(stem_prefix);
        const std::string root_prefix = "R" + language.tag.str() + ":";
        const TermCounts roots = terms_with(root_prefix);
        std::vector<std::uint32_t>& counts = frequencies_[index];
        analyzers::Analyzer analyzer(language);
        std::vector<analyzers::Token> tokens;
        const auto count = [&](std::string_view form) -> std::uint32_t {
            analyzer.analyze(form, tokens);
            return tokens.size() == 1 ? stems.find(tokens.front().stem) : 0;
        };
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (language.script != Script::none && script_of(words_[i]) != language.script) {
                continue;
            }
            // Words of other languages may have the stem by chance, but seldom the beginning too.
            const std::string root = root_term(language.tag, words_[i]);
            if (!root.empty() &&
                roots.find(std::string_view(root).substr(root_prefix.size())) == 0) {
                continue;
            }
            counts[i] = count(words_[i]);
            for (const Form& form : forms_of(i)) {
                if (form.language == index) counts[i] = std::max(counts[i], count(form.text));
            }
        }
    }

    /// Whether the language is written with marks.
    [[nodiscard]] std::vector<bool> languages_with_marks() const {
        std::vector<bool> has_marks;
        for (std::size_t i = 0; i < languages_.size(); ++i) {
            const std::vector<std::uint32_t>& counts = frequencies_[i];
            const auto words =
                counts.size() - static_cast<std::size_t>(std::ranges::count(counts, 0u));
            std::unordered_set<std::uint32_t> marked;
            for (const Form& form : forms_) {
                if (form.language == i && form.is_marked) marked.insert(form.word);
            }
            has_marks.push_back(static_cast<double>(marked.size()) >=
                                kMarkedShare * static_cast<double>(words));
        }
        return has_marks;
    }

    void choose_written() {
        const std::vector<bool> has_marks = languages_with_marks();
        written_.resize(words_.size());
        for (std::size_t begin = 0; begin < forms_.size();) {
            std::size_t end = begin;
            while (end < forms_.size() && forms_[end].word == forms_[begin].word) ++end;
            choose(std::span(forms_).subspan(begin, end - begin), has_marks);
            begin = end;
        }
    }

    /// Picks the likeliest of the forms of one word, and the word itself if that is likelier.
    void choose(std::span<const Form> forms, const std::vector<bool>& has_marks) {
        double marked = 0.0;
        double unmarked = 0.0;
        const Form* best = nullptr;
        for (const Form& form : forms) {
            if (!form.is_marked) {
                unmarked += form.weight;
                continue;
            }
            marked += form.weight;
            if (best == nullptr || form.weight > best->weight) best = &form;
        }
        if (best == nullptr) return;
        const std::uint32_t word = best->word;
        const analyzers::Language& language = *languages_[best->language];
        // Where all words are written with marks, those without are written in capitals. Where
        // stems keep marks many words have none, and their forms may differ in one.
        if (!has_marks[best->language] || analyzers::keeps_marks(language)) {
            const auto all = static_cast<double>(database_.get_collection_freq(words_[word]));
            if (std::max(unmarked, all - marked) > best->weight) return;
        }
        written_[word] = best->text;
    }

    /// Letters of the language's words, the most frequent first.
    [[nodiscard]] std::string alphabet(std::size_t language) const {
        std::map<char32_t, std::uint64_t> counts;
        std::uint64_t all = 0;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (frequencies_[language][i] == 0) continue;
            const std::string& word = written_[i].empty() ? words_[i] : written_[i];
            for (std::size_t at = 0; at < word.size(); ++all) ++counts[next_utf8(word, at)];
        }
        std::vector<std::pair<char32_t, std::uint64_t>> order(counts.begin(), counts.end());
        std::ranges::stable_sort(order, std::ranges::greater{},
                                 &std::pair<char32_t, std::uint64_t>::second);
        std::string letters;
        for (const auto& [letter, count] : order) {
            const bool is_digit = letter >= U'0' && letter <= U'9';
            if (!is_digit && count * kRarestLetter >= all) append_utf8(letter, letters);
        }
        return letters;
    }

    /// How often the words of each language have the same letters, by gram_key.
    [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>> grams() const {
        CountTable counts;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const std::u32string bounded = bounded_letters(words_[i]);
            const std::u32string_view letters = bounded;
            for (std::size_t language = 0; language < languages_.size(); ++language) {
                if (frequencies_[language][i] == 0) continue;
                for (std::size_t begin = 0; begin < letters.size(); ++begin) {
                    const std::size_t most = std::min(kGramLetters, letters.size() - begin);
                    for (std::size_t length = 1; length <= most; ++length) {
                        counts.add(gram_key(language, letters.substr(begin, length)));
                    }
                }
                const std::u32string_view ending = ending_of(letters);
                if (!ending.empty()) counts.add(gram_key(language, ending));
            }
        }
        std::vector<std::u32string> words;
        for (std::size_t language = 0; language < languages_.size(); ++language) {
            words.clear();
            for (std::size_t i = 0; i < words_.size(); ++i) {
                if (frequencies_[language][i] > 0) words.push_back(letters_of(words_[i]));
            }
            CountTable changes;
            count_changes(words, language, changes);
            const std::uint32_t fewest = words.size() < kManyWords ? 1 : 2;
            changes.for_each([&](std::uint32_t key, std::uint32_t count) {
                if (count >= fewest) counts.add(key, count);
            });
        }
        std::vector<std::pair<std::uint32_t, std::uint32_t>> sorted;
        counts.for_each(
            [&sorted](std::uint32_t key, std::uint32_t count) { sorted.emplace_back(key, count); });
        std::ranges::sort(sorted);
        return sorted;
    }

    /// Counts the endings of sorted words that have forms among each other.
    static void count_changes(const std::vector<std::u32string>& words,
                              std::size_t language,
                              CountTable& counts) {
        const auto add = [&](const std::u32string& run) { counts.add(gram_key(language, run)); };
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::u32string_view word = words[i];
            for (std::size_t length = 0; length <= kEndingLetters + 1; ++length) {
                if (word.size() < kFamilyLetters + length) break;
                add(kWordChange + std::u32string(word.substr(word.size() - length)));
            }
            for (std::size_t j = i + 1; j < words.size(); ++j) {
                const std::u32string_view other = words[j];
                const auto same =
                    static_cast<std::size_t>(std::ranges::mismatch(word, other).in1 - word.begin());
                // Words further on have no more in common.
                if (same < kFamilyLetters || word.size() - same > kEndingLetters) break;
                if (other.size() - same > kEndingLetters) continue;
                for (const std::size_t begin : {same, same - 1}) {
                    const std::u32string one(word.substr(begin));
                    const std::u32string two(other.substr(begin));
                    add(one + kWordChange + two);
                    add(two + kWordChange + one);
                }
            }
        }
    }

    /// The words of a language that one document has, and the documents of all of them.
    [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> occurrences(std::size_t language) const {
        std::uint64_t once = 0;
        std::uint64_t all = 0;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (frequencies_[language][i] == 0) continue;
            all += documents_[i];
            if (documents_[i] == 1) ++once;
        }
        return {once, all};
    }

    [[nodiscard]] std::string packed() const;

    const Xapian::Database& database_;
    std::span<const analyzers::Language* const> languages_;
    std::vector<std::string> words_;
    std::vector<std::uint32_t> documents_;
    std::vector<std::vector<std::uint32_t>> frequencies_;  ///< by language, by word
    std::vector<Form> forms_;
    std::vector<std::string> written_;  ///< by word; empty for the word itself
    std::string folded_;
};

void append_u32(std::uint64_t value, std::string& out) {
    for (unsigned i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

/// How `written` differs from `word` (vocabulary_format.hpp).
void append_changes(std::string_view word, std::string_view written, std::string& out) {
    if (written.empty() || written == word) return append_varint(0, out);
    std::string changes;
    std::uint64_t count = 0;
    std::uint64_t since = 0;
    std::size_t at = 0;
    std::size_t at_written = 0;
    while (at < word.size() && at_written < written.size()) {
        const char32_t plain = next_utf8(word, at);
        const char32_t marked = next_utf8(written, at_written);
        if (plain != marked) {
            append_varint(since, changes);
            append_varint(marked, changes);
            since = 0;
            ++count;
        }
        ++since;
    }
    if (at != word.size() || at_written != written.size()) {
        append_varint(kWhole, out);
        append_varint(written.size(), out);
        out += written;
        return;
    }
    append_varint(count + kFirstCount - 1, out);
    out += changes;
}

/// Bytes, whole letters, that both begin with.
std::size_t common_beginning(std::string_view a, std::string_view b) {
    auto same = static_cast<std::size_t>(std::ranges::mismatch(a, b).in2 - b.begin());
    while (same > 0 && same < b.size() && is_utf8_continuation(b[same])) --same;
    return same;
}

std::string Gatherer::packed() const {
    std::string blocks;
    std::string shared;
    std::string lengths;
    std::string letters;
    std::string data;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const std::string& word = words_[i];
        const std::size_t same = i == 0 ? 0 : common_beginning(words_[i - 1], word);
        const bool is_head = i % kBlockWords == 0;
        if (is_head) {
            append_u32(letters.size(), blocks);
            append_u32(data.size(), blocks);
        }
        const std::string_view stored = std::string_view(word).substr(is_head ? 0 : same);
        shared += static_cast<char>(same);
        lengths += static_cast<char>(stored.size());
        letters += stored;
        std::string entry;
        append_varint(documents_[i], entry);
        std::uint64_t mask = 0;
        for (std::size_t lang = 0; lang < languages_.size(); ++lang) {
            if (frequencies_[lang][i] > 0) mask |= std::uint64_t{1} << lang;
        }
        append_varint(mask, entry);
        for (const std::vector<std::uint32_t>& counts : frequencies_) {
            if (counts[i] > 0) append_varint(counts[i], entry);
        }
        append_changes(word, written_[i], entry);
        append_varint(entry.size(), data);
        data += entry;
    }
    std::string languages;
    std::string alphabets;
    for (std::size_t i = 0; i < languages_.size(); ++i) {
        std::string tag = languages_[i]->tag.str();
        tag.resize(4);
        languages += tag;
        const std::string letters_of_it = alphabet(i);
        append_u32(letters_of_it.size(), languages);
        const auto [once, all] = occurrences(i);
        append_u32(once, languages);
        append_u32(std::min<std::uint64_t>(all, 0xFFFFFFFF), languages);
        alphabets += letters_of_it;
    }
    std::string table;
    for (const auto& [key, count] : grams()) {
        append_u32(key, table);
        append_u32(count, table);
    }
    std::string file(kMagic);
    for (const std::size_t count : {words_.size(), languages_.size(), alphabets.size(),
                                    table.size() / kGramBytes, letters.size(), data.size()}) {
        append_u32(count, file);
    }
    file += languages + alphabets + table;
    for (const std::string* section : {&blocks, &shared, &lengths, &letters, &data}) {
        file += *section;
    }
    return file;
}

}  // namespace

std::string form_key(LanguageTag lang, std::string_view form) {
    if (form.empty() || form.size() > kLongestWord) return {};
    if (form.front() >= '0' && form.front() <= '9') return {};
    std::string key(kFormPrefix);
    key += lang.view();
    key += kSeparator;
    key += form;
    return key;
}

Result<void> write_vocabulary(const Xapian::Database& database, const std::string& folder) {
    return write_durably(folder + "/" + std::string(kVocabularyName), Gatherer(database).gather());
}

}  // namespace evresi::database
