"""Addresses: the gate that every one from outside passes, and what two of them have in common. A leaf."""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

MAX_LENGTH = 2048
_MAX_HREF = 16 * MAX_LENGTH
_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNPRINTED = re.compile(r"[\x00-\x20\x7f\ud800-\udfff]")
_NO_HOST = re.compile(r"[\x00-,/:-@\[-^`{-\x7f]")  # ASCII that no name of a host holds

# Names that only say how a reader came, never what is read: those of the general lists of AdGuard, Brave, Firefox and
# Miniflux, and of newsrooms' own campaign tools. What selects content somewhere (`ref`, `source`, `cid`) stays.
_TRACKING_PREFIXES = (
    *("utm_", "mtm_", "matomo_", "piwik_", "hsa_", "bsft_", "cm_mmc", "wt.mc_"),
    *("at_medium", "at_campaign", "at_custom", "at_bbc_", "at_link", "at_format", "at_ptr_", "at_creation"),
)
_TRACKING = frozenset(
    """
    _ga _gl _gac _gid ga_source ga_medium ga_term ga_content ga_campaign ga_place
    gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid usqp
    fbclid fb_action_ids fb_action_types fb_comment_id fb_ref fb_source igshid igsh twclid ttclid li_fat_id
    action_object_map action_ref_map action_type_map __twitter_impression ref_src ref_url
    msclkid yclid ysclid _openstat ocid spm erid awc irclickid irgwc rb_clickid wickedid _branch_match_id
    _branch_referrer mc_cid mc_eid mc_tc mkt_tok _hsenc _hsmi __hsfp __hssc __hstc hsctatracking _bhlid _kx
    ml_subscriber ml_subscriber_hash oly_anon_id oly_enc_id vero_id vero_conv trk_contact trk_msg trk_module trk_sid
    sc_cid sc_campaign sc_channel sc_content sc_medium sc_outcome s_cid s_kwcid ef_id dm_i wt_mc wt_zmc
    pk_campaign pk_kwd pk_keyword pk_source pk_medium pk_content pk_vid itm_source itm_medium itm_campaign
    itm_content itm_term hmb_campaign hmb_medium hmb_source dpg_campaign dpg_content dpg_medium dpg_source
    ns_mchannel ns_source ns_campaign ns_linkname ns_fee xtor xtref cmpid ito maca ftag traffic_source nx_source
    guccounter guce_referrer guce_referrer_sig __readwiselocation
    """.split()
)


def gate(href: str, base: str = "") -> str:
    """Resolve an address from outside, or return an empty string where it is not plain http or https.

    The host is lower-case and in ASCII where that says the same; default port, dot segments, fragment and tracking
    parameters go; all else stays to the letter. Credentials, control and half characters, hosts that are none and
    over-long addresses are refused. What was gated passes unchanged.
    """
    href = href.strip()
    if not href or len(href) > _MAX_HREF or _UNPRINTED.search(href):
        return ""
    try:
        parts = urlsplit(urljoin(base, href))
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or parts.username or parts.password:
        return ""
    host = _host(parts.hostname or "")
    if not host:
        return ""
    if port and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    query = "&".join(pair for pair in parts.query.split("&") if not _tracks(pair))
    url = urlunsplit((parts.scheme, host, _without_dots(parts.path), query, ""))
    return url if len(url) <= MAX_LENGTH else ""


def normalised(url: str) -> str:
    """Return what all spellings of an address have in common: http or https, www or not, final slash, tracking."""
    parts = urlsplit(gate(url))
    if not parts.netloc:
        return url
    return urlunsplit(("https", parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query, ""))


def bare_host(url: str) -> str:
    """Return the name of an address's host in lower case and without `www.`, an empty string where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _host(name: str) -> str:
    """Return a host as it stands in an address, or an empty string where no host can be called so."""
    if ":" in name:
        return f"[{name}]"
    if _NO_HOST.search(name):
        return ""
    if name.isascii() or len(name) > 253:
        return name
    try:
        encoded = name.encode("idna")
        return encoded.decode("ascii") if encoded.decode("idna") == name else name
    except UnicodeError:
        return name


def _without_dots(path: str) -> str:
    if "/." not in path:
        return path or "/"
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _tracks(pair: str) -> bool:
    # Feeds that escape an ampersand twice leave “amp;” before the name.
    name = pair.split("=", 1)[0].lower().removeprefix("amp;")
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)
