"""Dragoman: a newswire that translates and publishes news with no human editor, and proves every sentence."""

import os

# Dragoman's workers fill the cores; a numpy that starts threads of its own in each made alignment 17 times slower.
os.environ.setdefault("OMP_NUM_THREADS", "1")

__version__ = "0.1.0"
