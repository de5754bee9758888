"""Events of an invented coast, each told by several papers in words of their own."""

from __future__ import annotations

from typing import NamedTuple


class Telling(NamedTuple):
    """One paper's article on an event."""

    host: str
    title: str
    text: str


FERRY = (
    Telling(
        "harbour.example",
        "Ferry Kestrel aground off Tornwick with ninety aboard",
        "The car ferry Kestrel ran aground on the Maiden sandbank outside Tornwick early on Tuesday with ninety "
        "passengers aboard, the coastguard said.\n\nTwo lifeboats from Tornwick stood by while the crew waited for "
        "the tide. Nobody was hurt. Captain Ines Morland said that the steering had failed in the "
        "narrows.\n\nThe operator, "
        "Saltline Ferries, cancelled its crossings to Grey Island for the day.",
    ),
    Telling(
        "north.example",
        "Passengers stranded for hours as Saltline vessel hits sandbank",
        "Ninety people spent the morning on the deck of the Kestrel after the Saltline Ferries vessel struck "
        "the Maiden "
        "sandbank near Tornwick.\n\nThe ship was bound for Grey Island when her steering gave up. Ines Morland, her "
        "captain, dropped anchor and called the coastguard, which sent lifeboats.\n\nShe floated free with the tide at "
        "noon. Passengers were given soup.",
    ),
    Telling(
        "island.example",
        "Kestrel freed by the tide after grounding at Tornwick",
        "The Grey Island ferry Kestrel is back in Tornwick harbour after the tide lifted her off the Maiden sandbank, "
        "where she had been stuck since the early morning with ninety passengers.\n\nSaltline Ferries said "
        "divers would "
        "look at her steering. Captain Morland praised the lifeboats and the coastguard.",
    ),
)
ORCHESTRA = (
    Telling(
        "harbour.example",
        "Dunmarsh orchestra sells its grand piano to pay the cellists",
        "The Dunmarsh Philharmonic has sold its concert piano, a gift of the Ottaway family, so that it can pay the "
        "cello section until the summer, its manager Ruth Ellery told members.\n\nThe orchestra lost its subsidy in "
        "the spring. The piano went to a hotel.",
    ),
    Telling(
        "north.example",
        "A piano for six cellos: how Dunmarsh keeps its Philharmonic",
        "To keep six cellists, the Dunmarsh Philharmonic gave up an instrument. Its piano, which the Ottaway "
        "family had "
        "given, now stands in a hotel lobby.\n\nRuth Ellery, who manages the orchestra, says the subsidy that the "
        "council struck out in the spring left her no choice.",
    ),
)
WEATHER = Telling(
    "harbour.example",
    "First frost burns the vines above Ellingby",
    "Growers above Ellingby lit candles between the rows on Sunday night, when the first frost of the "
    "season came three "
    "weeks early.\n\nAbout a third of the vineyard's buds are thought to be lost. The cooperative will know more when "
    "the leaves turn.",
)
