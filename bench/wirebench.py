"""The development stream: where it lies and how it is read."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from schemas.article import Draft
from wirecopy.records.plain import plain_draft

FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "duplicates" / "wirebench.jsonl.gz"


class Line(NamedTuple):
    """One article of the stream with its gold group."""

    cluster: str
    kind: str
    draft: Draft

    @property
    def fold(self) -> int:
        """0 to 4, by cluster: what is trained on a cluster is not judged on it."""
        return int(sha256(self.cluster.encode()).hexdigest()[:8], 16) % 5


def read(file: Path) -> list[Line]:
    """The stream in arrival order. Ends the program, without failing it, where the data is absent."""
    if not file.exists():
        print(f"skipped: {file.name} is not in ../shared/data/duplicates", file=sys.stderr)
        raise SystemExit(0)
    return list(_lines(file))


def json_lines(file: Path) -> Iterator[dict[str, str]]:
    """Each line's object."""
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def _lines(file: Path) -> Iterator[Line]:
    for line in json_lines(file):
        published_at = datetime.fromisoformat(line["published_at"])
        draft = plain_draft(url=line["url"], title=line["title"], text=line["text"], published_at=published_at)
        yield Line(line["cluster"], line["kind"], draft)
