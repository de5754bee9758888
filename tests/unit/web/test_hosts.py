"""The key by which requests are paced."""

import pytest

from wirecopy.errors import BadUrl
from wirecopy.web.hosts import pacing_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.paper.com/a", "paper.com"),
        ("http://paper.com:8080/", "paper.com"),
        ("https://rss.news.paper.co.uk/feed", "paper.co.uk"),
        ("https://a.b.paper.example/", "paper.example"),
        ("https://ida.github.io/feed", "ida.github.io"),
        ("https://github.io/", "github.io"),
        ("http://intranet/", "intranet"),
        ("https://www.bücher.de/", "xn--bcher-kva.de"),
        ("https://WWW.Paper.COM./", "paper.com"),
        ("http://8.8.8.8:81/", "8.8.8.8"),
        ("http://134744072/", "8.8.8.8"),
        ("http://[2A00::1]/", "2a00::1"),
    ],
)
def test_requests_are_paced_by_registrable_domain_or_address(url, key):
    assert pacing_key(url) == key


def test_what_is_no_url_has_no_key():
    with pytest.raises(BadUrl):
        pacing_key("paper.example")
