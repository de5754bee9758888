"""News agencies: what they are called in datelines and credits, and their own sites."""

from __future__ import annotations

from typing import NamedTuple


class Agency(NamedTuple):
    """A news agency."""

    name: str
    short: tuple[str, ...]
    """How it signs in brackets: told from other words by their case, and only where an agency signs."""
    long: tuple[str, ...] = ()
    """Names that mean nothing else."""
    hosts: tuple[str, ...] = ()


AGENCIES = (
    Agency("AP", ("AP",), ("The Associated Press", "Associated Press"), ("apnews.com", "ap.org")),
    Agency(
        "Reuters",
        ("Reuters", "REUTERS"),
        ("Thomson Reuters", "Рейтер", "ロイター", "路透社", "路透", "로이터"),
        ("reuters.com",),
    ),
    Agency("AFP", ("AFP",), ("Agence France-Presse", "Agence France Presse", "法新社"), ("afp.com",)),
    Agency("dpa", ("dpa", "dpa-AFX", "dpa-afx", "DPA"), ("Deutsche Presse-Agentur",), ("dpa.com",)),
    Agency("ANSA", ("ANSA",), ("Agenzia ANSA",), ("ansa.it",)),
    Agency("EFE", ("EFE", "Efe"), ("Agencia EFE", "Agencia Efe", "EFE Verde"), ("efe.com",)),
    Agency("TASS", ("TASS", "ТАСС", "Tass"), ("ИТАР-ТАСС", "塔斯社"), ("tass.com", "tass.ru")),
    Agency(
        "Xinhua",
        ("Xinhua", "XINHUA", "新华社", "新華社"),
        ("Xinhua News Agency", "新华网"),
        ("news.cn", "xinhuanet.com"),
    ),
    Agency("Kyodo", ("Kyodo", "KYODO", "共同"), ("Kyodo News", "共同通信"), ("kyodonews.net", "kyodonews.jp")),
    Agency("Jiji", ("Jiji", "時事"), ("Jiji Press", "時事通信"), ("jiji.com",)),
    Agency("Yonhap", ("Yonhap", "연합뉴스", "聯合ニュース"), ("Yonhap News Agency", "韩联社"), ("yna.co.kr",)),
    Agency("PA", ("PA",), ("PA Media", "Press Association", "PA News Agency"), ("pa.media",)),
    Agency("APA", ("APA", "apa"), ("Austria Presse Agentur",), ("apa.at",)),
    Agency(
        "sda",
        ("sda", "SDA", "ats", "ATS", "Keystone-SDA", "Keystone-ATS", "awp/sda"),
        ("Keystone-SDA", "Keystone-ATS"),
        ("keystone-sda.ch",),
    ),
    Agency("awp", ("awp", "awp/sda"), ("AWP Finanznachrichten",), ("awp.ch",)),
    Agency("AAP", ("AAP",), ("Australian Associated Press",), ("aap.com.au",)),
    Agency(
        "Canadian Press",
        ("CP",),
        ("The Canadian Press", "La Presse Canadienne", "La Presse canadienne"),
        ("thecanadianpress.com",),
    ),
    Agency("UPI", ("UPI",), ("United Press International",), ("upi.com",)),
    Agency("Bloomberg", ("Bloomberg",), ("Bloomberg News",), ("bloomberg.com",)),
    Agency("PTI", ("PTI",), ("Press Trust of India",), ("ptinews.com",)),
    Agency("ANI", ("ANI",), ("Asian News International",), ("aninews.in",)),
    Agency("IANS", ("IANS",), ("Indo-Asian News Service",), ("ians.in",)),
    Agency("Anadolu", ("AA",), ("Anadolu Agency", "Anadolu Ajansı", "Anadolu"), ("aa.com.tr",)),
    Agency("Interfax", ("Interfax", "Интерфакс"), (), ("interfax.ru", "interfax.com")),
    Agency("RIA Novosti", ("РИА Новости", "RIA Novosti"), (), ("ria.ru",)),
    Agency("Ukrinform", ("Ukrinform", "Укрінформ"), (), ("ukrinform.net", "ukrinform.ua")),
    Agency("Lusa", ("Lusa", "LUSA"), ("Agência Lusa",), ("lusa.pt",)),
    Agency("Agência Brasil", ("Agência Brasil",), (), ("agenciabrasil.ebc.com.br",)),
    Agency("Europa Press", ("EUROPA PRESS", "Europa Press"), (), ("europapress.es",)),
    Agency("Adnkronos", ("Adnkronos",), (), ("adnkronos.com",)),
    Agency("LaPresse", ("LaPresse",), (), ("lapresse.it",)),
    Agency("ANP", ("ANP",), (), ("anp.nl",)),
    Agency("Belga", ("Belga", "BELGA"), (), ("belga.be",)),
    Agency("TT", ("TT",), ("Tidningarnas Telegrambyrå",), ("tt.se",)),
    Agency("NTB", ("NTB", "©NTB"), (), ("ntb.no",)),
    Agency("Ritzau", ("Ritzau", "/ritzau/"), (), ("ritzau.dk", "ritzau.com")),
    Agency("STT", ("STT",), (), ("stt.fi",)),
    Agency("PAP", ("PAP",), ("Polska Agencja Prasowa",), ("pap.pl",)),
    Agency("ČTK", ("ČTK", "CTK"), (), ("ctk.cz", "ceskenoviny.cz")),
    Agency("MTI", ("MTI",), (), ("mti.hu",)),
    Agency("Hina", ("Hina",), (), ("hina.hr",)),
    Agency("Tanjug", ("Tanjug",), (), ("tanjug.rs",)),
    Agency("epd", ("epd",), ("Evangelischer Pressedienst",), ("epd.de",)),
    Agency("KNA", ("KNA",), ("Katholische Nachrichten-Agentur",), ("kna.de",)),
    Agency("SID", ("SID", "sid"), ("Sport-Informations-Dienst",), ("sid.de",)),
    Agency("China News Service", ("中新社", "中新网", "CNS"), ("China News Service",), ("chinanews.com.cn", "ecns.cn")),
    Agency("Bernama", ("Bernama", "BERNAMA"), (), ("bernama.com",)),
    Agency("Antara", ("ANTARA", "Antara"), (), ("antaranews.com",)),
    Agency("NAN", ("NAN",), ("News Agency of Nigeria",), ("nannews.ng",)),
)
