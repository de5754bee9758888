"""What a poll brings for others to go on with: only news wakes who pulls pages."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from tests.behaviours.documents import feed, item, rss
from tests.behaviours.reader import Reader, Watch
from tests.newsroom import Answer, Newsroom
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def cells():
    pool = Cells(1, timeout=20.0, imports=craft.__name__)
    asyncio.run(pool.start())
    yield pool
    asyncio.run(pool.close())


async def test_only_a_poll_with_new_or_changed_entries_brings_news(ledger, cells):
    watch = Watch(datetime(2026, 3, 11, 9, 26, 53, tzinfo=UTC))
    changed = rss(item("one"), item("two", description="Told anew."))
    answers = [
        (feed(rss(item("one"))), True),
        (feed(rss(item("one"))), False),
        (feed(rss(item("one"), item("two"))), True),
        (Answer(status=304), False),
        (feed(changed), True),
        (Answer(status=500), False),
    ]
    with Newsroom(clock=watch) as newsroom:
        async with Reader(ledger, cells, watch, newsroom) as reader:
            for answer, has_news in answers:
                url = newsroom.script("/feed", answer)
                if not reader.brought:
                    reader.subscribe(url)
                await reader.poll()
                (brought,) = reader.brought
                assert (brought.found, brought.has_news) == ((), has_news), answer
