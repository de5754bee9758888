"""A crew of processes that work through items in their order, and survive an item that brings its process down."""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Items on their way per process: enough that none waits, few enough that memory stays small with pages of megabytes.
_AHEAD = 4


def cores() -> int:
    """How many processes can work at a time."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


class Crew:
    """Processes to give work to. With one core there are none, and the work is done right here."""

    def __init__(self, processes: int, *, prepare: Callable[[], object]) -> None:
        """`prepare` loads what all work needs: here, for those that are forked, and again in those that are not."""
        self._processes = processes
        self._prepare = prepare
        prepare()
        # What is loaded stays: the collector need not look through it again and again, here or there.
        gc.freeze()
        self._pool = self._hired(processes) if processes > 1 else None

    def _hired(self, processes: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(processes, initializer=self._prepare)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def run(self, work: Callable[[T], R], items: Iterable[T], *, ruined: Callable[[T], R]) -> Iterator[R]:
        """`work(item)` for each item, in order, as soon as it is done; `ruined(item)` for one that killed its process.

        `work` and the items go to other processes, so they must be picklable.
        """
        if self._pool is None:
            yield from map(work, items)
            return
        line = _Line(self, work, ruined)
        for item in items:
            yield from line.take(item)
        yield from line.finish()

    def submit(self, work: Callable[[T], R], item: T) -> Future[R]:
        """Hand out one item. Raises BrokenProcessPool if a process has died."""
        assert self._pool is not None
        return self._pool.submit(work, item)

    def start_over(self) -> None:
        """New processes in the place of those of which one died."""
        self._stop()
        self._pool = self._hired(self._processes)

    def alone(self, work: Callable[[T], R], item: T) -> R:
        """One item in a process of its own. Raises BrokenProcessPool if it brings that down."""
        with self._hired(1) as pool:
            return pool.submit(work, item).result()

    @property
    def most_waiting(self) -> int:
        """Items that may be on their way at a time."""
        return self._processes * _AHEAD

    def _stop(self) -> None:
        """Let the processes go; items that none has begun are dropped."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


class _Line(Generic[T, R]):
    """The items on their way, in the order they came."""

    def __init__(self, crew: Crew, work: Callable[[T], R], ruined: Callable[[T], R]) -> None:
        self._crew = crew
        self._work = work
        self._ruined = ruined
        self._waiting: deque[tuple[T, Future[R]]] = deque()

    def take(self, item: T) -> Iterator[R]:
        """Hand out one more item; gives results where enough items are on their way."""
        try:
            self._waiting.append((item, self._crew.submit(self._work, item)))
        except BrokenProcessPool:
            yield from self._start_over()
            self._waiting.append((item, self._crew.submit(self._work, item)))
        if len(self._waiting) >= self._crew.most_waiting:
            yield from self._oldest()

    def finish(self) -> Iterator[R]:
        """The results that are still out."""
        while self._waiting:
            yield from self._oldest()

    def _oldest(self) -> Iterator[R]:
        try:
            result = self._waiting[0][1].result()
        except BrokenProcessPool:
            yield from self._start_over()
        else:
            self._waiting.popleft()
            yield result

    def _start_over(self) -> Iterator[R]:
        """A process died, and no one knows of which item: each that waits gets a process of its own."""
        self._crew.start_over()
        items = [item for item, _ in self._waiting]
        self._waiting.clear()
        yield from map(self._alone, items)

    def _alone(self, item: T) -> R:
        try:
            return self._crew.alone(self._work, item)
        except BrokenProcessPool:
            return self._ruined(item)
