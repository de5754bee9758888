"""A throwaway RabbitMQ node: made of the system's binaries, on free ports, in a folder of its own."""

from __future__ import annotations

import glob
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import amqp

_PLACES = (
    "/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin",
    "/opt/homebrew/opt/rabbitmq/sbin",
    "/usr/local/opt/rabbitmq/sbin",
)
_START_SECONDS = 90


def find_server() -> Path | None:
    """The plain `rabbitmq-server` script. Debian's wrapper on PATH would switch users."""
    places = [Path(place) / "rabbitmq-server" for pattern in _PLACES for place in glob.glob(pattern)]
    return max((place for place in places if place.exists()), default=None)


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RabbitServer:
    """One node with its own port mapper, so that another RabbitMQ on the machine is left alone."""

    def __init__(self, server: Path) -> None:
        self._server = server
        self._folder = Path(tempfile.mkdtemp(prefix="wcmq-"))
        self._port = free_port()
        name = f"wirecopy{self._port}@localhost"
        (self._folder / "enabled_plugins").write_text("[].\n")
        (self._folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self._port}\nloopback_users = none\nlog.console = true\n"
            # A laptop's disk may be fuller than RabbitMQ's taste; a test's few messages do not care.
            "disk_free_limit.absolute = 1MB\n"
        )
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self._folder),
            "LANG": "C.UTF-8",
            "ERL_EPMD_PORT": str(free_port()),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": name,
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": str(self._folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self._folder / "log"),
            "RABBITMQ_CONFIG_FILE": str(self._folder / "rabbitmq"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._folder / "enabled_plugins"),
            "RABBITMQ_PID_FILE": str(self._folder / "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1",
        }
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"amqp://guest:guest@127.0.0.1:{self._port}//"

    def start(self) -> None:
        """Start the node and wait until it takes connections."""
        log = self._folder / "console.log"
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [self._server],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=self._environment,
                start_new_session=True,
            )
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                with amqp.Connection(f"127.0.0.1:{self._port}", connect_timeout=2):
                    return
            except (OSError, amqp.AMQPError):
                if self._process.poll() is not None or time.monotonic() > deadline:
                    said = log.read_text()
                    self.stop()
                    raise RuntimeError(f"RabbitMQ did not start:\n{said}") from None
            time.sleep(0.2)

    def stop(self) -> None:
        """End the node and its port mapper, and remove the folder."""
        if self._process is not None:
            if self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(30)
        # The port mapper stays until it has noticed that its node is gone.
        for _ in range(50):
            said = subprocess.run(
                ["epmd", "-kill"], env=self._environment, capture_output=True, text=True, check=False
            ).stdout
            if "living nodes" not in said:
                break
            time.sleep(0.1)
        shutil.rmtree(self._folder, ignore_errors=True)
