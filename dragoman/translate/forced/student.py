"""The network of a student model in numpy: a transformer encoder, and a decoder with a simple recurrent unit (SSRU).

Sentences of a batch lie packed, one below the other ([tokens, dim]): only attention and recurrence part them, so
nothing is padded. The 8-bit weights stay in the mapped file, shared by all processes; each is turned into float32 where
it is used: 0.03 ms a matrix, against 35 MB a network and process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import EngineError
from dragoman.translate.forced.model_file import EMBEDDINGS, Floats, ModelFile, Quantised

END = 0
"""The piece that ends every sentence, on both sides."""
MAX_PIECES = 400
"""Pieces of the longest sentence that is run: what attention needs grows with the square."""
_EXPECTED = {
    "type": "transformer",
    "transformer-decoder-autoreg": "rnn",
    "dec-cell": "ssru",
    "tied-embeddings-all": "true",
    "transformer-ffn-activation": "relu",
    "transformer-ffn-depth": "2",
    "transformer-guided-alignment-layer": "last",
    "transformer-postprocess": "dan",
    "transformer-postprocess-emb": "d",
    "transformer-preprocess": '""',
    "transformer-postprocess-top": '""',
    "transformer-train-position-embeddings": "false",
}
"""What the code below computes; a model trained otherwise is refused."""
_EPSILON = 1e-6

Block = tuple[slice, slice]
"""The rows of one sentence's queries, and those it attends to."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One forced translation: attention [target + 1, source + 1] of the head trained to align, and decoder states.

    The last row and column are the sentence's end. States are [target + 1, dim], one before each target piece.
    """

    attention: Floats
    states: Floats


@dataclass(frozen=True, slots=True)
class Memory:
    """Sentences as the encoder read them: states [source pieces of all, dim], and the rows of each."""

    states: Floats
    rows: list[slice]


class Student:
    """One direction's network; it may be shared by threads."""

    def __init__(self, file: ModelFile) -> None:
        self._matrices, self._vectors = file.matrices, file.vectors
        settings = file.settings
        wrong = sorted(name for name, value in _EXPECTED.items() if settings.get(name) != value)
        if wrong:
            raise EngineError(f"The model's network is of another kind: {', '.join(wrong)}")
        try:
            self.dim, self._heads = int(settings["dim-emb"]), int(settings["transformer-heads"])
            self._encoders, self._decoders = int(settings["enc-depth"]), int(settings["dec-depth"])
            self._check(int(settings["transformer-dim-ffn"]))
        except (KeyError, ValueError) as error:
            raise EngineError(f"The model's network lacks a part or has one of another size: {error}") from error
        self._embeddings = self._matrices[EMBEDDINGS]
        self.pieces = len(self._embeddings.values)
        self._positions = _positions(MAX_PIECES + 1, self.dim)

    def _check(self, hidden: int) -> None:
        if min(self.dim, self._heads, self._decoders) < 1 or self.dim % self._heads or self.dim % 2:
            raise ValueError("dim-emb")
        pieces = self._matrices[EMBEDDINGS].values.shape[0]
        for name, (outputs, inputs) in _matrices(self.dim, hidden, pieces, self._encoders, self._decoders):
            if self._matrices[name].values.shape != (outputs, inputs):
                raise ValueError(name)
        for name, size in _vectors(self.dim, hidden, pieces, self._encoders, self._decoders):
            if self._vectors[name].size != size:
                raise ValueError(name)

    def force(self, sources: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]) -> list[Pass]:
        """Run sentences with their translations forced; both are piece numbers without the end, at most MAX_PIECES."""
        return self.decode(self.encode(sources), targets)

    def encode(self, sources: Sequence[Sequence[int]]) -> Memory:
        """Read sentences, once for any number of translations."""
        sentences = [[*pieces, END] for pieces in sources]
        rows = _rows(sentences)
        x = np.concatenate([self._embedded(pieces) for pieces in sentences])
        blocks = [(own, own) for own in rows]
        for n in range(1, self._encoders + 1):
            x, _ = self._attend(f"encoder_l{n}_self", x, x, blocks)
            x = self._feed_forward(f"encoder_l{n}", x)
        return Memory(x, rows)

    def decode(self, memory: Memory, targets: Sequence[Sequence[int]]) -> list[Pass]:
        """Force translations, each of its sentence, or all of the only sentence that was read."""
        sentences = [[*pieces, END] for pieces in targets]
        rows = _rows(sentences)
        read = memory.rows * len(rows) if len(memory.rows) == 1 else memory.rows
        blocks = list(zip(rows, read, strict=True))
        x = np.concatenate([self._embedded(pieces, shifted=True) for pieces in sentences])
        attention: list[Floats] = []
        for n in range(1, self._decoders + 1):
            x = self._recur(f"decoder_l{n}_rnn", x, rows)
            x, attention = self._attend(f"decoder_l{n}_context", x, memory.states, blocks)
            x = self._feed_forward(f"decoder_l{n}", x)
        return [Pass(seen, x[own]) for seen, own in zip(attention, rows, strict=True)]

    def log_probabilities(self, states: Floats, candidates: NDArray[np.int64]) -> Floats:
        """Return the log-probabilities of candidate pieces among themselves, [states, candidates]."""
        scores = self.scores(states, candidates)
        scores -= scores.max(axis=-1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=-1, keepdims=True))
        return scores

    def scores(self, states: Floats, pieces: NDArray[np.int64]) -> Floats:
        """Return the scores of pieces, [states, pieces]: their differences are those of log-probabilities."""
        scores: Floats = states @ self._embeddings.rows(pieces).T
        scores += self._vectors["decoder_ff_logit_out_b"][pieces]
        return scores

    # --- Layers --------------------------------------------------------------------------------------------------

    def _embedded(self, pieces: list[int], *, shifted: bool = False) -> Floats:
        """Return embeddings with positions; shifted, each row holds the piece before, and the first none."""
        x = self._embeddings.rows(np.array(pieces)) * np.float32(self.dim**0.5)
        if shifted:
            x[1:] = x[:-1].copy()
            x[0] = 0
        x += self._positions[: len(pieces)]
        return x

    def _attend(self, name: str, x: Floats, memory: Floats, blocks: list[Block]) -> tuple[Floats, list[Floats]]:
        """Attend with all heads; also return each block's weights of head 0, [queries, keys]."""
        queries = self._affine(name, "q", x) / np.float32((self.dim / self._heads) ** 0.5)
        keys, values = self._affine(name, "k", memory), self._affine(name, "v", memory)
        mixed, aligned = np.empty_like(x), []
        for own, other in blocks:
            weights = self._heads_of(queries[own]) @ self._heads_of(keys[other]).transpose(0, 2, 1)
            weights -= weights.max(axis=-1, keepdims=True)
            np.exp(weights, out=weights)
            weights /= weights.sum(axis=-1, keepdims=True)
            mixed[own] = (weights @ self._heads_of(values[other])).transpose(1, 0, 2).reshape(-1, self.dim)
            aligned.append(weights[0])
        return self._normed(f"{name}_Wo", x + self._affine(name, "o", mixed)), aligned

    def _heads_of(self, x: Floats) -> Floats:
        return x.reshape(len(x), self._heads, -1).transpose(1, 0, 2)

    def _recur(self, name: str, x: Floats, rows: list[slice]) -> Floats:
        """Run the recurrent unit: cell = gate * cell before + (1 - gate) * input."""
        gates = _product(self._matrices[f"{name}_Wf"], x) + self._vectors[f"{name}_bf"]
        gates = np.float32(0.5) * (1 + np.tanh(np.float32(0.5) * gates))
        cells = _product(self._matrices[f"{name}_W"], x)
        cells *= 1 - gates
        for own in rows:
            for before, now in pairwise(range(own.start, own.stop)):
                cells[now] += gates[now] * cells[before]
        np.maximum(cells, 0, out=cells)
        return self._normed(f"{name}_ffn", x + cells)

    def _feed_forward(self, name: str, x: Floats) -> Floats:
        hidden = self._affine(f"{name}_ffn", "1", x)
        np.maximum(hidden, 0, out=hidden)
        return self._normed(f"{name}_ffn_ffn", x + self._affine(f"{name}_ffn", "2", hidden))

    def _affine(self, name: str, which: str, x: Floats) -> Floats:
        y = _product(self._matrices[f"{name}_W{which}"], x)
        y += self._vectors[f"{name}_b{which}"]
        return y

    def _normed(self, name: str, x: Floats) -> Floats:
        x -= x.mean(axis=-1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(axis=-1, keepdims=True) + np.float32(_EPSILON))
        x *= self._vectors[f"{name}_ln_scale"]
        x += self._vectors[f"{name}_ln_bias"]
        return x


def _product(weights: Quantised, x: Floats) -> Floats:
    y: Floats = x @ weights.values.astype(np.float32).T
    y /= np.float32(weights.multiplier)
    return y


def _rows(sentences: list[list[int]]) -> list[slice]:
    bounds = np.cumsum([0, *map(len, sentences)]).tolist()
    return [slice(start, end) for start, end in pairwise(bounds)]


def _positions(count: int, dim: int) -> Floats:
    """Return the sinusoidal positions, [count, dim]: sines in the first half, cosines in the second."""
    half = dim // 2
    rates = np.exp(-np.log(10_000.0) * np.arange(half) / max(half - 1, 1))
    angles = np.arange(count)[:, None] * rates
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)


def _matrices(
    dim: int, hidden: int, pieces: int, encoders: int, decoders: int
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the names of the matrices and their shapes (outputs, inputs)."""
    yield EMBEDDINGS, (pieces, dim)
    for layer in _layers(encoders, decoders):
        yield f"{layer}_ffn_W1", (hidden, dim)
        yield f"{layer}_ffn_W2", (dim, hidden)
        attention = "self" if layer.startswith("encoder") else "context"
        yield from ((f"{layer}_{attention}_W{part}", (dim, dim)) for part in "qkvo")
        if attention == "context":
            yield from ((f"{layer}_rnn_{part}", (dim, dim)) for part in ("W", "Wf"))


def _vectors(dim: int, hidden: int, pieces: int, encoders: int, decoders: int) -> Iterator[tuple[str, int]]:
    """Yield the names of the vectors and their sizes."""
    yield "decoder_ff_logit_out_b", pieces
    for layer in _layers(encoders, decoders):
        attention = "self" if layer.startswith("encoder") else "context"
        yield f"{layer}_ffn_b1", hidden
        yield f"{layer}_ffn_b2", dim
        yield from ((f"{layer}_{attention}_b{part}", dim) for part in "qkvo")
        norms = [f"{layer}_ffn_ffn", f"{layer}_{attention}_Wo"]
        if attention == "context":
            yield f"{layer}_rnn_bf", dim
            norms.append(f"{layer}_rnn_ffn")
        yield from ((f"{norm}_ln_{part}", dim) for norm in norms for part in ("scale", "bias"))


def _layers(encoders: int, decoders: int) -> Iterator[str]:
    yield from (f"encoder_l{n}" for n in range(1, encoders + 1))
    yield from (f"decoder_l{n}" for n in range(1, decoders + 1))
