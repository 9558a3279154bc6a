"""What is equal on both sides and yet no agreement, because there is no such number."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from parity.checks.vocabulary import Check
from parity.verification.elements import Aligned, without_value
from parity.verification.inputs import Inputs, of_these_inputs


def undefined(
    check: Check, name: str, pair: Aligned, agrees: np.ndarray, inputs: Inputs
) -> Iterable[tuple[np.ndarray, str]]:
    """The elements of a field that are undefined, each set with the reason; later reasons take the place of earlier.

    Parameters
    ----------
    check : Check
        Says why, and for which inputs a number is one by convention only.
    name : str
        Of the field.
    pair : Aligned
    agrees : (n,) bool array
        Where both sides are equal within what is allowed; what differs is never undefined.
    inputs : Inputs
    """
    nothing = agrees & without_value(pair)
    if nothing.any():
        yield nothing & pair.ours.missing, "not available on either side"
        yield nothing & ~pair.ours.missing, "NaN on both sides"
    for declared in check.undefined:
        if name in declared.fields:
            if declared.when is None:
                yield nothing, declared.reason
            elif of_these_inputs(declared.when, inputs):
                yield agrees, declared.reason
