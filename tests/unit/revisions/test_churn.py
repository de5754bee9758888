"""What changes by itself, and what is a fact."""

import time

import pytest

from wirecopy.revisions.churn import is_churn, without_churn

CHURN = """
12 comments
Updated 5 minutes ago
read 1,204 times
This article has been read 1,204 times.
1.2k shares
5 min read
Published 3 hours ago
Last updated at 10:32 GMT
12 May 2024, 14:02 GMT
Updated: May 12, 2024 at 3:04 pm EDT
Views: 3,204
Comments (12)
(12)
14:02
123 people are reading this now
1 hour, 5 minutes ago
an hour ago
Aktualisiert vor 5 Minuten
Stand: 12. Mai 2024, 14:02 Uhr
2.345 mal gelesen
Lesezeit: 4 Minuten
3 Kommentare
Il y a 5 minutes
Mis à jour le 12 mai 2024 à 14h02
hace 3 horas
12 comentarios
4 minuti fa
há 3 horas
5 minuten geleden
för 5 minuter sedan
5 minut temu
Обновлено: 12 мая 2024, 14:02
15 просмотров
3 dakika önce
更新 2024年5月12日 14:02
5分前
阅读 1204
댓글 12
""".strip().splitlines()
FACTS = """
The council received 12 comments.
Five minutes ago the ferry left.
Updated guidance covers 12 towns
Published books
No
One
14 people were hurt
They won 3-2 on Sunday
The bridge opened on 12 May 2024.
Stand your ground laws in 12 states
The 12 readers were angry
Am 12. Mai 2024 wurde die Brücke eröffnet.
""".strip().splitlines()


@pytest.mark.parametrize("line", CHURN)
def test_counters_ages_and_stamps_are_churn(line):
    assert is_churn(line)


@pytest.mark.parametrize("line", FACTS)
def test_what_a_story_says_is_not(line):
    assert not is_churn(line)


def test_parts_of_a_line_are_judged_one_by_one():
    assert without_churn("Ida Moe · Updated 5 minutes ago | 12 comments") == "Ida Moe"
    assert without_churn("(3) Ferry found") == "Ferry found"
    assert without_churn("Nine were aboard - the council said 12 came") == "Nine were aboard the council said 12 came"


@pytest.mark.parametrize("line", ["1 " * 60, "1," * 60, "1 minute, " * 12, "updated " * 15, "(1) " * 30_000])
def test_no_line_takes_long(line):
    started = time.perf_counter()
    without_churn(line)
    is_churn(line[:120])
    assert time.perf_counter() - started < 1
