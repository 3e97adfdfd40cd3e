"""Checks before a swap: which top-level entries of the site are obsolete, and whether a link would lead nowhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from generator.build.receipt import Receipt, ReportReceipt, Stored, read_receipt
from generator.build.swap import Stage
from generator.errors import UserError
from generator.hosting.references import is_there
from generator.model.pages import RECEIPT
from generator.proof.files.manifest import BESIDE, MANIFEST, SIGNATURE
from generator.wording import say


def gone(stage: Stage, reports: Collection[str]) -> list[str]:
    """Return the top-level entries of the site to remove: no build makes them any more.

    The folders of `reports` stay, whether built now or not; so do dot entries that no build made. As a side effect the
    publisher's own files in dot folders are copied to the stage (`Stage.keep_own`).
    """
    site = stage.site
    before = read_receipt(site, Receipt)
    around = read_receipt(stage.new, Receipt) or before
    known = {*_tops(around), *reports, RECEIPT}
    made = _tops(before)
    stage.keep_own(before.files if before else ())
    known.update(path.name for path in stage.new.iterdir())
    # A name that begins with a dot is the publisher's (.git, say) unless a build made it.
    there = [path.name for path in site.iterdir()] if site.is_dir() else []
    if (stage.new / MANIFEST).is_file():  # with a new manifest the old signature goes, unless it is in the stage too
        made.add(SIGNATURE)
    known.update(BESIDE - made)
    return [name for name in there if name not in known and (not name.startswith(".") or name in made)]


def check_references(
    stage: Stage, receipts: Mapping[str, ReportReceipt], failed: Collection[str], removed: Collection[str]
) -> None:
    """Raise UserError if a page links to, or loads, a file that the site is not going to have.

    `receipts` are the reports of the future site; `failed` are reports that could not be built, to which links are not
    checked; `removed` are the top-level entries that the swap removes.
    """
    around = read_receipt(stage.new, Receipt) or read_receipt(stage.site, Receipt)
    hosted = [*(receipt.hosted for receipt in receipts.values()), *([around.receipt.hosted] if around else [])]
    wanted = {target: page for part in hosted for target, page in part.elsewhere.items()}
    wanted |= {name: name for part in hosted for name in part.used}
    gone_now = {*removed, *failed}
    at = cache(stage.at)
    for target, page in sorted(wanted.items()):
        top, _, rest = target.partition("/")
        # `gongkai sign` writes signatures after the build.
        if (
            top in failed
            or target.rpartition("/")[2] == SIGNATURE
            or (top not in gone_now and is_there(at(top) / rest if rest else at(top)))
        ):
            continue
        told = say("{page}: the page leads to {target}, which the site does not have; correct the link.",
                   page=page, target=target)  # fmt: skip
        raise UserError(told)


def _tops(stored: Stored[Receipt] | None) -> set[str]:
    """Return the top-level entries that a build wrote, by its receipt; empty without one."""
    return {name.partition("/")[0] for name in (stored.files if stored else ())}
