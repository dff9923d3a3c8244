"""Recorded real news on loopback whose articles come, are edited, fail and go as a benchmark says."""

from __future__ import annotations

import importlib.util
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

TOOL = Path(__file__).parents[2] / "shared/tools/replay.py"
FEEDS = {"wikinews": "/feeds/wikinews-en.xml", "agencia": "/feeds/agencia-brasil-pt.xml"}


@contextmanager
def replayed(tool: Path = TOOL, limit: int | None = None) -> Iterator[Any]:
    """Serve recorded news by the replay tool; yield what is served: `come`, `edit`, `gone` and `failing` change it."""
    told = importlib.util.spec_from_file_location("replay", tool)
    module: Any = importlib.util.module_from_spec(told)
    told.loader.exec_module(module)
    news = _controlled(module)(limit)
    handler = module.handler_for(news)
    handler.do_HEAD = handler.do_GET = _failing(handler.do_GET, news)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_: None  # who asks may be killed meanwhile
    news.host = f"127.0.0.1:{server.server_port}"
    news.base = f"http://{news.host}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield news
    finally:
        server.shutdown()
        server.server_close()


def _failing(answered: Any, news: Any) -> Any:
    """Return an answer of which failing articles have none; it asks for no rest, which would stop all of its host."""

    def do_get(self: Any) -> None:
        if self.path in news.down:
            self.answer(500, b"broken", "text/plain")
        else:
            answered(self)

    return do_get


def _controlled(module: Any) -> type:
    """Return the tool's news as news that a benchmark controls."""

    class News(module.Replay):  # type: ignore[misc]
        """Of all articles those that have come, each with its edits; `told` is when a feed first showed one.

        With `current`, that is also what the English feed gives as the time of its publication.
        """

        def reset(self) -> None:
            super().reset()
            self.down: set[str] = set()
            self.edits: Counter[str] = Counter()
            self.told: dict[str, float] = {}
            self.visible: set[str] = set()
            self.current = False

        @property
        def paths(self) -> list[str]:
            """The paths of all articles there are, in both languages by turns."""
            every = [(n, f"/news/{lang}/{n}") for lang, found in self.news.items() for n in range(len(found))]
            return [path for _, path in sorted(every)]

        def rows(self, lang: str) -> Iterator[tuple[str, str, int, str]]:
            """Yield what a feed lists."""
            for n, article in enumerate(self.news[lang]):
                path = f"/news/{lang}/{n}"
                if path in self.visible and path not in self.gone:
                    self.told.setdefault(path, time.time())
                    first = int(self.told[path]) if self.current else module.BASE_TIME - 3600 * n
                    moment = first + 60 * self.edits[path]
                    yield article["title"], self.base + path, moment, module.LICENCES[article["licence"]]

        def text(self, path: str, article: dict[str, str]) -> str:
            """Return an article's text: each edit raises its first number by one."""
            return re.sub(r"\d+", lambda found: str(int(found[0]) + self.edits[path]), article["text"], count=1)

    return News
