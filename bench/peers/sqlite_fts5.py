#!/usr/bin/env python3
"""SQLite FTS5 on the synthetic corpus: unicode61 (no stemming), positions, texts stored, facets by GROUP BY.

    sqlite_fts5.py build corpus.tsv FILE             {"documents": n, "text_bytes": n}
    sqlite_fts5.py queries FILE queries.tsv PASSES   {"top10": {...}, "facets": {...}}, CPU ms by query
"""
import json
import re
import sqlite3
import statistics
import sys
import time

HITS = 10
SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -262144;
CREATE VIRTUAL TABLE texts USING fts5(title, text, tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE facts(document INTEGER PRIMARY KEY, programme TEXT, year TEXT);
CREATE TABLE countries(document INTEGER, country TEXT, PRIMARY KEY (document, country)) WITHOUT ROWID;
"""


def build(corpus, file):
    database = sqlite3.connect(file)
    database.executescript(SCHEMA)
    documents = text_bytes = 0
    with open(corpus, encoding="utf-8") as lines, database:
        for line in lines:
            _id, _lang, programme, countries, year, title, text = line.rstrip("\n").split("\t")
            documents += 1
            text_bytes += len(title.encode()) + len(text.encode())
            database.execute("INSERT INTO texts(rowid, title, text) VALUES (?, ?, ?)", (documents, title, text))
            database.execute("INSERT INTO facts VALUES (?, ?, ?)", (documents, programme, year))
            database.executemany(
                "INSERT INTO countries VALUES (?, ?)", [(documents, country) for country in countries.split(",")]
            )
    database.execute("INSERT INTO texts(texts) VALUES ('optimize')")
    database.commit()
    database.close()
    return {"documents": documents, "text_bytes": text_bytes}


def match_expression(kind, text):
    words = re.findall(r"\w+", text)
    return '"' + " ".join(words) + '"' if kind == "phrase" else " OR ".join(f'"{word}"' for word in words)


def statements(line):
    """The SQL of one query: hits, exact total, and counts of three facets; with their parameters."""
    kind, _lang, text, restriction = line.rstrip("\n").split("\t")
    name, _, value = restriction.partition("=")
    parameters = [match_expression(kind, text)]
    condition = "texts MATCH ?"
    # The plus keeps SQLite from asking the full-text index once for each document that passes the filter.
    if name == "country":
        condition += " AND +texts.rowid IN (SELECT document FROM countries WHERE country = ?)"
    elif name:
        condition += f" AND +texts.rowid IN (SELECT document FROM facts WHERE {name} = ?)"
    if name:
        parameters.append(value)
    hits = f"SELECT rowid, rank FROM texts WHERE {condition} ORDER BY rank LIMIT {HITS}"
    total = f"SELECT count(*) FROM texts WHERE {condition}"
    facets = [
        f"SELECT programme, count(*) FROM texts JOIN facts ON document = texts.rowid WHERE {condition} GROUP BY programme",
        f"SELECT year, count(*) FROM texts JOIN facts ON document = texts.rowid WHERE {condition} GROUP BY year",
        f"SELECT country, count(*) FROM texts JOIN countries ON document = texts.rowid WHERE {condition} GROUP BY country",
    ]
    return [hits, total], facets, parameters


def figures(times, matches):
    medians = sorted(statistics.median(passes) for passes in times)
    count = len(medians)
    return {
        "queries": count, "mean_ms": sum(medians) / count, "p50_ms": medians[count // 2], "p95_ms": medians[count * 95 // 100],
        "p99_ms": medians[count * 99 // 100], "max_ms": medians[-1], "matches": matches / count,
    }


def queries(file, query_file, passes):
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    database.execute("PRAGMA cache_size = -1048576")
    with open(query_file, encoding="utf-8") as lines:
        asked = [statements(line) for line in lines]
    result = {}
    for variant in ("top10", "facets"):
        times = [[] for _ in asked]
        matches = 0
        for _ in range(passes):
            for number, (plain, facets, parameters) in enumerate(asked):
                start = time.thread_time()
                answers = [database.execute(sql, parameters).fetchall() for sql in plain + (facets if variant == "facets" else [])]
                times[number].append((time.thread_time() - start) * 1000)
                matches += answers[1][0][0]
        result[variant] = figures(times, matches / passes)
    return result


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"] and len(sys.argv) == 4:
        print(json.dumps(build(sys.argv[2], sys.argv[3])))
    elif sys.argv[1:2] == ["queries"] and len(sys.argv) == 5:
        print(json.dumps(queries(sys.argv[2], sys.argv[3], int(sys.argv[4]))))
    else:
        sys.exit(__doc__)
