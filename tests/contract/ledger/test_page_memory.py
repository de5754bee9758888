"""What the ledger remembers of hosts whose pages keep failing, and of sites' files for robots."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from schemas.site import SiteFile
from tests.contract.ledger.builders import HOUR, MINUTE
from wirecopy.ledger import pagememory, sitefiles


def fail(conn, now, times=pagememory.PATIENCE, slug="page-403", host="a.example"):
    for _ in range(times):
        trouble = pagememory.failed(conn, host, slug, now=now)
    return trouble


def test_a_host_is_asked_until_its_pages_have_failed_a_few_times_in_a_row(ledger, now):
    with ledger.begin() as conn:
        assert pagememory.ask(conn, "a.example", now=now) == (True, None)
        assert fail(conn, now, pagememory.PATIENCE - 1).times == pagememory.PATIENCE - 1
        assert pagememory.ask(conn, "a.example", now=now)[0]
        fail(conn, now, 1)
        may_ask, trouble = pagememory.ask(conn, "a.example", now=now)
        assert not may_ask
        assert (trouble.slug, trouble.times, trouble.probe_at) == ("page-403", pagememory.PATIENCE, now + HOUR)
        assert pagememory.ask(conn, "b.example", now=now)[0]


def test_one_page_a_period_tries_how_it_stands_and_the_period_doubles_up_to_a_day(ledger, now):
    with ledger.begin() as conn:
        trouble, waits = fail(conn, now), []
        for _ in range(7):
            waits.append(trouble.probe_at - now)
            now = trouble.probe_at
            asked = [pagememory.ask(conn, "a.example", now=at)[0] for at in (now - MINUTE, now, now)]
            assert asked == [False, True, False]
            trouble = fail(conn, now, 1)
        assert waits == [hours * HOUR for hours in (1, 2, 4, 8, 16, 24, 24)]


def test_a_page_that_was_had_ends_it_and_another_kind_of_failure_begins_anew(ledger, now):
    with ledger.begin() as conn:
        fail(conn, now)
        assert fail(conn, now, 1, "bot-challenge").times == 1
        assert pagememory.ask(conn, "a.example", now=now)[0]
        fail(conn, now, pagememory.PATIENCE - 1, "bot-challenge")
        assert pagememory.ask(conn, "a.example", now=now)[1].slug == "bot-challenge"
        pagememory.forget(conn, "a.example")
        assert pagememory.ask(conn, "a.example", now=now)[0]
        assert pagememory.trouble_of(conn, "a.example") is None


def test_two_fetchers_never_both_try_a_host(ledger, now):
    with ledger.begin() as conn:
        fail(conn, now)
    later = now + 2 * HOUR

    def ask(_):
        with ledger.begin() as conn:
            return pagememory.ask(conn, "a.example", now=later)[0]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(12))).count(True) == 1


def test_a_sites_file_is_kept_until_the_next_one(ledger, now):
    url = "https://a.example/robots.txt"
    with ledger.begin() as conn:
        assert sitefiles.load(conn, url) is None
        failing = SiteFile(url=url, ask_again=now + MINUTE, failing_since=now)
        sitefiles.save(conn, failing)
        assert sitefiles.load(conn, url) == failing
        read = SiteFile(url=url, text="User-agent: *\nDisallow: /a\u00e9", ask_again=now + HOUR)
        sitefiles.save(conn, read)
        assert sitefiles.load(conn, url) == read
