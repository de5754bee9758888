"""Notes that an article was wrong."""

import time

import pytest

from wirecopy.revisions.notes import correction_notes, is_corrected_title, is_correction

NOTES = """
This article was amended on 3 March 2026 to correct the number of votes.
Correction: The ferry left on Monday.
Correction, March 3: An earlier version of this article misstated the name.
An earlier version of this story misidentified the captain.
Editor's note: this story has been corrected.
(This story corrects the name of the captain in paragraph 3)
This story has been corrected to show that the vote was on Tuesday.
The story has been updated to correct the spelling of the captain's name.
Clarification: the council has 12 members.
Korrektur: In einer früheren Version hieß es, die Brücke sei 40 Meter lang.
In einer früheren Version dieses Artikels wurde fälschlicherweise behauptet, die Brücke sei offen.
Anmerkung der Redaktion: Wir haben den Namen korrigiert.
Rectificatif : la date a été modifiée.
Une première version de cet article indiquait par erreur que le pont était fermé.
Fe de errores: el puente mide 40 metros.
Una versión anterior de este artículo decía por error que el puente estaba cerrado.
Rettifica: il ponte misura 40 metri.
Correção: a ponte tem 40 metros.
Correctie: de brug is 40 meter lang.
Rättelse: I en tidigare version stod fel namn.
Sprostowanie: most ma 40 metrów.
Исправление: длина моста 40 метров.
Düzeltme: köprü 40 metre uzunluğunda.
訂正：橋の長さは40メートルでした。
更正：本文此前版本的桥长有误。
정정: 다리의 길이는 40미터입니다.
""".strip().splitlines()
NO_NOTES = """
The minister said the figures were wrong.
Updated with a comment from the ministry.
This story has been updated with a comment from the ministry.
Corrections officers at the prison went on strike.
The constitution was amended in 1994.
The article of the treaty was amended by parliament in 1994, she said.
Prisons and corrections: a long story of failure that went on.
This article was written by hand.
We have always been wrong about the ferry, said the mayor.
""".strip().splitlines()


@pytest.mark.parametrize("paragraph", NOTES)
def test_a_note_is_known_in_many_languages(paragraph):
    assert is_correction(paragraph)


@pytest.mark.parametrize("paragraph", NO_NOTES)
def test_what_is_no_note_is_none(paragraph):
    assert not is_correction(paragraph)


def test_agencies_mark_a_corrected_story_in_its_headline():
    assert is_corrected_title("CORRECTED-UPDATE 1-Ferry lost off the coast")
    assert not is_corrected_title("Correction officers strike")
    assert correction_notes("CORRECTED - Ferry", "Text.") == {"title"}


@pytest.mark.parametrize(
    "paragraph", ["this article " * 69, "on " * 300, "correction " * 80, "an earlier version " * 46]
)
def test_no_paragraph_takes_long(paragraph):
    started = time.perf_counter()
    is_correction(paragraph)
    assert time.perf_counter() - started < 0.5
