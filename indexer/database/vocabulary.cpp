#include "indexer/database/vocabulary.hpp"

#include "base/utf8.hpp"
#include "indexer/database/mapped_file.hpp"
#include "indexer/database/vocabulary_format.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace evresi::database {
namespace {

using namespace vocabulary_format;

/// Reads numbers from bytes that may be damaged: beyond their end there are zeros.
class Reader {
public:
    Reader(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}

    std::uint64_t number() noexcept {
        std::uint64_t value = 0;
        for (unsigned shift = 0; at_ < bytes_.size() && shift < 64; shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes_[at_++]);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) break;
        }
        return value;
    }

    std::string_view text(std::uint64_t length) noexcept {
        if (at_ >= bytes_.size()) return {};
        const std::string_view text = bytes_.substr(at_, length);
        at_ += text.size();
        return text;
    }

private:
    std::string_view bytes_;
    std::size_t at_;
};

/// However large an index, there are always words that it does not have.
constexpr double kLeastUnseen = 0.01;

std::uint32_t read_u32(std::string_view bytes, std::size_t at) noexcept {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) {
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

std::u32string letters_of(std::string_view word) {
    std::u32string letters;
    for (std::size_t at = 0; at < word.size();) letters += next_utf8(word, at);
    return letters;
}

/// What is stored beside a word.
struct Entry {
    std::uint32_t documents = 0;
    std::array<std::uint32_t, kMostLanguages> in_language{};
    Reader written;
};

/// The word with its changes (vocabulary_format.hpp) made.
std::string changed(const std::string& word, Reader& reader) {
    const std::uint64_t changes = reader.number();
    if (changes == 0) return word;
    if (changes == kWhole) return std::string(reader.text(reader.number()));
    std::string written;
    std::size_t at = 0;
    std::uint64_t character = 0;
    std::uint64_t next = reader.number();
    std::uint64_t left = changes - kFirstCount + 1;
    while (at < word.size()) {
        const char32_t kept = next_utf8(word, at);
        if (left == 0 || character++ != next) {
            append_utf8(kept, written);
            continue;
        }
        const auto instead = static_cast<char32_t>(reader.number());
        append_utf8(instead < 0x110000 ? instead : kReplacementCharacter, written);
        if (--left > 0) next += reader.number();
    }
    return written;
}

/// Greek is written with another sigma at the end of a word, which folding makes a common one.
void set_final_sigma(std::string& word) {
    constexpr std::string_view kSigma = "σ";
    constexpr std::string_view kFinalSigma = "ς";
    if (word.size() > kSigma.size() && word.ends_with(kSigma)) {
        word.replace(word.size() - kSigma.size(), kSigma.size(), kFinalSigma);
    }
}

}  // namespace

struct Vocabulary::State {
    MappedFile file;
    std::size_t words = 0;
    std::vector<LanguageTag> languages;
    std::vector<std::string_view> alphabets;  ///< by language
    std::vector<double> unseen_shares;        ///< by language
    std::string_view grams;
    std::string_view blocks;
    std::string_view shared;
    std::string_view lengths;
    std::string_view letters;
    std::string_view data;

    [[nodiscard]] std::size_t block_count() const noexcept {
        return (words + kBlockWords - 1) / kBlockWords;
    }
    [[nodiscard]] std::size_t letters_of_block(std::size_t block) const noexcept {
        return read_u32(blocks, block * kBlockBytes);
    }
    [[nodiscard]] std::size_t data_of_block(std::size_t block) const noexcept {
        return read_u32(blocks, block * kBlockBytes + 4);
    }
    [[nodiscard]] std::size_t length(std::size_t number) const noexcept {
        return static_cast<unsigned char>(lengths[number]);
    }
    [[nodiscard]] std::size_t shares(std::size_t number) const noexcept {
        return static_cast<unsigned char>(shared[number]);
    }
    [[nodiscard]] std::string_view stored(std::size_t at, std::size_t length) const noexcept {
        return at < letters.size() ? letters.substr(at, length) : std::string_view();
    }
    /// The whole first word of a block.
    [[nodiscard]] std::string_view head(std::size_t block) const noexcept {
        return stored(letters_of_block(block), length(block * kBlockWords));
    }
    [[nodiscard]] std::optional<std::size_t> find_language(LanguageTag lang) const noexcept {
        const auto found = std::ranges::find(languages, lang);
        if (found == languages.end()) return std::nullopt;
        return static_cast<std::size_t>(found - languages.begin());
    }
    /// How often words of a language have these letters.
    [[nodiscard]] std::uint32_t gram(std::size_t language, std::u32string_view run) const;
    /// The logarithm of how likely the letters from `from` on are behind those before them.
    [[nodiscard]] double
    likelihood(std::size_t language, std::u32string_view run, std::size_t from) const;
    [[nodiscard]] Entry entry(std::size_t number) const noexcept;
    [[nodiscard]] std::size_t lower_bound(std::string_view word) const;

    [[nodiscard]] bool read();
};

bool Vocabulary::State::read() {
    const std::string_view bytes = file.bytes();
    if (bytes.size() < kHeaderBytes || !bytes.starts_with(kMagic)) return false;
    std::size_t at = kMagic.size();
    words = read_u32(bytes, at);
    const std::size_t language_count = read_u32(bytes, at + 4);
    const std::size_t alphabet_bytes = read_u32(bytes, at + 8);
    const std::size_t gram_bytes = read_u32(bytes, at + 12) * kGramBytes;
    const std::size_t letter_bytes = read_u32(bytes, at + 16);
    const std::size_t data_bytes = read_u32(bytes, at + 20);
    at = kHeaderBytes;
    if (language_count > kMostLanguages) return false;
    const std::size_t expected = kHeaderBytes + language_count * kLanguageBytes + alphabet_bytes +
                                 gram_bytes + block_count() * kBlockBytes + 2 * words +
                                 letter_bytes + data_bytes;
    if (bytes.size() != expected) return false;
    std::size_t alphabet_at = at + language_count * kLanguageBytes;
    const std::size_t alphabet_end = alphabet_at + alphabet_bytes;
    for (std::size_t i = 0; i < language_count; ++i, at += kLanguageBytes) {
        const std::string_view padded = bytes.substr(at, 4);
        const std::size_t size = read_u32(bytes, at + 4);
        if (size > alphabet_end - alphabet_at) return false;
        alphabets.push_back(bytes.substr(alphabet_at, size));
        alphabet_at += size;
        const double seen_once = read_u32(bytes, at + 8);
        const double documents = read_u32(bytes, at + 12);
        unseen_shares.push_back(
            std::clamp(seen_once / std::max(documents, 1.0), kLeastUnseen, 1.0));
        const auto tag = LanguageTag::parse(padded.substr(0, padded.find('\0')));
        if (!tag) return false;
        languages.push_back(*tag);
    }
    at = alphabet_end;
    for (const auto& [section, size] :
         {std::pair(&grams, gram_bytes), std::pair(&blocks, block_count() * kBlockBytes),
          std::pair(&shared, words), std::pair(&lengths, words), std::pair(&letters, letter_bytes),
          std::pair(&data, data_bytes)}) {
        *section = bytes.substr(at, size);
        at += size;
    }
    return true;
}

Entry Vocabulary::State::entry(std::size_t number) const noexcept {
    Reader reader(data, data_of_block(number / kBlockWords));
    for (std::size_t i = number / kBlockWords * kBlockWords; i < number; ++i) {
        (void)reader.text(reader.number());
    }
    Reader own(reader.text(reader.number()), 0);
    Entry entry{static_cast<std::uint32_t>(own.number()), {}, own};
    entry.written = own;
    const std::uint64_t mask = entry.written.number();
    for (std::size_t i = 0; i < languages.size(); ++i) {
        if ((mask >> i & 1) != 0) {
            entry.in_language[i] = static_cast<std::uint32_t>(entry.written.number());
        }
    }
    return entry;
}

std::uint32_t Vocabulary::State::gram(std::size_t language, std::u32string_view run) const {
    const std::uint32_t key = gram_key(language, run);
    std::size_t first = 0;
    for (std::size_t count = grams.size() / kGramBytes; count > 0;) {
        const std::size_t half = count / 2;
        if (read_u32(grams, (first + half) * kGramBytes) < key) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    if (first * kGramBytes == grams.size() || read_u32(grams, first * kGramBytes) != key) return 0;
    return read_u32(grams, first * kGramBytes + 4);
}

std::size_t Vocabulary::State::lower_bound(std::string_view wanted) const {
    // The last block whose first word is not greater.
    std::size_t block = 0;
    for (std::size_t count = block_count(); count > 1;) {
        const std::size_t half = count / 2;
        if (head(block + half) <= wanted) block += half;
        count -= half;
    }
    std::size_t number = block * kBlockWords;
    const std::size_t end = std::min(words, number + kBlockWords);
    std::size_t at = block_count() == 0 ? 0 : letters_of_block(block);
    std::string word;
    for (; number < end; ++number) {
        word.resize(number % kBlockWords == 0 ? 0 : std::min(shares(number), word.size()));
        word += stored(at, length(number));
        at += length(number);
        if (word >= wanted) break;
    }
    return number;
}

Vocabulary::Vocabulary() : state_(std::make_unique<State>()) {}
Vocabulary::Vocabulary(Vocabulary&&) noexcept = default;
Vocabulary& Vocabulary::operator=(Vocabulary&&) noexcept = default;
Vocabulary::~Vocabulary() = default;

Result<Vocabulary> Vocabulary::open(const std::string& folder) {
    const std::string path = folder + "/" + std::string(kVocabularyName);
    const auto damaged = [&](const std::string& what) {
        return fail(ErrorCode::index_damaged, path + " " + what + "; rebuild the index", path);
    };
    Result<MappedFile> file = MappedFile::open(path);
    if (!file) return damaged("cannot be read");
    Vocabulary vocabulary;
    vocabulary.state_->file = std::move(*file);
    if (!vocabulary.state_->read()) return damaged("is no vocabulary");
    return vocabulary;
}

std::size_t Vocabulary::size() const noexcept {
    return state_->words;
}

std::string Vocabulary::word(std::size_t number) const {
    const std::size_t block = number / kBlockWords;
    std::size_t at = state_->letters_of_block(block);
    std::string word;
    for (std::size_t i = block * kBlockWords; i <= number; ++i) {
        word.resize(i % kBlockWords == 0 ? 0 : std::min(state_->shares(i), word.size()));
        word += state_->stored(at, state_->length(i));
        at += state_->length(i);
    }
    return word;
}

std::string Vocabulary::written(std::size_t number) const {
    Entry entry = state_->entry(number);
    std::string written = changed(word(number), entry.written);
    set_final_sigma(written);
    return written;
}

std::uint32_t Vocabulary::documents(std::size_t number) const noexcept {
    return state_->entry(number).documents;
}

std::uint32_t Vocabulary::documents(std::size_t number, LanguageTag lang) const noexcept {
    const std::optional<std::size_t> language = state_->find_language(lang);
    return language ? state_->entry(number).in_language[*language] : 0;
}

std::u32string Vocabulary::alphabet(LanguageTag lang) const {
    std::u32string letters;
    const std::optional<std::size_t> language = state_->find_language(lang);
    if (!language) return letters;
    const std::string_view bytes = state_->alphabets[*language];
    for (std::size_t at = 0; at < bytes.size();) letters += next_utf8(bytes, at);
    return letters;
}

double Vocabulary::ending_share(std::string_view word, LanguageTag lang) const {
    const std::optional<std::size_t> language = state_->find_language(lang);
    const std::u32string letters = bounded_letters(word);
    const std::u32string_view ending = ending_of(letters);
    if (!language || ending.empty()) return 0.0;
    const double words = state_->gram(*language, {&kWordBegin, 1});
    return words > 0.0 ? state_->gram(*language, ending) / words : 0.0;
}

double Vocabulary::likelihood(std::string_view word, LanguageTag lang, std::size_t from) const {
    const std::optional<std::size_t> language = state_->find_language(lang);
    if (!language) return -std::numeric_limits<double>::infinity();
    return state_->likelihood(*language, bounded_letters(word), from + 1);
}

double Vocabulary::State::likelihood(std::size_t language,
                                     std::u32string_view run,
                                     std::size_t from) const {
    // How much the shorter gram says where the longer one was seen so many times.
    constexpr double kTrust = 3.0;
    constexpr double kLetters = 40.0;
    const auto count = [&](std::size_t begin, std::size_t end) {
        return static_cast<double>(gram(language, run.substr(begin, end - begin)));
    };
    double logarithm = 0.0;
    for (std::size_t i = from; i < run.size(); ++i) {
        double chance = 1.0 / kLetters;
        for (std::size_t length = 1; length < kGramLetters && length <= i; ++length) {
            chance = (count(i - length, i + 1) + kTrust * chance) / (count(i - length, i) + kTrust);
        }
        logarithm += std::log10(chance);
    }
    return logarithm;
}

double Vocabulary::form_likelihood(std::string_view known,
                                   std::string_view other,
                                   LanguageTag lang) const {
    // What one look at words without regard to the letter before their endings counts for, beside
    // those with regard to it; and a change that was never seen, beside those that were.
    constexpr double kTrust = 1.0;
    constexpr double kNeverSeen = 0.02;
    const std::optional<std::size_t> language = state_->find_language(lang);
    const std::u32string one = letters_of(known);
    const std::u32string two = letters_of(other);
    const auto same = static_cast<std::size_t>(std::ranges::mismatch(one, two).in1 - one.begin());
    if (!language || same < kFamilyLetters || one.size() - same > kEndingLetters ||
        two.size() - same > kEndingLetters) {
        return -std::numeric_limits<double>::infinity();
    }
    const auto count = [&](const std::u32string& run) {
        return static_cast<double>(state_->gram(*language, run));
    };
    double chance = 0.0;
    for (const std::size_t begin : {same, same - 1}) {
        const std::u32string from = one.substr(begin);
        const double changes = count(from + kWordChange + two.substr(begin));
        const double all = count(kWordChange + from);
        chance = begin == same ? (changes + kNeverSeen) / (all + 1.0)
                               : (changes + kTrust * chance) / (all + kTrust);
    }
    return std::log10(chance);
}

double Vocabulary::unseen_share(LanguageTag lang) const noexcept {
    const std::optional<std::size_t> language = state_->find_language(lang);
    if (!language) return 1.0;
    return state_->unseen_shares[*language];
}

std::int64_t Vocabulary::find(std::string_view wanted) const noexcept {
    const std::size_t number = state_->lower_bound(wanted);
    if (number == state_->words || word(number) != wanted) return -1;
    return static_cast<std::int64_t>(number);
}

std::pair<std::size_t, std::size_t>
Vocabulary::with_prefix(std::string_view prefix) const noexcept {
    // No byte of UTF-8 is 0xFF: behind all words with the prefix, before all others that follow.
    return {state_->lower_bound(prefix), state_->lower_bound(std::string(prefix) + '\xFF')};
}

Vocabulary::Scan::Scan(const Vocabulary& vocabulary, std::size_t first, std::size_t last)
    : state_(vocabulary.state_.get()), next_(first), last_(std::min(last, state_->words)) {
    if (first >= last_) return;
    at_ = state_->letters_of_block(first / kBlockWords);
    for (std::size_t i = first / kBlockWords * kBlockWords; i < first; ++i) {
        at_ += state_->length(i);
    }
    // The word before, of which the first may share a beginning.
    if (first > 0) word_ = vocabulary.word(first - 1);
}

bool Vocabulary::Scan::next(std::size_t shared) {
    for (; next_ < last_ && state_->shares(next_) > shared; ++next_) at_ += state_->length(next_);
    if (next_ >= last_) return false;
    number_ = next_++;
    shared_ = std::min(state_->shares(number_), word_.size());
    const std::string_view stored = state_->stored(at_, state_->length(number_));
    at_ += state_->length(number_);
    word_.resize(number_ % kBlockWords == 0 ? 0 : shared_);
    word_ += stored;
    return true;
}

}  // namespace evresi::database
