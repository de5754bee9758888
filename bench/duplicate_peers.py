"""The peers of bench/duplicates.py. Each article joins its best earlier match, as wirecopy's do; the texts are folded
alike for all and cut into runs of three words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]  # ships no types
from numpy.typing import NDArray
from rensa import RMinHash, RMinHashLSH

from bench.wirebench import Line
from wirecopy.records.text import fold

_RUN = 3
_PERMUTATIONS = 128
_WINDOW = 8
_HOT = 200


def minhash_groups(lines: Sequence[Line], threshold: float) -> list[int]:
    """datasketch's MinHash-LSH; the best is the one with the highest estimated Jaccard similarity."""
    index = MinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS)
    hashes: list[MinHash] = []

    def look_up(number: int, runs: list[str]) -> int | None:
        minhash = MinHash(num_perm=_PERMUTATIONS)
        minhash.update_batch([run.encode() for run in runs])
        found = index.query(minhash)
        best: int | None = max(found, key=lambda earlier: minhash.jaccard(hashes[earlier]), default=None)
        hashes.append(minhash)
        index.insert(number, minhash)
        return best

    return _groups(lines, look_up)


def rensa_groups(lines: Sequence[Line], threshold: float) -> list[int]:
    """rensa's MinHash and LSH, with bands as datasketch would choose them."""
    bands = int(MinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS).b)
    while _PERMUTATIONS % bands:
        bands += 1
    index = RMinHashLSH(threshold=threshold, num_perm=_PERMUTATIONS, num_bands=bands)
    hashes: list[Any] = []

    def look_up(number: int, runs: list[str]) -> int | None:
        minhash = RMinHash(num_perm=_PERMUTATIONS, seed=1)
        minhash.update(runs)
        alike = [(minhash.jaccard(hashes[earlier]), -earlier) for earlier in index.query(minhash)]
        hashes.append(minhash)
        index.insert(number, minhash)
        similarity, earlier = max(alike, default=(0.0, 0))
        return -earlier if similarity >= threshold else None

    return _groups(lines, look_up)


def simhash_groups(lines: Sequence[Line], distance: int) -> list[int]:
    """Charikar's SimHash in 64 bits; the best is the nearest within so many bits, found by comparing with all."""
    known: NDArray[np.uint64] = np.zeros(len(lines), dtype=np.uint64)
    places = np.arange(64, dtype=np.uint64)

    def look_up(number: int, runs: list[str]) -> int | None:
        bits = (_hashes(runs)[:, None] >> places) & np.uint64(1)
        ones = bits.sum(axis=0) * 2 > len(runs)
        mine = np.uint64((ones.astype(np.uint64) << places).sum())
        apart = np.bitwise_count(known[:number] ^ mine)
        known[number] = mine
        nearest = int(apart.argmin()) if number else None
        return nearest if nearest is not None and apart[nearest] <= distance else None

    return _groups(lines, look_up)


def winnowing_groups(lines: Sequence[Line], containment: float) -> list[int]:
    """Winnowing (Schleimer, Wilkerson, Aiken); the best holds most of the smaller one's fingerprints."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    sizes: list[int] = []

    def look_up(number: int, runs: list[str]) -> int | None:
        hashes = _hashes(runs)
        windows = np.lib.stride_tricks.sliding_window_view(hashes, min(_WINDOW, hashes.size))
        prints = set(windows.min(axis=1).tolist())
        shared: Counter[int] = Counter()
        for fingerprint in prints:
            if len(holders[fingerprint]) < _HOT:
                shared.update(holders[fingerprint])
            holders[fingerprint].append(number)
        sizes.append(len(prints))
        held = [(count / min(len(prints), sizes[earlier]), -earlier) for earlier, count in shared.items()]
        most, earlier = max(held, default=(0.0, 0))
        return -earlier if most >= containment else None

    return _groups(lines, look_up)


def _groups(lines: Sequence[Line], look_up: Callable[[int, list[str]], int | None]) -> list[int]:
    groups: list[int] = []
    for number, line in enumerate(lines):
        words = fold(line.draft.text).split()
        best = look_up(number, [" ".join(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))])
        groups.append(number if best is None else groups[best])
    return groups


def _hashes(runs: Sequence[str]) -> NDArray[np.uint64]:
    digests = b"".join(blake2b(run.encode(), digest_size=8).digest() for run in runs)
    return np.frombuffer(digests, dtype=np.uint64)
