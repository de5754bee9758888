"""How runs that clean articles again look in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from schemas.reprocess import Lines, Outcome, Recleaned, Report, Run
from services.cli.output import ago, plain, print_list, print_table, stdout, uncontrolled

_OUTCOMES = {
    Outcome.TEXT: "another title or text",
    Outcome.FIELDS: "other fields",
    Outcome.SAME: "the same",
    Outcome.KEPT: "kept as they are: nothing better came of them",
    Outcome.SKIPPED: "not touched",
    Outcome.FAILED: "failed",
}


def print_runs(found: Sequence[Run], *, as_json: bool) -> None:
    """Print runs as a table, or as JSON lines."""
    print_list(
        found,
        as_json=as_json,
        columns=(">run", "begun", "because of", "host", "since", "state", ">done", ">articles"),
        row=_row,
        empty="nothing was cleaned again yet",
    )


def _row(run: Run) -> tuple[object, ...]:
    since = f"{run.since:%Y-%m-%d %H:%M}" if run.since else ""
    state = "stopped" if run.stopped else "open" if run.is_open else "done"
    if run.dry_run:
        state += ", dry run"
    return (run.id, ago(run.created_at), run.cause, run.host or "all", since, state, run.done, run.articles)


def print_report(report: Report) -> None:
    """Print what came of a run."""
    console, run = stdout(), report.run
    left = "" if not run.is_open else f", {run.done} of {run.articles or 0} articles so far"
    console.print(f"[bold]run {run.id}[/bold] {'dry run' if run.dry_run else 'records changed'}{left}")
    counts = [(_OUTCOMES[outcome], report.outcomes.get(outcome, 0)) for outcome in _OUTCOMES]
    print_table(("articles", ">count"), counts, empty="")
    if report.reasons:
        console.print()
        print_table(("why untouched", ">articles"), report.reasons.items(), empty="")
    if report.words_added or report.words_removed:
        console.print(f"\n{report.words_removed} words go, {report.words_added} come")
    if report.fields:
        console.print()
        print_table(("field", ">articles"), report.fields.items(), empty="")
    _print_lines("taken out now", report.removed)
    _print_lines("left in now", report.restored)
    if report.worst:
        console.print("\n[bold]What loses most[/bold]")
        for result in report.worst:
            _print_result(result, console)
        console.print(plain(f"\nAll of it: wirecopy reprocess --show {run.id} --json"), style="dim")


def _print_lines(heading: str, found: dict[str, Lines]) -> None:
    if found:
        stdout().print()
        rows = [
            (reason if at == 0 else "", lines.count if at == 0 else "", sample)
            for reason, lines in found.items()
            for at, sample in enumerate(lines.samples)
        ]
        print_table((heading, ">lines", "such as"), rows, empty="")


def _print_result(result: Recleaned, console: Console) -> None:
    console.print(
        f"  [bold]{result.article_id}[/bold] {plain(result.title)} ({plain(result.host)}): "
        f"{result.words_before} → {result.words_after} words"
    )
    for text in result.lost:
        console.print(Text(f"    − {uncontrolled(text)}", style="red"))
    for text in result.gained:
        console.print(Text(f"    + {uncontrolled(text)}", style="green"))
