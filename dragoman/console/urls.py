"""The addresses of the console's process."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

import dragoman.console.rows  # noqa: F401 - puts the lists into the console
from dragoman.console.desk import console


class Id(StringConverter):
    """An article's id."""

    regex = "[0-9a-f]{10,16}"


class Place(StringConverter):
    """A place in a document."""

    regex = "[a-z0-9.]{1,40}"


register_converter(Id, "id")
register_converter(Place, "place")
urlpatterns = [path("", console.urls)]
