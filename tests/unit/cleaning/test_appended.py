"""Pages with more than one story."""

from __future__ import annotations

import pytest

from wirecopy.cleaning import clean
from wirecopy.cleaning.appended import appended
from wirecopy.cleaning.blocks import read_blocks
from wirecopy.cleaning.explain import explain
from wirecopy.cleaning.tree import parse_page

TITLE = "Ferries will sail again in May"
TOLD = [
    f"The harbour board met for the {day} time on Tuesday and said that the ferry would be back in May."
    for day in ("first", "second", "third", "fourth")
]
ELSEWHERE = [
    f"The museum by the old mill has bought the {number} of nine pictures of the bay that were lost in the war."
    for number in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
]
OTHER = "Museum finds a lost picture"


def article(headline: str, paragraphs: list[str]) -> str:
    return f"<article><h1>{headline}</h1>{''.join(f'<p>{paragraph}</p>' for paragraph in paragraphs)}</article>"


def page(body: str, title: str = TITLE) -> str:
    return f"<html><head><title>{title} | The Bay Post</title></head><body>{body}</body></html>"


def dropped(body: str, title: str = TITLE) -> list[str]:
    tree = parse_page(page(body))
    assert tree is not None
    found = read_blocks(tree)
    return [found.blocks[place].text for place in sorted(appended(found, title))]


@pytest.mark.parametrize("first", [True, False])
def test_the_next_story_of_an_endless_page_is_another(first):
    both = [article(TITLE, TOLD), article(OTHER, ELSEWHERE)]
    html = page("".join(both if first else both[::-1]))
    assert clean(html, url="https://baypost.example/ferries").text.split("\n\n") == TOLD

    reasons = {block.text: block.reason for block in explain(html).blocks}
    assert {reasons[line] for line in ELSEWHERE} == {"related"}


def test_announcements_are_other_stories_too():
    assert dropped(article(TITLE, TOLD) + f"<aside><section><article><h1>{OTHER}</h1></article></section></aside>") == [
        OTHER
    ]
    within = f"<article><h1>{TITLE}</h1><p>{TOLD[0]}</p><article><h1>{OTHER}</h1></article><p>{TOLD[1]}</p></article>"
    assert dropped(within) == [OTHER]


def test_without_a_headline_that_is_the_title_nothing_is_told():
    both = article("Ferries back", TOLD) + article(OTHER, ELSEWHERE)
    assert dropped(both) == []
    assert dropped(article(TITLE, TOLD) + article(TITLE, ELSEWHERE)) == []


def test_what_holds_the_story_is_no_other():
    around = f"<article><h1>All the news of the bay</h1>{article(TITLE, TOLD)}<p>{ELSEWHERE[0]}</p></article>"
    assert dropped(around) == []
    chapters = f"<article><h1>{TITLE}</h1><p>{TOLD[0]}</p><section><h1>What it costs</h1><p>{TOLD[1]}</p></section>"
    assert dropped(chapters) == []
