"""Logging: one line an event on stderr, `key=value` pairs after the message."""

from __future__ import annotations

import logging
import sys


def configure(level: str, service: str) -> None:
    """Send this process's log to stderr at `level` (debug, info, warning, error), each line naming `service`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        logging.Formatter(f"%(asctime)s {service} %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in ("trafilatura", "htmldate", "courlan", "charset_normalizer", "readability", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL if noisy != "asyncio" else logging.WARNING)
