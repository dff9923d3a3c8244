"""robots.txt read as Google reads it: the cases of its parser's tests and documentation, in our words."""

from __future__ import annotations

import re

import pytest
from guards import ends_soon
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from dragoman.ingest import robots

SITE = "https://news.example"


def may(rules: str | bytes, path: str, agent: str = "Dragoman") -> bool:
    text = robots.robots_from(200, rules if isinstance(rules, bytes) else rules.encode())
    return robots.allowed(text, SITE + path, agent)


def lines(*rules: str) -> str:
    return "".join(f"{rule}\n" for rule in rules)


CLOSED = "User-agent: Dragoman\nDisallow: /\n"

CASES: dict[str, tuple[str | bytes, str, str]] = {
    # name: rules, paths that may be fetched, paths that may not
    "nothing": ("", "/ /a", ""),
    "a whole site": (CLOSED, "", "/ /a /a?b"),
    "unknown names": ("foo: Dragoman\nbar: /\n", "/ /a", ""),
    "a forgotten colon": ("user-agent Dragoman\ndisallow /\n", "", "/ /a"),
    "a forgotten colon and too many words": ("user-agent: Dragoman\ndisallow / please\nuser agent Other\n", "/a", ""),
    "a lonely name": ("user-agent: Dragoman\nuser-agent\ndisallow: /a\ndisallow\n", "/b", "/a"),
    "spaces around the colon": ("User-agent \t:\t Dragoman \nDisallow : /a \n", "/b", "/a"),
    "an empty disallow": (lines("User-agent: *", "Disallow: /", "User-agent: Dragoman", "Disallow:"), "/ /a", ""),
    "an empty allow": (lines("User-agent: *", "Disallow: ", "Allow: "), "/ /a", ""),
    # Groups
    "rules before any group": ("Disallow: /\nUser-agent: Dragoman\nDisallow: /a\n", "/b", "/a"),
    "a group of two": ("User-agent: Other\nUser-agent: Dragoman\nDisallow: /a\n", "/b", "/a"),
    "empty lines in a group": ("User-agent: Other\n\n# and\n\nUser-agent: Dragoman\n\n\nDisallow: /a\n", "/b", "/a"),
    "a group after another": (
        lines("User-agent: Dragoman", "Disallow: /a", "User-agent: Other", "Disallow: /b"),
        "/b",
        "/a",
    ),
    "two groups of one reader": (
        lines("User-agent: Dragoman", "Disallow: /a", "User-agent: Other", "Disallow: /b", "User-agent: Dragoman")
        + "Disallow: /c\n",
        "/b",
        "/a /c",
    ),
    "rules after the end of a group": (
        lines("User-agent: Dragoman", "Disallow: /", "Allow: /x/", "", "", "Allow: /w/", "User-agent: Other")
        + lines("", "User-agent: Dragoman", "Allow: /z/", "Disallow: /"),
        "/x/b /w/a /z/d",
        "/y/c",
    ),
    "a sitemap ends no group": (
        lines("User-agent: Dragoman", f"Sitemap: {SITE}/s.xml", "User-agent: *", "Disallow: /"),
        "",
        "/",
    ),
    "an unknown line ends no group": (
        lines("User-agent: Dragoman", "Noindex: /x", "<br>", "Host: a", "User-agent: *", "Disallow: /"),
        "",
        "/",
    ),
    # Names of lines
    "capitals": ("USER-AGENT: dragoman\nALLOW: /x/\nDISALLOW: /\n", "/x/y", "/a/b"),
    "mixed capitals": ("uSeR-aGeNt: dragoman\nAlLoW: /x/\ndIsAlLoW: /\n", "/x/y", "/a/b"),
    "useragent": ("useragent: dragoman\ndisallow: /\n", "", "/"),
    "user agent": ("user agent: dragoman\ndisallow: /\n", "", "/"),
    **{
        typo: (f"user-agent: dragoman\n{typo}: /\n", "", "/")
        for typo in ("disalow", "dissallow", "dissalow", "diasllow", "disallaw", "Disallowed", "disallow-all")
    },
    "no such typo": ("user-agent: dragoman\ndisavow: /\nnot-allow: /\n", "/", ""),
    # Names of readers
    "a name in capitals": ("User-agent: DRAGOMAN\nDisallow: /\n", "", "/"),
    "a name and more words": ("User-agent: Dragoman News Bot\nDisallow: /\n", "", "/"),
    "a name and a version": ("User-agent: Dragoman/1.0\nDisallow: /\n", "", "/"),
    "a name and a star": ("User-agent: Dragoman*\nDisallow: /\n", "", "/"),
    "the beginning of a name": ("User-agent: Drago\nDisallow: /\n", "/", ""),
    "the end of a name": ("User-agent: man\nDisallow: /\n", "/", ""),
    "a longer name": ("User-agent: Dragoman-Images\nDisallow: /\n", "/", ""),
    "a name among others": ("User-agent: Other, Dragoman\nDisallow: /\n", "/", ""),
    "no name": ("User-agent:\nDisallow: /\n", "/", ""),
    "a star and more": ("User-agent: * all of you\nDisallow: /\n", "", "/"),
    "a star in a name": ("User-agent: *man\nDisallow: /\n", "/", ""),
    "everybody": ("User-agent: *\nDisallow: /\n", "", "/"),
    "everybody but us": ("User-agent: *\nDisallow: /\nUser-agent: Dragoman\nAllow: /\n", "/ /a", ""),
    "us but not everybody": ("User-agent: *\nAllow: /\nUser-agent: Dragoman\nDisallow: /\n", "", "/ /a"),
    "others only": ("User-agent: One\nDisallow: /\nUser-agent: Two\nDisallow: /\n", "/", ""),
    "our group replaces everybody's": (
        lines("User-agent: *", "Disallow: /x/", "User-agent: Dragoman", "Disallow: /y/"),
        "/x/page",
        "/y/page",
    ),
    # Which rule counts
    "case of paths": ("User-agent: Dragoman\nDisallow: /X/\n", "/x/y", "/X/y"),
    "the longer disallow": ("User-agent: Dragoman\nDisallow: /x/page.html\nAllow: /x/\n", "/x/", "/x/page.html"),
    "the longer allow": ("User-agent: Dragoman\nAllow: /x/page.html\nDisallow: /x/\n", "/x/page.html", "/x/"),
    "the slash makes it longer": ("User-agent: Dragoman\nDisallow: /x\nAllow: /x/\n", "/x/ /x/a", "/x /xa"),
    "allow wins a draw": ("User-agent: Dragoman\nDisallow: /folder\nAllow: /folder\n", "/folder/page", ""),
    "allow wins a draw of all": ("User-agent: Dragoman\nDisallow: /\nAllow: /\n", "/ /a", ""),
    "a star counts as one": ("User-agent: Dragoman\nAllow: /page\nDisallow: /*.html\n", "/page", "/page.html"),
    "order does not count": ("User-agent: Dragoman\nDisallow: /*.htm\nAllow: /x/page.\n", "/x/page.htm", "/x/y.htm"),
    # Patterns
    "a prefix": (
        CLOSED + "Allow: /fish\n",
        "/fish /fish.html /fish/salmon.html /fishheads /fishheads/yummy.html /fish.php?id=anything",
        "/Fish.asp /catfish /?id=fish /desert/fish",
    ),
    "a star at the end": (CLOSED + "Allow: /fish*\n", "/fish /fish.html /fishheads/yummy.html", "/Fish.asp /catfish"),
    "a folder": (CLOSED + "Allow: /fish/\n", "/fish/ /fish/?id=anything /fish/salmon.htm", "/fish /fish.html /Fish/a"),
    "a star": (
        CLOSED + "Allow: /*.php\n",
        "/index.php /folder/filename.php /folder/filename.php?parameters /folder/any.php.file.html /filename.php/",
        "/ /windows.PHP /php/ /index?php",
    ),
    "a star and an end": (
        CLOSED + "Allow: /*.php$\n",
        "/filename.php /folder/filename.php",
        "/filename.php?parameters /filename.php/ /filename.php5 /windows.PHP /php/ /filename?php",
    ),
    "a star inside": (CLOSED + "Allow: /fish*.php\n", "/fish.php /fishheads/catfish.php?parameters", "/Fish.PHP /fish"),
    "a star between folders": (
        "User-agent: Dragoman\nDisallow: /foo/bar/quz\nAllow: /foo/*/qux\n",
        "/foo/quz /foo//quz /foo/bax/quz",
        "/foo/bar/quz",
    ),
    "many stars": (CLOSED + "Allow: /a**b*\n", "/ab /a/b /axxb/c", "/a /ac"),
    "the front page only": (CLOSED + "Allow: /$\n", "/", "/page.html /?a"),
    "an end": ("User-agent: Dragoman\nDisallow: /foo/bar$\n", "/foo/bar/ /foo/bar/baz /foo/barn /", "/foo/bar"),
    "an index page is its folder": (CLOSED + "Allow: /news/index.html\n", "/news/ /news/index.html", "/news/a /news"),
    "a comment": ("User-agent: Dragoman # us\n# Disallow: /\nDisallow: /a#b\n", "/b", "/a /ab"),
    "a query": (CLOSED + "Allow: /a?b=c&d=http://e.f?g&h\n", "/a?b=c&d=http://e.f?g&h", "/a?b=c /a"),
    # Octets
    "letters beyond ASCII": (
        CLOSED + "Allow: /caf\N{LATIN SMALL LETTER E WITH ACUTE}\n",
        "/caf%C3%A9 /caf%c3%a9",
        "/a",
    ),
    "letters beyond ASCII, quoted": (CLOSED + "Allow: /caf%c3%a9\n", "/caf%C3%A9", "/caf"),
    "letters in Latin-1": (CLOSED.encode() + b"Allow: /caf\xe9\n", "/caf%E9 /caf%e9", "/caf /caf%C3%A9"),
    "quoted letters of ASCII": (CLOSED + "Allow: /%62%61%7A\n", "/baz /%62%61%7A", "/bar"),
    # Files
    "line feeds": ("User-agent: Dragoman\nDisallow: /a\n", "/b", "/a"),
    "carriage returns": ("User-agent: Dragoman\rDisallow: /a\r", "/b", "/a"),
    "both": ("User-agent: Dragoman\r\nDisallow: /a\r\n\r\nDisallow: /b", "/c", "/a /b"),
    "separators that end no line": (
        "User-agent: Dragoman\nDisallow: /a\x0bAllow: /\u2028Allow: /\x85Allow: /\n",
        "/a",
        "",
    ),
    "a byte order mark": (b"\xef\xbb\xbf" + CLOSED.encode(), "", "/"),
    "two bytes of a mark": (b"\xef\xbb" + CLOSED.encode(), "", "/"),
    "one byte of a mark": (b"\xef" + CLOSED.encode(), "", "/"),
    "a broken mark": (b"\xef\x11\xbf" + CLOSED.encode(), "/", ""),
    "a mark in the middle": ("User-agent: Dragoman\n\ufeffDisallow: /\n", "/", ""),
    "a NUL ends a line": (b"User-agent: Dragoman\0\nDisallow: /a\0b\n", "/b", "/a"),
    "a page of HTML": ("<!DOCTYPE html>\n<title>Not found: /</title>\n", "/ /a", ""),
    "UTF-16": (CLOSED.encode("utf-16"), "/", ""),
}


@pytest.mark.parametrize("name", CASES)
def test_rules_are_read_as_google_reads_them(name: str) -> None:
    rules, yes, no = CASES[name]
    assert {path: may(rules, path) for path in (yes + " " + no).split()} == {
        **dict.fromkeys(yes.split(), True),
        **dict.fromkeys(no.split(), False),
    }


def test_a_whole_user_agent_header_is_known_by_its_product() -> None:
    assert not may(CLOSED, "/", "Dragoman/0.1 (+https://us.example)")
    assert may("User-agent: Mozilla\nDisallow: /\n", "/", "Dragoman/0.1 (like Mozilla/5.0)")
    assert may(CLOSED, "/", "Dragoman Images")
    assert may(CLOSED, "/", "")


def test_a_long_line_is_read_as_far_as_any_address_reaches() -> None:
    long = "/x/" + "a" * robots.MAX_LINE
    rules = f"User-agent: Dragoman\nDisallow: {long}/qux\nDisallow: /y\n"
    cut = long[: robots.MAX_LINE - len("Disallow: ")]
    assert may(rules, "/fux")
    assert not may(rules, f"{cut}/fux")
    assert may(rules, cut[:-1])
    assert not may(rules, "/y")


def test_robots_txt_itself_may_always_be_read() -> None:
    assert may(CLOSED, "/robots.txt")


@pytest.mark.parametrize(
    ("status", "open_"),
    [(404, True), (403, True), (401, True), (410, True), (429, False), (500, False), (503, False), (None, False)],
)
def test_no_robots_means_yes_and_a_broken_server_means_no(status: int | None, open_: bool) -> None:
    assert robots.allowed(robots.robots_from(status, CLOSED.encode()), SITE, "Dragoman") == open_


def test_a_delay_is_that_of_our_group_and_ends_it() -> None:
    rules = lines("User-agent: *", "Crawl-delay: 10", "User-agent: BadBot", "Disallow: /", "User-agent: Slow")
    rules += lines("crawl delay: 2.5", "User-agent: Mad", "Crawl-delay: -1", "Crawl-delay: inf", "Crawl-delay: soon")
    assert [robots.crawl_delay(rules, agent) for agent in ("Dragoman", "BadBot", "Slow", "Mad")] == [
        10,
        None,
        2.5,
        None,
    ]
    assert may(rules, "/")
    assert robots.crawl_delay("User-agent: *\nCrawl-delay: 1e300", "Dragoman") == robots.MAX_DELAY


def test_sitemaps_are_named_anywhere_and_gated() -> None:
    rules = lines(
        f"Sitemap: {SITE}/a.xml?utm_source=robots",
        "User-agent: Dragoman",
        f"sitemap : {SITE}/b.xml#c",
        "Disallow: /",
        "SITE-MAP:https://other.example/caf\N{LATIN SMALL LETTER E WITH ACUTE}.xml",
        f"Sitemap: {SITE}/a.xml",
        "Sitemap: /relative.xml",
        "Sitemap: javascript:alert(1)",
        "Sitemap: file:///etc/passwd",
        "Sitemap: http://user:secret@other.example/",
        "Sitemap:",
    )
    assert robots.sitemaps(rules) == (f"{SITE}/a.xml", f"{SITE}/b.xml", "https://other.example/caf%C3%A9.xml")
    assert robots.sitemaps("") == robots.sitemaps(robots.DISALLOW_ALL) == ()


def test_of_many_sitemaps_twenty_are_taken() -> None:
    rules = "".join(f"Sitemap: {SITE}/{n}.xml\n" for n in range(10_000))
    assert robots.sitemaps(rules) == tuple(f"{SITE}/{n}.xml" for n in range(20))


HOSTILE = {
    "agents times rules": "".join(f"User-agent: a{n:x}\n" for n in range(20_000)) + "Disallow: /a\n" * 20_000,
    "stars": "User-agent: *\n" + ("Disallow: /" + "*a" * 8000 + "b\n") * 30,
    "one line": "User-agent: *\nDisallow: /" + "*a" * 250_000,
    "quoted": "User-agent: *\n" + ("Disallow: /" + "%41" * 5000 + "\n") * 30,
    "empty lines": "\r" * robots.MAX_BYTES,
    "comments": "#\n" * (robots.MAX_BYTES // 2),
    "blanks": " \t" * (robots.MAX_BYTES // 2),
    "noise": "\xff\0" * robots.MAX_BYTES,
    "surrogates": "User-agent: *\nDisallow: /\ud800\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_in_time(name: str) -> None:
    with ends_soon():
        text = HOSTILE[name]
        robots.allowed(text, f"{SITE}/{'a' * 2000}", "Dragoman")
        robots.crawl_delay(text, "Dragoman")
        robots.sitemaps(robots.robots_from(200, text.encode("utf-8", "surrogatepass")))


# --- Beside two other readers ------------------------------------------------------------------------------------

PATHS = st.lists(st.sampled_from(["a", "b", "ab", "news", ".html", "/", "/"]), max_size=6).map(
    lambda parts: "/" + "".join(parts)
)
PATTERNS = st.lists(st.sampled_from(["a", "b", "ab", "news", ".html", "/", "*"]), max_size=6).map(
    lambda parts: "/" + "".join(parts)
)
RULES = st.one_of(
    st.sampled_from(["User-agent: *", "User-agent: Dragoman", "User-agent: Other"]),
    st.tuples(st.sampled_from(["Allow", "Disallow"]), PATTERNS, st.sampled_from(["", "", "$"])).map(
        lambda rule: f"{rule[0]}: {rule[1]}{rule[2]}"
    ),
    st.sampled_from(["Disallow:", "", "# Disallow: /", f"Sitemap: {SITE}/s.xml"]),
)
FILES = st.lists(RULES, max_size=12).map(lambda rules: lines("User-agent: Dragoman", *rules))


@given(FILES, PATHS)
def test_on_plain_rules_protego_itself_says_the_same(rules: str, path: str) -> None:
    assert robots.allowed(rules, SITE + path, "Dragoman") == Protego.parse(rules).can_fetch(SITE + path, "Dragoman")


@given(FILES, PATHS)
def test_the_standard_read_word_by_word_says_the_same(rules: str, path: str) -> None:
    assert robots.allowed(rules, SITE + path, "Dragoman") == by_the_standard(rules, path)


def by_the_standard(rules: str, path: str) -> bool:
    """Read plain rules as RFC 9309 says it, with no thought for speed."""
    groups: dict[str, list[tuple[int, bool]]] = {}
    readers: list[str] = []
    collecting = False
    for line in rules.splitlines():
        field, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        if field == "User-agent":
            readers = [*readers, value] if collecting else [value]
            collecting = True
            groups.setdefault(value, [])
        elif field in ("Allow", "Disallow"):
            collecting = False
            for reader in readers:
                if value and re.match(
                    re.escape(value).replace(r"\*", ".*").removesuffix(r"\$") + "$" * ("$" in value), path
                ):
                    groups[reader].append((len(value), field == "Allow"))
    matches = groups.get("Dragoman", groups.get("*", []))
    return max(matches, default=(0, True))[1]
