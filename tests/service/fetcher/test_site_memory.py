"""What a site repeats is learned from the pages that are pulled and filed, and left out of the next ones."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from html import escape

import pytest

from schemas.entry import EntryState
from tests.behaviours.reader import Watch
from tests.newsroom import Answer, Newsroom, words
from tests.service.fetcher.pagedesk import HOUR, PageDesk
from wirecopy import sitelearning
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells
from wirecopy.ledger import articles, sites

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

PROMPT = "Get the harbour news in your mailbox every morning, with the tides and the ferries of the day."
SITE = "127.0.0.1"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def html(seed: str) -> str:
    story = "".join(f"<p>{escape(text)}</p>" for text in words.paragraphs(seed))
    title = escape(words.headline(seed))
    return (
        f"<html lang=en><head><title>{title}</title></head><body><nav>Home World</nav>"
        f"<article class=story><h1>{title}</h1>{story}<p>{PROMPT}</p></article></body></html>"
    )


@pytest.fixture(scope="module")
def cells():
    pool = Cells(1, timeout=20.0, imports=craft.__name__)
    asyncio.run(pool.start())
    yield pool
    asyncio.run(pool.close())


@pytest.fixture
async def desk(ledger, cells, tmp_path):
    watch = Watch(datetime(2026, 3, 11, 9, 26, 53, tzinfo=UTC))
    async with AsyncExitStack() as stack:
        newsroom = stack.enter_context(Newsroom(clock=watch))
        yield await stack.enter_async_context(PageDesk(ledger, cells, watch, newsroom, tmp_path))


async def pull(desk: PageDesk, seed: str) -> str:
    """Publish and pull an article; its address."""
    url = desk.newsroom.url(f"/{seed}")
    desk.newsroom.script(f"/{seed}", Answer(body=html(seed).encode(), headers=HTML))
    await desk.pull(url, title=words.headline(seed))
    desk.watch.now += HOUR
    return url


async def test_the_prompt_of_earlier_articles_is_left_out_of_the_next_and_the_record_says_why(desk):
    for day in range(5):
        url = await pull(desk, f"day-{day}")
        assert desk.outcome(url)[0] is EntryState.STORED
    url = await pull(desk, "new")
    assert desk.text(url) == "\n\n".join(words.paragraphs("new"))
    article_id = desk.entry(url).article_id
    assert article_id is not None
    with desk.ledger.read() as conn:
        provenance = articles.get(conn, article_id).provenance
        site = sites.load(conn, SITE)
    (removal,) = [removal for removal in provenance.removed if removal.text == PROMPT]
    assert removal.reason == "site-repeats"
    assert removal.recurrence is not None
    assert removal.recurrence.articles == 5
    assert provenance.site_learned is not None
    assert 0 < provenance.site_learned <= site.learned
    # The first articles came before it was known.
    assert site.learned > site.recleaned


async def test_an_article_that_is_pulled_again_counts_once(desk):
    url = await pull(desk, "one")
    await pull(desk, "two")
    before = sitelearning.recall(desk.ledger, SITE)
    assert before.articles == 2
    longer = html("one").replace("</article>", "<p>More of it.</p></article>")
    desk.newsroom.script("/one", Answer(body=longer.encode(), headers=HTML))
    with desk.ledger.begin() as conn:
        conn.exec_driver_sql("UPDATE entries SET state = 'waiting', refetch = 1, archived = NULL")
    await desk.run_for(HOUR)
    assert len([copy for copy in desk.copies if copy.url == url]) == 2
    assert sitelearning.recall(desk.ledger, SITE).articles == 2
