"""Which agency an article credits."""

import time
from datetime import UTC, datetime

import pytest

from schemas.article import Article, Provenance, Removal, Source
from schemas.syndication import CreditedBy
from wirecopy.syndication.agencies import agency_credits

DATELINES = """
AP|PARIS (AP) — The ferry left.
Reuters|LONDON, March 3 (Reuters) - The ferry left.
Reuters|(Reuters) - The ferry left.
AFP|PARIS, 5 mars (AFP) - Le bac est parti.
dpa|Berlin (dpa) - Die Fähre ist weg.
dpa|Stralsund (dpa/mv) - Die Fähre ist weg.
dpa AFP|Berlin (dpa/AFP) - Die Fähre ist weg.
ANSA|(ANSA) - ROMA, 3 MAR - Il traghetto è partito.
ANSA|ROMA, 3 MAR (ANSA) - Il traghetto è partito.
EFE|Madrid, 3 mar (EFE).- El ferry salió.
TASS|MOSCOW, March 3. /TASS/. The ferry left.
TASS|МОСКВА, 3 марта. /ТАСС/. Паром ушел.
Xinhua|BEIJING, March 3 (Xinhua) -- The ferry left.
Xinhua|新华社北京3月3日电（记者王明）渡轮离开了港口。
Kyodo|【ワシントン共同】フェリーは港を出た。
AFP Jiji|【AFP=時事】フェリーは港を出た。
Yonhap|(서울=연합뉴스) 홍길동 기자 = 배가 떠났다.
Yonhap|SEOUL, March 3 (Yonhap) -- The ferry left.
APA|Wien (APA) - Die Fähre ist weg.
sda|Bern (sda) Die Fähre ist weg.
PTI|New Delhi, Mar 3 (PTI) The ferry left.
Lusa|Lisboa, 03 mar 2026 (Lusa) – O barco partiu.
PAP|WARSZAWA (PAP) - Prom odpłynął.
""".strip().splitlines()
CREDIT_LINES = """
Reuters|(Reporting by Ida Moe; Editing by Per Ås)
Reuters|Reporting by Ida Moe in Oslo; Writing by Bo Li; Editing by Per Ås
AP|© 2024 The Associated Press. All rights reserved.
AP|Copyright 2024 The Associated Press. All rights reserved. This material may not be published.
AP|Associated Press writer Ida Moe in Oslo contributed to this report.
dpa|Quelle: dpa
dpa|© dpa-infocom, dpa:240303-99-123456/3
Xinhua|来源：新华社
AFP|avec AFP
AFP|(AFP)
EFE|Con información de EFE
AFP|© Agence France-Presse
PA|Source: PA Media
""".strip().splitlines()
NO_CREDITS = """
The mayor told Reuters that the ferry had left.
The mayor told the AP (on Monday) that it left.
The PA system failed at the station.
The guideline of the American Psychological Association (APA) was changed in March, it said.
Reuters reported that the ferry had left.
The ministry (MTI) - said nothing.
A spokesman for Bloomberg declined to comment.
The Palestinian Authority (PA) said on Monday that it would not attend.
Source: the ministry
According to dpa, the ferry left.
TASS said it left.
""".strip().splitlines()


def article(text="The ferry left.", *, authors=(), removed=(), host="paper.example"):
    return Article(
        id=1,
        url="https://paper.example/one",
        canonical_url="https://paper.example/one",
        source=Source(host=host),
        title="Ferry lost",
        text=text,
        authors=authors,
        content_hash="",
        first_seen_at=datetime(2026, 3, 1, tzinfo=UTC),
        provenance=Provenance(
            extractor="page:x",
            version="1",
            removed=tuple(Removal(text=text, reason=reason) for text, reason in removed),
        ),
    )


def credited(*given, **fields):
    return [(credit.agency, credit.by) for credit in agency_credits(article(*given, **fields))]


@pytest.mark.parametrize("line", DATELINES)
def test_datelines(line):
    agencies, text = line.split("|", 1)
    found = credited(f"{text}\n\nNine were aboard.\n\nAll could swim.\n\nNobody was hurt.")
    assert found == [(agency, CreditedBy.DATELINE) for agency in agencies.split()]


@pytest.mark.parametrize("line", CREDIT_LINES)
def test_credit_lines_count_whether_they_are_in_the_text_or_were_taken_out(line):
    agency, text = line.split("|", 1)
    expected = [(agency, CreditedBy.CREDIT_LINE)]
    assert credited(f"The ferry left.\n\nNine were aboard.\n\n{text}") == expected
    assert credited(removed=[(text, "agency-footer")]) == expected


@pytest.mark.parametrize("sentence", NO_CREDITS)
def test_what_an_agency_said_or_was_told_is_no_credit(sentence):
    assert credited(f"{sentence}\n\nNine were aboard.\n\n{sentence}") == []


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("The Associated Press", "AP"),
        ("Reuters", "Reuters"),
        ("Ida Moe, Associated Press", "AP"),
        ("Ida Moe (Reuters)", "Reuters"),
        ("AFP", "AFP"),
        ("dpa", "dpa"),
        ("Ida Moe", None),
        ("Pat Bloomberg", None),
    ],
)
def test_bylines(name, agency):
    expected = [(agency, CreditedBy.BYLINE)] if agency else []
    assert credited(authors=(name,)) == expected
    assert credited(removed=[(f"By {name}", "byline")]) == expected


def test_a_sign_behind_the_last_sentence():
    assert credited("Die Fähre ist weg. (dpa)") == [("dpa", CreditedBy.CREDIT_LINE)]
    assert credited("Die Fähre ist weg (dpa) und bleibt es.") == []


def test_the_agencys_own_page():
    assert credited(host="www.reuters.com") == [("Reuters", CreditedBy.OWN_SITE)]
    assert credited(host="notreuters.com") == []


def test_whose_picture_it_is_says_nothing_of_the_text():
    assert credited(removed=[("Photo: AP", "photo-credit"), ("(AFP)", "photo-credit")]) == []


def test_each_agency_is_told_once_with_the_words_that_say_so():
    (credit,) = agency_credits(article("PARIS (AP) — The ferry left.", authors=("The Associated Press",)))
    assert (credit.agency, credit.by, credit.text) == ("AP", CreditedBy.DATELINE, "PARIS (AP) —")


@pytest.mark.parametrize(
    "text", ["(" * 200, "A " * 250, "(dpa/" * 40, "dpa/dpa/" * 60, "Reporting by " + "a; " * 150, "dpa und " * 60]
)
def test_no_text_takes_long(text):
    started = time.perf_counter()
    credited(f"{text}\n\n{text}", authors=(text,), removed=[(text, "byline")])
    assert time.perf_counter() - started < 1
