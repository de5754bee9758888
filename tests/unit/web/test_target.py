"""Taking URLs apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.errors import BadUrl
from wirecopy.web.target import MAX_LENGTH, target


@pytest.mark.parametrize(
    ("url", "again"),
    [
        ("http://paper.example", "http://paper.example/"),
        ("HTTP://Paper.Example:80/A?b", "http://paper.example/A?b"),
        ("https://paper.example:443/", "https://paper.example/"),
        ("https://paper.example:8443/", "https://paper.example:8443/"),
        ("https://paper.example:/", "https://paper.example/"),
        ("http://paper.example?q=1", "http://paper.example/?q=1"),
        ("http://paper.example/a#part", "http://paper.example/a"),
        ("http://paper.example./a", "http://paper.example/a"),
        ("http://bücher.example/ä b", "http://xn--bcher-kva.example/%C3%A4%20b"),
        ("http://[2A00:0::1]:8080/", "http://[2a00::1]:8080/"),
        ("http://0x8.8.010.8/", "http://8.8.8.8/"),
        ("http://my_blog.example/", "http://my_blog.example/"),
        ("  http://paper.example/a  ", "http://paper.example/a"),
        ("http://paper.example/a\\b", "http://paper.example/a%5Cb"),
    ],
)
def test_a_url_is_put_together_again_in_one_form(url, again):
    assert target(url).url == again


@pytest.mark.parametrize(
    "rest",
    [
        "/a%2fb?x=%7E~",
        "/?",
        "/feed?",
        "/100%",
        "/a//b/../c;v=1,2",
        "/(a)!*'$&+=:@",
        "/?q[]=1&u=http://b.example/?c",
        "/a%zz",
    ],
)
def test_path_and_query_are_asked_for_as_they_were_given(rest):
    assert target("http://paper.example" + rest).request_target == rest


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http:///path",
        "http://.example/",
        "http://a..example/",
        "http://exa mple/",
        "http://paper.example:0/",
        "http://paper.example:65536/",
        "http://paper.example:8o/",
        "http://paper.example:٣/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a.b" * 100 + "/",
        "http://xn--\u00fc.example/",
        "http://paper.example/" + "a" * MAX_LENGTH,
        "http://paper.example/\ud800",
        "paper.example/feed",
        "mailto:desk@paper.example",
    ],
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(BadUrl):
        target(url)


def test_credentials_are_refused_and_not_repeated():
    with pytest.raises(BadUrl) as caught:
        target("https://ida:secret@paper.example/feed")
    assert "secret" not in str(caught.value)


@given(st.text())
def test_any_text_gives_a_target_or_bad_url(text):
    for url in (text, "http://" + text, "http://paper.example/" + text):
        try:
            taken = target(url)
        except BadUrl:
            continue
        assert taken.url.isascii()
        assert not any(ord(char) <= 0x20 for char in taken.url)


@given(st.from_regex(r"https?://[a-z0-9.\-]{1,20}(:[0-9]{1,5})?(/[ -~]{0,20})?", fullmatch=True))
def test_taking_apart_what_was_put_together_changes_nothing(url):
    try:
        once = target(url)
    except BadUrl:
        return
    assert target(once.url) == once
