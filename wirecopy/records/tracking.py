"""Query parameters that say where a reader came from, not which page was asked for.

Only names whose meaning is settled are listed. A name that some sites use to address content (`id`, `p`, `page`, `q`,
`article`) never is, and one that is used both ways (`ref`, `source`) counts only with a value that plainly is a mark.
"""

from __future__ import annotations

import re

_TRACKING = re.compile(
    r"""
      utm_.* | _?hsenc | _hsmi | hsa_.* | __hs.*  # Google Analytics, HubSpot
    | (?:mtm|pk|piwik)_(?:campaign|kwd|keyword|source|medium|content|cid|group|placement)  # Matomo
    | at_(?:campaign|medium|custom\d|link_\w+|ptr_\w+|bbc_\w+|format|creation|recipient_\w+) | xtor  # AT Internet
    | ns_(?:campaign|mchannel|source|linkname|fee)  # Comscore
    | wt_?(?:mc|zmc)(?:_.*)? | s_cid | s_kwcid | ef_id | icid | int_cid  # Webtrekk, Adobe
    | mc_(?:cid|eid|tc) | vero_(?:conv|id) | mkt_tok | oly_(?:anon|enc)_id | trk_\w+ | ml_subscriber(?:_hash)?
    | _ga | _gl | _openstat | yclid | ysclid | gclid | gclsrc | gbraid | wbraid | dclid | msclkid  # search, adverts
    | fbclid | fb_(?:ref|source|action_ids|action_types) | action_(?:object|ref|type)_map | igsh(?:id)?  # Meta
    | __tn__ | __cft__.* | __twitter_impression | twclid | ttclid | tblci | li_fat_id | epik | srsltid  # networks
    | rb_clickid | wickedid | vmcid | cvid | ocid | oicd | spm | esrc | usqp | amp_(?:js_v|gsa) | aqs
    | cmpid | cmp_id | campaign_id | ito | ncid | smid | smtyp | soc_(?:src|trk) | spref | ftag | ftcamp  # publishers
    | gad_(?:source|campaignid) | rdt_cid | sccid | irclickid | irgwc | wprov | mibextid | fb_comment_id
    | ref_(?:src|url) | _bhlid | _kx | dm_i | ck_subscriber_id | hss_channel | vgo_ee
    | sc_(?:campaign|channel|content|country|outcome) | s_campaign | tpcc | cndid | bxid | wpisrc | wpmm | itid | hpid
    | awt_l | sms_ss | trk | lipi
    | mbid | taid | guccounter | guce_referrer(?:_sig)? | traffic_source | partnerref | st_source
    | share(?:type|token|dfrom) | share_?id | rss(?:feed|_source) | feed(?:type|name|ref) | referring_?source
    """,
    re.IGNORECASE | re.VERBOSE,
)

# `?ref=rss` marks the way in; `?ref=12345` may be the article.
_AMBIGUOUS = frozenset(
    ("ref", "source", "src", "from", "via", "mod", "origin", "referrer", "referer", "cmp", "partner")
)
_MARK = re.compile(
    r"(?:rss|atom|feeds?|newsletter|homepage|twitter|facebook|linkedin|whatsapp|telegram|reddit|email|mail|push|social|"
    r"share|sharing|google-?_?news|flipboard|apple-?_?news|t\.co)(?:[-_.].*)?",
    re.IGNORECASE,
)

_SESSION = re.compile(r"phpsessid|jsessionid|session_?id|aspsessionid\w*|cfid|cftoken|oscsid|zenid", re.IGNORECASE)
# `sid` is a story's id at some sites; only a long random value is taken for a session.
_PERHAPS_SESSION = frozenset(("sid", "s", "sess"))
_RANDOM = re.compile(r"[0-9a-f]{24,}", re.IGNORECASE)


def is_tracking(name: str, value: str) -> bool:
    """Whether a query parameter can be dropped without changing the page. Takes both decoded."""
    name = name.removeprefix("amp;")  # of an address that was escaped for HTML once too often
    if _TRACKING.fullmatch(name) or _SESSION.fullmatch(name):
        return True
    if name.lower() in _AMBIGUOUS:
        return _MARK.fullmatch(value) is not None
    return name.lower() in _PERHAPS_SESSION and _RANDOM.fullmatch(value) is not None
