"""Exports of whole results, read back by readers that are not ours."""
import csv
import io
import json
import re
import threading
import unittest
import xml.etree.ElementTree as ElementTree

from programs import IndexCase, run

ATOM = "{http://www.w3.org/2005/Atom}"

ROWS = [
    {"id": "el/1", "lang": "el", "title": 'Νερό, "καθαρό"\nκαι ποτάμια', "programme": "interreg-europe",
     "country": ["GR", "BG"], "year": 2019, "date": "2019-05-31", "url": "https://example.org/a?b=1&c=2",
     "text": "Καθαρό νερό για όλους. <b>Water</b> & more."},
    {"id": "en 2", "lang": "en", "title": "=HYPERLINK(\"http://evil\")", "country": "SI", "year": 2023,
     "text": "Water of rivers\u0001 and {braces} 100% ]]> \\end."},
    {"id": "en3", "lang": "en", "title": "Rivers & banks {of} $5_a", "text": "Water, again.", "project": "WET"},
] + [{"id": f"more{i}", "lang": "en", "title": f"Water {i}", "text": f"Water number {i}."} for i in range(250)]


def ris_records(text):
    """Records of a RIS file as lists of (tag, value)."""
    records, record = [], None
    for line in text.split("\r\n"):
        if not line:
            continue
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert found, line
        tag, value = found.groups()
        if tag == "TY":
            assert record is None, line
            record = []
        if tag == "ER":
            records.append(record)
            record = None
        else:
            record.append((tag, value))
    assert record is None
    return records


def bibtex_entries(text):
    """{key: {field: value}} of a BibTeX file; braces are counted as BibTeX does."""
    entries, at = {}, 0
    while (at := text.find("@", at)) >= 0:
        begin = text.index("{", at)
        depth, end = 1, begin + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        key, _, rest = text[begin + 1:end - 1].partition(",")
        assert key not in entries, key
        fields, place = {}, 0
        while found := re.compile(r"\s*(\w+) = \{").match(rest, place):
            depth, place = 1, found.end()
            first = place
            while depth:
                depth += {"{": 1, "}": -1}.get(rest[place], 0)
                place += 1
            fields[found[1]] = rest[first:place - 1]
            place += rest[place:place + 1] == ","
        assert not rest[place:].strip(), rest[place:]
        entries[key] = fields
        at = end
    return entries


class Exporting(IndexCase):
    def setUp(self):
        super().setUp()
        self.build(self.rows("rows.jsonl", ROWS))
        self.server = self.daemon()
        self.expected = [hit["id"] for page in (1, 2, 3)
                         for hit in self.server.search(q="water", size=100, page=page)["hits"]]
        self.assertEqual(len(self.expected), len(ROWS))

    def export(self, form, **parameters):
        status, headers, text = self.server.get("/v1/search", format=form, **({"q": "water"} | parameters))
        self.assertEqual(status, 200, text)
        return headers, text

    def test_csv(self):
        headers, text = self.export("csv", size=1000)
        self.assertEqual(headers.get_content_type(), "text/csv")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        self.assertEqual([row["id"] for row in rows], self.expected)
        by_id = {row["id"]: row for row in rows}
        self.assertEqual(by_id["el/1"]["title"].split(), ROWS[0]["title"].split())
        self.assertEqual(by_id["en 2"]["title"], "'" + ROWS[1]["title"])
        self.assertEqual(by_id["el/1"]["country"], "GR; BG")
        self.assertEqual({(row["query"], row["generation"]) for row in rows}, {("q=water; size=1000", "1")})
        self.assertRegex(rows[0]["built_at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def test_jsonl(self):
        headers, text = self.export("jsonl", year="2000..")
        head, *hits = [json.loads(line) for line in text.splitlines()]
        self.assertEqual((head["total"], head["hits"], head["generation"]), (2, 2, 1))
        self.assertEqual(headers["Evresi-Total"], "2")
        # What the head says can be asked again.
        status, _, answer = self.server.get("/v1/search", method="POST", body=json.dumps(head["parameters"]),
                                            headers={"Content-Type": "application/json"})
        self.assertEqual(status, 200)
        self.assertEqual([hit["id"] for hit in hits], [hit["id"] for hit in answer["hits"]])
        for hit, other in zip(hits, answer["hits"]):
            self.assertEqual(hit["programme"], other["programme"])
            self.assertEqual(hit["score"], other["score"])

    def test_ris(self):
        records = ris_records(self.export("ris")[1])
        self.assertEqual([dict(record)["ID"] for record in records], self.expected)
        greek = [record for record in records if ("ID", "el/1") in record][0]
        self.assertEqual(greek[0], ("TY", "ELEC"))
        for line in (("PY", "2019"), ("LA", "el"), ("UR", "https://example.org/a?b=1&c=2"), ("KW", "Greece"),
                     ("KW", "Interreg Europe")):
            self.assertIn(line, greek)

    def test_bibtex(self):
        entries = bibtex_entries(self.export("bibtex")[1])
        self.assertEqual(len(entries), len(self.expected))
        self.assertEqual(entries["el/1"]["year"], "2019")
        self.assertEqual(entries["en3"]["title"], r"{Rivers \& banks \textbraceleft{}of\textbraceright{} \$5\_a}")
        self.assertIn("generation 1", entries["en3"]["note"])

    def test_atom(self):
        headers, text = self.export("atom")
        self.assertEqual(headers.get_content_type(), "application/atom+xml")
        feed = ElementTree.fromstring(text)
        self.assertEqual(feed.tag, ATOM + "feed")
        entries = feed.findall(ATOM + "entry")
        self.assertEqual(len(entries), len(self.expected))
        ids = [element.text for element in feed.iter(ATOM + "id")]
        self.assertEqual(len(set(ids)), len(entries) + 1)
        for element in [feed, *entries]:
            for name in ("id", "title", "updated"):
                self.assertEqual(len(element.findall(ATOM + name)), 1)
        self.assertEqual(len(feed.findall(ATOM + "author")), 1)
        greek = entries[self.expected.index("el/1")]
        self.assertIn("https://example.org/a?b=1&c=2",
                      [link.get("href") for link in greek.findall(ATOM + "link") if link.get("rel") == "alternate"])
        self.assertEqual({(c.get("term"), c.get("label")) for c in greek.findall(ATOM + "category")},
                         {("interreg-europe", "Interreg Europe"), ("GR", "Greece"), ("BG", "Bulgaria")})
        self.assertIn("Water", greek.find(ATOM + "summary").text)
        for entry in entries:
            self.assertIsNotNone(entry.find(ATOM + "summary") if entry is greek else entry.find(ATOM + "content"))

    def test_the_command_line_gives_the_same(self):
        for form in ("csv", "jsonl", "ris", "bibtex"):
            result = run("evresi-search", "--index", self.index, "--format", form, "--year", "2000..", "water")
            self.assertEqual(result.returncode, 0, result.stderr)
            served = self.export(form, year="2000..")[1]
            # subprocess reads with universal newlines.
            self.assertEqual(result.stdout, served.replace("\r\n", "\n"))
        result = run("evresi-search", "--index", self.index, "--format", "atom", "water")
        self.assertEqual(len(ElementTree.fromstring(result.stdout).findall(ATOM + "entry")), len(self.expected))
        result = run("evresi-search", "--index", self.index, "--format", "jsonl", "--size", "3", "water")
        self.assertEqual(len(result.stdout.splitlines()), 4)
        self.assertEqual(run("evresi-search", "--index", self.index, "--format", "xml", "water").returncode, 2)

    def test_many_at_once_are_whole_or_told_to_come_back(self):
        results = []

        def ask():
            status, headers, text = self.server.get("/v1/search", format="csv", q="water")
            results.append((status, headers.get("Retry-After"), text))

        askers = [threading.Thread(target=ask) for _ in range(16)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
        whole = {text for status, _, text in results if status == 200}
        self.assertEqual(len(whole), 1)
        self.assertTrue(all(status == 200 or (status == 503 and retry) for status, retry, _ in results))


if __name__ == "__main__":
    unittest.main()
