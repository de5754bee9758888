"""How the feed bench reads other projects' expectations: our own examples of their forms."""

import pytest

from bench.feeds.checks import Check
from bench.feeds.expressions import checks_of
from bench.feeds.readings import html_text, read_ours, same_but_for_escaping, same_link, same_text

FEED = b"""<rss version="2.0"><channel><title>Lamp</title><item><title>Tides &amp;amp; fog</title>
<guid>lamp-1</guid><category>sea</category></item></channel></rss>"""


@pytest.mark.parametrize(
    ("expression", "checks"),
    [
        ("not bozo and entries[0]['title'] == 'Tides'", [None, Check("title", "Tides", 0)]),
        ("entries[1].tags[2].term == 'sea'", [Check("tag", "sea", 1)]),
        ("len(entries) == 2 and feed['link'] == 'x'", [Check("entries", 2), Check("link", "x")]),
        ("entries[0]['where']['type'] == 'Point'", [None]),
        ("entries[__import__('os').getpid()]['title'] == 'x'", [None]),
        ("entries[0]['title'] == open('x').read()", [None]),
        ("not an expression at all", [None]),
    ],
)
def test_expressions_are_read_and_never_run(expression, checks):
    assert list(checks_of(expression)) == checks


def test_a_check_is_met_by_what_a_feed_says():
    reading = read_ours(FEED, {})
    assert Check("title", "Tides &amp; fog", 0).is_met(reading)
    assert Check("tag", "sea", 0).is_met(reading)
    assert not Check("tag", "land", 0).is_met(reading)
    assert not Check("title", "Tides", 1).is_met(reading)
    assert not Check("title", "Tides", 0).is_met(None)


def test_texts_are_compared_without_markup_and_links_without_escapes():
    assert same_text("<p>One <b>two</b></p>", "One two")
    assert not same_text("One two", "One three")
    assert same_but_for_escaping("&amp;lt;p&amp;gt;One", "One") is False
    assert same_but_for_escaping("&lt;p&gt;One&lt;/p&gt;", "One")
    assert html_text("a<script>x</script>b") == "ab"
    assert same_link("https://lamp.example", "https://LAMP.example/")
    assert not same_link("https://lamp.example/1", None)
