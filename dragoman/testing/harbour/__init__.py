"""The sample source: two small papers of one harbour town, in English and Portuguese, served on loopback.

    with HarbourSource() as harbour:
        harbour.feeds["en"], harbour.feeds["pt"]    what to poll
        harbour.edit(CHANGES)                       that article becomes its second version
        harbour.remove(DISAPPEARS)                  that article answers 410 and leaves its feed

The articles are files under `articles/`, the two publishers' pages are under `templates/`.
"""

from dragoman.testing.harbour.articles import CHANGES, DISAPPEARS, FAULTS, Piece, load_pieces
from dragoman.testing.harbour.server import HarbourSource

__all__ = ["CHANGES", "DISAPPEARS", "FAULTS", "HarbourSource", "Piece", "load_pieces"]
