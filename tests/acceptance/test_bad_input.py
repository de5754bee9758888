"""What people get wrong: a message says what, where and what to do, the exit code is right, no traceback shows."""

import socket

import pytest

from tests.acceptance.command import wirecopy
from tests.newsroom import Newsroom

pytestmark = pytest.mark.slow


@pytest.fixture
def newsroom():
    with Newsroom() as room:
        yield room


def dead_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["ingest"], 2, "name at least one URL or FILE"),
        (["ingest", "nowhere.xml"], 2, "nowhere.xml: no such file"),
        (["ingest", "ftp://paper.example/feed"], 2, "ftp"),
        (["ingest", "http://"], 2, "http://"),
        (["feeds", "show", "17"], 2, "17"),
        (["articles", "show", "17"], 2, "17"),
        (["tasks", "retry"], 2, "--all"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(tmp_path, arguments, code, words):
    done = wirecopy(*arguments, data_dir=str(tmp_path))
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_files_that_are_nothing_we_take_are_named(tmp_path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (tmp_path / "page.html").write_text("<!doctype html><title>A page</title><p>Hello")
    (tmp_path / "empty.txt").write_text("\n")
    for name in ("picture.png", "page.html", "empty.txt"):
        done = wirecopy("ingest", tmp_path / name, "--data", tmp_path / "data")
        assert done.returncode == 2
        assert name in done.stderr
        assert "Traceback" not in done.stderr


def test_feeds_that_can_not_be_read_each_say_why(newsroom, tmp_path):
    newsroom.front([])
    dead = f"http://127.0.0.1:{dead_port()}/feed"
    done = wirecopy("ingest", newsroom.url("/"), newsroom.url("/missing"), dead, "--data", tmp_path)
    assert done.returncode == 1
    text = " ".join(done.stdout.split())
    assert "is a web page in which no feed was found" in text
    assert "answered 404" in text
    assert "Traceback" not in done.stdout + done.stderr


def test_an_address_that_is_not_allowed_is_refused_without_a_request(newsroom, tmp_path):
    (feed,) = newsroom.fill(feeds=1, articles=1).feeds
    done = wirecopy("ingest", feed, "--data", tmp_path, allow_networks="")
    assert done.returncode == 1
    assert "WIRECOPY_ALLOW_NETWORKS" in done.stderr
    assert newsroom.requests == []


def test_bad_settings_are_named(tmp_path):
    done = wirecopy("tasks", "status", "--data", tmp_path, host_interval="soon", allow_networks="10.0.0.0/99")
    assert done.returncode == 1
    assert "WIRECOPY_HOST_INTERVAL" in done.stderr
    assert "WIRECOPY_ALLOW_NETWORKS" in done.stderr


def test_a_broker_that_is_down_is_said_to_be(tmp_path):
    done = wirecopy("doctor", "--data", tmp_path, broker_url=f"redis://:hunter2@127.0.0.1:{dead_port()}/0")
    assert done.returncode == 1
    assert "does not answer" in " ".join(done.stdout.split())
    assert "hunter2" not in done.stdout + done.stderr


def test_an_old_schema_says_what_to_run(tmp_path):
    (tmp_path / "wirecopy.db").touch()
    done = wirecopy("feeds", "list", "--data", tmp_path)
    assert done.returncode == 1
    assert "wirecopy migrate" in done.stderr
    assert wirecopy("migrate", "--data", tmp_path).returncode == 0
    assert wirecopy("feeds", "list", "--data", tmp_path).returncode == 0
