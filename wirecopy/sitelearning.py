"""Learning of sites, in the ledger: read a site's memory, change it, write it back unless somebody else was faster.

A worker does this behind the transaction that files a batch, in one of its own for each site: the lock of filing is not
held for it, and what a crash between the two loses is one look at a few pages. Nobody waits for a lock: a memory that
has changed in between is read again, and the change made again, which is sound since an article counts once only.
"""

from __future__ import annotations

import logging
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

from schemas.site import Lesson, SiteKnowledge, SiteSummary
from wirecopy.cleaning.sites import Block, Memory, deciding, from_json, learn, review, teaching
from wirecopy.cleaning.sites.memory import Verdict
from wirecopy.errors import NotFound, SetupError
from wirecopy.ledger import sites
from wirecopy.ledger.database import Ledger
from wirecopy.records.urls import host_name

logger = logging.getLogger(__name__)

# Each try behind the first waits for a random time, up to twice as long as the one before: a second and a half in all,
# as a rule, which a person waits for and a worker has.
_TRIES, _FIRST_PAUSE, _LONGEST_PAUSE = 12, 0.005, 0.5


class Contended(SetupError):
    """Others kept changing a site's memory, however often it was read again."""


def recall(ledger: Ledger, host: str) -> Memory:
    """What is known of a site; an empty memory for one that is new."""
    with ledger.read() as conn:
        return from_json(sites.load(conn, host).memory)


def change(ledger: Ledger, host: str, alter: Callable[[Memory], Memory], *, now: datetime) -> Memory:
    """Put `alter(memory)` in the place of a site's memory; gives it. `alter` may be called again.

    Nothing is written where `alter` gives its argument back. Raises Contended if others write all the time.
    """
    for number in range(_TRIES):
        if number:
            time.sleep(random.uniform(0, min(_FIRST_PAUSE * 2**number, _LONGEST_PAUSE)))
        with ledger.read() as conn:
            site = sites.load(conn, host)
        before = from_json(site.memory)
        after = alter(before)
        if after is before:
            return before
        with ledger.begin() as conn:
            if sites.save(conn, site, after.to_json(), learned=after.learned, now=now):
                return after
    raise Contended(f"the memory of {host} is being changed by others all the time; try again")


def teach(ledger: Ledger, lessons: Iterable[Lesson], *, now: datetime) -> None:
    """Learn from the pages of a batch. What can't be written now is left out: the site learns from its next pages."""
    of_site: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        of_site[lesson.site].append(lesson)
    for host, given in of_site.items():
        try:
            change(ledger, host, partial(learn, lessons=given), now=now)
        except SetupError as error:
            logger.warning("what %d pages of %s teach is left out: %s", len(given), host, error)


def summaries(ledger: Ledger, *, after: str = "", limit: int) -> list[SiteSummary]:
    """How much is known of each site, in the order of their hosts."""
    with ledger.read() as conn:
        found = sites.page(conn, after=after, limit=limit)
    return [
        review.summary(from_json(site.memory), site.host, recleaned=site.recleaned, updated_at=site.updated_at)
        for site in found
    ]


def knowledge(ledger: Ledger, host: str) -> SiteKnowledge:
    """All that is known of a site. Raises NotFound for one that was never learned from."""
    site = _known(ledger, host)
    return review.knowledge(from_json(site.memory), host, recleaned=site.recleaned, updated_at=site.updated_at)


def pin(ledger: Ledger, host: str, line: str, verdict: Verdict, *, now: datetime) -> Memory:
    """Keep or drop a line on all pages of a site: see `deciding.pin`. Raises NotFound for an unknown site."""
    _known(ledger, host)
    return change(ledger, host, partial(deciding.pin, line=line, verdict=verdict), now=now)


def forget(ledger: Ledger, host: str, line: str | None, *, now: datetime) -> Memory:
    """Forget a line, or with None all of a site: see `deciding`. Raises NotFound where there is nothing to forget."""
    _known(ledger, host)
    if line is None:
        return change(ledger, host, deciding.forget, now=now)
    return change(ledger, host, partial(deciding.forget_line, line=line), now=now)


def teach_page(
    ledger: Ledger, blocks: Sequence[Block], marks: Sequence[bool], *, url: str, now: datetime
) -> tuple[str, Memory]:
    """Note which blocks of a page belong: see `teaching.teach`. Gives its site and what is known of it now."""
    host = host_name(url)
    alter = partial(teaching.teach, blocks=blocks, marks=marks, url=url, at=now)
    return host, change(ledger, host, alter, now=now)


def _known(ledger: Ledger, host: str) -> sites.Site:
    with ledger.read() as conn:
        site = sites.load(conn, host)
    if not site.version:
        raise NotFound(f"nothing was learned of {host}; a site is named by its host without www.: wirecopy sites list")
    return site
