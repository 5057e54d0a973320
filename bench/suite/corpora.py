"""The synthetic corpus of a size, made once and kept in the cache with what belongs to it."""
import hashlib
import json
import os
import pathlib

from . import process

SEED = 1


class Corpus:
    """Files of one corpus: documents, the same with one in a hundred changed, queries, a TSV for peers."""

    def __init__(self, folder, facts):
        self.folder = folder
        self.documents = folder / "corpus.jsonl"
        self.changed = folder / "changed.jsonl"
        self.queries = folder / "queries.tsv"
        self.table = folder / "corpus.tsv"
        self.facts = facts

    def make_table(self):
        """Writes the TSV, unless it is there for these documents."""
        if not self.table.exists():
            write_table(self.documents, self.table)


def checksum(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def write_changed(source, target):
    """The same documents, every hundredth with another beginning."""
    with open(source, encoding="utf-8") as lines, open(target, "w", encoding="utf-8") as out:
        for number, line in enumerate(lines):
            out.write(line.replace(',"text":"', ',"text":"Updated. ', 1) if number % 100 == 0 else line)


def write_table(source, target):
    """For peers that read no JSON: id, language, programme, countries, year, title, text."""
    partial = target.with_suffix(".partial")
    with open(source, encoding="utf-8") as lines, open(partial, "w", encoding="utf-8") as out:
        for line in lines:
            document = json.loads(line)
            fields = [
                document["id"], document["lang"], document["programme"][0], ",".join(document["country"]),
                str(document["year"]), document["title"], document["text"],
            ]
            out.write("\t".join(" ".join(field.split()).replace("\\", "/") for field in fields) + "\n")
    partial.replace(target)


def cache_folder(root):
    """Where corpora, indexes and half-done runs are kept."""
    base = os.environ.get("XDG_CACHE_HOME")
    return pathlib.Path(base) / "evresi-bench" if base else root / "bench" / ".cache"


def corpus(cache, program, documents, sources=()):
    """The corpus of so many documents: from the cache while the generator makes the same of the same sources."""
    if sources:
        named = hashlib.sha256("\n".join(str(pathlib.Path(path).resolve()) for path in sources).encode()).hexdigest()[:8]
    else:
        named = "sample"
    folder = cache / f"corpus-{named}-{documents}"
    folder.mkdir(parents=True, exist_ok=True)
    facts_file = folder / "facts.json"
    # A small corpus tells whether the generator or its sources have changed, at little cost.
    command = [program, "corpus", "--seed", SEED]
    for path in sources:
        command += ["--source", path]
    probe = folder / "probe.jsonl"
    process.measured([*command, "--documents", 50, "--output", probe, "--queries", folder / "probe.tsv"])
    fingerprint = checksum(probe)
    if facts_file.exists():
        facts = json.loads(facts_file.read_text(encoding="utf-8"))
        if facts["generator"] == fingerprint:
            return Corpus(folder, facts)
        facts_file.unlink()
    made = Corpus(folder, {})
    made.table.unlink(missing_ok=True)
    _, output = process.measured([*command, "--documents", documents, "--output", made.documents, "--queries", made.queries])
    write_changed(made.documents, made.changed)
    made.facts = {
        **json.loads(output), "seed": SEED, "sources": [str(path) for path in sources] or ["corpus/sample"],
        "generator": fingerprint, "sha256": checksum(made.documents),
    }
    facts_file.write_text(json.dumps(made.facts, indent=2) + "\n", encoding="utf-8")
    return made
