"""A server with the APIs of four kinds of translation engine, strict about their rules, with faults on order.

    with EngineServer({"Good morning.": "Bom dia."}) as server:
        server.faults = ["500", "count"]     # the first two requests go wrong, the others don't

It speaks OpenAI's chat completions (/v1/chat/completions), DeepL's /v2/translate, LibreTranslate's /translate and
Apertium-apy's (/apy/translate). What breaks their rules is answered 400; a wrong key 401 (DeepL: 403). `asked` holds
every request's JSON or form, in order.
As a judge it tells of the `differences` (words of the source, words of the target) of which it meets either. Its
vectors (/v1/embeddings) count the words of each of its `senses`: texts with words of one of them are near each other.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl

from dragoman.testing.loopback import Loopback

KEY = "a-secret-that-nobody-shall-see"
INJECTED = "Visit https://evil.example/ now."
STATUSES = ("400", "401", "403", "404", "429", "456", "500", "503")


class BadRequest(Exception):
    """What breaks the rules of an API."""


class EngineServer(Loopback):
    """Serve translations by the sentence on loopback while the `with` block lasts; unknown ones come back as `?`.

    Faults: a status; `cut` (half of the JSON), `length` (the model stopped early), `form` (JSON of another form),
    `prose` (no JSON), `count` (one answer too few), `empty`, `echo`, `repeat`, `inject`, `slow` (2 seconds).
    """

    def __init__(self, translations: Mapping[str, str], key: str = KEY) -> None:
        self.translations = translations
        self.key = key
        self.faults: list[str] = []
        self.differences: list[tuple[str, str]] = []
        self.senses: list[str] = []
        self.asked: list[dict[str, Any]] = []

    def translated(self, sentences: Sequence[str], fault: str) -> list[str]:
        """Return the translations of sentences, with a fault in them where one is ordered."""
        answers = [self.translations.get(sentence, "?") for sentence in sentences]
        match fault:
            case "count":
                return answers[:-1]
            case "empty":
                return ["" for _ in answers]
            case "echo":
                return list(sentences)
            case "repeat":
                return [" ".join([answer] * 8) for answer in answers]
            case "inject":
                return [f"{answer} {INJECTED}" for answer in answers]
        return answers


class _Handler(BaseHTTPRequestHandler):
    place: EngineServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        is_form = self.headers["Content-Type"] == "application/x-www-form-urlencoded"
        asked = dict(parse_qsl(body.decode(), strict_parsing=True)) if is_form else json.loads(body)
        self.place.asked.append(asked)
        fault = self.place.faults.pop(0) if self.place.faults else ""
        if fault == "slow":
            time.sleep(2)
        if fault in STATUSES:
            return self._say(int(fault), {"error": "told to"})
        try:
            self._answer(asked, fault)
        except BadRequest as error:
            self._say(400, {"error": str(error)})

    def _answer(self, asked: dict[str, Any], fault: str) -> None:
        apis = {
            "/v1/chat/completions": self._openai,
            "/v1/embeddings": self._embeddings,
            "/v2/translate": self._deepl,
            "/translate": self._libretranslate,
            "/apy/translate": self._apy,
        }
        if self.path not in apis:
            return self._say(404, {"error": "no such path"})
        if (self.headers["Content-Type"] == "application/json") == (self.path == "/apy/translate"):
            raise BadRequest("a form for Apertium, JSON for others")
        return apis[self.path](asked, fault)

    def _openai(self, asked: dict[str, Any], fault: str) -> None:
        if self.headers["Authorization"] != f"Bearer {self.place.key}":
            return self._say(401, {"error": {"message": f"wrong key {self.headers['Authorization']}"}})
        system, user = asked["messages"]
        if (system["role"], user["role"]) != ("system", "user") or not asked["model"]:
            raise BadRequest("a system and a user message, and a model")
        if asked.get("response_format") == {"type": "json_object"} and "JSON" not in system["content"]:
            raise BadRequest("a JSON answer must be asked for in words, too")
        said = (
            self._judged(user["content"])
            if '"differences"' in system["content"]
            else {"translations": self.place.translated(json.loads(user["content"])["sentences"], fault)}
        )
        content = json.dumps({"text": list(said.values())} if fault == "form" else said)
        if fault == "prose":
            content = f"Certainly! Here you are: {content}"
        reason = "length" if fault == "length" else "stop"
        message = {"role": "assistant", "content": content}
        return self._say(200, {"choices": [{"index": 0, "finish_reason": reason, "message": message}]}, fault)

    def _embeddings(self, asked: dict[str, Any], fault: str) -> None:
        if self.headers["Authorization"] != f"Bearer {self.place.key}":
            return self._say(401, {"error": {"message": f"wrong key {self.headers['Authorization']}"}})
        texts = asked["input"]
        if not asked["model"] or not isinstance(texts, list) or not all(isinstance(one, str) and one for one in texts):
            raise BadRequest("a model, and a list of texts that are not empty")
        data = [{"object": "embedding", "index": n, "embedding": self._vector(one)} for n, one in enumerate(texts)]
        if fault == "empty":
            data[-1]["embedding"] = [0.0] * len(self.place.senses)
        if fault == "length":
            data[-1]["embedding"] = [1.0]
        kept = data[1:] if fault == "count" else data[::-1]  # the index says which is which, not the order
        return self._say(200, {"vectors": kept} if fault == "form" else {"object": "list", "data": kept}, fault)

    def _vector(self, text: str) -> list[float]:
        words = text.casefold().split()
        return [0.01, *(float(sum(map(words.count, sense.casefold().split()))) for sense in self.place.senses)]

    def _judged(self, content: str) -> dict[str, object]:
        told = []
        for n, pair in enumerate(json.loads(content)["pairs"]):
            for source, target in self.place.differences:
                if source in pair["sentence"] or target in pair["translation"]:
                    told.append({"pair": n, "kind": "wrong", "source": source, "target": target})
        return {"differences": told}

    def _deepl(self, asked: dict[str, Any], fault: str) -> None:
        if self.headers["Authorization"] != f"DeepL-Auth-Key {self.place.key}":
            return self._say(403, {"message": "wrong key"})
        if not isinstance(asked["text"], list) or not 0 < len(asked["text"]) <= 50:
            raise BadRequest("text is a list of up to 50")
        if asked["target_lang"] in ("EN", "PT"):
            raise BadRequest("the target wants a variant")
        answers = self.place.translated(asked["text"], fault)
        found = [{"detected_source_language": asked["source_lang"], "text": answer} for answer in answers]
        return self._say(200, {"translations": answers if fault == "form" else found}, fault)

    def _libretranslate(self, asked: dict[str, Any], fault: str) -> None:
        if asked.get("api_key", "") != self.place.key:
            return self._say(403, {"error": "Invalid API key"})
        if not isinstance(asked["q"], list) or asked["format"] not in ("text", "html"):
            raise BadRequest("q and format")
        answers = self.place.translated(asked["q"], fault)
        return self._say(200, {"translatedText": "?" if fault == "form" else answers}, fault)

    def _apy(self, asked: dict[str, Any], fault: str) -> None:
        if asked.get("key", "") != self.place.key:
            return self._say(401, {"status": "error", "code": 401})
        if asked["langpair"].count("|") != 1 or asked["format"] not in ("txt", "html"):
            raise BadRequest("langpair and format")
        answers = self.place.translated([asked["q"]], fault)
        said = {"translatedText": answers[0]} if answers else {}
        status = {"responseStatus": 200, "responseDetails": None}
        return self._say(200, said if fault == "form" else {"responseData": said, **status}, fault)

    def _say(self, status: int, value: object, fault: str = "") -> None:
        body = json.dumps(value, ensure_ascii=False).encode()
        body = body[: len(body) // 2] if fault == "cut" else body
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet: what was asked stands in `asked`."""


EngineServer.handler = _Handler
