"""The command line: click only, no work of its own.

Each command imports what it alone needs: all of it takes longer to load than most commands to run.
"""

from generator.cli import proofs, reports, sites, texts
from generator.cli.group import main

__all__ = ["main", "proofs", "reports", "sites", "texts"]
