"""The cohort of ``brink``: a marker that all but separates the patients, so that a fit that stops early is not there.

One patient with the event has a lower marker than one without it, and these two alone keep the slope finite. The range
of the marker, 283, lies where a small change of R's rule of round steps chooses others. The event comes first in the
alphabet, and of one patient only the outcome is missing. No patient stands behind any row, and none is drawn: every row
is written out here.

``python -m parity.data.synthetic_brink`` writes the file anew, into another directory where one is named.
"""

from __future__ import annotations

import sys
from pathlib import Path

from parity import places
from parity.data.synthetic import write

WITHOUT = (40, 44, 64.4, 84.8, 105.2, 125.6, 146, 180.3)
WITH = (180, 215, 236, 257, 278, 299, 320, 323)
LOST = (150,)
"""The marker of each patient without and with the event, and of one whose outcome is not known."""


def write_cohorts(directory: Path) -> None:
    """Write the CSV file."""
    courses = {"well": WITHOUT, "relapsed": WITH, "": LOST}
    rows = [{"marker": f"{marker:g}", "course": course} for course, markers in courses.items() for marker in markers]
    write(directory / "brink.csv", rows)


if __name__ == "__main__":
    write_cohorts(Path(sys.argv[1]) if len(sys.argv) > 1 else places.cohorts())
