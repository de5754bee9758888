"""Articles in several pages: which page is the next one, and what is made of all of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from schemas.article import CleanPage, Provenance, Removal
from tests.unit.cleaning.test_landing import landed
from tests.unit.cleaning.wall_pages import story
from wirecopy.cleaning.pagination import continues, joined

HOME = "https://www.baypost.example"


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/news/ferry", "/news/ferry/2"),
        ("/news/ferry/", "/news/ferry/2/"),
        ("/news/ferry/2", "/news/ferry/3"),
        ("/news/ferry", "/news/ferry/page/2"),
        ("/news/ferry", "/news/ferry/seite-2"),
        ("/news/ferry", "/news/ferry?page=2"),
        ("/news/ferry?page=1", "/news/ferry?page=2"),
        ("/news/ferry?id=7", "/news/ferry?id=7&seite=2"),
        ("/news/ferry?seite=9", "/news/ferry?seite=10"),
        ("/news/ferry.html", "/news/ferry-2.html"),
        ("/news/ferry-2.html", "/news/ferry-3.html"),
        ("/news/ferry,4711.html", "/news/ferry,4711.html?page=2"),
        ("/news/ferry.html", "/news/ferry.html/2"),
        ("/2024/03/ferry", "/2024/03/ferry/2"),
    ],
)
def test_the_same_address_with_the_next_number_is_the_next_page(here, there):
    landing = landed(story("Ferry sails", head=f"<link rel=next href='{there}'>"), url=HOME + here, asked=HOME + here)
    assert landing.next_page == HOME + there


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/news/ferry", "/news/bridge"),
        ("/news/ferry", "/news/ferry-2"),  # another post of the same headline
        ("/?p=122", "/?p=123"),
        ("/?p=1", "/?p=2"),
        ("/news/4711", "/news/4712"),
        ("/2024/03/05", "/2024/03/06"),
        ("/2024/05", "/2024/06"),
        ("/2024", "/2024/2"),
        ("/news/ferry/2", "/news/ferry/4"),
        ("/news/ferry/2", "/news/ferry"),
        ("/news/ferry", "/news/ferry/1"),
        ("/news/ferry", "/news/ferry?page=3"),
        ("/news/ferry", "/news/ferry?comments=2"),
        ("/news/ferry?id=7", "/news/ferry?id=8&page=2"),
        ("/news/ferry", "https://other.example/news/ferry/2"),
        ("/news/ferry", "javascript:next()"),
        ("/", "/page/2"),
        ("/news/ferry", "/news/ferry/0001"),
    ],
)
def test_another_post_is_no_next_page(here, there):
    landing = landed(story("Ferry sails", head=f"<link rel=next href='{there}'>"), url=HOME + here, asked=HOME + here)
    assert landing.next_page is None


def test_a_link_in_the_text_may_name_the_next_page_too():
    below = "<a class=more rel='next nofollow' href='?page=2#top'>Next</a>"
    assert landed(story("Ferry sails", below=below)).next_page.endswith("ferry-sails-again?page=2")
    assert landed(story("Ferry sails", below=below.replace("next ", ""))).next_page is None


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("<link rel=canonical href='/news/ferry?page=all'>", "/news/ferry?page=all"),
        ("<link rel=canonical href='/news/ferry/komplettansicht'>", "/news/ferry/komplettansicht"),
        ("<link rel=alternate title='Single page' href='/news/ferry?singlepage=true'>", "/news/ferry?singlepage=true"),
        ("<a rel='view-all' href='/print/ferry'>View all</a>", "/print/ferry"),
        ("<link rel=canonical href='/news/ferry'>", None),
        ("<link rel=canonical href='/news/bridge?page=all'>", None),
        ("<link rel=alternate type='application/rss+xml' href='/news/ferry/all'>", None),
        ("<link rel=alternate hreflang=de href='/news/ferry/all'>", None),
        ("<link rel=alternate media=print href='/news/ferry/all'>", None),
        ("<a href='/news/ferry?page=all'>View all</a>", None),
        ("<link rel=view-all href='https://other.example/all'>", None),
    ],
)
def test_a_view_of_all_pages_is_taken_where_a_rel_names_it(link, there):
    here = HOME + "/news/ferry"
    assert landed(story("Ferry sails", head=link), url=here, asked=here).leads_to == (there and HOME + there)


def cleaned(text: str = "One.", title: str = "The ferry sails again", day: int | None = 5, **fields) -> CleanPage:
    removed = fields.pop("removed", ())
    date = datetime(2024, 3, day, tzinfo=UTC) if day else None
    provenance = Provenance(extractor="page:trafilatura", version="1", removed=removed)
    return CleanPage(title=title, text=text, published_at=date, provenance=provenance, **fields)


@pytest.mark.parametrize(
    ("page", "is_the_same"),
    [
        (cleaned(), True),
        (cleaned(title="The ferry sails again - Page 2"), True),
        (cleaned(title="The ferry sails again (Seite 2 von 3)"), True),
        (cleaned(title="The ferry sails again | 2/3"), True),
        (cleaned(title="The ferry sails again（2/3 ページ）"), True),
        (cleaned(title="The ferry sails again: what passengers say"), True),
        (cleaned(day=None), True),
        (cleaned(day=9, date_source="dateline:day"), True),
        (cleaned(day=9, date_source="json-ld"), False),
        (cleaned(title="The bridge is closed"), False),
        (cleaned(title=""), False),
        (cleaned(text=""), False),
    ],
)
def test_a_page_goes_on_where_headline_and_date_are_the_same(page, is_the_same):
    assert continues(cleaned(), page) is is_the_same


def test_both_headlines_may_name_their_page():
    assert continues(cleaned(title="渡輪復航（1/2 ページ）"), cleaned(title="渡輪復航（2/2 ページ）"))


def test_part_two_of_a_series_is_another_article():
    assert not continues(cleaned(title="Life at sea, part 1"), cleaned(title="Life at sea, part 2"))


def test_pages_become_one_text_in_order_without_what_they_repeat():
    note = Removal(text="Share", reason="share-prompt")
    pages = [
        cleaned("Lead.\n\nOne.", word_count=2, removed=(note,), authors=("Ida",)),
        cleaned("Lead!\n\nTwo.\n\nTwo.", removed=(note,)),
        cleaned("Three."),
    ]
    record = joined(pages)
    assert record.text == "Lead.\n\nOne.\n\nTwo.\n\nTwo.\n\nThree."
    assert (record.word_count, record.authors, record.provenance.pages) == (5, ("Ida",), 3)
    assert record.provenance.removed == (note,)
    assert joined(pages[:1]) is pages[0]
