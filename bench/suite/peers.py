"""The other engines, each with its best honest settings on the same texts. One that is not installed is left out."""
import json
import pathlib
import shutil
import sys

from . import building, postgresql, process

JARS = pathlib.Path("/usr/share/java")
LUCENE_PARTS = ("core", "analyzers-common", "facet")


def figures_of_build(run, figures, output, index):
    """What a peer's program told about the build beside what it took."""
    told = json.loads(output)
    figures["index_bytes"] = process.folder_bytes(index) if index.is_dir() else index.stat().st_size
    figures["documents"] = told["documents"]
    if told["documents"] != run.corpus.facts["documents"]:
        raise process.Failed(f"{told['documents']} documents were indexed in {index}")
    return building.per_text(figures, run.corpus.facts["text_bytes"])


def lucene_jars():
    """The jars that the program needs, of the newest version there is; None without Lucene or a Java compiler."""
    jars = [sorted(JARS.glob(f"lucene-{part}-[0-9]*.jar")) for part in LUCENE_PARTS]
    return [found[-1] for found in jars] if all(jars) and shutil.which("javac") else None


def lucene(run, passes):
    jars = lucene_jars()
    classes = run.work / "classes"
    class_path = ":".join(map(str, [*jars, classes]))
    source = run.root / "bench/peers/lucene/LuceneBench.java"
    process.measured(["javac", "-d", classes, "-cp", class_path, source])
    rows = {}
    index = run.work / "lucene"
    for threads in (1, 2):
        shutil.rmtree(index, ignore_errors=True)
        figures, output = process.measured(
            ["java", "-Xmx2g", "-cp", class_path, "LuceneBench", "build", run.corpus.table, index, threads]
        )
        rows[f"lucene.build{threads}"] = figures_of_build(run, figures, output, index)
    _, output = process.measured(["java", "-Xmx2g", "-cp", class_path, "LuceneBench", "queries", index, run.corpus.queries, passes])
    for variant, latencies in json.loads(output).items():
        rows[f"lucene.queries.{variant}"] = latencies
    shutil.rmtree(index)
    return rows


def sqlite(run, passes):
    program = [sys.executable, run.root / "bench/peers/sqlite_fts5.py"]
    file = run.work / "sqlite.db"
    file.unlink(missing_ok=True)
    figures, output = process.measured([*program, "build", run.corpus.table, file])
    rows = {"sqlite.build": figures_of_build(run, figures, output, file)}
    _, output = process.measured([*program, "queries", file, run.corpus.queries, passes])
    for variant, latencies in json.loads(output).items():
        rows[f"sqlite.queries.{variant}"] = latencies
    file.unlink()
    return rows


def postgres(run, passes):
    rows = postgresql.measure(run, passes)
    building.per_text(rows["postgresql.build"], run.corpus.facts["text_bytes"])
    return rows


def steps(run):
    """As main.steps: what each peer measures in a round."""
    passes = run.tier.passes
    run.corpus.make_table()
    listed = [(["sqlite.build", "sqlite.queries.top10"], lambda: sqlite(run, passes))]
    if lucene_jars() is None:
        run.skip("Lucene: apt-get install liblucene8-java default-jdk-headless")
    else:
        listed.append((["lucene.build1", "lucene.queries.top10"], lambda: lucene(run, passes)))
    if postgresql.programs() is None:
        run.skip("PostgreSQL: apt-get install postgresql")
    else:
        listed.append((["postgresql.build", "postgresql.queries.top10"], lambda: postgres(run, 1)))
    return listed
