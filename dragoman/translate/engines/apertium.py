"""Apertium: rules and dictionaries for near languages, a program of its own that is spoken to through a pipe.

Its programs are GPL, so they only ever run as processes. A pair's `.mode` file is the shell pipeline that translates;
each of its programs puts out what it has at a null character (`-z`), so one pipeline stays open for all sentences.
Source: https://wiki.apertium.org/wiki/Apertium_stream_format
"""

from __future__ import annotations

import hashlib
import os
import re
import select
import shlex
import signal
import subprocess
import time
import tomllib
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from shutil import which
from typing import IO

from dragoman.errors import EngineError
from dragoman.translate.engines import Capabilities, Offer
from dragoman.types import Pair

PROGRAM = "apertium"
DATA = Path("/usr/share/apertium")
SECONDS = 20.0
"""How long a sentence may take, the start of its pipeline included: it is a few milliseconds."""
LONGEST = 4000
SIGNS = "*#@\\\0"
"""Characters that would be taken for signs of its own: the first three mark words that it doesn't know."""
PREFERRED = {"es-pt": "es-pt_BR", "cat-por": "cat-por_BR"}
"""Modes of a regional variant that stand in for the plain one: the embedded models write Brazilian, too."""

_MODE = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")
_CODES = {"eng": "en", "spa": "es", "cat": "ca", "por": "pt", "glg": "gl", "ita": "it", "fra": "fr", "oci": "oc",
          "arg": "an", "nld": "nl", "afr": "af", "swe": "sv", "dan": "da", "isl": "is", "rus": "ru", "ukr": "uk",
          "bel": "be", "mkd": "mk", "bul": "bg", "slv": "sl", "hin": "hi", "urd": "ur", "nob": "nb",
          "nno": "nn"}  # fmt: skip
_NO_FLUSH_OPTION = re.compile(r"vislcg3|cg-mwesplit|hfst-tokeni[sz]e|divvun-suggest")
_SPECIAL = re.compile(r"[\\\[\]{}^$/<>@]")
_ESCAPED = re.compile(r"\\(.)")
_MARK = re.compile(r"(?<!\\)[*#@](?=\w)([\w'’-]+)")
_WORD = re.compile(r"(?<![*#@\w])[^\W\d_]+")
_MONTH = r"(?=(?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)\b)"
_HELD = {"de": "da", "em": "na", "por": "pela", "De": "Da", "Em": "Na", "Por": "Pela"}
_TURNS = (
    (re.compile(r"\b([nd])A (?=[A-ZÀ-Þ])"), r"\1a "),
    *((re.compile(rf"\b{apart} #?o (?=Guatemala\b)"), f"{one} ") for apart, one in _HELD.items()),
    (re.compile(rf"\bdo (\d{{1,2}}) ao (\d{{1,2}}) de {_MONTH}"), r"de \1 a \2 de "),
    (re.compile(rf"(?<=rá|ou|eu|iu|ão) o (\d{{1,2}}) de {_MONTH}"), r" em \1 de "),
)
"""Articles of names that it leaves large, or apart and for a man (em o Guatemala), and those of Spanish dates."""
_MASK = re.compile(r"X\d+")
"""What stands for something that was taken out before: no word that could be known."""
_END = b".[]\0\n"
"""A full stop for the tagger and an empty blank that lets go of the last word; both come back."""


def offers(data: Path = DATA) -> list[Offer]:
    """Return the pairs that the installed Apertium translates; none where it is not installed."""
    names = set(_installed(data))
    return [_offer(PREFERRED.get(name, name), pair, data) for name, pair in sorted(_pairs(names))]


@cache
def _installed(data: Path) -> tuple[str, ...]:
    if not which(PROGRAM):
        return ()
    asked = subprocess.run(  # noqa: S603 - our own question
        [PROGRAM, "-d", str(data), "-l"], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return tuple(asked.stdout.split()) if asked.returncode == 0 else ()


def _pairs(names: set[str]) -> Iterator[tuple[str, Pair]]:
    for name in names:
        if (found := _MODE.fullmatch(name)) and (name not in PREFERRED or PREFERRED[name] in names):
            yield name, Pair(*(_CODES.get(code, code) for code in found.groups()))


def _offer(mode: str, pair: Pair, data: Path) -> Offer:
    label = f"{PROGRAM}-{mode}"
    name = f"{label}-{_digest(mode, data)}"
    return Offer(name, pair, PROGRAM, label, partial(Apertium, name, mode, data), Capabilities(longest=LONGEST))


@cache
def _digest(mode: str, data: Path) -> str:
    """Name a mode's programs and data, and what is mended after them: others make other translations."""
    text = (data / "modes" / f"{mode}.mode").read_text(encoding="utf-8")
    told = hashlib.sha256(text.encode() + repr(_spellings().get(_target(mode))).encode())
    for file in sorted(set(re.findall(r"'([^']+)'", text))):
        if Path(file).is_file():
            told.update(hashlib.sha256(Path(file).read_bytes()).digest())
    return told.hexdigest()[:8]


class Apertium:
    """Translate single sentences through one open pipeline; it is its own vocabulary.

    `unknown` gathers the words that it does not know, as they stand in its answers, until its caller takes them.
    """

    def __init__(self, name: str, mode: str, data: Path = DATA) -> None:
        self.name = name
        self.unknown: set[str] = set()
        self._respelled = partial(respelled, language=_target(mode))
        self._pipeline = _pipeline((data / "modes" / f"{mode}.mode").read_text(encoding="utf-8"))
        self._programs: list[subprocess.Popen[bytes]] = []
        self.likeliest_case = cache(self._likeliest_case)

    @property
    def vocabulary(self) -> Apertium:
        """Return what it reads: itself."""
        return self

    def knows(self, character: str) -> bool:
        """Tell whether a character comes through."""
        return character not in SIGNS

    def _likeliest_case(self, word: str) -> str:
        """Return a word in small letters where the dictionary has it so; else it is a name."""
        return word.lower() if "*" not in self._ask(word.lower()) else word.capitalize()

    def translate(self, sentence: str) -> str:
        """Return the translation of a sentence without marks; raise EngineError where there is none."""
        answer = self._ask(sentence)
        self.unknown |= {found[1] for found in _MARK.finditer(answer) if not _MASK.fullmatch(found[1])}
        text = _ESCAPED.sub(r"\1", unmarked(self._respelled(answer)))
        if not text.strip():
            raise EngineError(f"{self.name} gave an empty answer")
        return text

    def _ask(self, sentence: str) -> str:
        """Return what the pipeline says to a sentence; one that broke or is stuck is opened once more."""
        asked = " ".join(_SPECIAL.sub(r"\\\g<0>", sentence.replace("\0", " ")).split())
        for _ in range(2):
            try:
                return self._exchange(asked.encode("utf-8", "replace") + _END)
            except TimeoutError:
                trouble = f"gave no answer within {SECONDS:g} seconds"
            except OSError:
                trouble = "ended without an answer; look whether its packages are whole"
            self._close()
        raise EngineError(f"{self.name} {trouble}")

    def _exchange(self, asked: bytes) -> str:
        if not self._programs:
            self._programs = _started(self._pipeline)
            self._end = weakref.finalize(self, _end, self._programs)
        into, out = self._programs[0].stdin, self._programs[-1].stdout
        assert into is not None  # noqa: S101
        assert out is not None  # noqa: S101
        into.write(asked)
        answer = _read(out, time.monotonic() + SECONDS)
        if any(program.poll() is not None for program in self._programs):
            raise BrokenPipeError("a program of the pipeline ended")  # those after it made do with what they had
        return answer.decode("utf-8", "replace").strip().removesuffix(".[]").strip()

    def _close(self) -> None:
        if self._programs:
            self._end()
            self._programs = []


def respelled(answer: str, language: str) -> str:
    """Return an answer with what its packages are known to misspell written right; words they don't know stay."""
    right = _spellings().get(language, {})
    if language == "pt":
        for wrong, better in _TURNS:
            answer = wrong.sub(better, answer)
    return _WORD.sub(lambda found: _in_case_of(found[0], right.get(found[0].lower(), found[0])), answer)


def _in_case_of(word: str, right: str) -> str:
    return right.upper() if word.isupper() else right[:1].upper() + right[1:] if word[0].isupper() else right


@cache
def _spellings() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _target(mode: str) -> str:
    """Return the language that a mode translates into."""
    code = mode.split("-")[1].split("_")[0]
    return _CODES.get(code, code)


def unmarked(answer: str) -> str:
    """Return an answer without the marks of unknown words."""
    return _MARK.sub(r"\1", answer)


def _started(commands: Sequence[Sequence[str]]) -> list[subprocess.Popen[bytes]]:
    """Start the programs of a pipeline, each with what the one before it says, as one group of processes.

    No shell is between them: it would hold the pipe that tells us that the last has ended.
    """
    started: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            before = started[-1].stdout if started else None
            program = subprocess.Popen(  # noqa: S603 - the pipeline of a package that the operator installed
                command,
                stdin=before or subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
                process_group=started[0].pid if started else 0,
            )
            started.append(program)
            if before:
                before.close()
    except OSError:
        _end(started)
        raise
    return started


def _end(programs: Sequence[subprocess.Popen[bytes]]) -> None:
    """End the programs of a pipeline."""
    if programs:
        with suppress(ProcessLookupError):
            os.killpg(programs[0].pid, signal.SIGKILL)
    for program in programs:
        for pipe in (program.stdin, program.stdout):
            if pipe:
                pipe.close()
        program.wait()


def _read(pipe: IO[bytes], deadline: float) -> bytes:
    """Read up to a null character; raise TimeoutError once the time is over, OSError where the pipeline ended."""
    answer = b""
    while not answer.endswith(b"\0"):
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        part = os.read(pipe.fileno(), 65536)
        if not part:
            raise BrokenPipeError("the pipeline ended")
        answer += part
    return answer[:-1]


def _pipeline(mode: str) -> list[list[str]]:
    """Return the programs of a mode's pipeline with its marks on, each told to flush at a null character."""
    commands = (command.strip() for command in mode.replace("$1", "-g").replace("$2", "").split("|"))
    flushing = (c if _NO_FLUSH_OPTION.match(c) else re.sub(r"^(\S+)", r"\1 -z", c) for c in commands)
    return [shlex.split(command) for command in flushing]
