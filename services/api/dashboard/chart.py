"""Geometry of the dashboard's drawings. SVG attributes only: our Content-Security-Policy allows no inline style."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from schemas.entry import EntryState
from services.api.dashboard.words import plural

HEIGHT = 100
"""Height of the throughput chart in its own units; its width is its number of buckets."""
KINDS = ("new", "revised", "duplicate")


@dataclass(frozen=True)
class Segment:
    """One rectangle of a column: `y` from the top and `height`, in chart units."""

    kind: str
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    """One bucket of time."""

    x: int
    at: datetime
    label: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Throughput:
    """Articles a bucket, stacked by kind."""

    columns: tuple[Column, ...]
    top: int
    """What the full height stands for."""
    totals: Mapping[str, int]
    bucket: timedelta

    @property
    def total(self) -> int:
        """Articles in the whole chart."""
        return sum(self.totals.values())


def throughput(
    counts: Mapping[datetime, tuple[int, int, int]], *, now: datetime, bucket: timedelta, columns: int
) -> Throughput:
    """Lay out the last `columns` buckets up to and with the one that holds `now`.

    `counts` gives (new, revised, duplicate) by the start of a bucket; buckets it lacks are empty.
    """
    last = floor(now, bucket)
    starts = [last - bucket * back for back in reversed(range(columns))]
    rows = [counts.get(start, (0, 0, 0)) for start in starts]
    top = _round_up(max((sum(row) for row in rows), default=0))
    return Throughput(
        columns=tuple(_column(x, start, row, top) for x, (start, row) in enumerate(zip(starts, rows, strict=True))),
        top=top,
        totals=dict(zip(KINDS, (sum(parts) for parts in zip(*rows, strict=True)), strict=True)),
        bucket=bucket,
    )


def floor(moment: datetime, bucket: timedelta) -> datetime:
    """Give the start of the bucket that holds `moment`; buckets are counted from the Unix epoch."""
    size = int(bucket.total_seconds())
    return datetime.fromtimestamp(int(moment.timestamp()) // size * size, tz=moment.tzinfo)


def _column(x: int, at: datetime, row: tuple[int, int, int], top: int) -> Column:
    segments = []
    base = float(HEIGHT)
    for kind, number in zip(KINDS, row, strict=True):
        if number:
            height = HEIGHT * number / top
            base -= height
            segments.append(Segment(kind, round(base, 2), round(height, 2)))
    parts = ", ".join(f"{number} {kind}" for kind, number in zip(KINDS, row, strict=True) if number)
    return Column(x, at, f"{at:%H:%M} UTC: {parts or 'nothing'}", tuple(segments))


def _round_up(number: int) -> int:
    """Give the next of 1, 2, 5, 10, 20, 50, … that is at least `number`; an empty chart gets 1."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if number <= factor * step:
                return factor * step
        step *= 10


@dataclass(frozen=True)
class Course:
    """Articles of one story a bucket of time, as bars."""

    columns: tuple[Column, ...]
    top: int
    """What the full height stands for."""
    total: int


def course(counts: Mapping[datetime, int], *, now: datetime, bucket: timedelta, columns: int) -> Course:
    """Lay out the last `columns` buckets up to and with the one that holds `now`; buckets that lack are empty."""
    last = floor(now, bucket)
    starts = [last - bucket * back for back in reversed(range(columns))]
    numbers = [counts.get(start, 0) for start in starts]
    top = max(*numbers, 4)
    return Course(
        columns=tuple(
            Column(x, start, f"{start:%a %H:%M} UTC: {plural(number, 'article')}", _bar(number, top))
            for x, (start, number) in enumerate(zip(starts, numbers, strict=True))
        ),
        top=top,
        total=sum(numbers),
    )


def _bar(number: int, top: int) -> tuple[Segment, ...]:
    height = round(HEIGHT * number / top, 2)
    return (Segment("new", HEIGHT - height, height),) if number else ()


@dataclass(frozen=True)
class Share:
    """One state's part of a bar: `x` and `width` in thousandths of it."""

    state: EntryState
    number: int
    x: float
    width: float
    label: str


def shares(counts: Mapping[EntryState, int]) -> tuple[Share, ...]:
    """Lay out a bar of entries by state, in the states' own order; states without entries take no room.

    A state that has any is at least 4 thousandths wide, so that one failure among a million still shows.
    """
    total = sum(counts.values())
    if not total:
        return ()
    widths = {state: max(4.0, 1000 * counts[state] / total) for state in EntryState if counts.get(state)}
    scale = 1000 / sum(widths.values())
    laid: list[Share] = []
    x = 0.0
    for state, width in widths.items():
        label = f"{state}: {plural(counts[state], 'entry', 'entries')}"
        laid.append(Share(state, counts[state], round(x, 2), round(width * scale, 2), label))
        x += width * scale
    return tuple(laid)
