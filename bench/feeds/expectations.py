"""Test cases of other projects: what they expect, what wirecopy and feedparser give, family by family."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.feeds import documents, expressions
from bench.feeds.checks import Check
from bench.feeds.readings import Reading, read_feedparser, read_ours


@dataclass
class Family:
    """The cases of one project that share a way to say what they expect."""

    cases: int = 0
    applicable: int = 0
    ours: int = 0
    theirs: int = 0
    checks: int = 0
    our_checks: int = 0
    their_checks: int = 0
    by_design: int = 0
    """Cases left out, because they ask for what is refused on purpose or can't be: see `_is_by_design`."""
    parts_not_carried: int = 0
    lost: list[str] = field(default_factory=list)
    """Where feedparser meets what we do not."""
    both_fail: list[str] = field(default_factory=list)


def judge(folder: Path, cases: list[dict[str, Any]]) -> dict[str, Family]:
    """Run both parsers on every case with expectations of a family that states parse results."""
    families: dict[str, Family] = {}
    for case in cases:
        found = _checks(folder, case)
        if found is None:
            continue
        name, checks = found
        family = families.setdefault(name, Family())
        family.cases += 1
        if _is_by_design(folder, case):
            family.by_design += 1
            continue
        carried = [check for check in checks if check is not None]
        family.parts_not_carried += len(checks) - len(carried)
        if carried:
            body = (folder / case["file"]).read_bytes()
            headers = {key.lower(): value for key, value in (case.get("http_headers") or {}).items()}
            _count(family, case["path"], carried, read_ours(body, headers), read_feedparser(body, headers))
    return families


def _is_by_design(folder: Path, case: dict[str, Any]) -> bool:
    """Whether a case wants entities of the document type expanded, which is refused on purpose (docs/attacks.md), or
    addresses of the test server that it was once fetched from."""
    wants_server = any("127.0.0.1:" in text for text in case.get("expect") or ())
    return wants_server or b"<!ENTITY" in (folder / case["file"]).read_bytes()


def _checks(folder: Path, case: dict[str, Any]) -> tuple[str, list[Check | None]] | None:
    """A case's family and checks; None where it states no parse results."""
    if case.get("expect_lang") == "feedparser-python":
        return "kurtmckee/feedparser", [check for text in case["expect"] for check in expressions.checks_of(text)]
    if case.get("expect_lang"):
        return case["repo"], []
    translate = documents.FAMILIES.get(case["repo"])
    if translate is None or not str(case.get("expect_file", "")).endswith(".json"):
        return None
    return case["repo"], list(translate(json.loads((folder / case["expect_file"]).read_text("utf-8"))))


def _count(family: Family, path: str, checks: list[Check], ours: Reading | None, theirs: Reading) -> None:
    our_misses = [check for check in checks if not check.is_met(ours)]
    their_misses = [check for check in checks if not check.is_met(theirs)]
    family.applicable += 1
    family.ours += not our_misses
    family.theirs += not their_misses
    family.checks += len(checks)
    family.our_checks += len(checks) - len(our_misses)
    family.their_checks += len(checks) - len(their_misses)
    for check in our_misses:
        place = "feed" if check.entry is None else f"entry {check.entry}"
        line = f"{path}: {place} {check.name} is not {check.expected!r}"[:300]
        (family.both_fail if check in their_misses else family.lost).append(line)
