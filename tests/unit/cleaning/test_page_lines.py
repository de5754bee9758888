"""What pages say around their stories, in twelve languages: it goes from a page of two paragraphs, wherever it stands.

On such a page nothing but the words tells.
"""

from __future__ import annotations

import pytest

from wirecopy.cleaning import clean

STORIES = {
    "pt": (
        "A balsa da baía voltará a navegar em maio, disse na terça-feira o capitão do porto.",
        "Estava parada desde janeiro por causa de uma avaria no motor, e muitos tiveram de dar a volta.",
    ),
    "nl": (
        "De veerboot over de baai vaart vanaf mei weer, zei de havenmeester dinsdag.",
        "Hij lag sinds januari stil door een kapotte motor, en velen moesten omrijden.",
    ),
    "sv": (
        "Färjan över viken går igen från maj, sade hamnkaptenen på tisdagen.",
        "Den har legat stilla sedan januari på grund av motorfel, och många fick ta omvägen.",
    ),
    "da": (
        "Færgen over bugten sejler igen fra maj, sagde havnechefen tirsdag.",
        "Den har ligget stille siden januar på grund af motorskade, og mange måtte køre udenom.",
    ),
    "no": (
        "Fergen over bukta går igjen fra mai, sa havnesjefen tirsdag.",
        "Den har ligget stille siden januar på grunn av motorhavari, og mange måtte kjøre omvei.",
    ),
    "pl": (
        "Prom przez zatokę znów popłynie w maju, powiedział we wtorek kapitan portu.",
        "Nie kursował od stycznia z powodu awarii silnika, i wielu musiało jechać okrężną drogą.",
    ),
    "ru": (
        "Паром через залив снова пойдёт в мае, сообщил во вторник капитан порта.",
        "Он стоял с января из-за поломки двигателя, и многим пришлось ехать в объезд.",
    ),
    "tr": (
        "Körfezdeki feribot mayıs ayında yeniden sefere başlayacak, dedi liman başkanı salı günü.",
        "Motor arızası nedeniyle ocak ayından beri çalışmıyordu, birçok kişi dolaşmak zorunda kaldı.",
    ),
    "ar": (
        "تعود العبارة إلى العمل في مايو، حسب ما أعلنه مدير الميناء يوم الثلاثاء.",
        "وكانت متوقفة منذ يناير بسبب عطل في المحرك، واضطر كثيرون إلى سلوك طريق أطول.",
    ),
    "zh": (
        "港务局长星期二表示，海湾渡轮将于五月恢复航行，届时每天往返六班。",
        "由于发动机故障，渡轮自一月以来一直停航，许多居民只好绕道而行。",
    ),
    "ja": (
        "湾を渡るフェリーは五月に運航を再開すると、港長が火曜日に発表した。",
        "エンジンの故障で一月から止まっており、多くの人が遠回りをしていた。",
    ),
    "ko": (
        "만을 건너는 여객선이 5월에 다시 운항한다고 항만청장이 화요일 밝혔다.",
        "여객선은 엔진 고장으로 1월부터 멈춰 있었고, 많은 주민이 먼 길을 돌아가야 했다.",
    ),
}
LINES = {
    "pt": """
    Este artigo tem mais de 5 anos.|Esta notícia tem mais de um ano|Publicidade|PUBLICIDADE|
    Continua depois da publicidade|Leia também|Leia também: A ponte que ninguém queria|Leia mais|Veja também|
    Saiba mais|Assine nossa newsletter|Inscreva-se na nossa newsletter|Receba as notícias no seu e-mail|Assine|
    Compartilhe|Compartilhar no Facebook|Partilhar|Siga-nos no Instagram|Siga o Bay Post no Twitter|Comentários|
    Deixe um comentário|Faça login para comentar|Foto: Ann Berg|Foto: Ann Berg/Reuters|Crédito: Ann Berg|© Lusa|
    Todos os direitos reservados|Por Ann Berg|Publicado em 5 de março de 2018|Atualizado em 05/03/2018 às 12h30|
    Tempo de leitura: 3 minutos|Notícias relacionadas|Relacionadas|Mais lidas|Baixe nosso aplicativo|
    Entre no nosso grupo do WhatsApp|Apoie o nosso jornalismo|Reportar erro|Próxima notícia|Imprimir|
    Conteúdo exclusivo para assinantes|Este site usa cookies
    """,
    "nl": """
    Dit artikel is meer dan 5 jaar oud.|Dit bericht is ouder dan een jaar|Advertentie|
    Tekst gaat verder onder de advertentie|Tekst loopt door onder de foto|
    Artikel gaat verder onder de advertentie|Lees ook|Lees ook: De brug die niemand wilde|Lees meer|Lees verder|
    Bekijk ook|Schrijf je in voor onze nieuwsbrief|Meld je aan voor de nieuwsbrief|Abonneer je nu|Word abonnee|
    Delen|Deel dit artikel|Deel op Facebook|Volg ons op Twitter|Reacties|Reageer|Plaats een reactie|
    Log in om te reageren|Foto: Ann Berg|Foto ANP|Beeld: Ann Berg|© ANP|Alle rechten voorbehouden|Door Ann Berg|
    Door: Ann Berg|Gepubliceerd op 5 maart 2018|Laatst bijgewerkt: 5 maart 2018|Leestijd: 3 minuten|
    Gerelateerde artikelen|Meer over dit onderwerp|Meest gelezen|Download onze app|Steun ons|
    Fout gezien? Mail ons|Heb je een tip? Stuur een mail|Volgend artikel|Printen|Onderwerpen|
    Deze website gebruikt cookies
    """,
    "sv": """
    Den här artikeln är över 5 år gammal.|Artikeln är mer än ett år gammal|Annons|ANNONS|
    Artikeln fortsätter efter annonsen|Läs också|Läs även: Bron som ingen ville ha|
    LÄS MER: Bron som ingen ville ha|Läs mer|Prenumerera på vårt nyhetsbrev|Anmäl dig till vårt nyhetsbrev|
    Bli prenumerant|Dela|Dela artikeln|Dela på Facebook|Följ oss på Twitter|Kommentarer|Kommentera|
    Skriv en kommentar|Logga in för att kommentera|Foto: Ann Berg|Foto: Ann Berg/TT|Bild: Ann Berg|© TT|
    Alla rättigheter förbehållna|Av Ann Berg|Publicerad 5 mars 2018|Uppdaterad: 5 mars 2018 12.30|
    Lästid: 3 minuter|Relaterade artiklar|Mer om ämnet|Mest läst|Ladda ner vår app|Stöd oss|
    Hittat ett fel? Kontakta oss|Tipsa oss|Nästa artikel|Skriv ut|Ämnen i artikeln|Lyssna på artikeln
    """,
    "da": """
    Denne artikel er mere end 5 år gammel.|Artiklen er over et år gammel|Annonce|
    Artiklen fortsætter efter annoncen|Artiklen fortsætter under billedet|Læs også|
    Læs også: Broen, som ingen ville have|Læs mere|Tilmeld dig vores nyhedsbrev|Abonnér på vores nyhedsbrev|
    Bliv abonnent|Del|Del artiklen|Del på Facebook|Følg os på Twitter|Kommentarer|Skriv en kommentar|
    Foto: Ann Berg|Foto: Ann Berg/Ritzau Scanpix|© Ritzau|Alle rettigheder forbeholdes|Af Ann Berg|
    Publiceret 5. marts 2018|Opdateret 5. marts 2018|Læsetid: 3 min.|Relaterede artikler|Mest læste|
    Download vores app|Støt os|Fandt du en fejl? Skriv til os|Næste artikel|Udskriv|Emner
    """,
    "no": """
    Denne artikkelen er over 5 år gammel.|Saken er mer enn ett år gammel|Annonse|
    Artikkelen fortsetter under annonsen|Artikkelen fortsetter etter bildet|Saken fortsetter under annonsen|
    Les også|Les også: Broen ingen ville ha|Les mer|Meld deg på vårt nyhetsbrev|Abonner på nyhetsbrevet|
    Bli abonnent|Del|Del artikkelen|Del på Facebook|Følg oss på Twitter|Kommentarer|Skriv en kommentar|
    Foto: Ann Berg|Foto: Ann Berg / NTB|© NTB|Alle rettigheter reservert|Av Ann Berg|Publisert 5. mars 2018|
    Oppdatert 5. mars 2018|Lesetid: 3 minutter|Relaterte artikler|Mest lest|Last ned appen vår|Tips oss|
    Fant du en feil? Si ifra|Neste artikkel|Skriv ut|Emner
    """,
    "pl": """
    Ten artykuł ma ponad 5 lat.|Artykuł został opublikowany ponad rok temu|Reklama|REKLAMA|
    Dalszy ciąg materiału pod wideo|Dalsza część artykułu pod materiałem wideo|Ciąg dalszy tekstu pod reklamą|
    Czytaj też|Czytaj też: Most, którego nikt nie chciał|CZYTAJ TAKŻE: Most, którego nikt nie chciał|
    Czytaj więcej|Zobacz też|Zobacz także: Most, którego nikt nie chciał|Zapisz się do newslettera|
    Zapisz się na nasz newsletter|Kup prenumeratę|Udostępnij|Udostępnij na Facebooku|Obserwuj nas na Twitterze|
    Dołącz do nas na Facebooku|Komentarze|Dodaj komentarz|Zaloguj się, aby skomentować|Fot. Ann Berg|
    fot. Ann Berg/PAP|Foto: Ann Berg|Źródło: PAP|Źródło zdjęć: © PAP|© PAP|Wszelkie prawa zastrzeżone|
    Autor: Ann Berg|Data publikacji: 5 marca 2018|Aktualizacja: 5 marca 2018, 12:30|Czas czytania: 3 minuty|
    Powiązane artykuły|Najczęściej czytane|Polecane|Pobierz naszą aplikację|Wesprzyj nas|Zgłoś błąd|
    Następny artykuł|Drukuj|Tagi: port, prom|Masz temat? Napisz do nas
    """,
    "ru": """
    Этой статье более 5 лет.|
    Эта новость опубликована больше года назад|Реклама|РЕКЛАМА|
    На правах рекламы|
    Читайте также|Читайте также: Мост, который никому не нужен|
    Читать далее|Подробнее|
    Подпишитесь на нашу рассылку|
    Подписывайтесь на наш Telegram-канал|
    Подписывайтесь на нас в Telegram|
    Подписаться|Поделиться|Поделиться в Facebook|
    Следите за нами в соцсетях|Комментарии|Оставить комментарий|
    Войдите, чтобы оставить комментарий|Фото: Анна Берг|
    Фото: РИА Новости|Фото: Анна Берг / ТАСС|© ТАСС|
    Все права защищены|Автор: Анна Берг|Опубликовано 5 марта 2018|
    Обновлено: 5 марта 2018, 12:30|
    Время чтения: 3 минуты|Материалы по теме|По теме|
    Самое читаемое|Популярное|Скачайте наше приложение|
    Поддержите нас|Нашли ошибку? Выделите текст и нажмите Ctrl+Enter|
    Следующая новость|Распечатать|
    Теги: порт, паром|Источник: ТАСС|Версия для печати
    """,
    "tr": """
    Bu haber 5 yıldan eski.|Bu haber bir yıldan daha uzun süre önce yayımlandı|Reklam|REKLAM|
    Haberin devamı reklamdan sonra|Ayrıca okuyun|İlgili haber: Kimsenin istemediği köprü|Devamını oku|
    Haberin devamı|Bültenimize abone olun|E-bültene kayıt ol|Abone ol|Paylaş|Facebook'ta paylaş|
    Bizi Twitter'da takip edin|Google News'te abone ol|Yorumlar|Yorum yap|Yorum yapmak için giriş yapın|
    Fotoğraf: Ann Berg|Foto: AA|© AA|Her hakkı saklıdır|Tüm hakları saklıdır|Yayınlanma: 5 Mart 2018|
    Güncelleme: 05.03.2018 12:30|Son güncelleme: 5 Mart 2018|Okuma süresi: 3 dakika|İlgili haberler|
    En çok okunanlar|Uygulamamızı indirin|Bize destek olun|Hata bildir|Sonraki haber|Yazdır|
    Etiketler: liman, feribot|Kaynak: AA
    """,
    "ar": """
    مضى على هذا المقال أكثر من 5 سنوات|إعلان|إعلانات|اقرأ أيضا|اقرأ أيضاً: الجسر الذي لم يرده أحد|اقرأ المزيد|
    المزيد|إقرأ أيضاً|اشترك في نشرتنا الإخبارية|اشترك في النشرة البريدية|اشترك الآن|شارك|شارك المقال|مشاركة|
    شارك على فيسبوك|تابعنا على تويتر|تابعونا على فيسبوك|التعليقات|أضف تعليقا|اترك تعليقاً|تصوير: آن بيرغ|
    © أ ف ب|جميع الحقوق محفوظة|بقلم: آن بيرغ|نُشر في 5 مارس 2018|آخر تحديث: 5 مارس 2018|مدة القراءة: 3 دقائق|
    مواضيع ذات صلة|أخبار ذات صلة|الأكثر قراءة|حمل تطبيقنا|ادعمنا|أبلغ عن خطأ|الخبر التالي|طباعة|الوسوم: ميناء|
    المصدر: وكالات|المصدر: رويترز|هذا الموقع يستخدم ملفات تعريف الارتباط
    """,
    "zh": """
    本文发布于5年前，内容可能已过时。|本文已发布超过两年|广告|相关阅读|延伸阅读|延伸阅读：没人想要的大桥|相关新闻|
    阅读更多|阅读全文|点击查看更多|订阅我们的新闻通讯|订阅|分享|分享到微信|
    分享到微博|分享至Facebook|关注我们的微信公众号|扫描二维码关注我们|评论|发表评论|登录后评论|暂无评论|
    图片来源：新华社|图：张倩|图/张倩|（图/张倩）|摄影：张倩|来源：新华社|
    版权所有，未经授权不得转载|版权声明|责任编辑：张倩|（责任编辑：张倩）|编辑：张倩|【编辑:张倩】|作者：张倩|
    发布时间：2018年3月5日|
    更新时间：2018-03-05 12:30|阅读时间：3分钟|热门文章|猜你喜欢|下载我们的APP|打开APP阅读全文|支持我们|纠错|
    我要纠错|下一篇|上一篇|打印|标签：港口|（完）|返回首页|举报
    """,
    "ja": """
    この記事は5年以上前に公開されたものです。|この記事は公開から1年以上経過しています|広告|PR|関連記事|
    関連記事：誰も望まなかった橋|あわせて読みたい|こちらもおすすめ|続きを読む|もっと読む|
    もっと見る|メールマガジンに登録する|ニュースレターに登録|無料会員登録はこちら|会員登録|
    この記事は有料会員限定です|シェアする|シェア|Facebookでシェア|ツイート|Xでポスト|フォローする|
    コメント|コメントを書く|コメントを見る|写真：山田太郎|写真=山田太郎|撮影：山田太郎|（写真：山田太郎）|
    提供：共同通信|© 共同通信|無断転載を禁じます|
    記事・写真・図表の無断転載を禁じます|Copyright © 2018 港新聞社 All rights reserved.|文：山田太郎|
    2018年3月5日 12:30 更新|
    最終更新日：2018年3月5日|読了時間：3分|人気記事|アクセスランキング|おすすめ記事|アプリをダウンロード|次の記事|
    前の記事|印刷|タグ：港|トップページへ戻る|誤りを報告する|LINEで送る
    """,
    "ko": """
    이 기사는 작성된 지 5년이 지난 기사입니다.|이 글은 1년 이상 지난 글입니다|광고|관련기사|관련 기사|
    관련기사: 아무도 원하지 않은 다리|더 보기|더보기|기사 더보기|계속 읽기|
    뉴스레터 구독하기|뉴스레터 신청|구독하기|구독|공유하기|공유|페이스북 공유|카카오톡 공유하기|네이버에서 구독하기|
    댓글|댓글 쓰기|댓글 달기|
    로그인 후 댓글을 작성할 수 있습니다|사진=홍길동|사진: 홍길동 기자|사진제공=부산시|/사진=연합뉴스|
    [사진=연합뉴스]|ⓒ 연합뉴스|
    저작권자 ⓒ 항구신문 무단전재 및 재배포 금지|저작권자(c) 연합뉴스, 무단 전재-재배포, AI 학습 및 활용 금지|
    무단전재 및 재배포 금지|
    홍길동 기자 gildong@baypost.example|홍길동 기자|입력 2018.03.05 12:30|수정 2018.03.05 12:30|
    입력: 2018-03-05 12:30 / 수정: 2018-03-05 13:00|읽는 시간 3분|많이 본 뉴스|인기기사|추천 기사|앱 다운로드|
    제보하기|
    제보는 카카오톡 okjebo|기사제보 및 보도자료|오류 신고|다음 기사|이전 기사|인쇄|태그: 항구|#항구|좋아요|
    Copyright ⓒ 항구신문. All rights reserved.
    """,
}
STAYS = {
    "pt": "O próximo artigo da lei trata dos preços, disse o capitão.",
    "nl": "Heb je een vraag, dan krijg je hier een antwoord, zei de havenmeester.",
    "sv": "Nästa artikel i avtalet gäller priserna på färjan.",
    "da": "Næste artikel i aftalen handler om priserne på færgen.",
    "no": "Neste sak på lista er prisene på ferga, sa havnesjefen.",
    "pl": "Masz temat, masz historię, mówił kapitan portu.",
    "ru": "Следующая новость пришла во вторник: паром вернётся в мае.",
    "tr": "Sonraki haber kötüydü: feribot o hafta da gelmedi.",
    "ar": "مضى على هذا الخبر يومان ولم يعلق عليه أحد من المسؤولين.",
    "zh": "登录后的旅客在评论中说，渡轮比从前稳得多。",
    "ja": "もっと読む人が増えたと、港長は時刻表について話した。",
    "ko": "항만청장은 댓글 이만 개가 달렸다고 말했다.",
}


def page(language: str, paragraphs: list[str]) -> str:
    told = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html lang={language}><head><title>X</title></head><body><article>{told}</article></body></html>"


@pytest.mark.parametrize("language", LINES)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_the_page_says_goes_and_the_story_stays(language, place):
    story = list(STORIES[language])
    kept = []
    for line in " ".join(LINES[language].replace("\n", "").split()).split("|"):
        paragraphs = [*story[:place], line, *story[place:]]
        text = clean(page(language, paragraphs), url="https://baypost.example/ferry").text
        if text.split("\n\n") != story:
            kept.append(line)
    assert kept == []


@pytest.mark.parametrize("language", STAYS)
def test_what_only_begins_like_it_stays(language):
    first, second = STORIES[language]
    text = clean(page(language, [first, STAYS[language], second]), url="https://baypost.example/ferry").text
    assert STAYS[language] in text
