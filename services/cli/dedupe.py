"""`wirecopy dedupe`: a filter that tells, line by line, which articles have run before."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import BinaryIO

import click
import orjson

from schemas.article import Draft
from wirecopy.duplicates.stream import Judged, Stream
from wirecopy.errors import BadUrl
from wirecopy.records.plain import plain_draft


class BadLine(ValueError):
    """A line that is no article; the message says what is wrong with it."""


@click.command("dedupe")
@click.argument("file", type=click.File("rb"), default="-")
def command(file: BinaryIO) -> None:
    """Judge articles in arrival order: is each new, a revision, or a duplicate of an earlier one?

    FILE (default: standard input) holds lines of {"id","url","title","text","published_at"}; only "id" and one of
    "title" and "text" must be there, and a bad address or date is told and left out. For each comes a line of
    {"id","verdict","duplicate_of","story","score"} as soon as it is judged: verdict is new, revision or duplicate;
    story is the id of the group's first article. A line that can't be read is reported on standard error, the rest is
    still done, and the exit status is 1.
    """
    stream = Stream()
    given_ids: dict[int, object] = {}
    failed = 0
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            given_id, draft, notes = _read(line)
        except BadLine as error:
            click.echo(f"line {number}: {error}", err=True)
            failed += 1
            continue
        for note in notes:
            click.echo(f"line {number}: {note}", err=True)
        judged = stream.judge(draft)
        given_ids.setdefault(judged.article_id, given_id)
        sys.stdout.buffer.write(orjson.dumps(_answer(given_id, judged, given_ids), option=orjson.OPT_APPEND_NEWLINE))
        sys.stdout.buffer.flush()
    if failed:
        click.echo(f"{failed} {'line' if failed == 1 else 'lines'} could not be read", err=True)
        raise SystemExit(1)


def _answer(given_id: object, judged: Judged, given_ids: dict[int, object]) -> dict[str, object]:
    verdict = judged.verdict
    again = verdict.kind == "unchanged"
    return {
        "id": given_id,
        "verdict": "duplicate" if again else verdict.kind,
        "duplicate_of": given_ids[judged.root_id] if again or verdict.kind == "duplicate" else None,
        "story": given_ids[judged.root_id],
        "score": verdict.score,
    }


def _read(line: bytes) -> tuple[object, Draft, list[str]]:
    """The id as it came, the draft, and what was left out of it."""
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise BadLine(f"not JSON ({error})") from None
    if not isinstance(fields, dict):
        raise BadLine("not a JSON object")
    if "id" not in fields:
        raise BadLine('no "id"')
    url, title, text = (_string(fields, name) for name in ("url", "title", "text"))
    if not title and not text:
        raise BadLine('neither "title" nor "text"')
    notes = []
    try:
        published_at = _moment(fields.get("published_at"))
    except ValueError:
        published_at = None
        notes.append('"published_at" is no RFC 3339 time; judged without it')
    try:
        draft = plain_draft(url=url or None, title=title, text=text, published_at=published_at)
    except BadUrl as error:
        draft = plain_draft(url=None, title=title, text=text, published_at=published_at)
        notes.append(f"{error}; judged without it")
    return fields["id"], draft, notes


def _string(fields: dict[str, object], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadLine(f'"{name}" is not a string')
    return value


def _moment(value: object) -> datetime | None:
    """An RFC 3339 time; a day, or a time without a zone, is taken for UTC. Raises ValueError for anything else."""
    if value is None or value == "":
        return None
    moment = datetime.fromisoformat(str(value))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
