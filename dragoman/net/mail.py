"""Mail out: one message to one server by SMTP, encrypted unless its operator says otherwise."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.errors import MailRefused, TimedOut, Unreachable

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server that takes mail in; without a user it is not logged in to. `timeout` in seconds, for each answer."""

    host: str
    port: int
    security: Security = "starttls"
    user: str = ""
    password: str = ""
    timeout: float = 30.0

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"


def send(server: MailServer, sender: str, to: Sequence[str], message: bytes) -> None:
    """Hand a message over; raises Unreachable, TimedOut, or MailRefused with the server's code.

    It is taken for sent where the server takes it for one recipient at least.
    """
    try:
        with _session(server) as session:
            if server.user:
                session.login(server.user, server.password)
            session.sendmail(sender, list(to), message)
    except smtplib.SMTPRecipientsRefused as error:
        code = next((code for code, _ in error.recipients.values()), 550)
        raise MailRefused(f"The mail server {server.name} refuses every recipient ({code})", code) from None
    except smtplib.SMTPAuthenticationError as error:
        raise MailRefused(f"The mail server {server.name} refuses the login", error.smtp_code) from None
    except smtplib.SMTPNotSupportedError:
        told = f"The mail server {server.name} can't do what its settings ask for: look at security and user"
        raise MailRefused(told, 504) from None
    except smtplib.SMTPResponseException as error:
        told = f"The mail server {server.name} refuses the message ({error.smtp_code})"
        raise MailRefused(told, error.smtp_code) from None
    except ssl.SSLError as error:
        told = f"The mail server {server.name} has no encryption to be trusted ({error.reason or 'TLS failed'})"
        raise Unreachable(told) from None
    except (smtplib.SMTPException, OSError) as error:
        # smtplib tells of most time-outs as of a line that was cut.
        if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            raise TimedOut(f"The mail server {server.name} did not answer in {server.timeout:g} seconds") from None
        raise Unreachable(f"The mail server {server.name} can't be reached ({type(error).__name__})") from None


def _session(server: MailServer) -> smtplib.SMTP:
    """Return an open session, encrypted where that is asked for."""
    context = ssl.create_default_context()
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    session = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        if server.security == "starttls":
            session.starttls(context=context)
    except BaseException:
        session.close()
        raise
    return session
