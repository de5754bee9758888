"""Moments: dates as machines write them, with the zone and the precision in which they were stated."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

from dateutil import parser as dateparser

from wirecopy.cleaning.datewords import Day, find_days

# The web began in 1991; earlier dates are epoch zero and templates.
_FIRST_YEAR, _LAST_YEAR = 1991, 2099
_LONGEST = 80
_DAY_ONLY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{8}")
# Seconds or milliseconds since 1970, from 2001 to 2033.
_EPOCH = re.compile(r"1\d{9}|1\d{12}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d{5})")
_CLOCK_TIME = (
    r"(?P<hour>[01]?\d|2[0-3])[:.h時시](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d)"
    r"\s{0,2}(?P<half>[ap]\.?m\b\.?)?\s{0,2}(?:Uhr\b|hrs?\b|h\b)?"
    r"\s{0,2}\(?(?P<zone>(?:GMT|UTC)?[+-]\d\d(?::?\d\d)?|[A-Z]{1,5}\b)?"
)
_CLOCK = re.compile(
    rf"[\s,;|·•–—-]{{0,4}}(?:(?:at|um|à|a las|alle|às|om|kl\.?|ore|T|в|saat)\b)?\s{{0,2}}{_CLOCK_TIME}", re.I
)
_CLOCK_BEFORE = re.compile(rf"(?<![\d:.]){_CLOCK_TIME}[\s,;|·•)–—-]{{0,4}}(?:on\b|am\b|\w{{2,12}},)?\s{{0,2}}$", re.I)
# Hours ahead of UTC. Abbreviations with several meanings have that of most news written in English.
_ZONES = {"UTC": 0.0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2}
_ZONES |= {"EET": 2, "EEST": 3, "SAST": 2, "CAT": 2, "EAT": 3, "WAT": 1, "MSK": 3, "TRT": 3, "GST": 4, "PKT": 5}
_ZONES |= {"IST": 5.5, "WIB": 7, "ICT": 7, "HKT": 8, "SGT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11}
_ZONES |= {"NZST": 12, "NZDT": 13, "BRT": -3, "ART": -3, "NST": -3.5, "AST": -4, "ADT": -3}
_ZONES |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
# North America's clocks without saying whether it is summer; the date tells.
_SEASONAL = {"ET": -5, "CT": -6, "MT": -7, "PT": -8}


_DEFAULTS = (datetime(2000, 1, 1), datetime(2000, 2, 2))  # noqa: DTZ001 - a zone comes with the text


class Dated(NamedTuple):
    """A moment in the zone in which it was stated (UTC where none was), and its source.

    `:day` behind the source means that only the day was given (midnight UTC).
    """

    moment: datetime
    source: str

    @property
    def is_day(self) -> bool:
        """Whether only the day is known."""
        return self.source.endswith(":day")

    @property
    def is_in_utc(self) -> bool:
        """Whether it was stated in UTC, or in no zone."""
        return not self.moment.utcoffset()

    @property
    def clock(self) -> datetime:
        """What the clock showed where it was written, to the second."""
        return self.moment.replace(tzinfo=None, microsecond=0)


def parse_moment(text: str, source: str, *, month_first: bool = False) -> Dated | None:
    """A date as pages write it: ISO 8601, RFC 2822, seconds since 1970, or in the words of some thirty languages.

    A time without a zone is taken for UTC. `month_first` says how to read 05/03/2024.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    moment = _parse(text, month_first)
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    offset = moment.utcoffset()
    # Midnight in London is what systems write that were only told a day.
    if _DAY_ONLY.fullmatch(text) or (not offset and moment.time() == datetime.min.time()):
        return Dated(moment.replace(tzinfo=UTC), f"{source}:day")
    return Dated(moment.replace(tzinfo=UTC) if offset is None else moment, source)


def clock_beside(text: str, day: Day) -> datetime | None:
    """The time that stands behind a day in a text, else the one before it; with a zone only where one is stated."""
    match = _CLOCK.match(text, day.end) or _CLOCK_BEFORE.search(text[max(0, day.start - 40) : day.start])
    if match is None:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if half := (match["half"] or "")[:1].lower():
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half == "p")
    try:
        moment = datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001 - a zone comes below
    except ValueError:
        return None
    zone = match["zone"]
    if not zone:
        return moment
    return moment.replace(tzinfo=_offset(zone) if zone[-1].isdigit() else zone_of(zone, moment))


def zone_of(name: str, day: datetime) -> tzinfo | None:
    """The zone that an abbreviation means on a day; None where it is unknown."""
    name = name.upper()
    if name in _SEASONAL:
        is_summer = (3, 10) <= (day.month, day.day) < (11, 4)
        return timezone(timedelta(hours=_SEASONAL[name] + is_summer))
    return timezone(timedelta(hours=_ZONES[name])) if name in _ZONES else None


def _parse(text: str, month_first: bool) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    if _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    if days := find_days(text, month_first=month_first):
        return clock_beside(text, days[0]) or datetime(days[0].year, days[0].month, days[0].day)  # noqa: DTZ001
    if not _YEAR.search(text):
        return None
    try:  # what is left are orders of their own, such as that of Unix's `date`
        one, other = (dateparser.parse(text, tzinfos=_zone, default=filled) for filled in _DEFAULTS)
    except (ValueError, OverflowError, TypeError):
        return None
    return one if one == other else None  # "June 2024" is no day


def _offset(text: str) -> tzinfo | None:
    digits = "".join(filter(str.isdigit, text))
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-ahead if "-" in text else ahead) if ahead < timedelta(hours=24) else None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset)) if abs(offset) < 86_400 else None
    return zone_of(name, datetime(2000, 1, 1)) if name else None  # noqa: DTZ001
