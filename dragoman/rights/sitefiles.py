"""What a site says for all of its pages: preferences in robots.txt and /.well-known/tdmrep.json. Pure.

Content-Usage is AIPREF's (draft-ietf-aipref-attach), Content-Signal Cloudflare's; License names an RSL file. Both
preferences belong to a group of user agents and may name a path first; the longest path that fits speaks. In
tdmrep.json (TDMRep, W3C Community Group) the first location that fits does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from dragoman.types import Signal
from dragoman.urls import gate

AGENT = "dragoman"
ROBOTS = "robots.txt"
TDMREP = "tdmrep.json"
TDMREP_PATH = "/.well-known/tdmrep.json"
_PREFERENCES = ("content-usage", "content-signal")
_PRODUCT = re.compile(r"[A-Za-z_-]*")
_MAX_LINES = 5000
_MAX_RULES = 1000


@dataclass
class _Group:
    """The agents of a group in robots.txt, and its preferences: name, path and words."""

    agents: list[str] = field(default_factory=list)
    said: list[tuple[str, str, str]] = field(default_factory=list)


def from_robots(robots: str, url: str) -> tuple[Signal, ...]:
    """Return what a robots.txt prefers for an address, and the licence file that it names for all."""
    groups, licences = _read(robots)
    ours = [group for group in groups if AGENT in group.agents] or [group for group in groups if "*" in group.agents]
    found = [signal for name in _PREFERENCES for signal in _preferred(name, ours, url)]
    found += [Signal("rsl", f"file {address}", ROBOTS) for each in licences if (address := gate(each, url))]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4)
def _read(robots: str) -> tuple[list[_Group], list[str]]:
    groups: list[_Group] = []
    licences: list[str] = []
    naming = False
    for line in robots.splitlines()[:_MAX_LINES]:
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon or key not in ("user-agent", "license", *_PREFERENCES):
            naming = naming and not colon
            continue
        if key == "license":
            licences.append(value)
        elif key == "user-agent":
            if not naming:
                groups.append(_Group())
            groups[-1].agents.append(_agent(value))
        elif groups:
            path, words = _parted(value)
            groups[-1].said.append((key, path, words))
        else:
            # Some services write their preference above all groups, for everybody.
            groups.append(_Group(["*", AGENT], [(key, *_parted(value))]))
        naming = key == "user-agent"
    return groups, licences[:5]


def _agent(value: str) -> str:
    if value.startswith("*"):
        return "*"
    product = _PRODUCT.match(value)
    return product[0].lower() if product else ""


def _parted(value: str) -> tuple[str, str]:
    """Return the path and the preferences of a rule; without a path it is for all."""
    if not value.startswith("/"):
        return "/", value
    path, _, words = value.partition(" ")
    return path, words


def _preferred(name: str, groups: list[_Group], url: str) -> Iterator[Signal]:
    path = _path(url)
    said = [(rule, words) for group in groups for key, rule, words in group.said if key == name and fits(rule, path)]
    longest = max((len(rule) for rule, _ in said), default=0)
    for rule, words in said[:_MAX_RULES]:
        if len(rule) == longest:
            yield from preferences(name, words, ROBOTS)


def preferences(name: str, value: str, place: str) -> Iterator[Signal]:
    """Yield the preferences that a value lists, each as key=value."""
    for part in re.split(r"[,;]", value[:2000]):
        said = re.sub(r"\s", "", part).lower()
        if "=" in said:
            yield Signal(name, said[:80], place)


def fits(rule: str, path: str) -> bool:
    """Tell whether a path is one that a rule with `*` and a final `$` speaks of."""
    ends = rule.endswith("$")
    first, *rest = re.sub(r"\*+", "*", rule.removesuffix("$")).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for part in rest:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not ends or at == len(path) or bool(rest and path.endswith(rest[-1]))


def from_tdmrep(body: bytes, url: str) -> tuple[Signal, ...]:
    """Return what the bytes of a tdmrep.json say of an address; nothing where they are none."""
    try:
        rules: Any = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return ()
    path = _path(url)
    for rule in rules[:_MAX_RULES] if isinstance(rules, list) else []:
        if isinstance(rule, dict) and isinstance(location := rule.get("location"), str) and _speaks(location, path):
            return tuple(_told(rule))
    return ()


def _speaks(location: str, path: str) -> bool:
    return fits(location if location.startswith(("/", "*")) else f"/{location}", path)


def _told(rule: dict[str, Any]) -> Iterator[Signal]:
    reservation, policy = rule.get("tdm-reservation"), rule.get("tdm-policy")
    if str(reservation) in ("0", "1"):
        yield Signal("tdm-reservation", str(reservation), TDMREP)
    if isinstance(policy, str) and policy.strip():
        yield Signal("tdm-policy", policy.strip()[:500], TDMREP)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
