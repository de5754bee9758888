"""Turkish."""

_AGE = r"(?:\d{1,2}|bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|on|birkaç)"
_UNIT = r"(?:gün|hafta|ay|yıl)"
_THIS = r"(?:bu (?:haber|yazı|makale|içerik|sayfa))"

LINES: dict[str, tuple[str, ...]] = {
    "photo-credit": (r"(?:fotoğraf|foto|görsel|grafik|arşiv) ?[:©/|] ?[^?!]{2,90}",),
    "donation-prompt": (
        r"(?:bize|gazeteciliğimize|bağımsız (?:gazeteciliğe|habere)) destek (?:olun|verin)[^.?!]{0,30}|(?:bağış yapın|destek olun)",
    ),
    "age-notice": (
        rf"(?:dikkat|not|uyarı)?[:,!]? ?{_THIS}(?: en az)? {_AGE} {_UNIT}(?:dan|den|ından|tan|ten)? (?:daha )?(?:uzun|fazla|eski|önce)(?: (?:bir|süre|süredir|zaman|önce|eski|yayımlandı|yayınlandı|yayımlanmıştır|yayınlanmıştır|güncellendi|yazıldı|yazılmıştır)){{0,4}}",
        rf"{_THIS} (?:arşivimizden|arşivden|arşivimize)[^.?!]{{0,30}}|{_THIS} \d{{4}} yılında (?:yayımlan|yayınlan|yazıl)[^.?!]{{0,30}}",
        rf"(?:dikkat|not|uyarı)?[:,!]? ?{_THIS} {_AGE} {_UNIT}(?:dan|den|ından|ı|lık)? ?(?:fazla (?:bir )?(?:süre )?|daha )?(?:önce|eski|eskidir|öncesine ait|önce (?:yayınlandı|yayınlanmıştır|yayımlandı|yayımlanmıştır|güncellendi))(?:(?: ve|,) [^.?!]{{0,50}}(?:güncel|bilgi|eski)[^.?!]{{0,60}})?",
        rf"{_THIS} (?:arşivdendir|arşivimizden|güncel olmayabilir|güncelliğini yitirmiş olabilir)",
    ),
    "related-link": (
        r"(?:ayrıca okuyun|bunu da okuyun|bunları da okuyun|ilgili haber|ilgili haberler|haberin devamı|devamını oku|daha fazla|ilginizi çekebilir|ayrıca bakınız) ?[:|»>→] ?[^\n.!؟]{3,160}",
        r"(?:ayrıca|bunu da|bunları da) (?:okuyun|oku|izleyin)|(?:bunlar da|bu haberler de|bunlar) ilginizi çekebilir|ilgili (?:haberler|haber|konular|içerikler)|(?:haberin )?devamı(?:nı oku)?(?: için tıklayın)?|ilginizi çekebilir|en çok okunan(?:lar| haberler)?|son dakika(?: haberleri)?|diğer haberler|benzer haberler|önerilen haberler|sıradaki haber|editörün seçtikleri",
        r"(?:[^.?!]{0,60} )?(?:için )?(?:buraya )?tıklay(?:ın|ınız)",
    ),
    "newsletter-prompt": (
        r"e-?bülten(?:e|imize|imizin)? (?:ücretsiz )?(?:kayıt|abone|üye) ol(?:un)?",
        r"(?:bültenimize|e-?bültenimize|bültene|haber bültenine)[^.?!]{0,40}(?:abone olun|kaydolun|üye olun|kayıt olun)[^.?!]{0,60}",
        r"(?:e-?)?bülten|e-?posta(?: adresiniz)?",
    ),
    "subscribe-prompt": (
        r"(?:abone olun|abone ol|giriş yapın|giriş yap|üye olun|üye ol|kayıt olun|kayıt ol)(?: (?:ve|veya|ya da) [^.?!]{0,80})?|(?:devamını )?okumak için (?:abone|üye|giriş)[^.?!]{0,60}|(?:zaten )?(?:üye|abone) misiniz\??(?: ?giriş yapın)?|(?:bizi|bağımsız gazeteciliği) destekleyin[^.?!]{0,60}",
    ),
    "app-prompt": (r"[^.?!]{0,40}(?:uygulamasını|uygulamamızı)[^.?!]{0,30}(?:indirin|indir|yükleyin)[^.?!]{0,60}",),
    "share-line": (
        r"(?:(?:bu )?(?:haberi|yazıyı|içeriği|makaleyi|sayfayı) )?paylaş(?:ın)?|(?:(?:facebook|instagram|linkedin|telegram|bluesky)'?[dt][ae]|x'te|e-posta ile|arkadaşlarınla|arkadaşlarınızla) paylaş(?:ın)?|(?:facebook'ta paylaş|twitter'da paylaş|whatsapp'ta paylaş|bağlantıyı kopyala|yazdır|kaydet)",
    ),
    "follow-line": (
        r"google (?:news|haberler)['’]?(?:te|de|da|ta)? (?:abone|takip)[^.?!]{0,20}",
        r"(?:bizi |[\w .'-]{2,30} )?(?:facebook|x|twitter|instagram|whatsapp|youtube|telegram|google|google news|sosyal medya)[^.?!]{0,40}(?:takip edin|takip et|katılın|abone olun)",
        r"bizi takip edin",
    ),
    "comment-prompt": (
        r"(?:siz )?(?:bu konuda )?ne düşünüyorsunuz|(?:yorumlarınızı|görüşlerinizi|düşüncelerinizi)[^.?!]{0,30}(?:yazın|paylaşın|bekliyoruz|bırakın)|(?:yorumlarda|yorum bölümünde)[^.?!]{0,30}(?:paylaşın|yazın|belirtin)|yorum (?:yaz|bırak|ekle|yapın|yazın)",
        r"(?:\d+ )?yorum(?:lar)?(?: yap| yaz| ekle| yapın)?|(?:tüm )?yorumları (?:gör|göster|oku)|ilk yorumu siz yapın|ilk yorum yapan siz olun",
    ),
    "cookie-notice": (
        r"(?:bu (?:içeriği|videoyu)) (?:görmek|görüntülemek|izlemek) için[^.?!]{0,60}(?:çerez|kabul|izin)[^.?!]{0,40}",
        r"(?:bu site|sitemizde|sizlere)[^.?!]{0,60}(?:çerez|cookie)[^.?!]{0,140}",
        r"gizlilik politikası|çerez politikası|(?:tümünü )?kabul et",
    ),
    "advertisement": (
        r"(?:haber|yazı|haberin devamı) reklam(?:dan sonra|ın ardından|ın altında)[^.?!]{0,20}",
        r"reklam|sponsorlu(?: içerik)?|advertorial|ilan|haberin devamı (?:reklamın|videonun) altında",
    ),
    "copyright": (
        r"(?:tüm|her) hakkı saklıdır[^?!]{0,80}|[^?!]{0,60}izinsiz[^?!]{0,30}(?:kullanılamaz|yayınlanamaz|kopyalanamaz)[^?!]{0,60}",
    ),
    "agency-footer": (
        r"(?:kaynak|haber kaynağı|fotoğraf|foto|muhabir|editör|haber) ?: ?[^?!]{2,100}|\(?(?:aa|dha|iha|anka|anadolu ajansı)\)?",
    ),
    "reading-aid": (
        r"(?:bir )?hata bildir(?:in)?|(?:sonraki|önceki) haber",
        r"okuma süresi ?:? ?\d{1,3} ?(?:dk|dakika)\.?|\d{1,3} dakikalık okuma|(?:haberi|yazıyı) dinle(?: ?\(?\d.{0,12})?|tarayıcınız[^.?!]{0,80}",
    ),
    "topic-list": (r"(?:etiketler|konular|anahtar kelimeler) ?: ?[^?!]{1,200}", r"etiketler|haberler|yazar hakkında"),
    "dateline": (
        r"(?:yayınlanma|yayımlanma|güncelleme|giriş|oluşturulma|son güncelleme|güncellenme)(?: tarihi)? ?:? ?\d{1,2}[\w./ :,|–-]{0,45}",
    ),
}

COMPANIONS: tuple[str, ...] = (
    r"(?:istediğiniz zaman)[^.?!]{0,80}",
    r"(?:tamamen )?ücretsiz(?:dir)?",
    r"[^.?!]{0,40}bilgiler[^.?!]{0,30}güncel olmayabilir[^.?!]{0,20}",
)

REPORTED: tuple[str, ...] = (
    r"\b(?:dedi|söyledi|açıkladı|belirtti|göre|ifade etti|aktardı|kaydetti|yazdı|diyor|diyordu|diye|uyardı|uyarıyor|seslendi|duyurdu|istedi)\b",
)

BYLINES: tuple[str, ...] = (r"(?:yazan|haber|muhabir|yazar) ?: (?P<tr>[^:?!]{3,90})",)

ASKS = r"[^.?!]{0,110}(?:abone ol(?:un|unuz)?|kaydol(?:un|unuz)?|üye ol(?:un|unuz)?|indirin(?:iz)?|takip ed(?:in|iniz)|takip et|paylaşın(?:ız)?|katılın(?:ız)?|destekleyin(?:iz)?|destek olun(?:uz)?|giriş yapın(?:ız)?|bırakın(?:ız)?|yazın(?:ız)?|gönderin(?:iz)?|ulaştırın(?:ız)?|tıklayın(?:ız)?|okuyun(?:uz)?|izleyin(?:iz)?|kaçırmayın(?:ız)?|gelsin|açın(?:ız)?|ister misiniz|misiniz|düşünüyorsunuz)"
VOICE = r"(?:biz|bize|bizi|\w{3,20}(?:ımız|imiz|umuz|ümüz|mız|miz|muz|müz)\w{0,4})"
READER = r"(?:siz|size|sizi|sizin|\w{3,20}(?:ınız|iniz|unuz|ünüz)\w{0,4})"

PROMPTS = {
    "newsletter-prompt": (
        " e-posta kutunuza ",
        " posta kutunuza ",
        " bültenimize abone ",
        " bültenimize kaydol",
        " bültenimize üye ",
    ),
    "subscribe-prompt": (
        " abonelere özeldir ",
        " abonelere özel ",
        " okumaya devam etmek için ",
        " devamını okumak için ",
        " zaten abone misiniz ",
    ),
    "comment-prompt": (" yorumlarda paylaşın ", " yorumlarda belirtin ", " yorum yapmak için "),
    "cookie-notice": (
        " çerezler kullanıyoruz ",
        " çerez kullanıyoruz ",
        " çerezleri kullanıyoruz ",
        " sitemizde çerez",
        " bu site çerez",
    ),
    "advertisement": (" reklamdan sonra devam ", " reklamın ardından "),
    "app-prompt": (" uygulamamızı indir",),
    "donation-prompt": (" bize destek ol", " bağımsız gazeteciliği destekle", " bağımsız gazeteciliği sürdür"),
    "follow-line": (" whatsapp kanalımız", " telegram kanalımız", " bizi takip ed", " hesaplarımızdan takip "),
    "contact-line": (" haber ihbarlarınız ", " ihbar hattımız ", " bize yazın ", " bize ulaşın "),
    "copyright": (" tüm hakları saklıdır ", " her hakkı saklıdır ", " tüm hakkı saklıdır "),
    "age-notice": (" arşivimizden alınmıştır ", " arşivden alınmıştır ", " güncel olmayabilir "),
    "related-link": (" haberin devamı için ", " detaylar için tıklay", " devamı için tıklay"),
}
OFFERS = {
    "newsletter-prompt": (" bülten", " e-posta "),
    "app-prompt": (" son dakika haberlerini ", " app store", " google play"),
    "follow-line": (" instagram", " facebook", " whatsapp kanal", " x'te ", " twitter'da ", " youtube kanal"),
    "comment-prompt": (" yorum",),
    "share-line": (" bu haberi ", " bu yazıyı ", " haberi "),
}
THINGS = {
    "donation-prompt": (" gazetecili",),
    "contact-line": ("@",),
}
BIOS = r"[^.?!]{3,60}? (?:gazetesinde |haber sitesinde )?(?:muhabir|gazeteci|editör|yazar)(?:dir|ıdır|idir| olarak çalışıyor| olarak görev yapıyor)[^?!]{0,160}"
