"""`/v1/sites` and the pages of sites, on a real ledger."""

import re

import pytest

from tests.unit.cleaning.sites.little import LIKELY, Piece, article, lesson
from wirecopy import sitelearning
from wirecopy.cleaning.sites import Memory

PROMPT = Piece("Get the harbour news in your mailbox every morning.", LIKELY)
HOSTILE = "<script>alert(1)</script> in a line that recurs \"'"


def learned(desk, *extra: Piece, host: str = "bay.example", articles: int = 4) -> None:
    for day in range(articles):
        given = lesson(Memory(), article(f"{host} {day}", *extra), with_words=True)
        sitelearning.teach(desk.ledger, [given.model_copy(update={"site": host})], now=desk.now)


def test_sites_are_listed_page_by_page(desk):
    for host in ("c.example", "a.example", "b.example"):
        learned(desk, host=host)
    answer = desk.client.get("/v1/sites", params={"limit": 2}).json()
    assert [site["host"] for site in answer["items"]] == ["a.example", "b.example"]
    assert answer["items"][0]["articles"] == 4
    rest = desk.client.get("/v1/sites", params={"limit": 2, "cursor": answer["next"]}).json()
    assert ([site["host"] for site in rest["items"]], rest["next"]) == (["c.example"], None)


def test_a_site_shows_what_it_repeats(desk):
    learned(desk, PROMPT)
    known = desk.client.get("/v1/sites/bay.example").json()
    (line,) = known["lines"]
    assert (line["text"], line["articles"], line["among"], line["kept"]) == (PROMPT.text, 4, 4, 4)
    assert line["first_seen"] == "2026-03-01T12:00:00Z"
    assert known["places"][0]["name"] == "main>div.story>p"


def test_a_line_is_pinned_and_forgotten(desk):
    learned(desk, PROMPT)
    pins = "/v1/sites/bay.example/pins"
    known = desk.client.post(pins, json={"line": PROMPT.text, "verdict": "keep"}).json()
    assert known["lines"][0]["pinned"] == "keep"
    known = desk.client.post(pins, json={"line": known["lines"][0]["id"], "verdict": "drop"}).json()
    assert [(line["pinned"], line["articles"]) for line in known["lines"]] == [("drop", 4)]
    learned_before = known["summary"]["learned"]
    known = desk.client.post("/v1/sites/bay.example/forget", json={"line": PROMPT.text}).json()
    assert known["lines"] == []
    assert known["summary"]["learned"] == learned_before + 1


def test_a_site_is_forgotten(desk):
    learned(desk, PROMPT)
    known = desk.client.delete("/v1/sites/bay.example").json()
    assert (known["lines"], known["summary"]["articles"]) == ([], 0)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/v1/sites/unknown.example", None, 404),
        ("DELETE", "/v1/sites/unknown.example", None, 404),
        ("POST", "/v1/sites/unknown.example/pins", {"line": "x", "verdict": "keep"}, 404),
        ("POST", "/v1/sites/bay.example/pins", {"line": "x", "verdict": "maybe"}, 422),
        ("POST", "/v1/sites/bay.example/pins", {"line": "…", "verdict": "drop"}, 422),
        ("POST", "/v1/sites/bay.example/forget", {"line": "never seen"}, 404),
        ("GET", "/v1/sites/a%00b", None, 422),
    ],
)
def test_what_can_not_be_is_a_problem(desk, method, path, body, status):
    learned(desk)
    answer = desk.client.request(method, path, json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_pages_show_it_and_their_forms_undo_it(desk):
    assert 'class="empty"' in desk.client.get("/sites").text
    learned(desk, PROMPT, Piece(HOSTILE, LIKELY))
    assert "/sites/bay.example" in desk.client.get("/sites").text
    html = desk.client.get("/sites/bay.example").text
    assert PROMPT.text in html
    assert re.search(r"on 4\sarticles of 4", html)
    assert "<script>alert" not in html
    answer = desk.client.post("/sites/bay.example/pin", data={"line": PROMPT.text, "verdict": "drop"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sites/bay.example")
    assert "pinned: drop" in desk.client.get("/sites/bay.example").text
    desk.client.post("/sites/bay.example/forget-line", data={"line": PROMPT.text})
    assert PROMPT.text not in desk.client.get("/sites/bay.example").text
    desk.client.post("/sites/bay.example/forget")
    assert re.search(r"learned from 0\sarticles", desk.client.get("/sites/bay.example").text)
    assert desk.client.get("/sites/unknown.example").status_code == 404
