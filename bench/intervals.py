"""How sure a counted share is."""

from __future__ import annotations

import math

Z = 1.96
"""Standard deviations within which 95 % of all lies."""


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, from 0 to 1 (Wilson, 1927); `total` is not 0."""
    share, whole = count / total, 1 + Z * Z / total
    middle = share + Z * Z / (2 * total)
    half = Z * math.sqrt(share * (1 - share) / total + Z * Z / (4 * total * total))
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)
