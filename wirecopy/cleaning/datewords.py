"""Days as people write them, in some thirty languages: `5. März 2024`, `Mar 5th, 2024`, `2024年3月5日`, `05/03/24`.

Relative dates ("yesterday", "vor 3 Stunden") are no dates: what they mean depends on when the page was made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

# One line a month: names in the cases that dates use, and what they are cut to. Compared without accents.
_NAMES = (
    "january jan januar janvier janv januari enero ene gennaio gen janeiro stycznia styczen sty ledna leden ocak "
    "oca ianuarie ian tammikuuta sausio janvaris jaanuar sijecnja januara января январь янв січня يناير ינואר "
    "ιανουαριου ιαν जनवरी มกราคม",
    "february feb februar fevrier fevr fev februari febrero febbraio fevereiro lutego luty lut unora unor subat sub "
    "februarie helmikuuta vasario veebruar veljace februara февраля февраль фев лютого فبراير شباط פברואר "
    "φεβρουαριου φεβ फरवरी กุมภาพันธ์",
    "march mar marz maerz mrz mars marzo maart mrt março marca marzec brezna brezen mart martie maaliskuuta kovo marts "
    "marcius ozujka марта март мар березня مارس اذار מרץ μαρτιου μαρ मार्च มีนาคม",
    "april apr avril avr abril abr aprile kwietnia kwiecien kwi dubna duben nisan nis aprilie huhtikuuta balandzio "
    "aprilis aprill aprila travnja апреля апрель апр квітня ابريل نيسان אפריל απριλιου απρ अप्रैल เมษายน",
    "may mai mayo maggio mag maio mei maj maja kvetna kveten mayis toukokuuta geguzes maijs majus svibnja мая май "
    "травня مايو ايار מאי μαιου μαι मई พฤษภาคม",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze cervna cerven haziran haz iunie kesakuuta birzelio "
    "junijs juuni junius juna lipnja июня июнь июн червня يونيو حزيران יוני ιουνιου ιουν जून มิถุนายน",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec lip cervence cervenec temmuz tem iulie heinakuuta "
    "liepos julijs juuli julius jula srpnja июля июль июл липня يوليو تموز יולי ιουλιου ιουλ जुलाई กรกฎาคม",
    "august aug aout agosto ago augusti augustus sierpnia sierpien sie srpna srpen agustos agu elokuuta rugpjucio "
    "augusts avgusta kolovoza agustus августа август авг серпня اغسطس اب אוגוסט αυγουστου αυγ अगस्त สิงหาคม",
    "september sep sept septembre septiembre setiembre settembre set setembro wrzesnia wrzesien wrz zari eylul eyl "
    "septembrie syyskuuta rugsejo septembris szeptember septembra rujna сентября сентябрь сен сент вересня سبتمبر "
    "ايلول ספטמבר σεπτεμβριου σεπ सितंबर กันยายน",
    "october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika pazdziernik paz rijna rijen ekim eki "
    "octombrie lokakuuta spalio oktobris oktobra октября октябрь окт жовтня اكتوبر אוקטובר οκτωβριου οκτ अक्टूबर ตุลาคม",
    "november nov novembre noviembre novembro listopada listopad lis listopadu kasim kas noiembrie marraskuuta "
    "lapkricio novembris novembra studenoga ноября ноябрь ноя листопада نوفمبر נובמבר νοεμβριου νοε नवंबर พฤศจิกายน",
    "december dec dezember dez decembre diciembre dic dicembre dezembro grudnia grudzien gru prosince prosinec aralik "
    "ara decembrie joulukuuta gruodzio decembris detsember decembra prosinca desember des desembre декабря декабрь дек "
    "грудня ديسمبر דצמבר δεκεμβριου δεκ दिसंबर ธันวาคม",
)
# The Buddhist era, by which Thailand counts, is that far ahead.
_BUDDHIST = 543


class Day(NamedTuple):
    """One date found in a text, and where it stands."""

    year: int
    month: int
    day: int
    start: int
    end: int


_WORD = r"([^\W\d_][^\s\d.,،:;/()|<>\"–—-]{1,15})"
_SPACE = r"[\s\u00a0]{0,3}"
_DAY_WORD_YEAR = re.compile(
    rf"(?<![\d./-])(\d{{1,2}})(?:\.|st|nd|rd|th|er|º|ª|-)?{_SPACE}(?:de |of |da |d['’])?-?{_WORD}[.,،-]{{0,2}}{_SPACE}"
    r"(?:de |del |d[ei] )?('\d\d|\d{4})(?!\d)",
    re.IGNORECASE,
)
_WORD_DAY_YEAR = re.compile(rf"(?<!\w){_WORD}\.?{_SPACE}(\d{{1,2}})(?:st|nd|rd|th)?,?{_SPACE}(\d{{4}})(?!\d)", re.I)
_YEAR_WORD_DAY = re.compile(rf"(?<!\d)(\d{{4}})[.,]?[\s-]{_WORD}\.?[\s-](\d{{1,2}})(?!\d)")
_YEAR_FIRST = re.compile(
    rf"(?<![\d./-])(\d{{4}}){_SPACE}[-/.年년]{_SPACE}(\d{{1,2}}){_SPACE}[-/.月월]{_SPACE}(\d{{1,2}})(?!\d)(?:{_SPACE}[.日일])?"
)
_YEAR_LAST = re.compile(rf"(?<![\d./-])(\d{{1,2}})([-/.]){_SPACE}(\d{{1,2}})\2{_SPACE}(\d{{4}}|\d\d)(?![\d/-]|\.\d)")


def find_days(text: str, *, month_first: bool = False) -> list[Day]:
    """The dates in a text, in order. `month_first` says how to read 05/03/2024 where both readings are possible.

    Takes linear time. Years without a century are read only where day, month and year are two digits each.
    """
    found = [*_in_words(text), *_in_figures(text, month_first)]
    found.sort(key=lambda day: (day.start, -day.end))
    kept: list[Day] = []
    for day in found:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return kept


def month_of(word: str) -> int | None:
    """The number of a month by its name or a customary abbreviation."""
    return _MONTHS.get(_bare(word))


def _in_words(text: str) -> Iterator[Day]:
    for match in _DAY_WORD_YEAR.finditer(text):
        yield from _day(match[3], month_of(match[2]), match[1], match)
    for match in _WORD_DAY_YEAR.finditer(text):
        yield from _day(match[3], month_of(match[1]), match[2], match)
    for match in _YEAR_WORD_DAY.finditer(text):
        yield from _day(match[1], month_of(match[2]), match[3], match)


def _in_figures(text: str, month_first: bool) -> Iterator[Day]:
    for match in _YEAR_FIRST.finditer(text):
        yield from _day(match[1], int(match[2]), match[3], match)
    for match in _YEAR_LAST.finditer(text):
        first, second, year = int(match[1]), int(match[3]), match[4]
        if len(year) == 2 and not len(match[1]) == len(match[3]) == 2:
            continue
        # With dots nobody puts the month first.
        is_month_first = second > 12 or (month_first and first <= 12 and match[2] != ".")
        yield from _day(year, first if is_month_first else second, second if is_month_first else first, match)


def _day(year: str, month: int | None, day: int | str, match: re.Match[str]) -> Iterator[Day]:
    number = int(year.lstrip("'"))
    if number < 100:
        number += 2000 if number < 70 else 1900
    if 2500 < number < 2643:
        number -= _BUDDHIST
    if month is None:
        return
    try:
        date(number, month, int(day))
    except ValueError:
        return
    yield Day(number, month, int(day), match.start(), match.end())


def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.replace("ı", "i").replace("İ", "i").lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


_MONTHS = {_bare(name): number for number, names in enumerate(_NAMES, 1) for name in names.split()}
