"""What this process dials and looks up, told by the interpreter itself, whoever does it."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any


class Lookout:
    """A record of connections and name lookups since `clear`."""

    def __init__(self) -> None:
        self.dialled: list[tuple[str, int]] = []
        self.looked_up: list[str] = []

    def clear(self) -> None:
        self.dialled.clear()
        self.looked_up.clear()

    def dialled_beside(self, *origins: str) -> list[tuple[str, int]]:
        """The connections to other addresses than those of these origins (`http://127.0.0.1:8000`)."""
        known = {tuple(origin.removeprefix("http://").split(":")) for origin in origins}
        return [(host, port) for host, port in self.dialled if (host, str(port)) not in known]

    def _hear(self, event: str, args: Any) -> None:
        if event == "socket.connect" and isinstance(args[1], tuple):
            self.dialled.append((str(args[1][0]), int(args[1][1])))
        elif event == "socket.getaddrinfo":
            with suppress(UnicodeDecodeError):
                self.looked_up.append(args[0].decode() if isinstance(args[0], bytes) else str(args[0]))


LOOKOUT = Lookout()
# A hook can't be taken away again, so there is one for the whole run.
sys.addaudithook(LOOKOUT._hear)
