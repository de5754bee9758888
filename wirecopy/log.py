"""Logging: one line an event on stderr, `key=value` pairs after the message."""

from __future__ import annotations

import logging
import re
import sys
from types import TracebackType

# Line breaks, terminal commands, marks that turn the direction of reading, and halves of pairs that no file takes.
_ACTS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ACTS_IN_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Lines(logging.Formatter):
    """Writes what strangers wrote as text: no title forges a line, moves a cursor or turns the reading around."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The event's line."""
        return _ACTS.sub(_escaped, super().formatMessage(record))

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The traceback below it, which keeps its lines."""
        return _ACTS_IN_LINES.sub(_escaped, super().formatException(ei))


def configure(level: str, service: str) -> None:
    """Send this process's log to stderr at `level` (debug, info, warning, error), each line naming `service`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(f"%(asctime)s {service} %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("trafilatura", "htmldate", "courlan", "charset_normalizer", "readability", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL if noisy != "asyncio" else logging.WARNING)


def _escaped(acting: re.Match[str]) -> str:
    return repr(acting[0])[1:-1] if acting[0] < "\x80" else f"\\u{ord(acting[0]):04x}"
