"""One line of `wirecopy clean --jsonl`: a JSON object with a page in, a record or an error out."""

from __future__ import annotations

import orjson

from wirecopy.cleaning import clean
from wirecopy.cleaning.record import record_of
from wirecopy.cleaning.sites import Visit


def clean_line(line: bytes, visit: Visit | None = None) -> tuple[bytes, bool]:
    """The answer to one line of --jsonl, and whether it is a record. `visit` brings what is known of its site."""
    given_id: object = None
    try:
        item = orjson.loads(line)
        if not isinstance(item, dict):
            raise TypeError("not a JSON object")
        given_id = item.get("id")
        html, url = item.get("html"), item.get("url")
        if not isinstance(html, str):
            raise TypeError('"html" is not a string')
        if url is not None and not isinstance(url, str):
            raise TypeError('"url" is not a string')
        return orjson.dumps({"id": given_id} | record_of(clean(html, url=url, visit=visit))), True
    except (TypeError, ValueError) as error:
        return _error(given_id, str(error)), False


def ruined_line(line: bytes) -> tuple[bytes, bool]:
    """The answer to a line whose page killed the process that cleaned it."""
    return _error(_id_of(line), "the page brought the cleaning process down"), False


def _id_of(line: bytes) -> object:
    try:
        item = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return item.get("id") if isinstance(item, dict) else None


def _error(given_id: object, message: str) -> bytes:
    return orjson.dumps({"id": given_id, "error": message})
