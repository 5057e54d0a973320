"""PostgreSQL on the synthetic corpus: a throw-away cluster on a socket of its own, never the one of the machine."""
import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

from . import process

# Text search configurations that PostgreSQL has; the others get `simple`, which stems nothing.
SCHEMA = """
CREATE UNLOGGED TABLE documents (id text, lang text, programme text, countries text, year text, title text, body text);
"""
INDEX = """
ALTER TABLE documents ADD number serial;
CREATE UNLOGGED TABLE texts AS SELECT number, programme, string_to_array(countries, ',') AS countries, year, title, body,
  to_tsvector(CASE lang WHEN 'el' THEN 'greek' WHEN 'en' THEN 'english' ELSE 'simple' END::regconfig, title || ' ' || body)
  AS words FROM documents;
DROP TABLE documents;
CREATE INDEX ON texts USING gin (words);
CREATE INDEX ON texts (programme);
CREATE INDEX ON texts (year);
CREATE INDEX ON texts USING gin (countries);
ANALYZE texts;
"""
SETTINGS = {
    "shared_buffers": "512MB", "maintenance_work_mem": "256MB", "work_mem": "64MB", "fsync": "off", "synchronous_commit": "off",
    "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0", "autovacuum": "off", "jit": "off",
    "max_parallel_workers_per_gather": "0", "max_parallel_maintenance_workers": "0", "listen_addresses": "''",
}
CONFIGURATIONS = {"el": "greek", "en": "english"}


def programs():
    """Folder of the server's programs, or None."""
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Cluster:
    """A server of its own in a temporary folder, as a context. Root may not run PostgreSQL: then the user postgres does."""

    def __init__(self, folder):
        self.programs = programs()
        self.folder = pathlib.Path(folder)
        self.prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def _run(self, *command, **options):
        result = subprocess.run(
            [*self.prefix, *map(str, command)], capture_output=True, text=True, cwd="/", check=False, **options
        )
        if result.returncode != 0:
            raise process.Failed(f"{command[0]}: {result.stderr[-2000:]}")
        return result.stdout

    def __enter__(self):
        if self.prefix:
            shutil.chown(self.folder, "postgres", "postgres")
        self.data = self.folder / "data"
        self._run(self.programs / "initdb", "-D", self.data, "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "-U", "postgres")
        options = f"-k {self.folder} " + " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        self._run(self.programs / "pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "-o", options, "start")
        self.pid = int((self.data / "postmaster.pid").read_text(encoding="ascii").split()[0])
        return self

    def __exit__(self, *_):
        with contextlib.suppress(process.Failed):
            self._run(self.programs / "pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def sql(self, text, database="postgres"):
        return self._run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "postgres", "-d", database,
                         input=text)

    def cpu_seconds(self):
        """Of the server and its children, those that have ended among them."""
        children = pathlib.Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii").split()
        total = process.cpu_seconds(self.pid)
        for child in children:
            with contextlib.suppress(OSError):
                total += process.cpu_seconds(child)
        return total


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def condition(line):
    """The WHERE of a query of the mix, and its tsquery."""
    kind, lang, text, restriction = line.rstrip("\n").split("\t")
    configuration = quoted(CONFIGURATIONS.get(lang, "simple"))
    words = re.findall(r"\w+", text)
    if kind == "phrase":
        asked = f"phraseto_tsquery({configuration}, {quoted(' '.join(words))})"
    else:
        asked = " || ".join(f"plainto_tsquery({configuration}, {quoted(word)})" for word in words)
    name, _, value = restriction.partition("=")
    where = "words @@ q"
    if name == "country":
        where += f" AND countries @> ARRAY[{quoted(value)}]"
    elif name:
        where += f" AND {name} = {quoted(value)}"
    return where, asked


def query_sql(line, has_facets):
    """One query as Evresi answers it: ten hits by rank, the exact total, counts of three facets where asked for."""
    where, asked = condition(line)
    found = f"FROM texts, (SELECT {asked} AS q) AS asked WHERE {where}"
    text = f"SELECT number, ts_rank(words, q) AS rank {found} ORDER BY rank DESC LIMIT 10;\nSELECT count(*) {found};\n"
    if has_facets:
        text += f"SELECT programme, count(*) {found} GROUP BY 1;\nSELECT year, count(*) {found} GROUP BY 1;\n"
        text += f"SELECT unnest(countries), count(*) {found} GROUP BY 1;\n"
    return text


def total_of(cluster, lines):
    counts = "".join(
        f"SELECT count(*) FROM texts, (SELECT {asked} AS q) AS asked WHERE {where};\n" for where, asked in map(condition, lines)
    )
    return sum(map(int, cluster.sql(counts).split()))


def measure(run, passes):
    """Rows postgresql.*: CPU of the server alone; a mean for queries, as the server does not tell CPU by query."""
    rows = {}
    with tempfile.TemporaryDirectory(prefix="evresi-postgresql-") as folder, Cluster(folder) as cluster:
        cluster.sql(SCHEMA)
        meanwhile = process.Meanwhile()
        cpu, wall = cluster.cpu_seconds(), time.monotonic()
        with open(run.corpus.table, encoding="utf-8") as table:
            subprocess.run(
                [*cluster.prefix, "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", folder, "-U", "postgres", "-c",
                 "COPY documents FROM STDIN"], stdin=table, cwd="/", check=True,
            )
        cluster.sql(INDEX)
        taken = cluster.cpu_seconds() - cpu
        rows["postgresql.build"] = {
            "cpu_s": taken, "wall_s": time.monotonic() - wall, "others_cores": meanwhile.others(taken),
            "index_bytes": int(cluster.sql("SELECT pg_total_relation_size('texts')")),
        }
        lines = run.corpus.queries.read_text(encoding="utf-8").splitlines()
        matches = total_of(cluster, lines)
        for variant, has_facets in (("top10", False), ("facets", True)):
            text = "\\o /dev/null\n" + "".join(query_sql(line, has_facets) for line in lines) * passes
            cpu = cluster.cpu_seconds()
            cluster.sql(text)
            taken = cluster.cpu_seconds() - cpu
            rows[f"postgresql.queries.{variant}"] = {
                "mean_ms": taken * 1000 / passes / len(lines), "queries": len(lines), "matches": matches / len(lines),
            }
    return rows
