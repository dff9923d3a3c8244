"""What stands on a page but is no part of its article."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from lxml.html import HtmlElement

UNSEEN = frozenset(
    "script style template svg math button input select textarea option object applet canvas map dialog "
    "meta link head title base datalist progress meter portal slot param source track del s strike rt rp "
    "frameset".split()
)
_TAGS = frozenset(("nav", "aside", "footer", "form", "menu", "noscript"))
_TEXTS = frozenset(("articleBody", "text", "description", "headline"))
"""What microdata calls the parts of an article, whatever else they are named."""
_ROLES = frozenset(
    "navigation complementary banner contentinfo search dialog alert alertdialog menu toolbar tablist note".split()
)

_WORDS = frozenset(
    "share shares sharing sharebar sharedaddy social socials socialmedia related relateds relatedposts "
    "newsletter newsletters "
    "subscribe subscription subscriptions signup comment comments commentlist disqus nav navi navigation navbar "
    "menu breadcrumb "
    "breadcrumbs footer sidebar promo promos promoted promotion advert adverts advertisement advertising ad ads "
    "adv adbox adslot "
    "adsense dfp sponsored sponsor sponsors outbrain taboola recommended recommendation recommendations recirc "
    "trending popular "
    "mostread toolbar pagination pager paging cookie cookies consent gdpr modal popup overlay paywall byline "
    "bylines author authors "
    "authorbox bio timestamp pubdate dateline postmeta tags taglist tagcloud topics copyright license licence "
    "skip skiplink spende spenden teaser "
    "teasers readmore seealso donate donation follow followus rating ratings vote votes survey login register "
    "search widget "
    "widgets sr screenreader visuallyhidden noprint printonly jumplist toc disclaimer kicker correction-link "
    "feedback backlink "
    "rodape publicidade publicidad publicite compartilhar compartilhe compartir boletim boletin etiquetas comentarios "
    "backtotop crosslinks linklist listicle-nav keywords metadata credits-line upsell debug".split()
)
_TEASERS = frozenset(("teaser", "teasers"))
_PHRASES = re.compile(
    r"(?:^|[ -])(?:sr-only|screen-reader|visually-hidden|hidden-text|skip-(?:to|link|nav)|most-(?:read|popular|"
    r"viewed)|read-(?:more|next|also)|"
    r"see-also|more-(?:on|from|stories|news|articles)|also-(?:read|like)|you-may|up-next|next-(?:article|story|post)|"
    r"(?:entry|post|article|story)-(?:meta|date|tags|tools|footer|info|actions|utility)|print-(?:only|no)|no-print|"
    r"call-to-action|cta(?:-|$)|js-off|in-this-(?:article|story)|on-this-page|table-of-contents|about-the-author|"
    r"tag-list|"
    r"leia-(?:tambem|mais)|veja-(?:tambem|mais)|saiba-mais|(?:das|mehr)-thema|zum-thema|lire-aussi|a-lire|"
    r"inline-(?:newsletter|promo|related)|editors?-picks?|video-playlist|load-more|data-nosnippet)(?:$|[ -])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HIDDEN_CLASS = frozenset("hidden hide invisible d-none is-hidden visually-hidden sr-only".split())
_SHOWN_AGAIN = re.compile(r"(?::|d-\w\w-)(?:block|flex|inline|grid|table|visible)")  # hidden on small screens only

_LINE = re.compile(
    r"^(?:advertisement|advertising|ad|anzeige|werbung|publicidade|publicidad|publicité|pubblicità|reklama|"
    r"continua (?:após|depois d)[ae] publicidade|continue (?:após|depois d)[ae] publicidade|story continues "
    r"below(?: advertisement)?|"
    r"article continues (?:below|after)(?: (?:this )?ad(?:vertisement)?)?|skip to (?:main )?content|pular para o "
    r"conteúdo|"
    r"ir para o conteúdo|share(?: this)?(?: (?:article|story|post))?|compartilhe|compartilhar|teilen|partager|"
    r"compartir|"
    r"print(?: this)?|e-?mail|tweet|comments?|leave a comment|read more|leia mais|continue reading|related(?: "
    r"stories| articles)?|"
    r"loading\W*|sign up|subscribe(?: now)?|follow us|view comments|back to top|(?:image|photo|video|media) ?caption|"
    r"image source, .{0,60}|play video|watch|listen|-+ ?ends? ?-+|skip (?:past|over) .{3,40}|"
    r"czytaj (?:więcej|także|też|również)|zobacz (?:także|też|również|więcej)|lire aussi|à lire aussi|voir aussi|"
    r"lea también|lee también|leer más|ver también|te puede interesar|leia também|veja também|leggi anche|lees ook|"
    r"läs (?:också|mer)|læs også|les også|lue myös|"
    r"mehr zum thema|lesen sie auch|das könnte dich (?:auch )?interessieren)\W*$",
    re.I,
)
_END_HEADING = re.compile(
    r"^\W*(?:\d* ?comments?(?: ?\(?\d+\)?)?|(?:leave|post|add|write) a (?:comment|reply)|join the (?:conversation|"
    r"discussion)|comentar|\d* ?comentarios?|\d* ?comentários?|deixe (?:um|seu) comentário|deja (?:un|tu) comentario|"
    r"\d* ?kommentare?|leserkommentare|\d* ?commentaires?|commenti|related(?: (?:articles?|stories|posts|news|content|"
    r"coverage|topics))?|more (?:from|on|in) .{1,40}|you (?:may|might) (?:also )?like|read (?:more|next)|"
    r"recommended(?: (?:for you|stories|articles))?|most (?:read|popular|viewed)(?: (?:in|on) .{1,30})?|trending|"
    r"mehr zum thema|weitere (?:artikel|"
    r"beiträge|themen)|das könnte (?:sie|dich|euch) (?:auch )?interessieren|auch interessant|"
    r"meistgelesen|schon gelesen|"
    r"noticias relacionadas|contenido relacionado|te puede interesar|más (?:noticias|leídas)|"
    r"(?:notícias|matérias|conteúdo) relacionad[ao]s?|leia (?:também|mais)|veja (?:também|mais)|mais lidas|"
    r"à lire aussi|sur le même sujet|articles? (?:liés|similaires)|leggi anche|articoli correlati|"
    r"czytaj (?:także|więcej)|"
    r"about the authors?|über den autor|sobre (?:o|a|el|la) autora?|share this|follow us)\W*$",
    re.I,
)
_CONSENT = re.compile(
    r"ich bin (?:damit )?einverstanden, dass mir|empfohlener (?:redaktioneller|externer) inhalt|"
    r"ausgewählten,? externen inhalt|ein klick für den datenschutz|daten an drittplattformen übermittelt|"
    r"erst wenn sie hier klicken, werden|this (?:article contains content|content is) (?:provided|hosted) by .{2,40}"
    r"(?:permission|cookies|consent)|we (?:ask for|need) your (?:permission|consent) (?:before|to load)|"
    r"(?:ce contenu|este contenido|este conteúdo|questo contenuto|deze inhoud) .{0,60}(?:cookies?\b|bloqu)|"
    r"(?:may|might|could) (?:earn|receive) (?:us |a |an |small |affiliate ){0,3}(?:commission|compensation)",
    re.I,
)
"""What stands where a third party's content would, until the reader agrees to it, and what a shop's links pay for."""
_LABELLED = re.compile(
    r"^\W*(?:(?:read|see|watch) (?:also|more|next|here)|(?:you can )?also (?:read|check|see|watch)|"
    r"related(?: (?:story|stories|articles?|news))?|"
    r"(?:lea|vea|mire) (?:aquí|además|también|más)|(?:le|te) (?:puede interesar|recomendamos)|además lea|"
    r"(?:lee|ver|mirá?|leé) (?:también|además|más)|no te pierdas|leia (?:também|mais|ainda)|veja (?:também|mais)|"
    r"saiba mais|(?:à )?lire (?:aussi|également)|à lire|(?:à )?voir aussi|lesen sie (?:auch|mehr|dazu)|"
    r"lest auch|mehr (?:zum thema|dazu)|auch interessant|siehe auch|(?:leggi|guarda) anche|lees (?:ook|meer)|"
    r"läs (?:också|mer|även)|læs (?:også|mere)|les (?:også|mer)|lue (?:myös|lisää)|"
    r"(?:czytaj|zobacz|przeczytaj) (?:też|także|również|więcej)|читайте (?:также|ещё|еще)|читайте також|"
    r"(?:смотрите|читать) также|baca juga|simak juga|相关(?:阅读|报道|新闻)|延伸閱讀|延伸阅读|関連記事|"
    r"あわせて読みたい|관련\s?기사)\s*[:：|»►]",
    re.I,
)
"""A pointer that says of itself that it is one, whether or not its link survived."""
_CALL = re.compile(
    r"^\W*(?:(?:subscribe|sign up|register)(?: (?:now|here|today|for free))* (?:to|for) (?:our|the|this|all)\b|"
    r"join our .{0,40}(?:channel|group|newsletter|community)|follow us\b|download (?:the|our) .{0,40}\bapps?\b|"
    r"for (?:the latest|more) .{3,60} download\b|if you enjoyed reading this|"
    r"(?:suscríb[ea]te|únete|síguenos|síganos|regístrate|inscríbete) (?:a|al|en|para)\b|"
    r"(?:mira|mirá|visita) (?:lo que tiene )?nuestro canal|(?:ya sabías que|.{0,30}tenemos canal de)|"
    r"(?:siga-nos|inscreva-se|assine (?:a|nossa|o)|receba (?:as|nossas))\b|"
    r"(?:abonnez-vous|inscrivez-vous|suivez-nous|recevez (?:nos|notre))\b|"
    r"(?:zum newsletter anmelden|(?:abonnieren|folgen) sie uns\w*|folgt uns|newsletter abonnieren)\b|"
    r"(?:iscriviti|seguici|abbonati) (?:a|al|alla|su)\b|(?:volg ons|schrijf je in|meld je aan)\b|"
    r"(?:有料会員|会員登録|電子版に登録|無料登録|.{0,150}(?:詳しくは|続きは|詳細は)こちら|扫码|扫描二维码|关注我们|關注我們))",
    re.I,
)
"""What asks the reader to sign up, to follow or to load something."""
_POINTER = re.compile(
    r"^\W*(?:read (?:more|also|next|the full)|also read|see also|more (?:on|from|stories)|related\b|recommended|"
    r"watch|listen|don.t miss|"
    r"you (?:may|might) (?:also )?(?:like|be interested)|up next|sign up|subscribe|follow us|follow .{2,40} on|"
    r"click here|join .{0,30}newsletter|"
    r"leia (?:também|mais|ainda)|veja (?:também|mais)|saiba mais|assista|confira|lea también|lee también|leer más|"
    r"ver también|te puede interesar|"
    r"lire aussi|à lire|voir aussi|lesen sie|mehr (?:zum|dazu|aus|über)|das könnte|auch interessant|leggi anche|"
    r"lees ook|læs også|les også|"
    r"lue myös|läs (?:också|mer)|czytaj|zobacz|przeczytaj|читайте|смотрите)\b",
    re.I,
)


def heads_furniture(text: str) -> bool:
    """Tell whether a heading opens what follows an article: comments, related stories, the author's other works."""
    return bool(_END_HEADING.match(text[:80]))


def is_furniture(element: HtmlElement, excused: Set[str] = frozenset()) -> bool:
    """Tell whether an element looks like furniture by its tag, its role, its class and id, or by being hidden.

    Names in excused say nothing: an element round this one has them too, and holds the article.
    """
    if element.tag in UNSEEN or is_furniture_by_nature(element) or element.get("rel") in ("license", "tag", "author"):
        return True
    return element.get("itemprop") not in _TEXTS and not furniture_names(element) <= excused


def furniture_names(element: HtmlElement) -> frozenset[str]:
    """Return the words in an element's class and id that speak of furniture; a long id is made of a headline."""
    names, name = element.get("class", ""), element.get("id", "")
    found = _furniture_in(names[:400]) if names else frozenset()
    return found | _furniture_in(name[:100]) if name and len(words_of(name[:100])) <= 3 else found


def is_furniture_by_nature(element: HtmlElement) -> bool:
    """Tell whether an element is furniture by its tag or role, or by being hidden, rather than by its name."""
    return element.tag in _TAGS or element.get("role", "").lower() in _ROLES or is_hidden(element)


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether an element says of itself that it is not to be seen."""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if (attributes.get("aria-hidden") == "true" and not _shows_picture(element)) or _HIDDEN_STYLE.search(
        attributes.get("style", "")
    ):
        return True
    return "class" in attributes and _hidden_class(attributes["class"][:400])


def is_own_teaser(element: HtmlElement) -> bool:
    """Tell whether an element is called a teaser and leads nowhere: it is this article's own opening."""
    if is_furniture_by_nature(element) or not furniture_names(element) <= _TEASERS:
        return False
    return next(element.iter("a", "form", "button"), None) is None and next(element.iterancestors("a"), None) is None


def _shows_picture(element: HtmlElement) -> bool:
    """Tell whether an element is a link round a picture: those are often kept from screen readers, and yet seen."""
    return element.tag == "a" and next(element.iter("img"), None) is not None


def is_furniture_line(text: str, linked: float) -> bool:
    """Tell whether a paragraph is a pointer elsewhere; linked is the share of its text that links make."""
    if len(text) <= 600 and _CONSENT.search(text):
        return True
    if len(text) > 300:
        return False
    if _LABELLED.match(text) or (len(text) < 200 and _CALL.match(text)):
        return True
    return bool(_LINE.match(text)) or (linked > 0.3 and bool(_POINTER.match(text)))


@lru_cache(maxsize=4096)
def words_of(names: str) -> tuple[str, ...]:
    """Return the words that class names and ids are made of, in lower case."""
    return tuple(filter(None, _NOT_WORD.split(_CAMEL.sub("-", names).lower())))


@lru_cache(maxsize=4096)
def _hidden_class(names: str) -> bool:
    return not _HIDDEN_CLASS.isdisjoint(names.split()) and not _SHOWN_AGAIN.search(names)


@lru_cache(maxsize=4096)
def _furniture_in(names: str) -> frozenset[str]:
    joined = " ".join("-".join(words_of(name)) for name in names.split())
    return _WORDS.intersection(words_of(names)) | frozenset(match[0].strip() for match in _PHRASES.finditer(joined))
