"""What is sent to R comes back as it left, or nothing is asked."""

from __future__ import annotations

import re

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.errors import Unsound
from parity.r import decoding, encoding
from parity.r.bridge import Bridge
from parity.r.decoding import decode
from parity.r.echo import SENT, hold
from parity.r.encoding import LONG, encode
from parity.r.supervisor import RSession


def echoed() -> dict:
    """As an R that changes nothing gives it back: Python's own language, read again."""
    return decode(encode(SENT))


def test_what_comes_back_as_it_left_is_no_news():
    hold(echoed())


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("doubles", [0.3333333333333333, 0.3, -1e-300, 5e-324, 1.7976931348623157e308], "0x1.3333333333334p-2"),
        ("a negative zero", 0.0, "-0x0.0p.0 came back as 0x0.0p.0"),
        ("no numbers", [None, float("inf"), float("-inf"), 1.5], "nan came back as None"),
        ("whole numbers beyond those of R", [None, None], "of whole numbers beyond those of R that R was sent"),
        ("truth values", [1, 0], "True came back as 1"),
        ("texts", [], "'' came back as nothing"),
        ("many doubles", np.arange(1, 2 * LONG), "0x1.5555555555555p-2 came back as 1;"),
        ("a factor", ["worse", None, "better"], "'better' came back as 'worse'"),
    ],
)
def test_what_comes_back_as_another_value_is_named(name, value, said):
    with pytest.raises(Unsound, match=f"of {name} that R was sent.*") as refusal:
        hold({**echoed(), name: value})
    assert re.search(said, str(refusal.value))


def test_what_does_not_come_back_is_named():
    with pytest.raises(Unsound, match="of nothing that R was sent|of a list that R was sent"):
        hold({name: value for name, value in echoed().items() if name != "a list"})


def test_every_type_that_crosses_is_sent_short_and_long():
    arrays = [value for value in SENT.values() if isinstance(value, np.ndarray)]
    factors = [value for value in SENT.values() if isinstance(value, Factor)]
    assert {array.dtype.kind for array in arrays} == set("fib") and min(map(len, arrays)) >= LONG
    assert min(len(one.codes) for one in factors) < LONG <= max(len(one.codes) for one in factors)


@pytest.mark.r
def test_an_r_that_cannot_be_read_is_not_one_that_is_not_there(monkeypatch):
    """Or recorded answers would stand in for it."""
    monkeypatch.setattr(decoding, "_LOGICAL", {"TRUE": True, "NA": None})
    with RSession(Bridge.RSCRIPT) as session, pytest.raises(Unsound, match="nothing that can be read: .*'FALSE'"):
        session.environment(["stats"])


@pytest.mark.r
@pytest.mark.parametrize("bridge", [pytest.param(Bridge.RPY2, marks=pytest.mark.rpy2), Bridge.RSCRIPT])
def test_r_gives_back_what_it_is_sent_and_an_r_that_is_sent_something_else_is_not_asked(bridge, monkeypatch):
    with RSession(bridge) as session:
        assert "echo" not in session.environment(["stats"])
        monkeypatch.setattr(encoding, "_hexadecimal", lambda number: format(number, ".16g"))
        with pytest.raises(Unsound, match="of doubles that R was sent"):
            session.environment(["stats"])
