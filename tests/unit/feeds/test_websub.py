"""WebSub's forms, signatures and leases."""

import hashlib
import hmac
from urllib.parse import parse_qs

import pytest

from wirecopy.feeds.websub import LEASE_SECONDS, granted_lease, is_signed, request_form


def signed(method: str, body: bytes = b"news", secret: str = "s") -> str:
    return f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_each_method_of_the_recommendation_is_taken(method):
    assert is_signed(signed(method), b"news", "s")
    assert is_signed(signed(method).upper().replace("SHA", "sha"), b"news", "s")
    assert not is_signed(signed(method), b"other news", "s")
    assert not is_signed(signed(method), b"news", "another secret")


@pytest.mark.parametrize(
    "header",
    [None, "", "sha256", "sha256=", "=abc", "md5=" + hashlib.md5(b"news").hexdigest(), "sha256=\u00e9", "sha999=00"],
)
def test_anything_else_is_no_signature(header):
    assert not is_signed(header, b"news", "s")


def test_a_subscription_asks_for_a_lease_and_signatures_and_leaving_does_not():
    given = {"callback": "https://desk.example/v1/websub/t", "topic": "https://p.example/f?a=1&b=2", "secret": "s"}
    form = parse_qs(request_form(mode="subscribe", **given).decode())
    assert form == {
        "hub.callback": [given["callback"]],
        "hub.mode": ["subscribe"],
        "hub.topic": [given["topic"]],
        "hub.secret": ["s"],
        "hub.lease_seconds": [str(LEASE_SECONDS)],
    }
    assert set(parse_qs(request_form(mode="unsubscribe", **given).decode())) == {
        "hub.callback",
        "hub.mode",
        "hub.topic",
    }


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("864000", 864_000), ("1", 3600), ("99999999999", 366 * 86_400), ("-5", LEASE_SECONDS), ("", LEASE_SECONDS)],
)
def test_a_lease_is_what_the_hub_grants_within_reason(said, seconds):
    assert granted_lease({"hub.lease_seconds": said}) == seconds
    assert granted_lease({}) == LEASE_SECONDS
