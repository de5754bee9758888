"""How figures and moments read."""

from datetime import UTC, datetime, timedelta

import pytest

from services.api.dashboard import words

NOW = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)


def test_numbers_are_grouped_in_threes():
    assert words.count(1234567) == "1\u202f234\u202f567"
    assert words.count(999) == "999"


def test_one_of_a_thing_is_singular():
    assert words.plural(1, "copy", "copies") == "1\u00a0copy"
    assert words.plural(0, "copy", "copies") == "0\u00a0copies"
    assert words.plural(2, "line") == "2\u00a0lines"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0\u00a0s"), (59, "59\u00a0s"), (60, "1\u00a0min"), (90000, "1\u00a0d")],
)
def test_a_span_is_told_in_its_largest_unit(seconds, said):
    assert words.span(seconds) == said


def test_moments_lie_before_and_after_now():
    assert words.ago(NOW - timedelta(minutes=5), NOW) == "5\u00a0min ago"
    assert words.ago(NOW + timedelta(hours=3), NOW) == "in\u00a03\u00a0h"
    assert words.ago(NOW, NOW) == "just now"


def test_an_old_moment_shows_its_day_and_an_older_one_its_year():
    assert words.short(NOW - timedelta(hours=2), NOW) == "12:05"
    assert words.short(NOW - timedelta(days=3), NOW) == "26 Feb"
    assert words.short(NOW - timedelta(days=300), NOW) == "5 May 2025"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//host.example/", "http://[", "", None]
)
def test_only_web_addresses_become_links(url):
    assert words.web_link(url) is None


def test_a_web_address_becomes_a_link():
    assert words.web_link("HTTPS://harbour.example/a") == "HTTPS://harbour.example/a"


def test_the_last_line_of_a_traceback_says_what_happened():
    assert words.last_line("Traceback:\n  File x\nValueError: bad\n\n") == "ValueError: bad"
    assert words.last_line(None) == ""
