"""Lines around stories, and lines of stories that look like them: `python -m bench.residue`.

The lines in `bench/residue/*.jsonl` are our own. Each stands in a story where its `place` says (`any`: first, in the
middle and last, and it must be judged rightly in all three; `opens` and `closes`: within a paragraph). Recall is the
share of residue that goes and leaves the story whole; precision is the share of residue in what goes. Beside ours, the
judgement of trafilatura and of jusText on a page that holds the same lines as plain <p>. The held-back half was
written together with the other, before any of the rules that it judges, and only its totals are ever printed.
"""

from __future__ import annotations

import argparse
import html
import json
import logging
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import justext
import trafilatura

from wirecopy.cleaning.residue import strip_residue
from wirecopy.cleaning.sentences import split_sentences

LINES = Path(__file__).with_suffix("")
STOP_LISTS = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "sv": "Swedish",
    "no": "Norwegian_Bokmal",
    "da": "Danish",
    "pl": "Polish",
    "ru": "Russian",
    "tr": "Turkish",
    "ar": "Arabic",
    "ko": "Korean",
}
_STORY_LENGTH = 12
_PLACES = {"first": (0,), "middle": (6,), "last": (_STORY_LENGTH,), "any": (0, 6, _STORY_LENGTH)}


class Line(NamedTuple):
    """A line, its language, its label (`keep`, or the reason for which it must go) and where it stands."""

    language: str
    label: str
    place: str
    line: str

    @property
    def is_residue(self) -> bool:
        """Whether it must go."""
        return self.label != "keep"


class Case(NamedTuple):
    """A story with the line in it, and what must be left when exactly the line goes."""

    paragraphs: list[str]
    without: list[str]


Judge = Callable[[list[str], str], list[str]]


def read(name: str, folder: Path = LINES) -> list[Line]:
    """One half of the labelled lines."""
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [Line(**json.loads(line)) for line in lines]


def stories(folder: Path = LINES) -> list[dict[str, Any]]:
    """Whole stories about newsletters, cookies, shares and apps: nothing of them may go."""
    with (folder / "stories.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@lru_cache(maxsize=1)
def _carriers() -> dict[str, list[str]]:
    carriers: dict[str, list[str]] = json.loads((LINES / "carriers.json").read_text(encoding="utf-8"))
    return carriers


def cases(line: Line) -> Iterator[Case]:
    """The line in a story of its language, at each place where it is to be judged."""
    sentences = _carriers()[line.language]
    space = "" if line.language in ("zh", "ja") else " "
    # Four sentences: jusText takes shorter paragraphs for text only beside longer ones.
    story = [space.join(sentences[(i + turn) % 3] for turn in range(4)) for i in range(_STORY_LENGTH)]
    if line.place in ("opens", "closes"):
        pair = (line.line, story[6]) if line.place == "opens" else (story[6], line.line)
        yield Case([*story[:6], space.join(pair), *story[7:]], story)
        return
    for place in _PLACES[line.place]:
        yield Case([*story[:place], line.line, *story[place:]], story)


def by_wirecopy(paragraphs: list[str], language: str) -> list[str]:
    """What is kept."""
    return strip_residue(paragraphs, title="", authors=(), language=language)[0]


def by_trafilatura(paragraphs: list[str], language: str) -> list[str]:
    """The lines of its text, where it is told to favour precision."""
    return (trafilatura.extract(_page(paragraphs), favor_precision=True, include_comments=False) or "").split("\n")


def by_justext(paragraphs: list[str], language: str) -> list[str]:
    """The paragraphs it takes for text."""
    found = justext.justext(_page(paragraphs).encode(), _stop_list(STOP_LISTS[language]), encoding="utf-8")
    return [paragraph.text for paragraph in found if not paragraph.is_boilerplate]


@lru_cache(maxsize=32)
def _stop_list(name: str) -> frozenset[str]:
    words: frozenset[str] = justext.get_stoplist(name)
    return words


def _page(paragraphs: Sequence[str]) -> str:
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    head = "<html><head><title>The crossing</title></head>"
    return f"{head}<body><article><h1>The crossing</h1>{body}</article></body></html>"


class Tally:
    """Counts of lines that went and should, and so on; a story that lost anything else counts as wrongly cut."""

    def __init__(self) -> None:
        self.residue = self.gone = self.prose = self.cut = 0

    def add(self, line: Line, judge: Judge) -> bool:
        """Count one line; whether it was judged rightly."""
        gone, cut = True, False
        for case in cases(line):
            text = "\n".join(judge(list(case.paragraphs), line.language))
            left = [sentence.strip() for sentence in split_sentences(line.line) if sentence.strip() in text]
            whole = all(paragraph in text for paragraph in case.without)
            gone &= whole and not left
            cut |= not whole or (not line.is_residue and line.line not in text)
        self.residue += line.is_residue
        self.prose += not line.is_residue
        self.gone += line.is_residue and gone
        self.cut += cut
        return not cut if not line.is_residue else gone

    @property
    def recall(self) -> float:
        """Share of the residue that goes."""
        return self.gone / max(self.residue, 1)

    @property
    def precision(self) -> float:
        """Share of residue in what goes."""
        return self.gone / max(self.gone + self.cut, 1)

    def row(self) -> str:
        """The four figures of a table's row."""
        precision = f"{self.precision:10.3f}" if self.gone + self.cut else f"{'-':>10}"
        return f"{self.residue:5} {self.recall:7.3f} {self.prose:7} {precision}"


def judged(lines: Iterable[Line], judge: Judge, misses: list[Line] | None = None) -> Tally:
    """All lines counted; those judged wrongly are added to `misses`."""
    tally = Tally()
    for line in lines:
        if not tally.add(line, judge) and misses is not None:
            misses.append(line)
    return tally


def loses(story: dict[str, Any]) -> bool:
    """Whether our filter changes a story."""
    paragraphs: list[str] = story["paragraphs"]
    return by_wirecopy(paragraphs, story["language"]) != paragraphs


def microseconds_per_line() -> float:
    """CPU time for one paragraph of the stories, their languages known; the least of many runs."""
    todo = [(story["paragraphs"], story["language"]) for story in stories()]
    for paragraphs, language in todo:
        by_wirecopy(paragraphs, language)
    spent = []
    for _ in range(50):
        started = time.process_time()
        for paragraphs, language in todo:
            by_wirecopy(paragraphs, language)
        spent.append(time.process_time() - started)
    return 1e6 * min(spent) / sum(len(paragraphs) for paragraphs, _ in todo)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="list what is judged wrongly in the development half")
    parser.add_argument("--no-peers", action="store_true", help="only our own figures")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    development, held_back = read("development"), read("held_back")
    misses: list[Line] = []
    heads = f"{'':18} {'lines':>5} {'recall':>7} {'prose':>7} {'precision':>10}"
    print(f"development half\n{heads}")
    by_language, by_kind = defaultdict(list), defaultdict(list)
    for line in development:
        by_language[line.language].append(line)
        by_kind[line.label].append(line)
    for name, lines in by_language.items():
        print(f"{name:18} {judged(lines, by_wirecopy, misses).row()}")
    print()
    for name, lines in by_kind.items():
        if name != "keep":
            tally = judged(lines, by_wirecopy)
            print(f"{name:18} {tally.residue:5} {tally.recall:7.3f}")
    print()
    for half, lines in (("development", development), ("held back", held_back)):
        known = [line for line in lines if line.language in STOP_LISTS]
        print(f"{half}\n{heads}")
        print(f"{'wirecopy':18} {judged(lines, by_wirecopy).row()}")
        if not arguments.no_peers:
            print(f"{'trafilatura':18} {judged(lines, by_trafilatura).row()}")
            print(f"{'jusText':18} {judged(known, by_justext).row()}")
    lost = [
        story["title"]
        for story in stories()
        if by_wirecopy(story["paragraphs"], story["language"]) != story["paragraphs"]
    ]
    print(f"\nstories about such things that lose nothing: {len(stories()) - len(lost)} of {len(stories())}")
    print(f"{microseconds_per_line():.1f} microseconds a line")
    if arguments.misses:
        for line in misses:
            print(line.language, line.label, line.place, line.line, sep=" | ", file=sys.stderr)
        for title in lost:
            print("story", title, sep=" | ", file=sys.stderr)


if __name__ == "__main__":
    main()
