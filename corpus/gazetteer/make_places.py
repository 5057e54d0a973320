#!/usr/bin/env python3
"""Writes places.tsv beside this script: names of regions and towns that tell a country.

usage: make_places.py --cities CITIES --subdivisions JSON --nuts NUTS [--catalogues DIR]

  CITIES        the GeoNames table of cities of 1000 people and more (19 columns)
  JSON          iso_3166-2.json of the package iso-codes
  NUTS          tab-separated: nuts:CODE, language, name
  DIR           a folder of message catalogues: LANG/LC_MESSAGES/{geonames,iso_3166-2}.mo give
                translated names

Beside them the hand-made tables of this folder are read: place_names.tsv (names in five languages;
they win over all others) and place_words.tsv (names that are mostly another word). The output has
rows of code, language ('*': any, as written), match and names between '|'; names of a language are
in base form or with their case forms written out, as in countries.tsv. match is 'free', 'word' (a
word of the language too: not at the start of a sentence), 'context' (needs a sign of a place beside it), 'seat' (mostly stands for an institution) or
'adjective'. The same input gives the same bytes.
"""
import argparse
import collections
import gettext
import json
import os
import re
import sys
import unicodedata

# Where the projects' partners come from, and the neighbours.
HOME = {"BG", "GR", "LV", "SI", "CY"}
NEAR = {"EE", "LT", "HR", "MK", "RS", "ME", "IE", "MT"}
EUROPE = HOME | NEAR | set(
    "AD AL AT BA BE BY CH CZ DE DK ES FI FO FR GB HU IS IT LI LU MC MD NL NO PL PT RO SE SK SM TR "
    "UA XK".split())
PHONEMIC = {"BG", "GR", "LV", "SI", "HR", "RS", "ME", "BA", "MK", "EE", "LT", "CY"}
HAND, REGION = 10**9, 10**7  # weights beside numbers of people
ROW_BYTES = 400

CYRILLIC = dict(zip("абвгдежзийклмнопрстуфхцчшщъьюя",
                    "a b v g d e ž z i j k l m n o p r s t u f h c č š št a j ju ja".split()))
GREEK = [("ου", "u"), ("αι", "e"), ("ει", "i"), ("οι", "i"), ("υι", "i"), ("αυ", "av"),
         ("ευ", "ev"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("γγ", "ng"), ("τσ", "c"),
         ("τζ", "dž"), ("ξ", "ks"), ("ψ", "ps"), ("θ", "t"), ("χ", "h")]
GREEK_LETTERS = dict(zip("αβγδεζηικλμνοπρσςτυφω", "avgdeziiklmnoprsstifo"))
TO_CYRILLIC = [("lj", "л"), ("nj", "н"), ("ja", "я"), ("ju", "ю"), ("je", "е"), ("dž", "дж"),
               ("a", "а"), ("b", "б"), ("c", "ц"), ("č", "ч"), ("ć", "ч"), ("d", "д"), ("đ", "дж"),
               ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("j", "й"), ("k", "к"),
               ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"),
               ("š", "ш"), ("t", "т"), ("u", "у"), ("v", "в"), ("z", "з"), ("ž", "ж")]
TO_GREEK = [("lja", "λια"), ("lje", "λιε"), ("nja", "νια"), ("nje", "νιε"), ("lj", "λι"),
            ("nj", "νι"), ("ks", "ξ"), ("ps", "ψ"), ("dž", "τζ"), ("ja", "για"), ("je", "γε"),
            ("jo", "γιο"), ("ju", "γιου"), ("a", "α"), ("b", "μπ"), ("c", "τσ"), ("č", "τσ"),
            ("ć", "τσ"), ("d", "ντ"), ("đ", "τζ"), ("e", "ε"), ("f", "φ"), ("g", "γκ"), ("h", "χ"),
            ("i", "ι"), ("j", "ι"), ("k", "κ"), ("l", "λ"), ("m", "μ"), ("n", "ν"), ("o", "ο"),
            ("p", "π"), ("r", "ρ"), ("s", "σ"), ("š", "σ"), ("t", "τ"), ("u", "ου"), ("v", "β"),
            ("z", "ζ"), ("ž", "ζ")]
BALTIC = str.maketrans("āēīōūģķļņŗąęėįųūäöüõåæøñ", "aeiougklnraeeiuuaouoaaon")


def fold(name):
    """As fold.cpp does: no case, no marks, words with single spaces between."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    letters = letters.replace("ς", "σ").replace("ß", "ss")
    return " ".join(re.findall(r"[^\W_]+", letters))


def is_script(name, first, last):
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all(first <= c.lower() <= last for c in letters)


def is_greek(name):
    return is_script(unicodedata.normalize("NFD", name), "α", "ω")


def is_bulgarian(name):
    return is_script(name, "а", "я") and not re.search("[ыэё]", name.lower())


def is_latin(name):
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


def replace_all(text, table):
    out = ""
    while text:
        for source, target in table:
            if text.startswith(source):
                out += target
                text = text[len(source):]
                break
        else:
            out += text[0]
            text = text[1:]
    return out


def sounds(name):
    """The name in Latin letters with one letter a sound, as Slovenian writes."""
    low = name.lower()
    if is_bulgarian(name):
        return "".join(CYRILLIC.get(c, c) for c in low)
    if is_greek(name):
        low = unicodedata.normalize("NFD", low)
        low = "".join(c for c in low if not unicodedata.combining(c))
        table = GREEK + list(GREEK_LETTERS.items())
        return replace_all(low, table)
    return low.translate(BALTIC)


def titled(name):
    return " ".join(word[:1].upper() + word[1:] for word in name.split(" "))


def latvian(name):
    """Names that end in a consonant get an ending in Latvian."""
    words = name.replace("lj", "l").replace("nj", "n").split(" ")
    last = words[-1]
    if last and last[-1] not in "aeiou":
        last += "a" if last[-1] != "s" else ""
    words[-1] = last
    forms = {" ".join(words)}
    if last.endswith("o"):
        forms.add(" ".join(words[:-1] + [last[:-1] + "a"]))
    return forms


class Catalogues:
    """Translations of names from message catalogues."""

    def __init__(self, folder):
        self.tables = collections.defaultdict(dict)
        for domain in ("geonames", "iso_3166-2"):
            for lang in ("bg", "el", "lv", "sl"):
                path = os.path.join(folder or "", lang, "LC_MESSAGES", domain + ".mo")
                if folder and os.path.exists(path):
                    with open(path, "rb") as file:
                        table = gettext.GNUTranslations(file)._catalog
                    self.tables[domain, lang] = {
                        key.split("\x04")[-1]: value for key, value in table.items()
                        if isinstance(key, str) and value}

    def find(self, domain, lang, key):
        name = self.tables[domain, lang].get(key, "")
        fits = {"bg": is_bulgarian, "el": is_greek}.get(lang, is_latin)
        return name if name and fits(name) else ""


class Places:
    def __init__(self):
        self.weights = collections.defaultdict(dict)  # (lang, fold) -> {code: weight}
        self.names = {}  # (lang, fold, code) -> name as written

    def add(self, code, lang, name, weight):
        name = re.sub(r"\s+", " ", name).strip(" -–")
        key = fold(name)
        if not key or "|" in name or any(c.isdigit() for c in name) or not name[0].isalpha():
            return
        weights = self.weights[lang, key]
        weights[code] = max(weight, weights.get(code, 0))
        self.names.setdefault((lang, key, code), name)

    def add_native(self, code, name, weight):
        """A name as its own country writes it: for all languages, and to be inflected."""
        if is_bulgarian(name):
            self.add(code, "bg", name, weight)
        elif is_greek(name):
            self.add(code, "el", name, weight)
        elif is_latin(name):
            self.add(code, "*", name, weight)
            self.add(code, "sl", name, weight)
            self.add(code, "lv", name, weight)
        if code not in PHONEMIC:
            return
        spoken = sounds(name)
        if not re.fullmatch("[a-zčćđšž -]+", spoken) or re.search("[qwxy]", spoken):
            return
        if not is_bulgarian(name):
            self.add(code, "bg", titled(replace_all(spoken, TO_CYRILLIC)), weight // 2)
        if not is_greek(name):
            self.add(code, "el", titled(replace_all(spoken, TO_GREEK)), weight // 2)
        self.add(code, "sl", titled(spoken), weight // 2)
        if code != "LV":
            for form in sorted(latvian(spoken)):
                self.add(code, "lv", titled(form), weight // 2)


def read_hand(places, folder):
    with open(os.path.join(folder, "place_names.tsv"), encoding="utf-8") as lines:
        columns = next(lines).rstrip("\n").split("\t")[1:]
        for line in lines:
            code, *cells = line.rstrip("\n").split("\t")
            for lang, cell in zip(columns, cells):
                for name in cell.split("|"):
                    # English names stand in texts of all languages, and have no case forms.
                    places.add(code, "*" if lang == "en" else lang, name, HAND)
                    for form in adjective(lang, name):
                        places.add(code, lang, form, HAND // 2)
                    if lang == "en" and code not in HOME:
                        places.add(code, "sl", name, REGION)


def read_cities(places, path, catalogues):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            identity, name, other, kind, code, people = (
                cells[0], cells[1], cells[3].split(","), cells[7], cells[8], int(cells[14] or 0))
            seat = {"PPLC": 4, "PPLA": 3, "PPLA2": 2, "PPLA3": 1}.get(kind, 0)
            least = 1500 if code in HOME else 2000 if code in NEAR else 30000
            if code not in EUROPE or kind in ("PPLX", "PPLH", "PPLQ"):
                continue
            if people < least and not (code in HOME and seat) and not (seat >= 2 and people > 15000):
                continue
            weight = max(people, 1000)
            own = name
            if code == "BG":
                own = next((o for o in other if is_bulgarian(o)), name)
            if code in ("GR", "CY"):
                own = next((o for o in other if is_greek(o)), name)
            places.add_native(code, own, weight)
            if own != name:
                places.add_native(code, name, weight)
            for lang, fits in (("bg", is_bulgarian), ("el", is_greek)):
                said = catalogues.find("geonames", lang, identity)
                if said:
                    places.add(code, lang, said, weight)
                for form in sorted(o for o in other if fits(o) and o[:1].isupper())[:6]:
                    places.add(code, lang, form, weight // 2)
            for lang in ("lv", "sl"):
                said = catalogues.find("geonames", lang, identity)
                if said:
                    places.add(code, lang, said, weight)
            endings = {fold(name) + ending for ending in ("a", "e", "s", "")}
            for form in other:
                if is_latin(form) and (fold(form) in endings or re.search("[āēīūģķļņ]", form)):
                    places.add(code, "lv", form, weight // 2)


GENERIC = re.compile(
    r"\b(novads|apriņķis|megye|kraj|županija|county|maakond|vald|savivaldybė|apskritis|"
    r"rajono|miesto|okrug|oblast'?|oblast|raion|provincia|province|district|region|landkreis|"
    r"kreisfreie stadt|stadtkreis|voivodship|rajons|arr\.|bezirk|kommune|city of|"
    r"and|und|nad|regiao|região|regija|rural municipality)\b", re.I)


DIRECTIONS = re.compile(
    r"^((north|south|east|west|mid|central|centre|inner|outer|northern|southern|eastern|western|"
    r"midlands?|border|and|nord|sud|süd|ost|est|ouest|mitte|norte|sur|centro|lungo|isole|"
    r"noroeste|noreste|este|sul|jih|sever|východ|západ|čechy|severen|južen|zapad|centralen|"
    r"северен|южен|централен|югозападен|северозападен|североизточен|югоизточен)[ -]?)+$", re.I)


def adjective(lang, name):
    """Adjectives in -ски and -ski of a name of one word, as they are made where nothing is odd."""
    low = name.lower()
    if " " in low or "-" in low or len(low) < 5:
        return
    if lang == "bg":
        if low.endswith("ия"):
            yield low[:-1] + "йски"
        elif low[-1] in "аеоияую":
            yield low[:-1] + "ски"
            yield low[:-1] + "енски"
        else:
            yield (low[:-1] if low[-1] == "с" else low) + "ски"
    if lang == "sl" and not low.endswith("ska"):
        stem = low[:-1] if low[-1] in "aeiou" else low
        if low.endswith("ija"):
            yield low[:-3] + "ijski"
            yield low[:-3] + "ski"
        elif stem[-1] in "cgkhčžš":
            yield stem[:-1] + "ški"
        elif stem[-1] == "s":
            yield stem[:-1] + "ški"
            yield stem[:-1] + "ški".replace("š", "s")
        else:
            yield stem + "ski"


def parts_of(name):
    name = re.sub(r"\(.*?\)|\[.*?\]", "", name)
    for part in re.split(r"[/;,]| – | - ", name):
        part = re.sub(r"\s+", " ", part).strip(" -–*")
        if part:
            yield part


def read_subdivisions(places, path, catalogues):
    with open(path, encoding="utf-8") as file:
        rows = json.load(file)["3166-2"]
    for row in rows:
        code = row["code"][:2]
        if code not in EUROPE or code == "MT":
            continue
        for part in parts_of(row["name"]):
            bare = re.sub(r"\s(novads|maakond|vald|megye)$", "", part)
            if GENERIC.search(bare) or DIRECTIONS.match(bare):
                continue
            weight = 20000 if row["type"].lower().endswith("municipality") else REGION
            places.add_native(code, bare, weight)
            for lang in ("bg", "el", "lv", "sl"):
                said = catalogues.find("iso_3166-2", lang, row["name"])
                if said and not GENERIC.search(said):
                    places.add(code, lang, said, weight)


def read_nuts(places, path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            identity, _, name = line.rstrip("\n").split("\t")[:3]
            region = identity.removeprefix("nuts:")
            code = {"EL": "GR", "UK": "GB"}.get(region[:2], region[:2])
            if code not in EUROPE or len(region) < 3 or "Extra-Regio" in name:
                continue
            for part in parts_of(name):
                if code in ("RS", "MK", "ME") or GENERIC.search(part) or len(part.split()) > 3 \
                        or DIRECTIONS.match(part):
                    continue
                places.add_native(code, part, REGION // 10)


def read_words(folder):
    """{language: {folded name: match}}; '*' for all languages."""
    words = collections.defaultdict(dict)
    with open(os.path.join(folder, "place_words.tsv"), encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            lang, match, names = line.rstrip("\n").split("\t")
            for name in names.split("|"):
                words[lang][fold(name)] = match
    return words


def country_keys(folder):
    """Folded names of countries in countries.tsv: no region shares one."""
    keys = set()
    with open(os.path.join(folder, "countries.tsv"), encoding="utf-8") as lines:
        for line in lines:
            _, _, kind, form = line.rstrip("\n").split("\t")
            if kind not in ("name", "context"):
                continue
            stem, _, endings = form.partition("[")
            for ending in endings.rstrip("]").split() or [""]:
                keys.add(fold(stem + ending.replace("-", "")))
    return keys


def choose(places, words, countries):
    rows = collections.defaultdict(set)
    for (lang, key), weights in places.weights.items():
        ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
        if len(ranked) > 1 and ranked[0][1] < 8 * ranked[1][1]:
            continue  # towns of one name in two countries
        code = ranked[0][0]
        match = words[lang].get(key) or words["*"].get(key)
        if words["*"].get(key) == "drop":
            match = "drop"
        if match == "drop" or key in countries or len(key) < 3:
            continue
        if not match:
            # A hand-made name was judged when it was written; short names are words too often.
            is_short = len(key) <= 3 or (len(key) == 4 and ranked[0][1] < 30000)
            match = "context" if is_short and ranked[0][1] < HAND else "free"
            if ranked[0][1] == HAND // 2:
                match = "adjective"
        rows[code, lang, match].add(places.names[lang, key, code])
    return rows


# Case forms are written out where stems are no help: for short words, and in Greek and Slovenian,
# whose stemmers do not bring all forms of foreign names together. The ending of the base form, and
# those of the case forms.
ENDINGS = {
    "el": (("ος", "ος ου ο"), ("ός", "ός ού ό"), ("ας", "ας α"), ("άς", "άς ά"), ("α", "α ας ων"),
           ("ά", "ά άς ών"), ("η", "η ης"), ("ή", "ή ής"), ("ο", "ο ου"), ("ό", "ό ού"),
           ("ες", "ες ων"), ("οι", "οι ων ους"), ("οί", "οί ών ούς"), ("ι", "ι ιού"), ("ί", "ί ιού")),
    "lv": (("a", "a as ai u ā"), ("e", "e es ei i ē"), ("is", "is a im i ī"), ("s", "s a am u ā"),
           ("i", "i u iem us os")),
    "sl": (("ska", "ska ske ski sko skem"), ("ška", "ška ške ški ško škem"), ("a", "a e i o"),
           ("ovo", "ovo ova ovu"), ("sko", "sko skega skem"), ("ško", "ško škega škem"),
           ("o", "o a u"), ("je", "je ja ju jem jah"), ("ce", "ce c cah ca cu"), ("e", "e ah a i o eja eju ejem"),
           ("ec", "ec ca cu cem"), ("i", "i ija iju ijem"), ("u", "u ja ju")),
}
# The first words of a name are adjectives more often than not.
ADJECTIVE_ENDINGS = {
    "el": ENDINGS["el"],
    "lv": ENDINGS["lv"],
    "sl": (("a", "a e i o"), ("o", "o ega em"), ("i", "i ega em"), ("e", "e ih")),
}
SHORT = 5


def inflected_word(word, tables, lang):
    if (lang == "lv" and len(word) > SHORT) or not is_script(word, "a", "ώ"):
        return word
    for ending, forms in tables[lang]:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return f"{word[:-len(ending)]}[{forms}]"
    if lang == "sl" and tables is ENDINGS and word[-1] not in "aeiouy":
        return f"{word}[- a u om{' ja ju jem' if word.endswith('r') else ''}]"
    return word


def inflected(lang, name):
    *others, last = name.split(" ")
    if len(others) > 1 or lang not in ENDINGS or name[0].islower():
        return name
    return " ".join([inflected_word(word, ADJECTIVE_ENDINGS, lang) for word in others] +
                    [inflected_word(last, ENDINGS, lang)])


def write(rows, path):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("code\tlang\tmatch\tnames\n")
        for (code, lang, match), names in sorted(rows.items()):
            line = []
            for name in (inflected(lang, name) for name in sorted(names)):
                if line and sum(len(n.encode()) + 1 for n in line + [name]) > ROW_BYTES:
                    out.write(f"{code}\t{lang}\t{match}\t{'|'.join(line)}\n")
                    line = []
                line.append(name)
            out.write(f"{code}\t{lang}\t{match}\t{'|'.join(line)}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("--cities", "--subdivisions", "--nuts"):
        parser.add_argument(option, required=True)
    parser.add_argument("--catalogues")
    options = parser.parse_args()
    folder = os.path.dirname(os.path.abspath(__file__))
    places = Places()
    catalogues = Catalogues(options.catalogues)
    read_hand(places, folder)
    read_cities(places, options.cities, catalogues)
    read_subdivisions(places, options.subdivisions, catalogues)
    read_nuts(places, options.nuts)
    rows = choose(places, read_words(folder), country_keys(folder))
    write(rows, os.path.join(folder, "places.tsv"))
    print(sum(map(len, rows.values())), "names", file=sys.stderr)


if __name__ == "__main__":
    main()
