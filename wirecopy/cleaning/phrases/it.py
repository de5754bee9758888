"""Italian."""

_AGE = r"(?:\d{1,2}|un|una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|diversi|alcuni)"
_UNIT = r"(?:giorn[oi]|settiman[ae]|mes[ei]|ann[oi])"
_THIS = r"(?:questo articolo|questa notizia|questo contenuto|questa pagina|questo post|l'articolo)"

LINES: dict[str, tuple[str, ...]] = {
    "photo-credit": (
        r"(?:foto|immagine|immagini|credit[is]?|illustrazione)(?: d\'archivio)? ?[:©/|] ?[^?!]{2,90}|foto di [^.?!,]{2,40}(?: ?[/|] ?[^.?!,]{2,40})+",
    ),
    "donation-prompt": (
        r"(?:il )?nostr[oa] (?:giornalismo|lavoro|redazione|giornale)[^.?!]{2,60} (?:lettori|donazioni|sostegno|vostro)[^.?!]{0,40}|(?:sostienici|sosteneteci|fai una donazione|dona ora)(?: (?:con|anche|ora|qui)[^.?!]{0,50})?",
    ),
    "age-notice": (
        rf"(?:attenzione|nota|avviso)?[:,!]? ?{_THIS} (?:è stat[oa]|ha|risale|è)(?: [^\s.,;:]{{1,14}}){{0,4}} (?:più di|oltre) {_AGE} {_UNIT}(?: fa)?(?: e (?:potrebbe|può|alcune|le)[^.?!]{{0,110}})?",
        r"(?:articolo|notizia|contenuto) (?:tratt[oa]|d\'archivio|estratt[oa]|proveniente)(?: (?:dal|dall\'|da|nostro|archivio)){0,3}[^.?!]{0,20}",
        rf"{_THIS} è stat[oa] pubblicat[oa] (?:nel|il) [\w ]{{0,14}}\d{{4}}[^.?!]{{0,60}}",
        rf"(?:attenzione|nota|avviso)?[:,!]? ?{_THIS} (?:è stat[oa] (?:pubblicat[oa]|aggiornat[oa]|scritt[oa])|ha|risale a)(?: più di| oltre| circa)? {_AGE} {_UNIT}(?: fa)?(?:(?: e|,) [^.?!]{{0,50}}(?:aggiornat|informazion|obsolet|superat)[^.?!]{{0,60}})?",
        rf"(?:pubblicat[oa]|aggiornat[oa]) (?:più di |oltre )?{_AGE} {_UNIT} fa",
        rf"{_THIS} (?:proviene dal nostro archivio|è d'archivio|non è più aggiornat[oa]|potrebbe non essere (?:più )?aggiornat[oa])",
    ),
    "related-link": (
        r"(?:articolo|notizia) (?:successiv|precedent)[oae]",
        r"(?:leggi anche|leggi|vedi anche|guarda anche|guarda|ascolta|potrebbe interessarti(?: anche)?|per approfondire|approfondisci|articoli correlati|articoli correlati) ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"(?:leggi|vedi|guarda|scopri) (?:anche|tutto|di più|altro|l'articolo completo|tutti gli articoli)|articoli (?:correlati|più letti|simili)|notizie correlate|i più letti|potrebbe(?:ro)? interessar(?:ti|vi)(?: anche)?|ti potrebbe(?:ro)? interessare|per approfondire|continua a leggere|continua la lettura|altre notizie|ultime notizie|ultim'ora|le ultime notizie",
        r"clicca qui(?: per[^.?!]{0,80})?",
    ),
    "newsletter-prompt": (
        r"(?:iscriviti|iscrivetevi|abbonati|ricevi|registrati)[^.?!]{0,90}(?:newsletter|via e-?mail|nella tua casella|e-?mail)[^.?!]{0,110}",
        r"(?:la nostra |le nostre )?newsletter(?: (?:gratuita|quotidiana|settimanale))?|(?:la tua |indirizzo )?e-?mail",
    ),
    "subscribe-prompt": (
        r"(?:abbonati|accedi|registrati|sottoscrivi|iscriviti)(?: (?:per (?:continu|legg|comment|acced|sblocc)|e (?:continua|leggi|sostieni|ricevi)|ora|subito|qui|gratis|o (?:abbon|registr|acced)|alla? (?:nostr|newsletter))[^.?!]{0,110})?|(?:sei|hai) già (?:abbonat[oa]|un account|registrat[oa])\??(?: ?accedi)?|(?:contenuto|articolo) (?:riservato|esclusivo)(?: agli| per gli)? abbonati|per continuare a leggere[^.?!]{0,90}|(?:sostieni|sostienici|dona ora)(?: (?:il|la|ci|con|un|anche)[^.?!]{0,90})?",
    ),
    "app-prompt": (
        r"scarica[^.?!:,]{0,40}\bapp(?: (?:gratis|gratuita|ora|subito|mobile)){0,2}",
        r"attiva le notifiche[^.?!]{0,60}",
    ),
    "share-line": (
        r"condividi(?: (?:su|l'articolo|questo articolo|via|con|la notizia))*(?: (?:facebook|twitter|x|whatsapp|linkedin|e-?mail|telegram))?|(?:copia|link copiato|stampa|salva)(?: (?:il )?link| articolo)?|riproduzione riservata",
    ),
    "follow-line": (
        r"(?:segui|seguici|seguiteci|unisciti)(?: [\w .'-]{2,30})? (?:su|anche su|al|sul nostro|al nostro)(?: canale)? ?(?:facebook|x|twitter|instagram|whatsapp|linkedin|youtube|tiktok|google|telegram)\b[^.?!]{0,80}|seguici",
        r"(?:scrivi|contatta)(?:ci)?(?: a| la redazione)[^?!]{0,70}",
    ),
    "comment-prompt": (
        r"segnala (?:un|l') ?errore",
        r"(?:e (?:voi|tu),? )?(?:che )?cosa ne (?:pensate|pensi)[^.?!]{0,40}|(?:scrivi|scrivete|dicci|diteci|lascia|lasciate)[^.?!]{0,40} (?:commenti|commento)[^.?!]{0,30}|(?:vedi|mostra|leggi) (?:tutti )?i commenti",
        r"(?:\d+ )?comment[oi]|(?:lascia|scrivi|leggi|vedi|aggiungi) (?:un|i|tutti i|il tuo) comment[oi]|commenta|i commenti sono chiusi[^.?!]{0,40}|partecipa alla discussione",
    ),
    "cookie-notice": (
        r"(?:per (?:visualizzare|vedere|guardare|riprodurre) (?:questo|il|questa|la) (?:contenuto|video|mappa|post)),? [^.?!]{0,40}(?:cookies?|accettare|consenso)[^.?!]{0,60}",
        r"(?:questo sito|utilizziamo|noi)[^.?!]{0,30}cookie[^.?!]{0,140}",
        r"(?:iscrivendoti|proseguendo|cliccando|continuando)[^.?!]{0,90}(?:accetti|dichiari|acconsenti)[^.?!]{0,140}",
        r"accetta(?: (?:tutti i )?cookie)?|informativa (?:privacy|sulla privacy)|privacy policy",
    ),
    "advertisement": (
        r"(?:continua(?: a leggere)?|l\'articolo (?:continua|prosegue)|prosegui) (?:dopo|sotto) (?:la pubblicità|l\'annuncio|il video)",
        r"pubblicità|annuncio|contenuto sponsorizzato|sponsorizzato|continua dopo la pubblicità|l'articolo (?:prosegue|continua) (?:dopo|sotto)[^.?!]{0,30}",
    ),
    "copyright": (
        r"(?:©|copyright)? ?riproduzione (?:riservata|vietata)[^?!]{0,60}|tutti i diritti riservati[^?!]{0,60}",
    ),
    "agency-footer": (
        r"(?:fonte|fonti|foto|crediti|credits|immagine|foto di|con informazioni da) ?: ?[^?!]{2,100}|\(?(?:ansa|agi|adnkronos|lapresse|askanews)\)?|redazione [\w .]{2,30}",
    ),
    "reading-aid": (
        r"(?:tempo di )?lettura ?:? ?\d{1,3} ?min(?:ut[oi])?|\d{1,3} ?min(?:ut[oi])? di lettura|ascolta (?:l'articolo|questo articolo)(?: ?\(?\d.{0,12})?|il tuo browser non[^.?!]{0,80}|© ?[^?!]{2,80}",
    ),
    "topic-list": (
        r"(?:argomenti|tag|temi|parole chiave) ?: ?[^?!]{2,200}",
        r"argomenti|informazioni sull'autore|l'autore",
    ),
    "dateline": (
        r"(?:pubblicato|aggiornato|ultimo aggiornamento|modificato)(?: il| alle(?: ore)?|:)? ?:? ?(?:\w{2,10},? )?(?:il )?\d{1,2}[\w./ :,|àèìòù–-]{0,60}",
    ),
}

COMPANIONS: tuple[str, ...] = (
    r"(?:puoi|potrai)[^.?!]{0,40}(?:cancellarti|disiscriverti|disdire|in qualsiasi momento)[^.?!]{0,60}",
    r"(?:è )?(?:gratis|gratuit[oa]|senza impegno)(?: e (?:gratis|senza impegno))?",
    r"(?:le |alcune )?informazioni[^.?!]{0,50}(?:non essere (?:più )?aggiornate|obsolete|superate)[^.?!]{0,30}",
)

REPORTED: tuple[str, ...] = (
    r"\b(?:ha detto|secondo|ha dichiarato|ha spiegato|spiega|afferma|ha affermato|lui|lei|loro|ha annunciato|sostiene|dice|diceva|chiede|chiedeva|ha chiesto|gridavano|consiglia|consigliano|avverte|avvertono|recita|ha stabilito)\b",
)

BYLINES: tuple[str, ...] = (r"(?:(?:articolo|testo|scritto|intervista|a cura) )?di ?:? (?P<it>[^:?!]{3,90})",)

ASKS = r"(?:e |poi )?(?:iscriviti|iscrivetevi|abbonati|abbonatevi|ricevi|ricevete|registrati|scarica|scaricate|seguici|seguiteci|segui|unisciti|condividi|condividete|sostieni|sostienici|sostenete|sosteneteci|aiutaci|dona|donate|accedi|lascia|lasciate|scrivi|scrivici|scriveteci|scrivete|dicci|diteci|contatta|contattaci|attiva|leggi|leggete|guarda|clicca|cliccate|resta|non perdere|non perderti|vuoi|volete|hai|avete|scopri|per (?:visualizzare|leggere|continuare|ricevere|commentare|segnalazioni|saperne|restare))"
VOICE = r"(?:noi|nostr[oaei]|\w{3,12}(?:ici|eci|aci))"
READER = r"(?:tu|tuo|tua|tuoi|voi|vostr[oa]|ti|vi)"

PROMPTS = {
    "newsletter-prompt": (
        " alla nostra newsletter ",
        " alle nostre newsletter ",
        " nella tua casella ",
        " nella vostra casella ",
    ),
    "subscribe-prompt": (
        " è riservato agli abbonati ",
        " riservato agli abbonati ",
        " per continuare a leggere ",
        " per continuare la lettura ",
        " sei già abbonato ",
    ),
    "comment-prompt": (
        " scrivetelo nei commenti ",
        " scrivilo nei commenti ",
        " diteci la vostra nei commenti ",
        " nei commenti qui sotto ",
    ),
    "cookie-notice": (
        " devi accettare i cookie ",
        " devi accettare i cookies ",
        " questo sito utilizza cookie ",
        " questo sito utilizza i cookie ",
        " utilizziamo i cookie ",
    ),
    "advertisement": (
        " dopo la pubblicità ",
        " potremmo ricevere una commissione ",
        " possiamo ricevere una commissione ",
    ),
    "app-prompt": (" la nostra app ", " disponibile su ios e android ", " disponibile su app store "),
    "donation-prompt": (" il nostro giornalismo ", " sostieni il nostro lavoro ", " sostienici con "),
    "follow-line": (" nostro canale whatsapp ", " nostro canale telegram "),
    "contact-line": (" per segnalazioni scriv",),
    "copyright": (" riproduzione riservata ", " tutti i diritti riservati "),
    "age-notice": (
        " potrebbe non essere aggiornat",
        " potrebbe non essere più aggiornat",
        " tratto dal nostro archivio ",
        " dal nostro archivio ",
    ),
    "related-link": (" per saperne di più clicca ", " leggi qui l'articolo ", " leggi l'articolo completo "),
}
OFFERS = {
    "newsletter-prompt": (
        " newsletter gratuita ",
        " gratis alla newsletter ",
        " alla newsletter del ",
        " alla newsletter di ",
        " casella di posta ",
        " via e-mail ",
        " via mail ",
    ),
    "app-prompt": (" app store ", " google play ", " notifiche ", " ios e android "),
    "follow-line": (" su facebook ", " su instagram ", " canale whatsapp ", " su telegram ", " sui social "),
    "comment-prompt": (" nei commenti ", " un commento "),
    "share-line": (" questo articolo ", " questa notizia "),
}
THINGS = {
    "newsletter-prompt": (" newsletter ",),
    "app-prompt": (" app ",),
    "donation-prompt": (" giornalismo ", " redazione ", " donazione ", " lavoro "),
    "follow-line": (" facebook ", " instagram ", " whatsapp ", " telegram ", " social "),
    "contact-line": (" redazione ", "@"),
}
BIOS = r"[^.?!]{3,60}? è (?:[\w-]+ ){0,3}(?:giornalista|redattore|redattrice|corrispondente|inviat[oa]|cronista) (?:del|della|di|per|al|presso|dell')[^?!]{3,160}|(?:si occupa di|scrive di|lavora per)[^?!]{3,140}"
