"""Rights signals: what is said where, and that it is recorded as it was said."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import CleanPage
from wirecopy.cleaning import clean
from wirecopy.cleaning.rights import read_tdmrep, telling_headers, with_site_rights

URL = "https://www.baypost.example/2024/03/harbour"
STORY = "<p>" + "The harbour office said on Tuesday that the ferry would sail again by noon. " * 6 + "</p>"


def cleaned(head: str = "", *headers: tuple[str, str]) -> CleanPage:
    page = f"<html lang=en><head><title>Ferry sails</title>{head}</head><body><article>{STORY}</article></body></html>"
    return clean(page, url=URL, headers=telling_headers(headers))


def jsonld(fields: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Ferry sails",{fields}}}</script>'


@pytest.mark.parametrize(
    ("content", "rights"),
    [
        ("noindex, NOARCHIVE", ("noarchive", "noindex")),
        ("max-snippet:0, max-image-preview:large", ("max-snippet:0",)),
        ("index, follow, max-snippet:-1, max-image-preview:standard", ()),
        ("max-snippet: 50 noai noimageai", ("max-snippet:50", "noai", "noimageai")),
        ("all", ()),
        ("", ()),
    ],
)
def test_robots_metas_say_what_may_not_be_done_with_a_copy(content, rights):
    assert cleaned(f"<meta name=robots content='{content}'>").rights == rights


def test_what_is_meant_for_one_robot_has_its_name_in_front():
    page = cleaned("<meta name=googlebot-news content=nosnippet><meta name=WireCopy content=noarchive>")
    assert page.rights == ("googlebot-news:nosnippet", "noarchive")


@pytest.mark.parametrize(
    ("fields", "rights"),
    [
        (["noai, noarchive"], ("noai", "noarchive")),
        (["googlebot: noarchive, nosnippet"], ("googlebot:noarchive", "googlebot:nosnippet")),
        (["googlebot: noarchive", "noai"], ("googlebot:noarchive", "noai")),
        (["otherbot: noindex, wirecopy: noai"], ("noai", "otherbot:noindex")),
        (["unavailable_after: 25 Jun 2010 15:00:00 PST"], ()),
        (["max-snippet: 20"], ("max-snippet:20",)),
    ],
)
def test_the_header_says_it_too_also_to_single_robots(fields, rights):
    assert cleaned("", *(("X-Robots-Tag", field) for field in fields)).rights == rights


def test_a_reservation_may_stand_in_the_page_and_in_the_response():
    page = cleaned(
        "<meta name=tdm-reservation content=1>", ("TDM-Reservation", "1"), ("tdm-policy", "https://baypost.example/tdm")
    )
    assert page.rights == ("tdm-policy:https://baypost.example/tdm", "tdm-reservation")
    assert page.provenance.fields["rights.tdm-reservation"] == "tdm-meta, tdm-header"
    assert page.provenance.fields["rights"] == "tdm-header, tdm-meta"
    assert cleaned("<meta name=tdm-reservation content=0>").rights == ("tdm-reservation:0",)
    assert cleaned("<meta name=tdm-reservation content=yes>").rights == ()


@pytest.mark.parametrize(
    ("head", "rights"),
    [
        ("<link rel='license' href='/terms'>", ("license:https://www.baypost.example/terms",)),
        ("<link rel=license href='javascript:0'>", ()),
        (jsonld('"license":"https://cc.example/by/4.0/"'), ("license:https://cc.example/by/4.0/",)),
        (
            jsonld('"license":{"@type":"CreativeWork","url":"https://cc.example/by"}'),
            ("license:https://cc.example/by",),
        ),
        (jsonld('"copyrightHolder":{"@type":"Organization","name":"Bay Post"}'), ("copyright-holder:Bay Post",)),
        (jsonld('"copyrightHolder":{"@id":"#nobody"}'), ()),
        (jsonld('"isAccessibleForFree":"False"'), ("accessible-for-free:false",)),
        (jsonld('"isAccessibleForFree":true'), ("accessible-for-free:true",)),
    ],
)
def test_licences_holders_and_walls_are_recorded(head, rights):
    assert cleaned(head).rights == rights


def test_what_the_site_says_of_all_its_pages_is_added_with_its_source():
    page = cleaned("<meta name=robots content=noai>", ("TDM-Reservation", "1"))
    said = [("content-signal:ai-train=no", "robots.txt"), ("tdm-reservation", "tdmrep.json")]
    both = with_site_rights(page, said)
    assert both.rights == ("content-signal:ai-train=no", "noai", "tdm-reservation")
    assert both.provenance.fields["rights.tdm-reservation"] == "tdm-header, tdmrep.json"
    assert with_site_rights(both, said) == both
    assert with_site_rights(page, []) == page


def test_a_flood_of_signals_is_cut():
    page = cleaned("".join(f"<link rel=license href='/{n}{'x' * 3000}'>" for n in range(500)))
    assert len(page.rights) <= 40
    assert max(map(len, page.rights)) <= 500


RULES = """[{"location": "/free/*", "tdm-reservation": 0},
 {"location": "/*.pdf$", "tdm-reservation": 1, "tdm-policy": "https://baypost.example/policy.json"},
 {"location": "/news", "tdm-reservation": 1}]"""


@pytest.mark.parametrize(
    ("path", "slugs"),
    [
        ("/free/a", ["tdm-reservation:0"]),
        ("/report.pdf", ["tdm-reservation", "tdm-policy:https://baypost.example/policy.json"]),
        ("/report.pdf?page=1", []),
        ("/news/a", ["tdm-reservation"]),
        ("/sport", []),
    ],
)
def test_the_first_rule_of_the_sites_file_that_matches_counts(path, slugs):
    assert read_tdmrep(RULES, path) == slugs


@pytest.mark.parametrize(
    "text", ["", "<html>", "{}", "[1, null]", '[{"location": 3}]', "[" * 100_000, '[{"location":""}]']
)
def test_a_file_that_is_none_says_nothing(text):
    assert read_tdmrep(text, "/a") == []


@given(st.text(alphabet="/a*$b", min_size=1, max_size=8), st.text(alphabet="/ab", min_size=1, max_size=8))
def test_patterns_match_as_those_of_robots_txt(pattern, path):
    anchored = pattern.endswith("$")
    body = pattern[:-1] if anchored else pattern
    regex = "".join(".*" if letter == "*" else re.escape(letter) for letter in body) + ("$" if anchored else "")
    text = json.dumps([{"location": pattern, "tdm-reservation": 1}])
    assert bool(read_tdmrep(text, path)) == bool(re.match(regex, path))
