"""Polish."""

_AGE = r"(?:\d{1,2}|dwa|dwóch|trzy|trzech|cztery|czterech|pięć|pięciu|kilka|kilku)"
_UNIT = r"(?:dni|dzień|tygodni[ea]?|tydzień|miesi(?:ąc|ące|ęcy)|rok|roku|lata|lat)"
_THIS = r"(?:ten artykuł|ta wiadomość|ten tekst|ta strona|ten materiał|ten wpis)"

LINES: dict[str, tuple[str, ...]] = {
    "photo-credit": (
        r"źródł[oa] zdjęć ?: ?[^?!]{2,80}",
        r"(?:fot|foto|zdj|rys|zdjęcie|grafika|źródło zdjęcia|autor zdjęcia)[.:]+ ?[^?!]{2,80}",
    ),
    "donation-prompt": (
        r"nasze (?:dziennikarstwo|teksty) [^.?!]{2,50}(?:czytelnik|wspar|wpłat)[^.?!]{0,30}|(?:wesprzyj|wspieraj) (?:nas|naszą \w{4,14}|nasze \w{4,16})(?: (?:wpłatą|teraz|już)[^.?!]{0,50})?|wpłać(?: teraz)?",
    ),
    "age-notice": (
        rf"(?:uwaga)?[:,!]? ?(?:ten |niniejszy )?(?:artykuł|tekst|materiał|wpis)(?: ten)? (?:opublikowano|został opublikowany|pochodzi|powstał|zaktualizowano)(?: [^\s.,;:]{{1,14}}){{0,2}} (?:ponad|więcej niż) (?:{_AGE} )?{_UNIT} temu(?: i (?:może|niektóre)[^.?!]{{0,90}})?",
        r"(?:to (?:jest )?)?(?:materiał|artykuł|tekst) (?:archiwalny|z archiwum|z naszego archiwum)",
        rf"(?:uwaga)?[:,!]? ?{_THIS} (?:ma|został[ao]? opublikowan[ya]|jest sprzed|pochodzi sprzed|powstał[ao]?)(?: już)?(?: ponad| więcej niż)? ?(?:{_AGE} )?{_UNIT}(?: temu)?(?:(?: i|,) [^.?!]{{0,50}}(?:nieaktualn|informacj|przestarza|dane)[^.?!]{{0,60}})?",
        rf"{_THIS} (?:jest starszy|jest starsza) niż (?:{_AGE} )?{_UNIT}|{_THIS} (?:pochodzi z archiwum|jest archiwaln[ya]|może być nieaktualn[ya])|artykuł archiwalny",
    ),
    "related-link": (
        r"(?:czytaj (?:też|także|również|więcej|dalej)|przeczytaj (?:też|także|również)|zobacz (?:też|także|również|więcej)|sprawdź (?:też|także)|więcej na ten temat|polecamy) ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"(?:czytaj|przeczytaj|zobacz|sprawdź) (?:też|także|również|więcej|dalej|całość|cały artykuł)|więcej na ten temat|powiązane (?:artykuły|tematy|treści)|polecamy(?: także)?|polecane(?: artykuły)?|najczęściej czytane|najnowsze(?: wiadomości)?|podobne artykuły|to może cię zainteresować|dalszy ciąg (?:artykułu|materiału|tekstu) pod (?:materiałem wideo|reklamą|wideo|filmem|zdjęciem)|reszta artykułu pod[^.?!]{0,30}",
        r"kliknij (?:tutaj|tu)(?:,? (?:aby|żeby|by)[^.?!]{0,80})?",
    ),
    "newsletter-prompt": (
        r"(?:zapisz się|subskrybuj|zamów|otrzymuj)[^.?!]{0,90}(?:newsletter|newslettera|e-?mail|skrzynk)[^.?!]{0,110}",
        r"(?:nasz )?newsletter|(?:twój )?(?:adres )?e-?mail",
    ),
    "subscribe-prompt": (
        r"(?:zaloguj się|subskrybuj|wykup (?:dostęp|prenumeratę|subskrypcję)|zarejestruj się|kup (?:dostęp|prenumeratę))(?: (?:aby|i|lub|teraz|by|żeby)[^.?!]{0,100})?|(?:masz już|jesteś już) (?:konto|subskrybentem|prenumeratę|prenumeratorem)\??(?: ?zaloguj się)?|(?:artykuł )?(?:tylko )?dla (?:prenumeratorów|subskrybentów)|(?:wesprzyj|wspieraj)(?: (?:nas|naszą|niezależne))[^.?!]{0,80}",
    ),
    "app-prompt": (r"pobierz[^.?!:,]{0,40}aplikacj\w{0,2}(?: (?:za darmo|mobilną|teraz)){0,2}",),
    "share-line": (
        r"udostępnij(?: (?:na|artykuł|przez))*(?: (?:facebooku|facebook|twitterze|x|whatsapp|linkedin|e-?mail))?|(?:kopiuj link|skopiowano link|drukuj|podziel się(?: artykułem| na[^.?!]{0,30})?)",
    ),
    "follow-line": (
        r"masz (?:dla nas )?(?:ciekawy |ważny )?(?:temat|newsa|informację)",
        r"(?:obserwuj|śledź|polub|dołącz do)(?: (?:nas|[\w .'-]{2,30}))?(?: (?:na|w)) ?(?:facebooku|x|twitterze|instagramie|whatsapp|linkedin|youtube|google|google news|tiktoku)[^.?!]{0,80}|(?:napisz do nas|skontaktuj się z (?:nami|autorem))[^?!]{0,60}",
    ),
    "comment-prompt": (
        r"zaloguj się,? (?:aby|by|żeby) (?:skomentować|dodać komentarz|komentować)",
        r"(?:a )?(?:co|jak) (?:o tym |wy )?(?:sądzisz|sądzicie|myślisz|myślicie|uważasz)[^.?!]{0,30}|(?:napisz|napiszcie|daj|dajcie|zostaw|podziel się)[^.?!]{0,30} (?:komentarzu|komentarzach|komentarz|opinią)[^.?!]{0,30}|(?:zobacz|pokaż|czytaj) (?:wszystkie )?komentarze",
        r"(?:\d+ )?komentarz(?:e|y)?|(?:dodaj|napisz|zobacz|pokaż) (?:komentarz|wszystkie komentarze|komentarze)|skomentuj|dołącz do dyskusji|zgłoś (?:błąd|uwagę)[^.?!]{0,30}",
    ),
    "cookie-notice": (
        r"(?:aby|by|żeby) (?:wyświetlić|zobaczyć|obejrzeć|odtworzyć) (?:tę|ten|to) [^.?!]{2,80}(?:cookie|zgod)[^.?!]{0,50}",
        r"(?:ta strona|nasz serwis|my) (?:używa|wykorzystuje|używamy)[^.?!]{0,20}(?:cookies|ciasteczek|plików cookie)[^.?!]{0,140}",
        r"(?:zapisując się|klikając|korzystając)[^.?!]{0,90}(?:akceptujesz|zgadzasz się|wyrażasz)[^.?!]{0,120}",
        r"(?:akceptuję|zaakceptuj)(?: wszystkie| cookies)?|polityka prywatności",
    ),
    "advertisement": (
        r"(?:dalsza część|ciąg dalszy|reszta) (?:artykułu|tekstu|materiału)? ?(?:pod|po|za) (?:reklamą|reklamie|materiałem)[^.?!]{0,20}",
        r"reklama|materiał (?:sponsorowany|promocyjny|reklamowy)|artykuł sponsorowany|koniec reklamy|dalsza część (?:artykułu|tekstu)[^.?!]{0,30}",
    ),
    "copyright": (r"wszelkie prawa zastrzeżone[^?!]{0,80}|(?:©|copyright (?:©|\(c\)|\d{4}|by ))[^?!]{0,100}",),
    "agency-footer": (
        r"(?:źródło|źródła|fot|foto|zdjęcie|autor zdjęcia|oprac|opracowanie|redakcja)\.? ?[:.] ?[^?!]{2,100}|\(?(?:pap|iar|pap/iar)(?:[/, ]+(?:pap|iar|reuters|afp))*\)?",
    ),
    "reading-aid": (
        r"(?:następny|poprzedni) (?:artykuł|wpis)",
        r"(?:czas czytania|przeczytasz w) ?:? ?(?:ok\.? )?\d{1,3} ?min(?:ut[ay]?)?\.?|(?:odsłuchaj|posłuchaj) (?:artykuł|artykułu)(?: ?\(?\d.{0,12})?|twoja przeglądarka[^.?!]{0,80}|rozwiń|zwiń",
    ),
    "topic-list": (r"(?:tagi|tematy|słowa kluczowe|powiązane tematy) ?: ?[^?!]{2,200}", r"słowa kluczowe|o autorze"),
    "dateline": (
        r"(?:opublikowano|publikacja|aktualizacja|zaktualizowano|data publikacji|dodano)(?: dnia)? ?:? ?(?:\w{2,12},? )?\d{1,2}[\w./ :,|–-]{0,45}",
    ),
}

COMPANIONS: tuple[str, ...] = (
    r"(?:możesz|w każdej chwili)[^.?!]{0,40}(?:zrezygnować|wypisać|anulować)[^.?!]{0,60}",
    r"(?:to )?(?:bezpłatn[ey]|za darmo)",
    r"(?:niektóre |część )?informacj[ei][^.?!]{0,50}nieaktualn[^.?!]{0,30}",
)

REPORTED: tuple[str, ...] = (
    r"\b(?:powiedział|powiedziała|według|poinformował|poinformowała|dodał|dodała|stwierdził|on|ona|mówi|napisał|przekazał|apelował|apelowała|apeluje|apelują|radzi|radzą|ostrzega|ostrzegają|głosił|głosi|zachęca|zachęcał|twierdzi|orzekł|ogłosił[ao]?|prosił[ao]?)\b",
)

BYLINES: tuple[str, ...] = (r"(?:autor|autorka|tekst|napisał|napisała|oprac)\.? ?:? (?P<pl>[^:?!]{3,90})",)

ASKS = r"(?:i |a |więc )?(?:zapisz się|zapisz|subskrybuj|zamów|otrzymuj|pobierz|obserwuj|śledź|polub|dołącz|udostępnij|podziel się|wesprzyj|wspieraj|wpłać|zaloguj|wykup|kup|zarejestruj|zostaw|napisz|wyślij|daj znać|skomentuj|czytaj|przeczytaj|zobacz|posłuchaj|kliknij|włącz|bądź|nie przegap|masz|chcesz|aby|żeby|co o tym)"
VOICE = r"(?:my|nas|nam|nami|nasz\w{0,4})"
READER = r"(?:ty|ci|cię|ciebie|twój|twoja|twoje|twojej|twoim|państwa|państwo|sądzisz|myślisz)"

PROMPTS = {
    "newsletter-prompt": (
        " do naszego newslettera ",
        " nasz newsletter ",
        " do naszego bezpłatnego newslettera ",
        " na twojej skrzynce ",
        " na twoją skrzynkę ",
    ),
    "subscribe-prompt": (
        " tylko dla prenumeratorów ",
        " tylko dla subskrybentów ",
        " aby czytać dalej ",
        " by czytać dalej ",
        " wykup dostęp ",
        " wykup prenumeratę ",
    ),
    "comment-prompt": (" napisz w komentarzu ", " napiszcie w komentarzach ", " daj znać w komentarzu "),
    "cookie-notice": (
        " zaakceptować pliki cookie ",
        " używa plików cookie ",
        " używamy plików cookie ",
        " wykorzystuje pliki cookie ",
    ),
    "advertisement": (" pod reklamą ", " pod materiałem reklamowym "),
    "app-prompt": (" naszą aplikację ", " naszej aplikacji "),
    "donation-prompt": (" nasze dziennikarstwo ", " niezależne dziennikarstwo wesprzyj "),
    "follow-line": (" naszego kanału na ", " nasz kanał na "),
    "contact-line": (" masz temat dla ", " masz dla nas temat ", " napisz do nas ", " napisz do autora "),
    "copyright": (" wszelkie prawa zastrzeżone ",),
    "age-notice": (" nieaktualne informacje ", " jest materiał archiwalny ", " artykuł archiwalny "),
    "related-link": (" przeczytasz tutaj ", " przeczytasz tu ", " czytaj więcej tutaj "),
}
OFFERS = {
    "newsletter-prompt": (" na newsletter ", " newslettera ", " skrzynce ", " skrzynkę "),
    "app-prompt": (" app store ", " google play ", " powiadomienia "),
    "follow-line": (" na facebooku ", " na instagramie ", " na whatsappie ", " na youtube ", " w google news "),
    "comment-prompt": (" w komentarzu ", " komentarz "),
    "share-line": (" ten artykuł ", " artykuł "),
}
THINGS = {
    "newsletter-prompt": (" newsletter",),
    "app-prompt": (" aplikacj",),
    "donation-prompt": (" dziennikarstw", " redakcj"),
    "follow-line": (" facebook", " instagram", " whatsapp"),
    "contact-line": (" redakcj", "@"),
}
BIOS = r"[^.?!]{3,60}? (?:jest|to) (?:[\w-]+ ){0,3}(?:dziennikark[aą]|dziennikarz(?:em)?|redaktor(?:em|ka|ką)?|reporter(?:em|ka|ką)?) [^?!]{3,160}|(?:pisze o|zajmuje się)[^?!]{3,140}"
