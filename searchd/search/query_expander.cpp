#include "searchd/search/query_expander.hpp"

#include "analyzers/detector.hpp"
#include "analyzers/registry.hpp"
#include "analyzers/romanised_spelling.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/ascii.hpp"
#include "indexer/database/term_codec.hpp"
#include "searchd/search/query_words.hpp"
#include "searchd/search/ranking.hpp"

#include <algorithm>
#include <utility>

namespace evresi::search {
namespace {

using analyzers::Script;

/// Words of the index that one word may be another spelling of.
constexpr std::size_t kMostBridged = 8;

/// What a reading of a word in other letters must be worth to be clear, and how much less the next
/// one with another stem.
constexpr double kClearReading = 0.3;
constexpr double kNextReading = 0.7;

/// A language less likely than this is not what the query was written in; its words may still
/// stand in texts of that language as they are.
constexpr double kLeastShare = 0.3;

std::string folded(std::string_view text) {
    std::string out;
    analyzers::fold_surface(text, out);
    return out;
}

/// Whether the word has any mark as it was typed; a final sigma is none.
bool has_marks(std::string_view typed, std::string_view surface) {
    std::string casefolded;
    analyzers::casefold(typed, casefolded);
    analyzers::keep_word_characters(casefolded);
    return casefolded != surface;
}

bool contains(const std::vector<LanguageTag>& tags, LanguageTag tag) {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

double share_of(const std::vector<LanguageShare>& shares, LanguageTag lang) {
    const auto found = std::ranges::find(shares, lang, &LanguageShare::lang);
    return found == shares.end() ? 0.0 : found->share;
}

/// Signs and digits are of every script; names and products stand in Latin letters in texts of
/// every language.
bool may_stand_in(Script script, const analyzers::Language& language) {
    return script == Script::none || script == Script::other || script == Script::latin ||
           script == language.script;
}

const Alternative* typed_in(const Concept& word, LanguageTag lang) {
    const auto own = std::ranges::find_if(word.alternatives, [&](const Alternative& alternative) {
        return alternative.lang == lang && alternative.origin == Origin::typed;
    });
    return own == word.alternatives.end() ? nullptr : &*own;
}

/// Whether the words of a query are in Latin letters, and none in `script`. Beside one of those,
/// words in Latin letters are names.
bool is_without(Script script, const SearchRequest& request) {
    if (script == Script::latin) return false;
    bool has_latin = false;
    for (const QueryPiece& piece : pieces_of_query(request.q, request.plain)) {
        const auto text = std::string_view(request.q).substr(piece.begin, piece.end - piece.begin);
        for (const std::string_view word : split_at_spaces(text)) {
            const Script own = analyzers::dominant_script(word);
            if (own == script) return false;
            has_latin = has_latin || own == Script::latin;
        }
    }
    return has_latin;
}

}  // namespace

Alternative from_lexicon(lexicon::Translation translation, LanguageTag lang, Origin origin) {
    Alternative alternative;
    alternative.lang = lang;
    alternative.stems = std::move(translation.stems);
    alternative.text = std::move(translation.text);
    alternative.weight = translation.weight;
    alternative.origin = origin;
    return alternative;
}

QueryExpander::QueryExpander(analyzers::AnalyzerSet& analyzers,
                             const SearchRequest& request,
                             database::Snapshot& snapshot,
                             const lexicon::Lexicon* lexicon)
    : analyzers_(analyzers), request_(request), snapshot_(snapshot), lexicon_(lexicon),
      lang_(analyzers::find_language(request.lang) == nullptr ? LanguageTag() : request.lang) {
    if (lang_.is_undetermined()) {
        shares_ = languages_of_query(request.q, snapshot, lexicon, analyzers);
        if (!shares_.empty() && shares_.front().share >= 0.5) likely_ = shares_.front().lang;
    } else {
        shares_ = {{lang_, 1.0}};
        likely_ = lang_;
    }
    is_romanised_ = !shares_.empty() &&
                    is_without(analyzers::language_or_und(shares_.front().lang).script, request);
    for (const analyzers::Language* language : analyzers::languages()) {
        if (!language->tag.is_undetermined() &&
            (request.in.empty() || contains(request.in, language->tag))) {
            targets_.push_back(language->tag);
        }
    }
}

std::vector<LanguageTag> QueryExpander::languages() const {
    std::vector<LanguageTag> tags;
    for (const LanguageShare& share : shares_) tags.push_back(share.lang);
    return tags;
}

std::vector<LanguageShare> QueryExpander::readings_of(std::string_view word) const {
    const Script script = analyzers::dominant_script(word);
    const bool fits_all = script == Script::none || script == Script::other;
    const auto fits = [&](LanguageTag lang) {
        return fits_all || analyzers::language_or_und(lang).script == script;
    };
    std::vector<LanguageShare> readings;
    double sum = 0;
    for (const LanguageShare& share : shares_) {
        if (!fits(share.lang)) continue;
        readings.push_back(share);
        sum += share.share;
    }
    if (readings.empty() && !is_romanised_) {
        // A Latin name in a Greek question is no Greek word.
        for (const analyzers::Language* language : analyzers::languages()) {
            if (!language->tag.is_undetermined() && fits(language->tag)) {
                readings.push_back({language->tag, 1.0});
                sum += 1.0;
            }
        }
    }
    for (LanguageShare& reading : readings) reading.share /= sum;
    return readings;
}

bool QueryExpander::is_of_query(LanguageTag lang) const {
    return share_of(shares_, lang) >= kLeastShare;
}

bool QueryExpander::is_wanted(const Concept& word, std::string_view text, LanguageTag lang) const {
    if (request_.without.empty()) return true;
    const Expansion expansion{word.surface, std::string(text), lang, {}, 1.0};
    return std::ranges::find(request_.without, expansion.key()) == request_.without.end();
}

void QueryExpander::add(Alternative alternative, Concept& word) const {
    if (alternative.origin != Origin::typed &&
        !is_wanted(word, alternative.text, alternative.lang)) {
        return;
    }
    const auto same = std::ranges::find_if(word.alternatives, [&](const Alternative& other) {
        return other.lang == alternative.lang && other.stems == alternative.stems;
    });
    if (same == word.alternatives.end()) {
        word.alternatives.push_back(std::move(alternative));
    } else if (alternative.origin == Origin::synonym) {
        // What it is looked for by already says more of it.
    } else if (same->origin == Origin::spelling) {
        // Surer by this way than as another spelling.
        *same = std::move(alternative);
    } else {
        same->weight += alternative.weight;
    }
}

void QueryExpander::add_typed(std::string_view text, std::vector<Concept>& concepts) {
    const Script script = analyzers::dominant_script(text);
    const std::vector<LanguageShare> readings = readings_of(text);
    // Without other languages a word is read as its own, and where that is not known as any.
    const bool is_narrow = !request_.cross && share_of(readings, lang_) > 0;
    const bool knows_language = share_of(readings, likely_) > 0;
    std::vector<LanguageTag> tags = targets_;
    for (const LanguageShare& reading : readings) {
        if (!contains(tags, reading.lang)) tags.push_back(reading.lang);
    }
    tags.emplace_back();  // text whose language was not recognised
    for (const LanguageTag tag : tags) {
        analyzers::Analyzer& analyzer = analyzers_.for_language(tag);
        if (!may_stand_in(script, analyzer.language()) && !tag.is_undetermined()) continue;
        if (is_narrow && tag != lang_ && !tag.is_undetermined()) continue;
        const double share = share_of(readings, tag);
        analyzer.analyze(text, tokens_);
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            // All languages part words alike; should one ever not, its surplus tokens still count.
            if (i >= concepts.size()) {
                Concept& added = concepts.emplace_back();
                added.typed = text.substr(tokens_[i].begin, tokens_[i].end - tokens_[i].begin);
                added.surface = tokens_[i].surface;
            }
            Concept& word = concepts[i];
            const bool is_stop = tokens_[i].is_stop;
            if (is_stop && (!knows_language ? share > 0 : tag == likely_)) word.is_stop = true;
            if (!contains(targets_, tag) && share == 0 && !tag.is_undetermined()) continue;
            Alternative alternative;
            alternative.lang = tag;
            alternative.stems = tokens_[i].stem;
            alternative.is_stop = is_stop;
            alternative.is_foreign = request_.cross && !tag.is_undetermined() &&
                                     share < kLeastShare && !is_of_query(tag);
            alternative.weight = alternative.is_foreign ? ranking::kAsItIsWeight : 1.0;
            word.alternatives.push_back(std::move(alternative));
        }
        if (!analyzers::keeps_marks(analyzer.language())) continue;
        for (Concept& word : concepts) {
            for (std::size_t i = 0; i < word.alternatives.size(); ++i) {
                if (word.alternatives[i].lang == tag) {
                    add_spellings(analyzer, word, i);
                    break;
                }
            }
        }
    }
}

bool QueryExpander::is_known(const Alternative& word) const {
    return snapshot_.database().get_termfreq(database::stem_term(word.lang, word.stems)) > 0 ||
           (lexicon_ != nullptr && lexicon_->contains(word.lang, word.stems));
}

void QueryExpander::add_spellings(analyzers::Analyzer& analyzer,
                                  Concept& word,
                                  std::size_t reading) {
    const Alternative own = word.alternatives[reading];
    if (own.is_stop) return;
    const auto stop_words = analyzer.language().stop_words;
    const std::string_view own_stem = own.stems;
    double weight = ranking::kSpellingWeight;
    const auto add_spelling = [&](std::string_view stem) {
        // Stop words are no words to look for, in whatever spelling.
        if (stem == own.stems || std::ranges::binary_search(stop_words, stem)) return;
        Alternative spelling;
        spelling.lang = own.lang;
        spelling.stems = stem;
        spelling.weight = own.weight * weight;
        spelling.origin = Origin::spelling;
        // With the ending that was typed it reads better than as a bare stem.
        spelling.text = stem;
        const std::string beginning = analyzers::surface_form(stem);
        if (word.surface.starts_with(beginning)) {
            spelling.text += word.surface.substr(beginning.size());
        }
        const bool is_there = std::ranges::any_of(word.alternatives, [&](const Alternative& other) {
            return other.lang == own.lang && other.stems == stem;
        });
        if (!is_there) add(std::move(spelling), word);
    };
    if (has_marks(word.typed, word.surface)) {
        // A text typed without marks has been stemmed without them, by other rules at times.
        add_spelling(folded(own.stems));
        analyzer.analyze(word.surface, unmarked_tokens_);
        if (unmarked_tokens_.size() == 1) add_spelling(unmarked_tokens_.front().stem);
        return;
    }
    // What no text has as typed is the likeliest of its spellings.
    if (request_.cross && !own.is_foreign && !is_known(own)) weight = 1.0;
    const auto spellings = snapshot_.spellings().find(own.lang, own.stems);
    for (const std::string_view stem : spellings) {
        add_spelling(stem);
        weight = ranking::kSpellingWeight;
    }
    if (!spellings.empty() || weight != 1.0 || lexicon_ == nullptr) return;
    for (const std::string_view typed : {std::string_view(word.surface), own_stem}) {
        for (const auto& known : lexicon_->typed_as(own.lang, typed, 2)) add_spelling(known.stem);
    }
}

void QueryExpander::add_other_scripts(Concept& word) {
    // A word that the texts of the query's language have is what it looks like.
    const bool is_known = std::ranges::any_of(word.alternatives, [&](const Alternative& own) {
        return own.origin == Origin::typed && is_of_query(own.lang) &&
               snapshot_.database().get_termfreq(database::stem_term(own.lang, own.stems)) > 0;
    });
    if (is_known) return;
    for (const database::BridgedWord& bridged :
         snapshot_.bridge().typed_as(word.typed, kMostBridged, likely_)) {
        add_index_word(bridged, Origin::transliteration, word);
    }
}

std::string QueryExpander::clear_reading(const Concept& word) {
    const Script script = analyzers::language_or_und(likely_).script;
    std::vector<database::BridgedWord> found =
        snapshot_.bridge().typed_as(word.typed, kMostBridged, likely_);
    std::erase_if(found, [&](const database::BridgedWord& each) { return each.lang != likely_; });
    const auto is_whole = [&](const database::BridgedWord& each) {
        return analyzers::spelling_fit(script, word.surface, each.word).has_value();
    };
    const bool has_whole = std::ranges::any_of(found, is_whole);
    std::vector<lexicon::Lexicon::TypedWord> known;
    if (!has_whole && lexicon_ != nullptr) known = lexicon_->typed_as(likely_, word.surface, 1);
    // A form of the index that is spelt out, one of the lexicon, other forms of either.
    if (!known.empty() && known.front().is_whole) return known.front().text;
    if (found.empty()) return known.empty() ? std::string() : known.front().text;
    if (found.front().weight < kClearReading) return {};
    analyzers::Analyzer& analyzer = analyzers_.for_language(likely_);
    std::string stem;
    for (const database::BridgedWord& each : found) {
        analyzer.analyze(each.word, tokens_);
        if (tokens_.size() != 1) return {};
        if (stem.empty()) stem = tokens_.front().stem;
        if (tokens_.front().stem != stem && each.weight > kNextReading * found.front().weight) {
            return {};
        }
    }
    const std::int64_t number = snapshot_.vocabulary().find(found.front().word);
    return number < 0 ? found.front().word
                      : snapshot_.vocabulary().written(static_cast<std::size_t>(number));
}

Xapian::doccount QueryExpander::documents_with(std::string_view word, LanguageTag lang) {
    analyzers_.for_language(lang).analyze(word, tokens_);
    if (tokens_.size() != 1) return 0;
    return snapshot_.database().get_termfreq(database::stem_term(lang, tokens_.front().stem));
}

void QueryExpander::read_in_own_letters(Concept& word) {
    if (!is_romanised_ || likely_.is_undetermined()) return;
    if (analyzers::dominant_script(word.typed) == analyzers::language_or_und(likely_).script)
        return;
    std::string read = clear_reading(word);
    if (read.empty() || !is_wanted(word, read, likely_)) return;
    // A Latin name that texts of the language have more often stays one, and so does one that any
    // text has when none has what it may be read as.
    const Xapian::doccount as_read = documents_with(read, likely_);
    Xapian::doccount unread = documents_with(word.typed, likely_);
    for (const analyzers::Language* language : analyzers::languages()) {
        if (as_read > 0 || unread > 0) break;
        unread = documents_with(word.typed, language->tag);
    }
    if (unread > 0 && unread >= as_read) return;
    std::vector<Concept> concepts = as_typed(read);
    if (concepts.size() != 1) return;
    concepts.front().typed = word.typed;
    concepts.front().read = std::move(read);
    word = std::move(concepts.front());
}

void QueryExpander::add_index_word(const database::BridgedWord& found,
                                   Origin origin,
                                   Concept& word) {
    const std::int64_t number = snapshot_.vocabulary().find(found.word);
    const std::string written =
        number < 0 ? found.word : snapshot_.vocabulary().written(static_cast<std::size_t>(number));
    for (const LanguageTag target : targets_) {
        if (!found.lang.is_undetermined() && found.lang != target) continue;
        if (origin == Origin::name && is_of_query(target)) continue;
        analyzers::Analyzer& analyzer = analyzers_.for_language(target);
        if (!may_stand_in(analyzers::dominant_script(written), analyzer.language())) continue;
        analyzer.analyze(written, tokens_);
        if (tokens_.size() != 1) continue;
        Alternative alternative;
        alternative.lang = target;
        alternative.stems = tokens_.front().stem;
        alternative.text = written;
        alternative.weight = found.weight;
        alternative.origin = origin;
        alternative.is_stop = tokens_.front().is_stop;
        add(std::move(alternative), word);
    }
}

bool QueryExpander::is_in_lexicon(const Concept& word, LanguageTag lang) const {
    return std::ranges::any_of(word.alternatives, [&](const Alternative& own) {
        return own.lang == lang && own.origin == Origin::typed &&
               lexicon_->contains(lang, own.stems) &&
               snapshot_.database().get_termfreq(database::stem_term(lang, own.stems)) > 0;
    });
}

void QueryExpander::add_translations(Concept& word, const std::vector<LanguageShare>& readings) {
    const std::size_t typed = word.alternatives.size();
    for (const LanguageTag target : targets_) {
        // What stands in Latin letters in a Greek query stands so in Greek texts.
        if (is_of_query(target)) {
            add_synonyms(word, target, share_of(readings, target));
            continue;
        }
        for (std::size_t i = 0; i < typed; ++i) {
            const Alternative source = word.alternatives[i];
            const double share = source.origin == Origin::transliteration
                                     ? source.weight * share_of(shares_, source.lang)
                                     : share_of(readings, source.lang);
            if (share == 0 || source.lang == target) continue;
            // A spelling leads on only where the word as typed leads nowhere (peci, for peči).
            if (source.origin == Origin::spelling && is_in_lexicon(word, source.lang)) continue;
            for (lexicon::Translation& translation : lexicon_->translate(
                     source.lang, source.stems, target, ranking::kMostTranslations)) {
                Alternative alternative =
                    from_lexicon(std::move(translation), target, Origin::lexicon);
                alternative.weight *= share;
                if (alternative.weight < ranking::kLeastTranslation) continue;
                add(std::move(alternative), word);
            }
        }
    }
}

void QueryExpander::add_synonyms(Concept& word, LanguageTag lang, double share) {
    const Alternative* own = typed_in(word, lang);
    if (own == nullptr || share == 0 || own->is_stop) return;
    // Where no text has the word as typed, its other spellings are what was meant.
    const bool has_spelling =
        std::ranges::any_of(word.alternatives, [&](const Alternative& alternative) {
            return alternative.lang == lang && alternative.origin == Origin::spelling;
        });
    if (has_spelling && !is_in_lexicon(word, lang)) return;
    const auto stop_words = analyzers_.for_language(lang).language().stop_words;
    const std::string stem = own->stems;
    for (lexicon::Translation& same :
         lexicon_->translate(lang, stem, lang, ranking::kMostTranslations)) {
        if (same.stems == stem || same.stems.find(' ') != std::string::npos) continue;
        if (same.weight < ranking::kLeastSynonym) continue;
        if (std::ranges::binary_search(stop_words, std::string_view(same.stems))) continue;
        Alternative alternative = from_lexicon(std::move(same), lang, Origin::synonym);
        alternative.weight =
            share * std::min(ranking::kMostSynonym, ranking::kSynonymWeight * alternative.weight);
        add(std::move(alternative), word);
    }
}

void QueryExpander::add_names(Concept& word) {
    for (const database::BridgedWord& name :
         snapshot_.bridge().same_name(word.surface, kMostBridged)) {
        add_index_word(name, Origin::name, word);
    }
}

void QueryExpander::add_cognates(Concept& word) {
    const Alternative* own = likely_.is_undetermined() ? nullptr : typed_in(word, likely_);
    if (own == nullptr || lexicon_->contains(likely_, own->stems)) return;
    std::vector<LanguageTag> without_word;
    for (const LanguageTag target : targets_) {
        // What its texts have as it was typed, or as a name that sounds like it, is a name.
        const bool is_there = std::ranges::any_of(word.alternatives, [&](const Alternative& other) {
            return other.lang == target &&
                   snapshot_.database().get_termfreq(database::stem_term(target, other.stems)) > 0;
        });
        if (!is_of_query(target) && !is_there) without_word.push_back(target);
    }
    if (without_word.empty()) return;
    auto found = lexicon_->cognates(likely_, own->stems, without_word);
    for (std::size_t i = 0; i < without_word.size(); ++i) {
        for (lexicon::Translation& translation : found[i]) {
            add(from_lexicon(std::move(translation), without_word[i], Origin::lexicon), word);
        }
    }
}

void QueryExpander::finish(Concept& word) const {
    std::ranges::stable_sort(word.alternatives, {}, &Alternative::lang);
    for (std::size_t first = 0; first < word.alternatives.size();) {
        std::size_t last = first;
        double sum = 0;
        double translated = 0;
        while (last < word.alternatives.size() &&
               word.alternatives[last].lang == word.alternatives[first].lang) {
            const Alternative& alternative = word.alternatives[last++];
            // A spelling is the word itself, once more; a synonym takes nothing from it.
            if (alternative.origin == Origin::spelling || alternative.origin == Origin::synonym) {
                continue;
            }
            sum += alternative.weight;
            if (alternative.origin != Origin::typed) translated += alternative.weight;
        }
        const double scale = translated == 0 && sum > 0 ? 1.0 / sum : 1.0 / std::max(sum, 1.0);
        for (; first < last; ++first) word.alternatives[first].weight *= scale;
    }
}

std::vector<Concept> QueryExpander::expand(std::string_view text) {
    std::vector<Concept> concepts = as_typed(text);
    if (!request_.cross) return concepts;
    for (Concept& word : concepts) {
        read_in_own_letters(word);
        if (word.is_stop) continue;
        if (word.read.empty()) add_other_scripts(word);
        const std::vector<LanguageShare> readings =
            readings_of(word.read.empty() ? word.typed : word.read);
        if (lexicon_ != nullptr) add_translations(word, readings);
        const bool is_translated =
            std::ranges::find(word.alternatives, Origin::lexicon, &Alternative::origin) !=
            word.alternatives.end();
        if (is_translated) continue;
        add_names(word);
        if (lexicon_ != nullptr) add_cognates(word);
    }
    for (Concept& word : concepts) finish(word);
    return concepts;
}

std::vector<Concept> QueryExpander::as_typed(std::string_view text) {
    std::vector<Concept> concepts;
    add_typed(text, concepts);
    return concepts;
}

bool QueryExpander::has_telling_word(std::string_view text) {
    std::vector<Concept> concepts = as_typed(text);
    for (Concept& word : concepts) {
        if (request_.cross) read_in_own_letters(word);
    }
    return !std::ranges::all_of(concepts, &Concept::is_stop);
}

Concept QueryExpander::expand_phrase(const std::vector<Concept>& words) {
    Concept phrase;
    if (lexicon_ == nullptr || !request_.cross) return phrase;
    for (const Concept& word : words) {
        if (!phrase.surface.empty()) {
            phrase.surface += ' ';
            phrase.typed += ' ';
        }
        phrase.surface += word.surface;
        phrase.typed += word.typed;
    }
    for (const LanguageShare& reading :
         is_romanised_ ? shares_ : readings_of(words.front().typed)) {
        std::string stems;
        for (const Concept& word : words) {
            const auto own =
                std::ranges::find_if(word.alternatives, [&](const Alternative& alternative) {
                    return alternative.lang == reading.lang &&
                           (alternative.origin == Origin::typed ||
                            alternative.origin == Origin::transliteration);
                });
            if (own == word.alternatives.end()) {
                stems.clear();
                break;
            }
            if (!stems.empty()) stems += ' ';
            stems += own->stems;
        }
        if (stems.empty() || !lexicon_->contains(reading.lang, stems)) continue;
        for (const LanguageTag target : targets_) {
            if (is_of_query(target)) continue;
            for (lexicon::Translation& translation : lexicon_->translate(
                     reading.lang, stems, target, ranking::kMostPhraseTranslations)) {
                Alternative alternative =
                    from_lexicon(std::move(translation), target, Origin::lexicon);
                alternative.weight *= reading.share;
                add(std::move(alternative), phrase);
            }
        }
    }
    finish(phrase);
    return phrase;
}

std::string QueryExpander::fold(std::string_view text) {
    analyzers_.for_language(LanguageTag()).analyze(text, tokens_);
    return tokens_.size() == 1 ? std::string(tokens_.front().surface) : std::string();
}

}  // namespace evresi::search
