"""Read a student model's file as it lies on the disk: named tensors, the large ones in 8 bits, and their settings.

The layout (marian's binary form, version 1): u64 version, u64 n; n times u64 name length, type, rank, byte length; the
names; the shapes, i32; u64 padding and as many bytes; the data. An 8-bit tensor is followed by its float32 multiplier.
"""

from __future__ import annotations

import mmap
import re
import struct
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import EngineError

Floats: TypeAlias = NDArray[np.float32]

VERSION = 1
FLOAT32, INT8 = 0x404, 0x4101
MAX_TENSORS = 10_000
SETTINGS = "special:model.yml"
EMBEDDINGS = "Wemb"
_SETTING = re.compile(r"^([\w-]+): *(.*?) *$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Quantised:
    """An 8-bit matrix, one row an output; a weight is its value divided by `multiplier`."""

    values: NDArray[np.int8]
    multiplier: float

    def rows(self, indices: NDArray[np.int64]) -> Floats:
        """Return some rows as weights."""
        rows: Floats = self.values[indices].astype(np.float32)
        rows /= np.float32(self.multiplier)
        return rows


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A network's settings, its 8-bit matrices (still in the file, read where they are used) and its vectors."""

    settings: dict[str, str]
    matrices: dict[str, Quantised]
    vectors: dict[str, Floats]


def mapped(path: Path) -> memoryview:
    """Map a file: its pages are read where they are used, and shared by all processes."""
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def read_model(path: Path) -> ModelFile:
    """Map a model file; raise EngineError where it is missing, cut or of another form."""
    try:
        return _read(mapped(path))
    except (OSError, ValueError, OverflowError, struct.error) as error:
        raise EngineError(f"The model file {path.name} can't be read: {error}") from error


def _read(data: memoryview) -> ModelFile:
    version, count = struct.unpack_from("<QQ", data)
    if version != VERSION or count > MAX_TENSORS:
        raise ValueError("not a binary model of version 1")
    headers = list(struct.iter_unpack("<4Q", data[16 : 16 + 32 * count]))
    place = 16 + 32 * len(headers)
    names = []
    for length, *_ in headers:
        names.append(bytes(data[place : place + length]).rstrip(b"\0").decode())
        place += length
    shapes: list[tuple[int, ...]] = []
    for _, _, rank, _ in headers:
        shapes.append(struct.unpack_from(f"<{min(rank, 8)}i", data, place))
        place += 4 * rank
    (padding,) = struct.unpack_from("<Q", data, place)
    place += 8 + padding
    model = ModelFile({}, {}, {})
    for (_, kind, _, length), name, shape in zip(headers, names, shapes, strict=True):
        if place + length > len(data):
            raise ValueError(f"cut within {name}")
        _take(model, name, kind, shape, data[place : place + length])
        place += length
    return model


def _take(model: ModelFile, name: str, kind: int, shape: tuple[int, ...], data: memoryview) -> None:
    size = prod(shape)
    if name == SETTINGS:
        model.settings.update(_SETTING.findall(bytes(data).decode().rstrip("\0")))
    elif kind == FLOAT32:
        model.vectors[name] = np.frombuffer(data, np.float32, size).copy()
    elif kind == INT8 and len(shape) == 2 and size > 1:
        # All but the embeddings are stored turned, so that a row is an output.
        outputs, inputs = shape if name == EMBEDDINGS else shape[::-1]
        values = np.frombuffer(data, np.int8, size).reshape(outputs, inputs)
        (multiplier,) = struct.unpack_from("<f", data, size)
        model.matrices[name] = Quantised(values, multiplier)
