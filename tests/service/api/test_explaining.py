"""Pages explained, over the API and in the dashboard: fetched politely, read in a cell, shown escaped."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.newsroom import Newsroom
from tests.service.api.newsdesk import Newsdesk, served
from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

STORY = (
    "The ferry to the outer islands will sail again on Monday, the harbour authority said after a long meeting.",
    "Freight goes first. Islanders had waited for eleven days, and the shop at the northern pier sold its last tin.",
    "The crew repaired the bow door themselves, with steel that had been meant for a new bench on the quay.",
)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def html_of(
    *paragraphs: str, head: str = "", menu: str = "<nav><a href='/'>Home</a><a href='/news'>News</a></nav>"
) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html lang=en><head><title>Ferry sails on Monday</title>{head}</head>"
        f"<body>{menu}<article><h1>Ferry sails on Monday</h1>{body}</article></body></html>"
    )


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


@pytest.fixture
def near(ledger: Ledger, tmp_path: Path) -> Iterator[Newsdesk]:
    """An API that may fetch from this machine."""
    settings = Settings(data_dir=tmp_path, allow_networks=("127.0.0.0/8",), host_interval=0)
    with served(ledger, settings) as running:
        yield running


# ---- the API


def test_markup_becomes_a_record_and_its_blocks(desk):
    html = html_of(STORY[0], "This story is over 5 years old.", *STORY[1:])
    answer = desk.client.post("/v1/pages", json={"html": html, "url": "https://harbour.example/news/1"})
    assert answer.status_code == 200, answer.text
    read = answer.json()
    assert read["record"]["text"].split("\n\n") == list(STORY)
    assert read["record"]["source"]["host"] == "harbour.example"
    blocks = {block["text"]: block for block in read["blocks"]}
    assert blocks[STORY[1]]["kept"]
    assert blocks["This story is over 5 years old."]["reason"] == "age-notice"
    assert "Home" in " ".join(text for text, block in blocks.items() if not block["kept"])
    assert {
        "name": "title",
        "value": "Ferry sails on Monday",
        "source": read["record"]["provenance"]["fields"]["title"],
    } in read["fields"]


def test_an_address_is_fetched_and_nothing_is_stored(near, newsroom):
    story = newsroom.site("harbour").article("/ferry", "Ferry sails on Monday", STORY)
    answer = near.client.post("/v1/pages", json={"url": story.url})
    assert answer.status_code == 200, answer.text
    assert answer.json()["record"]["title"] == "Ferry sails on Monday"
    assert answer.json()["record"]["text"].split("\n\n") == list(STORY)
    assert near.client.get("/v1/articles").json()["items"] == []
    assert near.client.get("/v1/feeds").json()["items"] == []


def test_robots_txt_is_asked_first_and_obeyed(near, newsroom):
    site = newsroom.site("harbour")
    site.raw("/robots.txt", "User-agent: *\nDisallow: /")
    story = site.article("/ferry")
    answer = near.client.post("/v1/pages", json={"url": story.url})
    assert answer.status_code == 502
    assert answer.json()["type"].endswith("page-unavailable")
    assert "robots.txt" in answer.json()["detail"]
    assert [request.path for request in site.requests] == ["/robots.txt"]


@pytest.mark.parametrize("url", ["http://127.0.0.1/admin", "http://169.254.169.254/latest/meta-data", "http://[::1]/"])
def test_addresses_of_private_networks_are_refused(desk, url):
    answer = desk.client.post("/v1/pages", json={"url": url})
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("address-refused")
    form = desk.client.post("/explain", data={"url": url})
    assert form.status_code == 422
    assert 'role="alert"' in form.text


def test_a_redirect_into_a_private_network_is_refused(near, newsroom):
    page = newsroom.site("harbour").redirect("/ferry", "http://10.0.0.1/admin")
    answer = near.client.post("/v1/pages", json={"url": page})
    assert answer.json()["type"].endswith("address-refused")


@pytest.mark.parametrize("status", [404, 500])
def test_a_page_that_is_not_there_is_said_so(near, newsroom, status):
    page = newsroom.site("harbour").raw("/gone", "<p>secret of the origin</p>", status=status)
    answer = near.client.post("/v1/pages", json={"url": page})
    assert answer.status_code == 502
    assert str(status) in answer.json()["detail"]
    assert "secret" not in answer.text


def test_what_asks_for_quiet_is_not_asked_again(near, newsroom):
    site = newsroom.site("harbour")
    page = site.raw("/ferry", "busy", status=429, headers={"Retry-After": "600"})
    assert near.client.post("/v1/pages", json={"url": page}).status_code == 502
    asked = len(site.requests)
    answer = near.client.post("/v1/pages", json={"url": page})
    assert answer.status_code == 503
    assert answer.json()["type"].endswith("busy")
    assert 500 < int(answer.headers["Retry-After"]) <= 660
    assert len(site.requests) == asked


def test_no_web_page_is_none(near, newsroom):
    page = newsroom.site("harbour").raw("/report.pdf", b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    answer = near.client.post("/v1/pages", json={"url": page})
    assert answer.status_code == 502
    assert "application/pdf" in answer.json()["detail"]


def test_a_page_that_takes_too_long_costs_its_cell_alone(ledger, tmp_path):
    with served(ledger, Settings(data_dir=tmp_path, clean_timeout=0.001)) as hurried:
        answer = hurried.client.post("/v1/pages", json={"html": html_of(*STORY * 50)}, timeout=60)
        assert answer.status_code == 422
        assert answer.json()["type"].endswith("unreadable")
        assert hurried.client.get("/healthz").status_code == 200


@pytest.mark.parametrize("body", [{}, {"url": None}, {"address": "https://harbour.example/"}, {"url": ""}, []])
def test_a_body_without_a_page_is_a_bad_request(desk, body):
    answer = desk.client.post("/v1/pages", json=body)
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("bad-request")


def test_sizes_are_capped(ledger, tmp_path):
    with served(ledger, Settings(data_dir=tmp_path, page_bytes=2048)) as small:
        answer = small.client.post("/v1/pages", json={"html": "<p>x" * 1000})
        assert answer.status_code == 413
        assert answer.json()["type"].endswith("too-large")
        answer = small.client.post("/v1/pages", json={"html": "x" * 17 * 2**20})
        assert answer.status_code == 413


@pytest.mark.parametrize(
    ("path", "values"), [("/v1/pages", {"json": {"html": "x"}}), ("/explain", {"data": {"url": "x"}})]
)
def test_other_sites_can_have_nothing_fetched(desk, path, values):
    answer = desk.client.post(path, headers={"Sec-Fetch-Site": "cross-site"}, **values)
    assert answer.status_code == 403


def test_other_sites_can_teach_nothing(desk):
    answer = desk.client.post("/articles/1/teach", headers={"Origin": "http://evil.example"}, data={"belongs": [1]})
    assert answer.status_code == 403


# ---- the dashboard


def explained(desk: Newsdesk, path: str) -> str:
    answer = desk.client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_an_articles_page_is_shown_with_its_reasons(desk):
    html = html_of(f"<em>Today</em>: {STORY[0]}", "This story is over 5 years old.", *STORY[1:])
    article = desk.pulled(html)
    assert f'href="/articles/{article}/explain"' in explained(desk, f"/articles/{article}")
    shown = explained(desk, f"/articles/{article}/explain")
    assert f"<em>Today</em>: {STORY[0]}" in shown
    assert '<del dir="auto">This story is over 5 years old.</del>' in shown
    assert "says how old the story is" in shown
    assert "2026-03-01 12:00 UTC" in shown
    closed, opened = shown.count("<details"), shown.count(" open>")
    assert opened < closed
    everything = explained(desk, f"/articles/{article}/explain?all=true")
    assert everything.count(" open>") == closed


def test_a_copy_shows_what_it_copies_and_on_what_evidence(desk):
    root = desk.article("Ferry sails on Monday", "The ferry sails.")
    copy = desk.pulled(html_of(*STORY), duplicate_of=root, evidence={"score": 0.97})
    shown = explained(desk, f"/articles/{copy}/explain")
    assert f'A copy of <a href="/articles/{root}">article {root}</a>' in shown
    assert "0.97" in shown


def test_an_article_of_its_feed_alone_has_no_page(desk):
    article = desk.article()
    assert "no page to explain" in explained(desk, f"/articles/{article}/explain")


def test_a_page_that_left_the_archive_is_not_found(desk):
    article = desk.pulled(html_of(*STORY))
    for file in desk.settings.archive_dir.rglob("*.warc*"):
        file.unlink()
    answer = desk.client.get(f"/articles/{article}/explain", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "archive" in answer.text


def test_no_markup_of_a_strangers_page_reaches_the_reader(desk):
    escaped = HOSTILE.replace("<", "&lt;").replace(">", "&gt;")
    html = html_of(
        f"{escaped} {STORY[0]}",
        HOSTILE + STORY[1],
        f'<a href="javascript:alert(3)" onclick="alert(4)">Look</a> {STORY[2]}',
        head=f'<meta property="og:title" content="{escaped}"><base href="javascript:alert(5)//">',
    )
    shown = explained(desk, f"/articles/{desk.pulled(html)}/explain?all=true")
    assert "<script>alert" not in shown
    assert "<img" not in shown
    assert "javascript:" not in shown
    assert "onclick" not in shown
    assert "&lt;script&gt;" in shown


def test_the_form_explains_any_page(near, newsroom):
    story = newsroom.site("harbour").article("/ferry", "Ferry sails on Monday", STORY)
    assert 'action="/explain"' in explained(near, "/explain")
    answer = near.client.post("/explain", data={"url": story.url}, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert STORY[0] in answer.text
    assert "nothing was stored" in answer.text


def test_the_form_comes_back_with_what_is_wrong(desk):
    for url, said in (("", "Enter the address"), ("ftp://files.example/x", "http")):
        answer = desk.client.post("/explain", data={"url": url})
        assert answer.status_code == 422
        assert said in answer.text
        assert 'aria-invalid="true"' in answer.text


# ---- teaching


def boxes(html: str) -> dict[str, tuple[int, bool]]:
    """The blocks of the form by their text: their number, and whether they are ticked."""
    found = re.findall(r'value="(\d+)"( checked)?><span dir="auto">(.*?)</span>', html)
    return {text: (int(number), bool(checked)) for number, checked, text in found}


def test_marks_teach_the_site_and_are_seen_on_the_page_at_once(desk):
    # An aside that looks like the story's third paragraph and is none, and one that is the story.
    aside = "The harbour authority was founded in 1887, and its tower is open to visitors on every day of the summer."
    article = desk.pulled(html_of(*STORY, aside))
    form = explained(desk, f"/articles/{article}/teach")
    blocks = boxes(form)
    assert blocks[STORY[0]][1]
    assert blocks[aside][1]
    fetched_at = re.search(r'name="fetched_at" value="([^"]+)"', form)[1]
    belongs = [blocks[text][0] for text in STORY]
    answer = desk.client.post(
        f"/articles/{article}/teach", data={"fetched_at": fetched_at, "belongs": belongs}, follow_redirects=True
    )
    assert answer.status_code == 200, answer.text
    assert "Noted." in answer.text
    assert f'<del dir="auto">{aside}</del>' in answer.text
    assert "a person has said so of this site" in answer.text
    assert len(desk.client.get("/v1/sites/harbour.example").json()["taught"]) == 1


def test_nothing_marked_teaches_nothing(desk):
    article = desk.pulled(html_of(*STORY))
    form = explained(desk, f"/articles/{article}/teach")
    fetched_at = re.search(r'name="fetched_at" value="([^"]+)"', form)[1]
    answer = desk.client.post(f"/articles/{article}/teach", data={"fetched_at": fetched_at})
    assert answer.status_code == 422
    assert desk.client.get("/v1/sites/harbour.example").status_code == 404


def test_marks_of_an_older_page_are_refused(desk):
    article = desk.pulled(html_of(*STORY))
    answer = desk.client.post(f"/articles/{article}/teach", data={"fetched_at": "2020-01-01", "belongs": [1]})
    assert answer.status_code == 409


def test_an_article_of_its_feed_alone_can_not_be_marked(desk):
    article = desk.article()
    assert "no page to explain" in explained(desk, f"/articles/{article}/teach")
    answer = desk.client.post(f"/articles/{article}/teach", data={"fetched_at": "x", "belongs": [1]})
    assert answer.status_code == 409
