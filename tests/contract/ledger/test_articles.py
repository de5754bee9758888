"""Articles: stored, revised, listed, counted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from schemas.article import Article, Image, Provenance, Removal, Source
from schemas.change import ChangeKind
from schemas.revision import RevisionKind
from tests.contract.ledger.builders import HOUR, MINUTE, draft, stored
from wirecopy.errors import NotFound, UsageError
from wirecopy.ledger import articles, changes
from wirecopy.ledger.known import LedgerKnown


def test_an_article_comes_back_as_it_went_in(ledger, now):
    given = draft(
        "full",
        source=Source(host="harbour.example", name="Harbour News", feed_id=7),
        summary="It left.",
        authors=("Ida Moe", "Per Ås"),
        published_at=now - HOUR,
        modified_at=now,
        date_source="json-ld",
        section="Sea",
        tags=("ferry",),
        image=Image(url="https://harbour.example/a.jpg", caption="A ferry"),
        paywalled=False,
        rights=("© Harbour News",),
        provenance=Provenance(
            extractor="page:x", version="1", fields={"title": "json-ld"}, removed=(Removal(text="t", reason="r"),)
        ),
    )
    with ledger.begin() as conn:
        article_id = stored(conn, now, given, evidence={"tier": "near-copy", "score": 0.5})
        article = articles.get(conn, article_id)
        assert article == Article(
            id=article_id, revision=1, first_seen_at=now, **given.model_dump(exclude={"url_keys"})
        )
        assert articles.evidence(conn, article_id) == {"tier": "near-copy", "score": 0.5}
        (revision,) = articles.revisions(conn, article_id)
        assert (revision.number, revision.seen_at, revision.text) == (1, now, given.text)
        assert (revision.title, revision.content_hash, revision.modified_at) == (given.title, given.content_hash, now)


def test_text_that_a_database_can_not_hold_is_mended(ledger, now):
    with ledger.begin() as conn:
        article_id = stored(
            conn, now, draft(text="a\x00b \udc80", title="\x00", tags=("x\x00",)), evidence={"k": "\x00"}
        )
        article = articles.get(conn, article_id)
        assert (article.text, article.title, article.tags) == ("ab ?", "", ("x",))


def test_a_revision_replaces_text_and_keys_and_keeps_the_past(ledger, now):
    with ledger.begin() as conn:
        root = stored(conn, now, draft("root"))
        article_id = stored(
            conn,
            now,
            draft(source=Source(host="harbour.example", feed_id=7)),
            duplicate_of=root,
            sketch_keys=(1, 2),
            evidence={"why": "shared"},
        )
        corrected = draft(
            text="The ferry came back.", title="Corrected", url_keys=("harbour.example/one", "harbour.example/amp/one")
        )
        number = articles.revise(
            conn,
            article_id,
            corrected,
            kind=RevisionKind.CORRECTION,
            sketch_keys=(2, 3),
            sketch_packed=b"new",
            now=now + HOUR,
        )
        assert number == 2
        article = articles.get(conn, article_id)
        assert (article.title, article.text, article.revision) == ("Corrected", "The ferry came back.", 2)
        assert (article.first_seen_at, article.duplicate_of, article.source.feed_id) == (now, root, 7)
        assert articles.evidence(conn, article_id) == {"why": "shared"}
        assert [(r.number, r.kind, r.title, r.seen_at) for r in articles.revisions(conn, article_id)] == [
            (1, None, "Headline one", now),
            (2, RevisionKind.CORRECTION, "Corrected", now + HOUR),
        ]
        known = LedgerKnown(conn)
        assert known.candidates([1], None) == []
        assert [found.packed for found in known.candidates([3], None)] == [b"new"]
        assert known.by_url(["harbour.example/amp/one"]).article_id == article_id
        found, _ = articles.search(conn, "ferry back", duplicates=True)
        assert [hit.id for hit in found if hit.id == article_id] == [article_id]
        assert articles.search(conn, "nobody knows", duplicates=True)[0] == [articles.get(conn, root)]


def test_what_is_not_there_is_not_found(ledger, now):
    with ledger.begin() as conn:
        for ask in (
            lambda: articles.get(conn, 99),
            lambda: articles.evidence(conn, 99),
            lambda: articles.revise(conn, 99, draft(), kind=None, sketch_keys=(), sketch_packed=b"", now=now),
        ):
            with pytest.raises(NotFound, match="no article 99"):
                ask()
        assert articles.revisions(conn, 99) == []
        assert articles.by_ids(conn, [99]) == []


def test_an_address_stays_with_the_article_that_had_it_first(ledger, now):
    with ledger.begin() as conn:
        first = stored(conn, now, draft("one"))
        second = stored(conn, now, draft("two", url_keys=("harbour.example/two", "harbour.example/one")))
        articles.add_urls(conn, second, ["harbour.example/one", "harbour.example/2", "harbour.example/2"])
        articles.add_urls(conn, second, [])
        known = LedgerKnown(conn)
        assert known.by_url(["harbour.example/one"]).article_id == first
        assert known.by_url(["harbour.example/2"]).article_id == second


def test_many_articles_come_by_id(ledger, now):
    with ledger.begin() as conn:
        ids = [stored(conn, now, draft(name)) for name in "abc"]
        assert [article.id for article in articles.by_ids(conn, [ids[2], 99, ids[0], ids[2]])] == [ids[0], ids[2]]


def test_pages_go_newest_first_and_miss_none_seen_at_one_moment(ledger, now):
    with ledger.begin() as conn:
        old = [stored(conn, now - HOUR, draft(f"old-{n}")) for n in range(3)]
        new = [stored(conn, now, draft(f"new-{n}")) for n in range(4)]
        seen, after = [], None
        while True:
            found, after = articles.page(conn, after=after, limit=2)
            seen += [article.id for article in found]
            if after is None:
                break
        assert seen == [*reversed(new), *reversed(old)]
        assert articles.page(conn, limit=7)[1] is None


def test_pages_narrow(ledger, now):
    with ledger.begin() as conn:
        one = stored(conn, now, draft("one", source=Source(host="a.example", feed_id=1), language="en"))
        two = stored(conn, now + HOUR, draft("two", source=Source(host="b.example", feed_id=2), language="no"))
        copy = stored(conn, now + 2 * HOUR, draft("three", source=Source(host="a.example")), duplicate_of=one)

        def listed(**filters):
            by_page = [article.id for article in articles.page(conn, **filters)[0]]
            by_words = {article.id for article in articles.search(conn, "ferry", **filters)[0]}
            assert by_words == set(by_page)
            return by_page

        assert listed() == [two, one]
        assert listed(duplicates=True) == [copy, two, one]
        assert listed(host="a.example", duplicates=True) == [copy, one]
        assert listed(feed_id=2) == [two]
        assert listed(language="no") == [two]
        assert listed(since=now + HOUR) == [two]
        assert listed(until=now + HOUR) == [one]
        assert listed(since=now, until=now + MINUTE, host="b.example") == []


@pytest.mark.parametrize(
    "cursor", ["", "nonsense", "~", "2026-03-14T09:00:00~1", "2026-03-14T09:00:00+00:00~x", "1~2", "-1"]
)
def test_a_cursor_that_is_none_is_refused(ledger, cursor):
    with ledger.read() as conn:
        with pytest.raises(UsageError, match="cursor"):
            articles.page(conn, after=cursor)
        with pytest.raises(UsageError, match="cursor"):
            articles.search(conn, "ferry", after=cursor)


def test_copies_are_listed_and_counted(ledger, now):
    with ledger.begin() as conn:
        root, alone = stored(conn, now, draft("root")), stored(conn, now, draft("alone"))
        copies = [stored(conn, now, draft(name), duplicate_of=root) for name in "ab"]
        assert [article.id for article in articles.copies(conn, root)] == copies
        assert articles.copies(conn, alone) == []
        assert articles.copy_counts(conn, [root, alone]) == {root: 2}


def test_the_change_log_is_counted_by_kind_and_by_stretch_of_time(ledger, now):
    with ledger.begin() as conn:
        assert articles.counts(conn, since=now) == articles.Counts(new=0, revised=0, duplicates=0, total=0)
        assert articles.throughput(conn, since=now, bucket_seconds=60) == []
        one, two = stored(conn, now, draft("one")), stored(conn, now, draft("two"))
        start = now.replace(second=0, microsecond=0)
        for at, kind in (
            (start - timedelta(microseconds=1), ChangeKind.NEW),
            (start, ChangeKind.NEW),
            (start + timedelta(seconds=59.9), ChangeKind.REVISED),
            (start + timedelta(seconds=150), ChangeKind.NEW),
            (start + timedelta(seconds=151), ChangeKind.DUPLICATE),
        ):
            changes.append(conn, kind, one, 1, now=at)
        changes.append(conn, ChangeKind.NEW, two, 1, now=start + timedelta(seconds=151))
        assert articles.counts(conn, since=start) == articles.Counts(new=3, revised=1, duplicates=1, total=2)
        assert articles.throughput(conn, since=start, bucket_seconds=60) == [
            (start, 1, 1, 0),
            (start + timedelta(seconds=120), 2, 0, 1),
        ]
