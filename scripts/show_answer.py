#!/usr/bin/env python3
"""Prints an answer of /v1/search, read from standard input, as text for a terminal."""
import json
import sys


def main() -> None:
    answer = json.load(sys.stdin)
    total = answer["total"]["value"]
    print(f"{total} documents in {answer['took_ms']:.1f} ms")
    for rank, hit in enumerate(answer["hits"], start=1):
        programmes = ", ".join(p["label"] for p in hit["programme"]) or "programme unknown"
        countries = " ".join(hit["country"]) or "country unknown"
        print(f"{rank}. [{hit['lang']}] {hit['title']}")
        print(f"   {programmes} · {countries} · {hit['year'] or 'year unknown'} · score {hit['score']:.2f}")
        for snippet in hit["snippets"][:1]:
            print("   " + with_marks(snippet))
    for name, facet in answer["facets"].items():
        values = ", ".join(f"{v['label']} {v['count']}" for v in facet["values"][:6])
        print(f"{name + ':':<11}{values}")


def with_marks(snippet: dict) -> str:
    """The excerpt on one line, marked words in brackets."""
    text = snippet["text"]
    for begin, end in reversed(snippet["marks"]):
        text = text[:begin] + "[" + text[begin:end] + "]" + text[end:]
    return " ".join(text.split())


if __name__ == "__main__":
    main()
