// evresi-learn-detector: learns the tables of the language detector from labelled texts.
//
//     evresi-learn-detector --script latin|cyrillic --classes classes.tsv --out TABLE.tsv TEXTS...
//
// TEXTS are rows of language, source and text, parted by tabs. Samples of random length are drawn
// evenly from the classes, their languages and their sources, some without their marks, and a
// softmax over the grams of their letters is fitted by stochastic gradients (AdaGrad). The same
// texts and settings give the same table.
#include "analyzers/detection/alphabet.hpp"
#include "analyzers/detection/grams.hpp"
#include "analyzers/detection/model.hpp"
#include "analyzers/unicode/folder.hpp"
#include "base/utf8.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace evresi;
using namespace evresi::analyzers;
using namespace evresi::analyzers::detection;

struct Settings {
    std::string script = "latin";
    std::string classes;
    std::string out;
    std::vector<std::string> texts;
    std::size_t grams = 29000;
    std::size_t counted = 400000;
    std::size_t first = 500000;
    std::size_t second = 3000000;
    std::uint32_t least_count = 10;
    double bare_share = 0.3;
    double rate = 0.3;
};

/// xorshift64*: the standard's distributions differ between libraries.
class Random {
public:
    std::uint64_t next() {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return state_ * 0x2545F4914F6CDD1DU;
    }
    std::size_t below(std::size_t end) {
        return static_cast<std::size_t>((static_cast<double>(next() >> 11) * 0x1p-53) *
                                        static_cast<double>(end));
    }
    double share() { return static_cast<double>(next() >> 11) * 0x1p-53; }

private:
    std::uint64_t state_ = 0x9E3779B97F4A7C15U;
};

struct LanguageClass {
    std::string name;
    double share = 0.0;
    std::vector<std::string> languages;
};

std::vector<LanguageClass> read_classes(const Settings& settings) {
    std::ifstream in(settings.classes);
    if (!in) throw std::runtime_error(settings.classes + ": cannot be read");
    std::vector<LanguageClass> classes;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream columns(line);
        std::string script;
        LanguageClass read;
        columns >> script >> read.name >> read.share;
        for (std::string code; columns >> code;) read.languages.push_back(code);
        if (script == settings.script) classes.push_back(read);
    }
    if (classes.empty() || classes.size() > kClasses) {
        throw std::runtime_error(settings.classes + ": none or too many classes of this script");
    }
    return classes;
}

using Texts = std::map<std::string, std::map<std::string, std::vector<std::string>>>;

Texts read_texts(const Settings& settings) {
    Texts texts;
    for (const std::string& path : settings.texts) {
        std::ifstream in(path);
        if (!in) throw std::runtime_error(path + ": cannot be read");
        for (std::string line; std::getline(in, line);) {
            const std::size_t tab = line.find('\t');
            const std::size_t second = line.find('\t', tab + 1);
            if (tab == std::string::npos || second == std::string::npos) continue;
            texts[line.substr(0, tab)][line.substr(tab + 1, second - tab - 1)].push_back(
                line.substr(second + 1));
        }
    }
    return texts;
}

struct Sample {
    std::size_t label = 0;
    std::vector<std::uint64_t> keys;
    double letters = 0.0;
};

/// Draws samples: a class by its share, then evenly a language, a source, a text, a run of words.
class Sampler {
public:
    Sampler(const Settings& settings, const std::vector<LanguageClass>& classes, const Texts& texts)
        : settings_(settings),
          alphabet_(settings.script == "latin" ? latin_alphabet() : cyrillic_alphabet()) {
        double sum = 0.0;
        for (const LanguageClass& each : classes) {
            sum += each.share;
            ends_.push_back(sum);
            auto& languages = languages_.emplace_back();
            for (const std::string& code : each.languages) {
                const auto found = texts.find(code);
                if (found == texts.end()) continue;
                auto& sources = languages.emplace_back();
                for (const auto& [name, rows] : found->second) sources.push_back(&rows);
            }
            if (languages.empty()) throw std::runtime_error("no text of class " + each.name);
        }
    }

    void draw(Sample& sample) {
        do {
            draw_any(sample);
        } while (sample.letters < 6.0);
    }

private:
    void draw_any(Sample& sample) {
        const double place = random_.share() * ends_.back();
        sample.label = static_cast<std::size_t>(
            std::upper_bound(ends_.begin(), ends_.end(), place) - ends_.begin());
        const auto& sources = pick(languages_[sample.label]);
        const std::string& text = pick(*pick(sources));
        const std::vector<std::string_view> words = words_of(text);
        // Two to twenty words, short ones more often: longer texts are easy.
        const auto wanted = static_cast<std::size_t>(std::exp(0.7 + 2.3 * random_.share()));
        const std::size_t count = std::min(std::max<std::size_t>(wanted, 2), words.size());
        const std::size_t first = random_.below(words.size() - count + 1);
        const bool is_bare = random_.share() < settings_.bare_share;
        std::string run;
        for (std::size_t i = 0; i < count; ++i) {
            run += words[first + i];
            run += ' ';
        }
        if (is_bare && settings_.script == "latin") {
            std::string bare;
            fold_surface(run, bare);
            run.swap(bare);
        }
        cut(run, sample);
    }

    static std::vector<std::string_view> words_of(std::string_view text) {
        std::vector<std::string_view> words;
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find(' ', begin), text.size());
            if (end > begin) words.push_back(text.substr(begin, end - begin));
            begin = end + 1;
        }
        return words;
    }

    void cut(const std::string& run, Sample& sample) const {
        sample.keys.clear();
        sample.letters = 0.0;
        Window window;
        window.push(kEdge);
        for (std::size_t at = 0; at < run.size();) {
            char32_t letter = alphabet_.letter(next_utf8(run, at));
            if (letter == 0) letter = kEdge;
            if (letter == kEdge && window.is_at_edge()) continue;
            window.push(letter);
            sample.letters += 1.0;
            for (std::size_t n = 1; n <= kLongestGram; ++n) {
                const std::uint64_t key = window.key(n);
                if (key == kEdge || (n > 1 && key == window.key(n - 1))) continue;
                sample.keys.push_back(key);
            }
        }
    }

    template <class T>
    const T& pick(const std::vector<T>& items) {
        return items[random_.below(items.size())];
    }

    const Settings& settings_;
    const Alphabet& alphabet_;
    Random random_;
    std::vector<double> ends_;
    std::vector<std::vector<std::vector<const std::vector<std::string>*>>> languages_;
};

/// key -> number, for a fixed set of keys.
class Numbers {
public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    explicit Numbers(unsigned bits) : bits_(bits), places_(std::size_t{1} << bits) {}

    struct Place {
        std::uint64_t key = 0;
        std::uint32_t value = 0;
    };
    Place& at(std::uint64_t key) {
        const std::size_t last = places_.size() - 1;
        std::size_t place = mixed(key) >> (32 - bits_);
        while (places_[place].key != 0 && places_[place].key != key) place = (place + 1) & last;
        if (places_[place].key == 0 && ++used_ > last / 10 * 9) {
            throw std::runtime_error("too many grams; count fewer samples");
        }
        places_[place].key = key;
        return places_[place];
    }
    [[nodiscard]] std::uint32_t find(std::uint64_t key) const {
        const std::size_t last = places_.size() - 1;
        std::size_t place = mixed(key) >> (32 - bits_);
        while (places_[place].key != 0 && places_[place].key != key) place = (place + 1) & last;
        return places_[place].key == key ? places_[place].value : kNone;
    }
    [[nodiscard]] const std::vector<Place>& places() const { return places_; }

private:
    unsigned bits_;
    std::size_t used_ = 0;
    std::vector<Place> places_;
};

Numbers numbered(const std::vector<std::uint64_t>& keys) {
    unsigned bits = 12;
    while ((std::size_t{1} << bits) < keys.size() * 2) ++bits;
    Numbers numbers(bits);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        numbers.at(keys[i]).value = static_cast<std::uint32_t>(i);
    }
    return numbers;
}

using Row = std::array<float, kClasses>;

struct Softmax {
    std::vector<Row> weights;
    std::vector<float> uses;
    Row biases{};
};

class Fitter {
public:
    Fitter(const std::vector<std::uint64_t>& keys, std::size_t classes, double rate)
        : numbers_(numbered(keys)), classes_(classes), rate_(static_cast<float>(rate)) {
        model_.weights.resize(keys.size());
        model_.uses.resize(keys.size());
        squares_.resize(keys.size());
    }

    void fit(Sampler& sampler, std::size_t samples) {
        Sample sample;
        double loss = 0.0;
        std::size_t right = 0;
        for (std::size_t i = 0; i < samples; ++i) {
            sampler.draw(sample);
            const float left = 1.0F - static_cast<float>(i) / static_cast<float>(samples);
            const auto [cost, is_right] = learn(sample, rate_ * (0.02F + 0.98F * left));
            loss += cost;
            right += is_right ? 1u : 0u;
            if ((i + 1) % 200000 == 0) {
                std::fprintf(stderr, "%zu: loss %.4f, right %.2f %%\n", i + 1, loss / 200000,
                             static_cast<double>(right) / 2000);
                loss = 0.0;
                right = 0;
            }
        }
    }
    [[nodiscard]] const Softmax& model() const { return model_; }

private:
    std::pair<double, bool> learn(const Sample& sample, float rate) {
        found_.clear();
        for (const std::uint64_t key : sample.keys) {
            const std::uint32_t number = numbers_.find(key);
            if (number != Numbers::kNone) found_.push_back(number);
        }
        const auto worth = static_cast<float>(1.0 / std::sqrt(sample.letters));
        Row z = model_.biases;
        for (const std::uint32_t number : found_) {
            for (std::size_t k = 0; k < kClasses; ++k) z[k] += worth * model_.weights[number][k];
        }
        const float most = *std::max_element(z.begin(), z.begin() + static_cast<long>(classes_));
        const bool is_right = z[sample.label] == most;
        float sum = 0.0F;
        for (std::size_t k = 0; k < classes_; ++k) sum += z[k] = std::exp(z[k] - most);
        Row gradient{};
        for (std::size_t k = 0; k < classes_; ++k) {
            z[k] /= sum;
            gradient[k] = z[k] - (k == sample.label ? 1.0F : 0.0F);
        }
        for (const std::uint32_t number : found_) {
            step(model_.weights[number], squares_[number], gradient, worth, rate);
            model_.uses[number] += worth;
        }
        step(model_.biases, bias_squares_, gradient, 1.0F, rate);
        return {-std::log(std::max(z[sample.label], 1e-9F)), is_right};
    }

    static void step(Row& weights, Row& squares, const Row& gradient, float worth, float rate) {
        for (std::size_t k = 0; k < kClasses; ++k) {
            const float slope = gradient[k] * worth;
            squares[k] += slope * slope;
            weights[k] -= rate * slope / (std::sqrt(squares[k]) + 1e-3F);
        }
    }

    Numbers numbers_;
    std::size_t classes_;
    float rate_;
    Softmax model_;
    std::vector<Row> squares_;
    Row bias_squares_{};
    std::vector<std::uint32_t> found_;
};

std::vector<std::uint64_t> frequent(Sampler& sampler, const Settings& settings) {
    Numbers counts(24);
    Sample sample;
    for (std::size_t i = 0; i < settings.counted; ++i) {
        sampler.draw(sample);
        for (const std::uint64_t key : sample.keys) ++counts.at(key).value;
    }
    std::vector<std::uint64_t> keys;
    for (const auto& place : counts.places()) {
        if (place.value >= settings.least_count) keys.push_back(place.key);
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

/// The grams that move the classes most, by how much they weigh and how often they occur.
std::vector<std::uint64_t> most_telling(const std::vector<std::uint64_t>& keys,
                                        const Softmax& model,
                                        std::size_t classes,
                                        std::size_t wanted) {
    std::vector<std::pair<float, std::uint64_t>> ranked;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        float mean = 0.0F;
        for (std::size_t k = 0; k < classes; ++k) mean += model.weights[i][k];
        mean /= static_cast<float>(classes);
        float spread = 0.0F;
        for (std::size_t k = 0; k < classes; ++k) {
            const float off = model.weights[i][k] - mean;
            spread += off * off;
        }
        ranked.emplace_back(-std::sqrt(spread * model.uses[i]), keys[i]);
    }
    std::sort(ranked.begin(), ranked.end());
    ranked.resize(std::min(wanted, ranked.size()));
    std::vector<std::uint64_t> kept;
    for (const auto& each : ranked) kept.push_back(each.second);
    std::sort(kept.begin(), kept.end());
    return kept;
}

std::string text_of(std::uint64_t key) {
    std::u32string letters;
    for (; key != 0; key >>= kLetterBits) {
        letters.insert(letters.begin(), static_cast<char32_t>(key & ((1U << kLetterBits) - 1)));
    }
    std::string text;
    for (const char32_t letter : letters) append_utf8(letter, text);
    return text;
}

void write(const Settings& settings,
           const std::vector<LanguageClass>& classes,
           const std::vector<std::uint64_t>& keys,
           const Softmax& model) {
    // The largest weights are of rare grams and say no more when cut; finer steps serve all others.
    std::vector<float> sizes;
    for (const Row& row : model.weights) {
        for (std::size_t k = 0; k < classes.size(); ++k) sizes.push_back(std::abs(row[k]));
    }
    const auto cut = sizes.begin() + static_cast<long>(sizes.size() - 1 - sizes.size() / 2000);
    std::nth_element(sizes.begin(), cut, sizes.end());
    const float scale = *cut / 127.0F;
    std::ofstream out(settings.out, std::ios::binary);
    out << "# Learnt by evresi-learn-detector: do not edit. Weights of letter runs by class; '_' "
           "is "
           "the edge of a word.\n";
    out << "classes";
    for (const LanguageClass& each : classes) out << '\t' << each.name;
    out << "\nscale\t" << scale << "\nbias";
    for (std::size_t k = 0; k < classes.size(); ++k) out << '\t' << model.biases[k];
    out << '\n';
    for (std::size_t i = 0; i < keys.size(); ++i) {
        out << text_of(keys[i]);
        for (std::size_t k = 0; k < classes.size(); ++k) {
            const float steps = std::round(model.weights[i][k] / scale);
            out << '\t' << static_cast<int>(std::clamp(steps, -127.0F, 127.0F));
        }
        out << '\n';
    }
    if (!out.flush()) throw std::runtime_error(settings.out + ": cannot be written");
}

void run(const Settings& settings) {
    const std::vector<LanguageClass> classes = read_classes(settings);
    const Texts texts = read_texts(settings);
    Sampler sampler(settings, classes, texts);
    const std::vector<std::uint64_t> all = frequent(sampler, settings);
    std::cerr << all.size() << " grams are frequent\n";
    std::vector<std::uint64_t> kept;
    {
        Fitter first(all, classes.size(), settings.rate);
        first.fit(sampler, settings.first);
        kept = most_telling(all, first.model(), classes.size(), settings.grams);
    }
    Fitter second(kept, classes.size(), settings.rate);
    second.fit(sampler, settings.second);
    write(settings, classes, kept, second.model());
}

}  // namespace

int main(int argc, char** argv) {
    Settings settings;
    CLI::App app("Learns a table of the language detector from labelled texts.",
                 "evresi-learn-detector");
    app.add_option("texts", settings.texts, "TSV files: language, source, text")->required();
    app.add_option("--script", settings.script)->check(CLI::IsMember({"latin", "cyrillic"}));
    app.add_option("--classes", settings.classes, "Classes and their languages")->required();
    app.add_option("--out", settings.out, "The table to write")->required();
    app.add_option("--grams", settings.grams, "Size of the table")->capture_default_str();
    app.add_option("--counted", settings.counted)->capture_default_str();
    app.add_option("--first", settings.first)->capture_default_str();
    app.add_option("--second", settings.second)->capture_default_str();
    app.add_option("--bare", settings.bare_share)->capture_default_str();
    app.add_option("--rate", settings.rate)->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        run(settings);
    } catch (const std::exception& error) {
        std::cerr << "evresi-learn-detector: " << error.what() << '\n';
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
