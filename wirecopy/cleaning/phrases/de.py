"""German."""

_AGE = (
    r"(?:\d{1,2}|ein|eine|einem|einer|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|mehrere|mehreren|einige|einigen)"
)
_UNIT = r"(?:tage?n?|wochen?|monate?n?|jahre?n?|jahr)"
_THIS = r"(?:dieser|dieser archivierte) (?:artikel|beitrag|text|bericht|inhalt|post)|diese (?:meldung|nachricht|seite|geschichte)"

LINES: dict[str, tuple[str, ...]] = {
    "photo-credit": (
        r"(?:foto|fotos|bild|bilder|bildquelle|grafik|illustration|montage|archivbild|symbolbild|aufmacherbild)(?:s)? ?[:©/|] ?[^?!]{2,90}",
    ),
    "donation-prompt": (
        r"unser journalismus (?:ist|braucht|lebt|kostet)[^.?!]{2,90}",
        r"(?:unterstützen sie|unterstütze|helfen sie) (?:uns|unsere \w{4,14}|unseren journalismus|die redaktion)[^.?!]{0,60}(?:spende|beitrag|mitglied\w*|abo|euro|jetzt)[^.?!]{0,40}|(?:jetzt |hier )?spenden(?: sie)?(?: jetzt| hier)?",
    ),
    "age-notice": (
        rf"(?:{_THIS}) ist (?:mehr als|über|älter als) {_AGE} {_UNIT}(?: alt)?,? und (?:möglicherweise|vielleicht|eventuell|womöglich|daher) [^.?!]{{2,70}}",
        rf"(?:achtung|hinweis|info|wichtig)?[:,!]? ?(?:dieser|diese|der|die) (?:artikel|beitrag|text|bericht|meldung|nachricht|post) (?:ist|wurde|erschien|stammt)(?: [^\s.,;:]{{1,14}}){{0,6}} (?:vor|älter)(?: (?:als|über|mehr als|rund|etwa|gut|fast|mehr)){{0,2}} {_AGE} {_UNIT}(?: (?:zuletzt|veröffentlicht|aktualisiert|publiziert|erstellt|geschrieben|erschienen|überarbeitet|alt)){{0,2}}",
        r"(?:achtung|hinweis|info)[:!] (?:dieser|der) (?:artikel|beitrag|text) ist (?:schon |bereits )?(?:etwas )?älter[^.?!]{0,90}",
        rf"{_THIS} (?:ist|stammt|wurde|erschien)(?: [^\s.,;:]{{1,14}}){{0,5}} (?:vom|am|aus dem jahr|im jahr) [\w. ]{{0,18}}\d{{4}}(?: [^\s.,;:]{{1,14}}){{0,4}}",
        r"(?:veröffentlicht|erschienen|aktualisiert) vor (?:mehr als|über|rund) [\w ]{2,20}",
        rf"(?:achtung|hinweis|bitte beachten(?: sie)?|wichtig)?[:,!]? ?(?:dass )?(?:{_THIS}) (?:ist|wurde) (?:bereits |schon |inzwischen |nun )?(?:älter als|über|mehr als|vor(?: über| mehr als)?) {_AGE} {_UNIT}(?: alt| veröffentlicht(?: worden)?| publiziert| erstellt| aktualisiert)?(?: ist)?(?:(?: und (?:kann|könnte|enthält|ist möglicherweise|entspricht|daher|gibt)|,)[^.?!]{{0,110}})?",
        rf"(?:{_THIS}) (?:stammt aus (?:dem archiv|unserem archiv|dem jahr \d{{4}})|ist (?:möglicherweise )?(?:nicht mehr aktuell|veraltet)|ist {_AGE} {_UNIT} alt)",
        r"sie (?:lesen|sehen) (?:hier )?(?:einen|eine) (?:älteren?|archivierten?) (?:artikel|beitrag|version|text)[^.?!]{0,60}",
    ),
    "related-link": (
        r"(?:nächster|vorheriger|nächste|vorherige) (?:artikel|beitrag|meldung)|empfohlene (?:artikel|beiträge)|video (?:ansehen|anschauen|abspielen)",
        r"(?:lesen sie|lies|sehen sie|schauen sie|hören sie|erfahren sie)(?: (?:hier|dazu|auch|mehr|weiter|dazu auch|dazu mehr|mehr dazu|jetzt|den ganzen artikel|weitere artikel)){1,4}",
        r"(?:lesen sie|lies|sehen sie|erfahren sie)(?: (?:hier|dazu|auch|mehr|weiter|jetzt)){0,3} ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"(?:mehr zum thema|mehr dazu|auch interessant|auch lesenswert|auch spannend|passend dazu|zum thema|das könnte sie auch interessieren|das könnte dich auch interessieren|lesetipp|weiterlesen|lesen sie auch|siehe auch|empfehlung der redaktion) ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"mehr zum thema|mehr zum artikel|mehr dazu|auch interessant|auch lesenswert|passend dazu|weiterlesen|(?:jetzt |hier )?weiterlesen(?: (?:mit|bei|auf|nach)[^.?!]{0,60})?|mehr (?:lesen|erfahren|anzeigen)|zum artikel|zur startseite|nach oben|meistgelesen|am häufigsten gelesen|weitere (?:artikel|themen|meldungen|nachrichten|beiträge|informationen)(?: zum thema)?|ähnliche (?:artikel|beiträge)|verwandte (?:artikel|themen|beiträge)|empfehlungen?(?: der redaktion)?|redaktionelle empfehlungen?|das könnte (?:sie|dich|euch) (?:auch|ebenfalls) interessieren|mehr aus (?:dem ressort|der region|[\w äöüß-]{2,30})|neueste artikel|die besten? artikel|top-?themen|lesen sie mehr zum thema",
        r"(?:jetzt |bitte )?hier klicken[^.?!]{0,60}|hier geht(?: es|'s) (?:zu|zum|zur|zu den) (?:unserem |unserer )?(?:newsletter|app|artikel|podcast|übersicht|video|umfrage|bildergalerie|anmeldung|interview|liveticker|themenseite|kommentaren)[^.?!]{0,60}",
    ),
    "newsletter-prompt": (
        r"(?:jetzt |hier )?(?:kostenlos )?(?:den )?newsletter (?:bestellen|abonnieren)",
        r"(?:jetzt )?(?:abonnieren sie|abonniere|melden sie sich|melde dich|registrieren sie sich|bestellen sie|holen sie sich|hol dir)[^.?!]{0,70}newsletter[^.?!]{0,110}",
        r"(?:hier|jetzt)? ?(?:können sie|kannst du|geht es|geht's)[^.?!]{0,50}newsletter[^.?!]{0,80}",
        r"(?:jetzt |hier |gleich )?(?:unser(?:en)?|der|den|zum) ?(?:kostenlosen? |täglichen? |wöchentlichen? )?[\w-]{0,20}newsletter (?:abonnieren|bestellen|anmelden|anmeldung)?",
        r"(?:jetzt|hier|gleich|bitte) (?:unser(?:en)?|den) [\w-]{0,20} ?newsletter (?:abonnieren|bestellen) und [^.?!]{0,80}",
        r"newsletter(?: (?:abonnieren|bestellen|anmelden|anmeldung))?",
        r"(?:alle |die )?(?:wichtigsten|neuesten|besten) (?:nachrichten|meldungen|themen|informationen|geschichten)[^.?!]{0,80} (?:per (?:e-?)?mail|in ihr(?:em)? postfach|direkt in|aufs handy|per whatsapp|im newsletter)[^.?!]{0,60}",
        r"(?:ihre|deine)? ?e-?mail-?adresse(?: eingeben)?",
        r"(?:sie mögen|sie wollen|sie möchten|du willst|du möchtest)[^.?!]{0,80}\? ?(?:dann )?[^?!]{0,110}newsletter[^?!]{0,60}",
    ),
    "subscribe-prompt": (
        r"(?:jetzt|hier|bitte)? ?(?:abonnieren|registrieren|anmelden|einloggen|login|abo abschließen|abo testen|abo bestellen|gratis testen|kostenlos testen|probeabo)(?: (?:und|sie|um)[^.?!]{0,80})?",
        r"(?:sie haben|haben sie|du hast) (?:bereits|schon|noch kein) ?(?:ein )?(?:abo|abonnement|konto|digital-abo)\??(?: ?(?:hier|jetzt)? ?(?:anmelden|einloggen))?",
        r"(?:dieser|der) (?:artikel|inhalt|beitrag) ist (?:nur )?(?:für|mit)[^.?!]{0,40}(?:abonnenten|abo|plus|mitglieder)[^.?!]{0,40}",
        r"(?:unterstützen|unterstütze) (?:sie|du)? ?(?:uns|unsere arbeit|unabhängigen journalismus)(?: (?:mit|durch|jetzt)[^.?!]{0,80})?",
        r"(?:um )?(?:weiterzulesen|diesen artikel (?:weiter)?zulesen)[^.?!]{0,90}",
        r"nur für abonnenten|exklusiv für abonnenten|plus-artikel|abo|premium",
    ),
    "app-prompt": (
        r"(?:jetzt |hier )?(?:die |unsere )(?:kostenlose )?(?:[\w-]{2,20}-)?app (?:laden|herunterladen|öffnen|installieren)",
        r"(?:jetzt |hier )?(?:kostenlos |gratis )?(?:herunterladen|downloaden|installieren|zur app|app laden|app öffnen)",
        r"(?:laden sie|holen sie sich|hol dir|installieren sie)[^.?!:,]{0,50}\bapp(?: (?:herunter|runter|jetzt|kostenlos|gratis|aufs handy)){0,3}",
        r"(?:aktuelle )?nachrichten aufs handy[^!]{0,110}",
        r"(?:folgen sie uns|hier geht es|hier geht's|zum)[^.?!]{0,40}(?:whatsapp|whatsapp-kanal)[^.?!]{0,60}",
    ),
    "share-line": (
        r"(?:artikel|beitrag|seite|diesen artikel|diesen beitrag|jetzt|auf|link)? ?(?:teilen|weiterempfehlen|drucken|kopieren|merken|versenden|verschicken|weiterleiten|speichern|vorlesen)(?: (?:auf|per|via|über|mit) (?:facebook|instagram|x|twitter|whatsapp|youtube|tiktok|linkedin|google news|bluesky|mastodon|threads|telegram|xing|e-?mail|freunden))?",
        r"(?:auf|per|via|über) (?:facebook|x|twitter|whatsapp|e-?mail|mail|linkedin|xing|telegram|bluesky|threads)(?: teilen| versenden| senden| verschicken| weiterleiten| empfehlen)?",
        r"teilen sie (?:diesen|den|die)[^.?!]{0,80}|link (?:wurde )?kopiert|link in zwischenablage kopiert|aus der merkliste entfernt|auf die merkliste",
    ),
    "follow-line": (
        r"(?:folgen sie|folgt|folge)(?: uns| mir| [\w.-]{2,25}){0,2}(?: auch| jetzt)? (?:auf|bei|in|via) (?:unserem kanal bei )?(?:facebook|instagram|x|twitter|whatsapp|youtube|tiktok|linkedin|google news|bluesky|mastodon|threads|telegram|xing)\b[^.?!]{0,70}|(?:folgen sie|folgt) uns",
        r"(?:schreiben sie (?:uns|der redaktion)|kontaktieren sie uns|haben sie (?:hinweise|anregungen|fragen|einen fehler|einen tipp))[^?!]{0,110}",
        r"die [\w äöüß-]{2,30} (?:auch )?bei social media[^.?!]{0,70}",
    ),
    "comment-prompt": (
        r"feedback (?:senden|geben)",
        r"(?:alle |die )?(?:kommentare|\d+ kommentare) (?:anzeigen|lesen|ansehen|öffnen)|was (?:denken|meinen|halten) sie(?: dazu| darüber| davon)?|wie (?:denken|sehen) sie (?:das|darüber)|(?:was|wie) ist ihre meinung(?: dazu)?|(?:diskutieren|reden|schreiben) sie (?:mit|uns)[^.?!]{0,70}",
        r"(?:bitte )?(?:melden sie sich an|loggen sie sich ein|registrieren sie sich),? um [^.?!]{0,40}(?:kommentieren|kommentar)[^.?!]{0,40}",
        r"(?:\d+ )?kommentare?(?: (?:lesen|schreiben|anzeigen|abgeben|verfassen|hinterlassen))?|(?:zu den|zum|zur|jetzt|alle) (?:kommentaren?|kommentieren|diskussion|kommentare)(?: (?:anzeigen|lesen))?|diskutieren sie mit|schreiben sie (?:einen|ihren) kommentar|ihre meinung zählt|was (?:denken|meinen) sie\??|fehler gefunden\??(?: ?jetzt melden)?",
        r"(?:die )?kommentar(?:e|funktion)[^.?!]{0,40}(?:geschlossen|deaktiviert|nicht möglich)",
    ),
    "cookie-notice": (
        r"(?:um (?:diese?[nrs]?|den|das) (?:inhalt|inhalte|video|beitrag|tweet|karte)[^.?!]{0,40} (?:zu sehen|anzuzeigen|zu laden|abzuspielen|sehen zu können))[^.?!]{0,110}|(?:wenn sie|mit dem laden|beim laden)[^.?!]{0,50}(?:laden|akzeptieren|zustimmen|videos?|inhalts?)[^.?!]{0,90}(?:daten|cookies)[^.?!]{0,60}",
        r"(?:wir|diese (?:seite|website)) (?:verwenden|verwendet|nutzen|nutzt|setzen|setzt)[^.?!]{0,20}cookies[^.?!]{0,140}",
        r"(?:mit (?:der|ihrer) (?:anmeldung|bestellung|registrierung|nutzung)|durch (?:das|die)[^.?!]{2,60})[^.?!]{0,60}(?:stimmen sie|stimme ich|akzeptieren sie|erklären sie)[^.?!]{0,140}",
        r"(?:an dieser stelle|hier) (?:finden sie|befindet sich|findest du) [^.?!]{0,40}(?:externe?n?|inhalte?|eingebundene?n?)[^.?!]{0,140}",
        r"(?:ich bin damit einverstanden|mir ist bewusst),? dass[^.?!]{0,160}|externe(?:n|r)? inhalt(?:e)?(?: (?:anzeigen|laden|aktivieren|immer anzeigen))?|(?:alle )?(?:cookies )?akzeptieren|datenschutz(?:erklärung|hinweise)?|impressum|empfohlener (?:externer |redaktioneller )?inhalt",
    ),
    "advertisement": (
        r"(?:anzeige|werbung|advertorial|gesponsert|sponsored|bezahlter inhalt|anzeige ende|affiliate-link)(?: ?[|:-] ?(?:scrollen sie|lesen sie)[^.?!]{0,60})?",
        r"(?:die|dieser artikel|dieser beitrag|einige|mit)[^.?!]{0,60}(?:affiliate[- ]links?|provision(?:s-?links?)?)[^.?!]{0,160}",
    ),
    "copyright": (
        r"alle rechte vorbehalten[^?!]{0,120}|alle rechte vorbehalten[^?!]{0,40}",
        r"(?:© |\(c\) ?)?dpa-infocom,? dpa:[\w/-]{5,40}|dpa-infocom[^?!]{0,40}",
    ),
    "agency-footer": (
        r"(?:dpa|afp|apa|sid|epd|kna|ap|reuters)(?:[/,] ?[a-zäöü]{2,8}){0,3}",
        r"(?:quellen?|bildquelle|foto|fotos|bild|bilder|text|redaktion|video|grafik)(?: der meldung)? ?: ?[^?!]{2,110}",
        r"mit (?:material|informationen|inhalten) (?:von|der|des) [^.?!]{2,80}",
        r"(?:dieser|der) (?:artikel|beitrag|text) (?:erschien|ist) (?:zuerst|zunächst|zuvor|im original|ursprünglich) [^.?!]{2,100}",
        r"(?:diese meldung|dieser (?:text|artikel)) wurde (?:automatisch|mit hilfe|mithilfe|mit unterstützung|von)[^?!]{2,140}",
        r"(?:dpa|afp|apa|sda|reuters|kna|epd|sid|rtr|ap|red|eb)(?:/[a-zäöüß]{2,7}|, ?(?:dpa|afp|apa|sda|reuters|kna|epd|sid|rtr|ap)){1,5}",
    ),
    "reading-aid": (
        r"(?:lesezeit|lesedauer)(?: ?: ?|\W+)?(?:ca\.? |etwa )?\d{1,3} ?min(?:uten?)?|\d{1,3} ?min(?:\.|uten)? lese(?:zeit|dauer)|(?:artikel )?(?:anhören|vorlesen)(?: ?\(?\d.{0,12})?|(?:bild|foto) (?:vergrößern|anzeigen)|bildunterschrift(?: anzeigen)?|(?:ihr browser|der browser)[^.?!]{0,30}unterstützt[^.?!]{0,60}|javascript (?:ist )?deaktiviert[^.?!]{0,60}|zur galerie|\d{1,2} bilder",
        r"© ?[^?!]{2,80}|\(?(?:archivbild|archivfoto|symbolbild|symbolfoto)\)?",
    ),
    "topic-list": (
        r"(?:schlagworte?|schlagwörter|themen|stichworte?|tags|mehr zu) ?: ?[^?!]{2,200}",
        r"schlagworte|schlagwörter|stichwörter|über (?:den autor|die autorin|die autoren)|zur person",
    ),
    "dateline": (
        r"(?:veröffentlicht|aktualisiert|erstellt|stand|zuletzt aktualisiert|publiziert|datum|erschienen|update)(?: (?:am|um))? ?:? ?(?:\w{2,10},? )?(?:am )?\d{1,2}[\w. :,|äö–-]{0,45}",
        r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr|sa|so)[.,]{0,2} \d{1,2}\.[\w. :,|ä–-]{0,35}",
        r"\d{1,2}\.\d{1,2}\.\d{2,4}[ ,|–-]{0,4}(?:um )?\d{1,2}[:.]\d{2}(?: uhr)?(?:[ ,|–-]{0,4}(?:aktualisiert|stand)[^?!]{0,40})?",
    ),
}

COMPANIONS: tuple[str, ...] = (
    r"(?:sie können|du kannst)[^.?!]{0,40}(?:jederzeit|abbestellen|kündigen|abmelden|widerrufen)[^.?!]{0,60}",
    r"(?:kostenlos|gratis|jederzeit kündbar|unverbindlich)(?: und (?:kostenlos|unverbindlich|jederzeit kündbar))?",
    r"(?:weitere|mehr) informationen[^.?!]{0,60}datenschutz[^.?!]{0,40}|(?:es gelten )?(?:unsere )?datenschutz[^.?!]{0,60}",
    r"(?:einige |manche |die )?(?:informationen|angaben|inhalte|links)[^.?!]{0,40}(?:veraltet|nicht mehr aktuell|überholt)[^.?!]{0,30}",
    r"für sie entsteh(?:t|en)[^.?!]{0,80}",
)

REPORTED: tuple[str, ...] = (
    r"\b(?:sagte|sagt|sagten|erklärte|erklärt|laut|teilte|mitteilte|berichtete|heißt es|schrieb|er(?! wurde)|ihm|ihn|forderte|kritisierte|betonte|bat|baten|bittet|rät|raten|riet|klagt|klagte|rügt|rügte|warnt|warnte|warnen|steht|stand|hieß|lautet|lautete|ruft|rief|fordert|fordern|meint|findet|zufolge)\b",
)

BYLINES: tuple[str, ...] = (
    r"(?:(?:ein (?:artikel|beitrag|kommentar|gastbeitrag|bericht|interview|porträt)|text|interview|kommentar|analyse|protokoll) )?(?:von|aus der feder von) ?:? (?P<de>[^:?!]{3,90})",
)

ASKS = r"(?:bitte |jetzt |hier |dann |und |gleich |einfach )?(?:(?:abonnieren|melden|laden|holen|folgen|teilen|schreiben|diskutieren|lesen|erhalten|bestellen|registrieren|unterstützen|spenden|werden|sichern|testen|kommentieren|aktivieren|besuchen|verpassen|bleiben|schicken|klicken|nutzen|installieren|stimmen|geben|tragen|hören|sehen|erfahren|können|möchten|wollen|mögen) sie|abonniere|melde dich|lade|hol dir|folge|folgt|teile|schreib|diskutiere|lies|werde|unterstütze|spende|keine|nichts|kein|haben sie|hast du)"
VOICE = r"(?:wir|uns|unser\w{0,2})"
READER = r"(?:sie (?:möchten|wollen|mögen|haben|können)|sie|ihnen|ihr|ihre\w?|dir|dich|dein\w{0,2}|du|euch)"

PROMPTS = {
    "newsletter-prompt": (
        " unseren newsletter abonnieren ",
        " unseren newsletter bestellen ",
        " abonnieren sie unseren ",
        " für unseren newsletter an",
        " zu unserem newsletter an",
    ),
    "subscribe-prompt": (
        " sie möchten weiterlesen ",
        " sie wollen weiterlesen ",
        " schließen sie ein abo ab",
        " weiterlesen mit ",
        " nur für abonnenten ",
        " um weiterzulesen ",
        " jetzt abonnieren ",
        " vier wochen für einen euro ",
        " sie haben noch kein abo ",
    ),
    "comment-prompt": (
        " ihre meinung in die kommentare ",
        " kommentarfunktion zu diesem ",
        " kommentarfunktion für diesen ",
        " kommentieren sie diesen ",
        " schreiben sie uns in den kommentaren ",
        " schreib uns in den kommentaren ",
    ),
    "cookie-notice": (
        " der verwendung von cookies zustimmen ",
        " personenbezogene daten an dritte ",
        " personenbezogene daten an drittplattformen ",
        " steht ein externer inhalt ",
        " diese website verwendet cookies ",
        " wir verwenden cookies ",
    ),
    "advertisement": (
        " erhalten wir eine kleine provision ",
        " erhalten wir eine provision ",
        " bekommen wir eine provision ",
        " mit einem stern markierten links ",
        " nach der anzeige ",
        " unter der anzeige ",
    ),
    "app-prompt": (
        " app für ios und android ",
        " app für android und ios ",
        " im app store ",
        " in unserer app ",
        " mit unserer app ",
    ),
    "donation-prompt": (
        " unser journalismus ist ",
        " unseren journalismus ",
        " unabhängigen journalismus unterstützen ",
    ),
    "follow-line": (
        " hier geht es zum kanal ",
        " auch bei whatsapp ",
        " unseren whatsapp-kanal ",
        " unserem whatsapp-kanal ",
    ),
    "contact-line": (
        " erreichen die autorin unter ",
        " erreichen den autor unter ",
        " erreichen die redaktion ",
        " haben sie einen hinweis für uns ",
    ),
    "copyright": (" nachdruck nur mit genehmigung ", " nachdruck verboten ", " alle rechte vorbehalten "),
    "age-notice": (
        " stammt aus unserem archiv ",
        " stammt aus dem archiv ",
        " zuletzt vor über ",
        " zuletzt vor mehr als ",
    ),
    "related-link": (
        " mehr dazu lesen sie hier ",
        " mehr dazu lesen sie in ",
        " lesen sie hier mehr ",
        " hier lesen sie ",
        " lesen sie hier die ",
        " den ganzen artikel lesen ",
    ),
}
OFFERS = {
    "newsletter-prompt": (
        " in ihr postfach ",
        " in ihrem postfach ",
        " per e-mail ",
        " newsletter an ",
        " newsletter hier ",
        " kostenlosen newsletter ",
    ),
    "app-prompt": (
        " app herunter ",
        " app store ",
        " google play ",
        " ios und android ",
        " push-nachrichten ",
        " eilmeldungen ",
    ),
    "follow-line": (
        " auf instagram ",
        " auf facebook ",
        " bei whatsapp ",
        " auf youtube ",
        " auf tiktok ",
        " auf linkedin ",
        " bei google news ",
    ),
    "comment-prompt": (" in den kommentaren ", " in die kommentare "),
    "share-line": (" diesen artikel ", " diesen beitrag "),
}
THINGS = {
    "newsletter-prompt": (" newsletter", " morgenbrief ", " briefing "),
    "app-prompt": (" app ",),
    "donation-prompt": (" journalismus ", " redaktion ", " spende"),
    "follow-line": (" instagram ", " facebook ", " whatsapp ", " youtube ", " social media ", " sozialen medien "),
    "comment-prompt": (" kommentar", " meinung "),
    "contact-line": (" hinweis", " redaktion ", "@"),
    "subscribe-prompt": (" abo ", " abonnement ", " digitalabo "),
}
BIOS = r"[^.?!]{3,60}? (?:ist|arbeitet als|schreibt als) (?:[\w-]+ ){0,3}(?:redakteur|redakteurin|reporter|reporterin|autor|autorin|korrespondent|korrespondentin|journalist|journalistin|volontär|volontärin|ressortleiter|ressortleiterin) (?:im|in|bei|beim|des|der|für|und|mit)[^?!]{3,160}|(?:sie|er) (?:schreibt|berichtet|arbeitet seit|studierte|leitet|betreut)[^?!]{3,140}"
