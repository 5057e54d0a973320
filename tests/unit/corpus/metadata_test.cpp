#include "corpus/metadata/countries.hpp"
#include "corpus/metadata/dates.hpp"
#include "corpus/metadata/programmes.hpp"
#include "corpus/metadata/project.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace evresi::corpus;

namespace {

constexpr YearRange kYears{1989, 2030};

std::string dates_in(std::string_view text) {
    ScannedText scanned;
    scanned.scan(text, false);
    std::string shown;
    for (const DateMention& date : find_dates(scanned, kYears)) {
        if (!shown.empty()) shown += ' ';
        shown += std::to_string(date.year) + "-" + std::to_string(date.month) + "-" +
                 std::to_string(date.day);
    }
    return shown;
}

std::string values(std::vector<Sourced<std::string>> found) {
    std::vector<std::string> list;
    for (Sourced<std::string>& one : found) list.push_back(std::move(one.value));
    std::sort(list.begin(), list.end());
    std::string shown;
    for (const std::string& value : list) shown += (shown.empty() ? "" : " ") + value;
    return shown;
}

std::string countries_in(std::string_view text) {
    ScannedText title;
    ScannedText scanned;
    title.scan("", true);
    scanned.scan(text, false);
    return values(find_countries(title, scanned, {}, {}));
}

std::string programmes_in(std::string_view text, std::string_view project = {}) {
    ScannedText title;
    ScannedText scanned;
    title.scan("", true);
    scanned.scan(text, false);
    return values(find_programmes(title, scanned, project));
}

std::string project_in(std::string_view text) {
    ScannedText title;
    ScannedText scanned;
    title.scan("", true);
    scanned.scan(text, false);
    const auto project = find_project(title, scanned);
    return project ? project->value : std::string();
}

std::optional<int> year_in(std::string_view text) {
    ScannedText scanned;
    scanned.scan(text, false);
    const auto dates = find_dates(scanned, kYears);
    const auto period = find_period(scanned, dates, {});
    const auto year = find_year(scanned, dates, period);
    return year ? std::optional<int>(year->value) : std::nullopt;
}

std::string period_in(std::string_view text, std::string_view project = {}) {
    ScannedText scanned;
    scanned.scan(text, false);
    const auto period = find_period(scanned, find_dates(scanned, kYears), project);
    if (!period) return {};
    return std::to_string(period->value.first) + "-" + std::to_string(period->value.last);
}

}  // namespace

TEST_CASE("Dates are read as each language writes them") {
    CHECK(dates_in("Δευτέρα 05 Ιουνίου 2019") == "2019-6-5");
    CHECK(dates_in("на 9 Септември 2023 и 18.12.2020 г.") == "2023-9-9 2020-12-18");
    CHECK(dates_in("19. oktobra 2023, 16. 9. 2022") == "2023-10-19 2022-9-16");
    CHECK(dates_in("2023. gada 23. februārī; 2021. gada maijā") == "2023-2-23 2021-5-0");
    CHECK(dates_in("March 9, 2024; 2 March 2015; September 2016") == "2024-3-9 2015-3-2 2016-9-0");
    CHECK(dates_in("2024-03-09 22/10/2019 27-02-2012") == "2024-3-9 2019-10-22 2012-2-27");
}

TEST_CASE("What only looks like a date is none") {
    CHECK(dates_in("plan 2014-2020, 24 май, version 1.2.3").empty());
    CHECK(dates_in("45.13.2020 and 12.1985").empty());
    CHECK(dates_in("it may 1999 times").empty());
    CHECK(dates_in("1 May 1941").empty());
    CHECK(dates_in("5 Ιουνίου\n2019").empty());
}

TEST_CASE("The year is that of publication, else of the event, else of the project's start") {
    CHECK(year_in("The fair opened on 3 May 2018 in the square.\nPublished: 7 June 2019") == 2019);
    CHECK(year_in("The fair opened on 3 May 2018 in the square.\nLast update: 7 June 2021") ==
          2018);
    CHECK(year_in("Trajanje projekta: 1. april 2024 – 30. marec 2027") == 2024);
    CHECK(year_in("Последна промяна: 9 Септември 2023") == 2023);
    CHECK_FALSE(year_in("The plan for 2021-2027 follows the strategy of 2030.").has_value());
}

TEST_CASE("A project's period is told from a programming period") {
    CHECK(period_in("Διάρκεια: Ιανουάριος 2017 – Δεκέμβριος 2019") == "2017-2019");
    CHECK(period_in("Период на изпълнение: април 2012 г. – март 2015 г.") == "2012-2015");
    CHECK(period_in("Trajanje: od septembra 2015 do avgusta 2017") == "2015-2017");
    CHECK(period_in("projekts MEDUSS (2012–2014)", "MEDUSS") == "2012-2014");
    CHECK(period_in("funded by the programme for 2014-2020").empty());
    CHECK(period_in("The fair ran from 3 May 2018 to 5 May 2018").empty());
}

TEST_CASE("Countries are found by name in any case, by adjective, region and code") {
    CHECK(countries_in("Partnerji iz Grčije, v Latviji in na Irskem") == "GR IE LV");
    CHECK(countries_in("partneri Spānijā, Itālijā un Polijā, kā arī grieķu kolēģi") ==
          "ES GR IT PL");
    CHECK(countries_in("εταίροι από τη Γερμανία και της Βουλγαρίας") == "BG DE");
    CHECK(countries_in("български и румънски общини, Северна Македония") == "BG MK RO");
    CHECK(countries_in("Museums in Thessaly, Vidzeme and Burgas") == "BG GR LV");
    CHECK(countries_in("v Navarri (ES) in Laponskem ( FI)") == "ES FI");
}

TEST_CASE("Words that only look like countries are none") {
    CHECK(countries_in("Socialna ekonomija (v nadaljevanju SE) in nova IT oprema").empty());
    CHECK(countries_in("Υπουργείο Γεωργίας: η Γεωργία αλλάζει").empty());
    CHECK(countries_in("Michael Jordan met Georgia Brown").empty());
    CHECK(countries_in("Partners come from Georgia, Armenia and Moldova") == "AM GE MD");
    CHECK(countries_in("Northern Ireland and nothing else") == "GB");
    CHECK(countries_in("Η Κεντρική Μακεδονία συμμετέχει") == "GR");
    CHECK(countries_in("turkey and china for the table").empty());
}

TEST_CASE("The programme that funds beats one that is named elsewhere") {
    CHECK(programmes_in("Проектът е финансиран от Интеррег Европа. Той подобрява мерки, "
                        "подкрепени от ЕФРР.") == "interreg-europe");
    CHECK(programmes_in("Vir financiranja: Interreg Europe") == "interreg-europe");
    CHECK(programmes_in("Projekts VALNIS, ko finansē Interreg Europe, uzlabo pasākumus, kurus "
                        "atbalsta ERAF.",
                        "VALNIS") == "interreg-europe");
    CHECK(programmes_in("Програма: „Интелигентна енергия – Европа“") == "iee");
    CHECK(programmes_in("The project receives funding from the ERDF.") == "erdf");
    CHECK(programmes_in("Sofinanciranje: Evropski sklad za regionalni razvoj, program Interreg "
                        "Europe") == "erdf interreg-europe");
}

TEST_CASE("A programme without a word of funding or project beside it is none") {
    CHECK(programmes_in("Visitors asked about Horizon 2020.").empty());
    CHECK(
        programmes_in("Follow-up ideas will be submitted for funding under Horizon 2020.").empty());
    CHECK(programmes_in("We fund life skills and a culture of sharing.").empty());
    CHECK(programmes_in("Trucks cross the Greece, Bulgaria border.").empty());
}

TEST_CASE("The acronym is found by its label or beside the word project") {
    CHECK(project_in("Akronim: KOSMOS\nnaziv") == "KOSMOS");
    CHECK(project_in("στο έργο με ακρωνύμιο +DELTA του προγράμματος") == "+DELTA");
    CHECK(project_in("Проектът RODINA започва") == "RODINA");
    CHECK(project_in("ORBITA projekta mērķis") == "ORBITA");
    CHECK(project_in("The project is funded by the ERDF and UNESCO").empty());
    CHECK(project_in("The town planted two hundred trees").empty());
}
