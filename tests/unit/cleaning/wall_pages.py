"""Pages that are no articles, and articles that look as if they were none; all invented."""

from __future__ import annotations

from schemas.wall import Wall

URL = "https://www.baypost.example/2024/03/ferry-sails-again"

MISSING = {
    "en": ("Page Not Found", "Sorry, the page you are looking for could not be found."),
    "en-oops": ("Oops! That page can’t be found.", "It looks like nothing was found here. Maybe try a search?"),
    "en-gone": ("This article is no longer available", "It may have been moved or deleted."),
    "en-code": ("404", "Here are some stories that you may like instead."),
    "de": ("404 – Seite nicht gefunden", "Die gesuchte Seite existiert leider nicht mehr."),
    "de-artikel": ("Dieser Artikel ist nicht mehr verfügbar", "Zurück zur Startseite."),
    "fr": ("Page introuvable", "La page que vous recherchez n'existe plus."),
    "es": ("Página no encontrada", "La página que buscas no existe."),
    "it": ("Pagina non trovata", "La pagina richiesta non è disponibile."),
    "pt": ("Página não encontrada", "A página que você está procurando não existe mais."),
    "nl": ("Pagina niet gevonden", "Deze pagina bestaat niet meer."),
    "sv": ("Sidan hittades inte", "Sidan du söker finns inte längre."),
    "da": ("Siden blev ikke fundet", "Prøv at søge efter den."),
    "no": ("Siden ble ikke funnet", "Prøv forsiden."),
    "pl": ("Nie znaleziono strony", "Strona o podanym adresie nie istnieje."),
    "ru": ("Страница не найдена", "Запрашиваемая страница больше не существует."),
    "tr": ("Sayfa bulunamadı", "Aradığınız sayfa mevcut değil."),
    "ja": ("ページが見つかりません", "お探しのページは削除されました。"),
    "zh": ("页面不存在", "抱歉，您访问的页面不存在。"),
    "zh-tw": ("找不到頁面", "您要找的頁面已刪除。"),
    "ko": ("페이지를 찾을 수 없습니다", "요청하신 페이지를 찾을 수 없습니다."),
    "ar": ("الصفحة غير موجودة", "عذرا، الصفحة المطلوبة غير موجودة."),
}

TROUBLE = {
    "en": "Error establishing a database connection",
    "en-503": "503 Service Unavailable",
    "en-maintenance": "We are currently under maintenance",
    "de": "Wartungsarbeiten",
    "fr": "Site en maintenance",
    "es": "Sitio web en mantenimiento",
    "it": "Sito in manutenzione",
    "pt": "Site em manutenção",
    "nl": "Site in onderhoud",
    "pl": "Przerwa techniczna",
    "ru": "Технические работы",
    "tr": "Bakım çalışması",
    "ja": "ただいまメンテナンス中です",
    "zh": "系统维护中",
    "ko": "서버 점검 중입니다",
    "ar": "الموقع تحت الصيانة",
}

HUMAN = {
    "en": ("Just a moment...", "Verify you are human by completing the action below."),
    "en-access": ("Access Denied", "You don't have permission to access this page on this server."),
    "en-robot": ("Are you a robot?", "We detected unusual traffic from your network. Press & hold the button."),
    "en-px": ("Access to this page has been denied", "Please confirm that you are a human and not a bot."),
    "de": ("Nur einen Moment…", "Bestätigen Sie, dass Sie ein Mensch sind."),
    "fr": ("Un instant…", "Vérifiez que vous êtes humain en complétant l'action ci-dessous."),
    "es": ("Un momento…", "Verifique que usted es un ser humano."),
    "it": ("Solo un momento…", "Verifica di essere un essere umano."),
    "pt": ("Um momento…", "Confirme que você é humano."),
    "nl": ("Nog even geduld…", "Controleer of u een mens bent."),
    "sv": ("Vänta ett ögonblick…", "Bekräfta att du är människa."),
    "pl": ("Chwileczkę…", "Potwierdź, że jesteś człowiekiem."),
    "ru": ("Один момент…", "Подтвердите, что вы человек."),
    "tr": ("Bir dakika lütfen…", "Robot olmadığınızı doğrulayın."),
    "ja": ("しばらくお待ちください...", "人間であることを確認します。"),
    "zh": ("请稍候…", "请验证您是真人。"),
    "ko": ("잠시만 기다리십시오…", "사람인지 확인하십시오."),
    "ar": ("لحظة…", "تحقق من أنك إنسان."),
}

SUBSCRIBERS = {
    "en": "Subscribe to continue reading this article.",
    "en-account": "Already a subscriber? Log in",
    "de": "Jetzt registrieren und kostenlos weiterlesen",
    "de-abo": "Dieser Artikel ist nur für Abonnenten.",
    "fr": "Cet article est réservé aux abonnés.",
    "es": "Suscríbete para seguir leyendo",
    "it": "Abbonati per continuare a leggere",
    "pt": "Assine para continuar lendo",
    "nl": "Dit artikel is alleen voor abonnees",
    "sv": "Logga in för att läsa hela artikeln",
    "pl": "Zaloguj się, aby czytać dalej",
    "ru": "Подпишитесь, чтобы читать дальше",
    "tr": "Haberin devamını okumak için abone olun",
    "ja": "この記事は会員限定です。続きを読むにはログインしてください。",
    "zh": "登录后继续阅读",
    "ko": "로그인하고 계속 읽기",
    "ar": "اشترك لمتابعة القراءة",
}

LOGINS = {
    "en": "Log in or create an account",
    "de": "Anmelden",
    "fr": "Connectez-vous",
    "es": "Iniciar sesión",
    "it": "Accedi",
    "pt": "Entrar",
    "nl": "Inloggen",
    "sv": "Logga in",
    "pl": "Zaloguj się",
    "ru": "Вход",
    "tr": "Giriş yap",
    "ja": "ログイン",
    "zh": "用户登录",
    "ko": "로그인",
    "ar": "تسجيل الدخول",
}

COOKIES = {
    "en": ("Before you continue to Bay Post", "We and our partners use cookies to show you advertising.", "Accept all"),
    "de": ("Wir brauchen Ihre Zustimmung", "Wir und unsere Partner setzen Cookies ein.", "Akzeptieren und weiter"),
    "de-pur": ("Mit Werbung weiterlesen", "Lesen Sie wie gewohnt mit Werbung und Cookies.", "Zustimmen"),
    "fr": ("Votre vie privée", "Nos partenaires et nous utilisons des cookies.", "Accepter et continuer"),
    "es": ("Tu privacidad", "Nosotros y nuestros socios usamos cookies.", "Aceptar y continuar"),
    "it": ("Prima di continuare", "Noi e i nostri partner usiamo i cookies.", "Accetta e continua"),
    "pt": ("A sua privacidade", "Nós e os nossos parceiros usamos cookies.", "Aceitar e continuar"),
    "nl": ("Voordat je verdergaat", "Wij en onze partners gebruiken cookies.", "Alles accepteren"),
    "sv": ("Din integritet", "Vi och våra partner använder cookies.", "Godkänn alla"),
    "pl": ("Zanim przejdziesz do serwisu", "My i nasi partnerzy używamy plików cookies.", "Przejdź do serwisu"),
    "ru": ("Прежде чем продолжить", "Мы и наши партнёры используем файлы cookie.", "Принять все"),
    "tr": ("Devam etmeden önce", "Biz ve ortaklarımız çerez kullanıyoruz.", "Tümünü kabul et"),
    "ja": ("続行する前に", "当サイトではcookieを使用します。", "すべてに同意する"),
    "zh": ("您的隐私", "我们和合作伙伴使用cookie。", "全部同意"),
    "ko": ("계속하기 전에", "당사와 파트너는 쿠키를 사용합니다.", "모두 동의"),
    "ar": ("قبل المتابعة", "نستخدم نحن وشركاؤنا ملفات تعريف الارتباط.", "قبول الكل"),
}

SCRIPTS = {
    "en": "You need to enable JavaScript to run this app.",
    "en-disabled": "JavaScript is disabled in your browser.",
    "de": "Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.",
    "fr": "Veuillez activer JavaScript pour continuer.",
    "es": "Por favor, active JavaScript en su navegador.",
    "it": "Abilita JavaScript per vedere questa pagina.",
    "pt": "Ative o JavaScript para ver esta página.",
    "nl": "Schakel JavaScript in om verder te gaan.",
    "sv": "Aktivera JavaScript för att läsa sidan.",
    "pl": "Włącz obsługę JavaScript w przeglądarce.",
    "ru": "Включите JavaScript в вашем браузере.",
    "tr": "Devam etmek için JavaScript'i etkinleştirin.",
    "ja": "JavaScriptを有効にしてください。",
    "zh": "请启用JavaScript后再访问。",
    "ko": "이 페이지를 보려면 JavaScript를 활성화하세요.",
    "ar": "يرجى تفعيل JavaScript لعرض هذه الصفحة.",
}

GUARDS = {
    "cloudflare": "<title>x</title><script>window._cf_chl_opt = {cType: 'managed'}</script>",
    "cloudflare-error": "<title>x</title><div id=cf-error-details class=cf-wrapper><h2>What happened?</h2></div>",
    "datadome": "<title>baypost.example</title><script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script>",
    "datadome-frame": "<iframe src='https://geo.captcha-delivery.com/captcha/?initialCid=x'></iframe>",
    "perimeterx": "<title>x</title><div id='px-captcha'></div>",
    "akamai": "<title>x</title><p>Reference #18.5f1c <p>https://errors.edgesuite.net/18.5f1c",
    "akamai-wait": "<div id=sec-if-cpt-container></div>",
    "imperva": "<iframe src='/_Incapsula_Resource?CWUDNSAI=9&incident_id=5-4'>Request unsuccessful.</iframe>",
    "aws": "<script>window.gokuProps = {}</script><div id=challenge-container></div>",
    "anubis": "<script id='anubis_challenge' type='application/json'>{}</script>",
    "siteground": "<meta http-equiv='refresh' content='0;/.well-known/sgcaptcha/?r=%2F'>",
    "itself": f"<meta http-equiv='refresh' content='1; url={URL}'><p>Checking.</p>",
}

SENTENCES = {
    "en": "The harbour office said on Tuesday that the ferry would sail again by noon, two days late. ",
    "de": "Das Hafenamt teilte am Dienstag mit, dass die Fähre gegen Mittag wieder fahren werde. ",
    "fr": "La capitainerie a annoncé mardi que le ferry reprendrait la mer avant midi, avec deux jours de retard. ",
    "es": "La autoridad portuaria dijo el martes que el ferri volvería a zarpar antes del mediodía. ",
    "ru": "Администрация порта сообщила во вторник, что паром снова выйдет в море к полудню. ",
    "ja": "港湾事務所は火曜日、フェリーが正午までに運航を再開すると発表した。",
    "zh": "港务局周二表示，渡轮将在中午之前恢复航行，比原计划晚了两天。",
}


def page(title: str, body: str, *, head: str = "", lang: str = "en") -> str:
    return f"<!doctype html><html lang={lang}><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def story(title: str, *paragraphs: str, head: str = "", lang: str = "en", times: int = 3, below: str = "") -> str:
    """An article page: these paragraphs, each in front of some sentences of a real text."""
    blocks = "".join(f"<p>{text}</p><p>{SENTENCES[lang] * times}</p>" for text in paragraphs or ("",))
    body = f"<main><article><h1>{title}</h1>{blocks}</article></main>{below}"
    return page(f"{title} | Bay Post", body, head=head, lang=lang)


def teasers(number: int = 12) -> str:
    """What error pages offer instead."""
    return "".join(
        f"<div class=card><h3>Old pier number {n} reopens</h3><p>{SENTENCES['en']}</p></div>" for n in range(number)
    )


def _form(title: str) -> str:
    inputs = "<input name=user><input type=password name=secret><button>OK</button>"
    return page(f"{title} - Bay Post", f"<h1>{title}</h1><form action=/session>{inputs}</form>")


WALLS: dict[str, tuple[Wall, str]] = {
    **{
        f"missing-{name}": (Wall.SOFT_404, page(f"{title} | Bay Post", f"<h1>{title}</h1><p>{line}</p>"))
        for name, (title, line) in MISSING.items()
    },
    **{
        f"missing-with-teasers-{name}": (Wall.SOFT_404, page(title, f"<h1>{title}</h1><p>{line}</p>{teasers()}"))
        for name, (title, line) in list(MISSING.items())[::5]
    },
    **{
        f"missing-in-a-line-{name}": (Wall.SOFT_404, page("Bay Post", f"<p>{line}</p>"))
        for name, (_, line) in MISSING.items()
        if name in ("en", "de", "fr", "es", "pt", "nl", "sv", "pl", "ru", "zh", "ko", "ar")
    },
    **{f"trouble-{name}": (Wall.ERROR_PAGE, page(title, f"<h1>{title}</h1>")) for name, title in TROUBLE.items()},
    **{
        f"human-{name}": (Wall.CHALLENGE, page(title, f"<h1>{title}</h1><p>{line}</p>"))
        for name, (title, line) in HUMAN.items()
    },
    **{
        f"human-in-a-line-{name}": (Wall.CHALLENGE, page("www.baypost.example", f"<p>{line}</p>"))
        for name, (_, line) in HUMAN.items()
    },
    **{f"guard-{name}": (Wall.CHALLENGE, page("x", markup)) for name, markup in GUARDS.items()},
    **{
        f"subscribers-{name}": (Wall.LOGIN, page("Ferry sails", f"<h1>Ferry sails</h1><p>{line}</p>"))
        for name, line in SUBSCRIBERS.items()
    },
    **{f"login-{name}": (Wall.LOGIN, _form(title)) for name, title in LOGINS.items()},
    **{
        f"cookies-{name}": (Wall.CONSENT, page(title, f"<h1>{title}</h1><p>{line}</p><button>{label}</button>"))
        for name, (title, line, label) in COOKIES.items()
    },
    **{
        f"scripts-{name}": (Wall.NEEDS_SCRIPT, page("Bay Post", f"<noscript>{line}</noscript><div id=root></div>"))
        for name, line in SCRIPTS.items()
    },
    "scripts-visible": (Wall.NEEDS_SCRIPT, page("Ferry sails", "<p>Please enable JavaScript to view this page.</p>")),
    "scripts-silent": (Wall.NEEDS_SCRIPT, page("Ferry sails", "<div id=__next></div><script src=/app.js></script>")),
}

ARTICLES: dict[str, str] = {
    **{f"plain-{lang}": story("Ferry sails", lang=lang, times=6) for lang in SENTENCES},
    "about-404": story("Page not found: how links die", "Page not found. That is what readers of old stories see."),
    "about-404-pages": story("The best 404 pages of the year", "404", "Sorry, the page you are looking for is gone."),
    "about-404-de": story("„Seite nicht gefunden“: Behörde löscht Archiv", "404 – Seite nicht gefunden.", lang="de"),
    "about-captchas": story("Are you a robot? Captchas get harder", "Verify you are human.", "I'm not a robot"),
    "about-cloudflare": story(
        "Cloudflare outage hits shops", "Users saw &quot;Just a moment...&quot;", "<code>window._cf_chl_opt = {}</code>"
    ),
    "about-paywalls": story("Papers raise their paywalls", "Subscribe to continue reading this article.", times=8),
    "about-login": story("Log in", "The bank's new app asks for a password twice."),
    "about-cookies": story(
        "EU court rules on cookie banners",
        "We and our partners use cookies, say most banners.",
        below="<div id=cmp><p>We use cookies with your consent.</p><button>Accept all</button></div>",
    ),
    "about-javascript": story("Thirty years of JavaScript", "JavaScript is disabled in few browsers, a study says."),
    "about-maintenance": story("Bridge under maintenance", "The bridge is under maintenance."),
    "about-a-film": story("Access Denied", "The thriller opens on Friday, and it is a good one.", times=5),
    "ordinary-cloudflare": story(
        "Ferry sails", head="<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    ),
    "ordinary-datadome": story("Ferry sails", head="<script src='https://js.datadome.co/tags.js'></script>"),
    "ordinary-perimeterx": story("Ferry sails", head="<script>window._pxAppId = 'PX1'</script>"),
    "ordinary-noscript": story(
        "Ferry sails", below="<noscript>Please enable JavaScript to view the comments.</noscript>"
    ),
    "ordinary-login-box": story("Ferry sails", below="<form><input type=password><button>Log in</button></form>"),
    "ordinary-cookie-banner": story(
        "Ferry sails", below="<div><p>We use cookies.</p><button>Accept all</button></div>"
    ),
    "ordinary-cookie-heading": story(
        "Ferry sails", times=25, below="<h2>We care about your privacy</h2><button>Accept all</button>"
    ).replace("<h1>Ferry sails</h1>", ""),
    "ordinary-app-root": page("Ferry sails", f"<div id=root><article><p>{SENTENCES['en'] * 4}</p></article></div>"),
    "slow-refresh": story("Ferry sails", head="<meta http-equiv=refresh content='300'>"),
    "slow-refresh-elsewhere": story("Ferry sails", head="<meta http-equiv=refresh content='900; url=/'>"),
    "refresh-without-scripts": story(
        "Ferry sails", head="<noscript><meta http-equiv=refresh content='0; url=/nojs'></noscript>"
    ),
    "brief": page(
        "Quake shakes north coast",
        "<article><h1>Quake shakes north coast</h1>"
        "<p>A quake of magnitude 5.1 shook the north coast on Monday.</p></article>"
        "<noscript>Enable JavaScript for live updates.</noscript>",
    ),
}

SUMMARIES = {"brief": "A quake of magnitude 5.1 shook the north coast on Monday."}
HEADLINES = {"brief": "Quake shakes north coast", "about-login": "Log in", "about-a-film": "Access Denied"}
