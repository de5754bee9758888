"""Queue depth, asked of a real Redis."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from kombu.connection import Connection

from tests.requirements import missing
from wirecopy.errors import BrokerDown, SetupError
from workers.queues import queue_probe


class Redis:
    """A redis-server of our own on a Unix socket."""

    def __init__(self, program: str, folder: Path) -> None:
        self.command = [program, "--port", "0", "--unixsocket", str(folder / "s"), "--save", "", "--dir", str(folder)]
        self.socket = folder / "s"
        self.url = f"redis+socket://{self.socket}"
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while not self.socket.exists() and time.monotonic() < deadline:
            time.sleep(0.02)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    program = shutil.which("redis-server")
    if program is None:
        missing("redis-server", "apt-get install redis-server")
    server = Redis(program, tmp_path)
    yield server
    server.stop()


def send(url: str, queue: str, count: int) -> None:
    with Connection(url) as connection, connection.SimpleQueue(queue) as waiting:
        for number in range(count):
            waiting.put({"number": number})


def test_waiting_messages_are_counted_by_queue(redis: Redis):
    probe = queue_probe(redis.url)
    assert probe() == {"feeds": 0, "articles": 0, "reprocess": 0}
    send(redis.url, "articles", 2)
    assert probe() == {"feeds": 0, "articles": 2, "reprocess": 0}


def test_a_broker_that_went_away_is_told_and_found_again(redis: Redis):
    probe = queue_probe(redis.url)
    probe()
    redis.stop()
    with pytest.raises(BrokerDown, match="does not answer"):
        probe()
    redis.start()
    assert probe() == {"feeds": 0, "articles": 0, "reprocess": 0}


@pytest.mark.parametrize("url", ["redis://:secret@127.0.0.1:1/0", "amqp://desk:secret@127.0.0.1:1//"])
def test_the_message_holds_no_password(url: str):
    with pytest.raises(BrokerDown) as caught:
        queue_probe(url)()
    assert "secret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


@pytest.mark.parametrize("url", ["carrier-pigeon://loft", "http://127.0.0.1"])
def test_what_is_no_brokers_address_is_refused_at_once(url: str):
    with pytest.raises(SetupError, match="WIRECOPY_BROKER_URL"):
        queue_probe(url)
