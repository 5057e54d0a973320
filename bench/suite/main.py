"""The command line of bench/run: a tier, its rounds, its result, the comparison with a baseline."""
import argparse
import datetime
import fcntl
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time

from . import building, comparison, corpora, ledger, machine, peers, process, report, serving, statistics

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = ["evresi-bench", "evresi-hello", "evresi-indexer", "evresi-searchd"]
FORMAT = 1  # of the JSON

FAILED, USAGE, REGRESSION = 1, 2, 4


class Tier:
    """What a tier measures, and how long it may take: further rounds begin while `budget_s` lasts."""

    def __init__(self, documents, rounds, budget_s, yardstick, passes, load_s, has_peers=False):
        self.documents = documents
        self.rounds = rounds
        self.budget_s = budget_s
        self.yardstick = yardstick  # documents that plain Xapian indexes; 0: all
        self.passes = passes
        self.load_s = load_s
        self.has_peers = has_peers


TIERS = {
    "smoke": Tier(500, 1, 0, 100, 1, 1),
    "quick": Tier(20_000, 3, 120, 3_000, 1, 3),
    "full": Tier(200_000, 3, 1_200, 20_000, 3, 10),
    "peers": Tier(20_000, 3, None, 0, 3, 5, has_peers=True),
}


class Run:
    """Where everything is, and what has been measured so far."""

    def __init__(self, arguments):
        self.root = ROOT
        self.build = (ROOT / arguments.build_dir).resolve()
        self.tier = TIERS[arguments.tier]
        self.documents = arguments.documents or self.tier.documents
        self.cache = corpora.cache_folder(ROOT)
        self.work = self.cache / f"{arguments.tier}-{self.documents}"
        self.work.mkdir(parents=True, exist_ok=True)
        self.only = arguments.only
        self.skipped = []

    def program(self, name):
        return self.build / "bin" / name

    @property
    def lexicon(self):
        """The compiled lexicon, where the build has one."""
        path = self.build / "share/evresi/lexicon.bin"
        return path if path.exists() else "none"

    def say(self, text):
        print(text, file=sys.stderr, flush=True)

    def skip(self, text):
        if text not in self.skipped:
            self.skipped.append(text)
            self.say(f"left out: {text}")


def parse(argv):
    parser = argparse.ArgumentParser(
        prog="bench/run", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Measures Evresi beside plain Xapian and other engines in the same run.",
        epilog="tiers:\n  smoke  500 documents, once: does everything work?\n  quick  20,000 documents, up to three minutes\n"
        "  full   200,000 documents, up to half an hour\n  peers  20,000 documents, all engines in turn\n"
        "\nexamples:\n  bench/run quick\n  bench/run quick --check\n  bench/run full --documents 1000000\n"
        "  bench/run peers --resume\n"
        "  bench/run quick --save-baseline\n\nexit status: 0 done; 1 failed; 2 wrong usage, or --check without a baseline to "
        "compare with; 4 regression (--check)",
    )
    parser.add_argument("tier", choices=TIERS)
    parser.add_argument("--documents", type=int, metavar="N", help="another size of the corpus")
    parser.add_argument("--source", action="append", default=[], metavar="PATH",
                        help="texts whose sentences the corpus is made of (default: corpus/sample); may be repeated")
    parser.add_argument("--rounds", type=int, metavar="N", help="so many rounds, however long they take")
    parser.add_argument("--only", type=re.compile, metavar="REGEX",
                        help="only the steps that make a row whose name has this in it (build, queries, http, lucene, ...)")
    parser.add_argument("--baseline", type=pathlib.Path, metavar="FILE.json",
                        help="compare with this result (default: bench/baselines/TIER.json)")
    parser.add_argument("--save-baseline", action="store_true", help="write the result there instead of comparing")
    parser.add_argument("--check", action="store_true", help="fail on a regression beyond noise")
    parser.add_argument("--output", type=pathlib.Path, metavar="DIR",
                        help="folder for TIER.json, TIER.md and charts (default: in the cache)")
    parser.add_argument("--build-dir", default="build/release", metavar="DIR", help="build folder (default: build/release)")
    parser.add_argument("--no-build", action="store_true", help="take the programs as they are")
    parser.add_argument("--resume", action="store_true",
                        help="go on where an earlier run of the same programs on the same corpus was stopped")
    arguments = parser.parse_args(argv)
    if arguments.rounds is not None and arguments.rounds < 1:
        parser.error("--rounds: at least 1")
    if arguments.documents is not None and arguments.documents < 100:
        parser.error("--documents: at least 100, as one in a hundred is changed")
    if arguments.baseline is None:
        arguments.baseline = ROOT / "bench" / "baselines" / f"{arguments.tier}.json"
    return arguments


def build_programs(build):
    if not (build / "CMakeCache.txt").exists():
        subprocess.run(["cmake", "--preset", "release", "-B", build], cwd=ROOT, check=True, stdout=sys.stderr)
    # The lexicon has a target where the tree has its tables.
    lexicon = ["evresi_lexicon_data"] if any((ROOT / "searchd/lexicon/data").glob("en-*.tsv.zst")) else []
    subprocess.run(["cmake", "--build", build, "--target", *PROGRAMS, *lexicon], cwd=ROOT, check=True, stdout=sys.stderr)


def steps(run):
    """(rows that the step makes, the step), in the order of a round: yardsticks stand between what is measured."""
    tier = run.tier
    listed = [
        (["xapian.build"], lambda: building.xapian(run, tier.yardstick)),
        (["build.jobs1"], lambda: building.build(run, 1)),
        (["build.jobs2"], lambda: building.build(run, 2)),
        (["queries.mix/top10"], lambda: building.queries(run, tier.passes)),
        (["http.hello"], lambda: serving.measure(run, tier.load_s)),
        (["update.same", "update.changed"], lambda: building.update(run)),
    ]
    if tier.has_peers:
        listed += peers.steps(run)
    return [(rows, step) for rows, step in listed if run.only is None or any(map(run.only.search, rows))]


def measure(run, kept, rounds):
    """Rounds of all steps; a step whose rows are known is passed over."""
    start = time.monotonic()
    wanted = rounds or run.tier.rounds
    for number in range(wanted):
        if number and rounds is None and run.tier.budget_s is not None:
            taken = time.monotonic() - start
            if taken + taken / number > run.tier.budget_s:
                run.say(f"no more rounds, as there is no time for them: {taken:.0f} s so far")
                break
        for rows, step in steps(run):
            if all(kept.has(number, row) for row in rows):
                continue
            run.say(f"round {number + 1}: {', '.join(rows)}")
            for row, figures in step().items():
                kept.add(number, row, figures)


def programs_state(run):
    """Changes whenever one of the programs does."""
    return {name: [path.stat().st_size, path.stat().st_mtime_ns] for name in PROGRAMS for path in [run.program(name)]}


def result_of(run, tier, kept, load_before):
    rows = kept.rows()
    return {
        "format": FORMAT, "tier": tier, "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "documents": run.documents, "source": machine.source_state(ROOT), "machine": machine.machine(),
        "versions": machine.versions(), "corpus": run.corpus.facts, "load": {"before": load_before, "after": machine.load()},
        "skipped": run.skipped, "rows": rows, "summary": statistics.summary(rows),
    }


def take(arguments):
    """Measures a tier and returns its result."""
    run = Run(arguments)
    if not arguments.no_build:
        build_programs(run.build)
    with open(run.work / "lock", "w", encoding="utf-8") as lock:
        # Two runs at once would measure each other, and share files.
        fcntl.flock(lock, fcntl.LOCK_EX)
        run.corpus = corpora.corpus(run.cache, run.program("evresi-bench"), run.documents, arguments.source)
        circumstances = {"corpus": run.corpus.facts["sha256"], "programs": programs_state(run)}
        kept = ledger.Ledger(run.work / "ledger.jsonl", circumstances, arguments.resume)
        load_before = machine.load()
        measure(run, kept, arguments.rounds)
        shutil.rmtree(run.work / "index", ignore_errors=True)
        return run, result_of(run, arguments.tier, kept, load_before)


def judged(arguments, result):
    """Comparison with the baseline: rows, the reason for none, or None without a baseline."""
    if arguments.save_baseline:
        arguments.baseline.parent.mkdir(parents=True, exist_ok=True)
        arguments.baseline.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        return None
    if not arguments.baseline.exists():
        return None
    before = json.loads(arguments.baseline.read_text(encoding="utf-8"))
    return comparison.comparable(result, before) or comparison.compare(result, before)


def status_of(arguments, comparisons):
    """Exit status of a run that measured everything; says why it is not 0."""
    if not arguments.check:
        return 0
    if not isinstance(comparisons, list) or not comparisons:
        print(f"bench/run: there is nothing to compare with: {comparisons or arguments.baseline}", file=sys.stderr)
        return USAGE
    worse = [row["title"] for row in comparisons if row["verdict"] == comparison.WORSE]
    if worse:
        print(f"bench/run: worse than the baseline: {'; '.join(worse)}", file=sys.stderr)
    return REGRESSION if worse else 0


def main(argv):
    arguments = parse(argv)
    try:
        run, result = take(arguments)
        comparisons = judged(arguments, result)
        output = arguments.output or run.work / "result"
        output.mkdir(parents=True, exist_ok=True)
        (output / f"{arguments.tier}.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
        written = report.write(result, comparisons, output, arguments.tier)
    except (process.Failed, subprocess.CalledProcessError, OSError) as fault:
        print(f"bench/run: {fault}", file=sys.stderr)
        return FAILED
    print(written.read_text(encoding="utf-8"))
    print(f"written to {written}", file=sys.stderr)
    return status_of(arguments, comparisons)
