"""pROC's bootstraps beside R's: CPU time of one thread, R warm, from the same seed on the same patients.

    .venv/bin/python benchmarks/bootstrap_against_r.py [ROWS ...]

By default at 122, 1,000 and 10,000 rows, 2,000 resamples. R's time is that of the call alone, without `pROC::roc`; ours
has ordering the risks and seeding in it. The last column is the largest difference of two numbers of that very run.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from parity import RRandom
from parity.r.environment import rpy2_problem
from parity.r.supervisor import RSession
from parity.statistics.discrimination.auc_bootstrap import Areas, area, plain_areas, stratified_areas
from parity.statistics.discrimination.best_cutoff_bootstrap import Policy, resampled_best
from parity.statistics.discrimination.cutoff_bootstrap import proportions, resampled_tables
from parity.statistics.discrimination.resampled import parts, places_of, quantiles, resampled_counts
from parity.statistics.discrimination.sensitivity_bootstrap import TENTHS, left_where_passed, resampled_sensitivities

SCRIPT = Path(__file__).with_name("bootstraps.R")
RESAMPLES, SEED, RUNS = 2_000, 123, 3
Numbers = np.ndarray


def auc(outcome: Numbers, risk: Numbers, score: Numbers) -> Numbers:
    """Of controls and cases."""
    return quantiles(stratified_areas(outcome, places_of(outcome, risk, ""), RESAMPLES, RRandom(SEED)), 0.95)


def auc_plain(outcome: Numbers, risk: Numbers, score: Numbers) -> Numbers:
    """Of all patients."""
    return quantiles(plain_areas(outcome, places_of(outcome, risk, ""), RESAMPLES, RRandom(SEED)), 0.95)


def sensitivities(outcome: Numbers, risk: Numbers, score: Numbers) -> Numbers:
    """At tenths."""
    found = resampled_sensitivities(outcome, risk, RESAMPLES, SEED, TENTHS, stratified=True)
    return quantiles(found, 0.95).T


def specificities(outcome: Numbers, risk: Numbers, score: Numbers) -> Numbers:
    """At tenths."""
    drawn = resampled_counts(outcome, places_of(outcome, risk, ""), RESAMPLES, RRandom(SEED), stratified=True)
    found = [left_where_passed(cases[:, ::-1], controls[:, ::-1], TENTHS) for controls, cases in drawn]
    return quantiles(np.concatenate(found), 0.95).T


def at_a_cutoff(outcome: Numbers, risk: Numbers, score: Numbers) -> Numbers:
    """Sensitivity and specificity at 0.5."""
    shares = proportions(*resampled_tables(outcome, risk >= 0.5, RESAMPLES, RRandom(SEED), stratified=True))
    return np.array([quantiles(shares[name], 0.95) for name in ("sensitivity", "specificity")])


def best_cutoff(outcome: Numbers, risk: Numbers, score: Numbers) -> Numbers:
    """Youden's of each resample."""
    return quantiles(resampled_best(outcome, risk, RESAMPLES, SEED, Policy.RANDOM, True)[:, 0], 0.95)


def test(outcome: Numbers, risk: Numbers, score: Numbers) -> Numbers:
    """Of two areas of the same patients."""
    places = [places_of(outcome, one, "") for one in (risk, score)]
    first, second = (Areas(outcome, one) for one in places)
    dice, found = RRandom(SEED), []
    for count in parts(RESAMPLES, len(outcome)):
        drawn = dice.stratified_resamples(first.sizes, count)
        found.append(first.of_strata(*drawn) - second.of_strata(*drawn))
    return (area(outcome, places[0]) - area(outcome, places[1])) / np.std(np.concatenate(found), ddof=1)


OURS: dict[str, Callable[[Numbers, Numbers, Numbers], Numbers]] = {
    "ci.auc": auc,
    "ci.auc, plain": auc_plain,
    "ci.se": sensitivities,
    "ci.sp": specificities,
    "ci.coords": at_a_cutoff,
    "ci.coords, best": best_cutoff,
    "roc.test": test,
}


def main(rows: list[int]) -> None:
    """Print a line a bootstrap and size."""
    print(f"{'n':>8} {'':>16} {'R s':>8} {'parity s':>9} {'ratio':>6} {'ns a draw':>9}   largest difference")
    with RSession("rpy2" if rpy2_problem() is None else "rscript", timeout=900) as session:
        for n in rows:
            draw = np.random.default_rng(n)
            outcome = (draw.random(n) < 0.4).astype(int)
            risk, score = (1 / (1 + np.exp(-draw.normal(size=n) - share * outcome)) for share in (1.0, 0.7))
            patients = {"outcome": outcome, "risk": risk, "score": score}
            for what, ours in OURS.items():
                sent = {**patients, "resamples": RESAMPLES, "seed": SEED, "what": what}
                answer = session.call(SCRIPT, "bootstraps", sent)
                assert answer.value is not None, answer.conditions
                taken = []
                for _ in range(RUNS):
                    start = time.process_time()
                    found = ours(**patients)
                    taken.append(time.process_time() - start)
                seconds, theirs = statistics.median(taken), answer.value["seconds"]
                numbers = np.sort(np.atleast_1d(answer.value["numbers"]))
                difference = np.abs(np.sort(np.ravel(found)) - numbers).max()
                print(
                    f"{n:8,} {what:>16} {theirs:8.3f} {seconds:9.4f} {theirs / seconds:6.1f} "
                    f"{seconds * 1e9 / n / RESAMPLES:9.1f}   {difference:.1e}",
                    flush=True,
                )


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [122, 1_000, 10_000])
