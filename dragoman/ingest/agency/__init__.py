"""Agencies' items in their own formats, each to an entry."""
