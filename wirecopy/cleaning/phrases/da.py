"""Danish."""

_AGE = r"(?:\d{1,2}|en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|flere)"
_UNIT = r"(?:dage?|uger?|måned(?:er)?|år)"
_THIS = r"(?:denne (?:artikel|historie|side)|artiklen|dette indlæg)"

LINES: dict[str, tuple[str, ...]] = {
    "donation-prompt": (
        r"vores journalistik [^.?!]{2,50}(?:læser|støtte|bidrag|gave)[^.?!]{0,30}|støt (?:os|vores journalistik|vores arbejde)(?: (?:med|via|nu)[^.?!]{0,50})?",
    ),
    "age-notice": (
        rf"(?:{_THIS}|historien) (?:er|blev|stammer)(?: [^\s.,;:]{{1,14}}){{0,8}} (?:mere end|over) {_AGE} {_UNIT}(?: (?:gammel|siden))(?: og (?:kan|indeholder)[^.?!]{{0,90}})?",
        rf"(?:{_THIS}|dette) er (?:fra vores arkiv|fra arkivet|en arkiveret artikel|en ældre artikel)[^.?!]{{0,40}}",
        rf"(?:obs|bemærk|nb)?[:,!]? ?(?:at )?{_THIS} (?:er|blev udgivet(?: for)?) (?:mere end |over |ældre end )?{_AGE} {_UNIT}(?: gammel| siden)?(?:(?: og|,) [^.?!]{{0,50}}(?:forælde|oplysninger|aktuel|indehold)[^.?!]{{0,60}})?",
        rf"{_THIS} (?:er fra|kommer fra) (?:vores )?arkiv(?:et)?|{_THIS} (?:er|kan være) forældet",
    ),
    "related-link": (
        r"(?:læs også|læs mere|se også|hør også) ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"(?:læs|se|vis) (?:også|mere|videre|hele artiklen|flere artikler)(?: her)?|relaterede? (?:artikler|emner)?|mest læste?|seneste nyt|flere artikler|til toppen|artiklen fortsætter (?:efter|under) (?:annoncen|billedet|videoen)",
        r"klik her(?: for[^.?!]{0,80})?",
    ),
    "newsletter-prompt": (
        r"(?:tilmeld dig|abonner|få|skriv dig op)[^.?!,]{0,90}(?:nyhedsbrev|indbakke|e-?mail|mail)[^.?!]{0,110}",
        r"(?:vores )?nyhedsbrev(?:e)?|(?:din )?(?:e-?mailadresse|e-?mail)",
    ),
    "subscribe-prompt": (
        r"(?:abonner|abonnér|log ind|bliv (?:abonnent|medlem)|køb abonnement|prøv gratis)(?: (?:for|og (?:læs|få|støt)|nu|her|på (?:vores)|eller)[^.?!]{0,90})?|(?:allerede|er du allerede) (?:abonnent|medlem|kunde)\??(?: ?log ind)?|(?:kun )?for abonnenter|støt(?: (?:os|vores))[^.?!]{0,80}",
    ),
    "app-prompt": (r"(?:download|hent)[^.?!:,]{0,40}\bapp(?:en)?(?: (?:gratis|nu|her)){0,2}",),
    "share-line": (
        r"del(?: (?:artiklen|på|via|med|denne artikel))*(?: (?:facebook|twitter|x|whatsapp|linkedin|e-?mail))?|(?:kopier link|link kopieret|udskriv)",
    ),
    "follow-line": (
        r"følg(?: (?:os|[\w .'-]{2,30}))? (?:på|via) ?(?:facebook|x|twitter|instagram|whatsapp|linkedin|youtube|tiktok)\b[^.?!]{0,80}|følg os|(?:tip|kontakt|skriv til) (?:os|redaktionen)[^?!]{0,60}",
    ),
    "comment-prompt": (
        r"(?:vis|læs|se) (?:alle )?kommentarer|hvad (?:synes|mener|tænker) du|kommentarfeltet er lukket",
        r"(?:\d+ )?kommentar(?:er)?|(?:skriv|læs|vis) (?:en|din|alle) kommentar(?:er)?|kommentér|deltag i debatten",
    ),
    "cookie-notice": (
        r"(?:du (?:skal|må)|for at (?:se|vise))[^.?!]{0,50}cookies[^.?!]{0,60}",
        r"(?:vi|denne hjemmeside) (?:bruger|anvender)[^.?!]{0,20}cookies[^.?!]{0,140}",
        r"ved at[^.?!]{2,80}(?:accepterer|samtykker) (?:du|jeg)[^.?!]{0,120}",
        r"(?:accepter)(?: alle)? cookies|privatlivspolitik",
    ),
    "advertisement": (r"annonce|reklame|sponsoreret(?: indhold)?|annoncørbetalt indhold",),
    "copyright": (r"(?:©|copyright (?:©|\(c\)|\d{4}|by ))[^?!]{0,100}|alle rettigheder forbeholdes[^?!]{0,60}",),
    "agency-footer": (r"(?:kilde|kilder|foto|billede|fotograf|tekst) ?: ?[^?!]{2,100}|\(?/?ritzau/?\)?",),
    "reading-aid": (
        r"(?:næste|forrige) artikel",
        r"læsetid ?:? ?(?:ca\.? )?\d{1,3} ?min(?:utter)?\.?|lyt til artiklen(?: ?\(?\d.{0,12})?|din browser[^.?!]{0,80}",
    ),
    "topic-list": (r"emner(?: i artiklen)?", r"(?:emner|nøgleord|tags) ?: ?[^?!]{2,200}", r"nøgleord|om forfatteren"),
    "dateline": (
        r"(?:udgivet|publiceret|opdateret|sidst opdateret)(?::| den| kl)? ?:? ?(?:\w{2,9} )?\d{1,2}[\w./ :,|–-]{0,45}",
    ),
}

COMPANIONS: tuple[str, ...] = (r"du kan[^.?!]{0,40}(?:afmelde|opsige|framelde)[^.?!]{0,60}", r"(?:helt )?gratis")

REPORTED: tuple[str, ...] = (
    r"\b(?:sagde|siger|ifølge|skriver|fortæller|oplyser|han|hun|mener|meddelte|bad|beder|råder|advarer|kræver|lød|lyder|stod|står|opfordrer)\b",
)

BYLINES: tuple[str, ...] = (r"(?:(?:skrevet|tekst) )?af ?:? (?P<da>[^:?!]{3,90})",)

ASKS = r"(?:og |så )?(?:tilmeld dig|abonner|få|hent|download|følg|del|støt|bliv|log ind|tip|skriv|kontakt|kommentér|læs|se|lyt|klik|gå ikke|har du|vil du|hvad synes)"
VOICE = r"(?:vi|os|vores|vor)"
READER = r"(?:du|dig|din|dit|dine)"

PROMPTS = {
    "newsletter-prompt": (" vores nyhedsbrev ", " vores gratis nyhedsbrev ", " vores nyhedsbreve ", " i din indbakke "),
    "subscribe-prompt": (" kun for abonnenter ", " bliv abonnent ", " for at læse videre ", " for at læse resten "),
    "comment-prompt": (" i kommentarfeltet nedenfor ",),
    "cookie-notice": (" acceptere cookies ", " vi bruger cookies ", " accepter cookies "),
    "advertisement": (" efter annoncen ", " under annoncen "),
    "app-prompt": (" vores app ",),
    "donation-prompt": (" vores journalistik ",),
    "follow-line": (" vores facebookside ",),
    "contact-line": (" har du et tip ", " skriv til redaktionen ", " har du tip "),
    "copyright": (" alle rettigheder forbeholdes ", " alle rettigheder forbeholdt "),
    "age-notice": (" fra vores arkiv ", " indeholde forældede oplysninger "),
    "related-link": (" læs mere her ", " læs hele artiklen her "),
}
OFFERS = {
    "newsletter-prompt": (" gratis nyhedsbrev ", " indbakke "),
    "app-prompt": (" app store ", " google play ", " pushbeskeder "),
    "follow-line": (" på facebook ", " på instagram "),
    "share-line": (" artiklen ", " denne artikel "),
}
THINGS = {
    "newsletter-prompt": (" nyhedsbrev ",),
    "app-prompt": (" app ",),
    "donation-prompt": (" journalistik ", " gave "),
    "follow-line": (" facebook ", " instagram "),
    "contact-line": (" redaktionen ", "@"),
}
BIOS = r"[^.?!]{3,60}? er (?:[\w-]+ ){0,3}(?:journalist|redaktør|korrespondent|skribent) (?:på|hos|ved|for|i)[^?!]{3,160}|(?:hun|han) (?:skriver om|dækker)[^?!]{3,140}"
