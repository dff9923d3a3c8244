"""The Django edge: tables, rows to types and back, health. Importing it sets Django up, without a database yet."""

import os

if os.environ.get("DJANGO_SETTINGS_MODULE") != "dragoman.newsroom.settings":
    from dragoman.newsroom.setup import configure

    configure()
