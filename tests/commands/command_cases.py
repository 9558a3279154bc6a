"""The command run as a person runs it, and a file of their own with hostile names."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from parity import places

CHECKOUT = Path(places.__file__).parent.parent


def parity(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess:
    inherited = {name: value for name, value in os.environ.items() if name not in ("CI", "R_HOME")}
    return subprocess.run(
        [sys.executable, "-m", "parity", *map(str, words)],
        cwd=cwd,
        env={**inherited, "PYTHONPATH": str(CHECKOUT), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def make_csv(path: Path, rows: int = 120) -> None:
    chance = random.Random(7)
    lines = ['died,age at visit,"x; system(""touch pwned"")",<script>`a`</script>,größe,site']
    for _ in range(rows):
        age, value = chance.gauss(60, 10), chance.gauss(0, 1)
        died = "yes" if chance.random() < 1 / (1 + 2.718281828 ** (6 - 0.1 * age - value)) else "no"
        lines.append(
            f"{died},{age!r},{value!r},{chance.gauss(5, 2)!r},{chance.gauss(170, 9)!r},"
            f"{chance.choice(['north', 'south', 'Süd'])}"
        )
    lines[5] = lines[5].replace(lines[5].split(",")[1], "")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


PREDICTORS = 'age at visit,x; system("touch pwned"),<script>`a`</script>,größe,site'
