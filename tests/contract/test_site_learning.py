"""Sites are learned from what a worker files, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from schemas.entry import Batch, EntryState
from tests.contract.test_filing import Desk, item, text
from tests.unit.cleaning.sites.little import LIKELY, Article, Piece, alone, article, kept, lesson
from wirecopy import sitelearning
from wirecopy.cleaning.sites import Memory
from wirecopy.errors import NotFound
from wirecopy.ledger import sites

PROMPT = Piece("Get the harbour news in your mailbox every morning.", LIKELY)
HOST = "bay.example"


def taught(ledger, pages: list[Article], now) -> None:
    sitelearning.teach(ledger, [lesson(Memory(), page, with_words=True) for page in pages], now=now)


def pages(count: int, start: int = 0) -> list[Article]:
    return [article(f"day-{day}", PROMPT) for day in range(start, start + count)]


def test_what_a_batch_teaches_is_there_for_the_next_page(ledger, now):
    assert sitelearning.recall(ledger, HOST) == Memory()
    taught(ledger, pages(4), now)
    page = article("new", PROMPT)
    assert kept(sitelearning.recall(ledger, HOST), page) == alone(page)[:-1]


def test_workers_that_learn_at_the_same_time_lose_nothing(ledger, now):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda start: taught(ledger, pages(2, start), now), range(0, 12, 2)))
    memory = sitelearning.recall(ledger, HOST)
    assert memory.articles == 12
    (line,) = memory.lines.values()
    assert line.articles == 12


def test_people_and_workers_that_write_at_the_same_time_lose_nothing(ledger, now):
    taught(ledger, pages(2), now)

    def write(number: int) -> None:
        if number % 2:
            sitelearning.pin(ledger, HOST, f"Pinned line {'i' * number}", "drop", now=now)
        else:
            taught(ledger, pages(1, 10 + number), now)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(24)))
    memory = sitelearning.recall(ledger, HOST)
    assert (memory.articles, len(memory.pins)) == (14, 12)


def test_each_decision_makes_older_records_wait(ledger, now):
    taught(ledger, pages(2), now)

    def waiting() -> int:
        with ledger.read() as conn:
            (site,) = sites.awaiting_recleaning(conn, quiet_since=now, limit=9) or [sites.Site(HOST)]
        return site.learned - site.recleaned

    assert waiting() == 0
    sitelearning.pin(ledger, HOST, PROMPT.text, "drop", now=now)
    assert waiting() == 1
    sitelearning.forget(ledger, HOST, PROMPT.text, now=now)
    sitelearning.forget(ledger, HOST, None, now=now)
    assert waiting() == 3


def test_of_a_site_that_is_not_known_nothing_is_decided(ledger, now):
    for decide in (
        lambda: sitelearning.knowledge(ledger, "unknown.example"),
        lambda: sitelearning.pin(ledger, "unknown.example", "A line", "drop", now=now),
        lambda: sitelearning.forget(ledger, "unknown.example", None, now=now),
    ):
        with pytest.raises(NotFound, match="nothing was learned of unknown"):
            decide()


def test_a_person_may_teach_a_site_that_is_new(ledger, now):
    page = article("one", PROMPT)
    host, memory = sitelearning.teach_page(ledger, page.pieces, [True] * 6 + [False], url=page.url, now=now)
    assert (host, len(memory.taught)) == (HOST, 1)
    assert kept(sitelearning.recall(ledger, HOST), article("two", PROMPT)) == alone(article("two"))


def with_lessons(batch: Batch, pages: dict[str, Article]) -> Batch:
    """The batch with what each page teaches, by its entry's key."""
    return batch.model_copy(
        update={
            "copies": tuple(
                copy.model_copy(update={"lesson": lesson(Memory(), pages[copy.item.key], with_words=True)})
                for copy in batch.copies
            )
        }
    )


def test_a_site_is_learned_from_articles_that_are_new_to_it(ledger, now):
    desk = Desk(ledger, now)
    desk.publish(*(item(number) for number in range(3)))
    given = with_lessons(
        desk.queue({f"key-{number}": text(str(number)) for number in range(3)}),
        {f"key-{number}": article(f"day-{number}", PROMPT) for number in range(3)},
    )
    assert desk.file(given) == {EntryState.STORED: 3}
    assert sitelearning.recall(ledger, HOST).articles == 3
    # The same batch once more, as the broker may bring it.
    assert desk.file(given) == {}
    assert sitelearning.recall(ledger, HOST).articles == 3


def test_what_is_no_new_article_teaches_nothing(ledger, now):
    desk = Desk(ledger, now)
    desk.publish(item(1))
    desk.file(desk.queue({"key-1": text("one")}))
    desk.now += timedelta(hours=1)
    # A copy on the same host under another address; and one that is rejected.
    desk.publish(item(2), item(3))
    given = with_lessons(
        desk.queue({"key-2": text("one"), "key-3": ""}),
        {"key-2": article("copy", PROMPT), "key-3": article("empty", PROMPT)},
    )
    given = given.model_copy(
        update={
            "copies": tuple(
                copy.model_copy(update={"lesson": copy.lesson.model_copy(update={"site": "paper.example"})})
                for copy in given.copies
                if copy.lesson
            )
        }
    )
    assert desk.file(given) == {EntryState.DUPLICATE: 1, EntryState.REJECTED: 1}
    assert sitelearning.recall(ledger, "paper.example").articles == 0
