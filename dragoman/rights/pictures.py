"""May a picture be shown? Never under its text's licence: only under one of its own, and never an agency's. Pure.

    decide_picture(figure, signals, site, file=None) -> Cleared

Give it a figure of the Document, all signals of its article (`flow.grants.signals_on`), the site, and, once the picture
was fetched, what its bytes and its server say. `allowed` is the answer, `reason` a sentence for it. Where it is not
allowed and `open` is True, nobody has said anything of this picture yet, and its file may still free it; where
`open` is False no file can, so that it need not be fetched. A picture may be resized and written in another format
under any licence; where the name of its licence has ND in it, it may not be cropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from dragoman.rights.effects import effects
from dragoman.rights.licences import Terms, licence_of, recognise
from dragoman.rights.policy import Site, who
from dragoman.rights.reasons import say
from dragoman.rights.thirdparty import AGENCIES
from dragoman.types import Figure, Licence, PictureWords, Signal, Use

_STOCK = (
    "Getty Images", "Getty", "GettyImages", "iStock", "Shutterstock", "Alamy", "Adobe Stock", "AdobeStock",
    "Depositphotos", "Dreamstime", "Imago", "picture alliance", "picture-alliance", "Magnum Photos", "Corbis",
    "NurPhoto", "Zuma Press", "ZUMA", "Sipa", "Sipa USA", "Abaca", "Hans Lucas", "SOPA Images", "LightRocket",
    "Rex Features", "WireImage", "EPA", "EPA-EFE", "Ullstein", "Photononstop", "Visual China Group", "VCG", "SOOC",
    "Bridgeman", "Contacto", "AAP", "AGIF", "Fotoarena", "Pacific Press", "Scanpix", "Ritzau Scanpix", "Panos",
    "Redux", "Polaris", "Nature Picture Library", "Science Photo Library", "Photo News", "GTRES", "Futura Press",
)  # fmt: skip
_SHORT = 4
"""A name of so few letters is one only as it is written: `AP` and not `ap`, `TASS` and not `tass`."""


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_AGENCY = re.compile(
    rf"(?<!\w)(?:{_any_of(name for name in (*AGENCIES, *_STOCK) if len(name) <= _SHORT)}|"
    rf"(?i:{_any_of(name for name in (*AGENCIES, *_STOCK) if len(name) > _SHORT)}))(?!\w)"
)
_KEPT = re.compile(
    r"(?:used |reproduced |republished )?(?:here )?(?:with|by) (?:kind )?permission|fair[- ](?:use|dealing)|"
    r"(?:copyright|rights?)[- ]managed|(?<!some )rights reserved|(?<!alguns )direitos reservados|"
    r"(?<!algunos )derechos reservados|com (?:a )?(?:permissão|autorização)|con (?:el )?permiso|"
    r"avec l.aimable autorisation|mit freundlicher genehmigung|no (?:re)?use without|not for (?:re)?use",
    re.I,
)
_SIZE = re.compile(r"(?:[-_]\d{2,4}x\d{2,4}|-scaled)(?=\.\w{2,5}$)")
"""What WordPress appends to the name of a picture's file for each of its sizes."""
_NAMED = re.compile(r"\.(?:jpe?g|jfif|png|gif|webp|avif)$", re.I)


@dataclass(frozen=True, slots=True)
class Cleared:
    """Whether a picture may be shown, why in a sentence, and under which licence of its own.

    `open` tells that nothing has been said of it, so that its file may still state a licence.
    """

    allowed: bool
    reason: str
    licence: Licence | None = None
    open: bool = False


def decide_picture(figure: Figure, signals: Iterable[Signal], site: Site, file: PictureWords | None = None) -> Cleared:
    """Return whether a picture may be shown; the strictest word on it, on its page or in its file, wins."""
    embedded = file or PictureWords()
    signals = (*signals, *embedded.signals)
    told = [figure.licence, figure.caption.text, figure.credit, *_said_of(figure, signals)]
    told += [*(link.href or "" for link in figure.caption.marks), *embedded.licences, *embedded.credits]
    if refusal := _forbidden(signals) or _kept(told):
        return Cleared(False, refusal)
    terms = [found for words in told if words and (found := recognise(words))]
    if not terms:
        return Cleared(False, say("picture_unlicensed"), open=file is None)
    return _cleared(terms, site)


def _cleared(terms: Sequence[Terms], site: Site) -> Cleared:
    licences = [licence_of(each) for each in terms]
    if None in licences:
        return Cleared(False, say("picture_unlicensed"))
    binding = max(terms, key=lambda each: (each.no_derivatives, each.non_commercial, each.share_alike, bool(each.url)))
    licence = licence_of(binding)
    if site.commercial and any(each.non_commercial for each in terms):
        return Cleared(False, say("picture_non_commercial", licence=binding.name), licence)
    return Cleared(True, say("picture_licensed", licence=binding.name), licence)


def _forbidden(signals: Iterable[Signal]) -> str:
    """Return why no picture of an article may be shown, an empty string where nobody says so."""
    limits = ((signal, effect) for signal in signals for effect in effects(signal) if Use.ILLUSTRATE in effect.refused)
    return next((say(effect.key, who=who(signal), words=signal.value) for signal, effect in limits), "")


def _kept(told: Iterable[str]) -> str:
    """Return why a picture is another's, whatever licence stands beside it; an empty string where it is not."""
    found = (match for words in told for pattern in (_AGENCY, _KEPT) if (match := pattern.search(words)))
    return next((say("picture_kept", words=match[0]) for match in found), "")


def _said_of(figure: Figure, signals: Iterable[Signal]) -> Iterator[str]:
    """Yield the licences and credits that machine data and feeds give to the picture at this address."""
    for signal in signals:
        address = signal.place.rpartition(" ")[2]
        if signal.name in ("picture-licence", "picture-credit") and _file(address) == _file(figure.src):
            yield signal.value


def _file(address: str) -> tuple[str, str, str]:
    """Name the file at an address, in whatever size; where its path names none, its query does (`image.php?id=5`)."""
    parts = urlsplit(address)
    return parts.netloc.lower(), _SIZE.sub("", parts.path), "" if _NAMED.search(parts.path) else parts.query
