"""Systems run over corpora, in processes of their own, and what that took."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import socket
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, NoReturn

from bench.cleaning.corpora import CORPORA, Page, read
from bench.cleaning.folds import by_fold
from bench.cleaning.reading import Reading
from bench.cleaning.systems import OURS, PEERS

# What is loaded with the first pages is no cost of a page.
_WARM_UP = 3


class Job(NamedTuple):
    """One system on one corpus, for its text alone or with metadata."""

    system: str
    corpus: str
    with_metadata: bool
    every: int
    folder: Path


class Run(NamedTuple):
    """What came of a job: a reading of each page, CPU seconds, and how many pages it could not read at all."""

    job: Job
    readings: list[Reading]
    seconds: float
    failures: int


def run_all(jobs: Sequence[Job], *, processes: int) -> Iterator[Run]:
    """Do all jobs, and give each when it is done. A page that makes a system fail counts as one without text."""
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        for done in as_completed([pool.submit(run, job) for job in jobs]):
            yield done.result()


def run(job: Job) -> Run:
    """Do one job here."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    socket.getaddrinfo = _ask_nobody  # some peers look for pictures and lists of suffixes
    pages = _pages(job.corpus, job.every, job.folder)
    system = next(system for system in (*OURS, *PEERS) if system.name == job.system)
    opened = system.record if job.with_metadata else system.text
    assert opened is not None
    warm = by_fold(opened(pages[:_WARM_UP]))
    for page in pages[:_WARM_UP]:
        _attempt(warm, page)
    gc.collect()
    gc.freeze()
    started = time.process_time()
    reader = by_fold(opened(pages))
    attempts = [_attempt(reader, page) for page in pages]
    seconds = time.process_time() - started
    readings = [Reading("") if attempt is None else attempt for attempt in attempts]
    return Run(job, readings, seconds, attempts.count(None))


def _attempt(reader: Callable[[Page], Reading], page: Page) -> Reading | None:
    try:
        return reader(page)
    except Exception:  # noqa: BLE001 - whatever a peer dies of, the page is its failure and the next one is read
        return None


def _ask_nobody(*_: object, **__: object) -> NoReturn:
    raise OSError("a benchmark asks nobody")


@lru_cache(maxsize=1)
def _pages(name: str, every: int, folder: Path) -> list[Page]:
    return read(next(corpus for corpus in CORPORA if corpus.name == name), every=every, folder=folder)
