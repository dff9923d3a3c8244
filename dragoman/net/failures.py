"""What went wrong on the way, in one sentence each for an operator."""

from __future__ import annotations

import aiohttp

from dragoman.errors import AddressRefused, NetworkError, TimedOut, TooLarge, Unreachable
from dragoman.net.guard import Target, remedy, shown


def private(target: Target, address: str) -> AddressRefused:
    """Say that a name leads to an address that is not public, and how to allow it."""
    if address == target.host:
        where = f"{shown(target.url)} is at a private address"
    else:
        where = f"{shown(target.url)} leads to the private address {address}"
    return AddressRefused(f"{where}, where the wire does not go: {remedy(target)}.")


def in_words(error: Exception, target: Target, seconds: float) -> NetworkError:
    """Turn a failure of the client library into an error of ours."""
    url = shown(target.url)
    match error:
        case TimeoutError():
            return TimedOut(f"{url} did not answer in full within {seconds:g} seconds.")
        case aiohttp.ClientConnectorDNSError():
            return Unreachable(f"{url} cannot be reached: no address is known for {target.host}.")
        case aiohttp.ClientConnectorCertificateError():
            return Unreachable(f"{url} cannot be trusted: {_short(error.certificate_error)}.")
        case aiohttp.ClientConnectorSSLError():
            return Unreachable(f"{url} cannot be reached: no encrypted connection came about ({_short(error)}).")
        case aiohttp.ClientConnectorError():
            return Unreachable(f"{url} cannot be reached: {_short(error.os_error)}.")
        case aiohttp.ClientPayloadError():
            return Unreachable(f"{url} broke off in the middle of its answer.")
        case aiohttp.ClientResponseError():
            return _malformed(error, url)
        case aiohttp.InvalidURL() | ValueError():
            return AddressRefused(f"{url} is not a well-formed address.")
        case _:
            return Unreachable(f"{url} closed the connection without an answer.")


def _malformed(error: aiohttp.ClientResponseError, url: str) -> NetworkError:
    # The library tells too much from malformed only by its words.
    if error.message.startswith(("Got more than", "Too many")):
        return TooLarge(f"{url} answered with larger headers than the wire takes in.")
    return Unreachable(f"{url} answered with something that breaks the rules of HTTP.")


def _short(error: BaseException) -> str:
    words = (getattr(error, "verify_message", ""), getattr(error, "strerror", ""), str(error), type(error).__name__)
    return " ".join(next(filter(None, words)).split())[:160].rstrip(".")
