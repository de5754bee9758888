"""Errors, limits and what a browser may do."""

import httpx
import pytest

from services.api.__main__ import listen
from wirecopy.errors import PortInUse

# What is checked here ends before the database; the parameters that reach it are tested on both in test_articles.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

JSON = {"Content-Type": "application/json"}


def problem(answer, status, kind):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["type"] == f"/docs#problem-{kind}"
    return body


@pytest.mark.parametrize(
    "path", ["/v1/feeds/99", "/v1/articles/99", "/v1/articles/99/copies", "/v1/entries/99", "/v1/nothing", "/nothing"]
)
def test_what_is_not_there_is_a_404_problem(desk, path):
    problem(desk.client.get(path), 404, "not-found")


def test_a_wrong_method_is_a_405_problem_that_names_the_right_ones(desk):
    answer = desk.client.put("/v1/feeds/1", json={})
    problem(answer, 405, "method")
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/v1/feeds?limit=0", "limit"),
        ("/v1/feeds?limit=many", "limit"),
        ("/v1/feeds?cursor=x", "cursor"),
        ("/v1/feeds?cursor=99999999999999999999", "cursor"),
        ("/v1/feeds?state=odd", "state"),
        ("/v1/feeds/abc", "feed_id"),
        ("/v1/feeds/99999999999999999999", "feed_id"),
        ("/v1/articles?since=yesterday", "since"),
        ("/v1/articles?since=2026-03-01T00:00:00", "since"),
        ("/v1/articles?feed=99999999999999999999", "feed"),
        ("/v1/entries?feed=x", "feed"),
    ],
)
def test_a_bad_parameter_is_named(desk, path, parameter):
    body = problem(desk.client.get(path), 422, "bad-request")
    assert [error["parameter"] for error in body["errors"]] == [parameter]


@pytest.mark.parametrize("path", ["/v1/articles?cursor=x", "/v1/articles?q=ferry&cursor=x", "/v1/changes?cursor=x"])
def test_a_cursor_of_another_list_is_a_bad_request(desk, path):
    problem(desk.client.get(path), 422, "bad-request")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b"{}", "/url"),
        (b'{"url": 3}', "/url"),
        (b'{"url": "https://harbour.example", "interval": 1}', "/interval"),
        (b'{"url": "https://harbour.example", "tags": ["a", ""]}', "/tags/1"),
        (b'{"url": "https://harbour.example", "tags": ["a\\u0000"]}', "/tags/0"),
        (b'{"url": "https://harbour.example", "tags": ["\\ud800"]}', "/tags/0"),
        (b"{", ""),
        (b"[]", ""),
    ],
)
def test_a_bad_member_of_the_body_is_pointed_at(desk, body, pointer):
    found = problem(desk.client.post("/v1/feeds", content=body, headers=JSON), 422, "bad-request")
    assert [error["pointer"] for error in found["errors"]] == [pointer]


@pytest.mark.parametrize(
    "url", ["ftp://files.example/x", "javascript:alert(1)", "http://", "file:///etc/passwd", "what news"]
)
def test_what_is_no_web_address_is_refused_and_not_kept(desk, url):
    answer = desk.client.post("/v1/feeds", json={"url": url})
    assert answer.status_code == 422
    assert answer.json()["type"] == "/docs#problem-bad-url"
    assert desk.client.get("/v1/feeds").json()["items"] == []


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/feed", "http://[::1]/", "http://169.254.169.254/latest/", "http://10.0.0.1/"]
)
def test_a_private_address_is_refused_at_the_door(desk, url):
    answer = desk.client.post("/v1/feeds", json={"url": url})
    assert answer.status_code == 422
    assert answer.json()["type"] == "/docs#problem-address-refused"
    assert desk.client.get("/v1/feeds").json()["items"] == []


@pytest.mark.parametrize("media_type", ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain", None])
def test_a_write_that_a_foreign_form_could_send_is_refused(desk, media_type):
    headers = {"Content-Type": media_type} if media_type else {}
    content = b'{"url": "https://harbour.example"}'
    problem(desk.client.post("/v1/feeds", content=content, headers=headers), 415, "media-type")
    assert desk.client.get("/v1/feeds").json()["items"] == []


def test_an_empty_write_with_a_forms_type_is_refused_too(desk):
    feed = desk.feed()
    answer = desk.client.post(f"/v1/feeds/{feed.id}/pause", headers={"Content-Type": "text/plain"})
    problem(answer, 415, "media-type")
    assert desk.client.get(f"/v1/feeds/{feed.id}").json()["state"] == "active"


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}, {"Origin": "null"}]
)
@pytest.mark.parametrize("path", ["/v1/feeds/1/pause", "/feeds/1/pause"])
def test_a_write_that_another_site_started_changes_nothing(desk, headers, path):
    feed = desk.feed()
    problem(desk.client.post(path, headers=headers), 403, "cross-site")
    assert desk.client.get(f"/v1/feeds/{feed.id}").json()["state"] == "active"


def test_a_foreign_host_name_is_not_answered_on_loopback(desk):
    for path in ("/", "/v1/feeds", "/healthz"):
        problem(desk.client.get(path, headers={"Host": "rebound.example"}), 421, "host")


def test_a_body_over_the_cap_is_refused_by_its_announced_length(desk):
    body = b'{"url": "https://harbour.example/' + b"a" * 70_000 + b'"}'
    problem(desk.client.post("/v1/feeds", content=body, headers=JSON), 413, "too-large")


def test_a_body_over_the_cap_is_refused_while_it_arrives(desk):
    chunks = (b"a" * 10_000 for _ in range(1000))  # of unannounced length
    problem(desk.client.post("/v1/feeds", content=chunks, headers=JSON), 413, "too-large")


def test_a_fault_shows_no_internals(desk):
    with desk.ledger.begin() as conn:
        conn.exec_driver_sql("DROP TABLE heartbeats")
    body = problem(desk.client.get("/v1/tasks"), 500, "internal")
    assert "heartbeats" not in str(body)
    page = desk.client.get("/", headers={"Accept": "text/html"})
    assert page.status_code == 500
    assert "Internal error" in page.text
    assert "heartbeats" not in page.text
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/v1/feeds", "/docs", "/static/style.css", "/nothing", "/metrics"])
def test_every_answer_tells_browsers_what_they_may_do(desk, path):
    headers = desk.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_people_get_a_page_and_programs_a_problem(desk):
    page = desk.client.get("/articles/99", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    problem(desk.client.get("/articles/99", headers={"Accept": "*/*"}), 404, "not-found")


def test_openapi_describes_every_operation_and_its_problems(desk):
    document = desk.client.get("/openapi.json").json()
    paths = set(document["paths"])
    assert {"/v1/feeds", "/v1/articles/{article_id}/copies", "/v1/changes", "/readyz", "/metrics"} <= paths
    assert not any("webhook" in path for path in paths)
    for path in document["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            assert "application/problem+json" in operation["responses"]["default"]["content"]
    assert "Problem" in document["components"]["schemas"]
    assert "HTTPValidationError" not in str(document)


def test_the_reference_shows_every_path_of_the_document(desk):
    page = desk.client.get("/docs").text
    for path in desk.client.get("/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in page
    assert "cdn" not in page
    assert 'id="problem-bad-url"' in page
    assert "active | paused | gone" in page


def test_a_second_server_may_not_take_the_port(desk):
    with pytest.raises(PortInUse, match="--port"):
        listen("127.0.0.1", httpx.URL(desk.url).port)
