"""Django's settings where no site is open (type checks, makemigrations); a site's own come from `newsroom.setup`."""

from dragoman.newsroom.setup import django_settings

globals().update(django_settings(database=":memory:"))
