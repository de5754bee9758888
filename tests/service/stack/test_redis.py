"""The private redis-server, for real."""

import subprocess

import pytest
import redis

from services.stack.redis import command, find_server, wait_until_ready
from wirecopy.errors import BrokerDown


@pytest.fixture
def server(tmp_path):
    socket = tmp_path / "run" / "redis.sock"
    with subprocess.Popen(
        command(find_server(), socket=socket, folder=tmp_path / "redis"), stdout=subprocess.DEVNULL
    ) as process:
        wait_until_ready(socket)
        yield socket, process
        process.terminate()


def test_it_keeps_messages_and_is_not_reachable_over_the_network(server):
    socket, _ = server
    with redis.Redis(unix_socket_path=str(socket), decode_responses=True) as client:
        config = client.config_get("*")
    assert config["port"] == "0"
    assert config["appendonly"] == "yes"
    assert config["maxmemory-policy"] == "noeviction"
    assert socket.stat().st_mode & 0o077 == 0


def test_what_was_written_survives_a_kill(server, tmp_path):
    socket, process = server
    with redis.Redis(unix_socket_path=str(socket)) as client:
        client.rpush("articles", "one")
    process.kill()
    process.wait()
    with subprocess.Popen(
        command(find_server(), socket=socket, folder=tmp_path / "redis"), stdout=subprocess.DEVNULL
    ) as again:
        wait_until_ready(socket)
        with redis.Redis(unix_socket_path=str(socket)) as client:
            assert client.lrange("articles", 0, -1) == [b"one"]
        again.terminate()


def test_a_server_that_is_not_there_is_said_to_be_down(tmp_path):
    with pytest.raises(BrokerDown, match=r"did not come up on .*redis\.sock"):
        wait_until_ready(tmp_path / "redis.sock", seconds=0.2)
