"""Residue line by line: what goes in every language, and what only looks like it and must stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.cleaning.residue import strip_residue

STORY = [
    "The harbour authority said on Monday that the crossing would stay open through the winter.",
    "Engineers had measured the piers for a third time and found no movement at all.",
    "A decision on the fares is expected before the end of the month, the council wrote.",
]

GOES = [
    ("en", "age-notice", "This story is over 5 years old."),
    ("en", "age-notice", "This article is more than 2 years old"),
    ("en", "newsletter-prompt", "Sign up for our newsletter."),
    ("en", "share-line", "Share this article"),
    ("en", "comment-prompt", "Leave a comment"),
    ("en", "advertisement", "Advertisement"),
    ("de", "age-notice", "Dieser Artikel ist älter als ein Jahr."),
    ("de", "newsletter-prompt", "Jetzt unseren Newsletter abonnieren!"),
    ("fr", "age-notice", "Cet article date de plus d'un an."),
    ("es", "age-notice", "Este artículo tiene más de 2 años."),
    ("it", "age-notice", "Questo articolo ha più di 2 anni."),
    ("nl", "age-notice", "Dit artikel is meer dan een jaar oud."),
]

STAYS = [
    ("en", "The newsletter has outlived everyone who declared it dead."),
    ("en", '"Sign up for our newsletter," the sign above the counter said.'),
    ("en", "The minister said that readers should sign up for the newsletter of his party."),
    ("en", "The building is more than five years old and has never been inspected."),
    ("en", "He told the court that this story is over five years old."),
    ("en", "Cookies were sold at the door, two for a pound."),
    ("en", "This article was amended on 3 May to correct the name of the ferry."),
    ("en", "Correction: an earlier version of this story gave the wrong date."),
    ("en", "Share prices fell by a third on Tuesday."),
    ("en", "Comments by the mayor had angered the residents of the old town."),
    ("en", "Follow the river for two miles and you come to the mill."),
    ("de", "Der Newsletter der Gemeinde erreicht mehr Menschen als die Zeitung."),
    ("de", "Die Kirche ist älter als die Stadt."),
    ("de", "Der Newsletter und die Zeitung erreichen gleich viele Menschen."),
    ("de", "Den Newsletter bestellen und dann doch nicht lesen, das kennt er."),
    ("de", "Von Dresden aus fährt man eine Stunde."),
    ("de", "Teilen wollte er den Gewinn nicht."),
    ("fr", "La lettre d'information du maire est lue par deux mille personnes."),
    ("es", "El boletín del ayuntamiento llega a dos mil hogares."),
]


@pytest.mark.parametrize(("language", "reason", "line"), GOES)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_what_belongs_to_the_page_goes_wherever_it_stands(language, reason, line, place):
    paragraphs = [*STORY[:place], line, *STORY[place:]]
    kept, removed = strip_residue(paragraphs, title="A title", authors=[], language=language)
    assert kept == STORY
    assert [(removal.text, removal.reason) for removal in removed] == [(line, reason)]


@pytest.mark.parametrize(("language", "line"), STAYS)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_news_that_only_looks_like_it_stays(language, line, place):
    paragraphs = [*STORY[:place], line, *STORY[place:]]
    kept, removed = strip_residue(paragraphs, title="A title", authors=[], language=language)
    assert kept == paragraphs
    assert removed == []


def test_the_title_again_and_the_byline_go_from_the_top():
    paragraphs = ["Crossing stays open", "By Marta Quill", *STORY]
    kept, removed = strip_residue(paragraphs, title="Crossing stays open", authors=["Marta Quill"], language="en")
    assert kept == STORY
    assert [removal.reason for removal in removed] == ["repeated-title", "byline"]


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=200), max_size=12), st.sampled_from(["en", "de", "ja", "xx", None]))
def test_whatever_comes_in_is_kept_or_on_the_record(paragraphs, language):
    kept, removed = strip_residue(paragraphs, title="", authors=[], language=language)
    letters = sorted("".join("".join(paragraphs).split()))
    assert sorted("".join("".join([*kept, *(removal.text for removal in removed)]).split())) == letters
