"""Compares a run with a baseline: ratios to a yardstick of the same run, so that machines cancel out."""
import dataclasses

from . import statistics

BETTER, SAME, WORSE = "better", "same", "worse"


@dataclasses.dataclass(frozen=True)
class Watched:
    """A figure that must not grow. `yardstick`: row and figure that it is divided by, None for what no machine changes."""

    title: str
    row: str
    figure: str
    yardstick: tuple = None
    floor: float = 0.05  # differences up to this share are never called one


XAPIAN_BUILD = ("xapian.build", "cpu_s_per_mb")
XAPIAN_QUERIES = ("xapian.queries.top10", "mean_ms")
HELLO = ("http.hello", "cpu_ms_per_answer")

WATCHED = [
    Watched("build, CPU, 1 job", "build.jobs1", "cpu_s_per_mb", XAPIAN_BUILD),
    Watched("build, CPU, 2 jobs", "build.jobs2", "cpu_s_per_mb", XAPIAN_BUILD),
    Watched("build, peak memory, 1 job", "build.jobs1", "peak_mib", floor=0.10),
    Watched("build, index bytes a byte of text", "build.jobs1", "index_per_text", floor=0.01),
    Watched("update, nothing changed", "update.same", "cpu_s_per_mb", XAPIAN_BUILD, floor=0.10),
    Watched("update, 1 % changed", "update.changed", "cpu_s_per_mb", XAPIAN_BUILD, floor=0.10),
    Watched("queries, top 10", "queries.mix/top10", "mean_ms", XAPIAN_QUERIES),
    Watched("queries, with facets", "queries.mix/facets", "mean_ms", XAPIAN_QUERIES),
    Watched("queries, with snippets", "queries.mix/snippets", "mean_ms", XAPIAN_QUERIES),
    Watched("queries, whole answer", "queries.mix/answer", "mean_ms", XAPIAN_QUERIES),
    Watched("queries, own language", "queries.own/top10", "mean_ms", XAPIAN_QUERIES),
    Watched("queries, OR", "queries.or/top10", "mean_ms", XAPIAN_QUERIES),
    Watched("queries, AND", "queries.and/top10", "mean_ms", XAPIAN_QUERIES),
    Watched("queries, phrases", "queries.phrase/top10", "mean_ms", XAPIAN_QUERIES),
    Watched("queries, filtered", "queries.filter/top10", "mean_ms", XAPIAN_QUERIES),
    Watched("queries, whole answer, p99", "queries.mix/answer", "p99_ms", XAPIAN_QUERIES, floor=0.10),
    Watched("HTTP, each answer new", "http.uncached", "cpu_ms_per_answer", HELLO, floor=0.10),
    Watched("HTTP, answers repeated", "http.cached", "cpu_ms_per_answer", HELLO, floor=0.10),
    Watched("start until ready", "http.start", "cpu_s", XAPIAN_BUILD, floor=0.25),
]


def series(result, watched):
    """The watched figure by round, divided by its yardstick; empty where it was not taken."""
    rows = result["rows"]
    values = rows.get(watched.row, {}).get(watched.figure, [])
    if watched.yardstick is None:
        return statistics.known(values)
    row, figure = watched.yardstick
    return statistics.ratios(values, rows.get(row, {}).get(figure, []))


def comparable(now, before):
    """Why the two runs cannot be compared, or None."""
    for name in ("tier", "documents"):
        if now[name] != before[name]:
            return f"{name}: {now[name]} here, {before[name]} in the baseline"
    if now["corpus"]["sha256"] != before["corpus"]["sha256"]:
        return "the corpora differ: the generator or its sources have changed since the baseline"
    return None


def compare(now, before, watched=None):
    """For each figure that both runs have: its values, their ratio, the noise allowed, and a verdict."""
    rows = []
    for entry in WATCHED if watched is None else watched:
        here, there = series(now, entry), series(before, entry)
        if not here or not there or statistics.median(there) == 0:
            continue
        value, base = statistics.median(here), statistics.median(there)
        ratio = value / base
        if entry.yardstick is None and value == base:
            noise = 0.0
        else:
            noise = statistics.spread(here) + statistics.spread(there)
        allowed = max(entry.floor, noise)
        # The same distance either way: 1.25 is as far as 0.8.
        verdict = WORSE if ratio > 1 + allowed else BETTER if ratio < 1 / (1 + allowed) else SAME
        rows.append({
            "title": entry.title, "now": value, "before": base, "ratio": ratio, "allowed": allowed, "verdict": verdict,
        })
    return rows
