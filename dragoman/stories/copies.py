"""Near-duplicate texts by sketches, and which of several copies is the one to be shown.

A sketch holds the smallest hashes of all phrases of a text (bottom-k: Broder 1997, Cohen and Kaplan 2007). Two of them
tell how many phrases both texts share, and as well how much of the shorter one stands in the longer: a copy that was
cut is still one. Texts that share phrases at all share one of their very smallest, which is all an index has to know.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.types import Signature

KEPT = 128
"""Hashes in a sketch."""
INDEXED = 12
"""Hashes of a sketch by which it is found."""
PHRASE = 5
"""Words in a row that are hashed as one."""
LEAST = 45
"""Words below which a text is too short to be known again by its phrases."""
SAME = 0.5
"""Share of the shorter text's phrases that stand in the longer one, from which it is a copy."""
SAME_HOUSE = 0.8
"""Share of all phrases of two texts of one house that both have, from which they are one: houses repeat themselves."""
SHARED = 6
"""Hashes that two sketches must share at least."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def sketch(text: str) -> tuple[tuple[int, ...], int]:
    """Return the sketch of a text and the number of its words; the sketch of a short one is empty."""
    words = _WORD.findall(text.casefold())
    if len(words) < LEAST:
        return (), len(words)
    phrases = (" ".join(words[at : at + PHRASE]) for at in range(len(words) - PHRASE + 1))
    return tuple(sorted({_hash(phrase) for phrase in phrases})[:KEPT]), len(words)


def _hash(phrase: str) -> int:
    # CRC is linear: alike phrases have alike sums. Multiplying by an odd number spreads them.
    return zlib.crc32(phrase.encode("utf-8", "surrogatepass")) * 0x9E3779B1 & 0xFFFFFFFF


def indexed(signature: Signature) -> tuple[int, ...]:
    """Return the hashes under which a sketch is kept in an index, and looked for."""
    return signature.sketch[:INDEXED]


def is_copy(one: Signature, other: Signature, *, one_house: bool) -> bool:
    """Tell whether two texts are one, or (of different houses) one of them is a part of the other."""
    # Beyond the end of either sketch nothing is known of what its text holds.
    reach = min(_reach(one), _reach(other))
    mine, its = ({each for each in sketch if each <= reach} for sketch in (one.sketch, other.sketch))
    shared, least = len(mine & its), min(len(mine), len(its))
    if one_house:
        return shared >= max(SHARED, SAME_HOUSE * len(mine | its))
    return shared >= max(SHARED, SAME * least)


def _reach(signature: Signature) -> int:
    return signature.sketch[-1] if len(signature.sketch) == KEPT else 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Rival:
    """One of several copies: whose it is, where it stands, and whom it names as the first to publish the text.

    `named` are the hosts of the addresses that it gives for its original, `credits` its authors and agencies; `level`
    is smaller where more of it may be shown; `moment` is when it was published, as a number.
    """

    id: str
    publisher: str
    host: str
    named: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    level: int = 0
    words: int = 0
    moment: float = 0.0


def kept(rivals: Sequence[Rival]) -> Rival:
    """Return the copy that is shown: the first publisher's, else the better licence, the fuller text, the older one."""
    return min(rivals, key=lambda one: (not _is_first(one, rivals), one.level, -one.words, one.moment, one.id))


def _is_first(one: Rival, rivals: Sequence[Rival]) -> bool:
    """Tell whether other copies name the host of one as that of the original, or credit its publisher."""
    others = [other for other in rivals if other.host != one.host]
    named = any(one.host in other.named for other in others)
    publisher = one.publisher.casefold()
    return named or any(publisher and publisher in credit.casefold() for other in others for credit in other.credits)
