"""What the site is, as its operator says: the facts that every page shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote, urlencode, urlsplit

from dragoman.urls import gate

REPORT_FORM = "_report"
"""Where the server shows and takes in the report form."""


@dataclass(frozen=True, slots=True)
class OwnFeed:
    """A feed of the operator's own: its key, its title, and what it is chosen `by`, a change of which is one."""

    name: str
    title: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """One site: `address` without a slash at its end, `languages` in the order in which they are offered."""

    title: str
    address: str
    languages: tuple[str, ...]
    contact: str = ""
    """An e-mail address or a web address for reports; empty where there is none."""
    operator: str = ""
    """Who answers for the site; the site's title where empty."""
    taglines: Mapping[str, str] = field(default_factory=dict)
    tag: str = ""
    """Authority and year of the permanent ids (`example.org,2026`): keep it when the address changes."""
    hub: str = ""
    """The address of the WebSub hub that hands the feeds on; empty where there is none."""
    form: bool = False
    """Whether a server takes in reports by a form at the site's address."""
    keys: bytes = b""
    """The file of public keys that signed records are checked with; empty where pages have no records."""
    pictures: bool = True
    """Whether pictures are shown where their own rights allow it."""
    theme: str = ""
    """The digest of the theme that it wears; empty where it has none of its own."""
    takedown_hours: int = 24
    """Within how many hours a complete request takes an article down, where there is a form."""
    feeds: tuple[OwnFeed, ...] = ()

    def __hash__(self) -> int:
        return hash((self.address, self.languages))

    @property
    def publisher(self) -> str:
        return self.operator or self.title

    @property
    def origin(self) -> str:
        """The scheme and host of its address."""
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.address))

    def tagline(self, language: str) -> str:
        """Return what the operator says of the site in a language, empty where nothing."""
        return self.taglines.get(language, "")

    def feed_title(self, name: str) -> str:
        """Return the title of an own feed, empty where the site has none of that name (any more)."""
        return next((feed.title for feed in self.feeds if feed.name == name), "")

    def url(self, path: str = "") -> str:
        """Return the absolute address of a path under public/."""
        return f"{self.address}/{path}"

    def href(self, path: str = "") -> str:
        """Return the address of a path as links within the site write it."""
        return f"{_folder(self.address)}/{path}"

    def permanent_id(self, *parts: str) -> str:
        """Return a tag URI (RFC 4151) that never changes for the same parts."""
        authority = self.tag or f"{urlsplit(self.address).hostname},2026"
        return f"tag:{authority}:" + "/".join(parts)

    def form_link(self, language: str, article: str = "", place: str = "") -> str:
        """Return the address of the report form, with what is known of the report filled in."""
        known = {"language": language, "article": article, "place": place}
        return self.href(f"{REPORT_FORM}?{urlencode({name: value for name, value in known.items() if value})}")

    def report(self, subject: str, body: str) -> str:
        """Return the link under which a reader reports a fault, or an empty string where the site has no contact."""
        if "@" in self.contact and ":" not in self.contact:
            return f"mailto:{quote(self.contact, safe='@')}?subject={quote(subject)}&body={quote(body, safe=':/')}"
        return gate(self.contact)


@lru_cache
def _folder(address: str) -> str:
    return urlsplit(address).path
