"""Commands that prove, sign and check a built site."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.group import SITE_DIR, main
from generator.errors import UserError
from generator.progress import Steps, show_summary
from generator.publish.pending import open_project
from generator.settings.mkdocs import mkdocs_settings
from generator.wording import say


@main.command(epilog="Example: gongkai verify --site-dir public --key publisher.pub")
@SITE_DIR
@click.option("--key", type=click.Path(path_type=Path), help="The publisher's public key, as he told it to you.")
@click.option("--seen", is_flag=True, help="Look at the pages in a browser too; needs gongkai[seen] and Chromium.")
@click.option("--report", type=click.Path(path_type=Path), help="A file for what --seen finds, as JSON.")
def verify(site_dir: Path | None, key: Path | None, report: Path | None, *, seen: bool) -> None:
    """Prove from the built files alone that each page says what the source says, and tell who signed them."""
    from generator.hosting.again import wrong_server_files
    from generator.proof.signed import signed_by
    from generator.proof.verify import verify_site

    if report and not seen:
        raise UserError(say("--report is for what --seen finds; give both."))
    folder = site_dir or mkdocs_settings(open_project(Path.cwd())).site
    with Steps() as steps:
        rows = verify_site(folder, steps, (wrong_server_files,))
    show_summary(rows)
    steps.tell()
    click.echo(str(signed_by(folder, key)))
    if seen:
        from generator.proof.seen.telling import tell_seen

        click.echo(tell_seen(folder, report))


@main.command(epilog="Example: gongkai sign --key ~/.ssh/publisher")
@SITE_DIR
@click.option("--key", type=click.Path(path_type=Path), required=True, help="The private key: `ssh-keygen -t ed25519`.")
def sign(site_dir: Path | None, key: Path) -> None:
    """Sign the built site's manifests, so that readers can tell who published them."""
    from generator.proof.files.signature import is_locked, read_signer, read_signers
    from generator.proof.signed import sign_site, unnamed

    folder = site_dir or mkdocs_settings(open_project(Path.cwd())).site
    password = click.prompt(say("Password"), hide_input=True) if is_locked(key) else ""
    signer = read_signer(key, password)
    count = sign_site(folder, signer)
    click.echo(say("{count} manifests signed with the key {key}.", count=count, key=signer.public.fingerprint))
    if read_signers(folder) is None:
        click.echo(unnamed(), err=True)


@main.command("check-site", epilog="Example: gongkai check-site --site-dir public")
@SITE_DIR
def check_site(site_dir: Path | None) -> None:
    """Check that the built site carries what Chinese government sites must: page labels (网页标签), and a full foot.

    Exits with 1 and says of each thing that is missing where it is missing and what to put where.
    """
    from generator.terminal.check_site import check_site as check_labels

    click.echo(check_labels(site_dir or mkdocs_settings(open_project(Path.cwd())).site))
