"""What deduplication learns from the ledger."""

from __future__ import annotations

import threading

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.ledger.builders import draft, stored
from wirecopy.duplicates.decide import Candidate, Match
from wirecopy.duplicates.known import HOT_GROUPS, MOST_CANDIDATES, MOST_OF_A_GROUP
from wirecopy.duplicates.memory import MemoryKnown
from wirecopy.duplicates.sketch import sketch
from wirecopy.ledger import articles
from wirecopy.ledger.known import BatchKnown, LedgerKnown
from wirecopy.records.text import content_hash


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
        for number in range(1, HOT_GROUPS):
            stored(conn, now, draft(str(number)), sketch_keys=(1, 2) if number == 17 else (1,))
        known = LedgerKnown(conn)
        assert len(known.candidates((1,), None)) == MOST_CANDIDATES
        assert known.candidates((1, 2), None)[0].title == "Headline 17"
        stored(conn, now, draft("last"), sketch_keys=(1,))
        assert known.candidates((1,), None) == []
        assert [found.title for found in known.candidates((1, 2), None)] == ["Headline 17"]


def test_the_keys_of_a_story_that_everyone_carries_still_find_it_and_leave_room_for_others(ledger, now):
    with ledger.begin() as conn:
        root = stored(conn, now, draft("root"), sketch_keys=(1, 2))
        for number in range(3 * HOT_GROUPS):
            copy = stored(conn, now, draft(str(number)), sketch_keys=(1, 2), duplicate_of=root)
        other = stored(conn, now, draft("other"), sketch_keys=(2,))
        corrected = draft(str(number), title="Corrected")
        articles.revise(conn, copy, corrected, kind=None, sketch_keys=(1, 3), sketch_packed=b"", now=now)
        known = LedgerKnown(conn)
        found = known.candidates((1, 2), None)
        assert [candidate.root_id for candidate in found] == [root] * MOST_OF_A_GROUP + [other]
        assert found[0].article_id == root
        assert [candidate.root_id for candidate in known.candidates((3,), None)] == [root]


WORDS = st.lists(st.sampled_from("storm harbour ferry bridge council vote rain quay pilot".split()), max_size=40)


# The database is emptied by rolling back, not by the fixture.
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(WORDS, WORDS, st.integers(0, 6), st.booleans()), max_size=9), st.integers(0, 9))
def test_a_batch_knows_what_the_ledger_and_memory_know(ledger, now, texts, before):
    drafts = [
        draft(
            str(place),
            url_keys=(f"address-{address}", f"address-{place + address}"),
            title=" ".join(title),
            text=" ".join(text),
            content_hash=content_hash(" ".join(text)),
        )
        for place, (title, text, address, _) in enumerate(texts)
    ]
    sketches = [sketch(given.title, given.text, None) for given in drafts]
    memory = MemoryKnown()
    with ledger.begin() as conn:
        undone = conn.begin_nested()
        ids, roots = {}, {}

        def root_of(place):
            return roots[place - 1] if place and texts[place][3] else ids[place]

        def answers(known, place):
            given, drawn = drafts[place], sketches[place]
            at_address = known.by_url(given.url_keys)
            return (
                at_address,
                at_address and known.version(at_address.article_id),
                known.by_hash(given.content_hash),
                known.candidates(drawn.keys, given.published_at),
            )

        reserved = articles.reserve(conn, len(texts))
        batch = None
        for place, (given, drawn) in enumerate(zip(drafts, sketches, strict=True)):
            if place == min(before, len(texts) - 1):
                batch = BatchKnown(conn, list(zip(drafts, sketches, strict=True))[place:])
            ids[place] = reserved[place]
            expected = answers(memory, place)
            assert answers(batch or LedgerKnown(conn), place) == expected
            roots[place] = root_of(place)
            memory.add(given, drawn, article_id=ids[place], root_id=roots[place])
            if batch is not None:
                batch.remember(given, drawn, article_id=ids[place], root_id=roots[place])
            else:
                duplicate_of = roots[place] if roots[place] != ids[place] else None
                words = articles.indexed_words(given.title, given.text)
                articles.store_all(
                    conn,
                    [articles.Addition(ids[place], given, drawn.keys, drawn.packed, words, duplicate_of)],
                    now=now,
                )
        undone.rollback()


def test_a_batch_knows_an_address_that_it_has_just_given_to_an_article(ledger, now):
    with ledger.begin() as conn:
        here = stored(conn, now, draft("here", url_keys=("here",)))
        other = stored(conn, now, draft("other", url_keys=("taken",)))
        batch = [draft(name, url_keys=(name,)) for name in ("here", "there", "taken")]
        known = BatchKnown(conn, [(given, sketch(given.title, given.text, None)) for given in batch])
        assert known.by_url(["there"]) is None
        known.remember_addresses(("here", "there", "taken"), here)
        assert [known.by_url([name]).article_id for name in ("here", "there", "taken")] == [here, here, other]


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
