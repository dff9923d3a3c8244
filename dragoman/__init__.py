"""Dragoman: a newswire that translates and publishes news with no human editor, and proves every sentence."""

__version__ = "0.1.0"
