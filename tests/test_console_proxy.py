"""The console behind the nginx of docs/console.md: who asks is known by address, and cookies travel by TLS alone."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

import nginx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from guards import PATIENCE, listens
from wire import new_site

pytestmark = pytest.mark.skipif(nginx.program() is None, reason="needs nginx (Debian: nginx)")
DRAGOMAN = Path(sys.executable).with_name("dragoman")
DOCS = Path(__file__).resolve().parents[1] / "docs" / "console.md"
HOST, NAME, PASSWORD = "desk.example.org", "ana", "tide tables at dawn"
HOME = f"https://{HOST}"


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate of the host's own, and return its file and that of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)]), datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=9))
    signed = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
    file, secret = folder / "desk.pem", folder / "desk.key"
    file.write_bytes(signed.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    return file, secret


class Browser:
    """Asks through the proxy, from an address of its own, and keeps its cookies."""

    def __init__(self, port: int, trusted: Path, address: str = "127.0.0.1") -> None:
        self.cookies: dict[str, str] = {}
        self.set: dict[str, str] = {}
        """What was said of each cookie when it was set."""
        self._port, self._address = port, address
        self._context = ssl.create_default_context(cafile=trusted)
        self._context.check_hostname = False  # it is asked by its address here

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
        place, source = ("127.0.0.1", self._port), (self._address, 0)
        told = {"Host": HOST, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        told |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        asked = HTTPSConnection(*place, timeout=PATIENCE, context=self._context, source_address=source)
        with closing(asked) as connection:
            connection.request(method, path, body or None, told)
            answer = connection.getresponse()
            text = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key], _, self.set[key] = rest.partition(";")
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text

    def token(self) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask("GET", "/login/")[2])
        assert found
        return found[1]

    def log_in(self, password: str = PASSWORD, token: str = "", **headers: str) -> int:
        fields = {"username": NAME, "password": password, "csrfmiddlewaretoken": token or self.token()}
        return self.ask("POST", "/login/", urlencode(fields), **({"Origin": HOME} | headers))[0]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int, Path]]:
    """The ports of the proxy and of the console behind it, and the certificate that the proxy shows."""
    folder = tmp_path_factory.mktemp("proxied")
    site, own, theirs = new_site(folder / "site"), nginx.free_port(), nginx.free_port()
    settings = site / "dragoman.toml"
    opened = f'open = true\nport = {own}\naddress = "{HOME}"'
    text = re.sub(r"(?m)^open = false.*", opened, settings.read_text(encoding="utf-8"))
    settings.write_text(text, encoding="utf-8")
    command, environ = [DRAGOMAN, "console"], os.environ | {"DRAGOMAN_CONSOLE_PASSWORD": PASSWORD}
    subprocess.run([*command, "add-user", NAME, "--site", site], env=environ, check=True)
    shown = re.search(r"```nginx\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)
    assert shown
    file, secret = certificate(folder)
    here = {
        "listen 443 ssl;": f"listen 127.0.0.1:{theirs} ssl;",
        "http://127.0.0.1:8010": f"http://127.0.0.1:{own}",
        "/etc/ssl/desk.example.org.pem": str(file),
        "/etc/ssl/desk.example.org.key": str(secret),
    }
    conf = nginx.write_site(folder / "nginx", shown[1], here)
    with subprocess.Popen([*command, "--site", site], stdout=subprocess.DEVNULL) as process:
        try:
            assert listens(process, own)
            with nginx.started(conf, theirs):
                yield theirs, own, file
        finally:
            process.terminate()


def test_an_operator_logs_in_through_the_proxy_by_cookies_that_travel_by_tls_alone(
    desk: tuple[int, int, Path],
) -> None:
    ana = Browser(desk[0], desk[2])
    assert ana.ask("GET", "/")[0] == 302
    assert ana.log_in("low tide at noon") == 200
    assert ana.log_in() == 302
    status, headers, page = ana.ask("GET", "/")
    assert (status, "How it stands" in page) == (200, True)
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert set(ana.set) == {"__Host-dragoman", "__Host-dragoman-form"}
    assert all("Secure" in told and "HttpOnly" in told and "Path=/" in told for told in ana.set.values())


def test_a_form_from_elsewhere_is_refused_behind_the_proxy_too(desk: tuple[int, int, Path]) -> None:
    ana = Browser(desk[0], desk[2])
    token = ana.token()
    assert ana.log_in(token="a" * 64) == 403
    assert ana.log_in(token=token, Origin="https://evil.example") == 403
    assert ana.log_in(token=token, Origin=f"http://{HOST}") == 403
    assert ana.ask("GET", "/login/", Host="evil.example")[0] == 400
    assert ana.log_in(token=token) == 302


def test_who_guesses_is_known_by_his_own_address_whatever_he_says_of_it(desk: tuple[int, int, Path]) -> None:
    guesser, other = Browser(desk[0], desk[2], "127.0.0.2"), Browser(desk[0], desk[2], "127.0.0.3")
    token = guesser.token()
    tried = [guesser.log_in(f"guess {n}", token, X_Forwarded_For=f"192.0.2.{n}") for n in range(11)]
    assert tried == [200] * 10 + [429]
    assert other.log_in("low tide at noon") == 200
    assert other.log_in() == 302


def test_who_comes_past_the_proxy_is_not_believed_what_proxies_say(desk: tuple[int, int, Path]) -> None:
    told = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
    for address, is_proxy in (("127.0.0.1", True), ("127.0.0.4", False)):
        with closing(HTTPConnection("127.0.0.1", desk[1], PATIENCE, source_address=(address, 0))) as connection:
            connection.request("GET", "/login/", headers=told)
            answer = connection.getresponse()
            assert ("Strict-Transport-Security" in answer.headers) == is_proxy
