"""Building and updating an index, beside plain Xapian on the first documents of the same corpus."""
import json
import shutil

from . import process

REJECTED = 3  # exit status of evresi-indexer when documents were refused


def per_text(figures, text_bytes):
    """Adds what a build took by the text that it indexed."""
    megabytes = text_bytes / 1e6
    figures["cpu_s_per_mb"] = figures["cpu_s"] / megabytes
    figures["mb_per_cpu_s"] = megabytes / figures["cpu_s"]
    figures["mb_per_wall_s"] = megabytes / figures["wall_s"]
    if "index_bytes" in figures:
        figures["index_per_text"] = figures["index_bytes"] / text_bytes
    return figures


def stage_figures(report):
    """Each stage of an indexer's report: wall seconds, and CPU seconds where it tells them."""
    figures = {}
    for key, prefix in (("seconds", "stage"), ("cpu_seconds", "stage_cpu")):
        for stage, seconds in report.get(key, {}).items():
            figures[f"{prefix}.{stage}"] = seconds
    return figures


def run_indexer(run, job, index, documents, jobs):
    """evresi-indexer with a report: its figures and the report."""
    report_file = run.work / "report.json"
    figures, _ = process.measured(
        [run.program("evresi-indexer"), job, "--index", index, "--jobs", jobs, "--progress", "never", "--report", report_file,
         documents],
        accepted=(0, REJECTED),
    )
    report = json.loads(report_file.read_text(encoding="utf-8"))
    figures.update(stage_figures(report))
    figures["documents"] = report["documents"]
    figures["tokens"] = report["tokens"]
    figures["index_bytes"] = report["bytes"]["index"]
    return per_text(figures, run.corpus.facts["text_bytes"])


def fresh_index(run):
    """An index of the corpus, built if there is none (a run that went on may have lost it)."""
    index = run.work / "index"
    if not (index / "CURRENT").exists():
        run_indexer(run, "build", index, run.corpus.documents, 2)
    return index


def build(run, jobs):
    index = run.work / "index"
    shutil.rmtree(index, ignore_errors=True)
    return {f"build.jobs{jobs}": run_indexer(run, "build", index, run.corpus.documents, jobs)}


def update(run):
    """An update that finds nothing new, then one where a document in a hundred has changed; spoils the index."""
    index = fresh_index(run)
    rows = {}
    for row, documents in (("update.same", run.corpus.documents), ("update.changed", run.corpus.changed)):
        rows[row] = run_indexer(run, "update", index, documents, 2)
    shutil.rmtree(index)
    return rows


def xapian(run, limit):
    """Plain Xapian on the first `limit` documents (0: all): the yardstick of builds and queries."""
    index = run.work / "xapian"
    shutil.rmtree(index, ignore_errors=True)
    program = run.program("evresi-bench")
    figures, output = process.measured(
        [program, "xapian-build", "--corpus", run.corpus.documents, "--limit", limit, "--index", index]
    )
    told = json.loads(output)
    figures.update({name: told[name] for name in ("cpu_s", "wall_s", "index_bytes", "documents")})
    rows = {"xapian.build": per_text(figures, told["text_bytes"])}
    _, output = process.measured(
        [program, "xapian-queries", "--index", index, "--queries", run.corpus.queries, "--passes", 3]
    )
    for variant, latencies in json.loads(output).items():
        rows[f"xapian.queries.{variant}"] = latencies
    shutil.rmtree(index)
    return rows


def queries(run, passes):
    """The query mix in process, over a fresh index."""
    figures, output = process.measured(
        [run.program("evresi-bench"), "queries", "--index", fresh_index(run), "--queries", run.corpus.queries, "--lexicon",
         run.lexicon, "--passes", passes]
    )
    rows = {f"queries.{name}": latencies for name, latencies in json.loads(output).items()}
    rows["queries.process"] = figures
    return rows
