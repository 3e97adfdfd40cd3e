"""OpenSSH signatures of manifests: made with a publisher's private Ed25519 key, verified with the public key."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_private_key

from generator.errors import CheckFailed, UserError
from generator.text.spacing import solid
from generator.wording import say

NAMESPACE = "gongkai"
"""The namespace of the signatures: one that was made for another purpose is not valid here."""
PRINCIPAL = "publisher"
"""The signer's name in `allowed_signers`."""
SIGNERS = "allowed_signers"
"""The file at the site's top that names the publisher's public key, as `ssh-keygen -Y verify` reads it."""
_KIND = "ssh-ed25519"
_MAGIC = b"SSHSIG"
"""The first bytes of every OpenSSH signature, and of the data that is signed."""
_PUBLIC = re.compile(
    rf"\s*(?:{PRINCIPAL}\s+(?:namespaces=\"{NAMESPACE}\"\s+)?)?({_KIND})\s+([A-Za-z0-9+/=]+)(?:\s+[^\n]*)?\s*"
)
_ARMOR = re.compile(r"-----BEGIN SSH SIGNATURE-----\s+([A-Za-z0-9+/=\s]+)-----END SSH SIGNATURE-----\s*")
_LONGEST = 10_000
"""Maximum length of a key or signature in characters; real ones have a few hundred."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A publisher's public key."""

    blob: bytes
    """The key in SSH's binary format: its kind, then its 32 bytes, each preceded by its length."""

    @property
    def line(self) -> str:
        """The key as a line of an OpenSSH file: `ssh-ed25519 AAAA…`."""
        return f"{_KIND} {base64.b64encode(self.blob).decode()}"

    @property
    def fingerprint(self) -> str:
        """The key's fingerprint, as `ssh-keygen -l` prints it."""
        return "SHA256:" + base64.b64encode(hashlib.sha256(self.blob).digest()).decode().rstrip("=")

    @property
    def signers(self) -> str:
        """The content of the file `allowed_signers`."""
        return f'{PRINCIPAL} namespaces="{NAMESPACE}" {self.line}\n'

    def holds(self, signature: str, data: bytes) -> bool:
        """Return whether a signature file is valid: made with this key, for this data and in our namespace."""
        try:
            blob, signed, raw = _parts(signature)
            if blob != self.blob or signed != NAMESPACE.encode():
                return False
            Ed25519PublicKey.from_public_bytes(_raw(self.blob)).verify(raw, _to_sign(data))
        except (InvalidSignature, ValueError, struct.error, binascii.Error):
            return False
        return True


def read_public_key(text: str) -> PublicKey:
    """Read a public key from a line of a .pub or `allowed_signers` file; raises ValueError for anything else."""
    match = _PUBLIC.fullmatch(text) if len(text) < _LONGEST else None
    if match is None:
        raise ValueError(say("write the line of the file that ends with .pub, of a key of the kind ssh-ed25519"))
    try:
        blob = base64.b64decode(match[2], validate=True)
        _raw(blob)
    except (ValueError, struct.error):
        raise ValueError(say("it is no ssh-ed25519 key: copy the whole line of the file that ends with .pub")) from None
    return PublicKey(blob)


@dataclass(frozen=True, slots=True)
class Signer:
    """A publisher's private key."""

    key: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """The public key that belongs to it."""
        raw = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return PublicKey(_string(_KIND.encode()) + _string(raw))

    def sign(self, data: bytes) -> str:
        """Return the content of the signature file for some data; the same data gives the same signature."""
        own = _string(_KIND.encode()) + _string(self.key.sign(_to_sign(data)))
        blob = (
            _MAGIC
            + struct.pack(">I", 1)
            + b"".join(map(_string, (self.public.blob, NAMESPACE.encode(), b"", b"sha512", own)))
        )
        text = base64.b64encode(blob).decode()
        lines = "\n".join(text[at : at + 70] for at in range(0, len(text), 70))
        return f"-----BEGIN SSH SIGNATURE-----\n{lines}\n-----END SSH SIGNATURE-----\n"


def read_signer(path: Path, password: str = "") -> Signer:
    """Read a private key that `ssh-keygen -t ed25519` made; raises UserError for anything else."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(say("{file}: the key can't be read ({reason}).", file=path, reason=error.strerror)) from None
    try:
        key = load_ssh_private_key(data, password.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise UserError(
            say(
                "{file}: it is no private key of OpenSSH, or its password is another; make one with "
                "`ssh-keygen -t ed25519 -f FILE`.",
                file=path,
            )
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise UserError(
            say("{file}: the key is not of the kind ed25519; make one with `ssh-keygen -t ed25519 -f FILE`.", file=path)
        )
    return Signer(key)


def is_locked(path: Path) -> bool:
    """Return whether a file is a private key that needs a password."""
    try:
        load_ssh_private_key(path.read_bytes(), None)
    except TypeError:
        return True
    except (OSError, ValueError, UnsupportedAlgorithm):
        return False
    return False


def read_signers(site: Path) -> PublicKey | None:
    """Return the public key in a site's `allowed_signers`, None without this file; CheckFailed if it has no key."""
    path = site / SIGNERS
    if not path.is_file():
        return None
    try:
        return read_public_key(path.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        raise CheckFailed(say("{file}: it names no key; run `gongkai build --repair`.", file=SIGNERS)) from None


def _to_sign(data: bytes) -> bytes:
    return _MAGIC + b"".join(map(_string, (NAMESPACE.encode(), b"", b"sha512", hashlib.sha512(data).digest())))


def _parts(signature: str) -> tuple[bytes, bytes, bytes]:
    """Return public key, namespace and raw signature from a signature file; raises ValueError for any other file."""
    match = _ARMOR.fullmatch(signature) if len(signature) < _LONGEST else None
    if match is None:
        raise ValueError(signature)
    data = base64.b64decode(solid(match[1]), validate=True)
    if not data.startswith(_MAGIC + struct.pack(">I", 1)):
        raise ValueError(signature)
    rest = data[len(_MAGIC) + 4 :]
    found = []
    while rest:
        size = struct.unpack(">I", rest[:4])[0]
        found.append(rest[4 : 4 + size])
        rest = rest[4 + size :]
    blob, namespace, reserved, algorithm, own = found
    size = struct.unpack(">I", own[:4])[0]
    if reserved or algorithm != b"sha512" or own[4 : 4 + size] != _KIND.encode():
        raise ValueError(signature)
    return blob, namespace, own[8 + size :]


def _raw(blob: bytes) -> bytes:
    """Return the 32 bytes of an Ed25519 public key; raises ValueError for another kind of key."""
    start = _string(_KIND.encode()) + struct.pack(">I", 32)
    if not blob.startswith(start) or len(blob) != len(start) + 32:
        raise ValueError(blob)
    return blob[len(start) :]


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data
