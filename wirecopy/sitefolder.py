"""A folder of sites' memories, for `wirecopy clean --memory`: one JSON file a site.

A file is replaced in one step, so whoever is killed leaves the one from before or the new one, never half of one. One
process at a time has the folder: two that learn from different pages would undo each other's work.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
import time
from collections import OrderedDict
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import orjson

from wirecopy.cleaning.sites import Memory, from_json
from wirecopy.errors import AlreadyRunning, SetupError

logger = logging.getLogger(__name__)

_HELD = 200
"""Memories that are held at a time; the rest are read again when their site comes up."""

_PLAIN = re.compile(r"[^a-z0-9.-]")


# Of a run that was killed, the processes that cleaned for it hold the folder until they have died as well.
_PATIENCE_SECONDS, _PAUSE_SECONDS = 3.0, 0.05


def _locked(file: IO[bytes]) -> bool:
    """Whether the lock could be had within a little while."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= until:
                return False
            time.sleep(_PAUSE_SECONDS)
        else:
            return True


class SiteFolder:
    """Loads and saves sites' memories under `directory`, which is made if need be.

    Raises AlreadyRunning while another process has the folder, and SetupError where it can't be made, read or written.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._held: OrderedDict[str, Memory] = OrderedDict()
        try:
            directory.mkdir(parents=True, exist_ok=True)
            self._lock: IO[bytes] = (directory / ".lock").open("ab")
        except OSError as error:
            raise SetupError(f"{directory} can't hold a memory: {error.strerror}") from error
        if not _locked(self._lock):
            self._lock.close()
            raise AlreadyRunning(f"another process is learning into {directory}; wait for it")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let others have the folder."""
        self._lock.close()

    def load(self, host: str) -> Memory:
        """What is known of a site. A file that can't be understood counts as nothing known, and is said in the log."""
        if host in self._held:
            self._held.move_to_end(host)
            return self._held[host]
        path = self._path(host)
        memory = Memory()
        try:
            value = orjson.loads(path.read_bytes())
            memory = from_json(value["memory"]) if value.get("host") == host else memory
        except FileNotFoundError:
            pass
        except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
            logger.warning("%s is no memory of a site; %s is learned anew", path, host)
        except OSError as error:
            raise SetupError(f"{path} can't be read: {error.strerror}") from error
        self._hold(host, memory)
        return memory

    def save(self, host: str, memory: Memory) -> None:
        """Put a site's memory in the place of the one before."""
        path = self._path(host)
        written = path.with_name(f"{path.name}.new")
        try:
            written.write_bytes(orjson.dumps({"host": host, "memory": memory.to_json()}))
            os.replace(written, path)
        except OSError as error:
            raise SetupError(f"{path} can't be written: {error.strerror}") from error
        self._hold(host, memory)

    def _path(self, host: str) -> Path:
        """Hosts are ASCII but for brackets and colons of literal addresses."""
        return self._directory / f"{_PLAIN.sub('_', host.lower())}.json"

    def _hold(self, host: str, memory: Memory) -> None:
        self._held[host] = memory
        self._held.move_to_end(host)
        if len(self._held) > _HELD:
            self._held.popitem(last=False)
