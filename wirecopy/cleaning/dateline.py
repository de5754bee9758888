"""The date that readers see: beside the headline, in an element named for it, or behind a word such as "Published"."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from wirecopy.cleaning.datewords import Day, find_days
from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.marks import is_elsewhere, words_of
from wirecopy.cleaning.moments import Dated, clock_beside

_PUBLISHED = re.compile(
    r"(?i)publi(?!c\b)|posted|\bwritten\b|\bcreated\b|veröffentlicht|erschienen|erstellt|"
    r"gepubliceerd|geplaatst|publicera|udgivet|lagt ut|yayın|eklenme|opublikowan|dodano|опубликован|публикаци|نشر|"
    r"发布|發佈|发表|時間|时间|掲載|公開|配信|投稿|입력|등록|게시|thứ|ngày đăng|diterbitkan|közzétéve|δημοσ"
)
_MODIFIED = re.compile(
    r"(?i)updat|modif|revised|reviewed|edited|\bstand\b|aktualis|geändert|mis à jour|màj|actuali[sz]|aggiorna|atualiz|"
    r"bijgewerkt|gewijzigd|uppdatera|ändrad|oppdatert|sist endret|opdater|güncelle|zaktualiz|aktualizac|обновл|изменен|"
    r"تحديث|تعديل|更新|修改|수정|cập nhật|diperbarui|ενημ"
)
_NAMED = re.compile(
    r"(?i)date|datum|fecha|\btime|publi|posted|pubd|byline|meta\b|meta[-_]|created|when\b|stamp|\bstand\b"
)
# Begins with one class of letters, so that the search is fast; what it finds is read with more care.
_DATEISH = re.compile(r"[12٢']\d\d\d?|\d\d[./-]\d\d[./-]\d\d")
# A city, then perhaps an agency, at a paragraph's beginning: "BAY CITY, March 5, 2024 (Reuters) -".
_DATELINE = re.compile(r"(?:[^\W\d_][^.!?]{0,60}|\W{0,3})$")
# Where the verb comes last: "Dieser Beitrag wurde am 3. Dezember 2011 veröffentlicht".
_VERB_BEHIND = re.compile(
    r"(?i)[^.]{0,40}\b(?:veröffentlicht|geschrieben|gepostet|erstellt|publiziert|geplaatst|gepubliceerd)\b"
)
_DASH = re.compile(r"[^\w]{0,6}[-–—/()]")
# How little a line looks like the date of publication.
_LABELLED, _IN_NAMED, _ALONE, _BEFORE_STORY, _CHANGED = 0, 1, 2, 3, 1.5
_LONGEST_RUN, _LONGEST_LINE = 300, 120
# Letters beside date, time and label that a line may have: a weekday, a name, "min read".
_MOST_LETTERS, _MOST_BESIDE_LINK = 45, 15
_MOST_ELEMENTS = 50_000
_MOST_RUNS = 200
# Elements between the headline and the line with the date.
_NEAR, _FAR = 60, 200
# What stands further above the headline is the page's own head, where many print the day of today.
_ABOVE, _OF_TODAY = 15, 1.5
_APART = frozenset(("footer", "nav"))
_LONGEST_LABEL, _LONGEST_WEEKDAY = 40, 12
_SILENT = frozenset(
    ("script", "style", "noscript", "template", "option", "select", "svg", "iframe", "textarea", "title")
)


class _Run(NamedTuple):
    """A run of text that may hold a date: its place among the elements, its element, itself, and the run before it."""

    number: int
    element: HtmlElement
    text: str
    before: str


class Visible(NamedTuple):
    """What the page shows: when it was published, and when it was changed."""

    published: Dated | None
    modified: Dated | None


class _Line(NamedTuple):
    cost: float
    distance: int
    dated: Dated


def read_dateline(evidence: Evidence) -> Visible:
    """Find the visible dates of the story. A time counts only where its zone stands beside it."""
    published: list[_Line] = []
    modified: list[_Line] = []
    around = evidence.around_headline
    here, found = _dated_runs(evidence)
    month_first = evidence.month_first
    for number, element, run, before in found:
        days = find_days(run, month_first=month_first)
        if not days or element.tag in _APART or is_elsewhere(element, around):
            continue
        distance = abs(number - here)
        kind = _kind(run, days, element)
        if kind is None:
            continue
        further: float = 0 if distance <= _NEAR else 2 if distance <= _FAR else 4
        further += _OF_TODAY if number < here - _ABOVE else 0
        past = 0
        for day in days[:3]:
            said = _label(run[past : day.start], before, past)
            dated = _dated(run, day)
            if _MODIFIED.search(said):
                modified.append(_Line(kind + further, distance, dated))
            else:
                cost = _LABELLED if _PUBLISHED.search(said) else kind
                published.append(_Line(cost + further, distance, dated))
            past = day.end
    # An old page often shows no more than its last change.
    best = min((*published, *(line._replace(cost=line.cost + _CHANGED) for line in modified)), key=_cost, default=None)
    changed = min(modified, key=_cost, default=None)
    return Visible(best.dated if best else None, changed.dated if changed else None)


def _dated_runs(evidence: Evidence) -> tuple[int, list[_Run]]:
    """The place of the headline, and the runs of text that may hold a date, in document order."""
    headline = evidence.headline
    named = set(evidence.marks.dates) | {element for element in evidence.all("time") if not element.get("datetime")}
    here = 0
    runs: list[str] = []
    found: list[_Run] = []
    for number, element in enumerate(islice(evidence.tree.iter(), _MOST_ELEMENTS)):
        if element is headline:
            here = number
        if element in named:
            own: str | None = words_of(element, _LONGEST_LINE)
        else:
            own = None if element.tag in _SILENT else element.text
        for run in (own, element.tail):
            if run:
                if len(run) > 5 and _DATEISH.search(run, 0, _LONGEST_RUN) and len(found) < _MOST_RUNS:
                    before = next((text.strip() for text in reversed(runs[-6:]) if text.strip()), "")
                    found.append(_Run(number, element, run.strip()[:_LONGEST_RUN], before))
                runs.append(run)
    return here, found


def _cost(line: _Line) -> tuple[float, int]:
    return line.cost, line.distance


def _kind(run: str, days: list[Day], element: HtmlElement) -> int | None:
    """How little a run of text looks like the date of a story; None where it is prose."""
    letters = sum(map(str.isalpha, run)) - sum(sum(map(str.isalpha, run[day.start : day.end])) for day in days)
    if letters > _MOST_BESIDE_LINK and element.tag == "a" and run in (element.text or ""):
        return None  # another page, and its date
    if letters <= _MOST_LETTERS and len(run) <= _LONGEST_LINE:
        is_named = any(_NAMED.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in _with_parents(element))
        return _IN_NAMED if is_named else _ALONE
    first = days[0]
    if first.start <= 80 and _DATELINE.match(run[: first.start]) and _DASH.match(run, first.end):
        return _BEFORE_STORY
    if _VERB_BEHIND.match(run, first.end):
        return _IN_NAMED
    return None


def _with_parents(element: HtmlElement) -> list[HtmlElement]:
    found = [element]
    for parent in element.iterancestors():
        if len(found) == 3:
            break
        found.append(parent)
    return found


def _label(words: str, before: str, past: int) -> str:
    """The words that tell what a date is of: those before it in its run, else the run before, if that is a label."""
    said = words[-60:]
    if past or _MODIFIED.search(said) or _PUBLISHED.search(said) or len(said.strip()) > _LONGEST_WEEKDAY:
        return said
    return before if len(before) <= _LONGEST_LABEL and not any(map(str.isdigit, before)) else said


def _dated(run: str, day: Day) -> Dated:
    clock = clock_beside(run, day)
    if clock is not None and clock.tzinfo is not None:
        return Dated(clock, "dateline")
    return Dated(datetime(day.year, day.month, day.day, tzinfo=UTC), "dateline:day")
