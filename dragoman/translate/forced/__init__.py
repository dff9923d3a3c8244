"""A model's own network, run once more with a known translation forced on it: what stands for what, and how likely."""

from dragoman.translate.forced.aligner import Forced
from dragoman.translate.forced.given import Given, Likelihood

__all__ = ["Forced", "Given", "Likelihood"]
