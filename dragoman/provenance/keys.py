"""A site's keys: one that signs, readable by its owner only, and the public ones of all that ever did.

Old public keys are never dropped: records that were signed with them stay good.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from dragoman.errors import NotGenuine, UsageError
from dragoman.provenance.envelope import PublicKey, Signer, keys_from

PRIVATE, PUBLIC = "signing.pem", "keys.json"
_OWNER_ONLY = 0o600


def folder_of(site: Path) -> Path:
    """Return where the keys of a site's folder lie."""
    return site / "data" / "keys"


def ensure(folder: Path, now: datetime) -> None:
    """Make a site's first key where it has none; raise UsageError where a part of its keys is missing."""
    if not (folder / PRIVATE).exists() and not (folder / PUBLIC).exists():
        rotate(folder, now)


def rotate(folder: Path, now: datetime) -> PublicKey:
    """Make a new signing key; the old one signs no more, and its public half stays."""
    key = Ed25519PrivateKey.generate()
    made = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    new = PublicKey(_name(key), base64.b64encode(_raw(key)).decode(), made)
    old = [each if each.retired else replace(each, retired=made) for each in _known(folder)]
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    # The public half first: whatever the private one signs can be checked from then on.
    _write(folder / PUBLIC, published([*old, new]))
    _write(folder / PRIVATE, pem)
    return new


def signer(folder: Path) -> Signer:
    """Return what signs for a site; raise UsageError where its key can't be read, or is not among its public ones."""
    file = folder / PRIVATE
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except OSError as error:
        told = f"The signing key {file} can't be read ({error.strerror})"
        raise UsageError(f"{told}; restore it, or make a new one with `dragoman provenance rotate`") from None
    except (ValueError, TypeError):
        raise UsageError(f"{file} is no signing key; make a new one with `dragoman provenance rotate`") from None
    if not isinstance(key, Ed25519PrivateKey) or _name(key) not in {each.id for each in public_keys(folder)}:
        raise UsageError(f"{file} is not a key of this site; make a new one with `dragoman provenance rotate`")
    return Signer(_name(key), key)


def public_keys(folder: Path) -> tuple[PublicKey, ...]:
    """Return all public keys of a site, the oldest first; raise UsageError where they can't be read."""
    try:
        return tuple(_known(folder, missing_ok=False))
    except OSError as error:
        told = f"The public keys {folder / PUBLIC} can't be read ({error.strerror})"
        raise UsageError(f"{told}; restore them, or old records can't be checked any more") from None


def is_guarded(folder: Path) -> bool:
    """Tell whether nobody but its owner can read the signing key."""
    return not (folder / PRIVATE).stat().st_mode & 0o077


def published(keys: Iterable[PublicKey]) -> bytes:
    """Return public keys as the bytes of the file that a site shows."""
    told = [{name: value for name, value in asdict(key).items() if value} for key in keys]
    return json.dumps({"keys": told}, indent=1, sort_keys=True).encode() + b"\n"


def _known(folder: Path, *, missing_ok: bool = True) -> list[PublicKey]:
    file = folder / PUBLIC
    if missing_ok and not file.exists():
        return []
    try:
        return keys_from(file.read_bytes())
    except NotGenuine:
        raise UsageError(f"{file} is damaged; restore it, or old records can't be checked any more") from None


def _name(key: Ed25519PrivateKey) -> str:
    return hashlib.sha256(_raw(key)).hexdigest()[:16]


def _raw(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _write(file: Path, content: bytes) -> None:
    """Write a file whole, and so that nobody but its owner may read it from its first byte."""
    beside = file.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
    beside.replace(file)
