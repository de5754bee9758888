"""What walls say, in the languages of the web's news. Matched against `plain` text; whole headlines, parts of lines.

A headline counts only where it is nothing but the wall's own words: "Page not found" is one, "Page not found: how links
die" is a story. Lines count only on pages that have no text of their own.
"""

from __future__ import annotations

import re
import unicodedata

from schemas.wall import Wall

_ENDS = " .!?…:;,-–—|»«·•¡¿。！？、~*\"'“”„"
_QUOTES = str.maketrans("’‘`´ʼ", "'''''")
_LONGEST_LINE = 400


def plain(text: str) -> str:
    """Text in one case and width, with single spaces and straight apostrophes, without punctuation at its ends."""
    folded = unicodedata.normalize("NFKC", text[: 2 * _LONGEST_LINE]).translate(_QUOTES).lower()
    return " ".join(folded.split()).strip(_ENDS)


def headline_wall(title: str) -> Wall | None:
    """The wall whose headline this is, if nothing else is in it."""
    said = plain(title)
    return next((wall for wall, words in _HEADLINES.items() if words.fullmatch(said)), None) if said else None


def line_wall(line: str) -> Wall | None:
    """The wall that says such a thing on a page without a story."""
    said = plain(line) if len(line) <= _LONGEST_LINE else ""
    if not said or _ABOUT_COMMENTS.search(said):
        return None
    return next((wall for wall, words in _LINES.items() if words.search(said)), None)


def is_button_of_consent(label: str) -> bool:
    """Whether a button is one that agrees to cookies."""
    return _AGREE.fullmatch(plain(label)) is not None


def asks_for_subscription(line: str) -> bool:
    """Whether a line says that the rest is for subscribers or registered readers."""
    return len(line) <= _LONGEST_LINE and _PAYWALL.search(plain(line)) is not None


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for word in words))


_CODE = r"(?:http )?(?:error|fehler|erreur|errore|erro|fout|fel|fejl|feil|błąd|ошибка|помилка|hata|エラー|错误|오류|خطأ)? ?(?:code )?"
_SORRY = (
    r"(?:(?:sorry|oops|uh[- ]oh|whoops|ooops|ups|hoppla|oups|désolée?|lo sentimos|vaya|spiacenti|desculpe|helaas|oj|tyvärr"
    r"|przepraszamy|извините|упс|üzgünüz|抱歉|很抱歉|对不起|對不起|죄송합니다|عذرا|申し訳ございません|申し訳ありません)[ ,.!…:，。،-]*)?"
)

_SOFT_404 = _any(
    rf"{_CODE}404(?: error| page)?",
    rf"(?:{_CODE}404 ?[-–—:|,.!]* ?)?{_SORRY}(?:(?:"
    # English
    r"(?:(?:the|this|that|your|requested) ){0,2}(?:page|article|story|content|url|post|document|file)(?: that)?"
    r"(?: you(?:'re| are| were) looking for| you(?:'ve)? requested| requested)?"
    r" (?:(?:was|is|could|can|has|does|cannot|can't|couldn't|isn't|doesn't|no longer|not|be|been|longer|either|or|may|have) ?){1,5}"
    r"(?:found|exists?|available|here|there|removed|deleted|moved|expired)(?: any ?more| any longer| at this (?:url|address))?"
    r"|page not found|not found|nothing (?:was )?found(?: here)?|page (?:missing|unavailable|removed|deleted|expired)"
    r"|we (?:can't|can ?not|couldn't|could not) (?:seem to )?find (?:that|this|the|your) (?:page|article|story)(?: you(?:'re| are) looking for)?"
    r"|(?:that|this|the) page (?:can't|cannot|couldn't|could not) be found|there's nothing here|page doesn't exist"
    # German
    r"|(?:die |diese |der |dieser )?(?:von ihnen )?(?:angeforderte |gesuchte |gewünschte |aufgerufene )?(?:seite|artikel|beitrag|inhalt)"
    r" (?:(?:wurde|konnte|existiert|ist|leider|nicht|mehr) ?){1,4}(?:gefunden(?: werden)?|verfügbar|vorhanden|existent)?|nicht gefunden"
    # French
    r"|(?:la |cette |l')?(?:page|article|contenu)(?: que vous (?:recherchez|cherchez|demandez)| demandée?)?"
    r" (?:introuvable|non trouvée?|inexistante?|n'existe (?:pas|plus)|est introuvable|n'a pas été trouvée?|n'est (?:pas|plus) disponible|supprimée?)"
    # Spanish
    r"|(?:la |esta |el |este )?(?:página|artículo|noticia|contenido)(?: que (?:buscas?|está buscando|estás buscando))?"
    r" (?:no (?:existe|encontrad[ao]|disponible|se encuentra(?: disponible)?|está disponible|ha sido encontrad[ao]|se ha encontrado))"
    r"|no encontrad[ao]|no se (?:ha encontrado|encontró|encuentra) (?:la |esta )?página"
    # Italian
    r"|(?:la |questa |l')?(?:pagina|articolo|contenuto)(?: che (?:stai cercando|cerchi)| richiest[ao])?"
    r" (?:non (?:trovat[ao]|esiste(?: più)?|disponibile|è (?:più )?disponibile|è stat[ao] trovat[ao]))|non trovat[ao]"
    # Portuguese
    r"|(?:a |esta |essa |o |este )?(?:página|artigo|notícia|conteúdo)(?: que (?:você )?(?:procura|está procurando|tentou acessar))?"
    r" (?:não (?:encontrad[ao]|existe(?: mais)?|disponível|foi encontrad[ao]|está (?:mais )?disponível))|não encontrad[ao]"
    # Dutch
    r"|(?:de |deze |dit |het )?(?:opgevraagde )?(?:pagina|artikel)(?: die (?:je|u) zoekt)?"
    r" (?:niet gevonden|bestaat niet(?: meer)?|is niet(?: meer)? (?:gevonden|beschikbaar)|kan niet (?:worden )?gevonden(?: worden)?)|niet gevonden"
    # Swedish, Danish, Norwegian
    r"|(?:den här |denna )?(?:sidan|artikeln)(?: du (?:söker|letar efter))? (?:hittades inte|kunde inte hittas|finns inte(?: längre)?|saknas)|hittades inte"
    r"|(?:denne )?(?:siden|artiklen|artikkelen) (?:blev ikke fundet|ble ikke funnet|ikke fundet|ikke funnet|findes ikke(?: længere)?|finnes ikke(?: lenger)?)"
    # Polish
    r"|nie znaleziono(?: strony| artykułu)?|(?:podana |szukana |ta )?(?:strona|artykuł)(?: o podanym adresie)? nie (?:istnieje|został[ay]? znalezion[ay])"
    # Russian, Ukrainian
    r"|(?:такая |эта |запрашиваемая |запрошенная |такой )?(?:страница|страницы|материал|статья) (?:не (?:найден[ао]?|существует)|больше не существует|удален[ао]?)|не найдено"
    r"|(?:такої )?сторінк[ауи] не (?:знайдено|існує)"
    # Turkish
    r"|(?:aradığınız |bu )?(?:sayfa|haber|içerik)(?:ya|ye)? (?:bulunamadı|mevcut değil|artık mevcut değil|ulaşılamıyor)"
    # Japanese
    r"|(?:お探しの|ご指定の|指定された|該当の|該当する|この)?(?:ページ|記事)(?:が|は|を)?(?:見つかりません(?:でした)?|存在しません|ありません|削除されました|見つけることができません(?:でした)?)"
    # Chinese
    r"|(?:您|你)?(?:所)?(?:访问|請求|请求|查找|寻找|尋找|要找|浏览|瀏覽)?的?(?:页面|頁面|网页|網頁|文章|内容|內容)(?:不存在|未找到|找不到了?|没有找到|沒有找到|已(?:被)?(?:删除|刪除)|不存在或已(?:被)?(?:删除|刪除))"
    r"|(?:找不到|无法找到|無法找到|未找到)(?:您|你)?(?:要|请求|請求)?的?(?:此|该|該)?(?:页面|頁面|网页|網頁|文章)"
    # Korean
    r"|(?:요청하신 |찾으시는 |해당 )?(?:페이지|기사)(?:를|가|을) (?:찾을 수 없습니다|존재하지 않습니다)|(?:존재하지 않는|없는|삭제된) (?:페이지|기사)(?:입니다)?"
    # Arabic
    r"|(?:هذه )?(?:الصفحة|المقال|المحتوى)(?: المطلوبة| المطلوب| التي تبحث عنها)? (?:غير (?:موجودة?|متوفرة?|متاحة?)|لم يتم العثور عليها)|لم يتم العثور على (?:الصفحة|المقال|المحتوى)"
    r") ?(?:[-–—:|,(]* ?(?:error |fehler |erreur |errore |erro )?404\)?)?)",
)

_ERROR = _any(
    r"(?:(?:http )?(?:error )?5\d\d ?[-–—:|]* ?)?(?:internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|server error|application error)(?: ?\(?5\d\d\)?)?",
    r"error establishing a database connection|database (?:connection )?error|fatal error|proxy error|an error (?:has )?occurred|something went wrong",
    r"(?:the |this |our )?(?:site|website|we(?:'re| are)?)? ?(?:is |are )?(?:currently |temporarily )?(?:down for |under |undergoing |in )(?:scheduled |planned |routine )?maintenance(?: mode)?|(?:scheduled|site|planned) maintenance|be right back|we'll be (?:right )?back(?: soon| shortly)?|temporarily (?:unavailable|down)",
    r"wartungsarbeiten|wartungsmodus|interner serverfehler|(?:ein|es ist ein) (?:technischer )?fehler(?: ist)? aufgetreten|vorübergehend nicht (?:erreichbar|verfügbar)",
    r"(?:site|service) (?:en maintenance|momentanément indisponible)|maintenance en cours|erreur (?:interne )?(?:du )?serveur|une erreur (?:est survenue|s'est produite)",
    r"(?:sitio|página)?(?: web)? ?en mantenimiento|error (?:interno )?del servidor|ha ocurrido un error|servicio no disponible",
    r"(?:sito )?in manutenzione|errore (?:interno )?del server|si è verificato un errore|servizio non disponibile",
    r"(?:site )?em manutenção|erro (?:interno )?do servidor|ocorreu um erro|serviço indisponível",
    r"(?:site )?in onderhoud|onderhoudsmodus|er is (?:iets misgegaan|een fout opgetreden)|(?:tillfälligt )?underhåll(?:sarbete)?|(?:ett|något) (?:fel har uppstått|gick fel)",
    r"przerwa techniczna|prace (?:techniczne|serwisowe)|wystąpił błąd|(?:ведутся )?технические работы|сайт на обслуживании|внутренняя ошибка сервера|произошла ошибка",
    r"bakım (?:çalışması|modu)|bakımdayız|sunucu hatası|bir hata oluştu|(?:ただいま)?メンテナンス中(?:です)?|サーバーエラー|エラーが発生しました",
    r"(?:系统|系統|网站|網站)(?:正在)?(?:维护|維護)(?:中)?|服务器(?:内部)?错误|伺服器錯誤|(?:서버 |시스템 )?점검 ?중(?:입니다)?|서버 오류|오류가 발생했습니다|الموقع (?:تحت|قيد) الصيانة|خطأ في الخادم|حدث خطأ",
)

_CHALLENGE_HEADLINE = _any(
    r"just a moment|one moment,? please|please wait|attention required!?(?: ?\| ?cloudflare)?|checking your browser(?: before accessing .{1,80})?",
    r"access denied|access to this page has been denied|(?:403 ?[-–—:|]* ?)?forbidden|error 1020|ddos-guard|client challenge|vercel security checkpoint|pardon our interruption",
    r"(?:are you|confirm you are|verify you are|please verify (?:that )?you are|make sure you are|verifying you are) (?:not )?(?:a )?(?:robot|human|bot)|making sure you're not a bot|human verification|bot verification|security (?:check|verification|checkpoint)|robot check|captcha(?: check)?|you have been blocked|sorry, you have been blocked|(?:your )?request (?:was |has been |is )?(?:blocked|unsuccessful)|your access (?:has been|is) blocked",
    r"(?:nur )?einen moment(?: bitte)?|zugriff verweigert|sicherheits(?:überprüfung|check)|sind sie ein (?:mensch|roboter)",
    r"un instant|accès (?:refusé|interdit)|vérification de (?:sécurité|votre navigateur)|êtes-vous (?:un robot|humain)",
    r"un momento|acceso denegado|verificación de seguridad|¿?eres (?:un robot|humano)|solo un momento|accesso negato|controllo di sicurezza|(?:só )?um momento|acesso negado|verificação de segurança",
    r"(?:nog )?even geduld|een ogenblik(?: geduld)?|toegang geweigerd|vänta ett ögonblick|ett ögonblick|åtkomst nekad|cierpliwości|chwileczkę|odmowa dostępu",
    r"один момент|секундочку|подождите|доступ (?:запрещен|запрещён|ограничен)|вы не робот|bir dakika(?: lütfen)?|bir an|erişim engellendi|güvenlik (?:kontrolü|doğrulaması)",
    r"(?:しばらく|少々)お待ちください|アクセスが拒否されました|请稍候|請稍候|安全(?:验证|驗證|检查)|访问被拒绝|存取被拒|잠시만 기다(?:리십시오|려 ?주세요|리세요)|액세스가 거부되었습니다|접근이 거부되었습니다|لحظة(?: من فضلك)?|تم رفض الوصول",
)

_CHALLENGE = _any(
    r"enable javascript and cookies to continue|checking if the site connection is secure|performing security verification|(?:verif(?:y|ying|ies)|confirm) (?:that )?you(?:'re| are) (?:not )?(?:a )?(?:human|robot|bot)|complete the (?:security check|captcha)|unusual (?:traffic|activity) from your|press (?:&|and) hold|i'm not a robot|prove (?:that )?you(?:'re| are) (?:not )?(?:a )?(?:human|robot)|(?:review the )?security of your connection before proceeding|your (?:request|access|ip(?: address)?) (?:to this (?:site|page) )?(?:has been|was|is) (?:blocked|denied)|you don't have permission to access|think you (?:were|are|might be) a bot|automated access",
    r"(?:bestätigen|zeigen) sie,? dass sie (?:ein mensch|kein roboter|kein bot) sind|ich bin kein roboter|überprüfung,? ob sie ein mensch|javascript und cookies,? um fortzufahren|ungewöhnlichen datenverkehr",
    r"(?:vérifi\w+|confirme[rz]|prouve[rz]) que vous (?:êtes (?:un )?humain|n'êtes pas un robot)|je ne suis pas un robot|javascript et les cookies pour continuer|trafic (?:inhabituel|anormal)",
    r"(?:verifi\w+|confirm\w+|demuestr\w+) que (?:usted )?(?:eres|es|no eres|no es) (?:un )?(?:humano|robot|ser humano)|no soy un robot|tráfico inusual|javascript y las cookies para continuar",
    r"(?:verific\w+|conferm\w+|dimostra) (?:che sei|di essere|di non essere) (?:un )?(?:umano|essere umano|robot)|non sono un robot|(?:verifi\w+|confirm\w+) (?:se|que) (?:você )?(?:é|não é) (?:um )?(?:humano|robô|ser humano)|não sou um robô",
    r"(?:bevestig|verifieer|controleer)\w* (?:dat|of) (?:je|u) (?:een mens|geen robot) bent|ik ben geen robot|(?:bekräfta|verifiera) att du är (?:en )?människa|jag är inte en robot|(?:potwierdź|zweryfikuj),? (?:że|czy) (?:nie )?jesteś (?:człowiekiem|robotem)|nie jestem robotem",
    r"подтвердите,? что вы (?:человек|не робот)|я не робот|необычный трафик|(?:insan|robot olmadığınızı) (?:olduğunuzu )?doğrulayın|ben robot değilim|olağan ?dışı trafik",
    r"人間であること(?:を|の)(?:確認|証明)|私はロボットではありません|(?:请|請)?(?:验证|驗證|确认|確認|证明|證明)(?:您|你)(?:是|不是)(?:真人|人类|人類|机器人|機器人)|我不是机器人|我不是機器人|(?:사람인지|사람임을|로봇이 아님을) (?:확인|인증)|로봇이 아닙니다|(?:تحقق|تأكد|التحقق) من أنك (?:إنسان|بشر|لست)|أنا لست (?:برنامج )?روبوت",
)

_LOGIN_HEADLINE = _any(
    r"(?:please )?(?:log ?-?in|sign ?-?in|login|register|registration|subscribe(?: now)?|subscribers? only|members? only|(?:my )?account|create (?:an|your|a free) account|subscription required)(?: (?:to|/|or|and|&) .{1,50})?",
    r"(?:bitte )?(?:anmelden|anmeldung|einloggen|registrieren|registrierung|jetzt registrieren|kundenlogin|abo(?:nnement)? erforderlich)(?: (?:oder|und|/) .{1,40})?",
    r"(?:connexion|se connecter|connectez-vous|identifiez-vous|s'identifier|identification|s'inscrire|inscription|abonnez-vous|réservé aux abonnés)(?: (?:ou|et|à|pour) .{1,40})?",
    r"(?:iniciar sesión|inicia sesión|inicie sesión|acceso|acceder|identifícate|regístrate|registro|suscríbete|solo (?:para )?suscriptores)(?: (?:o|y|en|para) .{1,40})?",
    r"(?:accedi|accesso|area riservata|registrati|abbonati|riservato agli abbonati)(?: (?:o|e|a|per) .{1,40})?|(?:entrar|iniciar sessão|faça (?:o )?(?:seu )?login|cadastre-se|assine|exclusivo para assinantes)(?: (?:ou|e|em|para) .{1,40})?",
    r"(?:inloggen|aanmelden|registreren|word abonnee|alleen voor abonnees)(?: (?:of|en|bij|om) .{1,40})?|(?:logga in|bli prenumerant|skapa konto|för prenumeranter)(?: (?:eller|och|på|för) .{1,40})?|(?:zaloguj(?: się)?|logowanie|zarejestruj się|rejestracja|tylko dla prenumeratorów)(?: (?:lub|i|do|aby) .{1,40})?",
    r"вход(?: на сайт| в аккаунт)?|войти|авторизация|регистрация|только для подписчиков|(?:üye )?girişi?|giriş yap|oturum aç|üye ol|abone ol|sadece abonelere",
    r"ログイン|会員(?:登録|限定|ログイン)|(?:用户|用戶|会员|會員)?(?:登录|登錄|登入|注册|註冊)|(?:회원 ?)?로그인|회원가입|تسجيل الدخول|إنشاء حساب|للمشتركين فقط",
)

_PAYWALL = _any(
    r"(?:subscribe|sign ?in|log ?in|register|sign up|join|become an? (?:\w+ )?(?:member|subscriber)|create (?:a|an|your) (?:free )?account|start your (?:free )?trial|get (?:full |unlimited )?access)\b[^.!?]{0,60}\bto (?:continue|keep|read|unlock|access|view|see|finish) ?(?:reading|this|the|full|all|our|more|unlimited|premium)?",
    r"to (?:continue|keep) reading\b[^.!?]{0,40}(?:subscribe|sign|log|register|account|subscription)|(?:this|the) (?:article|story|content|post) is (?:only )?(?:for|available(?: only)? to|reserved for|exclusive to|exclusively for) (?:our )?(?:paying |paid |premium |registered )?(?:subscribers|members)|(?:subscriber|member)s?[- ]only (?:content|article|story|post)|you(?:'ve| have) (?:reached|read|used) (?:your|all)\b[^.!?]{0,30}(?:article|limit|stor)|(?:unlock|want to read) (?:this|the (?:full|rest of the)) (?:article|story)|already an? (?:subscriber|member)\b",
    r"(?:registrier|anmeld|abonnier|einlogg|log)\w*\b[^.!?]{0,60}(?:weiterlesen|weiterzulesen|zu lesen|lesen zu können)|weiterlesen mit|(?:dieser|der|diesen) (?:artikel|inhalt|text|beitrag) (?:ist )?(?:nur |exklusiv )?(?:für|mit) (?:unsere )?(?:abonnent|registrierte|.{1,20}abo)|(?:artikel|text|beitrag) (?:nur )?(?:für|mit) (?:abonnent|plus)|haben (?:sie )?bereits ein abo|jetzt weiterlesen|um (?:diesen|den) (?:ganzen )?artikel (?:zu lesen|weiterzulesen)",
    r"(?:cet article|ce contenu|la suite|l'article) est (?:réservée?|accessible)[^.!?]{0,30}abonnés|(?:abonnez|connectez|inscrivez|identifiez)-vous\b[^.!?]{0,40}pour (?:lire|continuer|accéder|poursuivre|découvrir)|il vous reste \d+ ?% (?:de cet|de l')|déjà abonnée?|(?:article|contenu) réservé aux abonnés|pour lire la suite",
    r"(?:suscríb\w+|regístr\w+|inicia sesión|inicie sesión)\b[^.!?]{0,40}para (?:seguir|continuar|leer|acceder)|(?:contenido|artículo|noticia) (?:exclusiv[oa] )?(?:solo )?para suscriptores|para (?:seguir|continuar) leyendo|ya (?:eres|soy|es) suscriptor",
    r"(?:abbonati|accedi|registrati|iscriviti)\b[^.!?]{0,40}per (?:continuare|leggere|proseguire)|(?:contenuto|articolo) (?:riservato|esclusivo|disponibile)[^.!?]{0,20}abbonati|per continuare (?:a leggere|la lettura)|(?:sei )?già abbonato",
    r"(?:assine|cadastre-se|faça (?:seu )?login|registe-se|subscreva|torne-se assinante)\b[^.!?]{0,40}para (?:continuar|ler|acessar|aceder)|(?:conteúdo|matéria|artigo|reportagem) exclusiv[oa] para assinantes|para continuar (?:lendo|a ler|a leitura)|já (?:é|sou) assinante",
    r"(?:abonne\w*|log in|inloggen|registreer|meld je aan|maak een (?:gratis )?account)\b[^.!?]{0,50}(?:verder te lezen|te lezen|lees verder|verder lezen)|(?:dit|deze) (?:artikel|verhaal) is (?:alleen |exclusief )?(?:voor|beschikbaar voor) (?:onze )?abonnees|al abonnee",
    r"(?:logga in|bli prenumerant|prenumerera|skapa (?:ett )?konto|registrera dig)\b[^.!?]{0,50}för att (?:läsa|fortsätta)|(?:artikeln|innehållet) är (?:endast |bara |låst )?för (?:våra )?prenumeranter|för att läsa (?:vidare|hela)|redan prenumerant",
    r"(?:zaloguj się|zarejestruj się|wykup|kup|subskrybuj|dołącz)\b[^.!?]{0,60}(?:aby|by|żeby|i) (?:czyta\w*|przeczytać|kontynuować)|(?:artykuł|treść|tekst) (?:jest )?(?:dostępn[ya]|tylko)[^.!?]{0,15}dla (?:prenumeratorów|subskrybentów|subskrypcj)|pozostało \d+ ?% (?:tekstu|artykułu|treści)",
    r"(?:подпишитесь|войдите|зарегистрируйтесь|оформите подписку)\b[^.!?]{0,60}чтобы (?:читать|продолжить|прочитать|дочитать)|(?:материал|статья|текст) доступ(?:ен|на) (?:только )?(?:по подписке|подписчикам|для подписчиков)|для продолжения чтения|уже подписаны",
    r"(?:devamını|okumaya devam)[^.!?]{0,40}(?:abone|giriş yap|üye ol|kayıt)|(?:bu )?(?:içerik|haber|yazı) (?:sadece |yalnızca )(?:abone|üye)",
    r"(?:この|続きの)?記事は(?:有料)?会員|ここから先は(?:有料|会員)|続きを(?:読む|お読みになる)には|(?:会員|有料)(?:会員)?限定(?:記事|の記事)|残り ?\d+ ?文字|ログインして続きを|(?:登录|登錄|登入|注册|註冊|订阅|訂閱|成为会员|加入會員)[^。!?]{0,10}(?:继续阅读|繼續閱讀|阅读全文|閱讀全文|查看全文)|(?:本文|此文|该文章|此內容)(?:仅|僅|只)(?:限|供|对|對|向)?(?:会员|會員|订阅|訂閱)",
    r"(?:로그인|구독|가입)[^.!?]{0,20}(?:계속 읽|전문을|기사를|이어서|전체)|(?:유료 ?)?(?:회원|구독자) ?전용|(?:اشترك|سجل|سجّل|قم بتسجيل)[^.!?؟]{0,30}(?:لمتابعة|لمواصلة|لقراءة|لإكمال)|(?:المقال|المحتوى)(?: متاح| مخصص)?(?: فقط)? للمشتركين",
)

_CONSENT_HEADLINE = _any(
    r"before you continue(?: to .{1,60})?|(?:we (?:value|respect|care about) )?your privacy(?: choices| matters| is important(?: to us)?| settings)?|(?:cookie|privacy) (?:consent|wall|preferences|settings|notice|gate|choices)|(?:we need )?your consent|consent|manage (?:your )?(?:cookies|consent)|accept cookies|(?:we use )?cookies|this (?:site|website) uses cookies|cookies on .{1,50}",
    r"bevor (?:sie|du) (?:fortfahren|fortfährst|weiterl\w+)|(?:wir (?:brauchen|benötigen) )?ihre (?:zustimmung|einwilligung)(?: erforderlich)?|(?:zustimmung|einwilligung)(?: erforderlich)?|(?:ihre |deine )?(?:privatsphäre|datenschutz-?einstellungen|cookie-?einstellungen)(?: ist uns wichtig)?|mit werbung (?:weiterlesen|lesen)|willkommen bei .{1,40}",
    r"avant de continuer(?: .{1,40})?|(?:nous respectons )?votre vie privée|(?:le )?respect de votre vie privée(?: .{1,40})?|votre consentement|gestion des cookies|antes de continuar(?: .{1,40})?|(?:valoramos |respetamos )?(?:tu|su) privacidad(?: .{1,30})?|(?:tu|su) consentimiento|configuración de cookies",
    r"prima di continuare(?: .{1,40})?|(?:la tua|rispettiamo la tua) privacy(?: .{1,30})?|il tuo consenso|antes de (?:continuar|prosseguir|avançar)(?: .{1,40})?|(?:a )?sua privacidade(?: .{1,30})?|o seu consentimento",
    r"voordat (?:je|u) (?:verder ?gaat|doorgaat)(?: .{1,40})?|(?:wij respecteren )?(?:jouw|je|uw) privacy(?: .{1,30})?|(?:jouw|je|uw) (?:toestemming|cookie-?instellingen)|innan du fortsätter(?: .{1,40})?|(?:vi värnar om )?din integritet|zanim przejdziesz(?: .{1,40})?|(?:szanujemy )?twoj[aą] prywatność(?: .{1,30})?",
    r"прежде чем (?:продолжить|перейти)(?: .{1,40})?|(?:согласие на )?(?:использование )?файл(?:ы|ов) cookie|devam etmeden önce|gizliliğiniz(?: .{1,30})?|続行する前に|cookieの(?:使用|設定)(?:について)?|プライバシー(?:設定)?|在您?继续之前|繼續之前|(?:您的|你的)(?:隐私|隱私)|계속하기 전에|개인정보 보호|쿠키 (?:설정|동의)|قبل المتابعة|خصوصيتك(?: .{1,30})?",
)

_COOKIES = _any(
    r"\b(?:we|our|site|website|partners)\b[^.!?]{0,80}\bcookies\b|\bcookies\b[^.!?]{0,80}\b(?:partners|personal data|advertising|consent)\b",
    r"cookies[^.!?]{0,80}(?:einwillig|zustimm|partner|personalisier)|(?:einwillig|zustimm)\w*[^.!?]{0,80}cookies|tracking[^.!?]{0,60}(?:werbung|abo)",
    r"cookies[^.!?]{0,80}(?:partenaires|consent|publicité|accept|partner|socios|publicidad|pubblicità|parceiros|toestemming|samtyck|zgod|соглас|çerez)|(?:partenaires|socios|partner|parceiros|partnerzy)[^.!?]{0,80}cookies|(?:çerez|cookie)[^.!?]{0,60}(?:kullan|kabul)",
    r"(?:cookie|クッキー)[^。]{0,40}(?:同意|使用)|cookie[^。]{0,40}(?:同意|使用|接受)|쿠키[^.]{0,40}(?:동의|사용)|ملفات تعريف الارتباط",
)

_AGREE = _any(
    r"(?:i )?(?:accept|agree|consent)(?: all| and continue| & continue| and close| to all| cookies| all cookies)?|(?:yes, )?i agree|allow all(?: cookies)?|got it|ok(?:ay)?, continue",
    r"(?:alle(?:n|s)? )?(?:cookies )?(?:akzeptieren|zustimmen|annehmen|erlauben|einwilligen)(?: und (?:weiter|schließen|fortfahren))?|(?:ich )?stimme zu|einverstanden|zustimmen & weiter",
    r"(?:tout )?accepter(?: et (?:continuer|fermer)| tout| les cookies)?|j'accepte|aceptar(?: y (?:continuar|cerrar)| todo| todas| cookies| todas las cookies)?|acepto|accett(?:a|o)(?: e (?:continua|chiudi)| tutti| tutto)?|aceit(?:ar|o)(?: e (?:continuar|fechar)| todos| tudo)?|concordo",
    r"(?:alles |alle cookies )?(?:accepteren|toestaan)(?: en (?:doorgaan|sluiten))?|akkoord|ja, ik ga akkoord|godkänn(?: alla)?(?: cookies)?|acceptera(?: alla)?|jag godkänner|(?:akceptuj(?:ę|)|zgadzam się|zgoda)(?: wszystk\w+| i przejdź .{1,30})?|przejdź do serwisu",
    r"(?:принять|согласен|соглашаюсь)(?: все)?(?: и (?:продолжить|закрыть))?|(?:tümünü )?kabul (?:et|ediyorum)|同意(?:する|して(?:続ける|閉じる))?|すべて(?:に)?同意(?:する)?|(?:全部|我)?(?:同意|接受)(?:并继续|並繼續)?|(?:모두 )?(?:동의|동의함|허용)(?:하고 계속)?|(?:أوافق|قبول)(?: الكل)?|موافق",
)

_JAVASCRIPT = r"(?:javascript|java script|js|جافا ?سكريبت|자바스크립트)"
_NEEDS_SCRIPT = _any(
    rf"(?:enable|turn on|activate|allow|requires?|need|use|support) (?:to (?:enable|turn on) )?{_JAVASCRIPT}|{_JAVASCRIPT} (?:is |must be |has been |seems to be |appears to be )?(?:required|disabled|enabled|turned off|not (?:enabled|available|supported))",
    rf"aktivier\w*(?: sie)?(?: bitte)? {_JAVASCRIPT}|{_JAVASCRIPT} (?:ist |muss |wird )?(?:deaktiviert|erforderlich|benötigt|aktivier\w*|nicht (?:aktiviert|verfügbar))|(?:activer|activez|autoriser) (?:le )?{_JAVASCRIPT}|{_JAVASCRIPT} (?:est )?(?:désactivé|requis|nécessaire)",
    rf"(?:habilit|activ)\w+ (?:el |o |il )?{_JAVASCRIPT}|{_JAVASCRIPT} (?:está |é |è )?(?:desactivado|deshabilitado|desabilitado|disabilitato|disattivato|necess?ari[oa]|richiesto)|(?:abilit|attiv)\w+ {_JAVASCRIPT}",
    rf"(?:schakel|zet) {_JAVASCRIPT}|{_JAVASCRIPT} (?:is )?(?:uitgeschakeld|vereist|nodig|inschakelen)|(?:aktivera|slå på) {_JAVASCRIPT}|{_JAVASCRIPT} (?:är )?(?:avstängt|inaktiverat|krävs)|włącz\w* (?:obsługę )?{_JAVASCRIPT}|{_JAVASCRIPT} (?:jest )?(?:wyłączon\w|wymagan\w)",
    rf"(?:включит[еь]|включить|разрешите) (?:поддержку )?{_JAVASCRIPT}|{_JAVASCRIPT} (?:отключен|выключен|необходим)|{_JAVASCRIPT}(?:'?[iıuü]|'?i)? ?(?:etkinleştir\w*|açın|gerekli|devre dışı)|{_JAVASCRIPT} ?を ?(?:有効|オン)|{_JAVASCRIPT} ?が(?:無効|必要)",
    rf"(?:启用|开启|啟用|開啟|打开) ?{_JAVASCRIPT}|{_JAVASCRIPT} ?(?:已|被)?(?:禁用|停用)|{_JAVASCRIPT} ?(?:를|을|가)? ?(?:활성화|사용|켜|필요|비활성)|(?:تفعيل|فعل|تمكين|يتطلب) (?:ال)?{_JAVASCRIPT}|{_JAVASCRIPT} (?:غير مفعل|معطل|مطلوب)",
)
_ABOUT_COMMENTS = _any(r"\b(?:comments?|disqus|kommentare?|commentaires?|comentarios?|commenti|comentários|reacties)\b")

_HEADLINES: dict[Wall, re.Pattern[str]] = {
    Wall.SOFT_404: _SOFT_404,
    Wall.CHALLENGE: _CHALLENGE_HEADLINE,
    Wall.ERROR_PAGE: _ERROR,
    Wall.LOGIN: _LOGIN_HEADLINE,
    Wall.CONSENT: _CONSENT_HEADLINE,
}
_LINES: dict[Wall, re.Pattern[str]] = {
    Wall.CHALLENGE: _CHALLENGE,
    Wall.NEEDS_SCRIPT: _NEEDS_SCRIPT,
    Wall.LOGIN: _PAYWALL,
    Wall.CONSENT: _COOKIES,
}
