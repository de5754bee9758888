"""How a group of copies looks in a terminal."""

from __future__ import annotations

from rich.text import Text

from schemas.syndication import Outlet, Part, Syndication
from services.cli.output import plain, print_table, stdout, uncontrolled

_LONGEST = 300


def show_syndication(found: Syndication) -> None:
    """Print the outlets in the order in which they published, then what each cut and added."""
    console = stdout()
    if len(found.outlets) == 1:
        console.print("no other source has run this story")
    if found.agencies:
        console.print(f"credited to [bold]{plain(', '.join(found.agencies))}[/bold]")
    columns = (">id", "published", "source", "credits", ">copied", ">used", ">cut", ">added", ">edited", "title")
    print_table(columns, [_row(outlet, found) for outlet in found.outlets], empty="")
    for outlet in found.outlets:
        if outlet.cut or outlet.added:
            console.print(f"\n[bold]{outlet.article_id}[/bold] {plain(outlet.source.name or outlet.source.host)}")
            for part in outlet.cut:
                console.print(_line("−", part, "red"))
            for part in outlet.added:
                console.print(_line("+", part, "green"))


def _row(outlet: Outlet, found: Syndication) -> tuple[object, ...]:
    is_first = outlet.article_id == found.first_id
    return (
        outlet.article_id,
        f"{outlet.published_at:%Y-%m-%d %H:%M}" if outlet.published_at else "",
        outlet.source.name or outlet.source.host,
        ", ".join(credit.agency for credit in outlet.credits),
        "first" if is_first else f"{outlet.copied:.0%}",
        "" if is_first else f"{outlet.used:.0%}",
        len(outlet.cut) or "",
        len(outlet.added) or "",
        outlet.edited or "",
        outlet.title,
    )


def _line(sign: str, part: Part, style: str) -> Text:
    words = uncontrolled(part.text)
    return Text(f"  {sign} {words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}", style=style)
