#include "corpus/metadata/countries.hpp"

#include "corpus/gazetteer/gazetteer.hpp"
#include "corpus/metadata/place_mentions.hpp"

#include <algorithm>

namespace evresi::corpus {
namespace {

using Countries = std::vector<Sourced<std::string>>;

// The weights of what the mentions of a country say, in hundredths; a country whose sum is above
// zero takes part. They are those of a logistic regression over the countries that 170 pages in
// three sets name, whose participants are known. Fitted on two sets they did nearly as well on the
// third, so that they hold for more than these pages. The last two are set by hand: too few pages
// tell them.
constexpr int kAny = 97;
constexpr int kShown = 197;               // said to take part
constexpr int kInList = 185;              // likewise, in a list of three countries
constexpr int kTown = 120;                // for each of two sentences that name a town or region
constexpr int kHomeTown = -129;           // likewise, where the page is from
constexpr int kName = -56;                // for each of two sentences with its mere name
constexpr int kTwice = 53;                // two sentences name it
constexpr int kTownAndName = 98;          // both a town and the country itself
constexpr int kWithProject = 103;         // a sentence that names the project, too
constexpr int kHomeBesideList = 160;      // the list of partners leaves out the page's own country
constexpr int kNone = -75;                // for each of two sentences in which it takes no part
constexpr int kOther = -90;               // for each of two sentences on money of another project
constexpr int kUnreal = -122;             // a sentence tells of what was or may be
constexpr int kLate = -230;               // first named in the last two fifths, and in no list
constexpr int kNameBesidePartners = -60;  // merely named, once, where others are shown
constexpr int kFar = -100;                // outside Europe

constexpr int kListLength = 3;
constexpr int kPartners = 2;
constexpr std::uint32_t kShortPage = 60;  // words in which nothing is late

/// What the mentions of one country say together. Counts are of sentences: a sentence says what it
/// says once, however often it names the country.
struct Tally {
    std::string_view code;
    Evidence evidence;
    int shown = 0;
    int towns = 0;
    int names = 0;
    int none = 0;
    int other = 0;
    int told = 0;  ///< those that may show it taking part
    int list = 0;  ///< the longest list that shows it
    bool is_early = false;
    bool is_home = false;
    bool is_denied = false;
    bool is_unreal = false;
    bool is_with_project = false;
    bool has_town = false;
    bool has_name = false;
    const ScannedText* text = nullptr;  ///< where it was named last
    std::uint32_t sentence = 0;
    unsigned counted = 0;  ///< the counts that have that sentence, as bits

    void count(int& counter, unsigned bit) noexcept {
        if ((counted & bit) != 0) return;
        counted |= bit;
        ++counter;
    }

    void add(const ScannedText& at, const Mention& mention) {
        const std::uint32_t begin = at.sentence_of(mention.words.first).first;
        if (text != &at || sentence != begin) counted = 0;
        text = &at;
        sentence = begin;
        is_home |= mention.is_home;
        is_denied |= mention.part == Part::denied;
        is_unreal |= mention.is_unreal;
        const bool is_none = mention.part == Part::none || mention.part == Part::denied;
        if (is_none) {
            count(none, 1);
            return;
        }
        has_town |= mention.is_town;
        has_name |= !mention.is_town;
        if (mention.is_other) {
            count(other, 2);
            return;
        }
        count(told, 4);
        is_with_project |= mention.names_project;
        is_early |= at.is_title() || begin < kShortPage || begin * 5 <= at.words().size() * 3;
        if (mention.part == Part::likely) {
            if (mention.is_town) count(towns, 16);
            if (mention.is_name) count(names, 64);
            return;
        }
        count(shown, 32);
        list = std::max(list, static_cast<int>(mention.list));
    }

    [[nodiscard]] int score(bool lists_partners, bool shows_partners) const noexcept {
        const auto twice = [](int times, int weight) { return std::min(times, 2) * weight; };
        const bool is_in_list = list >= kListLength;
        int points = kAny;
        points += shown > 0 ? kShown : 0;
        points += is_in_list ? kInList : 0;
        points += twice(towns, kTown + (is_home ? kHomeTown : 0));
        points += twice(names, kName);
        points += told > 1 ? kTwice : 0;
        points += has_town && has_name ? kTownAndName : 0;
        points += is_with_project ? kWithProject : 0;
        points += lists_partners && is_home && !is_in_list ? kHomeBesideList : 0;
        points += twice(none, kNone) + twice(other, kOther);
        points += is_unreal ? kUnreal : 0;
        points += !is_early && !is_in_list ? kLate : 0;
        points += is_far(code) ? kFar : 0;
        const bool is_mere_name = names == 1 && told == 1 && shown + towns == 0;
        if (shows_partners && is_mere_name && !is_home && !is_with_project) {
            points += kNameBesidePartners;
        }
        return points;
    }

    [[nodiscard]] bool takes_part(bool lists_partners, bool shows_partners) const noexcept {
        const bool is_named = has_town || has_name;
        if (!is_named || (is_denied && list < kListLength)) return false;
        return score(lists_partners, shows_partners) > 0;
    }
};

class Tallies {
public:
    void add(const ScannedText& text, const Mentions& mentions) {
        for (const Mention& mention : mentions.all()) {
            Tally& tally = of(mention.code);
            const bool is_better = mention.part == Part::shown && tally.shown == 0;
            if (!(tally.has_town || tally.has_name) || is_better) {
                tally.evidence = text.evidence(mention.words.first, mention.words.last);
            }
            tally.add(text, mention);
        }
    }

    [[nodiscard]] Countries taking_part() {
        const bool lists_partners = std::count_if(all_.begin(), all_.end(), [](const Tally& one) {
                                        return one.list >= kListLength;
                                    }) >= kListLength;
        const bool shows_partners = std::count_if(all_.begin(), all_.end(), [](const Tally& one) {
                                        return one.shown > 0;
                                    }) >= kPartners;
        Countries found;
        for (Tally& tally : all_) {
            if (!tally.takes_part(lists_partners, shows_partners)) continue;
            found.push_back({std::string(tally.code), std::move(tally.evidence)});
        }
        return found;
    }

    /// All that are named and take part more often than not.
    [[nodiscard]] Countries publishing() {
        Countries found;
        for (Tally& tally : all_) {
            if (tally.is_denied || tally.told <= tally.none) continue;
            found.push_back({std::string(tally.code), std::move(tally.evidence)});
        }
        return found;
    }

private:
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
                         const Countries& programmes,
                         std::string_view project) {
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
    const std::vector<bool> no_furniture;
    Tallies tallies;
    tallies.add(title, Mentions(title, no_furniture, programmes, project));
    tallies.add(text, Mentions(text, is_furniture, programmes, project));
    Countries found = tallies.taking_part();
    if (!neighbours.empty()) {
        std::erase_if(found, [&](const auto& one) { return !holds(neighbours, one.value); });
        return found.size() > 1 ? found : neighbours;
    }
    if (!found.empty()) return found;
    // A page that names nobody tells of the town or region that publishes it.
    Mentions named(text, no_furniture, programmes, project);
    named.keep_named_places();
    Tallies publishers;
    publishers.add(text, named);
    found = publishers.publishing();
    if (found.size() > 1) found.clear();
    return found;
}

}  // namespace evresi::corpus
