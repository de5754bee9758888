"""Signs: what the classes, ids and roles of a page's elements say they are for."""

from __future__ import annotations

import re

# Lower-case words, and two words in a row written as one, that designers of pages use for the same thing.
_WORDS: dict[str, str] = {
    "body": """
        articlebody storybody articlecontent storycontent postcontent entrycontent articletext storytext
        posttext bodytext bodycopy richtext prose wysiwyg postbody entrybody newstext newsbody
        newscontent maincontent contentbody textbody contenttext articulo articolo artikeltext
        artikelinhalt articlecopy storycopy pagecontent singlecontent blogcontent tdpostcontent
        textcontent articlemain mainarticle postarticle
        """,
    "text": """
        content text copy paragraph paragraphs inhalt texte texto testo tekst rte markdown editor
        copytext
        """,
    "story": """
        article story post entry news main artikel noticia nota blog single beitrag haber berita nyhet
        nyheter actualite statement longform hnews hentry page chapter section
        """,
    "title": """
        title headline heading hed kicker overline eyebrow dachzeile titel titre titulo titolo rubrik
        tittel roofline
        """,
    "lead": """
        lead lede intro summary standfirst dek deck excerpt teasertext subtitle subline subhead
        subheadline subheading abstract chapo entradilla bajada sommario vorspann ingress preamble
        manchet description strapline sapo
        """,
    "related": """
        related more recommended recommend recommendation recommendations recirc recirculation popular
        trending latest readmore readnext next also alsoread moreon morefrom mostread mostviewed similar
        suggested suggestions taboola outbrain zergnet plista headlines topstories relacionadas
        relacionados correlati weitere mehr thema yarpp crosslinks further related-links interlinks
        upnext top most onward inline-related
        """,
    "teaser": """
        teaser teasers card cards promo promos tile tiles river feed listing list items grid carousel
        slider archive loop
        """,
    "share": """
        share sharing shares social socials follow facebook twitter whatsapp addthis sharedaddy addtoany
        teilen compartir partager sns
        """,
    "newsletter": """
        newsletter newsletters subscribe subscription signup email mail mailchimp optin registration
        register login account
        """,
    "wall": "paywall premium plus piano regwall meter metered locked gate barrier",
    "ad": """
        ad ads advert adverts advertisement advertising adslot adsense dfp gpt sponsor sponsored werbung
        anzeige publicidad publicite banner commercial partner affiliate adbox leaderboard mpu billboard
        """,
    "shop": """
        product products shop buy price deal deals offer offers cart commerce cta button buttons btn
        affiliate
        """,
    "comments": """
        comment comments disqus respond reply replies discussion kommentare kommentar commentaires
        comentarios livefyre coral
        """,
    "author": """
        author authors byline bylines bio biography contributor contributors writer autor autoren auteur
        autore autori profile vcard
        """,
    "date": "date time timestamp datetime published updated pubdate datum fecha data posted dateline",
    "caption": """
        caption captions figcaption credit credits legend copyright bildunterschrift bildtext
        photocredit imagecredit photocaption imagecaption wpcaption source creditline attribution pie
        didascalia legende
        """,
    "picture": """
        image images img picture photo photos figure gallery galleries slideshow slide bild foto fotos
        thumbnail thumb lightbox hero media
        """,
    "video": """
        video videos player audio podcast embed embeds jwplayer brightcove iframe vjs playlist episode
        """,
    "nav": """
        nav navigation navbar menu menus breadcrumb breadcrumbs pagination pager skip skiplink toolbar
        tabs tab topbar navi submenu sitemap toc tableofcontents jumplinks anchors language languages
        """,
    "header": "header masthead top logo branding sitename siteheader pageheader",
    "footer": "footer foot colophon sitefooter copyright legal disclaimer impressum imprint",
    "sidebar": """
        sidebar aside rail rightrail secondary complementary widget widgets sidebars column marginalia
        module supplementary
        """,
    "meta": """
        meta metadata info details byline-meta postmeta entrymeta articlemeta infos label labels status
        stats counter count views
        """,
    "tags": """
        tag tags topic topics category categories keyword keywords taxonomy cat terms hashtags themen
        etiquetas section-tags badge
        """,
    "consent": """
        cookie cookies consent gdpr cmp onetrust modal popup popover overlay dialog lightbox tooltip
        toast alert notice notification banner
        """,
    "hidden": """
        hidden hide sr screenreader visuallyhidden offscreen invisible print printonly noprint
        accessibility assistive none noscript
        """,
    "quote": "quote pullquote blockquote quotes zitat testimonial cite",
    "box": """
        box infobox factbox aside infobox sidebarbox callout highlight keypoints takeaways keytakeaways
        faq fact facts accordion panel note
        """,
    "table": """
        table tables chart charts infographic datawrapper graph graphic widget-table scoreboard stats
        """,
    "search": "search searchform suche form forms field input filter sort poll quiz survey",
    "live": "live liveblog ticker update updates timeline liveticker",
}
SIGNS: tuple[str, ...] = tuple(_WORDS)
"""What a name can say, in the order of the bits that `signs_of` sets."""
BIT = {sign: 1 << place for place, sign in enumerate(SIGNS)}
UNLIKELY = BIT["comments"] | BIT["footer"] | BIT["sidebar"] | BIT["newsletter"] | BIT["consent"]
"""Names of boxes that hold texts of their own beside the story, some of them longer than it."""

_BITS: dict[str, int] = {}
for _sign, _words in _WORDS.items():
    for _word in _words.split():
        _BITS[_word.replace("-", "")] = _BITS.get(_word.replace("-", ""), 0) | BIT[_sign]
_SPLIT = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}(?![a-z])")
_LONGEST = 300


def signs_of(name: str) -> int:
    """The bits of SIGNS that a name sets: classes, ids and roles, joined by spaces, in any of the usual spellings.

    `article-body`, `articleBody`, `ArticleBody__text` and `article_body` all say `body`. At most 300 letters are read.
    """
    found = 0
    before = ""
    for word in _SPLIT.findall(name[:_LONGEST]):
        lower = word.lower()
        found |= _BITS.get(lower, 0)
        if before:
            found |= _BITS.get(before + lower, 0)
        before = lower
    return found
