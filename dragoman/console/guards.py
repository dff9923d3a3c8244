"""What stands before every page of the console: headers, and bounds on what comes in and how often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from dragoman.console.furnishing import here
from dragoman.newsroom import deeds
from dragoman.newsroom.deeds import Deed

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
LOGIN, REFUSED, LOGOUT = "log in", "log in refused", "log out"
WHILE = timedelta(minutes=15)
BY_ONE, BY_ALL = 10, 100
"""How often one address, and all together, may fail to log in for so long."""


def secured(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Say in every answer that nothing from elsewhere belongs to it, and that nobody is to keep it."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        response["Permissions-Policy"] = PERMISSIONS
        response["X-Robots-Tag"] = "noindex"
        response.setdefault("Cache-Control", "no-store")
        return response

    return respond


def too_many(address: str) -> bool:
    """Tell whether an address, or everybody together, failed too often to log in lately."""
    since = here().clock() - WHILE
    return deeds.count([REFUSED], since, address) >= BY_ONE or deeds.count([REFUSED], since) >= BY_ALL


def address_of(request: HttpRequest | None) -> str:
    """Return the address of who asks; behind a proxy that we trust, the one that it tells."""
    return str(request.META.get("REMOTE_ADDR", "")) if request else ""


@receiver(user_logged_in)
def _came(request: HttpRequest, user: AbstractBaseUser, **_: Any) -> None:
    deeds.record(Deed(here().clock(), user.get_username(), LOGIN, address_of(request)))


@receiver(user_logged_out)
def _left(request: HttpRequest, user: AbstractBaseUser | None, **_: Any) -> None:
    deeds.record(Deed(here().clock(), user.get_username() if user else "", LOGOUT, address_of(request)))


@receiver(user_login_failed)
def _failed(request: HttpRequest | None = None, **_: Any) -> None:
    # Not the name that was tried: it may be a password, typed into the wrong field.
    deeds.record(Deed(here().clock(), "", REFUSED, address_of(request)))


class NoFiles(FileUploadHandler):
    """Takes no file: the console has no form that sends one."""

    def new_file(self, *arguments: Any, **more: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
