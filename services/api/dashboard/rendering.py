"""Templates to responses. Everything is escaped: no template marks any text as safe."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from services.api.context import Context
from services.api.dashboard import words
from services.api.problems import Problem
from wirecopy import __version__
from wirecopy.cleaning.passages import in_words

_ROOM = Path(__file__).parents[1]


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_ROOM / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("count", "plural", "span", "ago", "short", "stamp", "web_link", "bare", "last_line"):
        environment.filters[name] = getattr(words, name)
    environment.filters["in_words"] = in_words
    environment.globals["version"] = __version__
    # New bytes get a new address, so that browsers may keep the old ones.
    for name in ("style.css", "refresh.js"):
        digest = sha256((_ROOM / "static" / name).read_bytes()).hexdigest()[:12]
        environment.globals[name.partition(".")[0]] = f"/static/{name}?v={digest}"
    return environment


_TEMPLATES = _environment()


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """Give the page of `template`; `now` and the path of the request are there for every one."""
    context = cast(Context, request.app.state.context)
    now: datetime = context.clock()
    html = _TEMPLATES.get_template(template).render(path=request.url.path, now=now, **values)
    return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-store"})


def document(template: str, **values: Any) -> str:
    """Give a page that stands by itself: it needs no server, and carries its style."""
    style = (_ROOM / "static" / "style.css").read_text(encoding="utf-8")
    # Our own file, and the only text that is not escaped.
    return _TEMPLATES.get_template(template).render(css=Markup(style), **values)  # noqa: S704


def problem_page(request: Request, problem: Problem) -> Response:
    """Give the page that tells a person of `problem`."""
    return page(request, "problem.html", status=problem.status, problem=problem)
