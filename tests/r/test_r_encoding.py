"""The language of the bridge, from the Python side alone."""

from __future__ import annotations

import math
import struct

import numpy as np
import pytest

from parity.data.cohort import Factor
from parity.r.decoding import decode
from parity.r.encoding import LONG, encode

HOSTILE_TEXTS = [
    "",
    "NA",
    "\\NA",
    "NaN",
    "a\nb\r\n\tc",
    "\\",
    "\\n \\0a \\5c \\\\",
    "both \"quotes\" and 'quotes'",
    "年龄 élan 🩺",
    "".join(map(chr, range(1, 32))) + "\x7f\x85\u2028",
    'x; system("touch pwned")',
    "`a`",
    " spaces at both ends ",
    "double 3",
]


@pytest.mark.parametrize(
    "value",
    [None, True, False, 0, -7, 2**31 - 1, 1 / 3, -0.0, 5e-324, 1.7976931348623157e308, math.inf, -math.inf]
    + HOSTILE_TEXTS,
    ids=repr,
)
def test_a_scalar_comes_back_as_it_went(value):
    back = decode(encode(value))
    assert type(back) is type(value) and back == value
    assert not isinstance(value, float) or math.copysign(1, back) == math.copysign(1, value)


def test_not_a_number_is_not_a_missing_value():
    number, missing = decode(encode([math.nan, None]))
    assert math.isnan(number) and missing is None


def test_a_double_keeps_every_bit():
    doubles = np.random.default_rng(1).integers(0, 2**64, 20_000, dtype=np.uint64).view(np.float64)
    doubles = doubles[np.isfinite(doubles)]
    back = np.array(decode(encode(doubles)))
    assert back.tobytes() == doubles.tobytes()


def test_texts_and_names_of_any_kind_come_back():
    assert decode(encode(HOSTILE_TEXTS)) == HOSTILE_TEXTS
    named = {name: position for position, name in enumerate(HOSTILE_TEXTS)}
    assert decode(encode({"inner": named})) == {"inner": named}


def test_every_line_break_of_a_text_is_escaped():
    assert encode(["a\nb", "c"]) == "character 2\na\\0ab\nc\n"


def test_an_array_of_one_element_is_a_vector_of_length_one():
    assert encode(np.array([0.5])) == "double 1\n0x1.0000000000000p-1\n" == encode(0.5)


@pytest.mark.parametrize(
    "value, header",
    [
        (np.array([True, False]), "logical 2"),
        (np.array([1, 2], dtype=np.int8), "integer 2"),
        (np.array([1, 2], dtype=np.uint64), "integer 2"),
        (np.array([1, 2**31]), "double 2"),
        (np.array([-(2**31)]), "double 1"),
        (np.array([0.1], dtype=np.float32), "double 1"),
        (np.array(["a", "b"]), "character 2"),
        (np.array([], dtype=float), "double 0"),
        (np.array([], dtype=int), "integer 0"),
        (np.array([], dtype=bool), "logical 0"),
        ((), "character 0"),
        ([None, "a"], "character 2"),
        ([1, None], "integer 2"),
        ([1, 0.5], "double 2"),
        ([{"a": 1}], "list 1"),
        ({}, "list 0 named"),
        (2**31, "double 1"),
        (2**53, "double 1"),
        (np.float64(1), "double 1"),
        (np.int64(1), "integer 1"),
        (np.bool_(True), "logical 1"),
    ],
    ids=repr,
)
def test_each_python_type_has_one_r_type(value, header):
    assert encode(value).split("\n")[0] == header


def test_a_factor_carries_its_levels_also_the_unused_ones():
    factor = Factor(np.array([1, 0, -1]), ("low", "high", "unused"))
    assert encode(factor) == "factor 3\n2\n1\nNA\ncharacter 3\nlow\nhigh\nunused\n"
    assert decode(encode(factor)) == ["high", "low", None]


@pytest.mark.parametrize(
    "value, error, message",
    [
        ({"columns": {"age": np.zeros((2, 3))}}, TypeError, r"columns\['age'\]: an array of 2 dimensions"),
        ({"a": [1, "one"]}, TypeError, "a: int and str"),
        ({"a": [True, 1]}, TypeError, "a: bool and int"),
        ({"a": object()}, TypeError, "a: object"),
        ({"a": 1j}, TypeError, "a: complex"),
        ({"a": b"bytes"}, TypeError, "a: bytes"),
        ({"a": np.array([1, "x"], dtype=object)}, TypeError, "a: an array of dtype object"),
        ({"a": np.array(["2020-01-01"], dtype="datetime64[D]")}, TypeError, "a: an array of dtype datetime64"),
        ({"a": [{"b": {1: 2}}]}, TypeError, r"a\[0\]\['b'\]: a name must be text, not int"),
        ({"a": 2**53 + 1}, ValueError, "a: an integer of size 9007199254740993 has no exact double"),
        ({"a": np.array([2**64 - 1], dtype=np.uint64)}, ValueError, "a: an integer of size 18446744073709551615"),
        ({"a": "nul\0"}, ValueError, "a: R has no text with a NUL"),
        ({"a": "\ud800"}, ValueError, "a: not valid Unicode"),
        ({"a": Factor(np.array([2]), ("x", "y"))}, ValueError, "a: the codes of a factor"),
        ({"a": Factor(np.array([0]), ("x", "x"))}, ValueError, "a: a level of the factor occurs twice"),
    ],
)
def test_what_cannot_cross_is_refused_by_name(value, error, message):
    with pytest.raises(error, match=message):
        encode(value)


@pytest.mark.parametrize(
    "text, value",
    [
        ("double 1\n0x1.8p+1\n", 3.0),
        ("double 2 named\na\nb\n0x1p+0\nNA\n", {"a": 1.0, "b": None}),
        ("double 1 named\na\n0x1p+0\n", {"a": 1.0}),
        ("integer 0\n", []),
        ("list 1\nnull 0\n", [None]),
        ("factor 1\n1\ncharacter 1\nonly\n", "only"),
        ("character 2\n\\NA\nNA\n", [None, "NA"]),
        ("double 2\nNA\n0x1p+0\n", [None, 1.0]),
        ("integer 2\nNA\n1\n", [None, 1]),
        ("logical 2\nNA\nTRUE\n", [None, True]),
    ],
)
def test_what_r_writes_is_read(text, value):
    assert decode(text) == value


@pytest.mark.parametrize(
    "text, message",
    [
        ("double 2 named\na\na\n0x1p+0\n0x1p+0\n", "'a' occurs twice"),
        ("double 1 named\n\\NA\n0x1p+0\n", "name is missing"),
        ("double 2\n0x1p+0\n", "ends before"),
        ("double 1\n0x1p+0", "middle of a line"),
        ("double 1\n0x1p+0\nnull 0\n", "goes on"),
        ("list 2\nnull 0\n", "not a header"),
        ("list 2 named\na\n", "ends before the 2"),
        ("double 2 in\n", "not a header"),
        ("double 2 on answer-1\n0x1p+0\n0x1p+0\n", "not a header"),
        ("double 2 in answer-1\n", "a double cannot stand in a file"),
        ("complex 1\n1i\n", "'complex'"),
        ("logical 1\nmaybe\n", "not of this language"),
        ("factor 1\n2\ncharacter 1\nonly\n", "not of this language"),
        ("integer 1\none\n", "one"),
        ("", "not a header"),
    ],
)
def test_a_text_that_is_not_of_the_language_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        decode(text)


@pytest.mark.parametrize(
    "text, array",
    [
        ("double 2\n0x1p+0\nNaN\n", np.array([1.0, math.nan])),
        ("integer 2\n-1\n2147483647\n", np.array([-1, 2147483647])),
        ("logical 2\nTRUE\nFALSE\n", np.array([True, False])),
    ],
)
def test_a_vector_in_which_nothing_is_missing_is_an_array(text, array):
    read = decode(text)
    assert isinstance(read, np.ndarray) and read.dtype == array.dtype
    np.testing.assert_array_equal(read, array)
    with pytest.raises(ValueError, match="read-only"):
        read[0] = array[1]


def test_without_files_a_hundred_thousand_numbers_have_one_line_each():
    numbers = np.random.default_rng(2).normal(size=100_000)
    text = encode(numbers)
    assert text.count("\n") == 100_001
    assert decode(text).tobytes() == numbers.tobytes()


class Files(dict):
    """Files in memory."""

    def put(self, content):
        name = f"answer-{len(self) + 1}"
        self[name] = bytes(content)
        return name


@pytest.mark.parametrize(
    "value, kind, bytes_each",
    [
        (np.random.default_rng(5).normal(size=100), "double", 8),
        (np.random.default_rng(5).normal(size=(100, 2))[:, 1], "double", 8),
        (np.arange(100, dtype=np.float32), "double", 8),
        (np.arange(100, dtype=">f8"), "double", 8),
        (np.arange(100) + 2**31, "double", 8),
        (np.arange(100), "integer", 4),
        (np.arange(100, dtype=np.uint8), "integer", 4),
        (np.arange(100) % 2 == 0, "logical", 4),
        (np.array([0.5, math.nan, math.inf, -0.0] * 25), "double", 8),
    ],
)
def test_a_long_array_stands_in_a_file_and_comes_back_from_it(value, kind, bytes_each):
    files = Files()
    text = encode(value, files.put)
    assert text == f"{kind} 100 in answer-1\n" and len(files["answer-1"]) == 100 * bytes_each
    back = decode(text, files.pop)
    np.testing.assert_array_equal(back, value)
    assert not files and not back.flags.writeable


def test_a_short_array_and_a_list_stand_in_the_text():
    files = Files()
    for value in (np.zeros(LONG - 1), [0.5] * LONG, np.array(["a"] * LONG)):
        assert encode(value, files.put) == encode(value)
    assert not files


def test_a_nan_with_the_bits_of_rs_missing_value_stays_a_nan():
    numbers = np.array([0x7FF00000000007A2] * LONG, dtype=np.uint64).view(np.float64)
    files = Files()
    assert np.isnan(decode(encode(numbers, files.put), files.pop)).all()
    assert np.isnan(decode(encode(numbers))).all()


def test_missing_elements_of_a_file_are_none():
    missing, other = struct.pack("<Q", 0x7FF00000000007A2), struct.pack("<d", math.nan)
    first, second, third = decode("double 3 in x\n", {"x": missing + other + struct.pack("<d", 0.1)}.pop)
    assert first is None and math.isnan(second) and third == 0.1
    assert decode("integer 2 in x\n", {"x": struct.pack("<ii", -(2**31), 7)}.pop) == [None, 7]
    assert decode("logical 2 in x\n", {"x": struct.pack("<ii", -(2**31), 1)}.pop) == [None, True]


def test_the_codes_of_a_long_factor_stand_in_a_file_and_its_levels_in_the_text():
    factor = Factor(np.tile([1, 0, -1], 50), ("low", "high", "unused"))
    files = Files()
    text = encode({"a": factor}, files.put)
    assert text == "list 1 named\na\nfactor 150 in answer-1\ncharacter 3\nlow\nhigh\nunused\n"
    assert decode(text, files.pop) == {"a": ["high", "low", None] * 50}


@pytest.mark.parametrize(
    "text, message",
    [
        ("double 3 in x\n", "holds 2 elements of a double of 3"),
        ("character 2 in x\n", "a character cannot stand in a file"),
        ("double 2 in y\n", "not of this language"),
    ],
)
def test_a_file_that_does_not_hold_what_is_announced_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        decode(text, {"x": struct.pack("<dd", 0.1, 0.2)}.pop)
