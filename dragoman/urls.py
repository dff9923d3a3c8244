"""The gate that every address from outside passes. A leaf: imports nothing of the project."""

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ocid", "at_medium", "at_campaign", "xtor")
MAX_LENGTH = 2048


def gate(href: str, base: str = "") -> str:
    """Resolve an address from outside, or return an empty string where it is not plain http or https.

    Fragments and tracking parameters go; credentials, control characters and over-long addresses are refused.
    """
    href = href.strip()
    if not href or any(ord(c) < 33 or ord(c) == 127 for c in href):
        return ""
    try:
        parts = urlsplit(urljoin(base, href))
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if port and port != {"http": 80, "https": 443}[parts.scheme]:
        host = f"{host}:{port}"
    url = urlunsplit((parts.scheme, host, parts.path or "/", _without_tracking(parts.query), ""))
    return url if len(url) <= MAX_LENGTH else ""


def _without_tracking(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not name.lower().startswith(TRACKING)]
    return query if len(kept) == len(pairs) else urlencode(kept)
