"""Measures the weight of gongkai: megabytes that pip installs, and the CPU time of its help and of click alone.

    python tests/bench/weight.py

It installs this checkout without extras in a new environment, and prints both. It needs a package index.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.cost import run  # noqa: E402 - a script finds its project first
from tests.ci_other_builders import pinned_in  # noqa: E402

TURNS = 7


def cpu(*command: str) -> float:
    """Return the least CPU seconds of several runs of a command."""
    return min(run(Path("/"), *command).cpu for _ in range(TURNS))


def main() -> None:
    """Install and print."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        commands = Path(folder) / "bin"
        pip = [str(commands / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        constraints = Path(folder) / "constraints.txt"
        constraints.write_text(pinned_in(ROOT / "requirements.lock"), encoding="utf-8")
        subprocess.run([*pip, "--constraint", str(constraints), str(ROOT)], check=True)
        whole = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file() and not path.is_symlink())
        print(f"installed: {whole / 1e6:.0f} MB")
        shown, alone = cpu(str(commands / "gongkai"), "--help"), cpu(str(commands / "python"), "-c", "import click")
        print(f"gongkai --help: {shown:.3f} s of CPU, {shown / alone:.1f} × `import click` ({alone:.3f} s)")


if __name__ == "__main__":
    main()
