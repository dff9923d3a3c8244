"""Where the door may go: the rule for URLs, and the rule for the numeric addresses behind their names."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from dragoman.errors import AddressRefused

PORTS = {"http": 80, "https": 443}

# `ipaddress.is_global` alone lets NAT64, 6to4, multicast and relays through, so the IPv6 rule names what is public.
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_SPECIAL_V6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_SPECIAL_V4 = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/3")))


@dataclass(frozen=True, slots=True)
class Target:
    """A checked URL with what the door needs to know of it."""

    url: str
    scheme: str
    host: str
    port: int
    allowed: bool
    """Whether the operator named this very host and port: then any address behind it will do."""

    @property
    def place(self) -> str:
        """Name the host and port as the allow list writes them."""
        return place(self.host, self.port)

    @property
    def lane(self) -> str:
        """Name what shares one connection and one gap: a host, or one allow-listed port of it."""
        return self.place if self.allowed else self.host


def place(host: str, port: int) -> str:
    """Write host and port as an entry of the allow list."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def public(address: str) -> bool:
    """Tell whether a numeric address belongs to the public internet and to nothing else."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        return ip in _GLOBAL_V6 and not any(ip in net for net in _SPECIAL_V6)
    return ip.is_global and not any(ip in net for net in _SPECIAL_V4)


def check(url: str, allow: frozenset[str]) -> Target:
    """Check a URL by the rule, before any name is looked up; raises AddressRefused."""
    try:
        parts = urlsplit(url)
        port = PORTS.get(parts.scheme, 0) if parts.port is None else parts.port
    except ValueError:
        raise AddressRefused(f"{shown(url)} is not a well-formed address.") from None
    if any(ord(c) < 33 or ord(c) == 127 for c in url):
        raise AddressRefused(f"{shown(url)} is not a well-formed address: it holds spaces or control characters.")
    if parts.scheme not in PORTS or not parts.hostname:
        raise AddressRefused(f"{shown(url)} is not an http or https address.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(f"The address at {parts.hostname} carries a user name or password: take them out.")
    host = parts.hostname.rstrip(".")
    target = Target(url, parts.scheme, host, port, place(host, port) in allow)
    if port not in PORTS.values() and not target.allowed:
        raise AddressRefused(f"{shown(url)} is at port {port}, where the wire does not go: {remedy(target)}.")
    return target


def step(before: Target, url: str, allow: frozenset[str]) -> Target:
    """Check the next hop of a redirect; raises AddressRefused."""
    target = check(url, allow)
    if before.scheme == "https" and target.scheme == "http":
        raise AddressRefused(f"{shown(before.url)} redirects from https to unencrypted http at {target.host}.")
    return target


def remedy(target: Target) -> str:
    """Say what an operator does who wants the door to go there all the same."""
    return f'if it should, add "{target.place}" to allow under [network] in dragoman.toml'


def shown(url: str) -> str:
    """Make a URL fit to be shown in one line: printable and of readable length."""
    text = "".join(c if c.isprintable() else "�" for c in url)
    return text if len(text) <= 200 else text[:199] + "…"
