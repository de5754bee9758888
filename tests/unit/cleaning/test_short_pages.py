"""News of a few lines where all else is longer: menus, what others read, and what the paper tells of itself."""

from __future__ import annotations

import pytest

from wirecopy.cleaning import clean

TOLD = (
    "The ferry across the bay will sail again in May, the harbour master said on Tuesday.",
    "It had been out of service since January because of a broken engine, and many had to drive around.",
    "Tickets will cost what they did last year, and children travel free of charge on Sundays.",
)
LINKS = "".join(
    f"<li><a href=/{name}>{name}</a></li>" for name in "Home News Politics Sport Culture Weather Jobs".split()
)
OTHERS = "".join(
    f"<li><a href=/{number}>Council votes on the new school building for the {number}th time this year</a></li>"
    for number in range(6)
)
TEASERS = "".join(
    f"<div class=teaser><h3><a href=/t{number}>Council votes on the school for the {number}th time</a></h3>"
    "<p>The members could not agree on who is to pay for the roof of the gym hall.</p></div>"
    for number in range(4)
)
ABOUT = (
    "<p>The Bay Post is an independent newspaper for the towns around the bay. We have reported on the harbour, the"
    " council and the schools since 1911, and are owned by our readers.</p><p>Editor: Ann Berg. Address: 1 Quay Street,"
    " Port Ellen. Telephone: 555 0100. All rights reserved by the Bay Post Publishing Company.</p>"
)
BOXES = (
    "<article><h1>{0}</h1>{1}</article>",
    "<main><h1>{0}</h1>{1}</main>",
    "<div id=content><h1>{0}</h1>{1}</div>",
    "<div class=entry-content><h2>{0}</h2>{1}</div>",
    "<h1>{0}</h1>{1}",
)
BY_TAG = ("header", "nav", "aside", "footer")
BY_NAME = ('div class="header"', 'div class="nav"', 'div class="sidebar"', 'div class="footer"')


def page(box: str, paragraphs: tuple[str, ...], parts: tuple[str, ...], *, teasers: str, about: str) -> str:
    header, nav, aside, footer = ((f"<{part}>", f"</{part.split()[0]}>") for part in parts)
    story = box.format("Ferry back in May", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))
    return (
        "<html lang=en><head><title>Ferry back in May - The Bay Post</title></head><body>"
        f"{header[0]}<a href=/>The Bay Post</a>{nav[0]}<ul>{LINKS}</ul>{nav[1]}{header[1]}{story}"
        f"{aside[0]}<h3>Most read</h3><ul>{OTHERS}</ul>{teasers}{aside[1]}"
        f"{footer[0]}{about}<ul>{LINKS}</ul><p>© 2024 The Bay Post</p>{footer[1]}</body></html>"
    )


@pytest.mark.parametrize("lines", [1, 2, 3])
@pytest.mark.parametrize("parts", [BY_TAG, BY_NAME], ids=["tags", "names"])
@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("teasers", ["", TEASERS], ids=["", "teasers"])
@pytest.mark.parametrize("about", ["", ABOUT], ids=["", "about"])
def test_the_few_lines_are_the_story(lines, parts, box, teasers, about):
    html = page(box, TOLD[:lines], parts, teasers=teasers, about=about)
    assert clean(html, url="https://baypost.example/ferry").text.split("\n\n") == list(TOLD[:lines])
