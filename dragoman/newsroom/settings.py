"""Django's settings where no site is open (type checks, makemigrations); a site's own come from `newsroom.setup`."""

from dragoman.newsroom.setup import CONSOLE, django_settings

globals().update(django_settings(database=":memory:"))
# With the tables of the console, but not its pages, which want templates and more.
INSTALLED_APPS = [*django_settings(database=":memory:")["INSTALLED_APPS"], *CONSOLE[1:]]
