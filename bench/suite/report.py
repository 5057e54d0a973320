"""A result as Markdown with charts beside it."""
from . import charts, comparison, statistics
from .charts import number

BUILD_NAMES = {
    "build.jobs1": "Evresi, 1 job", "build.jobs2": "Evresi, 2 jobs", "xapian.build": "plain Xapian, 1 thread",
    "lucene.build1": "Lucene, 1 thread", "lucene.build2": "Lucene, 2 threads", "sqlite.build": "SQLite FTS5",
    "postgresql.build": "PostgreSQL, GIN",
}
QUERY_NAMES = {
    "queries.mix/top10": "top 10, exact total", "queries.mix/facets": "+ 3 facets", "queries.mix/snippets": "+ snippets",
    "queries.mix/answer": "+ JSON: the whole answer", "queries.own/top10": "own language only, top 10",
    "queries.or/top10": "words joined by OR, top 10", "queries.and/top10": "words joined by AND, top 10",
    "queries.phrase/top10": "phrases, top 10", "queries.filter/top10": "with a filter, top 10",
    "xapian.queries.top10": "plain Xapian, top 10", "xapian.queries.facets": "plain Xapian, + 3 facets",
    "lucene.queries.top10": "Lucene, top 10", "lucene.queries.facets": "Lucene, + 3 facets",
    "sqlite.queries.top10": "SQLite FTS5, top 10", "sqlite.queries.facets": "SQLite FTS5, + 3 facets",
    "postgresql.queries.top10": "PostgreSQL, top 10", "postgresql.queries.facets": "PostgreSQL, + 3 facets",
}
HTTP_NAMES = {
    "http.uncached": "Evresi, each request new", "http.cached": "Evresi, 100 requests again and again",
    "http.hello": "Beast, 2,000 bytes of hello",
}
UPDATE_NAMES = {"update.same": "nothing changed", "update.changed": "1 % changed"}


def table(head, rows):
    """Lines of a Markdown table; the first column is text, the others are figures."""
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " ---: |" * (len(head) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


class Figures:
    """Medians of a result by row and figure."""

    def __init__(self, result):
        self.rows = result["rows"]

    def values(self, row, figure):
        return statistics.known(self.rows.get(row, {}).get(figure, []))

    def median(self, row, figure):
        return statistics.median(self.values(row, figure))

    def text(self, row, figure, scale=1.0):
        """The median, with the way to the farthest round in percent where there were several."""
        values = self.values(row, figure)
        if not values:
            return ""
        text = number(statistics.median(values) * scale)
        return text + (f" ±{statistics.spread(values):.0%}" if len(values) > 1 else "")

    def count(self, row, figure):
        """The median alone, of what does not vary."""
        value = self.median(row, figure)
        return "" if value is None else number(value)

    def present(self, names):
        return [(row, name) for row, name in names.items() if row in self.rows]

    def bar(self, row, name, figure):
        values = self.values(row, figure)
        several = len(values) > 1
        return name, statistics.median(values), min(values) if several else None, max(values) if several else None

    def ratio(self, row, figure, other):
        pairs = statistics.ratios(self.rows.get(row, {}).get(figure, []), self.rows.get(other, {}).get(figure, []))
        return number(statistics.median(pairs)) if pairs else ""


def yardstick_note(result):
    """Says when plain Xapian stands on fewer documents, which makes its queries cheaper."""
    counted = statistics.median(result["rows"].get("xapian.build", {}).get("documents", []))
    if counted is None or counted == result["documents"]:
        return ""
    return (
        f" Plain Xapian has the first {counted:,.0f} documents only: a yardstick of the machine, so that runs on different "
        "machines can be compared; `bench/run peers` gives it all of them."
    )


def heading(result):
    machine = result["machine"]
    corpus = result["corpus"]
    source = result["source"]
    rounds = max((len(statistics.known(values)) for row in result["rows"].values() for values in row.values()), default=0)
    others = [value for row in result["rows"].values() for value in statistics.known(row.get("others_cores", []))]
    busy = statistics.median(others) or 0.0
    lines = [
        f"# bench/run {result['tier']}: {corpus['documents']:,} documents",
        "",
        f"{result['date']}, commit {source['commit'] or 'unknown'}{' with changes' if source['modified'] else ''}; "
        f"rounds: up to {rounds}.",
        "",
        f"- machine: {machine['processor']}, {machine['cores']} {'virtual ' if machine['virtual'] else ''}cores, "
        f"{machine['memory_gib']} GiB, {machine['system']}, kernel {machine['kernel']}, governor {machine['governor']}",
        "- versions: " + ", ".join(f"{name} {version}" for name, version in result["versions"].items()),
        f"- corpus: {corpus['text_bytes'] / 1e6:.1f} MB of text, {corpus['words'] / 1e6:.2f} million words, seed {corpus['seed']}, "
        f"sha256 {corpus['sha256'][:16]}",
        f"- load average before {result['load']['before'][0]}, after {result['load']['after'][0]}; others took {busy:.2f} of "
        f"{machine['cores']} cores in the median, {max(others, default=0):.2f} at most"
        + (": **the machine was not idle**, so trust CPU seconds and ratios, not wall times" if busy > 0.1 else ""),
        "",
        "Medians of the rounds; ± is half of the way from the least to the largest. MB is 10^6 bytes of text. CPU is user and "
        "system time of all threads." + yardstick_note(result),
        "",
    ]
    return "\n".join(lines)


def builds(figures, add_chart):
    present = figures.present(BUILD_NAMES)
    if not present:
        return ""
    rows = [
        [name, figures.text(row, "cpu_s"), figures.ratio(row, "cpu_s_per_mb", "xapian.build"), figures.text(row, "mb_per_cpu_s"),
         figures.text(row, "mb_per_wall_s"), figures.text(row, "peak_mib"), figures.count(row, "index_per_text")]
        for row, name in present
    ]
    text = "\n## Build\n\n" + table(
        ["", "CPU s", "CPU a MB to plain Xapian", "MB a CPU s", "MB a s wall", "peak MiB", "index bytes a byte of text"], rows
    )
    text += add_chart("build-speed", charts.bars(
        "Build speed", "MB of text a CPU second", [figures.bar(row, name, "mb_per_cpu_s") for row, name in present]))
    text += add_chart("index-size", charts.bars(
        "Index size", "bytes a byte of text", [figures.bar(row, name, "index_per_text") for row, name in present]))
    return text + stages(figures, add_chart)


def stages(figures, add_chart):
    """The stages that the indexer reports, CPU time where it has it, else wall time."""
    text = ""
    chart_rows = []
    for row, name in figures.present({"build.jobs1": "1 job", "build.jobs2": "2 jobs", **UPDATE_NAMES}):
        prefix = "stage_cpu." if any(figure.startswith("stage_cpu.") for figure in figures.rows[row]) else "stage."
        found = [(figure[len(prefix):], figures.median(row, figure)) for figure in figures.rows[row] if figure.startswith(prefix)]
        if not found:
            continue
        documents, tokens = figures.median(row, "documents"), figures.median(row, "tokens")
        kind = "CPU" if prefix == "stage_cpu." else "wall"
        chart_rows.append((f"{name} ({kind})", found))
        if row == "build.jobs1":
            text += f"\nStages with 1 job, {kind} time:\n\n" + table(
                ["stage", "s", "us a document", "ns a token"],
                [[stage, number(s), number(s * 1e6 / documents), number(s * 1e9 / tokens) if tokens else ""] for stage, s in found],
            )
    return text + (add_chart("stages", charts.stacks("Stages", "seconds", chart_rows)) if chart_rows else "")


def updates(figures):
    rows = []
    for row, name in figures.present(UPDATE_NAMES):
        rows.append([name, figures.text(row, "cpu_s"), figures.text(row, "wall_s"), figures.ratio(row, "cpu_s", "build.jobs2"),
                     figures.text(row, "peak_mib")])
    return rows and "\n## Update\n\n" + table(["2 jobs", "CPU s", "s wall", "CPU to the build", "peak MiB"], rows) or ""


def queries(figures, add_chart):
    present = figures.present(QUERY_NAMES)
    if not present:
        return ""
    rows = [
        [name, figures.text(row, "mean_ms"), figures.ratio(row, "mean_ms", "xapian.queries.top10"), figures.text(row, "p50_ms"),
         figures.text(row, "p95_ms"), figures.text(row, "p99_ms"), figures.count(row, "matches"), figures.count(row, "queries")]
        for row, name in present
    ]
    text = "\n## Queries in process, one thread\n\nCPU milliseconds a query.\n\n" + table(
        ["", "mean", "to plain Xapian, top 10", "p50", "p95", "p99", "matches", "queries"], rows
    )
    spans = [
        (name, *(figures.median(row, figure) for figure in ("p50_ms", "p95_ms", "p99_ms")))
        for row, name in present if figures.values(row, "p50_ms")
    ]
    return text + add_chart("latency", charts.ranges("Query latency", "CPU ms: p50 (mark) / p95 (thick) / p99 (thin)", spans))


def serving(figures):
    present = figures.present(HTTP_NAMES)
    if not present:
        return ""
    rows = [
        [name, figures.text(row, "answers_per_s"), figures.text(row, "cpu_ms_per_answer"),
         figures.ratio(row, "cpu_ms_per_answer", "http.hello"), figures.text(row, "p50_ms"), figures.text(row, "p99_ms"),
         figures.count(row, "bytes_per_answer")]
        for row, name in present
    ]
    text = "\n## HTTP, wrk -t1 -c16 on the same machine\n\n" + table(
        ["", "answers a s", "CPU ms an answer", "to hello", "p50 ms", "p99 ms", "bytes"], rows
    )
    return text + (
        f"\nFrom start to ready: {figures.text('http.start', 'wall_s', 1000)} ms wall, "
        f"{figures.text('http.start', 'cpu_s', 1000)} ms CPU.\n"
    )


def compared(rows):
    if not rows:
        return "\n## Compared with the baseline\n\nNothing to compare.\n"
    lines = [
        [row["title"], number(row["before"]), number(row["now"]), f"{row['ratio']:.2f}", f"{row['allowed']:.0%}",
         f"**{row['verdict']}**" if row["verdict"] != comparison.SAME else row["verdict"]]
        for row in rows
    ]
    return "\n## Compared with the baseline\n\nEach figure is divided by the peer's of its own run (memory and size are not); " \
        "below 1 is better.\n\n" + table(["", "baseline", "now", "now / baseline", "noise", ""], lines)


def write(result, comparisons, folder, name):
    """Writes name.md and its charts into `folder`; returns the path of the Markdown. `comparisons`: of compare(), or the reason
    for none, or None where no baseline was asked for."""
    figures = Figures(result)

    def add_chart(chart, svg):
        (folder / f"{name}-{chart}.svg").write_text(svg, encoding="utf-8")
        return f"\n![{chart}]({name}-{chart}.svg)\n"

    text = heading(result) + builds(figures, add_chart) + updates(figures) + queries(figures, add_chart) + serving(figures)
    for skipped in result["skipped"]:
        text += f"\nLeft out: {skipped}\n"
    if isinstance(comparisons, str):
        text += f"\n## Compared with the baseline\n\nNot comparable: {comparisons}.\n"
    elif comparisons is not None:
        text += compared(comparisons)
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return path
