"""Copies taken apart and put together by hand, and that it lasts."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from schemas.revision import RevisionKind
from tests.contract.ledger.builders import MINUTE, draft, stored
from wirecopy.duplicates.decide import decide
from wirecopy.duplicates.sketch import sketch
from wirecopy.errors import NotFound, UsageError
from wirecopy.ledger import articles, changes
from wirecopy.ledger.articles import byhand
from wirecopy.ledger.known import BatchKnown, LedgerKnown
from wirecopy.ledger.tables import article_keys

TEXT = (
    "The harbour board has let the old ropewalk to a maker of kites for nine years, at a rent that its members would "
    "not name before the summer.\n\nThe building has stood empty since the last rope was laid there. Its roof is two "
    "hundred paces long, and the kites are to be tried out underneath it when the wind is too strong on the beach."
)


def told(host: str, name: str, text: str = TEXT):
    return draft(name, host=host, title=f"Ropewalk let to kite maker, {name}", text=text)


@pytest.fixture
def group(ledger, now):
    """Three articles with one text, as they would have been judged."""
    with ledger.begin() as conn:
        return [file(conn, told(f"{name}.example", name), now + MINUTE * at) for at, name in enumerate("abc")]


def file(conn, given, now):
    drawn = sketch(given.title, given.text, given.language)
    verdict = decide(given, drawn, LedgerKnown(conn))
    assert verdict.kind in ("new", "duplicate")
    return stored(
        conn,
        now,
        given,
        sketch_keys=drawn.keys,
        sketch_packed=drawn.packed,
        duplicate_of=verdict.duplicate_of,
        evidence=verdict.evidence,
    )


def roots(ledger, ids):
    with ledger.read() as conn:
        keyed = dict(conn.execute(select(article_keys.c.article_id, article_keys.c.root_id).distinct()).all())
        found = [article.duplicate_of for article in articles.by_ids(conn, ids)]
        # The keys count for the same group as the record says.
        assert [keyed[article_id] for article_id in ids] == [
            root or article_id for article_id, root in zip(ids, found, strict=True)
        ]
        return found


def kinds(ledger):
    with ledger.read() as conn:
        return [(change.kind.value, change.article_id) for change in changes.read(conn)]


def test_a_copy_taken_out_is_no_copy_and_says_that_it_was_by_hand(ledger, now, group):
    first, second, _ = group
    assert roots(ledger, group) == [None, first, first]
    with ledger.begin() as conn:
        byhand.split(conn, second, now=now)
        assert articles.evidence(conn, second) == {"tier": "hand", "by": "hand", "apart_from": first}
    assert roots(ledger, group) == [None, None, first]
    assert kinds(ledger) == [("split", second)]


def test_when_the_first_of_a_group_is_taken_out_the_next_one_takes_its_place(ledger, now, group):
    first, second, third = group
    with ledger.begin() as conn:
        byhand.split(conn, first, now=now)
    assert roots(ledger, group) == [None, None, second]
    assert kinds(ledger) == [("split", first), ("split", second), ("duplicate", third)]


def test_it_does_not_come_back_under_another_address(ledger, now, group):
    first, second, _ = group
    with ledger.begin() as conn:
        byhand.split(conn, second, now=now)
        # Moved to another address, word for word and with a line more.
        same = file(conn, told("b.example", "moved"), now)
        longer = file(
            conn,
            told("b.example", "b", TEXT + "\n\nThe board meets on Friday.").model_copy(
                update={"url_keys": ("b.example/again",)}
            ),
            now,
        )
        elsewhere = file(conn, told("d.example", "d"), now)
    assert roots(ledger, [same, longer, elsewhere]) == [second, second, first]


def test_nor_does_it_in_a_batch(ledger, now, group):
    first, second, _ = group
    batch = [
        (given, sketch(given.title, given.text, None)) for given in (told("b.example", "x"), told("d.example", "y"))
    ]
    with ledger.begin() as conn:
        before = [decide(*each, BatchKnown(conn, batch)).duplicate_of for each in batch]
        byhand.split(conn, second, now=now)
        after = [decide(*each, BatchKnown(conn, batch)).duplicate_of for each in batch]
    assert (before, after) == ([first, first], [second, first])


def test_two_articles_put_together_are_one_group_with_all_their_copies(ledger, now, group):
    with ledger.begin() as conn:
        other = file(conn, draft("other", text="Nothing like it. " * 20), now)
        copy = stored(conn, now, draft("copy"), sketch_keys=(5,), duplicate_of=other)
        assert byhand.merge(conn, other, group[2], now=now) == group[0]
        assert articles.evidence(conn, other) == {"tier": "hand", "by": "hand", "matched": group[2]}
    assert roots(ledger, [*group, other, copy]) == [None, group[0], group[0], group[0], group[0]]
    assert kinds(ledger) == [("duplicate", other), ("duplicate", copy)]


def test_the_earlier_group_takes_the_later_one_in_whichever_is_named_first(ledger, now, group):
    with ledger.begin() as conn:
        other = file(conn, draft("other", text="Nothing like it. " * 20), now)
        assert byhand.merge(conn, group[0], other, now=now) == group[0]
        assert articles.evidence(conn, other)["matched"] == group[0]


def test_a_merge_takes_back_a_split_and_a_split_a_merge(ledger, now, group):
    first, second, _ = group
    with ledger.begin() as conn:
        byhand.split(conn, second, now=now)
        byhand.merge(conn, second, first, now=now)
        assert LedgerKnown(conn).taken_out(first, "b.example") == []
        again = file(conn, told("b.example", "moved"), now)
        byhand.split(conn, second, now=now)
        assert [match.article_id for match in LedgerKnown(conn).taken_out(first, "b.example")] == [second]
    assert roots(ledger, [again]) == [first]


def test_a_revision_of_what_was_taken_out_leaves_it_out(ledger, now, group):
    with ledger.begin() as conn:
        byhand.split(conn, group[1], now=now)
        given = told("b.example", "b", TEXT + " It is so.")
        drawn = sketch(given.title, given.text, given.language)
        verdict = decide(given, drawn, LedgerKnown(conn))
        assert (verdict.kind, verdict.article_id) == ("revision", group[1])
        articles.revise(
            conn, group[1], given, kind=RevisionKind.UPDATE, sketch_keys=drawn.keys, sketch_packed=drawn.packed, now=now
        )
    assert roots(ledger, [group[1]]) == [None]


def test_what_can_not_be_is_refused(ledger, now, group):
    with ledger.begin() as conn:
        lone = file(conn, draft("other", text="Nothing like it. " * 20), now)
        with pytest.raises(UsageError, match="nothing to split"):
            byhand.split(conn, lone, now=now)
        with pytest.raises(UsageError, match="one group already"):
            byhand.merge(conn, group[1], group[2], now=now)
        for call in (lambda: byhand.split(conn, 999, now=now), lambda: byhand.merge(conn, lone, 999, now=now)):
            with pytest.raises(NotFound):
                call()
