"""Notes in which a publisher says that an article was wrong: corrections, clarifications, retractions.

They are news. "Updated with a comment of the ministry" is none of them.
"""

from __future__ import annotations

import re

from wirecopy.revisions.units import folded, paragraphs

_LABEL = r"""(?:
    corrections?(?:\ and\ clarifications?)? | clarifications? | corrected | corrects | retraction | corrigend(?:um|a) | errat(?:um|a)
  | (?:important\ )?correction\ notice | an\ apology | apology
  | korrektur(?:hinweis)? | berichtigung | richtigstellung | korrigiert | klarstellung
  | correctif | rectificatif | rectification | mise\ au\ point | corrigé
  | corrección | correcciones | rectificación | fe\ de\ erratas? | fe\ de\ errores | aclaración
  | correzione | rettifica | errata\ corrige | precisazione
  | correção | errata | retificação | esclarecimento
  | correctie | rectificatie | rättelse | rettelse | korrigering | beriktigelse | sprostowanie | errata
  | исправление | поправка | опровержение | düzeltme | تصحيح | تصويب
  | 更正(?:启事|說明|说明)? | 勘误 | 訂正 | お詫びと訂正 | 정정(?:보도)? | 바로잡습니다 )"""
_LABELLED = re.compile(
    rf"\W*{_LABEL}(?:\W{{0,3}}(?:\([^)]{{1,40}}\)|\w+\W\ ?\d{{1,2}},?(?:\ \d{{4}})?|\d[\d./ -]{{3,12}}))?\s?[:：–—-]",
    re.VERBOSE,
)
_ALONE = re.compile(rf"\W*{_LABEL}\W*", re.VERBOSE)
_EDITORS_NOTE = re.compile(
    r"\W*(?:editor'?s'? note|note to readers|anmerkung der redaktion|anm\. d\. red|transparenzhinweis|note de la rédaction"
    r"|nota (?:de la redacción|del editor|della redazione|da redação)|noot van de redactie|примечание редакции)\b"
)
_WRONG = r"""(?:
    correct(?:ed|ion|s)? | amend(?:ed|ment)? | clarif(?:y|ied|ies|ication) | misstated | mis(?:spelled|spelt|identified|quoted|attributed|reported)
  | incorrect(?:ly)? | erroneous(?:ly)? | in\ error | mistaken(?:ly)? | wrong(?:ly)? | inaccura(?:te|tely|cy) | retracted
  | korrigiert | berichtigt | richtiggestellt | fälschlich(?:erweise)? | falsch(?:e[nrs]?)? | irrtümlich | fehler
  | corrigée? | rectifiée? | erreur | erronée? | par\ erreur
  | correg(?:ido|ida|imos) | rectificad[oa] | por\ error | errónea(?:mente)? | erróneo
  | corrett[oa] | rettificat[oa] | erroneamente | per\ errore | errat[oa]
  | corrigid[oa] | retificad[oa] | incorretamente | erroneamente
  | gecorrigeerd | gerectificeerd | ten\ onrechte | abusievelijk | foutief
  | rättat(?:s)? | felaktig(?:t)? | rettet | feil(?:aktig)? | fejlagtigt | sprostowan[oa] | błędnie | omyłkowo
  | исправлен[оа]? | ошибочно | ошибк[аеуи] | düzeltil(?:di|miştir) | yanlış(?:lıkla)? | تصحيح | خطأ )"""
_PIECE = (
    r"(?:article|story|post|piece|report|column|headline|caption|graphic|chart|interview|review|obituary|subheading)"
)
_EARLIER = r"(?:earlier|previous|original|prior|first|older|initial)"
# "This article", and never "the article": that may be one of a treaty.
_OF_ITSELF = rf"""(?:
    (?:this|our)\ (?:photo\ )?{_PIECE} | (?:the|an?|our)\ {_EARLIER}\ (?:version|{_PIECE}) | a\ version\ of\ this
  | in\ einer\ (?:früheren|ersten|vorherigen)\ (?:version|fassung) | diese[rm]\ (?:artikel|beitrag|text) | diese\ (?:meldung|überschrift)
  | une\ (?:première|précédente)\ version | cet\ article | ce\ texte
  | una\ versión\ (?:anterior|previa) | este\ (?:artículo|texto) | esta\ (?:noticia|nota|información)
  | una\ (?:precedente\ versione|versione\ precedente) | quest(?:o\ |'\ ?)articolo
  | uma\ versão\ anterior | est[ea]\ (?:artigo|reportagem|texto|matéria)
  | een\ (?:eerdere|vorige)\ versie | (?:in\ )?dit\ (?:artikel|stuk)
  | en\ tidigare\ version | en\ tidligere\ (?:version|versjon) | we\ apologi[sz]e
  | poprzedni(?:a|ej)\ wersj[ai] | (?:в\ )?(?:предыдущей|первой)\ верси[ия] | önceki\ (?:sürüm|versiyon) )"""
_SAID_OF_ITSELF = re.compile(
    rf"(?:^|[.!?\]*]\ |\b)(?:on\ [^.]{{3,40}},?\ )?{_OF_ITSELF}\b(?P<rest>[^.]{{0,200}})", re.VERBOSE
)
_WRONG_WORD = re.compile(rf"\b{_WRONG}(?!\w)", re.VERBOSE)
_TO_CORRECT = re.compile(
    r"\b(?:story|article|post|report|headline|version) (?:was|has been) (?:updated|edited|changed|revised) to (?:correct|fix)\b"
)
_UNSPACED = re.compile(
    r"(?:本文|此文|报道|報道|文章|记事|記事|見出し|前版|初稿|早前版本|先前版本|당초|기사).{0,40}(?:更正|有误|有誤|错误|錯誤|修正|訂正|誤り|오류|정정)"
)
_LONGEST_NOTE = 900
# As Reuters heads its stories.
_TITLE = re.compile(rf"\W*(?:{_LABEL}\)?(?:-update\ \d+)?\s?[-–—:：]|更正|訂正)", re.VERBOSE)


def is_correction(paragraph: str) -> bool:
    """Whether a paragraph is such a note: labelled as one, or saying of the article itself that it was wrong."""
    if len(paragraph) > _LONGEST_NOTE:
        return False
    form = " ".join(paragraph.lower().replace("’", "'").split())
    if _LABELLED.match(form) or _ALONE.fullmatch(form) or _UNSPACED.search(form) or _TO_CORRECT.search(form):
        return True
    if _EDITORS_NOTE.match(form) and _WRONG_WORD.search(form):
        return True
    said = _SAID_OF_ITSELF.search(form)
    return said is not None and _WRONG_WORD.search(said["rest"]) is not None


def is_corrected_title(title: str) -> bool:
    """Whether a headline begins with the word for it, as agencies mark a corrected story."""
    return _TITLE.match(title.lower()) is not None


def correction_notes(title: str, text: str) -> set[str]:
    """The notes of one version, folded so that two versions' can be compared."""
    notes = {folded(part) for part in paragraphs(text) if is_correction(part)}
    return notes | ({"title"} if is_corrected_title(title) else set())
