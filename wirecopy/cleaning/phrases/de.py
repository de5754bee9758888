"""de."""

LINES: dict[str, tuple[str, ...]] = {}
COMPANIONS: tuple[str, ...] = ()
REPORTED: tuple[str, ...] = ()
BYLINES: tuple[str, ...] = ()
