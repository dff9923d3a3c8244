"""Serve the sample source until stopped."""

from __future__ import annotations

import sys

from dragoman.testing.harbour.server import HarbourSource
from dragoman.testing.loopback import stand

WHAT = "the sample source, two small papers of a harbour town"

if __name__ == "__main__":
    sys.exit(stand("dragoman.testing.harbour", WHAT, 8900, HarbourSource))
