"""What the ledger keeps of sites: a memory with a version, and whose records wait to be cleaned again."""

from __future__ import annotations

from datetime import timedelta

from schemas.entry import EntryState
from tests.contract.ledger.builders import HOUR, draft, item, merged, stored, submitted
from wirecopy.ledger import entries, sites

MINUTE = timedelta(minutes=1)


def put(conn, host, now, learned=0, **memory):
    assert sites.save(conn, sites.load(conn, host), memory, learned=learned, now=now)


def test_a_site_is_remembered_until_told_otherwise(ledger, now):
    with ledger.begin() as conn:
        assert sites.load(conn, "a.example") == sites.Site("a.example")
        put(conn, "a.example", now, lines={"Read more\x00": 3})
        site = sites.load(conn, "a.example")
        assert (site.memory, site.version) == ({"lines": {"Read more": 3}}, 1)
        put(conn, "a.example", now + MINUTE)
        site = sites.load(conn, "a.example")
        assert (site.memory, site.version, site.updated_at) == ({}, 2, now + MINUTE)


def test_what_was_made_from_an_older_memory_is_refused(ledger, now):
    with ledger.begin() as conn:
        new = sites.load(conn, "a.example")
        put(conn, "a.example", now, n=1)
        assert not sites.save(conn, new, {"n": 2}, learned=0, now=now)
        old = sites.load(conn, "a.example")
        put(conn, "a.example", now, n=3)
        assert not sites.save(conn, old, {"n": 4}, learned=0, now=now)
        assert sites.load(conn, "a.example").memory == {"n": 3}


def test_records_wait_to_be_cleaned_again_once_a_site_that_has_learned_is_quiet(ledger, now):
    def waiting(conn, at):
        found = sites.awaiting_recleaning(conn, quiet_since=at - HOUR, limit=10)
        return [(site.host, site.learned) for site in found]

    with ledger.begin() as conn:
        put(conn, "b.example", now, learned=2)
        put(conn, "a.example", now + MINUTE, learned=1)
        put(conn, "quiet.example", now, learned=0)
        assert waiting(conn, now) == []
        assert waiting(conn, now + HOUR) == [("b.example", 2)]
        # Written again with nothing learned: it waits no longer for that.
        put(conn, "b.example", now + HOUR, learned=2)
        assert waiting(conn, now + 2 * HOUR) == [("b.example", 2), ("a.example", 1)]
        sites.recleaned(conn, "b.example", 1)
        sites.recleaned(conn, "a.example", 1)
        assert waiting(conn, now + 2 * HOUR) == [("b.example", 2)]
        sites.recleaned(conn, "b.example", 2)
        sites.recleaned(conn, "b.example", 1)
        assert waiting(conn, now + 2 * HOUR) == []


def test_sites_are_listed_by_host(ledger, now):
    with ledger.begin() as conn:
        for host in ("c.example", "a.example", "b.example"):
            put(conn, host, now)
        assert [site.host for site in sites.page(conn, limit=2)] == ["a.example", "b.example"]
        assert [site.host for site in sites.page(conn, after="b.example", limit=2)] == ["c.example"]


def test_a_copy_of_another_sites_article_is_told_from_one_of_the_same_site(ledger, now):
    with ledger.begin() as conn:
        ids = merged(conn, submitted(conn, now), now, item("here"), item("copy"), item("new"))
        original = stored(conn, now, draft("original", host="wire.example"))
        for entry_id, name, root in ((ids[0], "here", original), (ids[2], "new", None)):
            article = stored(conn, now, draft(name), duplicate_of=root)
            entries.settle(conn, entry_id, now=now, state=EntryState.DUPLICATE, article_id=article)
        asked = [(entry_id, "harbour.example") for entry_id in ids]
        assert sites.copied_from_elsewhere(conn, asked) == {ids[0]}
        assert sites.copied_from_elsewhere(conn, [(ids[0], "wire.example")]) == set()
        assert sites.copied_from_elsewhere(conn, []) == set()
