"""The command line: only click's declarations; the work is done in other rooms.

Each command imports what it needs when it runs: loading everything takes longer than most commands need to run.
"""

from generator.cli import proofs, reports, sites, texts
from generator.cli.group import main

__all__ = ["main", "proofs", "reports", "sites", "texts"]
