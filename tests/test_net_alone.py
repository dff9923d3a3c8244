"""Only the door opens outgoing sockets: shown of our modules by reading them, of the parsers by trying them."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hostile_servers import RawServer

from dragoman.errors import ContentError
from dragoman.extract import extract
from dragoman.ingest.feeds import parse_feed
from dragoman.rights.signals import from_page

PACKAGE = Path(__file__).parent.parent / "dragoman"
CALLS_BACK = {"testing/hub.py"}
"""A hub asks its subscribers back: a public fake, which no other module imports."""

WAYS_OUT = set(
    """
    aiohttp aiofiles anyio asyncio asyncore asynchat boto3 curl_cffi ftplib grpc http.client http.cookiejar httplib2
    httpcore httpx imaplib niquests nntplib paramiko poplib pycurl requests selectors smtplib socket _socket ssl _ssl
    telnetlib tornado trio twisted urllib.request urllib.robotparser urllib3 urllib.URLopener websockets webbrowser
    xmlrpc logging.handlers multiprocessing.connection.Client multiprocessing.connection.Listener
    multiprocessing.managers multiprocessing.Manager socketserver.socket
    django.core.mail feedparser.http lxml.html.parse lxml.html.open_in_browser lxml.html.submit_form lxml.etree.parse
    trafilatura.fetch_url trafilatura.fetch_response trafilatura.downloads trafilatura.feeds trafilatura.sitemaps
    trafilatura.spider
    subprocess pty os.system os.popen os.posix_spawn os.posix_spawnp os.startfile ctypes _ctypes cffi
    """.split()
)
"""Modules and functions by which bytes could leave: sockets, libraries that have them, other programs."""
WAYS_AROUND = set(
    """
    __import__ eval exec compile builtins importlib.import_module importlib.__import__ importlib.reload
    importlib.machinery importlib.util.module_from_spec importlib.util.spec_from_file_location imp runpy pkgutil
    sys.modules
    """.split()
)
"""What could bring in any of them unseen."""
REPACKED = {"aiohttp", "asyncio", "socket", "ssl", "subprocess", "yarl"}
"""Names that are a way out also where a module of ours lends them to another."""


STARTS_PROGRAMS = {
    "translate/engines/apertium.py": "subprocess",
    "newsroom/snapshot.py": "subprocess",
    "publish/pagefind.py": "subprocess",
    "dispatch/queue.py": "asyncio",
}
"""Apertium's programs read a pipe and write one, PostgreSQL's speak to the site's own database, as its queue does."""


def ways_out(source: str) -> set[str]:
    """Return the ways by which a module could open a socket, as dotted names; aliases and attributes are followed."""
    tree = ast.parse(source)
    names, used = {}, set()
    for node in ast.walk(tree):
        for bound, dotted in _imported(node):
            names[bound] = dotted
            used.add(dotted)
    for node in ast.walk(tree):
        used |= set(_dotted(node, names))
    return {dotted for dotted in used if _forbidden(dotted)}


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            top = alias.name.partition(".")[0]
            yield (alias.asname, alias.name) if alias.asname else (top, top)
            yield alias.name, alias.name
    elif isinstance(node, ast.ImportFrom):
        module = node.module or "dragoman" if not node.level else f"dragoman.{node.module or ''}"
        for alias in node.names:
            yield alias.asname or alias.name, f"{module}.{alias.name}"


def _dotted(node: ast.AST, names: dict[str, str]) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield names.get(node.id, node.id if node.id in WAYS_AROUND else "")
    elif isinstance(node, ast.Attribute):
        yield from (f"{owner}.{node.attr}" for owner in _dotted(node.value, names))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
        word = node.args[1].value if len(node.args) > 1 and isinstance(node.args[1], ast.Constant) else ""
        yield from (f"{owner}.{word}" for owner in _dotted(node.args[0], names))


def _forbidden(dotted: str) -> bool:
    parts = dotted.split(".")
    beginnings = {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
    spawns = parts[0] == "os" and parts[-1].startswith(("exec", "spawn"))
    return (
        bool(beginnings & (WAYS_OUT | WAYS_AROUND)) or spawns or (parts[0] == "dragoman" and bool({*parts} & REPACKED))
    )


OTHERS = [file for file in sorted(PACKAGE.rglob("*.py")) if file.relative_to(PACKAGE).parts[0] != "net"]


@pytest.mark.parametrize("file", OTHERS, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_no_module_but_the_door_has_a_way_out(file: Path) -> None:
    name = str(file.relative_to(PACKAGE))
    if name not in CALLS_BACK:
        found = ways_out(file.read_text(encoding="utf-8"))
        assert {way for way in found if way.split(".")[0] != STARTS_PROGRAMS.get(name)} == set()


def test_the_door_itself_has_one() -> None:
    doors = [file for file in (PACKAGE / "net").glob("*.py") if ways_out(file.read_text(encoding="utf-8"))]
    assert {file.name for file in doors} >= {"door.py", "sockets.py"}


@pytest.mark.parametrize(
    "source",
    [
        "import socket",
        "import socket as s",
        "from socket import create_connection",
        "import _socket",
        "def f():\n    import http.client",
        "def f():\n    from http import client",
        "import http\nhttp.client.HTTPConnection('a')",
        "import urllib\nurllib.request.urlopen('http://a')",
        "import urllib as u\nu.request.urlopen('http://a')",
        "import urllib.parse\nurllib.request.urlopen('http://a')",
        "from urllib import request as parse",
        "import urllib.robotparser",
        "import asyncio\nasyncio.open_connection('a', 1)",
        "from asyncio import open_connection as opened",
        "try:\n    import aiohttp\nexcept ImportError:\n    pass",
        "import aiohttp.web",
        "import importlib\nimportlib.import_module('urllib' + '.request')",
        "from importlib import import_module as find",
        "__import__('socket')",
        "exec('import socket')",
        "import builtins",
        "import sys\nsys.modules['socket']",
        "import subprocess\nsubprocess.run(['curl', 'http://a'])",
        "import os\nos.system('curl http://a')",
        "import os\ngetattr(os, 'system')('curl http://a')",
        "import os\nos.execvp('curl', ['curl'])",
        "from os import spawnl",
        "from os import popen as look",
        "import multiprocessing.connection as m\nm.Client(('a', 1))",
        "from multiprocessing.connection import Client",
        "import ctypes",
        "from dragoman.net.sockets import socket",
        "from dragoman.net.door import aiohttp as http",
        "from dragoman.net import door\ndoor.aiohttp.request('GET', 'http://a')",
        "import dragoman.net.door\ndragoman.net.door.asyncio.open_connection('a', 1)",
        "from ..net.door import aiohttp",
        "import logging\nimport logging.handlers",
        "from lxml import html\nhtml.parse('http://a')",
        "from lxml.etree import parse",
        "import trafilatura\ntrafilatura.fetch_url('http://a')",
        "from django.core.mail import send_mail",
        "if __name__ == '__main__':\n    import smtplib",
    ],
)
def test_no_way_out_goes_unseen(source: str) -> None:
    assert ways_out(source)


@pytest.mark.parametrize(
    "source",
    [
        "from urllib.parse import urljoin",
        "from http import HTTPStatus",
        "import multiprocessing\nfrom multiprocessing.connection import Connection, wait",
        "from importlib.resources import files\nfrom importlib.util import find_spec",
        "import os\nos.environ.get('A')\nos.replace('a', 'b')",
        "from dragoman.net.door import Door, DoorSettings",
        "from dragoman.net.answers import Request",
        "import re\nre.compile('socket')",
        "from lxml import etree, html\nhtml.document_fromstring(b'a')",
        "class A:\n    socket = 1\n\ndef f(a: A) -> int:\n    return a.socket",
    ],
)
def test_honest_modules_are_left_alone(source: str) -> None:
    assert not ways_out(source)


# --- What parsers do by themselves -------------------------------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[RawServer]:
    server = RawServer(lambda peer: peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    yield server
    server.close()


FEED = """<?xml version="1.0"?><?xml-stylesheet href="URL/style.xsl" type="text/xsl"?>
<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "URL/rss.dtd" [
<!ENTITY % more SYSTEM "URL/more.ent"> %more; <!ENTITY text SYSTEM "URL/text.txt">]>
<rss version="2.0" xml:base="URL/" xmlns:xi="http://www.w3.org/2001/XInclude"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="URL/schema.xsd">
<channel><title>a &text;</title><link>URL/</link><image><url>URL/i.png</url></image><xi:include href="URL/x.xml"/>
<item><title>b</title><link>URL/b</link><description>&lt;img src="URL/b.png"&gt;</description>
<enclosure url="URL/e.mp3" length="1" type="audio/mpeg"/></item></channel></rss>"""

PAGE = """<!DOCTYPE html SYSTEM "URL/page.dtd"><html lang="en"><head><base href="URL/"><title>A fire at the yard</title>
<link rel="stylesheet" href="URL/a.css"><link rel="canonical" href="URL/a"><link rel="alternate" href="URL/feed">
<link rel="license" href="URL/licence"><script src="URL/a.js"></script><meta http-equiv="refresh" content="0;url=URL/b">
<script type="application/ld+json">{"@context": "URL/context.jsonld", "@type": "NewsArticle", "image": "URL/i.png"}
</script></head><body><article><h1>A fire at the yard</h1><img src="URL/i.png"><iframe src="URL/frame"></iframe>
<p>The fire at the yard was put out by the morning, the harbour master said, and nobody was hurt in it.</p>
<p>What began it is not known yet; the yard stays closed until the end of the week, its owner said.</p>
</article></body></html>"""


@pytest.mark.parametrize("text", [FEED, PAGE, json.dumps({"version": "URL", "feed_url": "URL", "items": []}), "URL/a"])
def test_no_parser_fetches_what_a_document_names(listener: RawServer, text: str) -> None:
    body = text.replace("URL", f"http://{listener.place}").encode()
    for document in (body, body.decode().encode("utf-16")):
        with suppress(ContentError):
            parse_feed(document, listener.url("/feed"), "application/xml")
        with suppress(ContentError):
            extract(document, listener.url("/a"), "text/html", "en")
        from_page(document, {"content-type": "text/html"})
    assert not listener.requests
    assert listener.most_open == 0
