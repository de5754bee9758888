"""Filing a batch, on both databases: every entry ends in one state, whatever its neighbours do."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from schemas.article import CleanPage, Provenance
from schemas.entry import Batch, CleanCopy, EntryState
from schemas.feed import FeedEntry
from schemas.revision import RevisionKind
from tests.newsroom import words
from wirecopy.filing import file_batch
from wirecopy.ledger import articles, changes, entries, feeds, stories
from wirecopy.records.urls import url_key
from wirecopy.web.hosts import pacing_key


def item(number: int, **fields) -> FeedEntry:
    return FeedEntry(
        key=f"key-{number}", url=f"https://paper.example/{number}", title=f"Headline number {number}", **fields
    )


def text(seed: str) -> str:
    return "\n\n".join(words.paragraphs(seed))


def page(url: str, title: str, body: str) -> CleanPage:
    return CleanPage(
        url=url,
        title=title,
        text=body,
        word_count=len(body.split()),
        provenance=Provenance(extractor="page:test", version="1"),
    )


@pytest.fixture
def desk(ledger, now):
    return Desk(ledger, now)


class Desk:
    """A feed whose entries can be put on the queue and filed."""

    def __init__(self, ledger, now):
        self.ledger = ledger
        self.now = now
        with ledger.begin() as conn:
            self.feed, _ = feeds.submit(conn, "https://paper.example/feed", now=now, interval=3600)

    def publish(self, *items: FeedEntry) -> None:
        with self.ledger.begin() as conn:
            entries.merge(conn, self.feed.id, items, now=self.now, host_of=pacing_key, key_of=url_key)

    def queue(self, texts: dict[str, str], *, host: str | None = None) -> Batch:
        with self.ledger.begin() as conn:
            leased = entries.lease(conn, now=self.now, limit=100, per_host=100, lease_seconds=60)
            entries.mark_queued(conn, [entry.id for entry in leased], now=self.now)
        return Batch(
            copies=tuple(
                CleanCopy(
                    entry_id=entry.id,
                    feed_id=entry.feed_id,
                    attempt=entry.attempts,
                    url=entry.url or "",
                    fetched_at=self.now,
                    item=entry.item,
                    page=page(entry.url or "", entry.item.title, texts[entry.key]),
                )
                for entry in leased
            )
        )

    def file(self, batch: Batch, *, max_attempts: int = 5) -> dict[EntryState, int]:
        return dict(file_batch(self.ledger, batch, now=self.now, max_attempts=max_attempts, retry_delay=10))

    def waiting(self) -> int:
        with self.ledger.read() as conn:
            return stories.waiting(conn)

    def states(self) -> dict[str, tuple[EntryState, str | None]]:
        with self.ledger.read() as conn:
            return {entry.key: (entry.state, entry.reason) for entry in entries.page(conn)}


def test_new_articles_are_stored_with_a_change_each(desk):
    desk.publish(item(1), item(2))
    assert desk.file(desk.queue({"key-1": text("one"), "key-2": text("two")})) == {EntryState.STORED: 2}
    with desk.ledger.read() as conn:
        found, _ = articles.page(conn, after=None, limit=10)
        assert {article.title for article in found} == {"Headline number 1", "Headline number 2"}
        assert [change.kind for change in changes.read(conn)] == ["new", "new"]


def test_a_batch_that_comes_twice_does_nothing_the_second_time(desk):
    desk.publish(item(1))
    batch = desk.queue({"key-1": text("one")})
    desk.file(batch)
    assert desk.file(batch) == {}
    with desk.ledger.read() as conn:
        assert len(changes.read(conn)) == 1


def test_a_copy_under_another_address_is_a_duplicate_with_a_record_of_its_own(desk):
    desk.publish(item(1))
    desk.file(desk.queue({"key-1": text("one")}))
    desk.publish(item(2))
    assert desk.file(desk.queue({"key-2": text("one")})) == {EntryState.DUPLICATE: 1}
    with desk.ledger.read() as conn:
        (original,), _ = articles.page(conn, after=None, limit=10)
        (copy,) = articles.copies(conn, original.id)
        assert copy.duplicate_of == original.id
        assert articles.evidence(conn, copy.id)["tier"] == "content-hash"
        assert [change.kind for change in changes.read(conn)] == ["new", "duplicate"]


def test_changed_text_under_the_same_address_is_a_revision_and_unchanged_text_is_nothing(desk):
    desk.publish(item(1))
    desk.file(desk.queue({"key-1": text("one")}))
    desk.publish(item(1, updated_at=desk.now))
    assert desk.file(desk.queue({"key-1": text("one") + "\n\nA line was added."})) == {EntryState.REVISED: 1}
    desk.publish(item(1, updated_at=desk.now + timedelta(hours=1)))
    assert desk.file(desk.queue({"key-1": text("one") + "\n\nA line was added."})) == {EntryState.STORED: 1}
    with desk.ledger.read() as conn:
        (article,), _ = articles.page(conn, after=None, limit=10)
        assert article.revision == 2
        kinds = [(version.number, version.kind) for version in articles.revisions(conn, article.id)]
        assert kinds == [(1, None), (2, RevisionKind.UPDATE)]
        told = [(change.kind, change.revision_kind) for change in changes.read(conn)]
        assert told == [("new", None), ("revised", RevisionKind.UPDATE)]


def test_a_correction_is_told_from_a_counter_that_went_on(desk):
    desk.publish(item(1))
    desk.file(desk.queue({"key-1": text("one") + "\n\n12 comments"}))
    desk.publish(item(1, updated_at=desk.now))
    assert desk.file(desk.queue({"key-1": text("one") + "\n\n1,204 comments"})) == {EntryState.STORED: 1}
    assert desk.states()["key-1"] == (EntryState.STORED, "unchanged")
    desk.publish(item(1, updated_at=desk.now + timedelta(hours=1)))
    noted = text("one") + "\n\nCorrection: the ferry was blue."
    assert desk.file(desk.queue({"key-1": noted})) == {EntryState.REVISED: 1}
    with desk.ledger.read() as conn:
        (article,), _ = articles.page(conn, after=None, limit=10)
        assert [version.kind for version in articles.revisions(conn, article.id)] == [None, RevisionKind.CORRECTION]


def test_a_counter_that_went_on_within_one_batch_is_no_revision(desk):
    desk.publish(item(1), item(2))
    one, two = desk.queue({f"key-{n}": f"{text('one')}\n\n{n} comments" for n in (1, 2)}).copies
    two = two.model_copy(update={"page": one.page.model_copy(update={"text": two.page.text})})
    assert desk.file(Batch(copies=(one, two))) == {EntryState.STORED: 1, EntryState.DUPLICATE: 1}
    assert desk.states()["key-2"] == (EntryState.DUPLICATE, "same-url")


def test_a_page_that_can_not_be_had_again_does_not_cost_the_story_its_text(desk):
    desk.publish(item(1))
    desk.file(desk.queue({"key-1": text("one")}))
    desk.publish(item(1, updated_at=desk.now))
    batch = desk.queue({"key-1": text("one").partition("\n\n")[0]})
    made = Provenance(extractor="feed:summary", version="1")
    stand_in = tuple(
        copy.model_copy(update={"page": copy.page.model_copy(update={"provenance": made})}) for copy in batch.copies
    )
    assert desk.file(Batch(copies=stand_in)) == {EntryState.STORED: 1}
    with desk.ledger.read() as conn:
        (article,), _ = articles.page(conn, after=None, limit=10)
        assert (article.revision, article.text) == (1, text("one"))


def test_what_is_filed_or_revised_waits_to_be_placed_in_a_story_and_what_is_unchanged_does_not(desk):
    desk.publish(item(1))
    desk.file(desk.queue({"key-1": text("one")}))
    assert desk.waiting() == 1
    desk.publish(item(1, updated_at=desk.now))
    desk.file(desk.queue({"key-1": text("one") + "\n\nA line was added."}))
    assert desk.waiting() == 2
    desk.publish(item(1, updated_at=desk.now + timedelta(hours=1)))
    desk.file(desk.queue({"key-1": text("one") + "\n\nA line was added."}))
    assert desk.waiting() == 2


def test_what_can_not_be_an_article_is_rejected_with_a_reason(desk):
    desk.publish(item(1))
    assert desk.file(desk.queue({"key-1": ""})) == {EntryState.REJECTED: 1}
    assert desk.states()["key-1"][1] == "no-text"


def test_why_the_page_could_not_be_had_is_the_reason_of_a_rejection(desk):
    desk.publish(item(1))
    batch = desk.queue({"key-1": ""})
    gone = Batch(copies=tuple(copy.model_copy(update={"pull_error": "page-404"}) for copy in batch.copies))
    desk.file(gone)
    assert desk.states()["key-1"] == (EntryState.REJECTED, "page-404")


def test_one_bad_article_does_not_fail_its_batch(desk, monkeypatch):
    real = articles.store_all

    def store_all(conn, additions, **rest):
        real(conn, additions, **rest)
        if any("number 2" in addition.draft.title for addition in additions):
            raise ValueError("the desk is on fire")

    monkeypatch.setattr(articles, "store_all", store_all)
    desk.publish(item(1), item(2), item(3))
    reached = desk.file(desk.queue({f"key-{n}": text(str(n)) for n in (1, 2, 3)}))
    assert reached == {EntryState.STORED: 2, EntryState.WAITING: 1}
    with desk.ledger.read() as conn:
        # Rolled back to its savepoint: nothing of it is left but the error.
        assert len(articles.page(conn, after=None, limit=10)[0]) == 2
        (waiting,) = entries.page(conn, state=EntryState.WAITING)
    assert "ValueError: the desk is on fire" in (waiting.error or "")
    assert waiting.next_attempt_at > desk.now


def test_after_the_last_attempt_it_has_failed(desk, monkeypatch):
    def store_all(*_, **__):
        raise ValueError("the desk is on fire")

    monkeypatch.setattr(articles, "store_all", store_all)
    desk.publish(item(1))
    assert desk.file(desk.queue({"key-1": text("one")}), max_attempts=1) == {EntryState.FAILED: 1}


def test_copies_revisions_and_repeats_within_one_batch_know_each_other(desk):
    desk.publish(*(item(number) for number in range(1, 6)))
    texts = {
        "key-1": text("one"),
        "key-2": text("two"),
        "key-3": text("one") + "\n\nAnother paper added a line.",
        "key-4": text("one") + "\n\nCorrection: a line was added.",
        "key-5": text("two"),
    }
    one, two, three, four, five = desk.queue(texts).copies
    assert four.page is not None
    # A redirect that only the page request met.
    four = four.model_copy(update={"page": four.page.model_copy(update={"url": one.url, "title": one.page.title})})
    assert desk.file(Batch(copies=(one, two, three, four, five))) == {
        EntryState.STORED: 2,
        EntryState.DUPLICATE: 2,
        EntryState.REVISED: 1,
    }
    with desk.ledger.read() as conn:
        one, two = sorted(articles.page(conn, after=None, limit=10)[0], key=lambda article: article.id)
        assert (one.revision, two.revision) == (2, 1)
        assert [copy.title for copy in articles.copies(conn, one.id)] == ["Headline number 3"]
        assert [copy.title for copy in articles.copies(conn, two.id)] == ["Headline number 5"]
        assert [(change.kind, change.article_id) for change in changes.read(conn)] == [
            ("new", one.id),
            ("new", two.id),
            ("duplicate", articles.copies(conn, one.id)[0].id),
            ("revised", one.id),
            ("duplicate", articles.copies(conn, two.id)[0].id),
        ]


def test_a_batch_takes_a_few_statements_however_large_it_is(desk):
    statements, sent = [], []
    event.listen(desk.ledger._engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    for size in (2, 12):
        first = 100 * size
        desk.publish(*(item(first + number) for number in range(size)))
        batch = desk.queue({f"key-{first + number}": text(f"{first} {number}") for number in range(size)})
        statements.clear()
        desk.file(batch)
        sent.append(len(statements))
    assert sent[0] == sent[1] <= 18


def test_a_site_whose_pages_all_claim_one_address_loses_none_of_them(desk):
    lie = "https://paper.example/2026/the-only-story-we-know"
    desk.publish(item(1), item(2), item(3).model_copy(update={"url": lie}))
    batch = desk.queue({f"key-{number}": text(str(number)) for number in (1, 2, 3)})
    claiming = [
        copy.model_copy(update={"page": copy.page.model_copy(update={"canonical_url": lie})}) for copy in batch.copies
    ]
    for copy in claiming:
        assert desk.file(Batch(copies=(copy,))) == {EntryState.STORED: 1}
    with desk.ledger.read() as conn:
        found, _ = articles.page(conn, after=None, limit=10)
        assert {(article.title, article.revision) for article in found} == {
            (f"Headline number {n}", 1) for n in (1, 2, 3)
        }
        refused = [articles.evidence(conn, article.id).get("claim_refused") for article in found]
    assert len([known for known in refused if known]) == 2
