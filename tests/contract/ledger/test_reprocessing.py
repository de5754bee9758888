"""Runs that clean articles again: planned, leased, finished, stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest

from schemas.article import Source
from schemas.reprocess import Outcome, Recleaned
from tests.contract.ledger.builders import HOUR, draft, stored
from wirecopy.errors import NotFound
from wirecopy.ledger import reprocessing, sites
from wirecopy.ledger.reprocessing import BATCH, LeaseLost


def begun(conn, now, **wishes):
    given = {"host": None, "since": None, "dry_run": False, "cleaner": "1"}
    return reprocessing.begin(conn, now=now, **(given | wishes))


def leased(conn, now, **wishes):
    return reprocessing.lease(conn, now=now, **({"lease_seconds": 60, "at_once": 100} | wishes))


def results(batch, outcome=Outcome.SAME):
    return [Recleaned(article_id=article_id, outcome=outcome) for article_id in batch.article_ids]


@pytest.fixture
def many(ledger, now):
    """Articles for two batches and a half."""
    with ledger.begin() as conn:
        return [stored(conn, now, draft(f"story-{number}")) for number in range(BATCH * 5 // 2)]


def test_a_run_goes_through_all_articles_newest_first_and_each_once(ledger, now, many):
    with ledger.begin() as conn:
        run = begun(conn, now)
        seen = []
        while batch := leased(conn, now):
            seen += batch.article_ids
            reprocessing.finish(conn, batch, results(batch), now=now + HOUR)
        assert seen == sorted(many, reverse=True)
        done = reprocessing.get(conn, run.id)
        assert (done.articles, done.done, done.finished_at) == (len(many), len(many), now + HOUR)
        assert reprocessing.outcomes(conn, run.id) == {Outcome.SAME: len(many)}
        assert list(reprocessing.results(conn, run.id)) == []


def test_only_so_many_batches_are_held_at_once(ledger, now, many):
    with ledger.begin() as conn:
        begun(conn, now)
        assert reprocessing.wanted(conn, now=now, at_once=2) == 2
        held = [leased(conn, now, at_once=2) for _ in range(3)]
        assert [batch is not None for batch in held] == [True, True, False]
        assert reprocessing.wanted(conn, now=now, at_once=2) == 0
        reprocessing.finish(conn, held[0], results(held[0]), now=now)
        assert reprocessing.wanted(conn, now=now, at_once=2) == 1
        assert reprocessing.wanted(conn, now=now + HOUR, at_once=2) == 2


def test_a_lease_that_ran_out_is_taken_again_and_its_first_holder_writes_nothing(ledger, now, many):
    with ledger.begin() as conn:
        begun(conn, now)
        first = leased(conn, now)
        again = leased(conn, now + timedelta(seconds=61))
        assert again.article_ids == first.article_ids
        with pytest.raises(LeaseLost):
            reprocessing.finish(conn, first, results(first, Outcome.TEXT), now=now)
        reprocessing.finish(conn, again, results(again), now=now)
        with pytest.raises(LeaseLost):
            reprocessing.finish(conn, again, results(again), now=now)


def test_what_was_begun_three_times_is_hopeless(ledger, now, many):
    with ledger.begin() as conn:
        begun(conn, now)
        tries = [leased(conn, now + timedelta(seconds=61 * number)) for number in range(4)]
        assert [batch.is_hopeless for batch in tries] == [False, False, False, True]


def test_leases_can_be_voided_by_who_knows_that_nobody_works(ledger, now, many):
    with ledger.begin() as conn:
        begun(conn, now)
        first = leased(conn, now)
        reprocessing.void_leases(conn)
        assert leased(conn, now).number == first.number


def test_a_stopped_run_does_no_more(ledger, now, many):
    with ledger.begin() as conn:
        run = begun(conn, now)
        batch = leased(conn, now)
        reprocessing.stop(conn, run.id)
        with pytest.raises(LeaseLost):
            reprocessing.finish(conn, batch, results(batch), now=now)
        assert leased(conn, now) is None
        assert reprocessing.wanted(conn, now=now, at_once=5) == 0
        assert reprocessing.get(conn, run.id).is_open is False
        with pytest.raises(NotFound, match="no reprocess run 99"):
            reprocessing.stop(conn, 99)


def test_a_run_is_for_the_articles_that_were_wished(ledger, now):
    with ledger.begin() as conn:
        old = stored(conn, now - 2 * HOUR, draft("old", source=Source(host="a.example")))
        new = stored(conn, now, draft("new", source=Source(host="www.a.example")))
        other = stored(conn, now, draft("other", source=Source(host="ba.example")))
        for wishes, expected in (
            ({"host": "a.example"}, {old, new}),
            ({"host": "a.example", "since": now - HOUR}, {new}),
            ({"since": now}, {new, other}),
        ):
            begun(conn, now, **wishes)
            batch = leased(conn, now)
            assert set(batch.article_ids) == expected
            reprocessing.finish(conn, batch, results(batch), now=now)


def test_a_run_without_articles_is_finished_when_it_starts(ledger, now):
    with ledger.begin() as conn:
        run = begun(conn, now, host="nowhere.example")
        assert leased(conn, now) is None
        assert reprocessing.get(conn, run.id).is_open is False


def test_the_unfinished_run_of_the_same_wishes_is_found(ledger, now, many):
    with ledger.begin() as conn:
        run = begun(conn, now, since=now - HOUR)
        wishes = {"host": None, "since": now - HOUR, "dry_run": False, "cleaner": "1"}
        assert reprocessing.open_like(conn, **wishes).id == run.id
        for other in ({"host": "a.example"}, {"since": None}, {"dry_run": True}, {"cleaner": "2"}):
            assert reprocessing.open_like(conn, **(wishes | other)) is None
        reprocessing.stop(conn, run.id)
        assert reprocessing.open_like(conn, **wishes) is None


def learn(conn, now, host="harbour.example"):
    """Have one more thing learned of a site."""
    site = sites.load(conn, host)
    assert sites.save(conn, site, {}, learned=site.learned + 1, now=now)


def asked(conn, now, host="harbour.example"):
    return reprocessing.ask_for_site(conn, host, cleaner="1", now=now)


def done_with(conn, now):
    while batch := leased(conn, now):
        reprocessing.finish(conn, batch, results(batch), now=now)


def test_a_site_is_cleaned_again_once_an_hour_at_most_and_what_it_learns_meanwhile_goes_together(ledger, now, many):
    with ledger.begin() as conn:
        learn(conn, now)
        first = asked(conn, now)
        assert asked(conn, now).id == first.id
        done_with(conn, now)
        assert asked(conn, now + timedelta(minutes=5)).id == first.id
        learn(conn, now)
        later = asked(conn, now + timedelta(minutes=10))
        assert later.id != first.id
        assert later.start_at == now + HOUR
        learn(conn, now)
        assert asked(conn, now + HOUR / 2).id == later.id
        assert leased(conn, now + HOUR / 2) is None
        assert leased(conn, now + HOUR).run.id == later.id
        learn(conn, now, "other.example")
        assert asked(conn, now, "other.example").start_at == now


def test_when_a_sites_run_is_finished_its_records_have_what_was_learned_when_it_began(ledger, now, many):
    with ledger.begin() as conn:
        learn(conn, now)
        run = asked(conn, now)
        learn(conn, now)
        batch = leased(conn, now)
        learn(conn, now)
        reprocessing.finish(conn, batch, results(batch), now=now)
        done_with(conn, now)
        assert reprocessing.get(conn, run.id).site_learned == 2
        site = sites.load(conn, "harbour.example")
        assert (site.learned, site.recleaned) == (3, 2)
        assert [waiting.host for waiting in sites.awaiting_recleaning(conn, quiet_since=now, limit=5)] == [site.host]


def test_a_sites_run_without_articles_is_over_at_once(ledger, now):
    with ledger.begin() as conn:
        learn(conn, now)
        asked(conn, now)
        assert leased(conn, now) is None
        assert sites.load(conn, "harbour.example").recleaned == 1


def test_a_sites_run_that_a_person_stopped_does_not_come_back_before_more_is_learned(ledger, now, many):
    with ledger.begin() as conn:
        learn(conn, now)
        run = asked(conn, now)
        reprocessing.stop(conn, run.id)
        assert sites.awaiting_recleaning(conn, quiet_since=now, limit=5) == []
        assert asked(conn, now + 2 * HOUR).id == run.id
        learn(conn, now)
        assert asked(conn, now + 2 * HOUR).id != run.id


def test_a_sites_run_leaves_the_hosts_below_it_alone(ledger, now):
    with ledger.begin() as conn:
        here = stored(conn, now, draft("here", source=Source(host="harbour.example")))
        stored(conn, now, draft("below", source=Source(host="blog.harbour.example")))
        learn(conn, now)
        asked(conn, now)
        assert leased(conn, now).article_ids == (here,)


def test_who_waits_goes_first(ledger, now, many):
    with ledger.begin() as conn:
        learn(conn, now)
        asked(conn, now)
        run = begun(conn, now)
        assert leased(conn, now).run.id == run.id


def test_results_come_with_the_largest_loss_first(ledger, now, many):
    with ledger.begin() as conn:
        run = begun(conn, now)
        batch = leased(conn, now)
        told = [
            Recleaned(article_id=article_id, outcome=Outcome.TEXT, words_before=100, words_removed=place)
            for place, article_id in enumerate(batch.article_ids)
        ]
        reprocessing.finish(conn, batch, told, now=now)
        assert list(reprocessing.results(conn, run.id)) == told[::-1]
        assert [found.id for found in reprocessing.runs(conn, limit=5)] == [run.id]
