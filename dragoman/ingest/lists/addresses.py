"""What an address alone tells of a page: the day of its news, whether it is an article, which site it belongs to."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(
    r"(?<!\d)(?P<year>20[0-4]\d)(?:"
    r"[/_.-](?P<month>\d{1,2}|[a-z]{3})[/_.-]?(?P<day>\d{1,2})"
    r"|(?P<m>0[1-9]|1[0-2])[/_.-]?(?P<d>0[1-9]|[12]\d|3[01])(?:\d{4,10})?"
    r")(?!\d)",
    re.IGNORECASE,
)

# Segments of a path that lead to lists and services, in the languages of the west; whole segments only.
_LISTS = frozenset(
    """
    tag tags tagged category categories categoria categorias categorie kategorie kategori rubrique rubriques topic
    topics tema temas thema themen sujet etiqueta etiquetas label labels keyword keywords hemeroteca author authors
    autor autores auteur auteurs autore autori autoren byline profile profiles perfil user users contributor
    contributors columnist columnists search busca buscar buscador recherche suche ricerca pesquisa login signin
    sign-in signup sign-up register registration subscribe subscription subscriptions assine assinatura suscribete
    suscripcion abo abonnement abonnements account my-account konto cuenta conta checkout cart shop store loja tienda
    boutique newsletter newsletters about about-us aboutus contact contact-us contacto contato kontakt impressum imprint
    privacy privacy-policy datenschutz privacidade privacidad cookies cookie-policy terms terms-of-use terms-of-service
    faq faqs careers jobs advertise advertising anuncie publicidade publicidad mediadaten feed feeds rss atom sitemap
    share sharer print wp-admin wp-login.php wp-content wp-json live-tv tv-guide epaper e-paper donate donation
    donations classifieds page pages sponsored sponsored-content partner-content paid-content advertorial
    """.split()
)
_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|m4[av]|zip|xml|rss|atom|json|css|js|ics|docx?|xlsx?)$", re.I
)
_PAGES = re.compile(r"\.(?:[sgpx]?html?|php\d?|aspx?|jsp|ece|story|amp)$", re.I)
_INDEX = re.compile(r"/(?:index|default|home)\.\w{2,5}$", re.I)
_DATED = re.compile(r"/20[0-4]\d(?:[/-](?:\d{1,2}|[a-z]{3})){0,2}(?=/|$)", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}")
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)")
_TOKEN = re.compile(r"[a-z\d]{8,}", re.I)
_QUERY_ID = re.compile(r"(?:^|&)(?:p|\w{0,10}id|idxno|artikel|article|story|item|news|noticia)=\w*\d{2,}", re.I)
_NONE = urlsplit("")
_PREFIXES = ("www.", "m.", "mobile.", "amp.")


@lru_cache(maxsize=4096)
def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return _NONE


def path(url: str) -> str:
    """Return the path of an address, also of one that never passed the gate; empty where it is none."""
    return _split(url).path


def day(url: str) -> date | None:
    """Return the day that the path of an address names (/2026/11/22/, /2026-11-22-, /2026/nov/22/, 20261122)."""
    for match in _DAY.finditer(path(url)[:1000]):
        month = match["month"] or match["m"]
        try:
            return date(int(match["year"]), _month(month), int(match["day"] or match["d"]))
        except ValueError:
            continue
    return None


def words(text: str) -> int:
    """Count the words of a text; in scripts that put no spaces between them, two characters count for one."""
    spaceless = len(_SPACELESS.findall(text))
    return spaceless // 2 + len(_WORD.findall(_SPACELESS.sub(" ", text) if spaceless else text))


def is_list(url: str) -> bool:
    """Tell whether an address can't be an article's: a home page, a list, a day of an archive, a service or a file."""
    place, query = _place(url), _split(url).query
    segments = place.lower().split("/")[1:]
    dated = _DATED.search(place)
    if not segments or (dated and dated.end() == len(place)):
        return not _QUERY_ID.search(query)
    # What lies under a day is an article, whatever its section is called.
    return bool(_FILES.search(place)) or not (dated or _LISTS.isdisjoint(segments))


def is_article(url: str) -> bool:
    """Tell whether an address looks like an article's: a day, a number or a headline in words is in it."""
    if is_list(url):
        return False
    place = _place(url)
    last = unquote(place.rpartition("/")[2])
    stem, dated = _PAGES.sub("", last), _DATED.search(place)
    return bool(
        (dated and dated.end() < len(place))
        or day(url)
        or any(map(_NUMBER.search, place.split("/")[-2:]))
        or any(map(_is_key, _TOKEN.findall(stem)))
        or _QUERY_ID.search(_split(url).query)
        or words(stem) >= (2 if stem != last else 4)
    )


def _place(url: str) -> str:
    """Return the path of an address without what all addresses may end in."""
    return _INDEX.sub("", path(url)).rstrip("/")


def same_site(url: str, other: str) -> bool:
    """Tell whether two addresses belong to one site: equal hosts, or the one a part of the other."""
    one, two = (_bare_host(each) for each in (url, other))
    return one == two or one.endswith(f".{two}") or ("." in one and two.endswith(f".{one}"))


def _bare_host(url: str) -> str:
    host = _split(url).netloc
    prefix = next((each for each in _PREFIXES if host.startswith(each)), "")
    return host.removeprefix(prefix)


def _is_key(token: str) -> bool:
    """Tell whether a part of an address is a key of letters and digits mixed, as stores give them."""
    digits = sum(map(str.isdigit, token))
    return 2 <= digits < len(token)


def _month(name: str) -> int:
    return int(name) if name.isdigit() else _MONTHS.index(name.lower()) + 1
