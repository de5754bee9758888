"""Feed parsing against feedparser and fastfeedparser: time, fields, and other projects' test cases.

    python -m bench.feeds [DIR] [--runs N] [--only speed|fields|cases] [--all]

DIR holds `manifest.jsonl` (one object a line: `file`, `kind`, `format`, `http_headers`, `expect`, `expect_lang`,
`expect_file`) and the files it names; default `../shared/data/feeds`. Three parts:

- speed, on the real feeds: CPU time per feed (the median of the runs of each feed, averaged over feeds), the entries
  found, the entries that feedparser finds and a parser does not (neither title, guid nor link is there), and how often
  ours asked feedparser for a second opinion;
- fields, on the same feeds: every entry beside feedparser's, field by field, and each kind of difference with who is
  right by which rule (`verdicts.py`). Texts are compared without markup and spaces. `--all` lists every difference;
- cases: what the test cases of feedparser, gofeed, podcastparser and rss-parser expect, where the record has the field.

JSON Feeds are left out of speed and fields: neither peer reads them fully. The exit code is 1 where an entry is lost,
a difference is unexplained, ours takes more than a tenth of feedparser's time, or passes fewer cases of a family.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench.feeds.expectations import Family, judge
from bench.feeds.parity import Difference, Parity
from bench.feeds.readings import folded, html_text, read_feedparser, read_ours
from bench.feeds.speed import Race, race
from bench.feeds.verdicts import RULES, verdict

DEFAULT = Path(__file__).parents[3] / "shared" / "data" / "feeds"
_OUTCOMES = ("equal", "both empty", "different", "only ours", "only theirs")
_TIME_OF_FEEDPARSER = 0.1


def main() -> int:
    """Run the comparison and print it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("dir", nargs="?", type=Path, default=DEFAULT)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--only", choices=("speed", "fields", "cases"))
    options.add_argument("--all", action="store_true", help="every difference and failure, not an example of each")
    given = options.parse_args()
    manifest = given.dir / "manifest.jsonl"
    if not manifest.is_file():
        print(f"skipped: there is no {manifest}", file=sys.stderr)
        return 0
    cases = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    real = [case for case in cases if case["kind"] == "real" and case["format"] not in ("jsonfeed", "opml")]
    passed = True
    if given.only in (None, "speed"):
        passed &= _print_speed(race(given.dir, real, given.runs), len(real))
    if given.only in (None, "fields"):
        passed &= _print_parity(_compare(given.dir, real), everything=given.all)
    if given.only in (None, "cases"):
        passed &= _print_families(judge(given.dir, cases), everything=given.all)
    return 0 if passed else 1


def _compare(folder: Path, cases: list[dict[str, Any]]) -> Parity:
    parity = Parity()
    for case in cases:
        body = (folder / case["file"]).read_bytes()
        headers = {name.lower(): value for name, value in (case.get("http_headers") or {}).items()}
        ours = read_ours(body, headers)
        if ours is not None:
            parity.add(case["file"], body, ours, read_feedparser(body, headers))
    return parity


def _print_speed(result: Race, feeds: int) -> bool:
    slowest = statistics.mean(result.scores["feedparser"].milliseconds)
    print(f"{feeds} feeds\n")
    print(f"{'parser':18} {'CPU ms/feed':>12} {'of feedparser':>14} {'entries':>8} {'lost':>6} {'failed':>7}")
    for name, score in result.scores.items():
        mean = statistics.mean(score.milliseconds)
        print(f"{name:18} {mean:12.2f} {mean / slowest:14.1%} {score.found:8} {score.lost:6} {score.failed:7}")
    print(f"\nsecond opinion from feedparser: {result.second_opinions} of {feeds} feeds")
    for loss in result.losses:
        print("lost", loss)
    ours = statistics.mean(result.scores["wirecopy"].milliseconds)
    return not result.losses and ours <= slowest * _TIME_OF_FEEDPARSER


def _print_parity(parity: Parity, *, everything: bool) -> bool:
    print(f"\n{parity.matched} entries of feedparser's found again, {parity.unmatched} not\n")
    print(f"{'field':18}" + "".join(f"{outcome:>13}" for outcome in _OUTCOMES))
    for name, counts in parity.counts.items():
        print(f"{name:18}" + "".join(f"{counts[outcome]:13}" for outcome in _OUTCOMES))
    found: dict[tuple[str, str], list[Difference]] = defaultdict(list)
    for difference in parity.differences:
        found[verdict(difference).name, f"{difference.place} {difference.name}"].append(difference)
    print("\ndifferences by the rule that says who is right")
    for rule in RULES:
        for (_, name), differences in sorted((key, many) for key, many in found.items() if key[0] == rule.name):
            feeds = len({difference.file for difference in differences})
            print(f"\n{len(differences)} in {feeds} feeds, {name}: {rule.name}; right: {rule.right} ({rule.why})")
            for difference in differences if everything else differences[:1]:
                print(
                    f"    {difference.file}\n      ours   {_shown(difference, 0)}\n      theirs {_shown(difference, 1)}"
                )
    unexplained = sum(len(many) for (rule, _), many in found.items() if rule == RULES[-1].name)
    print(f"\n{len(parity.differences)} differences, {unexplained} unexplained")
    return not unexplained and not parity.unmatched


def _shown(difference: Difference, which: int) -> str:
    """One side of a difference, texts from a little before where they part."""
    sides = (difference.ours, difference.theirs)
    if not all(isinstance(side, str) and side for side in sides):
        return str(sides[which])[:150]
    texts = [folded(html_text(side)) for side in sides]
    pairs = enumerate(zip(*texts, strict=False))
    start = next((at for at, (one, other) in pairs if one != other), min(map(len, texts)))
    return texts[which][max(0, start - 20) : start + 60] if start > 20 else sides[which][:80]


def _print_families(families: dict[str, Family], *, everything: bool) -> bool:
    print("\ntest cases of other projects: cases that expect something of a field that the record has")
    print(f"{'family':24}{'cases':>7}{'by design':>11}{'applicable':>12}{'ours':>7}{'feedparser':>12}{'checks':>14}")
    for name, family in families.items():
        checks = f"{family.our_checks}:{family.their_checks} of {family.checks}"
        print(f"{name:24}{family.cases:7}{family.by_design:11}", end="")
        print(f"{family.applicable:12}{family.ours:7}{family.theirs:12}  {checks:>18}")
    for name, family in families.items():
        for line in family.lost:
            print(f"    only feedparser passes, {name} {line}")
        for line in family.both_fail if everything else ():
            print(f"    neither passes, {name} {line}")
    return all(family.ours >= family.theirs for family in families.values())


if __name__ == "__main__":
    sys.exit(main())
