"""What bench/run makes of figures: medians, ratios, noise, comparison, charts, reports, going on. Nothing is measured."""
import json
import os
import pathlib
import sys
import tempfile
import unittest
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(os.environ["EVRESI_SOURCE"]) / "bench"))

from suite import charts, comparison, corpora, ledger, main, postgresql, report, serving, statistics  # noqa: E402


def result(rows, **changes):
    """A result with these rows, as bench/run would write it."""
    made = {
        "format": 1, "tier": "quick", "date": "2026-01-01 00:00 UTC", "documents": 1000,
        "source": {"commit": "abc", "modified": False},
        "machine": {"processor": "P <1> & co", "cores": 2, "memory_gib": 4.0, "kernel": "6", "governor": "not told",
                    "virtual": True, "system": "Debian"},
        "versions": {"xapian": "1.4.22"}, "load": {"before": [0.1, 0, 0], "after": [0.2, 0, 0]}, "skipped": ["Lucene: not there"],
        "corpus": {"sha256": "0123456789abcdef00", "text_bytes": 4_000_000, "words": 400_000, "documents": 1000, "seed": 1},
        "rows": rows,
    }
    made.update(changes)
    return made


def builds(ours, xapians):
    return {"build.jobs1": {"cpu_s_per_mb": ours}, "xapian.build": {"cpu_s_per_mb": xapians}}


WATCHED = [comparison.Watched("build", "build.jobs1", "cpu_s_per_mb", comparison.XAPIAN_BUILD, floor=0.05)]


class Statistics(unittest.TestCase):
    def test_median_and_spread_pass_over_rounds_without_a_value(self):
        self.assertEqual(statistics.median([3.0, None, 1.0, 2.0]), 2.0)
        self.assertAlmostEqual(statistics.spread([9.0, None, 10.0, 12.0]), 0.15)

    def test_nothing_is_known_of_the_spread_of_one_value(self):
        self.assertEqual(statistics.spread([5.0]), statistics.SINGLE_SPREAD)
        self.assertIsNone(statistics.median([None]))

    def test_ratios_are_those_of_the_same_round(self):
        self.assertEqual(statistics.ratios([2.0, 8.0, 5.0], [1.0, 2.0, None]), [2.0, 4.0])

    def test_summary_has_low_and_high(self):
        told = statistics.summary({"row": {"cpu_s": [3.0, 1.0, None]}})
        self.assertEqual(told, {"row": {"cpu_s": {"median": 2.0, "low": 1.0, "high": 3.0, "rounds": 2}}})


class Comparison(unittest.TestCase):
    def verdict(self, now, before):
        rows = comparison.compare(result(now), result(before), WATCHED)
        self.assertEqual(len(rows), 1)
        return rows[0]["verdict"]

    def test_a_machine_of_half_the_speed_changes_nothing(self):
        self.assertEqual(self.verdict(builds([2.0, 2.0], [4.0, 4.0]), builds([1.0, 1.0], [2.0, 2.0])), comparison.SAME)

    def test_a_steady_loss_beyond_the_floor_is_worse_and_the_way_back_better(self):
        slow, fast = builds([1.2, 1.2], [2.0, 2.0]), builds([1.0, 1.0], [2.0, 2.0])
        self.assertEqual(self.verdict(slow, fast), comparison.WORSE)
        self.assertEqual(self.verdict(fast, slow), comparison.BETTER)

    def test_a_loss_below_the_floor_is_none(self):
        self.assertEqual(self.verdict(builds([1.04, 1.04], [2.0, 2.0]), builds([1.0, 1.0], [2.0, 2.0])), comparison.SAME)

    def test_the_spreads_of_both_runs_add_up_to_the_noise(self):
        # 10 % each: a loss of 18 % may be chance, one of 25 % not.
        before = builds([0.9, 1.0, 1.1], [1.0, 1.0, 1.0])
        self.assertEqual(self.verdict(builds([1.062, 1.18, 1.298], [1.0, 1.0, 1.0]), before), comparison.SAME)
        self.assertEqual(self.verdict(builds([1.125, 1.25, 1.375], [1.0, 1.0, 1.0]), before), comparison.WORSE)

    def test_what_slows_both_rows_of_a_round_is_no_noise(self):
        # The second round ran at half speed: its ratio is that of the first.
        rows = comparison.compare(
            result(builds([1.0, 2.0], [2.0, 4.0])), result(builds([1.0, 1.0], [2.0, 2.0])), WATCHED)
        self.assertAlmostEqual(rows[0]["allowed"], 0.05)
        self.assertAlmostEqual(rows[0]["ratio"], 1.0)

    def test_one_round_each_allows_for_what_is_not_known(self):
        before = builds([1.0], [1.0])
        self.assertEqual(self.verdict(builds([1.15], [1.0]), before), comparison.SAME)
        self.assertEqual(self.verdict(builds([1.25], [1.0]), before), comparison.WORSE)

    def test_sizes_are_compared_as_they_are(self):
        size = [comparison.Watched("size", "build.jobs1", "index_per_text", floor=0.01)]
        rows = comparison.compare(
            result({"build.jobs1": {"index_per_text": [2.1, 2.1]}}), result({"build.jobs1": {"index_per_text": [2.0, 2.0]}}), size)
        self.assertEqual(rows[0]["verdict"], comparison.WORSE)

    def test_rows_that_one_run_lacks_are_passed_over(self):
        self.assertEqual(comparison.compare(result({}), result(builds([1.0], [1.0])), WATCHED), [])

    def test_other_corpora_and_sizes_cannot_be_compared(self):
        this = result({})
        self.assertIsNone(comparison.comparable(this, result({})))
        self.assertIn("documents", comparison.comparable(this, result({}, documents=5)))
        other = result({}, corpus={**this["corpus"], "sha256": "ff"})
        self.assertIn("corpora differ", comparison.comparable(this, other))

    def test_every_watched_figure_has_its_own_title(self):
        titles = [entry.title for entry in comparison.WATCHED]
        self.assertEqual(len(titles), len(set(titles)))


class Check(unittest.TestCase):
    """Exit status of --check."""

    def status(self, comparisons, *options):
        return main.status_of(main.parse(["quick", *options]), comparisons)

    def test_only_a_loss_fails_and_only_when_asked(self):
        worse = [{"title": "build", "verdict": comparison.WORSE}]
        self.assertEqual(self.status(worse, "--check"), main.REGRESSION)
        self.assertEqual(self.status(worse), 0)
        self.assertEqual(self.status([{"title": "build", "verdict": comparison.BETTER}], "--check"), 0)

    def test_nothing_to_compare_with_is_no_success(self):
        for comparisons in (None, [], "documents: 5 here"):
            self.assertEqual(self.status(comparisons, "--check"), main.USAGE)

    def test_baselines_are_saved_and_read(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "sub" / "base.json"
            made = result(builds([1.0, 1.0], [1.0, 1.0]))
            self.assertIsNone(main.judged(main.parse(["quick", "--baseline", str(file)]), made))
            main.judged(main.parse(["quick", "--baseline", str(file), "--save-baseline"]), made)
            rows = main.judged(main.parse(["quick", "--baseline", str(file)]), made)
            self.assertEqual([row["verdict"] for row in rows], [comparison.SAME])


class Charts(unittest.TestCase):
    def parsed(self, svg):
        return xml.etree.ElementTree.fromstring(svg)

    def rectangles(self, svg):
        return self.parsed(svg).findall("{http://www.w3.org/2000/svg}rect")

    def test_all_kinds_are_well_formed_whatever_the_labels_are(self):
        label = 'a <b> & "c"'
        for svg in (
            charts.bars(label, label, [(label, 3.0, 2.0, 4.0), ("none", 0.0, None, None)]),
            charts.stacks(label, label, [(label, [(label, 1.0), ("x", 2.0)]), ("y", [("x", 0.5)])]),
            charts.ranges(label, label, [(label, 0.1, 2.0, 30.0)]),
        ):
            root = self.parsed(svg)
            texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
            self.assertIn(label, texts)
            self.assertIn("prefers-color-scheme:dark", svg)

    def test_empty_charts_are_well_formed(self):
        for svg in (charts.bars("t", "u", []), charts.stacks("t", "u", []), charts.ranges("t", "u", [])):
            self.parsed(svg)

    def test_bars_are_as_long_as_their_values(self):
        lengths = [float(bar.get("width")) for bar in self.rectangles(charts.bars("t", "u", [("a", 10.0, None, None), ("b", 5.0, None, None)]))]
        self.assertAlmostEqual(lengths[0], 2 * lengths[1], delta=0.1)

    def test_numbers_have_three_digits_that_matter(self):
        self.assertEqual([charts.number(value) for value in (0, 0.01234, 1.234, 12.34, 1234.5)], ["0", "0.0123", "1.23", "12.3", "1234"])


class Report(unittest.TestCase):
    ROWS = {
        "build.jobs1": {"cpu_s": [4.0, 5.0], "cpu_s_per_mb": [1.0, 1.25], "mb_per_cpu_s": [1.0, 0.8], "mb_per_wall_s": [1.0, 0.8],
                        "peak_mib": [50.0, 50.0], "index_per_text": [2.0, 2.0], "stage.reading": [3.0, 4.0],
                        "stage.merging": [1.0, 1.0], "documents": [1000, 1000], "tokens": [400_000, 400_000],
                        "others_cores": [0.5, 0.7]},
        "xapian.build": {"cpu_s": [1.0, 1.0], "cpu_s_per_mb": [2.0, 2.0], "mb_per_cpu_s": [0.5, 0.5], "mb_per_wall_s": [0.5, 0.5],
                         "peak_mib": [60.0, 60.0], "index_per_text": [5.0, 5.0], "documents": [250, 250]},
        "update.same": {"cpu_s": [1.0, 1.0], "wall_s": [1.0, 1.0], "peak_mib": [50.0, 50.0]},
        "queries.mix/top10": {"mean_ms": [0.2], "p50_ms": [0.1], "p95_ms": [0.5], "p99_ms": [0.9], "matches": [14.0],
                              "queries": [1000]},
        "xapian.queries.top10": {"mean_ms": [0.1]},
    }

    def written(self, comparisons, rows=None):
        with tempfile.TemporaryDirectory() as folder:
            path = report.write(result(self.ROWS if rows is None else rows), comparisons, pathlib.Path(folder), "quick")
            text = path.read_text(encoding="utf-8")
            for chart in pathlib.Path(folder).glob("*.svg"):
                xml.etree.ElementTree.parse(chart)
                self.assertIn(f"({chart.name})", text)
            return text

    def test_tells_figures_ratios_and_what_was_left_out(self):
        text = self.written(None)
        self.assertIn("| Evresi, 1 job | 4.50 ±11% | 0.562 |", text)
        self.assertIn("| reading | 3.50 | 3500 | 8750 |", text)
        self.assertIn("| top 10, exact total | 0.2 | 2.00 | 0.1 | 0.5 | 0.9 | 14.0 | 1000 |", text)
        self.assertIn("Left out: Lucene: not there", text)
        self.assertNotIn("Compared", text)

    def test_says_when_the_machine_was_busy_and_when_the_yardstick_is_short(self):
        text = self.written(None)
        self.assertIn("the machine was not idle", text)
        self.assertIn("Plain Xapian has the first 250 documents only", text)

    def test_shows_the_comparison_or_why_there_is_none(self):
        rows = [{"title": "build", "now": 0.5, "before": 0.4, "ratio": 1.25, "allowed": 0.1, "verdict": comparison.WORSE}]
        self.assertIn("| build | 0.4 | 0.5 | 1.25 | 10% | **worse** |", self.written(rows))
        self.assertIn("Not comparable: the corpora differ", self.written("the corpora differ"))

    def test_a_result_without_rows_is_still_a_report(self):
        self.assertIn("# bench/run quick", self.written(None, {}))

    def test_stages_with_cpu_time_are_told_by_it(self):
        rows = {"build.jobs1": {**self.ROWS["build.jobs1"], "stage_cpu.invert": [2.0, 2.0]}}
        text = self.written(None, rows)
        self.assertIn("| invert | 2.00 |", text)
        self.assertNotIn("| reading |", text)


class Ledger(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "work" / "ledger.jsonl"
        kept = ledger.Ledger(self.path, {"corpus": "a"}, resume=True)
        kept.add(0, "build", {"cpu_s": 1.0})
        kept.add(1, "build", {"cpu_s": 2.0, "more": 5})

    def test_goes_on_where_it_was_stopped(self):
        kept = ledger.Ledger(self.path, {"corpus": "a"}, resume=True)
        self.assertTrue(kept.has(1, "build"))
        self.assertFalse(kept.has(2, "build"))
        self.assertEqual(kept.rows(), {"build": {"cpu_s": [1.0, 2.0], "more": [None, 5]}})

    def test_a_line_that_was_cut_off_is_measured_again(self):
        whole = self.path.read_text(encoding="utf-8")
        self.path.write_text(whole[:-10], encoding="utf-8")
        kept = ledger.Ledger(self.path, {"corpus": "a"}, resume=True)
        self.assertFalse(kept.has(1, "build"))
        kept.add(1, "build", {"cpu_s": 3.0})
        again = ledger.Ledger(self.path, {"corpus": "a"}, resume=True)
        self.assertEqual(again.rows(), {"build": {"cpu_s": [1.0, 3.0]}})

    def test_begins_anew_under_other_circumstances_or_when_told(self):
        for circumstances, resume in (({"corpus": "b"}, True), ({"corpus": "b"}, False)):
            kept = ledger.Ledger(self.path, circumstances, resume)
            self.assertFalse(kept.has(0, "build"))
            kept.add(0, "build", {"cpu_s": 1.0})


class Material(unittest.TestCase):
    """Files made of the corpus, and requests made of the queries."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_one_document_in_a_hundred_changes(self):
        source = self.folder / "c.jsonl"
        lines = [json.dumps({"id": str(i), "title": "t", "text": 'a "text"'}, separators=(",", ":")) + "\n" for i in range(250)]
        source.write_text("".join(lines), encoding="utf-8")
        corpora.write_changed(source, self.folder / "changed.jsonl")
        changed = (self.folder / "changed.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        self.assertEqual([i for i in range(250) if changed[i] != lines[i]], [0, 100, 200])
        self.assertEqual(json.loads(changed[100])["text"], 'Updated. a "text"')

    def test_the_table_has_one_line_and_seven_columns_a_document(self):
        source = self.folder / "c.jsonl"
        document = {"id": "a", "lang": "el", "programme": ["life"], "country": ["GR", "BG"], "year": 2020, "title": "Ένα",
                    "text": "δύο\tτρία\nτέσσερα \\ πέντε"}
        source.write_text(json.dumps(document) + "\n", encoding="utf-8")
        corpora.write_table(source, self.folder / "c.tsv")
        self.assertEqual((self.folder / "c.tsv").read_text(encoding="utf-8"),
                         "a\tel\tlife\tGR,BG\t2020\tΈνα\tδύο τρία τέσσερα / πέντε\n")

    def test_requests_carry_text_and_filter(self):
        queries = self.folder / "q.tsv"
        queries.write_text('phrase\tel\t"ένα & δύο"\tcountry=GR\nwords\ten\tone\t\n', encoding="utf-8")
        first, second = serving.request_paths(queries)
        self.assertIn("q=%22%CE%AD%CE%BD%CE%B1+%26+%CE%B4%CF%8D%CE%BF%22", first)
        self.assertTrue(first.endswith("&country=GR"))
        self.assertNotIn("country=", second)

    def test_sql_quotes_what_was_typed(self):
        where, asked = postgresql.condition("words\ten\td'Italia x\tprogramme=o'x")
        self.assertIn("programme = 'o''x'", where)
        self.assertEqual(asked.count("plainto_tsquery('english'"), 3)
        _, phrase = postgresql.condition('phrase\tlv\t"viens divi"\t')
        self.assertEqual(phrase, "phraseto_tsquery('simple', 'viens divi')")


class CommandLine(unittest.TestCase):
    def test_refuses_what_makes_no_sense(self):
        for arguments in ([], ["fast"], ["quick", "--rounds", "0"], ["quick", "--documents", "5"]):
            with self.subTest(arguments), self.assertRaises(SystemExit) as ended, open(os.devnull, "w", encoding="utf-8") as sink:
                stderr, sys.stderr = sys.stderr, sink
                try:
                    main.parse(arguments)
                finally:
                    sys.stderr = stderr
            self.assertEqual(ended.exception.code, 2)

    def test_each_tier_has_its_baseline(self):
        self.assertEqual(main.parse(["full"]).baseline.name, "full.json")


if __name__ == "__main__":
    unittest.main()
