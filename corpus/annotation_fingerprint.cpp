#include "analyzers/detection/model.hpp"
#include "analyzers/registry.hpp"
#include "corpus/annotator.hpp"
#include "corpus/furniture_tables.hpp"
#include "corpus/gazetteer/tables.hpp"
#include "corpus/metadata/cue_phrases.hpp"
#include "corpus/metadata/place_cues.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace evresi::corpus {
namespace {

/// To be raised when the rules of the annotator, the tables being the same, find anything else than
/// before: its code in corpus, metadata and gazetteer, and the language detector's.
constexpr int kRulesVersion = 1;

/// FNV-1a over all tables, each closed off by its size.
class TableHash {
public:
    void add(std::string_view bytes) noexcept {
        for (const char c : bytes) mix(static_cast<unsigned char>(c));
        for (std::size_t size = bytes.size(); size != 0; size >>= 8) mix(size & 0xff);
    }
    void add(const analyzers::detection::Model& model) {
        for (const std::string_view name : model.classes) add(name);
        for (const auto& weights : model.weights) {
            add({reinterpret_cast<const char*>(weights.data()), weights.size()});
        }
        for (const std::uint32_t slot : model.slots) add(std::to_string(slot));
        for (const float bias : model.biases) add(std::to_string(bias));
        add(std::to_string(model.scale));
    }
    [[nodiscard]] std::string hex() const {
        static constexpr std::string_view kDigits = "0123456789abcdef";
        std::string text;
        for (int shift = 60; shift >= 0; shift -= 4) text += kDigits[hash_ >> shift & 15];
        return text;
    }

private:
    void mix(std::uint64_t byte) noexcept { hash_ = (hash_ ^ byte) * 0x100000001B3u; }
    std::uint64_t hash_ = 0xCBF29CE484222325u;
};

std::string hash_of_tables() {
    TableHash hash;
    for (const std::string_view table :
         {kProgrammesTsv, kProgrammeFormsTsv, kCountriesTsv, kRegionsTsv, kPlacesTsv}) {
        hash.add(table);
    }
    for (const std::string_view table : kFurnitureTables) hash.add(table);
    for (const std::span<const CuePhrases> groups : {cue_phrases(), place_cues()}) {
        for (const CuePhrases& group : groups) {
            hash.add(std::to_string(static_cast<int>(group.cue)));
            hash.add(std::to_string(group.index));
            for (const std::string_view phrase : group.phrases) hash.add(phrase);
        }
    }
    hash.add(analyzers::detection::latin_model());
    hash.add(analyzers::detection::cyrillic_model());
    return hash.hex();
}

}  // namespace

std::string annotation_fingerprint(LanguageTag default_lang) {
    static const std::string tables = hash_of_tables();
    // Names are found by the stems of their language, and years up to the next one.
    return "rules " + std::to_string(kRulesVersion) + ", tables " + tables + ", default language " +
           default_lang.str() + ", years to " + std::to_string(last_year_of_texts()) + ", " +
           analyzers::analysis_fingerprint();
}

}  // namespace evresi::corpus
