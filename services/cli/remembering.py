"""`wirecopy clean --jsonl --memory DIR`: pages that inform each other, as those of a running service do.

    lines ─▶ a window of them ─▶ read each ─▶ learn, site by site, in order ─▶ save ─▶ clean each ─▶ answers, in order

A page profits from those of its site that come behind it, as long as they are in the same window: a service would clean
it again once it has seen them. The memory is saved before the answers of its window go out, and an article counts once,
so a run that was killed can simply be begun again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from schemas.site import Lesson
from services.cli.cleanline import clean_line, ruined_line
from services.cli.crew import Crew
from wirecopy.cleaning import get_ready
from wirecopy.cleaning.sites import Memory, Visit, from_json, learn
from wirecopy.sitefolder import SiteFolder

_MOST_LINES, _MOST_BYTES = 300, 48_000_000
"""Of a window. It is held in memory."""


class Answer(NamedTuple):
    """What a line came to."""

    line: bytes
    is_record: bool
    lesson: Lesson | None = None


def remembered(lines: Iterable[bytes], folder: SiteFolder, *, processes: int) -> Iterator[tuple[bytes, bool]]:
    """A JSON line, and whether it is a record, for each line that is not blank, in order.

    The same lines give the same records, however many processes there are.
    """
    with Crew(processes, prepare=get_ready) as crew:
        for window in _windows(line for line in lines if line.strip()):
            yield from _window(crew, window, folder)


def _window(crew: Crew, lines: list[bytes], folder: SiteFolder) -> Iterator[tuple[bytes, bool]]:
    first = list(crew.run(_read, lines, ruined=_ruined))
    known = _learned(first, folder)
    again = [
        (line, known[answer.lesson.site])
        for line, answer in zip(lines, first, strict=True)
        if answer.lesson is not None and answer.lesson.site in known
    ]
    second = crew.run(_clean_again, again, ruined=_ruined_again)
    for answer in first:
        is_known = answer.lesson is not None and answer.lesson.site in known
        chosen = next(second) if is_known else answer
        yield chosen.line, chosen.is_record


def _learned(answers: Iterable[Answer], folder: SiteFolder) -> dict[str, dict[str, Any]]:
    """Learn from a window's pages; gives the memories that say something of their site's pages."""
    lessons: dict[str, list[Lesson]] = defaultdict(list)
    for answer in answers:
        if answer.lesson is not None:
            lessons[answer.lesson.site].append(answer.lesson)
    known: dict[str, dict[str, Any]] = {}
    for host, given in lessons.items():
        before = folder.load(host)
        after = learn(before, given)
        if after is not before:
            folder.save(host, after)
        if after.articles > 1 or after.pins or after.taught:
            known[host] = after.to_json()
    return known


def _read(line: bytes) -> Answer:
    """Clean a line as if nothing were known of its site, for its lesson."""
    visit = Visit(Memory(), at=datetime.now(UTC), with_words=True)
    answer, is_record = clean_line(line, visit)
    return Answer(answer, is_record, visit.lesson if is_record else None)


def _clean_again(item: tuple[bytes, dict[str, Any]]) -> Answer:
    line, memory = item
    return Answer(*clean_line(line, Visit(from_json(memory), at=datetime.now(UTC))))


def _ruined(line: bytes) -> Answer:
    return Answer(*ruined_line(line))


def _ruined_again(item: tuple[bytes, dict[str, Any]]) -> Answer:
    return Answer(*ruined_line(item[0]))


def _windows(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    window: list[bytes] = []
    size = 0
    for line in lines:
        window.append(line)
        size += len(line)
        if len(window) >= _MOST_LINES or size >= _MOST_BYTES:
            yield window
            window, size = [], 0
    if window:
        yield window
