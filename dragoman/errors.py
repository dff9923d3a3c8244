"""Every error the wire raises. A leaf: imports nothing of the project.

    DragomanError
    ├── UsageError            the command line, the config or a file is wrong; the message says what to write instead
    ├── Unavailable           the database's server, or a lock that another process holds                transient
    ├── NetworkError
    │   ├── AddressRefused    the door does not go there (private address, scheme, port, credentials)
    │   ├── Disallowed        the host's robots.txt keeps us out
    │   ├── Unreachable       no answer: name, connection, TLS                                      transient
    │   ├── TimedOut          an answer, but not in time                                            transient
    │   ├── TooLarge          more bytes than the door lets in
    │   ├── TooSoon           the host wants to be left in peace for longer than the door waits     transient
    │   ├── MailRefused       a mail server said no; with a code of 4xx                             transient
    │   └── BadStatus         an answer that is no content; 429 and 5xx are                         transient
    ├── ContentError
    │   ├── NotAFeed          bytes that no feed parser makes sense of
    │   ├── NotAPage          bytes that hold no article
    │   ├── NotAPicture       bytes that are no picture, or none that is handed on
    │   └── NotGenuine        a record whose signature, or a page whose record, does not hold
    ├── EngineError           a translation engine failed                                           transient
    │   ├── EngineAway        it may not be asked before a time: it failed, or its budget is used up transient
    │   └── NoRoute           no engine for a pair of languages; permanent until a model is added
    ├── SearchError           the program that makes the search's index is not there, or failed     transient
    ├── TargetError           a place that is told of news gave an answer that makes no sense       transient
    └── WorkerLost            a worker process died or hung over a task                             transient

One bit, `transient`, decides whether a thing is tried again. Every message is one sentence for an operator.
"""

from __future__ import annotations

from datetime import datetime


class DragomanError(Exception):
    transient: bool = False


class UsageError(DragomanError):
    pass


class Unavailable(DragomanError):
    transient = True


class NetworkError(DragomanError):
    pass


class AddressRefused(NetworkError):
    pass


class Disallowed(NetworkError):
    pass


class Unreachable(NetworkError):
    transient = True


class TimedOut(NetworkError):
    transient = True


class TooLarge(NetworkError):
    pass


class TooSoon(NetworkError):
    """A host that may not be asked yet, and was not; `retry_after` in seconds from now."""

    transient = True

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class BadStatus(NetworkError):
    """An HTTP status that carries no content; `retry_after` in seconds where the server gave one.

    `url` is the address that answered so, after redirects.
    """

    def __init__(self, message: str, status: int, retry_after: float | None = None, url: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after
        self.url = url
        self.transient = status == 429 or status >= 500

    @property
    def gone(self) -> bool:
        """Tell whether the server says the thing is gone for good."""
        return self.status == 410


class MailRefused(NetworkError):
    """A mail server's no, by its code in SMTP."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code
        self.transient = 400 <= code < 500


class ContentError(DragomanError):
    pass


class NotAFeed(ContentError):
    pass


class NotAPage(ContentError):
    pass


class NotAPicture(ContentError):
    pass


class NotGenuine(ContentError):
    pass


class EngineError(DragomanError):
    transient = True


class EngineAway(EngineError):
    """An engine that is not asked before `until`."""

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message)
        self.until = until


class NoRoute(EngineError):
    transient = False


class SearchError(DragomanError):
    transient = True


class TargetError(DragomanError):
    transient = True


class WorkerLost(DragomanError):
    transient = True
