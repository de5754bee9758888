"""Query parameters that say where a reader came from, not which page was asked for.

Only names whose meaning is settled are listed. A name that some sites use to address content (`id`, `p`, `page`, `q`,
`article`) never is, and one that is used both ways (`ref`, `source`) counts only with a value that plainly is a mark.
"""

from __future__ import annotations

import re

# Families of campaign parameters: Google Analytics, Matomo, Piwik, HubSpot, Adobe, AT Internet, Mailchimp, Vero, Marin.
_PREFIXES = (
    "utm_",
    "mtm_",
    "pk_",
    "piwik_",
    "hsa_",
    "_hs",
    "at_",
    "mc_",
    "vero_",
    "trk_",
    "oly_",
    "ga_",
    "ns_",
    "s_cid",
    "__hs",
    "_openstat",
)

_NAMES = frozenset(
    # Click identifiers that advertising networks and mailers append.
    "fbclid gclid gclsrc gbraid wbraid dclid msclkid yclid ysclid twclid ttclid tblci igshid igsh li_fat_id epik "
    "mkt_tok wickedid srsltid rb_clickid s_kwcid ef_id vmcid cvid oicd ocid cuid "
    # Campaign and share marks of publishers and of the tools they share with.
    "cmpid cmp_id campaign_id cmp ito ncid smid smtyp icid int_cid wt_mc wt_zmc wtmc xtor soc_src soc_trk fb_ref "
    "fb_source fb_action_ids fb_action_types action_object_map action_ref_map spref spm partnerref ftag ftcamp "
    "taid tid_source linkid sharetype share_id shareid sharetoken sharedarticle st_source mbid esrc "
    "__twitter_impression __source __tn__ _ga _gl amp_js_v amp_gsa usqp aqs guccounter guce_referrer "
    "guce_referrer_sig traffic_source rssfeed feedtype feedname feedref rss_source referringsource".split()
)

# `?ref=rss` marks the way in; `?ref=12345` may be the article.
_AMBIGUOUS = frozenset("ref source src from via mod origin referrer referer share partner".split())
_MARKS = re.compile(
    r"(?:rss|atom|feeds?|newsletter|homepage|twitter|facebook|linkedin|whatsapp|telegram|reddit|email|mail|push|social|"
    r"share|sharing|googlenews|google-news|google_news|flipboard|applenews|apple-news|t\.co)(?:[-_.].*)?",
    re.IGNORECASE,
)

_SESSIONS = frozenset("phpsessid jsessionid sessionid session_id aspsessionid cfid cftoken oscsid zenid".split())
# `sid` is a story's id at some sites; only a long random value is taken for a session.
_SHORT_SESSIONS = frozenset(("sid", "s", "sess"))
_RANDOM = re.compile(r"[0-9a-f]{24,}", re.IGNORECASE)


def is_tracking(name: str, value: str) -> bool:
    """Whether a query parameter can be dropped without changing the page. Takes both decoded."""
    name = name.lower()
    if name in _NAMES or name in _SESSIONS or name.startswith(_PREFIXES):
        return True
    if name in _AMBIGUOUS:
        return _MARKS.fullmatch(value) is not None
    return name in _SHORT_SESSIONS and _RANDOM.fullmatch(value) is not None
