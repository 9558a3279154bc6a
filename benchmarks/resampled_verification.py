"""How long R and parity take within one verification whose statistics are resampled: wall time of each side's answers.

    .venv/bin/python benchmarks/resampled_verification.py [STUDY] [RESAMPLES]

By default rait, 1,000 resamples. R answers alone and in turn, so that its answers do not wait for each other.
"""

from __future__ import annotations

import dataclasses
import sys
from collections import Counter

import parity

SEED = 123


def main(name: str, resamples: int) -> None:
    """Print the seconds of both sides, of the statistics that are resampled and of all."""
    study = dataclasses.replace(parity.study(name), resamples=resamples, seed=SEED)
    verification = parity.verify(study, mode="live")
    drawn, every = Counter[str](), Counter[str]()
    for statistic in verification.statistics:
        for of, seconds in statistic.seconds.items():
            side = "parity" if of == "parity" else "R"
            every[side] += seconds
            drawn[side] += seconds * statistic.check.draws
    for what, took in (("resampled", drawn), ("all", every)):
        ours, theirs = took["parity"], took["R"]
        print(f"{what:>10}: R {theirs:8.2f} s, parity {ours:8.2f} s, {ours / theirs:.3f} of it")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "rait", int(sys.argv[2]) if len(sys.argv) > 2 else 1_000)
