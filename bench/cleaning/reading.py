"""What a system makes of a page."""

from __future__ import annotations

from typing import NamedTuple

from bench.cleaning.described import Described


class Reading(NamedTuple):
    """A page's text, None from a system that reads none, and what is said of it, None where that was not asked."""

    text: str | None
    described: Described | None = None
