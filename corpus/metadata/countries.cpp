#include "corpus/metadata/countries.hpp"

#include "corpus/gazetteer/gazetteer.hpp"
#include "corpus/metadata/place_mentions.hpp"

#include <algorithm>

namespace evresi::corpus {
namespace {

using Countries = std::vector<Sourced<std::string>>;

/// What the mentions of one country say together.
struct Tally {
    std::string_view code;
    Evidence evidence;
    int shown = 0;
    int likely = 0;  ///< mentions with no cue, and of them
    int asides = 0;  ///< those aside
    int none = 0;
    bool is_denied = false;
    const ScannedText* aside_text = nullptr;  ///< where the last one aside stands
    std::uint32_t aside_sentence = 0;

    [[nodiscard]] bool is_firm() const noexcept {
        return !is_denied && (shown > 0 || likely - asides > none);
    }
    /// Where a page names its partners, a country that it names once and aside is seldom one.
    [[nodiscard]] bool takes_part(bool names_partners) const noexcept {
        if (is_denied) return false;
        if (shown > 0) return true;
        return likely > none && (!names_partners || likely > asides || likely > 1);
    }
};

class Tallies {
public:
    void add(const ScannedText& text,
             const std::vector<bool>& is_furniture,
             const Countries& programmes) {
        add(text, Mentions(text, is_furniture, programmes));
    }

    /// The places of those who publish `text`: all that stand beside "municipality" or "region".
    void add_publishers(const ScannedText& text) {
        const std::vector<bool> no_furniture;
        const Countries no_programmes;
        Mentions mentions(text, no_furniture, no_programmes);
        mentions.keep_named_places();
        add(text, mentions);
    }

    [[nodiscard]] Countries taking_part() {
        constexpr std::ptrdiff_t kPartners = 2;
        const bool names_partners = std::count_if(all_.begin(), all_.end(), [](const Tally& one) {
                                        return one.is_firm();
                                    }) >= kPartners;
        Countries found;
        for (Tally& tally : all_) {
            if (!tally.takes_part(names_partners)) continue;
            found.push_back({std::string(tally.code), std::move(tally.evidence)});
        }
        return found;
    }

private:
    void add(const ScannedText& text, const Mentions& mentions) {
        for (const Mention& mention : mentions.all()) {
            Tally& tally = of(mention.code);
            const bool is_better = mention.part == Part::shown && tally.shown == 0;
            if (tally.shown + tally.likely == 0 || is_better) {
                tally.evidence = text.evidence(mention.words.first, mention.words.last);
            }
            tally.is_denied |= mention.part == Part::denied;
            const bool is_aside = mention.part == Part::likely && mention.is_aside;
            // A sentence says what it says once, however often it names the country.
            const std::uint32_t sentence = text.sentence_of(mention.words.first).first;
            if (is_aside && tally.aside_text == &text && tally.aside_sentence == sentence) continue;
            if (is_aside) {
                tally.aside_text = &text;
                tally.aside_sentence = sentence;
            }
            tally.shown += mention.part == Part::shown ? 1 : 0;
            tally.likely += mention.part == Part::likely ? 1 : 0;
            tally.asides += is_aside ? 1 : 0;
            tally.none += mention.part == Part::none ? 1 : 0;
        }
    }

    Tally& of(std::string_view code) {
        const auto found = std::find_if(all_.begin(), all_.end(),
                                        [code](const Tally& one) { return one.code == code; });
        if (found != all_.end()) return *found;
        all_.emplace_back().code = code;
        return all_.back();
    }

    std::vector<Tally> all_;
};

/// The countries that the id of a programme between neighbours lists: ir-gr-bg.
std::vector<std::string> countries_of(std::string_view programme) {
    std::vector<std::string> listed;
    if (!programme.starts_with("ir-")) return listed;
    programme.remove_prefix(3);
    while (!programme.empty()) {
        const std::size_t length = std::min(programme.find('-'), programme.size());
        const std::optional<std::string> code =
            length == 2 ? country_code(programme.substr(0, length)) : std::nullopt;
        if (!code) return {};
        listed.push_back(*code);
        programme.remove_prefix(std::min(length + 1, programme.size()));
    }
    return listed;
}

bool holds(const Countries& countries, std::string_view code) {
    return std::any_of(countries.begin(), countries.end(),
                       [code](const auto& one) { return one.value == code; });
}

Countries unique(Countries found) {
    Countries kept;
    for (Sourced<std::string>& country : found) {
        if (!holds(kept, country.value)) kept.push_back(std::move(country));
    }
    return kept;
}

}  // namespace

Countries find_countries(const ScannedText& title,
                         const ScannedText& text,
                         const std::vector<bool>& is_furniture,
                         const Countries& programmes) {
    Countries neighbours;
    for (const Sourced<std::string>& programme : programmes) {
        if (programme.evidence.provenance != Provenance::text) continue;
        for (std::string& code : countries_of(programme.value)) {
            neighbours.push_back({std::move(code), programme.evidence});
        }
    }
    // A programme between two neighbours has its partners in both, whoever else is named; one
    // between more has them in some.
    neighbours = unique(std::move(neighbours));
    if (neighbours.size() == 2) return neighbours;
    Tallies tallies;
    const std::vector<bool> no_furniture;
    tallies.add(title, no_furniture, programmes);
    tallies.add(text, is_furniture, programmes);
    Countries found = tallies.taking_part();
    if (!neighbours.empty()) {
        std::erase_if(found, [&](const auto& one) { return !holds(neighbours, one.value); });
        return found.size() > 1 ? found : neighbours;
    }
    if (!found.empty()) return found;
    // A page that names nobody tells of the town or region that publishes it.
    Tallies publishers;
    publishers.add_publishers(text);
    found = publishers.taking_part();
    if (found.size() > 1) found.clear();
    return found;
}

}  // namespace evresi::corpus
