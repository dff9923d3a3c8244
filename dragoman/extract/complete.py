"""Whether a text is whole, as far as it tells itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.types import Block, Heading, ItemList, Paragraph, Quote

_CUT = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|(?:continue reading|read more|read the full (?:story|article)|keep reading|continuar "
    r"lendo|continue lendo|leia mais|"
    r"seguir leyendo|leer más|lire la suite|weiterlesen|jetzt weiterlesen|continua a leggere)\W*)$",
    re.I,
)
_WALL = re.compile(
    r"(?:subscribe|sign in|log in|register|create (?:a free|an) account|become a (?:member|"
    r"subscriber))\b.{0,40}\b(?:to (?:continue|read|keep|unlock)|for full access)|"
    r"(?:this (?:article|story|content) is (?:for|reserved|only available|exclusive)).{0,40}\b(?:subscribers|"
    r"members)|already (?:a subscriber|subscribed)\?|"
    r"(?:conteúdo|matéria) exclusiv[oa] para assinantes|assine para (?:continuar|ler)|para continuar (?:lendo|"
    r"leyendo)|contenido exclusivo para suscriptores|"
    r"(?:cet )?article (?:est )?réservé aux abonnés|réservé à nos abonnés|il vous reste .{0,12}% de cet article|"
    r"weiterlesen mit|"
    r"(?:artikel|inhalt|text) ist (?:nur )?für abonnenten|mit .{2,30}abo (?:weiter|lesen)|contenuto riservato "
    r"agli abbonati",
    re.I,
)


def is_complete(blocks: Sequence[Block]) -> bool:
    """Tell whether the last words of an article neither trail off nor ask the reader to pay for the rest."""
    texts = [text for text in map(_text, blocks) if text]
    if not texts:
        return False
    return not _CUT.search(texts[-1][-200:]) and not any(_WALL.search(text) for text in texts[-3:] if len(text) < 500)


def _text(block: Block) -> str:
    if isinstance(block, Paragraph | Heading | Quote):
        return block.text.text
    return block.items[-1].text if isinstance(block, ItemList) else ""
