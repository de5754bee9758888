"""`wirecopy ingest` from end to end: a real newsroom on loopback, a real broker, real workers."""

import json
import urllib.request

import pytest

from tests.acceptance.command import json_lines, wirecopy
from tests.newsroom import Newsroom

pytestmark = pytest.mark.slow


@pytest.fixture
def newsroom():
    with Newsroom() as room:
        yield room


def test_twenty_feeds_with_four_hundred_pages_are_stored_once_and_a_second_run_only_asks_for_changes(
    newsroom, tmp_path
):
    feeds = newsroom.fill(feeds=20, articles=20).feeds
    data, output = tmp_path / "data", tmp_path / "records.jsonl"

    first = wirecopy("ingest", *feeds, "--data", data, "--output", output, "--json")
    assert first.returncode == 0, first.stderr
    summary = json.loads(first.stdout)
    assert (summary["new"], summary["duplicate"], summary["rejected"], summary["failed"]) == (400, 0, 0, 0)
    records = json_lines(output.read_text())
    assert len(records) == len({record["canonical_url"] for record in records}) == 400
    assert all(record["text"] and record["title"] and record["published_at"] for record in records)

    before = len(newsroom.requests)
    second = wirecopy("ingest", *feeds, "--data", data, "--output", output, "--json")
    assert second.returncode == 0, second.stderr
    assert json.loads(second.stdout)["new"] == 0
    assert output.read_text() == ""
    asked = newsroom.requests[before:]
    assert len(asked) == 20
    assert all("if-none-match" in request.headers for request in asked)
    assert {request.status for request in asked} == {304}

    listed = json_lines(wirecopy("articles", "list", "--limit", "1000", "--json", "--data", data).stdout)
    assert len({article["id"] for article in listed}) == 400


def test_a_pipe_gets_a_table_and_no_progress(newsroom, tmp_path):
    (feed,) = newsroom.fill(feeds=1, articles=3).feeds
    done = wirecopy("ingest", feed, "--data", tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    rows = {line.split()[0]: line.split()[1] for line in done.stdout.splitlines() if line.strip()}
    assert rows["new"] == "3"
    assert "\x1b" not in done.stdout


def test_records_go_to_stdout_and_talk_to_stderr(newsroom, tmp_path):
    (feed,) = newsroom.fill(feeds=1, articles=3).feeds
    done = wirecopy("ingest", feed, "--data", tmp_path / "data", "--output", "-")
    assert len(json_lines(done.stdout)) == 3
    assert "outcome" in done.stderr


def test_files_of_every_kind_are_taken(newsroom, tmp_path):
    one, two, three = newsroom.fill(feeds=3, articles=2).feeds
    (tmp_path / "list.txt").write_text(f"# our papers\n{one}\n\nnot a url at all\n")
    (tmp_path / "list.opml").write_text(
        f'<opml version="2.0"><body><outline text="News"><outline text="Two" xmlUrl="{two}"/></outline></body></opml>'
    )
    (tmp_path / "feed.xml").write_bytes(urllib.request.urlopen(three).read())
    done = wirecopy(
        "ingest", tmp_path / "list.txt", tmp_path / "list.opml", tmp_path / "feed.xml", "--data", tmp_path, "--json"
    )
    assert json.loads(done.stdout)["new"] == 6
    assert "list.txt, line 4" in done.stderr
    assert done.returncode == 1


def test_a_front_page_leads_to_its_feed(newsroom, tmp_path):
    (feed,) = newsroom.fill(feeds=1, articles=2).feeds
    newsroom.front([feed])
    done = wirecopy("ingest", newsroom.url("/"), "--data", tmp_path, "--json")
    summary = json.loads(done.stdout)
    assert summary["new"] == 2
    assert {item["url"]: item["state"] for item in summary["feeds"]} == {newsroom.url("/"): "page", feed: "active"}
