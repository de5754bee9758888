"""Norwegian (Bokmål and Nynorsk)."""

_AGE = r"(?:\d{1,2}|en|et|ett|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|flere)"
_UNIT = r"(?:dag(?:er)?|uke(?:r)?|måned(?:er)?|år)"
_THIS = r"(?:denne (?:artikkelen|teksten|siden)|artikkelen|dette innlegget)"

LINES: dict[str, tuple[str, ...]] = {
    "donation-prompt": (
        r"(?:vår journalistikk|journalistikken vår) [^.?!]{2,50}(?:leser|støtte|bidrag|gave)[^.?!]{0,30}|støtt (?:oss|vår journalistikk|arbeidet vårt)(?: (?:med|via|nå)[^.?!]{0,50})?",
    ),
    "age-notice": (
        rf"(?:{_THIS}|saken) (?:er|ble)(?: [^\s.,;:]{{1,14}}){{0,3}} (?:mer enn|over) {_AGE} {_UNIT}(?: (?:gammel|siden))(?: og (?:kan|inneholder)[^.?!]{{0,90}})?",
        rf"(?:{_THIS}|dette) er (?:fra arkivet vårt|fra arkivet|en arkivert artikkel|en eldre artikkel|en eldre sak)",
        rf"(?:obs|merk|nb)?[:,!]? ?{_THIS} (?:er|ble publisert(?: for)?) (?:mer enn |over |eldre enn )?{_AGE} {_UNIT}(?: gammel| siden)?(?:(?: og|,) [^.?!]{{0,50}}(?:utdatert|informasjon|opplysninger|aktuell)[^.?!]{{0,60}})?",
        rf"{_THIS} (?:er hentet fra|er fra) arkivet|{_THIS} (?:er|kan være) utdatert",
    ),
    "related-link": (
        r"(?:les også|les mer|se også|hør også) ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"(?:les|se|vis) (?:også|mer|videre|hele saken|flere saker)(?: her)?|relaterte? (?:artikler|saker)?|mest lest(?:e)?|siste nytt|flere saker|mer om saken|til toppen|anbefalte saker",
        r"(?:klikk|trykk) her(?: for[^.?!]{0,80})?",
    ),
    "newsletter-prompt": (
        r"(?:meld deg på|abonner|få|registrer deg)[^.?!]{0,90}(?:nyhetsbrev|innboks|e-?post)[^.?!]{0,110}",
        r"(?:vårt |våre )?nyhetsbrev|(?:din )?e-?postadresse",
    ),
    "subscribe-prompt": (
        r"(?:abonner|logg inn|bli (?:abonnent|medlem)|kjøp abonnement|prøv gratis)(?: (?:for|og (?:les|få|støtt)|nå|her|på (?:vår|våre)|eller)[^.?!]{0,90})?|(?:allerede|er du allerede) (?:abonnent|medlem|kunde)\??(?: ?logg inn)?|(?:kun |bare )?for abonnenter|(?:støtt|vipps)(?: (?:oss|vår))[^.?!]{0,80}",
    ),
    "app-prompt": (r"last ned[^.?!:,]{0,40}\bapp(?:en)?(?: (?:gratis|nå|her)){0,2}",),
    "share-line": (
        r"del(?: (?:saken|artikkelen|på|via|med|denne saken))*(?: (?:facebook|twitter|x|whatsapp|linkedin|e-?post))?|(?:kopier lenke|lenke kopiert|skriv ut)",
    ),
    "follow-line": (
        r"følg(?: (?:oss|[\w .'-]{2,30}))? (?:på|via) ?(?:facebook|x|twitter|instagram|whatsapp|linkedin|youtube|tiktok)\b[^.?!]{0,80}|følg oss|(?:tips|kontakt) (?:oss|redaksjonen|journalisten)[^?!]{0,60}|(?:har du|sitter du på) (?:et )?tips[^.?!]{0,20}\?[^?!]{0,60}",
    ),
    "comment-prompt": (
        r"(?:vis|les|se) (?:alle )?kommentarer|hva (?:synes|mener|tenker) du|kommentarfeltet er stengt",
        r"(?:\d+ )?kommentar(?:er)?|(?:skriv|les|vis) (?:en|din|alle) kommentar(?:er)?|kommenter|delta i debatten|rapporter feil[^.?!]{0,30}",
    ),
    "cookie-notice": (
        r"(?:du må|for å (?:se|vise))[^.?!]{0,50}(?:cookies|informasjonskapsler)[^.?!]{0,60}",
        r"(?:vi|dette nettstedet) bruker[^.?!]{0,20}(?:cookies|informasjonskapsler)[^.?!]{0,140}",
        r"ved å[^.?!]{2,80}(?:godtar|samtykker) (?:du|jeg)[^.?!]{0,120}",
        r"(?:godta|aksepter)(?: alle)?(?: cookies| informasjonskapsler)?|personvern(?:erklæring)?",
    ),
    "advertisement": (
        r"annonse|annonsørinnhold|reklame|sponset(?: innhold)?|(?:artikkelen|saken) fortsetter (?:under|etter) (?:annonsen|bildet|videoen)",
    ),
    "copyright": (
        r"(?:©|copyright (?:©|\(c\)|\d{4}|by ))[^?!]{0,100}|alle rettigheter (?:reservert|forbeholdt)[^?!]{0,60}",
    ),
    "agency-footer": (r"(?:kilde|kilder|foto|bilde|fotograf|tekst) ?: ?[^?!]{2,100}|\(?(?:©? ?ntb|npk)\)?",),
    "reading-aid": (
        r"(?:neste|forrige) (?:artikkel|sak)|(?:fant|funnet|sett|ser) (?:du )?(?:en )?(?:skrive)?feil(?: i (?:saken|artikkelen))?|si (?:i|ifra|fra)(?: til oss)?",
        r"(?:lesetid) ?:? ?(?:ca )?\d{1,3} ?min(?:utter)?|\d{1,3} min(?:utter)?s? lesetid|lytt til (?:artikkelen|saken)(?: ?\(?\d.{0,12})?|nettleseren din[^.?!]{0,80}|vis mer|bildetekst",
    ),
    "topic-list": (r"emner(?: i saken)?", r"(?:emner|stikkord|tema) ?: ?[^?!]{2,200}", r"stikkord|om forfatteren"),
    "dateline": (r"(?:publisert|oppdatert|sist oppdatert)(?::| den| kl)? ?:? ?(?:\w{2,9} )?\d{1,2}[\w./ :,|–-]{0,45}",),
}

COMPANIONS: tuple[str, ...] = (
    r"du kan[^.?!]{0,40}(?:avslutte|melde deg av|si opp)[^.?!]{0,60}",
    r"(?:helt )?gratis",
    r"(?:noe )?informasjon[^.?!]{0,50}utdatert[^.?!]{0,30}",
)

REPORTED: tuple[str, ...] = (
    r"\b(?:sa|sier|ifølge|skriver|forteller|opplyser|han|hun|mener|meldte|ba|ber|råder|advarer|krever|lød|lyder|sto|står|oppfordrer)\b",
)

BYLINES: tuple[str, ...] = (r"(?:(?:skrevet|tekst) )?av ?:? (?P<no>[^:?!]{3,90})",)

ASKS = r"(?:og |så )?(?:meld deg|abonner|få|last ned|følg|del|støtt|bli|logg inn|tips|skriv|send|kontakt|kommenter|les|se|lytt|klikk|ikke gå|har du|vil du|hva synes)"
VOICE = r"(?:vi|oss|vår|vårt|våre)"
READER = r"(?:du|deg|din|ditt|dine)"

PROMPTS = {
    "newsletter-prompt": (
        " vårt nyhetsbrev ",
        " vårt gratis nyhetsbrev ",
        " våre nyhetsbrev ",
        " i innboksen hver ",
        " i din innboks ",
    ),
    "subscribe-prompt": (" kun for abonnenter ", " bli abonnent ", " for å lese videre ", " for å lese hele saken "),
    "comment-prompt": (" i kommentarfeltet under ",),
    "cookie-notice": (
        " godta informasjonskapsler ",
        " vi bruker informasjonskapsler ",
        " vi bruker cookies ",
        " godta cookies ",
    ),
    "advertisement": (" under annonsen ", " etter annonsen "),
    "app-prompt": (" appen vår ", " vår app "),
    "donation-prompt": (" vår journalistikk ", " journalistikken vår "),
    "follow-line": (" vår facebookside ",),
    "contact-line": (" har du tips ", " har du et tips ", " tips redaksjonen "),
    "copyright": (" alle rettigheter reservert ", " alle rettigheter forbeholdt "),
    "age-notice": (" inneholde utdatert informasjon ", " fra arkivet vårt "),
    "related-link": (" les mer her ", " les hele saken her "),
}
OFFERS = {
    "newsletter-prompt": (" gratis nyhetsbrev ", " innboksen ", " innboks "),
    "app-prompt": (" app store ", " google play ", " pushvarsler "),
    "follow-line": (" på facebook ", " på instagram "),
    "share-line": (" saken ", " denne saken ", " artikkelen "),
}
THINGS = {
    "newsletter-prompt": (" nyhetsbrev ", " nyhetsbrevet "),
    "app-prompt": (" app ", " appen "),
    "donation-prompt": (" journalistikk ", " gave "),
    "follow-line": (" facebook ", " instagram "),
    "contact-line": (" redaksjonen ", "@"),
}
BIOS = r"[^.?!]{3,60}? er (?:[\w-]+ ){0,3}(?:journalist|redaktør|korrespondent|skribent) (?:i|for|ved|på)[^?!]{3,160}|(?:hun|han) (?:skriver om|dekker)[^?!]{3,140}"
