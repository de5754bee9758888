from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.records.authors import clean_authors
from wirecopy.records.dates import settle_date
from wirecopy.records.language import language_of, primary
from wirecopy.records.titles import settle_title, without_site
from wirecopy.records.tracking import is_tracking

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("bylines", "names"),
    [
        (["By Ann Berg"], ("Ann Berg",)),
        (["Von Ann Berg und Bo Lind"], ("Ann Berg", "Bo Lind")),
        (["Ann Berg, Bo Lind and Cy Moe"], ("Ann Berg", "Bo Lind", "Cy Moe")),
        (["Ann Berg, chief reporter"], ("Ann Berg",)),
        (["Ann Berg, Reuters Staff"], ("Ann Berg",)),
        (["ann@alder.example (Ann Berg)"], ("Ann Berg",)),
        (["Ann Berg <ann@alder.example>"], ("Ann Berg",)),
        (["Ann Berg", "ANN BERG"], ("Ann Berg",)),
        (["https://alder.example/authors/ann"], ()),
        (["admin", "The Alder Post"], ()),
        (["Martin Luther King, Jr."], ("Martin Luther King",)),
        (["李明"], ("李明",)),
        (["Byron Vance"], ("Byron Vance",)),
        (["Andy Sand & Brand Andersen"], ("Andy Sand", "Brand Andersen")),
        (["", "  ", "By"], ()),
    ],
)
def test_bylines_become_names(bylines, names):
    assert clean_authors(bylines, site_name="The Alder Post") == names


@given(st.lists(st.text(max_size=60), max_size=4))
def test_names_are_cleaned_once_and_for_all(bylines):
    names = clean_authors(bylines)
    assert len(names) == len({name.casefold() for name in names})
    assert all(name.strip() == name != "" and len(name) <= 80 for name in names)


@given(st.lists(st.tuples(st.none() | st.datetimes(timezones=st.just(UTC)), st.just("page")), max_size=4))
def test_no_settled_date_is_unbelievable(claims):
    settled = settle_date(claims, now=NOW)
    if settled.moment is not None:
        assert datetime(1990, 1, 1, tzinfo=UTC) <= settled.moment <= NOW + timedelta(days=1)
        assert settled.source == "page"


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Rain ahead | The Bay Post", "Rain ahead"),
        ("Rain ahead - bay-post.example", "Rain ahead"),
        ("The Bay Post: Rain ahead", "The Bay Post: Rain ahead"),
        ("The Bay Post | Rain ahead", "Rain ahead"),
        ("Rain ahead - News - The Bay Post", "Rain ahead - News"),
        ("Rain - sun - wind", "Rain - sun - wind"),
        ("The Bay Post", "The Bay Post"),
        ("Well-known Bay Post wins prize", "Well-known Bay Post wins prize"),
    ],
)
def test_the_sites_name_goes_from_the_ends_of_a_title(title, bare):
    assert without_site(title, site_name="The Bay Post", host="bay-post.example") == bare


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_title_is_settled_without_blanks_around_it(page, feed):
    title = settle_title(page, feed, site_name="The Bay Post", host="bay-post.example")
    assert title.text == title.text.strip()
    assert bool(title.text) == bool(title.source)


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("The minister said on Monday that the talks would go on.", "de", ("en", "text")),
        ("Der Minister sagte am Montag, die Gespräche würden fortgesetzt.", None, ("de", "text")),
        ("3:1", "de-AT", ("de", "page")),
        ("Statsministeren sier at regjeringen vil vente med saken.", "nb-NO", ("nb", "page")),
        ("3:1", None, (None, "")),
        ("3:1", "not a language", (None, "")),
    ],
)
def test_language_comes_from_the_text_where_it_can(text, declared, expected):
    assert tuple(language_of(text, [(declared, "page")])) == expected


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-US", "en"), ("pt_BR", "pt"), ("DE", "de"), ("und", None), ("english", None), ("", None), (None, None)],
)
def test_primary_subtag(tag, code):
    assert primary(tag) == code


@pytest.mark.parametrize(
    "name", ["utm_source", "UTM_Campaign", "fbclid", "gclid", "mc_cid", "at_medium", "PHPSESSID", "mtm_kwd"]
)
def test_parameters_that_track(name):
    assert is_tracking(name, "x")


@pytest.mark.parametrize("name", ["id", "p", "page", "q", "story", "sid", "ref", "source", "at", "mc", "utm", "share"])
def test_parameters_that_may_choose_the_page_stay(name):
    assert not is_tracking(name, "4711")
