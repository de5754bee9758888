"""`wirecopy clean`: a filter from pages to records."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, BinaryIO

import click
import orjson

from wirecopy.cleaning import clean
from wirecopy.errors import BadUrl
from wirecopy.records.text import content_hash
from wirecopy.records.urls import host_name

# Lines under way for each process: enough to keep it busy, few enough that output follows input closely.
_AHEAD = 8
_FIELDS = (
    "title text summary authors published_at modified_at date_source language section tags image paywalled rights "
    "word_count"
).split()


@click.command("clean")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--url", help="The page's address: links and canonical addresses are resolved against it.")
@click.option("--jsonl", is_flag=True, help='Read lines of {"id", "url", "html"}, write lines of {"id", ...record}.')
@click.pass_context
def command(ctx: click.Context, file: BinaryIO, url: str | None, jsonl: bool) -> None:
    """Clean one HTML page (FILE, or standard input) and print its record as JSON.

    With --jsonl many pages: records come in the order of the lines, as soon as each is done, by as many processes as
    there are cores. A line that can't be read gives {"id", "error"}, and the exit code is 1 at the end.
    """
    if not jsonl:
        _write(record(file.read(), url))
        return
    failed = False
    for answer in _in_order(file):
        failed |= "error" in answer
        _write(answer)
    ctx.exit(1 if failed else 0)


def record(html: bytes | str, url: str | None) -> dict[str, Any]:
    """The record of one page, with the names of the stored one, as far as a page alone can tell."""
    page = clean(html, url=url).model_dump(mode="json")
    address = page["url"] or page["canonical_url"]
    try:
        host = host_name(address) if address else None
    except BadUrl:
        host = None
    return {
        "url": page["url"],
        "canonical_url": page["canonical_url"],
        "source": {"host": host, "name": page["site_name"]},
        **{name: page[name] for name in _FIELDS},
        "content_hash": content_hash(page["text"]),
        "provenance": page["provenance"],
    }


def _in_order(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    processes = os.cpu_count() or 1
    if processes == 1:
        yield from map(_answer, filter(bytes.strip, lines))
        return
    # Not fork: the command has read its options and may hold threads.
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[dict[str, Any]]] = deque()
        for line in filter(bytes.strip, lines):
            waiting.append(pool.submit(_answer, line))
            while waiting and (len(waiting) > _AHEAD * processes or waiting[0].done()):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _answer(line: bytes) -> dict[str, Any]:
    try:
        given = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return {"id": None, "error": f"not a line of JSON: {error}"}
    if not isinstance(given, dict) or not isinstance(given.get("html"), str):
        name = given.get("id") if isinstance(given, dict) else None
        return {"id": name, "error": 'a line is an object with "id", "url" and "html", the last a string'}
    url = given.get("url")
    return {"id": given.get("id"), **record(given["html"], url if isinstance(url, str) else None)}


def _write(answer: dict[str, Any]) -> None:
    sys.stdout.write(orjson.dumps(answer).decode() + "\n")
    sys.stdout.flush()
