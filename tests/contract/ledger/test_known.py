"""What deduplication learns from the ledger."""

from __future__ import annotations

import threading

from tests.contract.ledger.builders import draft, stored
from wirecopy.duplicates.decide import Candidate, Match
from wirecopy.ledger import articles
from wirecopy.ledger.known import LedgerKnown


def test_an_article_is_known_by_any_of_its_addresses(ledger, now):
    with ledger.begin() as conn:
        root = stored(conn, now, draft("root", content_hash="v1:r"))
        copy = stored(conn, now, draft("copy", url_keys=("c", "c-amp"), content_hash="v1:c"), duplicate_of=root)
        known = LedgerKnown(conn)
        assert known.by_url(["nowhere", "c-amp"]) == Match(copy, root, "v1:c", "Headline copy")
        assert known.by_url(["harbour.example/root"]) == Match(root, root, "v1:r", "Headline root")
        assert known.by_url(["c-amp", "harbour.example/root"]).article_id == copy
        assert known.by_url(["harbour.example/root", "c"]).article_id == root
        assert known.by_url(["nowhere"]) is None
        assert known.by_url([]) is None


def test_the_earliest_article_with_a_text_is_known_by_it(ledger, now):
    with ledger.begin() as conn:
        first = stored(conn, now, draft("a", content_hash="v1:same"))
        stored(conn, now, draft("b", content_hash="v1:same"), duplicate_of=first)
        known = LedgerKnown(conn)
        assert known.by_hash("v1:same") == Match(first, first, "v1:same", "Headline a")
        assert known.by_hash("v1:other") is None


def test_candidates_are_those_that_share_the_most_keys_first(ledger, now):
    big, small = 2**63 - 1, -(2**63)
    with ledger.begin() as conn:
        two = stored(conn, now, draft("two", published_at=now), sketch_keys=(big, small, 5), sketch_packed=b"\x00\xff")
        three = stored(conn, now, draft("three"), sketch_keys=(big, small, 7, 7), duplicate_of=two)
        stored(conn, now, draft("none"), sketch_keys=(8, 9))
        known = LedgerKnown(conn)
        assert known.candidates((small, big, 7), now) == [
            Candidate(three, two, b"", "Headline three", "harbour.example", None, 13),
            Candidate(two, two, b"\x00\xff", "Headline two", "harbour.example", now, 13),
        ]
        assert known.candidates((), None) == []
        assert known.candidates((1, 2, 3), None) == []


def test_a_key_that_everyone_has_tells_nothing(ledger, now):
    with ledger.begin() as conn:
        for number in range(200):
            stored(conn, now, draft(str(number)), sketch_keys=(1, 2) if number == 77 else (1,))
        known = LedgerKnown(conn)
        assert len(known.candidates((1,), None)) == 50
        assert known.candidates((1, 2), None)[0].title == "Headline 77"
        stored(conn, now, draft("last"), sketch_keys=(1,))
        assert known.candidates((1,), None) == []
        assert [found.title for found in known.candidates((1, 2), None)] == ["Headline 77"]


def test_the_keys_of_a_story_that_everyone_carries_still_find_it(ledger, now):
    with ledger.begin() as conn:
        root = stored(conn, now, draft("root"), sketch_keys=(1, 2))
        for number in range(250):
            copy = stored(conn, now, draft(str(number)), sketch_keys=(1, 2), duplicate_of=root)
        articles.revise(
            conn, copy, draft("249", title="Corrected"), kind=None, sketch_keys=(1, 3), sketch_packed=b"", now=now
        )
        known = LedgerKnown(conn)
        found = known.candidates((1, 2), None)
        assert len(found) == 50
        assert found[0].article_id == root
        assert {candidate.root_id for candidate in found} == {root}
        assert [candidate.root_id for candidate in known.candidates((3,), None)] == [root]


def test_two_workers_never_both_find_a_story_new(ledger, now):
    found_new = []

    def file(name):
        with ledger.begin() as conn:
            articles.serialize_stores(conn)
            if LedgerKnown(conn).by_hash("v1:story") is None:
                stored(conn, now, draft(name, content_hash="v1:story"))
                found_new.append(name)

    workers = [threading.Thread(target=file, args=(name,)) for name in "abcdef"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert len(found_new) == 1
