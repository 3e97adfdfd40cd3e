"""Signatures of a site: signing its manifests, and checking whether their signatures are valid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import CheckFailed, UserError
from generator.files import write_all
from generator.proof.files.manifest import MANIFEST, SIGNATURE, read_manifest
from generator.proof.files.signature import PublicKey, Signer, read_public_key, read_signers
from generator.proof.files.whole import reports_in, wrong_files
from generator.wording import say


@dataclass(frozen=True, slots=True)
class Signed:
    """The result of checking a site's signatures: those that exist are valid."""

    key: PublicKey | None
    """The key that signatures were checked with; None if neither the reader nor the site names one."""
    trusted: bool
    """Whether the reader named the key; if not, the site itself does."""
    manifests: int
    """Number of manifests, signed or not."""
    missing: tuple[str, ...]
    """The paths in the site of the manifests without a signature."""

    def __str__(self) -> str:
        """Return the result as a sentence for the user."""
        if self.key is None:
            if self.manifests > len(self.missing):
                return unnamed()
            return say("Not signed: this protects against accidents, not against whoever changes files on purpose.")
        if self.missing:
            told = say("Not signed: {names}; run `gongkai sign`.", names=", ".join(self.missing[:3]))
            return told + (f" (+{len(self.missing) - 3})" if len(self.missing) > 3 else "")
        told = say(
            "Signed with the key {key}: {count} manifests, each signature holds.",
            key=self.key.fingerprint, count=self.manifests,
        )  # fmt: skip
        doubt = say("Compare the key with the one that the publisher told you: the site names it itself.")
        return told if self.trusted else f"{told} {doubt}"


def unnamed() -> str:
    """Return the advice for a site that is signed and does not name its key."""
    return say(
        "The signatures are compared with nothing: the site names no key. Write it under `public_key` in "
        "site_config/site.yml, build and sign again; or give --key."
    )


def sign_site(site: Path, signer: Signer) -> int:
    """Sign every manifest of a site; return their number.

    Raises CheckFailed if the site's files differ from its manifests, UserError if there is no site or it names
    another key than the signer's.
    """
    if not site.is_dir():
        raise UserError(say("{site}: there is no built site; run `gongkai build` first.", site=site))
    if first := next(wrong_files(site, reports_in(site)), ""):
        raise CheckFailed(say("{told} Nothing was signed.", told=first))
    named = read_signers(site)
    if named and named != signer.public:
        raise UserError(
            say("{site}: the site names the key {named}, and this is {key}; change public_key in site.yml and build.",
                site=site, named=named.fingerprint, key=signer.public.fingerprint)
        )  # fmt: skip
    folders = list(_folders(site))
    write_all({folder / SIGNATURE: signer.sign((folder / MANIFEST).read_bytes()) for folder in folders})
    return len(folders)


def signed_by(site: Path, trusted: Path | None) -> Signed:
    """Check a site's signatures with the public key in the file `trusted`, or with the key that the site names.

    Raises CheckFailed for a wrong signature, and for a missing one if `trusted` is given.
    """
    key = _key(trusted) if trusted else read_signers(site)
    missing = []
    count = 0
    for folder in _folders(site):
        count += 1
        path = folder / SIGNATURE
        name = path.relative_to(site).as_posix()
        if not path.is_file():
            missing.append(name.removesuffix(".sig"))
        elif key and not key.holds(path.read_bytes().decode("ascii", "replace"), (folder / MANIFEST).read_bytes()):
            raise CheckFailed(
                say("{file}: the signature does not hold with the key {key}.", file=name, key=key.fingerprint)
            )
    if missing and trusted:
        raise CheckFailed(say("{file}: it is not signed.", file=missing[0]))
    return Signed(key, trusted is not None, count, tuple(missing))


def _folders(site: Path) -> Iterator[Path]:
    """Yield the folders that have a manifest: the site, and each report whose manifest the site's names."""
    yield site
    for name in read_manifest(site, MANIFEST):
        folder, _, rest = name.rpartition("/")
        if rest == MANIFEST and folder:
            yield site / folder


def _key(path: Path) -> PublicKey:
    try:
        return read_public_key(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(say("{file}: no public key can be read ({reason}).", file=path, reason=error)) from None
