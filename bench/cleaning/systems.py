"""What is compared: wirecopy and its peers, each used as its own documents or benchmarks recommend.

A system is opened for a corpus and gives a reader of its pages. Those that can do without metadata are read twice, so
that both speeds are known. Peers are imported when they are opened, for some may not be installed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from bench.cleaning import ours, peers
from bench.cleaning.corpora import CORPORA, Page
from bench.cleaning.folds import Predict
from bench.cleaning.reading import Reading

Open = Callable[[Sequence[Page]], Predict[Reading]]
"""Takes the pages of a corpus, which a system may look at (not at their gold), and gives its reader."""


class System(NamedTuple):
    """One extractor. `text` reads the text alone, `record` with metadata; at least one of them is there."""

    name: str
    package: str
    text: Open | None = None
    record: Open | None = None
    corpora: tuple[str, ...] | None = None
    """Where it takes part; None: everywhere."""

    @property
    def version(self) -> str | None:
        """The installed version; None where it is not installed."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None


_OF_TEXTS = tuple(corpus.name for corpus in CORPORA if corpus.judge is not None)
_OF_DATES = ("fundus", "wcxb", "trafilatura", "postlight", "htmldate")

OURS = (
    System("wirecopy", "wirecopy", record=ours.without_memory),
    System("wirecopy with memory", "wirecopy", record=ours.with_memory, corpora=("site_pages",)),
)

PEERS = (
    System("trafilatura", "trafilatura", text=peers.trafilatura_text(), record=peers.trafilatura_record()),
    System(
        "trafilatura fast",
        "trafilatura",
        text=peers.trafilatura_text(fast=True),
        record=peers.trafilatura_record(fast=True),
    ),
    System("trafilatura precision", "trafilatura", text=peers.trafilatura_text(favor_precision=True)),
    System("readability-lxml", "readability-lxml", record=peers.readability, corpora=_OF_TEXTS),
    System("resiliparse", "resiliparse", text=peers.resiliparse),
    System("newspaper4k", "newspaper4k", record=peers.newspaper),
    System("jusText", "justext", text=peers.justext),
    System("htmldate", "htmldate", record=peers.htmldate, corpora=_OF_DATES),
)
