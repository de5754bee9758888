"""`wirecopy up`: starts, serves, refuses a second one, stops without a trace."""

import signal
import socket
import urllib.request

import pytest

from tests.acceptance.command import alive, descendants, eventually, json_lines, start, wirecopy
from tests.newsroom import Newsroom

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def up(tmp_path):
    port, log = free_port(), tmp_path / "log"
    stack = start("up", "--port", str(port), "--workers", "1", "--data", tmp_path / "data", log=log)
    eventually(lambda: "dashboard" in log.read_text() or stack.poll() is not None, what="the stack")
    assert stack.poll() is None, log.read_text()

    def ready():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    eventually(ready, what="the API")
    yield stack, port, log
    if stack.poll() is None:
        stack.send_signal(signal.SIGTERM)
        stack.wait(timeout=60)


@pytest.mark.parametrize("asking", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_leaves_no_process_behind(up, asking):
    stack, _, log = up
    everyone = descendants(stack)
    assert len(everyone) >= 4
    stack.send_signal(asking)
    assert stack.wait(timeout=60) == 0, log.read_text()
    assert alive(everyone) == []
    assert log.read_text().endswith("stopped\n")


def test_a_second_one_on_the_same_folder_says_so(up, tmp_path):
    second = wirecopy("up", "--port", str(free_port()), "--data", tmp_path / "data")
    assert second.returncode == 1
    assert f"already running on {tmp_path / 'data'}" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_port_in_use_is_named(up, tmp_path):
    _, port, _ = up
    second = wirecopy("up", "--port", str(port), "--data", tmp_path / "other")
    assert second.returncode == 1
    assert f"can't listen on 127.0.0.1:{port}" in second.stderr


def test_ingest_beside_a_running_stack_lets_that_one_work(up, tmp_path):
    with Newsroom() as newsroom:
        feeds = newsroom.fill(feeds=2, articles=3).feeds
        done = wirecopy("ingest", *feeds, "--data", tmp_path / "data", "--output", "-")
    assert done.returncode == 0, done.stderr
    assert len(json_lines(done.stdout)) == 6
