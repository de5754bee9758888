"""The headline among the titles that a page has."""

import pytest

from wirecopy.cleaning.evidence import collect
from wirecopy.cleaning.metadata import read_metadata
from wirecopy.cleaning.tree import parse_page

URL = "https://www.baypost.example/news/harbour"


def title(head="", body="", *, news=None, window="x"):
    script = (
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{news}"}}</script>' if news else ""
    )
    page = f"<html><head><title>{window}</title>{script}{head}</head><body>{body}</body></html>"
    read = read_metadata(collect(parse_page(page), url=URL), size=len(page))
    return read.title, read.sources.get("title")


def og(text):
    return f"<meta property=og:title content='{text}'>"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        # A kicker that others leave out.
        ({"news": "Old harbour: Ferries sail again at noon", "head": og("Ferries sail again at noon")},
         ("Ferries sail again at noon", "opengraph")),
        ({"news": "Old harbour: Ferries sail again at noon", "head": og("Old harbour: Ferries sail again at noon"),
          "body": "<h1><b class=kicker>Old harbour</b><i>: </i><i>Ferries sail again at noon</i></h1>"},
         ("Old harbour: Ferries sail again at noon", "json-ld")),
        ({"body": "<h1><span class=topline>Old harbour</span> <span class=text>Ferries sail again at noon</span></h1>",
          "head": og("Ferries sail again at noon")}, ("Ferries sail again at noon", "h1")),
        ({"body": "<h1><small>Old harbour</small> Ferries sail again at noon</h1>",
          "head": og("Ferries sail again at noon")}, ("Ferries sail again at noon", "opengraph")),
        ({"body": "<h1>Old harbour: Ferries sail again at noon</h1>", "head": og("Ferries sail again at noon")},
         ("Old harbour: Ferries sail again at noon", "h1")),
        ({"body": "<h1>The ferries sail again</h1>", "head": og("ferries sail again")},
         ("The ferries sail again", "h1")),
        # A section's name stands in an <h1> of its own.
        ({"window": "News - Quayside", "head": og("Ferries sail again at noon"),
          "body": "<h1>News</h1><h1>Ferries sail again at noon</h1>"}, ("Ferries sail again at noon", "h1")),
        # The site is called by a name that nobody else tells, and its headlines are in <h2>.
        ({"window": "The Quayside: Ferries sail again at noon", "body": "<h2>Ferries sail again at noon</h2>"},
         ("Ferries sail again at noon", "html-title")),
        ({"window": "The Quayside » Archive » Ferries sail again at noon",
          "body": "<h1><a href=https://www.baypost.example>The Quayside</a></h1><h2>Ferries sail again at noon</h2>"},
         ("Ferries sail again at noon", "html-title")),
        ({"window": "Ferries sail again at noon", "body": "<h2>Other news of the day</h2>"},
         ("Ferries sail again at noon", "html-title")),
        # The page bears another headline than the one for search engines.
        ({"news": "Harbour ferries timetable news", "window": "Harbour ferries timetable news",
          "head": og("Ferries sail again at noon"), "body": "<h1>Ferries sail again at noon</h1>"},
         ("Ferries sail again at noon", "opengraph")),
        ({"news": "Harbour ferries timetable news", "window": "Harbour ferries timetable news",
          "head": og("Ferries sail again at noon"),
          "body": "<h1>Harbour ferries timetable news</h1><h2>Ferries sail again at noon</h2>"},
         ("Ferries sail again at noon", "opengraph")),
        # Cut short for search engines.
        ({"news": "Ferries sail again at…", "body": "<h1>Ferries sail again at noon</h1>"},
         ("Ferries sail again at noon", "h1")),
        # Sections, bars and other people's names behind it.
        ({"head": og("Ferries sail again at noon | Local | Bay"), "body": "<h1>News</h1>"},
         ("Ferries sail again at noon", "opengraph")),
        ({"window": "Ferries sail again at noon - Politics - Somebody", "head": og("Ferries sail again at noon")},
         ("Ferries sail again at noon", "opengraph")),
        ({"body": "<h1><a href='https://www.baypost.example/'>Notes from the bay today</a></h1>"
                  "<h3>Ferries sail again at noon</h3>", "head": og("Ferries sail again at noon")},
         ("Ferries sail again at noon", "opengraph")),
        ({"head": og("Tom &amp;amp; Jerry sail at noon")}, ("Tom & Jerry sail at noon", "opengraph")),
        ({"body": "<h1><time>5 March</time> Ferries sail again at noon</h1>", "head": og("Ferries sail again at noon")},
         ("Ferries sail again at noon", "h1")),
        ({"body": "<h1>Harb<em>our</em> reopens<br>at noon</h1>"}, ("Harbour reopens at noon", "h1")),
        ({"body": "<h1><b>Harb<i>our</i> reopens</b> at noon</h1>"}, ("Harbour reopens at noon", "h1")),
    ],
)  # fmt: skip
def test_the_headline_is_what_readers_see(page, expected):
    assert title(**page) == expected
