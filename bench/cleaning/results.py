"""The results as files, for those who ask page by page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.cleaning.corpora import Corpus, Page
from bench.cleaning.table import Comparison, Result


def write(
    folder: Path, corpus: Corpus, pages: Sequence[Page], results: Sequence[Result], comparisons: Sequence[Comparison]
) -> None:
    """Write `CORPUS.json` with the figures, and `CORPUS/SYSTEM.jsonl` with a line for each page."""
    (folder / corpus.name).mkdir(parents=True, exist_ok=True)
    figures = {
        "pages": len(pages),
        "systems": {result.system: _figures(result) for result in results},
        "comparisons": [{**row._asdict(), "difference": row.difference._asdict()} for row in comparisons],
    }
    (folder / f"{corpus.name}.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for result in results:
        path = folder / corpus.name / f"{result.system.replace(' ', '-')}.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            for number, page in enumerate(pages):
                line = json.dumps({"id": page["id"], "url": page["url"], **_of_page(result, number)}, default=str)
                lines.write(line + "\n")


def _figures(result: Result) -> dict[str, Any]:
    return {
        "text": {**result.score._asdict(), "f1": result.score.f1} if result.score else None,
        "metadata": result.metadata._asdict() if result.metadata else None,
        "text_per_cpu_second": result.text_speed,
        "record_per_cpu_second": result.record_speed,
        "failures": result.failures,
    }


def _of_page(result: Result, number: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if result.tallies is not None:
        found["tally"] = result.tallies[number]._asdict()
    if result.marks is not None:
        found["marks"] = result.marks[number]._asdict()
    for run in result.runs:
        reading = run.readings[number]
        if reading.text is not None:
            found.setdefault("text", reading.text)
        if reading.described is not None:
            found["described"] = reading.described._asdict()
    return found
