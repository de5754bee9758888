"""Duplicates in a stream of wire copy: `python -m bench.duplicates [--file F]`.

Sends the development stream, in arrival order, through the code of `wirecopy dedupe`, and the same texts through
datasketch's MinHash-LSH. Each article is judged with weights that were trained on the other four fifths of the groups
(by cluster), so nothing is judged by what it was trained on; the shipped weights are shown beside.

Precision, recall and F1 are over pairs of articles put into one group; ARI is the adjusted Rand index. Times are CPU.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from math import comb
from pathlib import Path
from typing import NamedTuple

from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]  # ships no types

from bench.train_duplicates import pairs
from bench.wirebench import FILE, Line, read
from wirecopy.duplicates.memory import MemoryKnown
from wirecopy.duplicates.sketch import sketch
from wirecopy.duplicates.stream import Stream
from wirecopy.duplicates.verify import Weights, best_match
from wirecopy.records.text import fold


class Figures(NamedTuple):
    """How well predicted groups agree with the gold ones."""

    precision: float
    recall: float
    f1: float
    ari: float


def figures(gold: Sequence[str], predicted: Sequence[int]) -> Figures:
    """Pair figures and the adjusted Rand index of two groupings of the same articles."""
    shared = sum(comb(count, 2) for count in Counter(zip(gold, predicted, strict=True)).values())
    of_gold = sum(comb(count, 2) for count in Counter(gold).values())
    of_predicted = sum(comb(count, 2) for count in Counter(predicted).values())
    expected = of_gold * of_predicted / comb(len(gold), 2)
    return Figures(
        shared / of_predicted,
        shared / of_gold,
        2 * shared / (of_predicted + of_gold),
        (shared - expected) / ((of_gold + of_predicted) / 2 - expected),
    )


def wirecopy_groups(lines: Sequence[Line], weights: Callable[[Line], Weights | None]) -> list[int]:
    """The group that the stream puts each article into."""
    stream = Stream()
    return [stream.judge(line.draft, weights=weights(line)).root_id for line in lines]


def minhash_groups(lines: Sequence[Line], threshold: float) -> list[int]:
    """datasketch, 128 permutations over runs of three words; an article joins its most similar earlier match."""
    index = MinHashLSH(threshold=threshold, num_perm=128)
    hashes: list[MinHash] = []
    groups: list[int] = []
    for number, line in enumerate(lines):
        words = fold(line.draft.text).split()
        minhash = MinHash(num_perm=128)
        minhash.update_batch([" ".join(words[at : at + 3]).encode() for at in range(max(1, len(words) - 2))])
        found = index.query(minhash)
        best = max(found, key=lambda earlier: minhash.jaccard(hashes[earlier]), default=None)
        groups.append(number if best is None else groups[best])
        hashes.append(minhash)
        index.insert(number, minhash)
    return groups


def print_kinds(lines: Sequence[Line], groups: Sequence[int]) -> None:
    """For each kind: its copies, how many of them were found, and how many articles joined a wrong group."""
    first_of_cluster: dict[str, int] = {}
    cluster_of_group: dict[int, str] = {}
    tallies: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for number, (line, group) in enumerate(zip(lines, groups, strict=True)):
        tally = tallies[line.kind.partition("+")[0]]
        tally["articles"] += 1
        first = first_of_cluster.setdefault(line.cluster, number)
        founder = cluster_of_group.setdefault(group, line.cluster)
        if founder != line.cluster:
            tally["wrong"] += 1
        elif first != number:
            tally["found"] += 1 if group == groups[first] else 0
        if first != number:
            tally["copies"] += 1
    print(f"\n{'kind':18}{'articles':>9}{'copies':>8}{'found':>8}{'joined wrongly':>16}")
    for kind, tally in sorted(tallies.items()):
        print(f"{kind:18}{tally['articles']:9}{tally['copies']:8}{tally['found']:8}{tally['wrong']:16}")


def print_costs(lines: Sequence[Line]) -> None:
    """CPU time of each step."""
    known = MemoryKnown()
    spent: defaultdict[str, float] = defaultdict(float)
    for number, line in enumerate(lines):
        start = time.process_time()
        drawn = sketch(line.draft.title, line.draft.text, line.draft.language)
        drawn_at = time.process_time()
        candidates = known.candidates(drawn.keys, line.draft.published_at)
        queried = time.process_time()
        best_match(line.draft, drawn, candidates)
        spent["sketch"] += drawn_at - start
        spent["query"] += queried - drawn_at
        spent["verify"] += time.process_time() - queried
        spent["bytes"] += len(drawn.packed)
        spent["keys"] += len(drawn.keys)
        known.add(line.draft, drawn, article_id=number, root_id=number)
    size = len(lines)
    steps = ", ".join(f"{step} {spent[step] / size * 1000:.2f}" for step in ("sketch", "query", "verify"))
    print(f"\nCPU ms an article: {steps}")
    print(f"in the index: {spent['keys'] / size:.0f} keys, and a sketch of {spent['bytes'] / size:.0f} bytes")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, default=FILE, help="the stream; default: %(default)s")
    lines = read(parser.parse_args().file)
    gold = [line.cluster for line in lines]
    rows, labels, folds = pairs(lines)
    held_out = [fit(rows[folds != number], labels[folds != number]) for number in range(5)]
    del rows
    dateless = [line._replace(draft=line.draft.model_copy(update={"published_at": None})) for line in lines]
    methods: dict[str, Callable[[], list[int]]] = {
        "wirecopy, held out": lambda: wirecopy_groups(lines, lambda line: held_out[line.fold]),
        "the same without dates": lambda: wirecopy_groups(dateless, lambda line: held_out[line.fold]),
        "wirecopy, as shipped": lambda: wirecopy_groups(lines, lambda line: None),
        "MinHash-LSH at .5": lambda: minhash_groups(lines, 0.5),
        "MinHash-LSH at .8": lambda: minhash_groups(lines, 0.8),
    }
    print(f"{len(lines)} articles in {len(set(gold))} groups\n")
    print(f"{'method':24}{'precision':>10}{'recall':>8}{'F1':>8}{'ARI':>8}{'ms':>8}")
    groups: dict[str, list[int]] = {}
    for name, method in methods.items():
        start = time.process_time()
        groups[name] = method()
        cost = (time.process_time() - start) / len(lines) * 1000
        precision, recall, f1, ari = figures(gold, groups[name])
        print(f"{name:24}{precision:10.4f}{recall:8.4f}{f1:8.4f}{ari:8.4f}{cost:8.2f}")
    print_kinds(lines, groups["wirecopy, held out"])
    print_costs(lines)


if __name__ == "__main__":
    main()
