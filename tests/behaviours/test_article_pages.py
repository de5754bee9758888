"""Article pages: at their host's pace, where robots.txt allows it, and once."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from schemas.entry import EntryState
from tests.behaviours.documents import status
from tests.service.fetcher.pagedesk import HOUR, PageDesk, paths

SECOND = timedelta(seconds=1)


async def test_behaviour_B70_article_pages(ledger, cells, watch, newsroom, tmp_path):
    newsroom.raw("/robots.txt", "User-agent: *\nDisallow: /private")
    allowed = [newsroom.article(f"/{n}").url for n in range(27)]
    private = [newsroom.article(f"/private/{n}").url for n in range(3)]
    newsroom.script("/3", status(502), newsroom._scripts["/3"][0])
    async with PageDesk(ledger, cells, watch, newsroom, tmp_path, host_interval=2.0) as desk:
        desk.queue_is_lost = True
        requests = await desk.pull(*allowed, *private) + await desk.run_for(HOUR / 12)
        moments = sorted(request.moment for request in requests)
        assert min(later - earlier for earlier, later in pairwise(moments)) >= 2 * SECOND
        # Once each; the one that failed is the one that is asked for again.
        assert sorted(paths(requests)) == sorted([*(f"/{n}" for n in range(27)), "/3"])
        assert {desk.outcome(url)[0] for url in allowed} == {EntryState.QUEUED}
        # What is lost on the queue comes from the archive.
        desk.queue_is_lost = False
        again = await desk.run_for(timedelta(seconds=desk.settings.queue_timeout) + HOUR)
        assert paths(again) == []
        assert {desk.outcome(url)[0] for url in allowed} == {EntryState.STORED}
        assert {desk.copy(url).pull_error for url in private} == {"robots"}
