"""What may stand at an article's address in place of the article."""

from __future__ import annotations

from enum import StrEnum


class Wall(StrEnum):
    """Ends up as the reason of a rejection, and is counted; renaming one is a breaking change."""

    SOFT_404 = "soft-404"  # "page not found" under a 200
    REDIRECTED_HOME = "redirected-home"  # the link now leads to the front page or a section front
    ERROR_PAGE = "error-page"  # the server's trouble, told under a 200
    LOGIN = "login-wall"  # for subscribers or registered readers, without so much as a lead
    CONSENT = "consent-wall"  # first agree to cookies
    CHALLENGE = "bot-challenge"  # prove that you are human; denied to robots
    NEEDS_SCRIPT = "needs-javascript"  # an empty page that a program is to fill
