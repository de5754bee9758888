"""Invented prose: sentences from word lists, the same for the same seed, and clearly different for different ones."""

from __future__ import annotations

from random import Random

PLACES = [
    "Harrowgate Quay",
    "Ostermere",
    "Lindwell",
    "Pell Harbour",
    "Cray Valley",
    "Tamsin Bay",
    "Norrick",
    "Vale of Orrin",
    "Saltmarsh",
    "Dunmere",
    "Kestrel Point",
    "Abbot's Ferry",
    "Mirefield",
    "Upper Tarn",
    "Wexley",
    "Port Ellard",
    "Grimsey Moor",
    "Halden Cross",
    "Quillhaven",
    "Brackwater",
]
PEOPLE = [
    "Ida Marlowe",
    "Tobias Renn",
    "Greta Osei",
    "Samuel Whitlock",
    "Noor Castellan",
    "Petra Lindqvist",
    "Amos Delacourt",
    "Yuki Farrow",
    "Helena Vasko",
    "Dario Pemberton",
    "Wren Achterberg",
    "Louis Okonjo",
    "Maud Stellner",
    "Ravi Thornbury",
    "Celia Brandt",
    "Ivo Kestner",
]
ROLES = [
    "harbour master",
    "head of the school board",
    "chief engineer",
    "bakery owner",
    "union secretary",
    "librarian",
    "festival director",
    "county surveyor",
    "ferry pilot",
    "orchard keeper",
    "mayor",
    "tram driver",
    "choir leader",
    "veterinary officer",
    "fire chief",
    "archivist",
]
THINGS = [
    "swing bridge",
    "tidal pool",
    "grain store",
    "night ferry",
    "tram depot",
    "glassworks",
    "lending library",
    "fish market",
    "clock tower",
    "reservoir",
    "apple harvest",
    "rowing club",
    "printing press",
    "cable car",
    "flood wall",
    "bus timetable",
    "salt pans",
    "observatory",
    "town orchestra",
    "post office",
    "cycle path",
    "cattle fair",
    "lighthouse",
    "water meadow",
    "brass foundry",
    "school kitchen",
]
DEEDS = [
    "reopened",
    "closed for repairs",
    "doubled in size",
    "changed hands",
    "moved to the old customs house",
    "lost its licence",
    "won a county prize",
    "ran out of money",
    "drew record crowds",
    "was rebuilt in oak",
    "missed its deadline",
    "passed inspection",
    "went on a four-day week",
    "was put up for sale",
    "received new machinery",
    "was renamed after a long dispute",
]
REASONS = [
    "after three winters of storms",
    "because the bank withdrew its loan",
    "despite objections from neighbours",
    "thanks to an anonymous gift",
    "once the council had voted",
    "as fuel prices climbed",
    "when the survey found cracks",
    "following a petition of two thousand names",
    "under an agreement signed in secret",
    "without a single complaint",
    "to the surprise of its own staff",
    "while the auditors were still at work",
    "in time for the spring tides",
]
OPINIONS = [
    "We had counted on half as much",
    "Nobody asked the people who sweep the floors",
    "It will take a generation to pay back",
    "I would do it again tomorrow",
    "The numbers were there for anyone to read",
    "My grandmother would have laughed",
    "You cannot run a town on good intentions",
    "There is still water in the cellar",
    "That is the end of the argument",
    "We learned it from the mistakes of others",
    "Ask me again when the frost comes",
    "The birds were here before us",
]
FIGURES = [
    "{n} crates a week",
    "{n} households",
    "a budget of {n} crowns",
    "{n} kilometres of track",
    "{n} visitors on opening day",
    "{n} signatures",
    "{n} tonnes of gravel",
    "{n} hours of unpaid work",
    "{n} pupils",
    "{n} letters to the editor",
]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def headline(seed: str) -> str:
    """A headline of six to twelve words."""
    random = Random(f"headline {seed}")
    place, thing, deed = random.choice(PLACES), random.choice(THINGS), random.choice(DEEDS)
    return random.choice(
        (f"{place} {thing} {deed}", f"{thing.capitalize()} {deed} in {place}", f"{place}: {thing} {deed}")
    )


def paragraphs(seed: str, count: int = 6) -> list[str]:
    """`count` paragraphs of three to five sentences, some forty words or more each."""
    random = Random(f"paragraphs {seed}")
    return [" ".join(_sentence(random) for _ in range(random.randint(3, 5))) for _ in range(count)]


def _sentence(random: Random) -> str:
    place, thing, other = random.choice(PLACES), *random.sample(THINGS, 2)
    person, role = random.choice(PEOPLE), random.choice(ROLES)
    deed, reason, day = random.choice(DEEDS), random.choice(REASONS), random.choice(WEEKDAYS)
    figure = random.choice(FIGURES).format(n=random.randint(12, 9800))
    said = random.choice(OPINIONS)
    return random.choice(
        (
            f"The {thing} in {place} {deed} on {day}, {reason}, and the {other} may be next.",
            f"“{said},” said {person}, {role} of {place}, standing beside the {thing}.",
            f"According to {person}, the plan calls for {figure}, more than the {other} in {place} ever needed.",
            f"By {day} evening {figure} had been counted at the {thing}, {reason}.",
            f"{person}, a {role} for {random.randint(3, 41)} years, remembers when the {other} {deed} {reason}.",
            f"In {place} the {thing} and the {other} share one roof, {figure} and a stubborn {role}.",
            f"A spokesman for the {thing} declined to say whether {figure} would be enough, {reason}.",
            f"Records in the {other} of {place} show {figure} as early as {random.randint(1871, 1998)}.",
        )
    )
