#!/usr/bin/env python3
"""Writes parallel strings for evresi-learn-lexicon from MediaWiki's interface messages.

    mediawiki_strings.py FOLDER OUTPUT

FOLDER: an unpacked Debian package `mediawiki`. OUTPUT gets mediawiki.en-{bg,el,lv,sl}.tsv. Messages
are paired by their keys, line by line where both have as many; markup and parameters are taken out.
"""
import json
import pathlib
import re
import sys

LANGUAGES = ("bg", "el", "lv", "sl")


def plain(text: str) -> str:
    for _ in range(4):  # templates stand inside templates
        text = re.sub(r"\{\{[^{}]*\}\}", " ", text)
    text = re.sub(r"\[\[(?:[^|\]]*\|)?([^\]]*)\]\]", r"\1", text)
    text = re.sub(r"\[(?:https?:)?//\S+ ([^\]]*)\]", r"\1", text)
    text = re.sub(r"<[^>]*>|https?://\S+|&[a-z#0-9]+;", " ", text)
    text = re.sub(r"'{2,}|\$\d", "", text)
    return re.sub(r"\s+", " ", text).strip()


def messages(path: pathlib.Path) -> dict:
    content = json.loads(path.read_text(encoding="utf-8"))
    return {k: v for k, v in content.items() if not k.startswith("@") and isinstance(v, str)}


def pairs(folder: pathlib.Path, lang: str):
    for path in sorted(folder.rglob(f"{lang}.json")):
        source = path.with_name("en.json")
        if "i18n" not in str(path) or not source.exists():
            continue
        english = messages(source)
        for key, text in sorted(messages(path).items()):
            if key not in english:
                continue
            ours, theirs = english[key].split("\n"), text.split("\n")
            if len(ours) != len(theirs):
                ours, theirs = [english[key]], [text]
            for one, other in zip(map(plain, ours), map(plain, theirs)):
                if len(one) > 1 and len(other) > 1:
                    yield one, other


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 1
    folder, output = map(pathlib.Path, sys.argv[1:])
    output.mkdir(parents=True, exist_ok=True)
    for lang in LANGUAGES:
        rows = list(dict.fromkeys(pairs(folder, lang)))
        with open(output / f"mediawiki.en-{lang}.tsv", "w", encoding="utf-8") as file:
            file.writelines(f"{one}\t{other}\n" for one, other in rows)
        print(f"{lang}: {len(rows)} pairs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
