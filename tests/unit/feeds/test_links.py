import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.feeds.links import absolute

BASE = "https://lamp.example/news/feed.xml"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        (" https://a.example/x\n", "https://a.example/x"),
        ("https://a.example/two words", "https://a.example/two%20words"),
        ("HTTPS://A.example/x", "https://A.example/x"),
        ("//a.example/x", "https://a.example/x"),
        ("/x", "https://lamp.example/x"),
        ("x", "https://lamp.example/news/x"),
        ("?p=1", "https://lamp.example/news/feed.xml?p=1"),
        ("https://münchen.example/ü", "https://münchen.example/ü"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
    ],
)
def test_a_link_becomes_an_absolute_address(link, address):
    assert absolute(link, BASE) == address


@pytest.mark.parametrize(
    "link",
    [
        "",
        None,
        "  ",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "mailto:a@b.example",
        "ftp://a.example/",
        "http://",
        "http:///x",
        "https://[",
        "https://a.example/" + "x" * 5000,
        "file:///etc/passwd",
        "tag:a.example,2024:1",
    ],
)
def test_what_is_no_web_address_is_none(link):
    assert absolute(link, BASE) is None


def test_without_a_base_only_an_absolute_link_is_an_address():
    assert absolute("/x") is None
    assert absolute("HTTPS://A.example/x") == "https://A.example/x"


@given(st.text(max_size=60), st.none() | st.text(max_size=30))
def test_any_link_is_a_web_address_or_none(link, base):
    address = absolute(link, base)
    assert address is None or address.lower().startswith(("http://", "https://"))
    assert address is None or not any(character.isspace() for character in address)
