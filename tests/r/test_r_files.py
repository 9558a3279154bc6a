"""Long vectors cross once."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.r.encoding import encode
from parity.r.errors import RCrash, RUnavailable
from parity.r.files import VectorFiles
from parity.r.supervisor import RSession

NUMBERS = np.random.default_rng(6).normal(size=500)
GROUPS = Factor(np.tile([0, 1, -1, 2], 125), ("a", "b", "c"))


def contents(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.rglob("vector-*")}


def test_the_same_bits_are_written_once(tmp_path):
    files = VectorFiles(tmp_path)
    first = files.put(NUMBERS.data)
    (tmp_path / first).write_bytes(b"still the one that was written first")
    assert files.put(NUMBERS.copy().data) == first
    other = files.put((-NUMBERS).data)
    assert contents(tmp_path) == {first: b"still the one that was written first", other: (-NUMBERS).tobytes()}


def test_what_was_named_longest_ago_goes_first_when_it_becomes_too_much(tmp_path):
    files = VectorFiles(tmp_path, most=2 * NUMBERS.nbytes)
    first, second, _ = (files.put((NUMBERS + shift).data) for shift in range(3))
    files.put(NUMBERS.data)
    files.trim()
    assert first in contents(tmp_path) and second not in contents(tmp_path) and len(contents(tmp_path)) == 2
    assert files.put((NUMBERS + 1).data) == second
    assert contents(tmp_path)[second] == (NUMBERS + 1).tobytes()


def test_a_file_that_comes_back_is_removed(tmp_path):
    (tmp_path / "answer-1").write_bytes(b"12345678")
    files = VectorFiles(tmp_path)
    assert files.take("answer-1") == b"12345678"
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="'answer-1' that R wrote cannot be read"):
        files.take("answer-1")


@pytest.mark.parametrize("name", ["log", "../answer-1", "answer-1/..", "/etc/passwd", ""])
def test_only_files_that_r_writes_are_read(tmp_path, name):
    with pytest.raises(ValueError, match="not the name of a file that R writes"):
        VectorFiles(tmp_path).take(name)


def test_a_directory_without_room_is_named_with_a_cure(tmp_path):
    with pytest.raises(RUnavailable, match="a vector of 4000 bytes cannot be written to .*set TMPDIR"):
        VectorFiles(tmp_path / "gone").put(NUMBERS.data)


@pytest.mark.r
def test_an_array_crosses_once_wherever_it_stands_in_a_question(bridge, scripts, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    frame = {"x": NUMBERS, "group": GROUPS, "short": NUMBERS[:10]}
    texts = [None if code < 0 else GROUPS.levels[code] for code in GROUPS.codes]
    expected = {"x": NUMBERS, "group": texts, "short": NUMBERS[:10]}
    with RSession(bridge, timeout=60) as session:
        sent = {"risk": NUMBERS, "columns": frame, "models": [{"risk": NUMBERS.copy()}]}
        answer = session.call(scripts / "values.R", "echo", sent)
        (directory,) = tmp_path.iterdir()
        written = {path: path.stat().st_mtime_ns for path in directory.glob("vector-*")}
        again = session.call(scripts / "values.R", "echo", {"columns": frame})
        assert {path: path.stat().st_mtime_ns for path in directory.glob("vector-*")} == written
        assert list(directory.glob("answer-*")) == []
    assert len(written) == 2
    assert encode(answer.value) == encode({"risk": NUMBERS, "columns": expected, "models": [{"risk": NUMBERS}]})
    assert encode(again.value) == encode({"columns": expected})


@pytest.mark.r
def test_an_array_that_was_changed_in_place_crosses_as_it_is_now(session, scripts):
    numbers = NUMBERS.copy()
    for _ in range(2):
        assert session.call(scripts / "values.R", "echo", {"x": numbers}).value["x"].tobytes() == numbers.tobytes()
        numbers[7] += 1.0


@pytest.mark.r
def test_what_a_script_does_to_its_arguments_is_not_seen_by_the_next(session, scripts):
    sent = {"x": NUMBERS, "columns": {"x": NUMBERS, "group": GROUPS}}
    before = session.call(scripts / "values.R", "echo", sent)
    spoilt = session.call(scripts / "values.R", "spoil", sent)
    assert spoilt.value["first"] == [0.0, -1.0, "a"]
    assert session.call(scripts / "values.R", "echo", sent).digest == before.digest
    assert session.call(scripts / "values.R", "types", sent).value["x"] == ["double", "numeric", "500", "0"]


@pytest.mark.r
def test_after_a_restart_everything_is_sent_anew(session, scripts):
    sent = {"x": NUMBERS, "group": GROUPS}
    before = session.call(scripts / "values.R", "echo", sent)
    with pytest.raises(RCrash):
        session.call(scripts / "misbehaviour.R", "quits", {})
    assert session.call(scripts / "values.R", "echo", sent).digest == before.digest
    session.close()
    assert session.call(scripts / "values.R", "echo", sent).digest == before.digest


@pytest.mark.r
def test_an_answer_that_stops_half_way_leaves_the_next_whole(session, scripts):
    assert session.call(scripts / "values.R", "long_and_a_matrix", {"x": NUMBERS}).value is None
    shifted = session.call(scripts / "values.R", "echo", {"x": NUMBERS + 1, "y": NUMBERS + 2}).value
    assert shifted["x"].tobytes() == (NUMBERS + 1).tobytes() and shifted["y"].tobytes() == (NUMBERS + 2).tobytes()


@pytest.mark.r
def test_long_vectors_of_every_kind_return_with_what_is_missing(session, scripts):
    value = session.call(scripts / "values.R", "long_of_every_kind", {}).value
    assert [value[name].dtype.kind for name in ("doubles", "integers", "logicals")] == ["f", "i", "b"]
    assert value["doubles"].tolist() == [0.1, -math.inf] * 50
    assert value["integers"].tolist() == [1, -2147483647] * 50
    assert value["logicals"].tolist() == [True, False] * 50
    first, second, *_ = value["doubles_missing"]
    assert first is None and math.isnan(second)
    assert value["integers_missing"] == [None, 7] * 50
    assert value["logicals_missing"] == [None, False] * 50
    assert value["factor"] == ["b", None] * 50
    assert value["named"] == {f"n{position}": float(position) for position in range(1, 101)}
    assert value["texts"] == ["a", None] * 50
    assert value["row"].tolist() == [1.5] * 100
