"""Dates as feeds write them, read into aware UTC times. What can't be read is None, never the present."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero gennaio janeiro ene gen jän jänner",
            "feb february februar février febrero febbraio fevereiro fév fev",
            "mar march märz mars marzo março mär mrz",
            "apr april avril abril aprile avr abr",
            "may mai mayo maggio maio mag",
            "jun june juni juin junio giugno junho giu",
            "jul july juli juillet julio luglio julho lug juil",
            "aug august août agosto ago aou",
            "sep september sept septembre septiembre settembre setembro set",
            "oct october oktober octobre octubre ottobre outubro okt ott out",
            "nov november novembre noviembre novembro",
            "dec december dezember décembre diciembre dicembre dezembro dez déc dic",
        ),
        start=1,
    )
    for name in names.split()
}
# Zone names (hours from UTC) that feeds use; RFC 822 defines the American ones. Ambiguous ones as news feeds mean them.
_ZONES: dict[str, float] = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "ist": 5.5, "cet": 1, "cest": 2, "mez": 1,
    "mesz": 2, "met": 1, "mest": 2, "eet": 2, "eest": 3, "msk": 3, "msd": 4, "trt": 3, "sast": 2, "cat": 2, "eat": 3,
    "wat": 1, "pkt": 5, "npt": 5.75, "ict": 7, "wib": 7, "hkt": 8, "sgt": 8, "myt": 8, "awst": 8, "jst": 9, "kst": 9,
    "acst": 9.5, "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "nst": -3.5, "ndt": -2.5, "brt": -3,
    "art": -3, "clt": -4, "ast": -4, "adt": -3, "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "ct": -6,
    "mst": -7, "mdt": -6, "mt": -7, "pst": -8, "pdt": -7, "pt": -8, "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip

_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[apAP])\.?[mM]\.?(?!\w))?"
)
_ZONE = r"(?:\s*(?P<zone>(?:UTC|GMT)?\s*[+-]\s?\d{1,2}:?(?:\d{2})?|[A-Za-z]{1,5})\b)?"
_ISO = re.compile(
    r"(?P<year>\d{4})(?:(?P<sep>[-/.]?)(?P<month>\d{2}|(?<=[-/.])\d)(?:(?P=sep)(?P<day>\d{2}|(?<=[-/.])\d)(?:(?:\s*[Tt_]|\s)\s*"
    rf"(?:{_TIME}|(?P<packed>\d{{6}}|\d{{4}}))?{_ZONE})?)?)?(?![\d:-])",
)
_ORDINAL = re.compile(r"(?P<year>\d{4})-?(?P<yearday>\d{3})(?!\d)")
_DAY_MONTH = re.compile(
    r"(?:[^\W\d]+\.?\s*,?\s*)?(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[\s-]*(?P<month>[^\W\d]{3,9})\.?,?[\s-]*"
    rf"(?P<year>\d{{4}}|\d{{2}})(?!\d)(?:[\s,]+(?:at\s+|um\s+)?{_TIME}{_ZONE})?",
)
_MONTH_DAY = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?P<month>[^\W\d]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})(?!\d)"
    rf"(?:[\s,]+(?:at\s+|-\s+)?{_TIME}{_ZONE})?",
)
# asctime: the year stands at the end
_ASCTIME = re.compile(
    rf"(?:[^\W\d]+,?\s+)?(?P<month>[^\W\d]{{3,9}})\s+(?P<day>\d{{1,2}})\s+{_TIME}{_ZONE}\s+(?P<year>\d{{4}})"
)
# What may follow a date: a zone's name once more, with or without brackets.
_TAIL = re.compile(r"\W*(?:\(.*|[A-Za-z]{1,5}\)?)?\Z")
_FORMS = (_ISO, _DAY_MONTH, _MONTH_DAY, _ASCTIME, _ORDINAL)


def parse_date(text: str | None) -> datetime | None:
    """Read RFC 822/2822 dates and their wild kin, RFC 3339, W3C-DTF, asctime and long forms as aware UTC.

    A time without a zone is taken as UTC, as is an unknown zone name; a date without a time as midnight UTC.
    None for anything else, for days that do not exist and for years outside 1970 to 2199 (`0000-00-00`, `0001-01-01`
    are databases' way to say that there is none).
    """
    if not text:
        return None
    text = text.strip()[:80]
    for form in _FORMS:
        match = form.match(text)
        if match and _TAIL.match(text, match.end()):
            try:
                return _moment(match.groupdict())
            except (ValueError, OverflowError):
                continue
    return None


def _moment(parts: dict[str, str | None]) -> datetime:
    digits = parts["year"] or ""
    year = int(digits)
    if len(digits) == 2:
        year += 2000 if year < 70 else 1900
    if not 1970 <= year < 2200:
        raise ValueError("a year that no feed entry has")
    if yearday := parts.get("yearday"):
        if not 1 <= int(yearday) <= 366:
            raise ValueError("no such day of the year")
        return datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=int(yearday) - 1)
    month = parts["month"] or "1"
    number = int(month) if month.isdecimal() else _MONTHS.get(month.lower().rstrip("."), 0)
    hour, minute, second = _clock(parts)
    # 24:00 is the midnight that ends the day, 60 a leap second: both are sums, not fields.
    moment = datetime(year, number, int(parts["day"] or 1), tzinfo=_zone(parts.get("zone")))
    moment += timedelta(hours=hour, minutes=minute, seconds=second)
    if fraction := parts.get("fraction"):
        moment += timedelta(microseconds=int(fraction[:6].ljust(6, "0")))
    return moment.astimezone(UTC)


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int]:
    if packed := parts.get("packed"):
        hour, minute, second = int(packed[:2]), int(packed[2:4]), int(packed[4:] or 0)
    else:
        hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    if half := (parts.get("half") or "").lower():
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError("no such time of day")
    return hour, minute, second


def _zone(name: str | None) -> timezone:
    if not name:
        return UTC
    offset = re.search(r"([+-])\s?(\d{1,2}):?(\d{2})?$", name)
    if not offset:
        return timezone(timedelta(hours=_ZONES.get(name.lower(), 0)))
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    if minutes > 14 * 60:  # further than any zone on Earth, such as +3000: as good as unknown
        return UTC
    return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
