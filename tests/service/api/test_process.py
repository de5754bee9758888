"""`python -m services.api` as a process."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[3]

pytestmark = [pytest.mark.slow]


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start the service; what still runs at the end of the test is killed."""
    started: list[subprocess.Popen[str]] = []

    def start_one(*arguments: str, **environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "services.api", *arguments],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "WIRECOPY_BROKER_URL": "redis://127.0.0.1:1", **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start_one
    for process in started:
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = process.communicate(timeout=60)
    return process.returncode, said


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_it_serves_until_it_is_told_to_stop(start, ledger_url: str, stop: signal.Signals):
    process = start("--port", "0", WIRECOPY_DATABASE_URL=ledger_url)
    assert process.stderr is not None
    line = process.stderr.readline()
    where = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert where, line
    assert httpx.get(f"{where[0]}/healthz").json() == {"status": "up"}
    not_ready = httpx.get(f"{where[0]}/readyz")
    assert not_ready.status_code == 503
    assert re.match(r"broker: .*127\.0\.0\.1:1.* does not answer", not_ready.json()["detail"])
    process.send_signal(stop)
    status, said = ended(process)
    assert status == 0
    assert "Traceback" not in said


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_port_in_use_is_named(start, ledger_url: str):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        status, said = ended(start("--port", port, WIRECOPY_DATABASE_URL=ledger_url))
    assert status == 1
    assert f"port {port} on 127.0.0.1 is in use" in said
    assert "Traceback" not in said


def test_an_empty_database_says_what_to_run(start, empty_url: str):
    status, said = ended(start("--port", "0", WIRECOPY_DATABASE_URL=empty_url))
    assert status == 1
    assert "wirecopy migrate" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WIRECOPY_DATABASE_URL", "oracle://x"),
        ("WIRECOPY_BROKER_URL", "http://x"),
        ("WIRECOPY_FEEDS_DESPITE_ROBOTS", "?"),
        ("WIRECOPY_CONTACT", "café"),
    ],
)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_bad_setting_is_named(start, ledger_url: str, name: str, value: str):
    status, said = ended(start("--port", "0", **{"WIRECOPY_DATABASE_URL": ledger_url, name: value}))
    assert status == 1
    assert "Traceback" not in said
    assert name in said or "oracle" in said


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_address_that_is_not_ours_is_named(start, ledger_url: str):
    status, said = ended(start("--host", "203.0.113.7", "--port", "0", WIRECOPY_DATABASE_URL=ledger_url))
    assert status == 1
    assert "can't listen on 203.0.113.7" in said
