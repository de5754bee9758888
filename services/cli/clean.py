"""`wirecopy clean`: a filter from HTML pages to JSON records."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import BinaryIO

import click
import orjson

from wirecopy.cleaning import clean
from wirecopy.cleaning.record import record_of
from wirecopy.errors import Unreadable

# Lines on their way per process: enough that none waits, few enough that memory stays small with pages of megabytes.
_AHEAD = 4


@click.command("clean")
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option("--url", metavar="URL", help="The page's address: makes links absolute and helps to find its date.")
@click.option("--jsonl", is_flag=True, help='Read lines of {"id","url","html"}, write lines of {"id", ...record}.')
def command(file: str, url: str | None, jsonl: bool) -> None:
    """Clean a page: HTML in (default: standard input), one JSON record out.

    With --jsonl many pages, on all cores, in the order they came. A line that can't be cleaned becomes {"id","error"},
    the rest is still done, and the exit status is 1.
    """
    if jsonl and url:
        raise click.UsageError("--url goes with one page; lines of --jsonl carry their own")
    if not jsonl:
        with _opened(file) as page:
            _write(orjson.dumps(record_of(clean(page.read(), url=url))))
        return
    failed = 0
    with _opened(file) as lines:
        for answer, ok in cleaned(lines, processes=_cores()):
            _write(answer)
            failed += not ok
    if failed:
        click.echo(f"{failed} {'line' if failed == 1 else 'lines'} could not be cleaned", err=True)
        sys.exit(1)


def cleaned(lines: Iterable[bytes], *, processes: int) -> Iterator[tuple[bytes, bool]]:
    """A JSON line, and whether it is a record, for each line that is not blank; in order, as soon as it is done.

    A page that brings its process down takes only itself with it.
    """
    given = (line for line in lines if line.strip())
    if processes < 2:
        yield from map(clean_line, given)
        return
    crew = _Crew(processes)
    try:
        for line in given:
            yield from crew.take(line)
        yield from crew.finish()
    finally:
        crew.stop()


def clean_line(line: bytes) -> tuple[bytes, bool]:
    """The answer to one line of --jsonl, and whether it is a record."""
    given_id: object = None
    try:
        item = orjson.loads(line)
        if not isinstance(item, dict):
            raise TypeError("not a JSON object")
        given_id = item.get("id")
        html, url = item.get("html"), item.get("url")
        if not isinstance(html, str):
            raise TypeError('"html" is not a string')
        if url is not None and not isinstance(url, str):
            raise TypeError('"url" is not a string')
        return orjson.dumps({"id": given_id} | record_of(clean(html, url=url))), True
    except (TypeError, ValueError) as error:
        return _error(given_id, str(error)), False


class _Crew:
    """Processes that clean lines, and the lines on their way in the order they came. Knows nothing of pages."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool = ProcessPoolExecutor(processes)
        self._waiting: deque[tuple[bytes, Future[tuple[bytes, bool]]]] = deque()

    def take(self, line: bytes) -> Iterator[tuple[bytes, bool]]:
        """Hand out one more line; gives answers where enough lines are on their way."""
        try:
            self._waiting.append((line, self._pool.submit(clean_line, line)))
        except BrokenProcessPool:
            yield from self._start_over()
            self._waiting.append((line, self._pool.submit(clean_line, line)))
        if len(self._waiting) >= self._processes * _AHEAD:
            yield from self._oldest()

    def finish(self) -> Iterator[tuple[bytes, bool]]:
        """The answers that are still out."""
        while self._waiting:
            yield from self._oldest()

    def stop(self) -> None:
        """Let the processes go; lines that none has begun are dropped."""
        self._pool.shutdown(cancel_futures=True)

    def _oldest(self) -> Iterator[tuple[bytes, bool]]:
        try:
            answer = self._waiting[0][1].result()
        except BrokenProcessPool:
            yield from self._start_over()
        else:
            self._waiting.popleft()
            yield answer

    def _start_over(self) -> Iterator[tuple[bytes, bool]]:
        """A process died, and no one knows of which line: each that waits is cleaned in a process of its own."""
        self.stop()
        lines = [line for line, _ in self._waiting]
        self._waiting.clear()
        self._pool = ProcessPoolExecutor(self._processes)
        yield from map(_clean_alone, lines)


def _clean_alone(line: bytes) -> tuple[bytes, bool]:
    with ProcessPoolExecutor(1) as pool:
        try:
            return pool.submit(clean_line, line).result()
        except BrokenProcessPool:
            return _error(_id_of(line), "the page brought the cleaning process down"), False


def _id_of(line: bytes) -> object:
    try:
        item = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return item.get("id") if isinstance(item, dict) else None


def _error(given_id: object, message: str) -> bytes:
    return orjson.dumps({"id": given_id, "error": message})


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _opened(file: str) -> BinaryIO:
    if file == "-":
        return sys.stdin.buffer
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise Unreadable(f"{file} can't be read: {error.strerror}") from error


def _write(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
