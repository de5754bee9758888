"""The supervisor: starts processes, starts them again when they crash, stops them all and leaves none behind."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

logger = logging.getLogger(__name__)

# A service that ran this long was well: its next crash starts the backoff anew.
_WELL_AFTER_SECONDS = 60.0
_BACKOFF_SECONDS = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
_LOG_BYTES = 20 * 2**20
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Service:
    """One process to keep running. `stop_signal` asks it to end; `stop_seconds` later it is killed with its group."""

    name: str
    command: Sequence[str]
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 25.0
    others_need_it: bool = False
    """Whether it must be stopped after all the rest, as a broker must."""
    after_start: Callable[[], None] | None = None
    """Called after each start; returns when the service is ready for those that come after it."""


@dataclass
class Running:
    """A service's process, and how it has fared."""

    service: Service
    process: subprocess.Popen[bytes]
    started: float
    crashes: int = 0
    restart_at: float | None = None
    restarts: list[float] = field(default_factory=list)


class Supervisor:
    """Runs services, started in the order given.

    Each runs in a process group of its own (Ctrl-C reaches the supervisor alone, which then stops them in order),
    writes its output to `<logs>/<name>.log`, and on Linux gets SIGTERM from the kernel if the supervisor is killed.
    Not thread-safe: call everything from the thread that made it.
    """

    def __init__(self, services: Sequence[Service], *, logs: Path, environment: Mapping[str, str]) -> None:
        self._services = services
        self._logs = logs
        self._environment = dict(environment)
        self._running: list[Running] = []

    def start(self) -> None:
        """Start all; if one does not come up, stop those that did and raise its error."""
        self._logs.mkdir(parents=True, exist_ok=True)
        try:
            for service in self._services:
                running = Running(service, self._spawn(service), time.monotonic())
                self._running.append(running)
                if service.after_start:
                    service.after_start()
        except BaseException:
            self.stop()
            raise

    def check(self) -> list[str]:
        """Look after the services once: note crashes, restart what is due. Gives a line for each event."""
        news, now = [], time.monotonic()
        for running in self._running:
            if running.restart_at is None:
                code = running.process.poll()
                if code is None:
                    continue
                self._kill_group(running)
                if now - running.started > _WELL_AFTER_SECONDS:
                    running.crashes = 0
                pause = _BACKOFF_SECONDS[min(running.crashes, len(_BACKOFF_SECONDS) - 1)]
                running.crashes += 1
                running.restart_at = now + pause
                news.append(
                    f"{running.service.name} ended ({_describe(code)}); starting it again in {pause:g} s "
                    f"(log: {self.log_path(running.service)})"
                )
            elif now >= running.restart_at:
                running.process = self._spawn(running.service)
                running.started, running.restart_at = now, None
                news.append(f"{running.service.name} started again")
        return news

    def crashes(self) -> dict[str, int]:
        """Crashes in a row per service, for a caller that gives up at some number."""
        return {running.service.name: running.crashes for running in self._running}

    def pids(self) -> dict[str, int]:
        """Process id per service."""
        return {running.service.name: running.process.pid for running in self._running}

    def log_path(self, service: Service) -> Path:
        """Where a service's output goes."""
        return self._logs / f"{service.name}.log"

    def log_tail(self, name: str, *, lines: int = 12) -> str:
        """The last lines of a service's output."""
        path = self._logs / f"{name}.log"
        if not path.exists():
            return ""
        with path.open("rb") as log:
            log.seek(max(0, path.stat().st_size - 16_384))
            return "\n".join(log.read().decode("utf-8", "replace").splitlines()[-lines:])

    def stop(self) -> None:
        """Stop all, those that others need at the end. Returns when no process is left."""
        for needed in (False, True):
            wave = [running for running in self._running if running.service.others_need_it is needed]
            began = time.monotonic()
            for running in wave:
                if running.process.poll() is None:
                    running.process.send_signal(running.service.stop_signal)
            for running in wave:
                try:
                    running.process.wait(max(0.0, began + running.service.stop_seconds - time.monotonic()))
                except subprocess.TimeoutExpired:
                    logger.warning("%s did not stop in time and is killed", running.service.name)
                self._kill_group(running)
                running.process.wait()
        self._running.clear()

    def _spawn(self, service: Service) -> subprocess.Popen[bytes]:
        with _open_log(self.log_path(service)) as log:
            return subprocess.Popen(  # noqa: S603 - our own commands, no shell
                service.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._environment,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads here
            )

    @staticmethod
    def _kill_group(running: Running) -> None:
        """What a service leaves behind (a pool's children) must not outlive it."""
        try:
            os.killpg(running.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # macOS says EPERM for a group of zombies
            return


def _open_log(path: Path) -> IO[bytes]:
    """Open a log to append to; one that has grown large is moved aside first, so that at most two are kept."""
    if path.exists() and path.stat().st_size > _LOG_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")


_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _die_with_parent() -> None:
    assert _libc is not None
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _describe(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
