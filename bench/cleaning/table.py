"""The tables: one of texts and speeds and one of metadata for each corpus, and ours beside the best peer at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bench.cleaning.bootstrap import Difference, difference
from bench.cleaning.corpora import Corpus, Page, site_of
from bench.cleaning.described import Described, Marks, MetadataScore, marks, metadata_score
from bench.cleaning.metric import Score, Tally, score
from bench.cleaning.running import Run

_FIELD_OF = {"title": "title", "similarity": "title", "day": "published", "authors": "authors", "image": "image"}


class Result(NamedTuple):
    """One system on one corpus, judged. Speeds are pages per CPU-second."""

    system: str
    tallies: list[Tally] | None
    score: Score | None
    metadata: MetadataScore | None
    marks: list[Marks] | None
    text_speed: float | None
    record_speed: float | None
    failures: int
    runs: tuple[Run, ...]


class Comparison(NamedTuple):
    """One of ours against the peer with the highest F1."""

    system: str
    f1: float
    peer: str
    peer_f1: float
    difference: Difference


def judge(corpus: Corpus, pages: Sequence[Page], runs: Sequence[Run]) -> Result:
    """Judge what one system made of a corpus, from its one or two runs."""
    text_run = next((run for run in runs if not run.job.with_metadata), None)
    record_run = next((run for run in runs if run.job.with_metadata), None)
    first = text_run or record_run
    assert first is not None
    tallies = None
    if corpus.judge is not None and any(reading.text is not None for reading in first.readings):
        tallies = [corpus.judge(page, reading.text or "") for page, reading in zip(pages, first.readings, strict=True)]
    judged = None
    if record_run is not None and _knows_metadata(pages):
        described = [reading.described or Described() for reading in record_run.readings]
        judged = [marks(page, fields) for page, fields in zip(pages, described, strict=True)]
    return Result(
        first.job.system,
        tallies,
        score(tallies) if tallies else None,
        _without_unknown(metadata_score(judged), record_run) if judged and record_run else None,
        judged,
        _speed(text_run),
        _speed(record_run),
        max(run.failures for run in runs),
        tuple(runs),
    )


def compare(result: Result, results: Sequence[Result], ours: Sequence[str], pages: Sequence[Page]) -> Comparison | None:
    """Put one of ours beside the best peer; None where there is no peer or no text."""
    rivals = [other for other in results if other.system not in ours and other.score is not None and other.tallies]
    if result.score is None or result.tallies is None or not rivals:
        return None
    best = max(rivals, key=lambda other: other.score.f1 if other.score else 0.0)
    assert best.score is not None
    assert best.tallies is not None
    apart = difference(result.tallies, best.tallies, [site_of(page) for page in pages])
    return Comparison(result.system, result.score.f1, best.system, best.score.f1, apart)


def corpus_lines(
    corpus: Corpus, pages: Sequence[Page], results: Sequence[Result], comparisons: Sequence[Comparison]
) -> Iterator[str]:
    """The tables of one corpus."""
    yield f"{corpus.name}: {len(pages)} pages ({corpus.about})"
    text_heads = f"{'P':>6} {'R':>6} {'F1':>6}  {'text/s':>7} {'record/s':>8} {'failed':>6}"
    if any(result.metadata for result in results):
        yield f"  {'':22}{text_heads}   {'title':>6} {'alike':>6} {'day':>6} {'author':>6} {'image':>6}"
    else:
        yield f"  {'':22}{text_heads}"
    for result in results:
        texts = " ".join(map(_share, result.score or (None, None)))
        f1 = _share(result.score.f1 if result.score else None)
        speeds = f"{_rate(result.text_speed):>7} {_rate(result.record_speed):>8} {result.failures or '':>6}"
        fields = " ".join(map(_share, result.metadata)) if result.metadata else ""
        yield f"  {result.system:22}{texts} {f1}  {speeds}   {fields}".rstrip()
    for comparison in comparisons:
        yield f"  {comparison.system} - {comparison.peer}: {interval(comparison.difference)}"


def summary_lines(comparisons: Mapping[str, Sequence[Comparison]]) -> Iterator[str]:
    """Ours beside the best peer of each corpus."""
    yield f"{'F1':12} {'':22} {'ours':>6}  {'best peer':22} {'':>6}  difference, 95% of draws by site"
    for corpus, rows in comparisons.items():
        for row in rows:
            ours, theirs = _share(row.f1), _share(row.peer_f1)
            yield f"{corpus:12} {row.system:22} {ours}  {row.peer:22} {theirs}  {interval(row.difference)}"


def interval(apart: Difference) -> str:
    """A difference of F1 with its interval."""
    return f"{apart.mean:+.4f} [{apart.low:+.4f}, {apart.high:+.4f}]"


def _knows_metadata(pages: Sequence[Page]) -> bool:
    return any(page.get(f"gold_{name}") for page in pages for name in ("title", "date", "authors", "image"))


def _without_unknown(found: MetadataScore, run: Run) -> MetadataScore:
    """Without the fields that the system has for no page: it does not read them."""
    read = {
        name
        for name, field in _FIELD_OF.items()
        if any(reading.described and getattr(reading.described, field) for reading in run.readings)
    }
    return MetadataScore(**{name: value if name in read else None for name, value in found._asdict().items()})


def _speed(run: Run | None) -> float | None:
    return len(run.readings) / max(run.seconds, 1e-9) if run else None


def _share(value: float | None) -> str:
    return f"{value:6.4f}" if value is not None else f"{'-':>6}"


def _rate(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}" if value < 1000 else f"{value:.0f}"
