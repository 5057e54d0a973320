#!/usr/bin/env python3
"""Holds the table of who may include whom (ARCHITECTURE.md, "Layers"); fails on any other include."""
import re
import subprocess
import sys

# The longest prefix of a file's path decides. "ours": folders whose headers it may include beside its
# own; "theirs": beginnings of third-party headers that it may include.
LAYERS = {
    "base/": (set(), {"boost/system/", "boost/assert/"}),
    "analyzers/": ({"base/"}, set()),
    "analyzers/unicode/": ({"base/", "analyzers/"}, {"unicode/"}),
    "analyzers/stemming/": ({"base/", "analyzers/"}, {"libstemmer"}),
    "analyzers/learner/": ({"base/", "analyzers/"}, {"zlib.h", "rapidjson/", "CLI/"}),
    "analyzers/detection/learn.cpp": ({"base/", "analyzers/"}, {"CLI/"}),
    "corpus/": ({"base/", "analyzers/"}, set()),
    "corpus/encoding.cpp": ({"base/", "analyzers/", "corpus/"}, {"unicode/"}),
    "corpus/gazetteer/": ({"base/", "analyzers/", "corpus/"}, {"unicode/"}),
    "corpus/characters.cpp": ({"base/", "analyzers/", "corpus/"}, {"unicode/"}),
    "corpus/mappings/": ({"base/", "analyzers/", "corpus/"}, {"toml++/"}),
    "corpus/readers/": (
        {"base/", "analyzers/", "corpus/"},
        {"rapidjson/", "libxml/", "csv.h", "poppler-", "cmark.h"},
    ),
    "corpus/source_walk.cpp": ({"base/", "analyzers/", "corpus/"}, set()),
    "corpus/byte_source.cpp": ({"base/", "analyzers/", "corpus/"}, {"zlib.h", "zstd.h"}),
    "corpus/zip_": ({"base/", "analyzers/", "corpus/"}, {"zlib.h"}),
    "corpus/xml_events.cpp": ({"base/", "analyzers/", "corpus/"}, {"libxml/"}),
    "indexer/database/": (
        {"base/", "analyzers/", "corpus/document.hpp"},
        {"xapian.h", "zdict.h", "zstd.h", "xxhash.h", "rapidjson/"},
    ),
    "indexer/": ({"base/", "analyzers/", "corpus/", "indexer/database/"}, {"xapian.h", "xxhash.h", "rapidjson/", "CLI/"}),
    "searchd/lexicon/": ({"base/", "analyzers/"}, {"xxhash.h"}),
    "searchd/lexicon/learner/": ({"base/", "analyzers/", "searchd/lexicon/"}, {"zlib.h", "zstd.h", "rapidjson/", "CLI/"}),
    "searchd/search/": (
        {"base/", "analyzers/", "corpus/document.hpp", "corpus/gazetteer/gazetteer.hpp", "indexer/database/",
         "searchd/lexicon/lexicon.hpp"},
        {"xapian.h"},
    ),
    "searchd/api/": (
        {"base/", "analyzers/", "corpus/document.hpp", "corpus/gazetteer/gazetteer.hpp", "indexer/database/",
         "searchd/search/"},
        {"rapidjson/"},
    ),
    "searchd/http/": (
        {"base/", "analyzers/", "corpus/document.hpp", "indexer/database/", "searchd/lexicon/lexicon.hpp",
         "searchd/search/", "searchd/api/"},
        {"boost/", "spdlog/", "rapidjson/"},
    ),
    "searchd/": (
        {"base/", "analyzers/", "corpus/", "indexer/database/", "searchd/"},
        {"CLI/", "spdlog/", "toml++/", "boost/"},
    ),
}

# The standard library's and the system's headers that we use; anything else in <> is third-party.
SYSTEM = re.compile(r"^(c?[a-z_0-9]+|sys/[a-z]+\.h|(fcntl|unistd|signal|errno|poll|dirent|strings|malloc)\.h)$")
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)


def layer_of(path: str):
    prefix = max((p for p in LAYERS if path.startswith(p)), key=len, default=None)
    return prefix and (prefix, *LAYERS[prefix])


def faults_in(path: str):
    layer = layer_of(path)
    if layer is None:
        return
    prefix, ours, theirs = layer
    own = prefix if prefix.endswith("/") else prefix.rsplit("/", 1)[0] + "/"
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for kind, name in INCLUDE.findall(text):
        if kind == '"':
            if not name.startswith((own, *ours)):
                yield f"{path}: may not include \"{name}\""
        elif not SYSTEM.match(name) and not name.startswith(tuple(theirs) or ("\0",)):
            yield f"{path}: may not include <{name}>"


def main() -> int:
    files = subprocess.run(
        ["git", "ls-files", "*.hpp", "*.cpp"], check=True, capture_output=True, text=True
    ).stdout.split()
    faults = [fault for path in files for fault in faults_in(path)]
    print("\n".join(faults) if faults else f"layers: {len(files)} files keep to the table")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
