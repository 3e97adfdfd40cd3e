"""Who signed a site: its manifests, and whether their signatures hold."""

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
    """What is known of a site's signatures."""

    key: PublicKey | None
    """The key that they are compared with; None where nobody names one."""
    trusted: bool
    """Whether the reader named the key, and not only the site itself."""
    manifests: int
    missing: tuple[str, ...]
    """The manifests without a signature."""

    def __str__(self) -> str:
        """Say it in a sentence."""
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
    """Return what a publisher has to do whose site is signed and does not say with which key."""
    return say(
        "The signatures are compared with nothing: the site names no key. Write it under `public_key` in "
        "site_config/site.yml, build and sign again; or give --key."
    )


def sign_site(site: Path, signer: Signer) -> int:
    """Sign every manifest of a site; return how many.

    Raises CheckFailed for a site that is not what its manifests name, UserError where it names another key.
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
    """Return what is known of a site's signatures, `trusted` being the public key that the reader has, if any.

    Raises CheckFailed for a signature that does not hold, and for a missing one if the reader has a key.
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
    """Yield the folders that have a manifest: the site's, and each report's that it names."""
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
