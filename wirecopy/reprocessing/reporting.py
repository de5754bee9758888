"""The report of a run: what came of its articles, added up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection

from schemas.article import Removal
from schemas.reprocess import Lines, Outcome, Recleaned, Report
from wirecopy.ledger import reprocessing

_SAMPLES = 5


def report(conn: Connection, run_id: int, *, worst: int = 20) -> Report:
    """Add up a run, also one that is not finished, with the `worst` articles. Raises NotFound."""
    run = reprocessing.get(conn, run_id)
    reasons: Counter[str] = Counter()
    fields: Counter[str] = Counter()
    removed, restored = _Tally(), _Tally()
    added = gone = 0
    losing: list[Recleaned] = []
    for result in reprocessing.results(conn, run_id):
        if result.reason:
            reasons[result.reason] += 1
        if result.outcome not in (Outcome.TEXT, Outcome.FIELDS):
            continue
        fields.update(list(result.fields))
        removed.take(result.removed)
        restored.take(result.restored)
        added, gone = added + result.words_added, gone + result.words_removed
        if result.words_removed and len(losing) < worst:
            losing.append(result)
    return Report(
        run=run,
        outcomes=dict(reprocessing.outcomes(conn, run_id)),
        reasons=dict(reasons.most_common()),
        words_added=added,
        words_removed=gone,
        fields=dict(fields.most_common()),
        removed=removed.lines(),
        restored=restored.lines(),
        worst=tuple(losing),
    )


class _Tally:
    """Removals by reason, with a few samples of each."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._samples: dict[str, dict[str, None]] = defaultdict(dict)

    def take(self, removals: Iterable[Removal]) -> None:
        for removal in removals:
            self._counts[removal.reason] += 1
            samples = self._samples[removal.reason]
            if len(samples) < _SAMPLES:
                samples.setdefault(removal.text)

    def lines(self) -> dict[str, Lines]:
        return {
            reason: Lines(count=count, samples=tuple(self._samples[reason]))
            for reason, count in self._counts.most_common()
        }
