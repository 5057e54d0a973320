"""evresi-indexer and evresi-search as a user runs them."""
import json
import os
import pty
import signal
import subprocess
import time
import unittest

from programs import BIN, SOURCE, IndexCase, run


class Building(IndexCase):
    def test_bad_rows_are_named_and_the_good_ones_are_all_in(self):
        rows = self.write("rows.jsonl", '{"id":"a","text":"first river"}\n{"id":"b","text":\n'
                          '{"id":"c","text":"third river"}\n["not an object"]\n{"text":"no id"}\n')
        report = self.folder / "report.json"
        result = self.indexer("build", "--index", self.index, "--report", report, rows, expect=3)
        for line in (2, 4, 5):
            self.assertIn(f"rows.jsonl:{line}:", result.stderr)
        content = json.loads(report.read_text())
        self.assertEqual(content["counts"]["indexed"], 2)
        self.assertEqual([r["line"] for r in content["rejected"]], [2, 4, 5])
        self.assertTrue(all(r["code"] and r["message"] and r["source"] for r in content["rejected"]))
        stats = json.loads(self.indexer("stats", "--index", self.index, "--json").stdout)
        self.assertEqual(stats["documents"], 2)

    def test_every_format_comes_in(self):
        self.write("in/page.txt", "Skip to main content\n\nA lighthouse project\n\nThe lighthouse keeps ships safe.\n")
        self.write("in/page.html", "<html lang=en><title>Harbour</title><body><script>lighthouse()</script>"
                   "<p>The lighthouse was repaired.</p></body></html>")
        self.rows("in/rows.jsonl", [{"id": "row", "text": "Another lighthouse."}])
        self.write("in/table.csv", 'id,title,text\ncsv-1,"Light, house","A ""lighthouse""\nin two lines"\n')
        self.write("in/table.tsv", "id\ttitle\ttext\ntsv-1\tTower\tlighthouse tower\n")
        self.write("in/legacy.txt", "Έργο για τον φάρο\n\nΟ φάρος του λιμανιού φωτίζει τη θάλασσα κάθε βράδυ.\n",
                   encoding="cp1253")
        self.build(self.folder / "in")
        result = run("evresi-search", "--index", self.index, "--json", "--cross", "off", "lighthouse")
        ids = {hit["id"] for hit in json.loads(result.stdout)["hits"]}
        self.assertEqual(ids, {"page.txt", "page.html", "row", "csv-1", "tsv-1"})
        result = run("evresi-search", "--index", self.index, "--json", "--cross", "off", "ΦΑΡΟΥ")
        self.assertEqual([hit["id"] for hit in json.loads(result.stdout)["hits"]], ["legacy.txt"])

    def test_rows_come_from_standard_input_and_compressed_files(self):
        rows = "".join(json.dumps({"id": str(i), "text": f"glacier {i}"}) + "\n" for i in range(20))
        self.indexer("build", "--index", self.index, "-", stdin=rows)
        plain = self.write("rows.jsonl", rows)
        for command in (["gzip", "-k"], ["zstd", "-q", "-k"]):
            if subprocess.run(["which", command[0]], capture_output=True, check=False).returncode == 0:
                subprocess.run([*command, plain], check=True)
        plain.unlink()
        packed = sorted(self.folder.glob("rows.jsonl.*"))
        self.assertTrue(packed)
        for path in packed:
            self.build(path)
            stats = json.loads(self.indexer("stats", "--index", self.index, "--json").stdout)
            self.assertEqual(stats["documents"], 20)

    def test_a_source_that_is_not_there_is_an_error_and_the_index_stays(self):
        self.build(self.rows("rows.jsonl", [{"id": "a", "text": "kept"}]))
        result = self.build(self.folder / "missing", expect=1)
        self.assertIn("missing", result.stderr)
        self.assertEqual((self.index / "CURRENT").read_text(), "gen-000001\n")

    def test_wrong_usage_is_status_2(self):
        for arguments in ([], ["nonsense"], ["build"], ["build", "--index"], ["analyze", "--lang", "xx"]):
            self.assertEqual(run("evresi-indexer", *arguments).returncode, 2, arguments)
        self.assertEqual(run("evresi-indexer", "--help").returncode, 0)

    def test_a_build_killed_at_any_moment_leaves_the_old_index(self):
        self.build(self.rows("old.jsonl", [{"id": "old", "text": "original"}]))
        rows = self.rows("new.jsonl", [{"id": str(i), "text": f"replacement text number {i} " * 20}
                                       for i in range(3000)])
        for delay in (0.01, 0.05, 0.1, 0.2, 0.4, 0.8):
            process = subprocess.Popen([BIN / "evresi-indexer", "build", "--index", self.index, rows],
                                       stderr=subprocess.DEVNULL)
            time.sleep(delay)  # the moment of the kill is the point of this test, not a wait
            process.send_signal(signal.SIGKILL)
            process.wait()
            self.indexer("check", "--index", self.index)
            stats = json.loads(self.indexer("stats", "--index", self.index, "--json").stdout)
            self.assertIn(stats["documents"], (1, 3000))
        self.build(rows)
        generations = sorted(p.name for p in self.index.glob("gen-*"))
        self.assertLessEqual(len(generations), 2)

    def test_a_second_writer_is_refused(self):
        process = subprocess.Popen([BIN / "evresi-indexer", "build", "--index", self.index, "-"],
                                   stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 30
            lock = self.index / "write.lock"
            while not (lock.exists() and lock.read_text()) and time.monotonic() < deadline:
                time.sleep(0.01)
            result = self.build(self.rows("rows.jsonl", [{"id": "a", "text": "x"}]), expect=1)
            self.assertIn(str(process.pid), result.stderr)
        finally:
            process.stdin.close()
            process.wait()

    def test_a_signal_ends_a_build_that_waits_for_input(self):
        process = subprocess.Popen([BIN / "evresi-indexer", "build", "--index", self.index, "-"],
                                   stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            process.stdin.write(b'{"id": "a", "text": "x"}\n')
            process.stdin.flush()
            while not (self.index / "gen-000001" / "scratch").exists():
                time.sleep(0.01)
            while process.poll() is None:
                # Again and again: the first may come before the read that it is to interrupt.
                process.send_signal(signal.SIGTERM)
                time.sleep(0.05)
            self.assertEqual(process.returncode, 1)
            self.assertFalse((self.index / "CURRENT").exists())
        finally:
            process.stdin.close()
            process.stderr.close()
            process.wait()

    def test_output_that_cannot_be_written_is_an_error(self):
        rows = self.rows("rows.jsonl", [{"id": "a", "text": "x"}])
        with open("/dev/full", "w", encoding="utf-8") as full:
            result = subprocess.run([BIN / "evresi-indexer", "inspect", rows], stdout=full,
                                    stderr=subprocess.PIPE, check=False)
        self.assertEqual(result.returncode, 1)

    def test_check_names_the_damaged_file(self):
        self.build(self.rows("rows.jsonl", [{"id": str(i), "text": f"word{i} common"} for i in range(500)]))
        self.indexer("check", "--index", self.index)
        table = self.index / "gen-000001" / "shard-0" / "postlist.glass"
        content = bytearray(table.read_bytes())
        content[len(content) // 2] ^= 1
        table.write_bytes(content)
        result = self.indexer("check", "--index", self.index, expect=1)
        self.assertIn("postlist.glass", result.stdout)

    def test_inspect_shows_metadata_with_its_evidence(self):
        page = self.write("page.txt", "Project GREENQUAY\n\nThe project is funded by the Interreg Europe programme.\n"
                          "Partners come from Slovenia and Latvia.\nThe kick-off took place on 12 March 2021.\n")
        document = json.loads(self.indexer("inspect", page).stdout)
        self.assertEqual(document["lang"], "en")
        self.assertEqual(document["programme"], ["interreg-europe"])
        self.assertEqual(sorted(document["country"]), ["LV", "SI"])
        self.assertEqual(document["year"], 2021)
        self.assertIn("funded by", document["evidence"]["programme"][0]["sentence"])

    def test_analyze_gives_one_stem_a_line(self):
        words = "κοινωνική\nΚΟΙΝΩΝΙΚΉΣ\n\nxyz\n"
        stems = self.indexer("analyze", "--lang", "el", "--stems", stdin=words).stdout.split("\n")
        self.assertEqual(len(stems), 5)
        self.assertEqual(stems[0], stems[1])
        self.assertEqual(stems[2], "")

    def test_analyze_shows_the_steps_to_the_stem(self):
        shown = self.indexer("analyze", "--lang", "en", "--steps", stdin="The Rivers\n...\n2020s\r\n").stdout
        the, rivers, none, number = shown.rstrip("\n").split("\n\n")
        self.assertEqual(rivers.split("\n"), [
            "Rivers",
            "  bytes       [4, 10) of the line",
            "  casefolded  rivers",
            "  folded      rivers",
            "  surface     rivers",
            "  stop word   no",
            "  suffix      -s: s off -> river",
            "  stem        river",
        ])
        self.assertIn("  stop word   yes", the)
        self.assertEqual(none, "(no words)")
        self.assertIn("  number      a word with a digit is its own stem\n  stem        2020s", number)
        greek = self.indexer("analyze", "--lang", "el", "--steps", stdin="κοινωνικής").stdout
        self.assertRegex(greek, r"\n  suffix      -\w+: .* -> κοινωνικ\n  stem        κοινωνικ\n")
        self.indexer("analyze", "--lang", "el", "--steps", "--stems", stdin="", expect=2)
        self.assertIn("--lang el --steps", self.indexer("analyze", "--help").stdout)

    def test_analyze_tells_a_person_that_it_waits_for_lines(self):
        outer, inner = pty.openpty()
        try:
            process = subprocess.Popen([BIN / "evresi-indexer", "analyze", "--lang", "en", "--stems"],
                                       stdin=inner, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            os.write(outer, b"rivers\n\x04")  # Ctrl-D
            out, err = process.communicate(timeout=60)
        finally:
            os.close(outer)
            os.close(inner)
        self.assertEqual(out, b"river\n")
        self.assertIn(b"reading lines from standard input", err)
        self.assertEqual(self.indexer("analyze", "--lang", "en", stdin="").stderr, "")


class CommandLineSearch(IndexCase):
    def setUp(self):
        super().setUp()
        self.build(self.rows("rows.jsonl", [
            {"id": "en1", "lang": "en", "title": "Wetland restoration", "text": "Restoring wetlands for birds."},
            {"id": "sl1", "lang": "sl", "title": "Obnova mokrišč", "text": "Mokrišča so obnovili za ptice."},
            {"id": "en2", "lang": "en", "title": "Port logistics", "text": "Freight moves through ports."},
        ]))

    def test_a_table_for_people_and_json_for_programs(self):
        table = run("evresi-search", "--index", self.index, "wetlands")
        self.assertEqual(table.returncode, 0, table.stderr)
        self.assertIn("Wetland restoration", table.stdout)
        answer = json.loads(run("evresi-search", "--index", self.index, "--json", "mokrišč").stdout)
        self.assertEqual([hit["id"] for hit in answer["hits"]], ["sl1", "en1"])

    def test_a_batch_of_queries_gives_a_trec_run(self):
        queries = self.write("queries.tsv", "q1\ten\trestored wetland (birds\nq2\tsl\tmokrišče\nq3\ten\tzzzzz\n")
        out = self.folder / "out.run"
        result = run("evresi-search", "--index", self.index, "--queries", queries, "--run", out, "--in", "same")
        self.assertEqual(result.returncode, 0, result.stderr)
        rows = [line.split() for line in out.read_text().splitlines()]
        self.assertTrue(all(len(row) == 6 and row[1] == "Q0" for row in rows))
        self.assertEqual(rows[0][:4:2], ["q1", "en1"])
        self.assertEqual({row[0]: row[2] for row in rows if row[3] == "1"}, {"q1": "en1", "q2": "sl1"})

    def test_an_index_that_is_not_there_is_named(self):
        result = run("evresi-search", "--index", self.folder / "none", "x")
        self.assertEqual(result.returncode, 1)
        self.assertIn("evresi-indexer build", result.stderr)


class SampleCorpus(IndexCase):
    def test_the_sample_indexes_whole_and_in_five_languages(self):
        self.build(SOURCE / "corpus" / "sample")
        stats = json.loads(self.indexer("stats", "--index", self.index, "--json").stdout)
        self.assertGreaterEqual(stats["documents"], 150)
        for lang in ("el", "bg", "sl", "lv", "en"):
            self.assertGreaterEqual(stats["lang"].get(lang, 0), 30, lang)


if __name__ == "__main__":
    unittest.main()
