"""The forced aligner of a pair: three witnesses of what stands for what, and the likelihood of a translation."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np
import structlog
from numpy.typing import NDArray

from dragoman.errors import EngineError
from dragoman.translate.alignment import Alignment, Lexicon, Matrix, Vector, Word, lexical, mean, shares, words
from dragoman.translate.engines.embedded import ModelFiles
from dragoman.translate.forced.model_file import read_model
from dragoman.translate.forced.student import END, MAX_PIECES, Pass, Student
from dragoman.translate.vocabulary import Vocabulary
from dragoman.types import Pair, Span

log = structlog.get_logger()

REMEMBERED = 4
"""Passes kept: marks and checks ask for the same sentence one after the other."""
