"""Swedish."""

_AGE = r"(?:\d{1,2}|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|flera)"
_UNIT = r"(?:dag(?:ar)?|veck(?:a|or)|månad(?:er)?|år)"
_THIS = r"(?:den här artikeln|denna artikel|den här texten|den här nyheten|det här inlägget)"

LINES: dict[str, tuple[str, ...]] = {
    "age-notice": (
        rf"(?:obs|observera|notera)?[:,!]? ?(?:att )?{_THIS} (?:är|publicerades(?: för)?) (?:mer än |över |äldre än )?{_AGE} {_UNIT}(?: gammal| sedan)?(?:(?: och|,)[^.?!]{{0,110}})?",
        rf"{_THIS} (?:kommer från|är från|finns i) (?:vårt )?arkiv(?:et)?|{_THIS} (?:är|kan vara) inaktuell",
    ),
    "related-link": (
        r"(?:läs också|läs även|läs mer|se även|se också|mer om ämnet) ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"(?:läs|se|visa) (?:också|även|mer|vidare|hela artikeln|fler artiklar)(?: här)?|relaterade? (?:artiklar|nyheter|ämnen|läsning)?|mest läst(?:a)?|mer om ämnet|fler nyheter|senaste nytt|läs mer (?:om|på|hos) [^.?!]{2,60}|till toppen",
        r"klicka här(?: för[^.?!]{0,80})?",
    ),
    "newsletter-prompt": (
        r"(?:anmäl dig|prenumerera|få|registrera dig|skriv upp dig)[^.?!]{0,90}(?:nyhetsbrev|mejlen|inkorg|e-?post)[^.?!]{0,110}",
        r"(?:vårt |våra )?nyhetsbrev|(?:din )?(?:e-?postadress|mejladress)",
    ),
    "subscribe-prompt": (
        r"(?:prenumerera|logga in|bli (?:prenumerant|medlem)|skapa konto|prova gratis|köp prenumeration)(?: (?:för|och|nu|här|på|eller)[^.?!]{0,90})?|(?:redan|är du redan) (?:prenumerant|medlem|kund)\??(?: ?logga in)?|(?:endast |bara )?för prenumeranter|(?:stöd|stötta|swisha)(?: (?:oss|vår|vårt|vår journalistik))[^.?!]{0,80}",
    ),
    "app-prompt": (r"ladda (?:ner|ned|hem)[^.?!]{0,50}\bapp(?:en)?\b[^.?!]{0,80}",),
    "share-line": (
        r"dela(?: (?:artikeln|på|via|med|den här artikeln))*(?: (?:facebook|twitter|x|whatsapp|linkedin|e-?post|mejl))?|(?:kopiera länk|länk kopierad|skriv ut|spara)",
    ),
    "follow-line": (
        r"följ(?: (?:oss|[\w .'-]{2,30}))? (?:på|via)(?: våra)? ?(?:facebook|x|twitter|instagram|whatsapp|linkedin|youtube|tiktok|sociala medier)\b[^.?!]{0,80}|följ oss|(?:tipsa|kontakta|mejla) (?:oss|redaktionen)[^?!]{0,60}",
    ),
    "comment-prompt": (
        r"(?:\d+ )?kommentar(?:er)?|(?:skriv|lämna|läs|visa) (?:en|din|alla) kommentar(?:er)?|kommentera|delta i diskussionen|rätta artikeln|rapportera fel[^.?!]{0,30}",
    ),
    "cookie-notice": (
        r"(?:vi|den här (?:sidan|webbplatsen)) använder[^.?!]{0,20}(?:cookies|kakor)[^.?!]{0,140}",
        r"genom att[^.?!]{2,80}(?:godkänner|accepterar) (?:du|jag)[^.?!]{0,120}",
        r"(?:godkänn|acceptera)(?: alla)? (?:cookies|kakor)|integritetspolicy",
    ),
    "advertisement": (
        r"annons|reklam|sponsrat(?: innehåll)?|annonssamarbete|artikeln fortsätter (?:efter|under) annonsen|fortsätt läsa under annonsen",
    ),
    "copyright": (
        r"(?:©|copyright (?:©|\(c\)|\d{4}|by ))[^?!]{0,100}|[^?!]{0,60}alla rättigheter förbehållna[^?!]{0,60}",
    ),
    "agency-footer": (
        r"(?:källa|källor|foto|bild|fotograf|text) ?: ?[^?!]{2,100}|\(?(?:tt|tt-afp|tt-reuters|siren)\)?",
    ),
    "reading-aid": (
        r"(?:lästid|läsningstid) ?:? ?(?:ca )?\d{1,3} ?min(?:uter)?|\d{1,3} min(?:uter)?s? läsning|lyssna på (?:artikeln|den här artikeln)(?: ?\(?\d.{0,12})?|din webbläsare[^.?!]{0,80}",
    ),
    "topic-list": (r"(?:ämnen|taggar|nyckelord|ämnen i artikeln) ?: ?[^?!]{2,200}", r"ämnen i artikeln|om skribenten"),
    "dateline": (
        r"(?:publicerad|publicerat|uppdaterad|uppdaterat|senast uppdaterad)(?::| den| kl)? ?:? ?(?:\w{2,9} )?\d{1,2}[\w./ :,|–-]{0,45}",
    ),
}

COMPANIONS: tuple[str, ...] = (
    r"du kan[^.?!]{0,40}(?:avsluta|avregistrera|avsäga)[^.?!]{0,60}",
    r"(?:helt )?(?:gratis|kostnadsfritt)",
    r"(?:viss )?information[^.?!]{0,50}inaktuell[^.?!]{0,30}",
)

REPORTED: tuple[str, ...] = (r"\b(?:sade|sa|säger|enligt|skriver|berättar|uppger|han|hon|de|menar|meddelade)\b",)

BYLINES: tuple[str, ...] = (r"(?:(?:text|skriven|reporter) ?:? ?)?(?:av|text|reporter) ?:? (?P<sv>[^:?!]{3,90})",)
