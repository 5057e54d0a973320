#!/usr/bin/env python3
"""Learn a table of stemming rules for a language from pairs of word form and lemma.

usage: learn_stemmer.py FOLDER --pairs FILE [FILE ...] [--more FILE ...]
                        [--hold-out] [--write] [--stems FILE --gold FILE]

FOLDER   the language's folder (analyzers/languages/<code>); its learner.json holds the
         settings below.  With --write, rules.tsv, exceptions.tsv and testdata/stems.tsv are
         written there.
--pairs  rows `form <TAB> lemma [<TAB> tag [<TAB> count]]`, plain or .gz.  Pairs that the
         rules must serve: figures are taken on them and exceptions come from them.
--more   further pairs, trusted less (setting more_weight).
--hold-out  learn without a fifth of the lemmas (those whose SHA-1 is 0 modulo 5), and without
         any form of them, then print figures on that fifth.
--stems  write `form <TAB> stem` for every form of --gold as it stands there.

How it learns.  Every lemma gets a target stem: the lemma less its own ending (settings
`endings`), so that an ending of several readings still has one stem.  A form then votes, at each
of its suffixes, for the change (strip n letters, append s) that turns it into the target.  From
the empty suffix down to the longest, a suffix gets a rule of its own where its best change beats
the inherited one by `support` lemmas or more; rules that gain too little once longer ones stand
are taken out again.  Each lemma has one vote in all, spread over its forms.  After a round,
each lemma's target becomes the stem that most of its forms got, and the next round learns
for that: rules settle on stems that suffixes can tell.  Frequent words that the rules get wrong
become exceptions (`least_count` times met, or a form of a lemma met `least_lemma` times).
What a person puts into corrections.tsv (word, stem) comes before both.  Same input, same output, to the byte.

learner.json
  letters      all letters of a word, as a regular-expression class; other words are left out
  keep         marked letters that stay; other combining marks are folded away
  endings      lemma endings, tried longest first, taken off if `least_target` letters stay
  replace      pairs: lemma endings replaced before (e.g. a lengthened vowel)
  prefixes     [prefix, least letters left, required ending], taken off first
  max_suffix, max_append, least_stem, support, rounds, max_rules, exceptions, least_count,
  least_lemma, more_weight, switch: see DEFAULTS
"""
import argparse
import gzip
import hashlib
import json
import os
import re
import sys
import unicodedata
from collections import Counter, defaultdict

DEFAULTS = {
    "keep": "", "endings": [], "replace": [], "prefixes": [], "least_target": 2,
    "max_suffix": 9, "max_append": 4, "least_stem": 2, "support": 1.5, "rounds": 3,
    "max_rules": 1500, "exceptions": 1500, "least_count": 1, "least_lemma": 5, "more_weight": 0.3,
    "switch": 1.0,
}
TABLE_BYTES = 60 * 1024


def fold(word, keep):
    """As the language folds: NFC, small letters, marks off but for the kept letters."""
    out = []
    for c in unicodedata.normalize("NFC", word.lower()):
        if c in keep:
            out.append(c)
        else:
            out.extend(x for x in unicodedata.normalize("NFD", c) if not unicodedata.combining(x))
    return "".join(out).replace("ς", "σ")


def is_held_out(lemma):
    return int(hashlib.sha1(lemma.encode()).hexdigest(), 16) % 5 == 0


def read_pairs(paths, settings):
    """-> {(form, lemma): count}, folded; forms of other letters are left out."""
    pairs = Counter()
    letters = re.compile(settings["letters"] + "+")
    for path in paths:
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
            for line in file:
                columns = line.rstrip("\n").split("\t")
                if len(columns) < 2:
                    continue
                if len(columns) > 2 and columns[2] == "AUX":
                    continue
                form, lemma = (fold(c, settings["keep"]) for c in columns[:2])
                if letters.fullmatch(form) and letters.fullmatch(lemma):
                    pairs[form, lemma] += int(columns[3]) if len(columns) > 3 else 0
    return pairs


def target_of(lemma, settings):
    for old, new in settings["replace"]:
        if lemma.endswith(old) and len(lemma) - len(old) >= settings["least_target"]:
            return lemma[:len(lemma) - len(old)] + new
    for ending in settings["endings"]:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= settings["least_target"]:
            return lemma[:len(lemma) - len(ending)]
    return lemma


def without_prefix(word, settings):
    for prefix, least, ending in settings["prefixes"]:
        if word.startswith(prefix) and word.endswith(ending) and len(word) - len(prefix) >= least:
            return word[len(prefix):]
    return word


def change(form, target):
    shared = 0
    for a, b in zip(form, target):
        if a != b:
            break
        shared += 1
    return len(form) - shared, target[shared:]


def apply(word, rules, settings):
    """The stem, as RuleStemmer makes it (exceptions apart)."""
    word = without_prefix(word, settings)
    for length in range(min(len(word), settings["max_suffix"]), -1, -1):
        rule = rules.get(word[len(word) - length:])
        if rule is not None and len(word) - rule[0] >= settings["least_stem"]:
            return (word[:len(word) - rule[0]] + rule[1]) or word
    return word


def learn_once(samples, settings):
    """samples: [(form, target, weight)] -> {suffix: (strip, append)}."""
    longest = settings["max_suffix"]
    votes = defaultdict(Counter)
    prepared = []
    for form, target, weight in samples:
        op = change(form, target)
        if len(op[1]) > settings["max_append"] or op[0] > longest:
            continue
        if len(form) - op[0] < settings["least_stem"]:
            continue
        prepared.append((form, op, weight))
        for length in range(min(len(form), longest) + 1):
            votes[form[len(form) - length:]][op] += weight
    rules = {"": (0, "")}
    inherited = {"": (0, "")}
    for suffix in sorted(votes, key=lambda s: (len(s), s)):
        if not suffix:
            continue
        count = votes[suffix]
        now = inherited.get(suffix[1:], (0, ""))
        best = max(((w, op) for op, w in count.items() if op[0] <= len(suffix)),
                   key=lambda x: (x[0], -x[1][0], x[1][1]), default=None)
        if best is not None and best[1] != now and best[0] - count[now] >= settings["support"]:
            rules[suffix] = best[1]
            now = best[1]
        inherited[suffix] = now
    return prune(rules, prepared, settings)


def prune(rules, prepared, settings):
    """Takes out rules that gain less than the support where no longer rule decides."""
    longest = settings["max_suffix"]
    keep_all = False
    for _ in range(12):
        gain = Counter()
        for form, op, weight in prepared:
            found = []
            for length in range(min(len(form), longest), -1, -1):
                suffix = form[len(form) - length:]
                if suffix in rules:
                    found.append(suffix)
                    if len(found) == 2:
                        break
            first = found[0]
            if len(found) == 2:
                gain[first] += weight * ((rules[first] == op) - (rules[found[1]] == op))
        weak = {s for s in rules if s and gain[s] < settings["support"]}
        if not weak:
            keep_all = True
        # A rule and the longer one that leans on it must not fall together.
        weak = {s for s in weak if not any(s != w and s.endswith(w) for w in
                                           (s[i:] for i in range(1, len(s))) if w in weak)} or weak
        over = len(rules) - len(weak) - 1 - settings["max_rules"]
        if keep_all and over <= 0:
            break
        if over > 0 and keep_all:
            order = sorted((s for s in rules if s), key=lambda s: (gain[s], s))
            weak = set(order[:max(1, over // 2 + 1)])
        for suffix in weak:
            del rules[suffix]
        keep_all = False
    while len(rules) - 1 > settings["max_rules"]:
        order = sorted((s for s in rules if s), key=lambda s: (gain[s], s))
        for suffix in order[:len(rules) - 1 - settings["max_rules"]]:
            del rules[suffix]
    return rules


def learn(main, more, settings):
    forms_of = defaultdict(dict)
    for pairs, weight in ((more, settings["more_weight"]), (main, 1.0)):
        sizes = Counter(lemma for _, lemma in pairs)
        for (form, lemma), count in pairs.items():
            forms_of[lemma][form] = weight / sizes[lemma] ** 0.7
    targets = {lemma: target_of(lemma, settings) for lemma in forms_of}
    rules = {}
    for turn in range(settings["rounds"]):
        samples = [(without_prefix(form, settings), targets[lemma], weight)
                   for lemma, forms in sorted(forms_of.items())
                   for form, weight in sorted(forms.items())]
        rules = learn_once(samples, settings)
        if turn + 1 == settings["rounds"]:
            break
        for lemma, forms in forms_of.items():
            stems = Counter()
            for form, weight in sorted(forms.items()):
                stems[apply(form, rules, settings)] += weight
            best = max(sorted(stems), key=lambda s: stems[s])
            if stems[best] > settings["switch"] * stems[targets[lemma]]:
                targets[lemma] = best
    return rules


def exceptions_of(main, rules, corrections, settings):
    """Forms of frequent words that the rules get wrong -> {form: stem}, the most frequent first."""
    of_form = defaultdict(Counter)
    of_lemma = Counter()
    for (form, lemma), count in main.items():
        of_form[form][lemma] += count
        of_lemma[lemma] += count
    ranked = []
    for form, lemmas in of_form.items():
        lemma = max(sorted(lemmas), key=lambda l: (lemmas[l], of_lemma[l]))
        if lemmas[lemma] < settings["least_count"] and of_lemma[lemma] < settings["least_lemma"]:
            continue
        want = majority(lemma, main, rules, settings)
        if form not in corrections and apply(form, rules, settings) != want:
            ranked.append((-lemmas[lemma], -of_lemma[lemma], form, want))
    return {form: want for _, _, form, want in sorted(ranked)[:settings["exceptions"]]}


_by_lemma = {}


def majority(lemma, main, rules, settings):
    """The stem that most of the lemma's forms (by count, then number) get from the rules."""
    if id(main) not in _by_lemma:
        groups = defaultdict(list)
        for (form, its), count in main.items():
            groups[its].append((form, count))
        _by_lemma[id(main)] = groups
    stems = Counter()
    for form, count in _by_lemma[id(main)][lemma]:
        stems[apply(form, rules, settings)] += 0.2 + count
    return max(sorted(stems), key=lambda s: stems[s])


def figures(pairs, all_pairs, stem):
    """Macro precision, recall and F1 over the lemmas of `pairs`, in the vocabulary of both."""
    lemmas_of, forms_of = defaultdict(set), defaultdict(set)
    for form, lemma in list(all_pairs) + list(pairs):
        lemmas_of[form].add(lemma)
        forms_of[lemma].add(form)
    stems = {form: stem(form) for form in lemmas_of}
    classes = defaultdict(list)
    for form, its in stems.items():
        classes[its].append(form)
    precision, recall = [], []
    for lemma in {lemma for _, lemma in pairs}:
        forms = forms_of[lemma]
        related = brought = 0
        for form in forms:
            others = classes[stems[form]]
            brought += len(others) - 1
            related += sum(not lemmas_of[form].isdisjoint(lemmas_of[o]) for o in others) - 1
        precision.append(related / brought if brought else 1.0)
        if len(forms) > 1:
            same = Counter(stems[f] for f in forms)
            recall.append(sum(n * (n - 1) for n in same.values()) / (len(forms) * (len(forms) - 1)))
    p, r = sum(precision) / len(precision), sum(recall) / max(1, len(recall))
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def read_corrections(folder):
    """Words put right by hand, which stand beside the learnt exceptions."""
    path = os.path.join(folder, "corrections.tsv")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return dict(row.rstrip("\n").split("\t") for row in file
                    if row.strip() and not row.startswith("#"))


def table_bytes(rules, exceptions):
    return (sum(len(s.encode()) + len(a.encode()) + 6 for s, (_, a) in rules.items()) +
            sum(len(w.encode()) + len(s.encode()) + 4 for w, s in exceptions.items()))


def write(folder, rules, exceptions, main, settings):
    with open(os.path.join(folder, "rules.tsv"), "w", encoding="utf-8") as file:
        file.write("# Learnt by scripts/learn_stemmer.py; sources and licences: DATA-NOTICE.md.\n"
                   "# suffix, letters to strip, letters to append, least letters that stay\n")
        for prefix, least, ending in settings["prefixes"]:
            file.write(f"{prefix}-\t{least}\t{ending}\n")
        for suffix in sorted(rules, key=lambda s: s[::-1]):
            if not suffix:
                continue
            strip, append = rules[suffix]
            file.write(f"{suffix}\t{strip}\t{append}\t{settings['least_stem']}\n")
    with open(os.path.join(folder, "exceptions.tsv"), "w", encoding="utf-8") as file:
        file.write("# Frequent words that the rules get wrong: word, stem\n")
        for word in sorted(exceptions):
            file.write(f"{word}\t{exceptions[word]}\n")
    write_testdata(folder, rules, exceptions, main, settings)


def write_testdata(folder, rules, exceptions, main, settings):
    """Some hundred words with their stems: the program must agree with the learner."""
    words = sorted({form for form, _ in main},
                   key=lambda w: hashlib.sha1(("test " + w).encode()).hexdigest())[:300]
    os.makedirs(os.path.join(folder, "testdata"), exist_ok=True)
    with open(os.path.join(folder, "testdata", "stems.tsv"), "w", encoding="utf-8") as file:
        file.write("# word, stem; written by scripts/learn_stemmer.py with the tables\n")
        for word in sorted(set(words + sorted(exceptions)[::20]) - set(read_corrections(folder))):
            stem = exceptions.get(word) or apply(word, rules, settings)
            file.write(f"{word}\t{stem}\n")


def write_stems(path, gold, stem, settings):
    with open(gold, encoding="utf-8") as rows, open(path, "w", encoding="utf-8") as file:
        for form in sorted({row.split("\t")[0] for row in rows}):
            file.write(f"{form}\t{stem(fold(form, settings['keep']))}\n")


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--pairs", nargs="+", required=True)
    parser.add_argument("--more", nargs="*", default=[])
    parser.add_argument("--hold-out", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--stems")
    parser.add_argument("--gold")
    parser.add_argument("--set", nargs="*", default=[], help="name=value: try another setting")
    options = parser.parse_args(arguments)
    with open(os.path.join(options.folder, "learner.json"), encoding="utf-8") as file:
        settings = {**DEFAULTS, **json.load(file)}
    for item in options.set:
        name, value = item.split("=", 1)
        settings[name] = json.loads(value)
    settings["endings"] = sorted(settings["endings"], key=lambda e: (-len(e), e))
    settings["replace"] = sorted(settings["replace"], key=lambda e: (-len(e[0]), e))

    main_pairs = read_pairs(options.pairs, settings)
    more = read_pairs(options.more, settings)
    seen, held = main_pairs, {}
    if options.hold_out:
        held = {p: n for p, n in main_pairs.items() if is_held_out(p[1])}
        hidden = {form for form, _ in held}
        seen = {p: n for p, n in main_pairs.items()
                if not is_held_out(p[1]) and p[0] not in hidden}
        more = {p: n for p, n in more.items() if not is_held_out(p[1]) and p[0] not in hidden}
    corrections = read_corrections(options.folder)
    rules = learn(seen, more, settings)
    exceptions = exceptions_of(seen, rules, corrections, settings)
    while table_bytes(rules, exceptions) > TABLE_BYTES and exceptions:
        exceptions.popitem()

    exceptions = {**exceptions, **corrections}

    def stem(word):
        return exceptions.get(word) or apply(word, rules, settings)

    print(f"{len(rules) - 1} rules, {len(exceptions)} exceptions, "
          f"{table_bytes(rules, exceptions)} bytes")
    if options.hold_out:
        p, r, f = figures(held, main_pairs, stem)
        print(f"held-out lemmas: mP {p:.4f}  mR {r:.4f}  mF1 {f:.4f}")
    if options.stems:
        write_stems(options.stems, options.gold, stem, settings)
    if options.write:
        learnt = {w: s for w, s in exceptions.items() if w not in corrections}
        write(options.folder, rules, learnt, main_pairs, settings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
