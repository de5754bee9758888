"""`python -m bench.cleaning`: all corpora and all peers, or those that are named."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bench.cleaning import results, table
from bench.cleaning.corpora import CORPORA, PAGES, Corpus, read
from bench.cleaning.running import Job, Run, run_all
from bench.cleaning.systems import OURS, PEERS, System

_OURS = tuple(system.name for system in OURS)


def main() -> None:
    """Print the tables, corpus by corpus as they are ready."""
    arguments = _arguments()
    folder: Path = arguments.pages
    if not folder.is_dir():
        print("skipped: ../shared/data/pages is not there", file=sys.stderr)
        return
    corpora = [corpus for corpus in CORPORA if corpus.name in (arguments.corpus or [c.name for c in CORPORA])]
    systems = _systems(arguments.peer, alone=arguments.alone)
    print(", ".join(dict.fromkeys(f"{system.package} {system.version}" for system in systems)))
    jobs = [
        Job(system.name, corpus.name, with_metadata, arguments.every, folder)
        for corpus in corpora
        for system in systems
        for with_metadata in (False, True)
        if _takes_part(system, corpus, with_metadata)
    ]
    waiting: dict[str, list[Job]] = {c.name: [job for job in jobs if job.corpus == c.name] for c in corpora}
    finished: dict[str, list[Run]] = defaultdict(list)
    compared: dict[str, list[table.Comparison]] = {}
    started = time.monotonic()
    for number, run in enumerate(run_all(jobs, processes=os.cpu_count() or 1), 1):
        _progress(
            f"{number} of {len(jobs)} runs, {time.monotonic() - started:.0f} s: {run.job.system}, {run.job.corpus}"
        )
        finished[run.job.corpus].append(run)
        if len(finished[run.job.corpus]) == len(waiting[run.job.corpus]):
            corpus = next(corpus for corpus in corpora if corpus.name == run.job.corpus)
            compared[corpus.name] = _show(corpus, systems, finished.pop(corpus.name), arguments)
    _progress("")
    if any(compared.values()):
        print(*table.summary_lines({c.name: compared[c.name] for c in corpora if c.name in compared}), sep="\n")


def _show(
    corpus: Corpus, systems: Sequence[System], runs: Sequence[Run], arguments: argparse.Namespace
) -> list[table.Comparison]:
    """Judge a corpus on which all have run, and print it."""
    pages = read(corpus, every=arguments.every, folder=arguments.pages)
    judged = []
    for system in systems:
        own = [run for run in runs if run.job.system == system.name]
        if own:
            judged.append(table.judge(corpus, pages, own))
    rows = [table.compare(result, judged, _OURS, pages) for result in judged if result.system in _OURS]
    comparisons = [row for row in rows if row is not None]
    _progress("")
    print(*table.corpus_lines(corpus, pages, judged, comparisons), "", sep="\n", flush=True)
    if arguments.results:
        results.write(arguments.results, corpus, pages, judged, comparisons)
    return comparisons


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.cleaning", description="Cleaning beside its peers.")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take each Nth page")
    parser.add_argument("--corpus", action="append", choices=[corpus.name for corpus in CORPORA], help="only this one")
    parser.add_argument("--peer", action="append", choices=[system.name for system in PEERS], help="only this one")
    parser.add_argument("--alone", action="store_true", help="only our own figures")
    parser.add_argument("--results", type=Path, metavar="FOLDER", help="write what came of each page there")
    parser.add_argument("--pages", type=Path, default=PAGES, metavar="FOLDER", help="where the corpora are")
    arguments = parser.parse_args()
    if arguments.every < 1:
        parser.error("--every takes a whole number from 1")
    return arguments


def _systems(peers: Sequence[str] | None, *, alone: bool) -> list[System]:
    wanted = [] if alone else [peer for peer in PEERS if peers is None or peer.name in peers]
    for peer in wanted:
        if peer.version is None:
            print(f"without {peer.name}, which is not installed: `make bench-clean` installs it", file=sys.stderr)
    return [*OURS, *(peer for peer in wanted if peer.version is not None)]


def _takes_part(system: System, corpus: Corpus, with_metadata: bool) -> bool:
    if system.corpora is not None and corpus.name not in system.corpora:
        return False
    if corpus.judge is None and system.record is None:
        return False
    return (system.record if with_metadata else system.text) is not None


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
