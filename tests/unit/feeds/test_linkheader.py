import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.feeds.linkheader import WebLink, links


def test_links_parameters_and_fields_are_told_apart():
    assert list(
        links(
            [
                '<https://lamp.example/feed>; rel="alternate feed"; type="application/rss+xml";title="a, b; \\"c\\""'
                " , </hub>;REL=Hub;crossorigin",
                "<>; rel=self",
            ]
        )
    ) == [
        WebLink("https://lamp.example/feed", frozenset({"alternate", "feed"}), "application/rss+xml", 'a, b; "c"'),
        WebLink("/hub", frozenset({"hub"})),
        WebLink("", frozenset({"self"})),
    ]


def test_of_a_repeated_parameter_the_first_counts_and_a_title_with_a_charset_wins():
    (link,) = links(["<f>; rel=alternate; rel=next; title=\"x\"; title*=UTF-8'de'L%c3%a4mpchen"])
    assert link == WebLink("f", frozenset({"alternate"}), "", "Lämpchen")


def test_a_link_about_another_document_is_left_out():
    assert list(links(['<f>; rel=alternate; anchor="/other"', "<g>; rel=alternate"])) == [
        WebLink("g", frozenset({"alternate"}))
    ]


@pytest.mark.parametrize("value", ["", ",,,", "feed; rel=alternate", "<feed", "<", ">"])
def test_what_is_no_link_gives_none(value):
    assert list(links([value])) == []


def test_a_flood_of_links_is_cut():
    assert len(list(links([",".join(["<f>;rel=x"] * 5000)] * 3))) == 200


@given(st.text(alphabet="<>;,=\"\\' arel*%", max_size=80))
def test_any_value_has_some_links_or_none(value):
    list(links([value]))
