"""The version of the cleaning code."""

VERSION = "3"
"""Changes whenever the same page may give another record, so that what was cleaned before can be cleaned again.

Numbers with dots between them; a later one is greater.
"""


def is_newer(version: str, than: str) -> bool:
    """Whether a version is later than another; what is no version of ours is not."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> list[int]:
    parts = version.split(".")
    return [int(part) for part in parts] if all(part.isascii() and part.isdigit() for part in parts) else []
