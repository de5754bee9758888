"""Dutch."""

_AGE = r"(?:\d{1,2}|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|meerdere|enkele)"
_UNIT = r"(?:dag(?:en)?|we(?:ek|ken)|maand(?:en)?|jaar|jaren)"
_THIS = r"(?:dit (?:artikel|bericht|verhaal|stuk)|deze (?:pagina|inhoud|tekst|post))"

LINES: dict[str, tuple[str, ...]] = {
    "photo-credit": (
        r"foto (?:anp|afp|epa|reuters|ap|getty images)",
        r"(?:foto|foto\'s|beeld|fotografie|illustratie)(?: ter illustratie)? ?[:©/|] ?[^?!]{2,90}",
    ),
    "donation-prompt": (
        r"onze (?:journalistiek|redactie|verhalen) [^.?!]{2,60}(?:lezers|donaties|steun|giften)[^.?!]{0,40}|(?:steun|help) ons(?: (?:met|nu|via)[^.?!]{0,50})?|doneer(?: nu| hier)?",
    ),
    "age-notice": (
        rf"(?:let op|opgelet|nb)?[:,!]? ?{_THIS} (?:is|werd|stamt|verscheen)(?: [^\s.,;:]{{1,14}}){{0,4}} (?:meer dan|ouder dan|ruim|langer dan) {_AGE} {_UNIT}(?: [^\s.,;:]{{1,14}}){{0,2}}(?: en (?:kan|bevat|is mogelijk)[^.?!]{{0,110}})?",
        rf"{_THIS} (?:komt|is afkomstig|stamt) uit (?:ons|het) archief[^.?!]{{0,40}}|{_THIS} (?:is|werd) gepubliceerd (?:in|op) [\w ]{{0,14}}\d{{4}}",
        rf"(?:let op|opgelet|nb)?[:,!]? ?{_THIS} (?:is|werd|stamt) (?:al |inmiddels )?(?:meer dan |ouder dan |ruim |van )?{_AGE} {_UNIT}(?: oud| geleden)?(?: (?:gepubliceerd|geplaatst|geschreven|bijgewerkt))?(?:(?: en|,) [^.?!]{{0,50}}(?:verouder|informatie|actueel|achterhaald)[^.?!]{{0,60}})?",
        rf"(?:gepubliceerd|bijgewerkt) (?:meer dan )?{_AGE} {_UNIT} geleden",
        rf"{_THIS} (?:komt uit (?:ons|het) archief|is (?:mogelijk )?(?:verouderd|niet meer actueel))",
    ),
    "related-link": (
        r"(?:lees ook|lees meer|lees verder|bekijk ook|kijk ook|zie ook|luister ook|meer lezen|ook interessant|meer over dit onderwerp|gerelateerd|luistertip|leestip) ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"(?:lees|bekijk|kijk|zie) (?:ook|meer|verder|alle artikelen|het hele artikel)|gerelateerde? (?:artikelen|berichten|onderwerpen|nieuws)?|meer over(?: dit onderwerp| [\w -]{2,30})|meer nieuws|meest gelezen|ook interessant|verder lezen|aanbevolen(?: voor jou)?|meer lezen|naar boven|lees hieronder verder",
        r"klik hier(?: (?:voor|om)[^.?!]{0,80})?",
    ),
    "newsletter-prompt": (
        r"(?:schrijf je|meld je|schrijf u|meld u|abonneer je|ontvang|krijg)[^.?!]{0,90}(?:nieuwsbrief|nieuwsbrieven|inbox|mailbox|per e-?mail)[^.?!]{0,110}",
        r"(?:onze )?nieuwsbrief|(?:je |uw )?e-?mailadres",
    ),
    "subscribe-prompt": (
        r"(?:abonneer je|abonneer|neem een abonnement|word (?:lid|abonnee)|log in|inloggen|registreer|maak een account aan|probeer gratis)(?: (?:om|en (?:lees|krijg|steun|ontvang)|nu|hier|voor|op (?:ons|onze)|of)[^.?!]{0,100})?|(?:al|ben je al|bent u al) (?:abonnee|lid|een account)\??(?: ?(?:log|inloggen)[^.?!]{0,20})?|(?:dit artikel is )?(?:alleen|exclusief) voor (?:abonnees|leden)|(?:steun|help) (?:ons|onze)[^.?!]{0,90}|doneer(?: nu| aan ons)?",
    ),
    "app-prompt": (
        r"download[^.?!:,]{0,40}\bapp(?: (?:gratis|nu|hier)){0,2}",
        r"(?:zet|schakel)[^.?!]{0,20}meldingen (?:aan|in)[^.?!]{0,40}",
    ),
    "share-line": (
        r"(?:delen|deel)(?: (?:dit artikel|op|via|met|deze pagina))*(?: (?:facebook|twitter|x|whatsapp|linkedin|e-?mail))?|(?:link gekopieerd|kopieer link|printen|afdrukken|bewaren)",
    ),
    "follow-line": (
        r"(?:heb je|heeft u|tip|een) (?:een )?(?:tip|vraag|opmerking)(?: voor (?:ons|de redactie))?|stuur (?:ons )?een (?:e-?mail|mail|bericht)(?: naar[^?!]{0,60})?",
        r"volg(?: (?:ons|[\w .'-]{2,30}))? (?:op|via|ook op)(?: ons)? ?(?:facebook|x|twitter|instagram|whatsapp|linkedin|youtube|tiktok|google)\b[^.?!]{0,80}|volg ons",
        r"(?:heb je|heeft u) (?:een )?(?:tip|vraag|opmerking)[^?!]{0,20}\?[^?!]{0,80}|mail (?:ons|de redactie)[^?!]{0,60}",
    ),
    "comment-prompt": (
        r"(?:een )?fout(?:je)? (?:gezien|gevonden|ontdekt)",
        r"wat vind (?:jij|je|u)[^.?!]{0,40}|(?:reageer|reacties?)(?: (?:op dit artikel|hieronder|nu|bekijken|tonen|lezen))|(?:bekijk|lees|toon) (?:alle )?reacties|laat (?:het )?(?:ons )?weten[^.?!]{0,50}",
        r"(?:\d+ )?reacties?|(?:plaats|schrijf|geef|bekijk|lees) (?:een|je|uw|alle|de) reacties?|reageer|praat mee|fout gezien\?[^?!]{0,40}",
    ),
    "cookie-notice": (
        r"om (?:deze|dit|de) (?:inhoud|video|content|kaart|post|bericht) te (?:tonen|zien|bekijken|laden)[^.?!]{0,110}",
        r"(?:deze (?:site|website)|wij|we) (?:gebruikt|gebruiken)[^.?!]{0,20}cookies[^.?!]{0,140}",
        r"(?:door)[^.?!]{2,80}ga (?:je|u|ik) akkoord[^.?!]{0,120}",
        r"(?:alle )?cookies accepteren|privacybeleid|privacyverklaring|deze (?:inhoud|content) (?:kan niet|wordt niet)[^.?!]{0,120}",
    ),
    "advertisement": (
        r"(?:de )?(?:tekst|artikel|verhaal|bericht) (?:gaat verder|loopt door) (?:onder|na) (?:de|het) (?:foto|afbeelding|video|kaart|advertentie|reclame)",
        r"advertentie|reclame|gesponsord|advertorial|(?:artikel|verhaal|tekst) gaat (?:verder|door) (?:onder|na)[^.?!]{0,40}|lees verder onder de advertentie",
    ),
    "copyright": (r"alle rechten voorbehouden[^?!]{0,60}",),
    "agency-footer": (
        r"(?:bron|bronnen|foto|foto's|beeld|fotografie) ?: ?[^?!]{2,100}|© ?[^?!]{2,60}|\(?(?:anp|belga|afp|reuters|ap)(?:[/, ]+(?:anp|belga|afp|reuters|ap))+\)?",
    ),
    "reading-aid": (
        r"(?:volgend|vorig)e? (?:artikel|bericht)",
        r"(?:leestijd|lezen in) ?:? ?\d{1,3} ?min(?:uten|uut)?|\d{1,3} ?min(?:uten|uut)?\.? (?:leestijd|lezen)|luister naar dit artikel(?: ?\(?\d.{0,12})?|(?:je|uw) browser ondersteunt[^.?!]{0,80}",
    ),
    "topic-list": (
        r"onderwerpen(?: in dit artikel)?",
        r"(?:onderwerpen|tags|trefwoorden|meer over) ?: ?[^?!]{2,200}",
        r"trefwoorden|over de auteur",
    ),
    "dateline": (
        r"(?:gepubliceerd|bijgewerkt|laatst bijgewerkt|geplaatst|aangepast)(?: op| om|:)? ?:? ?(?:\w{2,10},? )?\d{1,2}[\w./ :,|–-]{0,50}",
    ),
}

COMPANIONS: tuple[str, ...] = (
    r"(?:je|u) kun?t?[^.?!]{0,40}(?:afmelden|opzeggen|uitschrijven)[^.?!]{0,60}",
    r"(?:helemaal |geheel )?gratis(?: en vrijblijvend)?",
    r"(?:de |sommige )?informatie[^.?!]{0,50}(?:verouderd|achterhaald|niet meer actueel)[^.?!]{0,30}",
)

REPORTED: tuple[str, ...] = (
    r"\b(?:zei|zegt|aldus|volgens|vertelde|vertelt|hij|zij|meldde|verklaarde|schreef|waarschuwt|waarschuwde|raadt|raden|adviseert|vroeg|vraagt|luidt|luidde|oordeelde|klaagt|staat|stond|roept)\b",
)

BYLINES: tuple[str, ...] = (
    r"(?:(?:tekst|geschreven|interview) )?(?:door|van onze (?:verslaggever|redacteur|correspondent)) ?:? (?P<nl>[^:?!]{3,90})",
)

ASKS = r"(?:en |dan |nu )?(?:meld (?:je|u)|schrijf (?:je|u)|abonneer|ontvang|krijg|download|volg|deel|steun|help|doneer|word|log|reageer|praat|laat|mail|tip|stuur|lees|bekijk|klik|luister|mis|geef|zet|wil je|wilt u|heb je|heeft u|om|kies|neem|verder lezen)"
VOICE = r"(?:wij|we|ons|onze)"
READER = r"(?:je|jij|jou|jouw|u|uw)"

PROMPTS = {
    "newsletter-prompt": (
        " voor onze nieuwsbrief ",
        " op onze nieuwsbrief ",
        " voor onze gratis nieuwsbrief ",
        " in je mailbox ",
        " in uw mailbox ",
        " in je inbox ",
        " in uw inbox ",
    ),
    "subscribe-prompt": (
        " alleen voor abonnees ",
        " exclusief voor abonnees ",
        " neem een abonnement ",
        " om verder te lezen ",
        " word abonnee ",
    ),
    "comment-prompt": (" in de reacties hieronder ", " laat het weten in de reacties "),
    "cookie-notice": (
        " toestemming geven voor cookies ",
        " wij gebruiken cookies ",
        " we gebruiken cookies ",
        " deze website gebruikt cookies ",
        " cookies accepteren ",
    ),
    "advertisement": (" onder de advertentie ", " na de advertentie ", " kunnen wij een commissie ontvangen "),
    "app-prompt": (" onze app ",),
    "donation-prompt": (" onze journalistiek ", " onafhankelijke journalistiek steunen "),
    "follow-line": (" ons whatsapp-kanaal ",),
    "contact-line": (" tip de redactie ", " mail de redactie "),
    "copyright": (" alle rechten voorbehouden ",),
    "age-notice": (" verouderde informatie bevatten ", " uit ons archief "),
    "related-link": (" lees hier meer over ", " lees hier het hele ", " hier lees je meer ", " hier leest u meer "),
}
OFFERS = {
    "newsletter-prompt": (
        " gratis nieuwsbrief ",
        " dagelijkse nieuwsbrief ",
        " wekelijkse nieuwsbrief ",
        " nieuwsbrief en ontvang ",
    ),
    "app-prompt": (" app store ", " google play ", " pushmeldingen ", " ios en android "),
    "follow-line": (" via whatsapp ", " op facebook ", " op instagram ", " op youtube ", " op x "),
    "comment-prompt": (" op dit artikel ", " in de reacties "),
    "share-line": (" dit artikel ", " dit bericht "),
}
THINGS = {
    "newsletter-prompt": (" nieuwsbrief ", " nieuwsbrieven "),
    "app-prompt": (" app ",),
    "donation-prompt": (" journalistiek ", " redactie ", " donatie"),
    "follow-line": (" facebook ", " instagram ", " whatsapp "),
    "contact-line": (" redactie ", "@"),
}
BIOS = r"[^.?!]{3,60}? is (?:[\w-]+ ){0,3}(?:verslaggever|redacteur|journalist|correspondent|columnist) (?:bij|van|voor|in|op)[^?!]{3,160}|(?:hij|zij|ze) (?:schrijft over|volgt|werkt sinds)[^?!]{3,140}"
