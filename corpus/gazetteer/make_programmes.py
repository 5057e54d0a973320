#!/usr/bin/env python3
"""Makes a table in the form of programmes.tsv from a gazetteer file: how programmes.tsv began.

usage: make_programmes.py GAZETTEER.tsv TABLE.tsv

programmes.tsv itself is the source now. It was reviewed and extended by hand since, and is edited
in place; this script brings a new list of names into its form, to be merged by hand.

The input has the columns id, canonical_en, periods, lang, surface, kind, match and perhaps more,
with a head line. The output has one row per form: languages that write a form alike share a row,
underscores of ids become hyphens (ids stand in URLs), and rows are sorted, so that the same input
gives the same bytes.
"""
import sys

COLUMNS = ("id", "canonical_en", "periods", "lang", "surface", "kind", "match")
LANGUAGES = ("el", "bg", "sl", "lv", "en")
KINDS = ("name", "abbr", "inflected", "alias")
MATCHES = ("ci", "cs", "ctx", "adj", "pair")


def read_rows(path):
    with open(path, encoding="utf-8") as lines:
        head = next(lines).rstrip("\n").split("\t")
        places = [head.index(column) for column in COLUMNS]
        for number, line in enumerate(lines, 2):
            cells = line.rstrip("\n").split("\t")
            if len(cells) != len(head):
                sys.exit(f"{path}:{number}: {len(cells)} columns instead of {len(head)}")
            row = dict(zip(COLUMNS, (cells[place] for place in places)))
            for column, known in (("lang", LANGUAGES), ("kind", KINDS), ("match", MATCHES)):
                if row[column] not in known:
                    sys.exit(f"{path}:{number}: {column} is '{row[column]}'")
            yield row


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    forms = {}
    for row in read_rows(sys.argv[1]):
        key = (row["id"].replace("_", "-"), row["canonical_en"], row["periods"], row["surface"],
               row["kind"], row["match"])
        forms.setdefault(key, set()).add(row["lang"])
    with open(sys.argv[2], "w", encoding="utf-8", newline="\n") as out:
        out.write("id\tcanonical_en\tperiods\tlang\tsurface\tkind\tmatch\n")
        for key in sorted(forms, key=lambda k: (k[0], KINDS.index(k[4]), k[3], k[5])):
            identity, name, periods, surface, kind, match = key
            languages = ",".join(sorted(forms[key], key=LANGUAGES.index))
            out.write("\t".join((identity, name, periods, languages, surface, kind, match)) + "\n")


if __name__ == "__main__":
    main()
