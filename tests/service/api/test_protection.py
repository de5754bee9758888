"""Who is answered: host names, cross-site writes."""

import pytest
from starlette.datastructures import Headers

from services.api.protection import is_loopback_host, is_same_site


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8080", "127.0.0.1:8080", "127.8.8.8", "[::1]:8080", "desk.localhost", "LOCALHOST"]
)
def test_loopback_names_are_loopback(host):
    assert is_loopback_host(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "rebound.example",
        "rebound.example:8080",
        "127.0.0.1.rebound.example",
        "localhost.example",
        "[::2]",
        "10.0.0.1",
        "[",
        "0.0.0.0",
    ],
)
def test_other_names_are_not(host):
    assert not is_loopback_host(host)


@pytest.mark.parametrize(
    ("headers", "same"),
    [
        ({}, True),  # a program
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),  # another port of this machine
        ({"sec-fetch-site": "cross-site", "origin": "http://localhost:8080"}, False),
        ({"origin": "http://localhost:8080"}, True),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "http://localhost:9999"}, False),
        ({"origin": "null"}, False),
    ],
)
def test_a_write_is_ours_only_when_no_other_site_started_it(headers, same):
    assert is_same_site(Headers(headers), "localhost:8080") is same
