"""Words for days, months, numbers and zones: what a date is made of, and what is never merely misspelt."""

from __future__ import annotations

MONTHS = frozenset(
    """
    jan january januar janvier enero gennaio janeiro january ene gen jän jänner januari styczeń stycznia ocak
    feb february februar février febrero febbraio fevereiro fév fev februari luty lutego şubat
    mar march märz mars marzo março mär mrz maart marzec marca mart
    apr april avril abril aprile avr abr kwiecień kwietnia nisan
    may mai mayo maggio maio mag mei maj maja mayıs
    jun june juni juin junio giugno junho giu czerwiec czerwca haziran
    jul july juli juillet julio luglio julho lug juil lipiec lipca temmuz
    aug august août agosto ago aou augustus augusti sierpień sierpnia ağustos
    sep sept september septembre septiembre settembre setembro set wrzesień września eylül
    oct october oktober octobre octubre ottobre outubro okt ott out październik października ekim
    nov november novembre noviembre novembro listopad listopada kasım
    dec december dezember décembre diciembre dicembre dezembro dez déc dic desember grudzień grudnia aralık
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
    """.split()
)
DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun today yesterday
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so heute gestern
    lundi mardi mercredi jeudi vendredi samedi dimanche aujourd'hui hier
    lunes martes miércoles jueves viernes sábado domingo hoy ayer
    lunedì martedì mercoledì giovedì venerdì sabato domenica oggi ieri
    segunda-feira terça-feira quarta-feira quinta-feira sexta-feira hoje ontem
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag vandaag gisteren
    måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag idag igår dag går
    poniedziałek wtorek środa czwartek piątek sobota niedziela dziś wczoraj
    понедельник вторник среда четверг пятница суббота воскресенье сегодня вчера
    pazartesi salı çarşamba perşembe cuma cumartesi pazar bugün dün
    """.split()
)
# Among them also words that turn a sentence round.
QUANTITIES = frozenset(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million millions billion
    billions trillion trillions first second third half quarter no not never none without cannot can't didn't don't won't
    null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend million millionen milliarde
    milliarden billion billionen kein keine keinen nicht nie ohne
    deux trois quatre cinq six sept huit neuf dix onze douze cent cents mille milliard milliards pas jamais aucun aucune
    dos tres cuatro cinco seis siete ocho nueve diez cien mil millón millones nunca ningún ninguna sin
    due tre quattro cinque sei sette otto nove dieci cento milione milioni miliardo miliardi non mai nessun nessuna
    dois três quatro sete oito dez cem milhão milhões bilhão bilhões não nunca nenhum nenhuma
    twee drie zeven negen tien honderd duizend miljoen miljoenen miljard geen niet nooit
    två tre fyra fem sju åtta nio tio hundra tusen miljon miljoner miljard miljarder inte ingen inga ikke aldrig aldri
    dwa trzy cztery pięć sześć siedem osiem dziewięć sto tysiąc milion miliony miliard miliardy nie nigdy
    два три четыре пять шесть семь восемь девять десять сто тысяча миллион миллиона миллионов миллиард не нет никогда
    bir iki üç dört beş altı yedi sekiz dokuz on yüz bin milyon milyar değil yok
    """.split()
)
_AROUND = frozenset(
    """
    at on the of and um uhr der den dem des am im h le la las los à a de del du das do alle ore il às as e om kl klo och
    o godz r в г saat pm am p.m a.m st nd rd th noon midnight local time ist
    utc gmt bst cet cest mez mesz eet eest msk est edt et cst cdt ct mst mdt mt pst pdt pt jst kst ist hkt sgt aest aedt z
    """.split()
)
_CJK_MARKS = str.maketrans(
    dict.fromkeys("年月日时時分秒周週星期一二三四五六土金木水火오전오후午前后後월일요년시분", " ")
)


def is_moment(text: str) -> bool:
    """Whether a short text is nothing but a date, a time, or both."""
    words = text.lower().translate(_CJK_MARKS).replace(",", " ").replace("(", " ").replace(")", " ").split()
    if not 0 < len(words) <= 12:
        return False
    digits = 0
    for word in words:
        bare = word.strip(".:-–—|·•/")
        if any(letter.isdigit() for letter in bare):
            digits += 1
            if not all(letter.isdigit() or letter in ".:/-–+hmsztapnrdu'" for letter in bare):
                return False
        elif bare and bare not in MONTHS and bare not in DAYS and bare not in _AROUND:
            return False
    return digits > 0
