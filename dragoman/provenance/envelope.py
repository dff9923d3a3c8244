"""A signed record: a statement in JSON with an Ed25519 signature (RFC 8032) over its canonical form."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dragoman.errors import NotGenuine

ALGORITHM = "Ed25519"
MAX_BYTES = 1024 * 1024
"""How long a record may be."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that records can be checked with: times are ISO 8601, `retired` is empty for the one in use."""

    id: str
    public: str
    """The 32 bytes of the key in base64."""
    made: str
    retired: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs statements with a site's own key."""

    id: str
    key: Ed25519PrivateKey

    def sign(self, statement: Mapping[str, Any]) -> bytes:
        """Return a record as the bytes of a JSON file; equal statements give equal bytes."""
        value = base64.b64encode(self.key.sign(canonical(statement))).decode()
        record = {
            "provenance": statement,
            "signature": {"algorithm": ALGORITHM, "key": self.id, "value": value},
        }
        return json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def canonical(statement: Mapping[str, Any]) -> bytes:
    """Return what is signed: JSON with sorted keys, no white space and no escapes but needed ones, in UTF-8."""
    return json.dumps(statement, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def opened(record: bytes, keys: Sequence[PublicKey]) -> dict[str, Any]:
    """Return the statement of a record; raise NotGenuine where it is none, or was not signed by one of some keys."""
    statement, signature = parts(record)
    key = next((key for key in keys if key.id == signature.get("key")), None)
    if key is None:
        raise NotGenuine("It was signed with a key that this site has never had; ask the site which keys it has had")
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key.public, validate=True))
        public.verify(base64.b64decode(str(signature.get("value")), validate=True), canonical(statement))
    except (InvalidSignature, binascii.Error, ValueError):
        raise NotGenuine("Its signature does not hold: the record was changed after it was signed") from None
    return statement


def parts(record: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the statement and the signature of a record, neither of them proved; raise NotGenuine where it is none."""
    if len(record) > MAX_BYTES:
        raise NotGenuine(f"It is longer than {MAX_BYTES // 1024} kB, which no record is")
    try:
        told = json.loads(record)
        statement, signature = told["provenance"], told["signature"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise NotGenuine("It is no signed record; give a page, or the provenance.json beside it") from None
    if not isinstance(statement, dict) or not isinstance(signature, dict) or signature.get("algorithm") != ALGORITHM:
        raise NotGenuine(f"It is no record signed with {ALGORITHM}; it may come from a newer Dragoman")
    return statement, signature


def keys_from(text: bytes) -> list[PublicKey]:
    """Return the keys that a site's keys.json holds; raise NotGenuine where it is none."""
    try:
        told = json.loads(text)["keys"]
        return [PublicKey(str(k["id"]), str(k["public"]), str(k["made"]), str(k.get("retired", ""))) for k in told]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NotGenuine("The keys are no keys.json of a site; give the one at the root of its address") from None
