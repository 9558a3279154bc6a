"""What ``rms::nomogram`` does of a model without effects."""

from __future__ import annotations

from parity.checks.vocabulary import Deviation

WITHOUT_EFFECTS = {
    "no round value of": "need at least two non-NA values",
    "all effects are zero": "no locations are finite",
}
"""Where both stop: of effects that are zero but for rounding, or exactly, as soon as that is drawn."""

NO_NUMBERS = Deviation(
    (),
    "rms",
    "of effects that are exactly zero it gives points that are not numbers",
    where_we_stop="all effects are zero",
)
