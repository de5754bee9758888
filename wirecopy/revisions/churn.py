"""Churn: what on a page changes by itself. Counters, ages and stamps of time are no news of the story.

What is judged is a whole line, or a whole part of a line between marks such as "|" and "·": "12 comments", "Updated 5
minutes ago", "read 1,204 times". In a sentence of the story a number is a fact.
"""

from __future__ import annotations

import re

from wirecopy.revisions.calendar import is_moment

_LONGEST_PART = 120
_PARTS = re.compile(r"\s*(?:[|·•\n]|\s[–—-]\s|(?<=[.!?])\s)\s*")
_NUMBER_AHEAD = re.compile(r"\(\d{1,3}\)\s*")

_N = r"(?:\d[\d.,'’\u00a0\u202f\ ]{0,14}\d|\d|no|one|an?)(?:\ ?(?:k|m|mio|tsd|mil|tys|тыс|млн|万|千|만|천)\.?)?"
_THINGS = r"""(?:
    comments? | repl(?:y|ies) | views? | reads? | shares? | likes? | reactions? | votes? | retweets? | reposts? | claps?
  | followers? | readers? | upvotes? | downloads? | plays? | people\ reading
  | kommentare? | aufrufe? | leser | klicks? | bewertung(?:en)? | reaktion(?:en)? | antwort(?:en)? | stimmen
  | commentaires? | vues? | partages? | lectures? | réactions? | réponses? | lecteurs?
  | comentarios? | visitas? | lecturas? | compartidos? | reacciones | vistas | respuestas? | votos?
  | commenti | commento | visualizzazioni | condivisioni | letture | reazioni
  | comentários? | visualizaç(?:ão|ões) | compartilhamentos? | leituras? | curtidas?
  | reacties? | weergaven | keer\ (?:gelezen|bekeken|gedeeld)
  | kommentarer? | visningar | delningar | visninger | delinger | kommentarzy | komentarz[ey]?y? | wyświetleń | odsłon
  | комментари(?:й|я|ев) | просмотр(?:а|ов)? | репост(?:а|ов)? | yorum | görüntüle(?:n)?me | okunma | paylaşım
  | تعليق(?:ات)? | مشاهدة | مشاهدات | قراءة
  | 件のコメント | コメント | いいね | 回 | 条评论 | 評論 | 评论 | 阅读 | 閱讀 | 次阅读 | 浏览 | 次浏览 | 点赞 | 分享 | 转发
  | 개의?\ ?댓글 | 댓글 | 조회 | 공감 )"""
_COUNTER_LABELS = r"""(?:
    comments | views | reads | shares | likes | votes | hits | kommentare | aufrufe | commentaires | vues | comentarios
  | visitas | commenti | visualizzazioni | comentários | visualizações | reacties | kommentarer | komentarze | просмотры
  | просмотров | комментарии | yorumlar | görüntülenme | okunma | コメント(?:数)? | 閲覧数 | 评论(?:数)? | 阅读(?:数|量)?
  | 浏览(?:数|量|次数)? | 点击(?:数|量)? | 댓글(?:수)? | 조회(?:수)? | المشاهدات | التعليقات )"""
_UNIT = r"""(?:
    (?:second|sec|minute|min|hour|hr|day|week|month|year)s? | [smhdwy]
  | sekunden? | minuten? | min\.? | stunden? | std\.? | tag(?:e|en)? | wochen? | monat(?:e|en)? | jahr(?:e|en)?
  | secondes? | heures? | jours? | semaines? | mois | ans?
  | segundos? | minutos? | horas? | días? | semanas? | mes(?:es)? | años?
  | second[oi] | minut[oi] | or[ae] | giorn[oi] | settiman[ae] | mes[ei] | ann[oi]
  | dias? | mês | anos?
  | seconden | uur | uren | dag(?:en)? | weken | maand(?:en)? | jaar
  | sekunder? | minut(?:er|t)?(?:ter)? | timm(?:e|ar) | time(?:r)? | dagar | dage(?:r)? | veckor? | uger? | uker? | månad(?:er)?
  | sekund[ęy]? | minut[ęy]? | godzin[ęy]? | dni | dzień | tygodni(?:e)? | miesi(?:ąc|ące|ęcy) | lat
  | секунд[уы]? | минут[уы]? | час(?:а|ов)? | дн(?:я|ей) | день | недел[юи] | месяц(?:а|ев)? | год | лет
  | saniye | dakika | saat | gün | hafta | ay | yıl )"""
_AGE = rf"""(?:
    {_N}\ ?{_UNIT}(?:,?\ (?:and\ )?{_N}\ ?{_UNIT})?\ (?:ago|fa|geleden|sedan|siden|temu|назад|önce)
  | (?:about\ |over\ )?(?:an?|one)\ {_UNIT}\ ago | (?:just|right)\ now | moments\ ago
  | vor\ (?:{_N}|einer|einem|wenigen)\ {_UNIT} | il\ y\ a\ (?:{_N}|une?)\ {_UNIT} | hace\ (?:{_N}|una?)\ {_UNIT}
  | há\ (?:{_N}|uma?)\ {_UNIT} | (?:för|for)\ {_N}\ {_UNIT}\ (?:sedan|siden)
  | {_N}\ ?(?:秒|分|分钟|分鐘|時間|小时|小時|日|天|週間|周|か月|个月|年)\ ?(?:前|以前|之前) | {_N}\ ?(?:초|분|시간|일|주|개월|년)\ ?전
  | منذ\ (?:{_N}\ )?\w{{2,8}} )"""
_STAMPED = r"""(?:
    (?:(?:this\ (?:article|story|page|post)\ (?:was|has\ been)\ )?(?:first\ |last\ |originally\ |most\ recently\ )?
       (?:published|updated|posted|modified|edited|revised|refreshed)) | (?:last\ )?update | as\ of | date | time | live
  | (?:zuletzt\ )?(?:aktualisiert | geändert | bearbeitet) | veröffentlicht | erstellt | stand | aktualisierung
  | (?:mis(?:e)?\ à\ jour | publiée? | modifiée? | actualisée?) | dernière\ mise\ à\ jour
  | (?:última\ )?actualiza(?:do|da|ción) | publicad[oa] | modificad[oa]
  | (?:ultimo\ )?aggiorna(?:to|ta|mento) | pubblicat[oa] | modificat[oa]
  | (?:última\ )?atualiza(?:do|da|ção)
  | (?:laatst\ )?bijgewerkt | gepubliceerd | laatste\ update | gewijzigd
  | (?:senast\ |sist\ |sidst\ )?(?:uppdatera[dt] | oppdatert | opdateret) | publicera[dt] | publisert | offentliggjort
  | (?:ostatnia\ )?aktualizacja | opublikowano | data\ publikacji
  | обновлено | опубликовано | изменено | son\ güncelleme | güncelle(?:me|ndi) | yayınlan(?:ma|dı)
  | (?:最終)?更新(?:日時?|时间|時間|于|於)? | 公開(?:日時?)? | 配信 | 发布(?:时间|于)? | 發布 | 수정 | 입력 | 최종수정 | 업데이트
  | (?:آخر\ )?تحديث | نشر )"""
_READING = rf"""(?:
    (?:about\ |approx\.?\ )?{_N}[\ -]?(?:min|mins|minute|minutes)\.?[\ -](?:read|listen|watch)
  | (?:reading|read|listening)\ time:?\ .{{0,10}}\d.{{0,12}} | (?:estimated\ )?read:?\ \d.{{0,12}}
  | (?:lesezeit|lesedauer|temps\ de\ lecture|tiempo\ de\ lectura|tempo\ di\ lettura|tempo\ de\ leitura|leestijd|lästid
    |lesetid|læsetid|czas\ czytania|время\ чтения|okuma\ süresi):?\ .{{0,10}}\d.{{0,12}}
  | lecture\ \d.{{0,10}} | {_N}\ (?:min\.?|minuten|minutes|minutos|minuti)\ (?:lesezeit|de\ lecture|de\ lectura|di\ lettura
    |de\ leitura|leestijd) )"""
_TIMES_READ = rf"""(?:
    (?:this\ (?:article|story|page|post)\ (?:has\ been|was)\ |it\ has\ been\ )?(?:read|viewed|shared|seen|liked|opened)\ {_N}\ times
  | {_N}\ (?:people|readers|users|visitors)\ (?:(?:are|have)\ )?(?:read(?:ing)?|seen|shared|liked?|viewed)(?:\ (?:this|it|now)){{0,2}}
  | {_N}\ (?:mal|x)\ (?:gelesen|geteilt|angesehen|aufgerufen) | (?:lu|vu|partagé)e?\ {_N}\ fois
  | (?:leído|visto|compartido)\ {_N}\ veces | (?:letto|visto|condiviso)\ {_N}\ volte | (?:lido|visto)\ {_N}\ vezes
  | (?:läst|delad|lest|delt|læst)\ {_N}\ (?:gånger|ganger|gange) | прочитано\ {_N}\ раз(?:а)? | {_N}\ kez\ (?:okundu|paylaşıldı) )"""
_CHURN = re.compile(
    rf"""(?:
        {_N}\ ?{_THINGS}(?:\ so\ far)? | {_COUNTER_LABELS}\s?[:：(]?\s?{_N}\)? | \(?\d[\d.,\ ]*\)?
      | {_TIMES_READ} | {_READING} | (?:{_STAMPED}[:：]?\ ?)?{_AGE}
    )""",
    re.VERBOSE,
)
_STAMP = re.compile(rf"{_STAMPED}(?:\ (?:on|at|am|um|le|el|il|em|op|den|om))?\s?[:：]?\s*(?P<rest>.+)", re.VERBOSE)


def without_churn(line: str) -> str:
    """The parts of a paragraph or title that are no churn, with one space between them."""
    parts = _PARTS.split(_NUMBER_AHEAD.sub("", line, count=1) if line.startswith("(") else line)
    return " ".join(part for part in parts if part and not is_churn(part))


def is_churn(part: str) -> bool:
    """Whether a line, or a part of one, is nothing but a counter, an age, or a stamp of time."""
    if len(part) > _LONGEST_PART:
        return False
    form = " ".join(part.lower().split()).strip(" .,;()[]")
    if not form:
        return True
    if _CHURN.fullmatch(form) or is_moment(form):
        return True
    stamp = _STAMP.fullmatch(form)
    return stamp is not None and is_moment(stamp["rest"])
