"""The Jinja templates under newsroom/: one page template a paper, one feed template a format."""

from __future__ import annotations

from email.utils import format_datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def templates() -> Environment:
    """The templates, with what they escape and how. They are HTML and XML alike, so all of them are escaped."""
    environment = Environment(
        loader=PackageLoader("services.demo", "newsroom"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["rfc822"] = format_datetime
    return environment
