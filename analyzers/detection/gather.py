#!/usr/bin/env python3
"""Gathers the texts that evresi-learn-detector learns from: rows of language, source and text.

    gather.py --packages DIR --clones DIR --jsonl SOURCE=FILE... --descriptions FILE --out TEXTS.tsv

DIR of --packages holds Debian packages, each unpacked into a folder of its name; DIR of --clones holds
git clones named owner+name; --jsonl adds rows with lang and text; --descriptions is an index Translation-en
of the Debian archive. What is missing is passed over. DATA-NOTICE.md lists what the shipped tables
were learnt from. Needs nothing beyond the standard library; the same input gives the same rows.
"""
import argparse
import gettext
import glob
import html
import json
import os
import random
import re
import subprocess

# Codes of the sources that are not those of classes.tsv. srl is Serbian in Latin letters.
CODES = {
    "sr-ec": "sr", "sr-el": "srl", "sh": "srl", "sr@latin": "srl", "sr-Latn": "srl", "be-tarask": "be",
    "nb": "no", "nn": "no", "pt-br": "pt", "pt-BR": "pt", "pt_BR": "pt", "en-GB": "en", "en-US": "en",
    "C": "en", "en_GB": "en", "sr_Latn_RS": "srl", "nb_NO": "no", "nn_NO": "no", "nl-NL": "nl",
}
ENGLISH = set("the of and is with for that you your this to are be from when".split())
TREEBANKS = {
    "Croatian-SET": "hr", "Serbian-SET": "srl", "Belarusian-HSE": "be", "Lithuanian-ALKSNIS": "lt",
    "Slovenian-SSJ": "sl", "Latvian-LVTB": "lv", "English-EWT": "en", "Slovak-SNK": "sk",
    "Macedonian-MTB": "mk", "Russian-GSD": "ru", "Romanian-RRT": "ro", "Czech-CAC": "cs", "German-GSD": "de",
}
ARTICLES = {"hr-HR": "hr", "sr-Latn-RS": "srl", "sk-SK": "sk", "lt-LT": "lt", "cs-CZ": "cs", "ru-RU": "ru"}
MOST_CHARACTERS = 500_000  # of one source in one language
OURS_AND_NEAR = {"sl", "hr", "srl", "bs", "lv", "bg", "mk"}


class Gathered:
    """Distinct texts by language and source, in order."""

    def __init__(self):
        self.texts = {}

    def add(self, lang, source, text):
        text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html.unescape(text))).strip()
        if len(re.findall(r"[^\W\d_]", text)) < 6 or (lang != "en" and looks_english(text)):
            return
        self.texts.setdefault((lang, source), {}).setdefault(text)


def looks_english(text):
    words = re.findall(r"[a-z]+", text.lower())
    return bool(words) and sum(word in ENGLISH for word in words) >= max(1, 0.15 * len(words))


def language_of(code):
    return CODES.get(code, CODES.get(code.split("_")[0], code.split("_")[0]))


def git_files(clone, pattern):
    """(name, text) of the files of a clone's newest commit; those that the clone lacks are left out."""
    if not os.path.isdir(clone):
        return
    listing = subprocess.run(["git", "-C", clone, "ls-tree", "-r", "-z", "HEAD"], capture_output=True, check=True)
    entries = [entry.split("\t", 1) for entry in listing.stdout.decode().split("\0") if entry]
    wanted = [(name, meta.split()[2]) for meta, name in entries if " blob " in meta and re.search(pattern, name)]
    request = "".join(blob + "\n" for _, blob in wanted).encode()
    answer = subprocess.run(
        ["git", "-C", clone, "cat-file", "--batch"], input=request, capture_output=True, check=True
    ).stdout
    at = 0
    for name, _ in wanted:
        end = answer.index(b"\n", at)
        head, at = answer[at:end].split(), end + 1
        if head[1] == b"missing":
            continue
        size = int(head[2])
        yield name, answer[at : at + size].decode("utf-8", "replace")
        at += size + 1


def add_eforms(out, clones):
    for name, text in git_files(f"{clones}/OP-TED+eForms-SDK", r"^translations/.*_[a-z]{2}\.xml$"):
        for key, value in re.findall(r'<entry key="([^"]*)">([^<]*)</entry>', text):
            # Names of places and languages are the same in many languages.
            if not re.search(r"name\|(nuts|country|language|currency)", key):
                out.add(name[-6:-4], "cpv" if key.startswith("code|name|cpv") else "eforms", value)


def add_mediawiki(out, packages):
    root = f"{packages}/mediawiki/usr/share/mediawiki"
    paths = [f"{root}/languages/i18n/*.json", f"{root}/extensions/*/i18n/*.json", f"{root}/extensions/*/i18n/*/*.json"]
    for path in sorted(sum((glob.glob(each) for each in paths), [])):
        with open(path, encoding="utf-8") as file:
            messages = json.load(file)
        for key, value in messages.items():
            if key.startswith("@") or not isinstance(value, str):
                continue
            for _ in range(2):  # templates stand within templates
                value = re.sub(r"\{\{[^{}]*\}\}", " ", value)
            value = re.sub(r"\[\[[^\]|]*\|([^\]]*)\]\]", r"\1", value)
            value = re.sub(r"\[?https?:\S*|\$\d|\[\[|\]\]|'''?|&[a-z]+;", " ", value)
            for line in value.split("\n"):
                out.add(language_of(os.path.basename(path)[:-5]), "mediawiki", line)


def add_catalogue(out, path, lang, source):
    with open(path, "rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    for key, value in catalogue.items():
        if not key or not isinstance(value, str) or (isinstance(key, str) and key.split("\x04")[-1] == value):
            continue
        value = re.sub(r"%[\d$]*[a-zA-Z(]|%\w+%|\$\(?\w+\)?|[_~&](?=\w)|\{\w*\}", " ", value)
        for line in value.replace("\\n", "\n").split("\n"):
            out.add(lang, source, line)


def add_catalogues(out, packages):
    office = f"{packages}/libreoffice-l10n-*/usr/lib/libreoffice/program/resource/*/LC_MESSAGES/*.mo"
    for path in sorted(glob.glob(office)):
        add_catalogue(out, path, language_of(path.split("/")[-3]), "lo-l10n")
    for path in sorted(glob.glob(f"{packages}/wordpress-l10n/usr/share/wordpress/wp-content/languages/*.mo")):
        name = os.path.basename(path)[:-3]
        if "continents" not in name:
            add_catalogue(out, path, language_of(re.sub("admin-(network-)?", "", name)), "wordpress")


def add_help(out, packages):
    for folder in sorted(glob.glob(f"{packages}/libreoffice-help-*/usr/share/libreoffice/help/*/text")):
        paths = sorted(glob.glob(folder + "/**/*.html", recursive=True))
        random.Random(2).shuffle(paths)
        left = 600_000
        for path in paths:
            with open(path, encoding="utf-8", errors="replace") as file:
                for _, text in re.findall(r"<(p|h[1-6])[^>]*>(.*?)</\1>", file.read(), re.DOTALL):
                    if left > 0:
                        out.add(language_of(folder.split("/")[-2]), "lo-help", text)
                        left -= len(text)
    for path in sorted(glob.glob(f"{packages}/gnome-user-docs/usr/share/help/*/*/*.page")):
        with open(path, encoding="utf-8", errors="replace") as file:
            for _, text in re.findall(r"<(p|title|desc)[^>]*>(.*?)</\1>", file.read(), re.DOTALL):
                out.add(language_of(path.split("/")[-3]), "gnome", text)


def markdown_lines(text):
    text = re.sub(r"\A---.*?\n---\n", "", text, flags=re.DOTALL)
    for line in re.sub(r"```.*?```", "", text, flags=re.DOTALL).split("\n"):
        if not line.startswith(("|", "[")):
            line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"<[^>]*>", "", line))
            yield re.sub(r"https?:\S+|[*`#>]+", " ", line)


def in_cyrillic(text):
    for pair in ("ljљ", "njњ", "džџ", "LjЉ", "NjЊ", "DžЏ", "LJЉ", "NJЊ", "DŽЏ"):
        text = text.replace(pair[:2], pair[2:])
    small = ("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш")
    return text.translate(str.maketrans(small[0] + small[0].upper(), small[1] + small[1].upper()))


def add_prose(out, clones):
    for code, lang in ARTICLES.items():
        clone = f"{clones}/isabella232+OfficeDocs-AlchemyInsights-pr.{code}"
        for _, text in git_files(clone, r"AlchemyInsights/.*\.md$"):
            for line in markdown_lines(text):
                out.add(lang, "alchemy", line)
    for name, lang in TREEBANKS.items():
        for _, text in git_files(f"{clones}/UniversalDependencies+UD_{name}", r"-(train|dev|test)\.conllu$"):
            for line in re.findall(r"^# text = (.*)$", text, re.MULTILINE):
                out.add(lang, "ud", line)
    # There is little prose in Serbian in Cyrillic letters, and nothing is lost in writing it so.
    for source in ("alchemy", "ud"):
        for text in list(out.texts.get(("srl", source), ())):
            if not re.search("[qwxyQWXY]", text):
                out.add("sr", source, in_cyrillic(text))


def add_presets(out, clones):
    def strings(value, key=""):
        if isinstance(value, dict):
            for name, each in value.items():
                if name not in ("terms", "aliases"):
                    yield from strings(each, name)
        elif isinstance(value, str):
            yield value

    clone = f"{clones}/openstreetmap+id-tagging-schema"
    for name, text in git_files(clone, r"^dist/translations/[a-zA-Z-]+\.json$"):
        for value in strings(json.loads(text)):
            out.add(language_of(os.path.basename(name)[:-5]), "osm", re.sub(r"\{[^}]*\}", " ", value))


def add_words(out, packages):
    """Words of spelling dictionaries, two to four a row."""
    for path in sorted(glob.glob(f"{packages}/hunspell-*/usr/share/hunspell/*.dic")):
        if os.path.getsize(path) < 100:
            continue  # only names another dictionary
        with open(path[:-4] + ".aff", "rb") as file:
            encoding = re.search(rb"^\xef?\xbb?\xbf?SET\s+(\S+)", file.read(3000), re.MULTILINE)
        encoding = encoding.group(1).decode().replace("microsoft-", "") if encoding else "latin1"
        with open(path, encoding=encoding, errors="replace") as file:
            words = [re.split(r"[/\t ]", line)[0].strip() for line in file][1:]
        words = [word for word in words if len(word) > 2 and "\ufffd" not in word]
        choice = random.Random(os.path.basename(path))
        choice.shuffle(words)
        name = os.path.basename(path)[:-4]
        lang = CODES.get(name) or language_of(name)
        rows = out.texts.setdefault((lang, "words"), {})
        at = 0
        while at < len(words):
            count = choice.randint(2, 4)
            rows.setdefault(" ".join(words[at : at + count]))
            at += count


def add_descriptions(out, path):
    with open(path, encoding="utf-8") as file:
        known = file.read()
    for short, long in re.findall(r"^Description-en: (.*)\n((?: .*\n)*)", known, re.MULTILINE):
        out.add("en", "debian-short", short)
        out.add("en", "debian", long.split("\n .\n")[0])


def without_leaks(out):
    """Drops lines left in English, and English names within others: they are in every language."""
    counts = {}
    for (lang, source), texts in out.texts.items():
        if lang == "en" and source not in ("words", "osm"):
            for text in texts:
                for word in re.findall(r"[A-Za-z]{3,}", text):
                    counts[word.lower()] = counts.get(word.lower(), 0) + 1
    english = {word for word, count in counts.items() if count >= 4}

    def without_names(lang, text):
        if lang in ("de", "lb", "nds"):  # nouns have capitals
            return text
        return re.sub(
            r"\b[A-Z][A-Za-z]{3,}\b",
            lambda found: " " if found.start() > 0 and found.group(0).lower() in english else found.group(0),
            text,
        )

    for (lang, source), texts in out.texts.items():
        if lang == "en" or source == "words":
            continue
        kept = {}
        for text in texts:
            words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 2]
            if not words or sum(word.lower() in english for word in words) <= 0.6 * len(words):
                kept.setdefault(without_names(lang, text))
        out.texts[lang, source] = kept


def most_characters(lang, source):
    if source in ("eforms", "cpv", "words") and lang in OURS_AND_NEAR:
        return 3 * MOST_CHARACTERS
    return 900_000 if source in ("eforms", "cpv", "debian") else MOST_CHARACTERS


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", required=True)
    parser.add_argument("--clones", required=True)
    parser.add_argument("--jsonl", action="append", default=[], metavar="SOURCE=FILE")
    parser.add_argument("--descriptions", action="append", default=[], metavar="FILE")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    out = Gathered()
    add_eforms(out, arguments.clones)
    add_mediawiki(out, arguments.packages)
    add_catalogues(out, arguments.packages)
    add_help(out, arguments.packages)
    add_prose(out, arguments.clones)
    for each in arguments.jsonl:
        source, path = each.split("=", 1)
        with open(path, encoding="utf-8") as file:
            for row in map(json.loads, file):
                for text in re.split(r"\n|(?<=[.!?]) ", row["text"]):
                    out.add(row["lang"], source, text)
    add_presets(out, arguments.clones)
    add_words(out, arguments.packages)
    for path in arguments.descriptions:
        add_descriptions(out, path)
    without_leaks(out)
    with open(arguments.out, "w", encoding="utf-8") as file:
        for (lang, source), texts in sorted(out.texts.items()):
            rows = list(texts)
            random.Random(lang + source).shuffle(rows)
            left = most_characters(lang, source)
            for text in rows:
                if left < 0:
                    break
                file.write(f"{lang}\t{source}\t{text}\n")
                left -= len(text)


if __name__ == "__main__":
    main()
