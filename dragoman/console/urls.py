"""The addresses of the console's process."""

from django.http import HttpRequest, JsonResponse
from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

import dragoman.console.rows  # noqa: F401 - puts the lists into the console
from dragoman.console.api import api
from dragoman.console.desk import console


class Id(StringConverter):
    """An article's id."""

    regex = "[0-9a-f]{10,16}"


class Place(StringConverter):
    """A place in a document."""

    regex = "[a-z0-9.]{1,40}"


register_converter(Id, "id")
register_converter(Place, "place")


def no_such(request: HttpRequest) -> JsonResponse:
    """Tell a program that there is nothing at an address of the API."""
    return JsonResponse({"detail": "There is nothing at this address; see /api/1/openapi.json"}, status=404)


urlpatterns = [path("api/1/", api.urls), re_path("^api/", no_such), path("", console.urls)]
