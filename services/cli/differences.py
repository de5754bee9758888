"""How versions of an article look in a terminal: what was added in green, what went in red and struck through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from schemas.revision import Change, Difference, Revision, Span
from services.cli.output import ago, plain, print_json, stdout, uncontrolled
from wirecopy.revisions import with_diffs

_STYLES = {Change.ADDED: "green", Change.REMOVED: "red strike"}
# Where there are no colours, as in a pipe: the marks of `wdiff`.
_MARKS = {Change.ADDED: ("{+", "+}"), Change.REMOVED: ("[-", "-]")}


def show_revisions(versions: Sequence[Revision], *, as_json: bool) -> None:
    """Print every version, oldest first, each with what it changed."""
    console = stdout()
    for revision, diff in with_diffs(versions):
        if as_json:
            print_json(
                {**revision.model_dump(mode="json"), "diff": diff.model_dump(mode="json") if diff is not None else None}
            )
            continue
        kind = f" {revision.kind}" if revision.kind else ""
        console.print(f"[bold]revision {revision.number}{kind}[/bold] · {ago(revision.seen_at)}")
        if diff is None:
            console.print(f"  {plain(revision.title)}")
            continue
        print_difference(diff, console)


def print_difference(diff: Difference, console: Console) -> None:
    """Print the title and the paragraphs that changed."""
    for spans in ((diff.title,) if diff.title else ()) + tuple(passage.spans for passage in diff.passages):
        console.print(_line(spans, marked=not console.is_terminal))


def _line(spans: Iterable[Span], *, marked: bool) -> Text:
    line = Text("  ")
    for span in spans:
        words = uncontrolled(span.text)
        if marked and span.change in _MARKS:
            before, after = _MARKS[span.change]
            bare = words.rstrip()
            line.append(f"{before}{bare}{after}{words[len(bare) :]}")
        else:
            line.append(words, style=_STYLES.get(span.change, ""))
    return line
