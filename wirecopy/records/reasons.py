"""Why an article is not stored: every slug that `Rejected` carries out of normalizing, beside those of `Wall`."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Kept on the entry and counted; renaming one is a breaking change."""

    NO_URL = "no-url"  # neither the entry nor the page has an http(s) address
    NO_TITLE = "no-title"  # neither page nor feed names one
    NO_TEXT = "no-text"  # neither page nor feed has a word of text
    TOO_SHORT = "too-short"  # a few words that the feed does not confirm: a video page, a paywall, a caption
