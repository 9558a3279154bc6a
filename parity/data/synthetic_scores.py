"""The cohorts of ``scores``: risks read off a chart, in which a number hangs on a single comparison.

A patient whose risk is the very cut-off; hospitals in which events and others meet at one risk and do not overlap;
certain predictions that fail; risks that hardly differ. Of one patient only the outcome is missing, of another only the
risk, of a third only the hospital. No patient stands behind any row, and none is drawn: every row is written out here.

``python -m parity.data.synthetic_scores`` writes the files anew, into another directory where one is named.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from parity import places
from parity.data.synthetic import write

EVENT, NO_EVENT = "dead", "survived"
CHART = {1: (0, 6), 2: (1, 6), 3: (1, 6), 5: (1, 6), 7: (4, 6), 9: (3, 6), 11: (4, 6), 13: (5, 6), 15: (6, 6)}
"""Events and patients of each risk, in sixteenths. Youden's index is largest from 7 on, and the cut-off, between 5 and
7, is exactly 6/16."""
CUTOFF = {4: (0, 4), 5: (1, 4), 6: (3, 5), 7: (2, 4), 10: (3, 5), 14: (3, 3)}
"""The same of a cohort in which five patients have the cut-off as their risk."""
MEETING = {
    "north": {6: (0, 1), 8: (0, 2), 10: (1, 3), 12: (1, 1), 14: (1, 1)},
    "south": {2: (0, 1), 4: (0, 3), 10: (3, 4), 14: (2, 2)},
}
"""The same by hospital: in each, and in both together, there are events and others at one risk, and no overlap."""
CERTAIN = {k: (int(k in (4, 6, 9, 10, 12, 13, 15)), 1) for k in range(1, 16)}
"""The same of a cohort that has certain predictions, too; no risk twice, so that every group of risks has patients."""
WITHIN = {100_663_297: 0, 134_217_728: 1, 167_772_160: 1, 201_326_593: 0, 234_881_024: 1}
"""What became of them, by what their risk lacks of 1, in units of 2^-53: a sum of two such risks loses the last one."""
STEEP = {-8: (0, 1), -5: (1, 1), -1: (0, 3), 0: (0, 1), 1: (0, 4), 2: (0, 3), 3: (0, 3), 4: (0, 2)}
"""Events and patients by what their risk is above one half, in 512ths, beside one who was all but certain to die, and
survived. From a line without a slope, Newton's first step leads nearly there, and a later one far beyond."""
ALIKE = {-3: (0, 2), -2: (1, 3), -1: (1, 4), 0: (2, 4), 1: (2, 4), 2: (2, 3), 3: (1, 2)}
"""The same in units of 2^-12, beside a patient at 1/16 and one at 15/16."""


def write_cohorts(directory: Path) -> None:
    """Write a CSV file for each cohort."""
    for name, rows in cohorts().items():
        write(directory / f"{name}.csv", rows)


def cohorts() -> dict[str, list[dict[str, str]]]:
    """The rows of each cohort, by its name."""
    chart = list(_rows(_sixteenths(CHART)))
    lost = [{**chart[7], "status": ""}, {**chart[20], "risk": ""}, {**chart[33], "hospital": ""}]
    at_cutoff = list(_rows(_sixteenths(CUTOFF)))
    meeting = [row for hospital, counts in MEETING.items() for row in _rows(_sixteenths(counts), hospital)]
    certain = {1 - units * 2.0**-53: (outcome, 1) for units, outcome in WITHIN.items()}
    steep = {0.5 + above / 512: counts for above, counts in STEEP.items()}
    alike = {0.5 + above * 2.0**-12: counts for above, counts in ALIKE.items()}
    return {
        "scores": [*chart, *lost],
        "scores-cutoff": [*at_cutoff, {**at_cutoff[4], "status": ""}],
        "scores-meeting": meeting,
        "scores-certain": list(_rows({**_sixteenths(CERTAIN), **certain})),
        "scores-steep": list(_rows({**steep, 1 - 2.0**-16: (0, 1)})),
        "scores-alike": list(_rows({1 / 16: (0, 1), **alike, 15 / 16: (1, 1)})),
    }


def _sixteenths(counts: Mapping[int, tuple[int, int]]) -> dict[float, tuple[int, int]]:
    return {sixteenths / 16: of for sixteenths, of in counts.items()}


def _rows(counts: Mapping[float, tuple[int, int]], hospital: str = "") -> Iterator[dict[str, str]]:
    """The rows of events and patients by risk, the events first; without a hospital, in turn."""
    number = 0
    for risk, (events, patients) in counts.items():
        for patient in range(patients):
            place = hospital or ("north", "south")[number % 2]
            yield {"hospital": place, "risk": repr(risk), "status": EVENT if patient < events else NO_EVENT}
            number += 1


if __name__ == "__main__":
    write_cohorts(Path(sys.argv[1]) if len(sys.argv) > 1 else places.cohorts())
