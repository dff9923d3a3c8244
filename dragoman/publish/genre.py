"""Which articles say by their headlines that they explain or comment on an event rather than report it."""

from __future__ import annotations

import re

_ASKS = re.compile(
    r"^(?:why|how|what|which|por qu[eê]|por qué|como|cómo|entenda|pourquoi|comment|warum|wie|perch[eé]|per qu[eè]"
    r"|почему|как|чому|як|neden|nasıl|لماذا|كيف|क्यों|कैसे)\s|^(?:なぜ|为什么|如何)|[?？؟]$",
    re.IGNORECASE,
)
_NAMES_ITSELF = re.compile(
    r"^(?:(?:news )?analysis|opinion|comment(?:ary)?|editorial|explaine[dr]|profile|review|an[aá]lise|an[aá]lisis"
    r"|opinião|opinión|perfil|analyse|tribune|décryptage|kommentar|meinung|hintergrund|analisi|commento|anàlisi|opinió|анализ"
    r"|мнение|комментарий|аналіз|думка|коментар|analiz|yorum|görüş|تحليل|رأي|विश्लेषण|解説|社説|分析|评论)\s*[:|–—-]"
    r"|\bexplained$",
    re.IGNORECASE,
)


def is_background(headline: str) -> bool:
    """Tell whether a headline asks, or announces an explanation or a comment."""
    plain = headline.strip().strip("\"'“”‘’«»")
    return bool(_ASKS.search(plain) or _NAMES_ITSELF.search(plain))
