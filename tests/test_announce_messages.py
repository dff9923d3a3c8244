"""What each kind of place is told, and the two ways out: methods of HTTP, and mail over an encrypted line."""

from __future__ import annotations

import datetime as dt
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from dragoman.announce import News, mail, mastodon, webhook, wordpress
from dragoman.errors import MailRefused, TimedOut, Unreachable, UsageError
from dragoman.net.answers import Request
from dragoman.net.mail import MailServer, send

RIGHT, WRONG = "the-right-password", "another-password"
NEWS = News(
    key="tag:news.example,2026:abc/en/place/1",
    id="abc",
    language="pt-BR",
    url="https://news.example/pt-BR/2026/11/a-story-abc/",
    slug="a-story-abc-pt-br",
    updated=dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
    headline="The quay is mended",
    summary="It took a week.",
    label="AI · Machine-translated from English. Not reviewed by a person. Original: The Packet",
    credit="By Ana Reis. Licence: CC BY 4.0.",
    source="The Packet",
    licence="CC BY 4.0",
)


def test_a_post_holds_no_markup_but_ours() -> None:
    news = replace(NEWS, headline="A <script>alert(1)</script> & Co", summary="<img src=x onerror=y>")
    told = wordpress.message(news)
    assert told["title"] == "A &lt;script&gt;alert(1)&lt;/script&gt; &amp; Co"
    assert not [name for name, value in told.items() if "<script" in str(value) or "<img" in str(value)]


@given(st.text(max_size=900), st.text(max_size=900), st.text(max_size=200), st.sampled_from([300, 500]))
def test_a_status_fits_and_ends_with_its_address_whatever_it_tells(
    headline: str, summary: str, source: str, length: int
) -> None:
    told = str(mastodon.message(replace(NEWS, headline=headline, summary=summary, source=source), length)["status"])
    assert told.endswith(NEWS.url)
    assert len(told.removesuffix(NEWS.url)) + mastodon.ADDRESS <= length
    assert "Machine-translated" in told


def test_a_status_names_its_language_as_the_field_wants_it_and_calls_nobody() -> None:
    told = mastodon.message(replace(NEWS, headline="Write to @mayor@town.example"))
    assert told["language"] == "pt"
    assert not re.search(r"@\w", str(told["status"]))


def test_a_post_calls_no_shortcode_and_escapes_what_it_tells() -> None:
    told = wordpress.message(replace(NEWS, summary="[gallery] <script>"))
    assert "[" not in str(told["content"])
    assert "<script>" not in str(told["content"])
    assert NEWS.url in str(told["content"])


def test_a_signature_is_that_of_the_standard() -> None:
    # The example of the specification of Standard Webhooks.
    secret = webhook.secret_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "x")
    signed = webhook.signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("key", ["short", "whsec_not base64!", "whsec_AAAA"])
def test_a_secret_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(UsageError, match="too short or no base64"):
        webhook.secret_of(key, "x")


@pytest.mark.parametrize("verb", ["PUT", "PATCH", "DELETE", "POST"])
def test_a_request_with_a_body_is_sent_by_its_verb(verb: str) -> None:
    assert Request("https://x.example", post=b"", verb=verb).method == verb


def test_no_other_verb_sends_a_body() -> None:
    with pytest.raises(ValueError, match="TRACE"):
        Request("https://x.example", post=b"", verb="TRACE")


# --- Mail --------------------------------------------------------------------------------------------------------


def test_what_an_article_tells_adds_no_header_to_a_mail() -> None:
    heading = mail.Heading("Harbour\r\nBcc: all@x.example", "News\r\nBcc: all@x.example", "wire@x.example")
    digest = mail.Mail(heading, lambda _: None, lambda: NEWS.updated)
    with pytest.raises(ValueError, match="linefeed"):
        digest.digest([NEWS])
    sound = mail.Mail(replace(heading, title="Harbour"), lambda _: None, lambda: NEWS.updated)
    told = sound.digest([replace(NEWS, headline="A\r\nBcc: all@x.example\r\n\r\nB")])
    assert told["Bcc"] is None


def test_a_digest_of_nothing_worth_it_is_not_sent() -> None:
    sent: list[bytes] = []
    digest = mail.Mail(mail.Heading("H", "S", "wire@x.example"), sent.append, lambda: NEWS.updated)
    assert digest.tell([replace(NEWS, remote="abc")]) == ["abc"]
    assert not sent


def certificate(folder: Path) -> Path:
    """Return a file with a key and a certificate of its own for localhost."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file = folder / "mail.pem"
    file.write_bytes(key.private_bytes(*form) + made.public_bytes(serialization.Encoding.PEM))
    return file


class Inbox:
    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.mails.append(envelope.content)
        return "250 OK"

    async def handle_RCPT(self, _: Any, __: Any, envelope: Any, address: str, ___: Any) -> str:  # noqa: N802
        if address.startswith("nobody"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"


def _login(_: Any, __: Any, ___: Any, ____: str, data: Any) -> AuthResult:
    return AuthResult(success=data.password == RIGHT.encode(), handled=False)


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[tuple[Inbox, int, Path]]:
    """A mail server that wants STARTTLS and a login."""
    file, inbox = certificate(tmp_path), Inbox()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": _login}
    controller = Controller(inbox, hostname="localhost", port=port, ready_timeout=60, **settings)
    controller.start()
    yield inbox, port, file
    controller.stop()


def test_a_mail_goes_out_over_an_encrypted_line_with_a_login(
    encrypted: tuple[Inbox, int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, port, file = encrypted
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    server = MailServer("localhost", port, user="wire", password=RIGHT)
    send(server, "wire@x.example", ["a@x.example"], b"Subject: x\r\n\r\nx\r\n")
    assert len(inbox.mails) == 1
    with pytest.raises(MailRefused, match="refuses the login") as told:
        send(replace(server, password=WRONG), "wire@x.example", ["a@x.example"], b"x")
    assert WRONG not in str(told.value)
    with pytest.raises(MailRefused, match="every recipient"):
        send(server, "wire@x.example", ["nobody@x.example"], b"x")


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(encrypted: tuple[Inbox, int, Path]) -> None:
    inbox, port, _ = encrypted
    with pytest.raises(Unreachable, match="no encryption to be trusted"):
        send(MailServer("localhost", port, user="wire", password=RIGHT), "w@x.example", ["a@x.example"], b"x")
    assert not inbox.mails


def test_a_mail_server_that_is_silent_or_away_is_told_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(TimedOut, match="did not answer"):
            send(MailServer("127.0.0.1", port, "none", timeout=0.2), "w@x.example", ["a@x.example"], b"x")
    with pytest.raises(Unreachable, match="can't be reached"):
        send(MailServer("127.0.0.1", port, "none", timeout=0.2), "w@x.example", ["a@x.example"], b"x")
