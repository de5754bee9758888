"""Runs the real `wirecopy` in a process of its own, with nothing of the surrounding environment's settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import psutil

WIRECOPY = [sys.executable, "-m", "services.cli"]

# The tests' newsrooms are on loopback, and there is nobody to be polite to.
LOCAL = {
    "WIRECOPY_ALLOW_NETWORKS": "127.0.0.0/8",
    "WIRECOPY_HOST_INTERVAL": "0",
    "WIRECOPY_RETRY_DELAY": "0.3",
}

T = TypeVar("T")


def environment(**settings: str) -> dict[str, str]:
    """The environment for a run; `settings` are WIRECOPY_ variables without their prefix, in lower case."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIRECOPY_")}
    return kept | LOCAL | {f"WIRECOPY_{name.upper()}": value for name, value in settings.items()}


def wirecopy(
    *arguments: str | Path, stdin: bytes = b"", timeout: float = 150, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run to the end; output as text."""
    done = subprocess.run(
        [*WIRECOPY, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=timeout,
        env=environment(**settings),
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def start(*arguments: str | Path, log: Path, **settings: str) -> subprocess.Popen[bytes]:
    """Start and go on; what it says goes to `log`."""
    with log.open("wb") as file:
        return subprocess.Popen(
            [*WIRECOPY, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env=environment(**settings),
        )


def json_lines(text: str) -> list[Any]:
    """Each line's object."""
    return [json.loads(line) for line in text.splitlines()]


def eventually(look: Callable[[], T | None], *, seconds: float = 60.0, what: str = "it") -> T:
    """Look again and again until there is something to see."""
    deadline = time.monotonic() + seconds
    while True:
        if found := look():
            return found
        assert time.monotonic() < deadline, f"waited {seconds:g} s for {what} in vain"
        time.sleep(0.05)


def service_of(stack: subprocess.Popen[bytes], words: str) -> psutil.Process | None:
    """The child of a stack whose command line has `words` in it."""
    for child in psutil.Process(stack.pid).children():
        try:
            if words in " ".join(child.cmdline()):
                return child
        except psutil.NoSuchProcess:
            continue
    return None


def descendants(stack: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Every process below a stack."""
    return psutil.Process(stack.pid).children(recursive=True)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run."""
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
