"""Swedish."""

_AGE = r"(?:\d{1,2}|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|flera)"
_UNIT = r"(?:dag(?:ar)?|veck(?:a|or)|månad(?:er)?|år)"
_THIS = r"(?:den här artikeln|denna artikel|den här texten|den här nyheten|det här inlägget)"

LINES: dict[str, tuple[str, ...]] = {
    "donation-prompt": (
        r"vår journalistik [^.?!]{2,50}(?:läsar|stöd|gåv|bidrag)[^.?!]{0,30}|(?:stöd|stötta) (?:oss|vår journalistik|vårt arbete)(?: (?:med|via|nu)[^.?!]{0,50})?|swisha[^.?!]{0,50}",
    ),
    "age-notice": (
        rf"(?:artikeln|texten|nyheten) är (?:mer än|över|äldre än) {_AGE} {_UNIT}(?: gam+al)?",
        rf"(?:{_THIS}|artikeln|texten) (?:publicerades|skrevs|uppdaterades)(?: senast)? för (?:mer än |över ){_AGE} {_UNIT} sedan",
        rf"(?:{_THIS}|artikeln|det här) (?:är|kommer från|är hämtad från)(?: [^\s.,;:]{{1,14}}){{0,3}} (?:arkiv|arkivet|arkiverad artikel|äldre artikel)",
        rf"{_THIS} publicerades (?:den |i )?[\w ]{{0,14}}\d{{4}}",
        rf"(?:obs|observera|notera)?[:,!]? ?(?:att )?{_THIS} (?:är|publicerades(?: för)?) (?:mer än |över |äldre än )?{_AGE} {_UNIT}(?: gammal| sedan)?(?:(?: och|,) [^.?!]{{0,50}}(?:inaktuell|information|föråldr|uppgifter)[^.?!]{{0,60}})?",
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
        r"(?:prenumerera|logga in|bli (?:prenumerant|medlem)|skapa konto|prova gratis|köp prenumeration)(?: (?:för|och (?:läs|få|stöd)|nu|här|på (?:vår|våra)|eller)[^.?!]{0,90})?|(?:redan|är du redan) (?:prenumerant|medlem|kund)\??(?: ?logga in)?|(?:endast |bara )?för prenumeranter|(?:stöd|stötta|swisha)(?: (?:oss|vår|vårt|vår journalistik))[^.?!]{0,80}",
    ),
    "app-prompt": (r"ladda (?:ner|ned|hem)[^.?!:,]{0,40}\bapp(?:en)?(?: (?:gratis|nu|här)){0,2}",),
    "share-line": (
        r"dela(?: (?:artikeln|på|via|med|den här artikeln))*(?: (?:facebook|twitter|x|whatsapp|linkedin|e-?post|mejl))?|(?:kopiera länk|länk kopierad|skriv ut|spara)",
    ),
    "follow-line": (
        r"följ(?: (?:oss|[\w .'-]{2,30}))? (?:på|via)(?: våra)? ?(?:facebook|x|twitter|instagram|whatsapp|linkedin|youtube|tiktok|sociala medier)\b[^.?!]{0,80}|följ oss|(?:tipsa|kontakta|mejla) (?:oss|redaktionen)[^?!]{0,60}",
    ),
    "comment-prompt": (
        r"(?:hittat|sett|hittade du|ser du) (?:ett )?fel(?: i (?:artikeln|texten))?",
        r"(?:visa|läs|se) (?:alla )?kommentarer(?: \(\d+\))?|vad (?:tycker|tänker) du",
        r"(?:\d+ )?kommentar(?:er)?|(?:skriv|lämna|läs|visa) (?:en|din|alla) kommentar(?:er)?|kommentera|delta i diskussionen|rätta artikeln|rapportera fel[^.?!]{0,30}",
    ),
    "cookie-notice": (
        r"(?:du (?:måste|behöver)|för att (?:se|visa))[^.?!]{0,50}(?:cookies|kakor)[^.?!]{0,60}",
        r"(?:vi|den här (?:sidan|webbplatsen)) använder[^.?!]{0,20}(?:cookies|kakor)[^.?!]{0,140}",
        r"genom att[^.?!]{2,80}(?:godkänner|accepterar) (?:du|jag)[^.?!]{0,120}",
        r"(?:godkänn|acceptera)(?: alla)? (?:cookies|kakor)|integritetspolicy",
    ),
    "advertisement": (
        r"annons|reklam|sponsrat(?: innehåll)?|annonssamarbete|artikeln fortsätter (?:efter|under) annonsen|fortsätt läsa under annonsen",
    ),
    "copyright": (r"(?:©|copyright (?:©|\(c\)|\d{4}|by ))[^?!]{0,100}|alla rättigheter förbehållna[^?!]{0,60}",),
    "agency-footer": (
        r"(?:källa|källor|foto|bild|fotograf|text) ?: ?[^?!]{2,100}|\(?(?:tt|tt-afp|tt-reuters|siren)\)?",
    ),
    "reading-aid": (
        r"(?:nästa|föregående) artikel",
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

REPORTED: tuple[str, ...] = (
    r"\b(?:sade|sa|säger|enligt|skriver|berättar|uppger|han|hon|menar|meddelade|vädjade|vädjar|råder|kräver|varnar|stod|står|löd|lyder|uppmanar|uppmanade|rasar)\b",
)

BYLINES: tuple[str, ...] = (r"(?:(?:text|skriven|reporter) ?:? ?)?(?:av|text|reporter) ?:? (?P<sv>[^:?!]{3,90})",)

ASKS = r"(?:och |då )?(?:anmäl dig|prenumerera|få|ladda|följ|dela|stöd|stötta|bli|logga|tipsa|mejla|kontakta|kommentera|skriv|berätta|läs|se|lyssna|klicka|missa|gå med|registrera|har du|vill du|vad tycker)"
VOICE = r"(?:vi|oss|vår|vårt|våra)"
READER = r"(?:du|dig|din|ditt|dina)"

PROMPTS = {
    "newsletter-prompt": (" vårt nyhetsbrev ", " våra nyhetsbrev ", " i din inkorg ", " i din mejlkorg "),
    "subscribe-prompt": (
        " för att läsa vidare ",
        " för att fortsätta läsa ",
        " bli prenumerant ",
        " artikeln är låst ",
        " endast för prenumeranter ",
    ),
    "comment-prompt": (" kommentera artikeln ",),
    "cookie-notice": (" godkänna cookies ", " vi använder cookies ", " vi använder kakor ", " acceptera cookies "),
    "advertisement": (" under annonsen ", " efter annonsen "),
    "app-prompt": (" vår app ",),
    "donation-prompt": (" vår journalistik ",),
    "follow-line": (" vår whatsappkanal ", " vår facebooksida "),
    "contact-line": (" har du tips ", " mejla redaktionen ", " tipsa redaktionen ", " har du ett tips "),
    "copyright": (" skyddat enligt upphovsrättslagen ", " alla rättigheter förbehållna "),
    "age-notice": (" är en arkiverad artikel ", " ur arkivet "),
    "related-link": (" läs mer här ", " läs hela artikeln "),
}
OFFERS = {
    "newsletter-prompt": (" kostnadsfria nyhetsbrev ", " gratis nyhetsbrev ", " inkorg "),
    "app-prompt": (" pushnotiser ", " app store ", " google play "),
    "follow-line": (" på facebook ", " på instagram "),
    "share-line": (" artikeln ", " den här artikeln "),
}
THINGS = {
    "newsletter-prompt": (" nyhetsbrev ",),
    "app-prompt": (" app ", " appen "),
    "donation-prompt": (" journalistik ", " gåva "),
    "follow-line": (" facebook ", " instagram ", " whatsapp "),
    "contact-line": (" redaktionen ", "@"),
}
BIOS = r"[^.?!]{3,60}? är (?:[\w-]+ ){0,3}(?:reporter|journalist|redaktör|skribent|korrespondent|krönikör) (?:på|vid|för|i)[^?!]{3,160}|(?:hon|han) (?:skriver om|bevakar|arbetar)[^?!]{3,140}"
