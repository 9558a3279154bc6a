"""A formula as a person writes it, read: ``died ~ rcs(tg, 4) + lln_count * sex``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from parity.data.formula import Entry, Formula, Shape
from parity.errors import InputError, plural, quoted

SUPPORTED = (
    "supported are x, rcs(x, 4), rcs(x, c(1, 5, 9)), pol(x, 2), lsp(x, c(5)), a * b and a : b, and a text column is a "
    "factor"
)
_OWN_COLUMN = "compute it as a column of your own, and name that column"
_SPLINES = "take rcs(x, 4) or pol(x, 2)"
_AS_FACTOR = (
    'declare its levels, which makes it a factor, and name it alone: --levels "rank=1,2,3", or levels in a study file '
    "and in Python"
)
_NEXT = {
    "offset": "an offset would be a coefficient that is not estimated: enter the predictor itself",
    "weights": "expand the rows that count more than once",
    "strat": "enter it as a factor",
    **dict.fromkeys(("scored", "factor", "as.factor", "catg", "ordered", "relevel", "C"), _AS_FACTOR),
    **dict.fromkeys(("ns", "bs", "poly", "s", "cr", "te"), _SPLINES),
}
"""What to do instead of a function that is not supported; of others, `_OWN_COLUMN`."""
_MOST_TOGETHER = 3
_KNOTS = range(3, 8)
_DEGREES = range(2, 8)
_DEFAULTS = {Shape.RESTRICTED_CUBIC_SPLINE: 5, Shape.POLYNOMIAL: 2}

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>(?:[^\W\d_]|\.(?!\d))[\w.]*|`(?:[^`\\]|\\.)+`)"
    r"|(?P<sign>%[^%\s]*%|\*\*|.))",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    place: int

    def __str__(self) -> str:
        return quoted(self.text) if self.kind != "end" else "its end"

    @property
    def name(self) -> str:
        """Of a column, without backticks."""
        return re.sub(r"\\(.)", r"\1", self.text[1:-1]) if self.text.startswith("`") else self.text


@dataclass(frozen=True, slots=True)
class _Term:
    """A main effect or an interaction: how each of its predictors enters, and where the text says so.

    Attributes
    ----------
    entries : dict of str to Entry
    place : int
    by_star : bool
        Whether it stands there only because of a ``*``.
    """

    entries: dict[str, Entry]
    place: int
    by_star: bool = False


def read_formula(text: str) -> tuple[str | None, Formula]:
    """The outcome on the left-hand side of a formula, and its right-hand side.

    Parameters
    ----------
    text : str
        ``"died ~ rcs(tg, 4) + lln_count * sex + pol(age, 2)"``; without a left-hand side: ``"~ a + b"``, ``"a + b"``. A
        name that is no word stands in backticks.

    Returns
    -------
    outcome : str or None
    formula : Formula

    Notes
    -----
    ``a * b`` is ``a + b + a:b``, as in R; knots that are not given are chosen from the data of the development cohort.

    Raises
    ------
    InputError
        One line that says where in the text: for what is not supported, naming what is, and for a term that occurs
        twice, a predictor that enters in two ways or only in an interaction.
    """
    reader = _Reader(text)
    outcome, terms = reader.read()
    return outcome, _formula(reader, terms)


def right_hand_side(text: str, outcome: str | None) -> tuple[str, Formula]:
    """The outcome and the right-hand side of a formula, for a study that may name its outcome elsewhere.

    Raises
    ------
    InputError
        As of `read_formula`; and where the outcome is named nowhere, or differently.
    """
    left, formula = read_formula(text)
    if left is None and outcome is None:
        raise InputError(f"the formula {quoted(text, 100)} has no left-hand side", step=f"write died ~ {formula}")
    if left is not None and outcome is not None and left != outcome:
        rule = f"the left-hand side of the formula is {quoted(left)}, and the outcome is {quoted(outcome)}"
        raise InputError(rule, step="name the outcome once")
    named = left if left is not None else outcome
    assert named is not None
    if named in formula.entries:
        rule = f"{quoted(named)} is on both sides of the formula {quoted(text, 100)}"
        raise InputError(rule, step="take it out of the right-hand side")
    return named, formula


def respelt(text: str, name: Callable[[str], str], prefix: str = "") -> str:
    """A right-hand side that was read, term by term as it was written, on one line and with other names.

    Parameters
    ----------
    text : str
    name : callable
        Writes the name of a column.
    prefix : str
        Before each function of rms: ``"rms::"``.
    """
    pieces, end = [], 0
    tokens = list(_tokens(text))
    for token, following in zip(tokens, tokens[1:]):
        pieces.append(re.sub(r"\s+", " ", text[end : token.place]))
        end = token.place + len(token.text)
        if _is_column(token, following):
            pieces.append(name(token.name))
        else:
            pieces.append(prefix + token.text if token.text in list(Shape) else token.text)
    return "".join(pieces)


def columns_in(text: str) -> tuple[str, ...]:
    """The columns in a right-hand side, in the order in which they are first named."""
    tokens = list(_tokens(text))
    pairs = zip(tokens, tokens[1:])
    return tuple(dict.fromkeys(token.name for token, following in pairs if _is_column(token, following)))


class _Reader:
    """Reads by R's precedence: ``:`` before ``*`` before ``+``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.at = 0
        self.begins = 0

    def read(self) -> tuple[str | None, list[_Term]]:
        outcome = None
        tildes = [place for place, token in enumerate(self.tokens) if token.text == "~"]
        if tildes and tildes[0] > 0:
            left = self.tokens[0]
            if left.kind != "name" or tildes[0] > 1:
                raise self.error(left, "the left-hand side is the name of a column", "write died ~ age + sex")
            outcome = left.name
            self.at = 1
        if tildes:
            self.at += 1
        self.begins = self.here.place
        terms = self.sum()
        if self.here.kind != "end":
            raise self.unexpected()
        return outcome, terms

    @property
    def here(self) -> _Token:
        return self.tokens[self.at]

    def take(self, text: str = "") -> _Token:
        token = self.here
        if text and token.text != text:
            raise self.error(token, f"{quoted(text)} is expected, not {token}", SUPPORTED)
        self.at += 1
        return token

    def error(self, token: _Token, rule: str, step: str) -> InputError:
        return InputError(f"the formula {quoted(self.text, 100)}, at character {token.place + 1}: {rule}", step=step)

    def unexpected(self) -> InputError:
        token = self.here
        if token.text in _REFUSED_SIGNS:
            return self.error(token, f"{quoted(token.text)} {_REFUSED_SIGNS[token.text]}", SUPPORTED)
        if token.text.startswith("%"):
            rule = f"{quoted(token.text)}, a restricted interaction, is not supported"
            return self.error(token, rule, "write a * b, which has all products")
        return self.error(token, f"a name or a function is expected, not {token}", SUPPORTED)

    def sum(self) -> list[_Term]:
        terms = self.star()
        while self.here.text == "+":
            self.take()
            terms = [*terms, *self.star()]
        return terms

    def star(self) -> list[_Term]:
        left = self.colon()
        while self.here.text == "*":
            sign = self.take()
            right = self.colon()
            products = [self.product(one, other, sign, by_star=True) for one in left for other in right]
            left = [*(_by_star(term) for term in [*left, *right]), *products]
        return left

    def colon(self) -> list[_Term]:
        left = self.atom()
        while self.here.text == ":":
            sign = self.take()
            right = self.atom()
            left = [self.product(one, other, sign) for one in left for other in right]
        return left

    def product(self, left: _Term, right: _Term, sign: _Token, by_star: bool = False) -> _Term:
        both = sorted(left.entries.keys() & right.entries.keys())
        if both:
            rule = f"{quoted(both[0])} would interact with itself"
            raise self.error(sign, rule, "its square is pol(x, 2)")
        return _Term({**left.entries, **right.entries}, sign.place, by_star)

    def atom(self) -> list[_Term]:
        token = self.here
        if token.text == "(":
            self.take()
            terms = self.sum()
            self.take(")")
            return terms
        if token.kind == "number":
            step = "every model has its constant: leave it out" if token.text in ("0", "1") else SUPPORTED
            raise self.error(token, f"{quoted(token.text)} is no term", step)
        if token.kind != "name":
            raise self.unexpected()
        self.take()
        if self.here.text == "(" and not token.text.startswith("`"):
            return [self.function(token)]
        if token.text == ".":
            raise self.error(token, "'.' for all columns is not supported", "name the predictors")
        return [_Term({token.name: Entry()}, token.place)]

    def function(self, called: _Token) -> _Term:
        if called.text not in list(Shape):
            step = f"{_NEXT.get(called.text, _OWN_COLUMN)}; {SUPPORTED}"
            raise self.error(called, f"{called.text}() is not supported", step)
        shape = Shape(called.text)
        self.take("(")
        column = self.here
        if column.kind != "name" or self.tokens[self.at + 1].text not in (",", ")"):
            raise self.error(column, f"{shape}() is of a column", _OWN_COLUMN)
        self.take()
        number = _DEFAULTS.get(shape)
        knots: tuple[float, ...] = ()
        if self.here.text == ",":
            self.take()
            number, knots = self.how(shape)
        elif shape is Shape.LINEAR_SPLINE:
            raise self.error(called, "lsp() needs its knots", "write lsp(x, c(50, 60))")
        self.take(")")
        return _Term({column.name: Entry(shape, number, knots)}, called.place)

    def how(self, shape: Shape) -> tuple[int | None, tuple[float, ...]]:
        """The second argument of a function: a count, or knots."""
        first = self.here
        if first.text == "c":
            self.take()
            self.take("(")
            knots = [self.number()]
            while self.here.text == ",":
                self.take()
                knots.append(self.number())
            self.take(")")
            return None, self.checked_knots(shape, first, tuple(knots))
        number = self.number()
        if shape is Shape.LINEAR_SPLINE:
            return None, (number,)
        allowed, what = (_DEGREES, "degree") if shape is Shape.POLYNOMIAL else (_KNOTS, "number of knots")
        if number not in allowed:
            rule = f"the {what} of {shape}() is a whole number from {allowed[0]} to {allowed[-1]}, not {first.text}"
            more = ", or give them: rcs(x, c(1, 5, 9))" if allowed is _KNOTS else ""
            raise self.error(first, rule, f"write {shape}(x, {_DEFAULTS[shape]}){more}")
        return int(number), ()

    def checked_knots(self, shape: Shape, first: _Token, knots: tuple[float, ...]) -> tuple[float, ...]:
        if shape not in (Shape.LINEAR_SPLINE, Shape.RESTRICTED_CUBIC_SPLINE):
            raise self.error(first, f"{shape}() has no knots", SUPPORTED)
        fewest = 1 if shape is Shape.LINEAR_SPLINE else _KNOTS[0]
        if len(knots) < fewest or any(low >= high for low, high in zip(knots, knots[1:])):
            rule = f"{shape}() needs at least {plural(fewest, 'knot')}, ascending"
            raise self.error(first, rule, f"write {shape}(x, c({', '.join(map(str, (1, 5, 9)[:fewest]))}))")
        return knots

    def number(self) -> float:
        negative = self.here.text == "-"
        if negative:
            self.take()
        token = self.here
        if token.kind != "number":
            raise self.error(token, f"a number is expected, not {token}", SUPPORTED)
        self.take()
        return -float(token.text) if negative else float(token.text)


_REFUSED_SIGNS = {
    "-": "takes a term or the constant away, which is not supported",
    "^": "is not supported",
    "**": "is not supported",
    "/": "is not supported",
    "|": "is not supported",
    "=": "is not supported",
}


def _is_column(token: _Token, following: _Token) -> bool:
    return token.kind == "name" and (following.text != "(" or token.text.startswith("`"))


def _by_star(term: _Term) -> _Term:
    return _Term(term.entries, term.place, by_star=True)


def _tokens(text: str) -> Iterator[_Token]:
    place, text = 0, text.rstrip()
    while found := _TOKEN.match(text, place):
        kind = found.lastgroup or ""
        yield _Token(kind, found[kind], found.start(kind))
        place = found.end()
    yield _Token("end", "", len(text))


def _formula(reader: _Reader, terms: list[_Term]) -> Formula:
    main: dict[str, _Term] = {}
    products: dict[frozenset[str], _Term] = {}
    for term in terms:
        names = frozenset(term.entries)
        known = main.get(next(iter(names))) if len(names) == 1 else products.get(names)
        if known is not None and not (term.by_star and known.by_star) and known.entries == term.entries:
            written = ":".join(entry.written(name) for name, entry in term.entries.items())
            raise _error_at(reader, term, f"{quoted(written)} is in the formula twice", "name every term once")
        if known is not None:
            continue
        if len(names) == 1:
            main[next(iter(names))] = term
        else:
            products[names] = term
    entries = {name: term.entries[name] for name, term in main.items()}
    for term in terms:
        _check_entries(reader, term, entries)
    order = list(entries)
    together = [tuple(sorted(names, key=order.index)) for names in products]
    return Formula(entries, tuple(sorted(together, key=len)), reader.text[reader.begins :].strip())


def _check_entries(reader: _Reader, term: _Term, entries: dict[str, Entry]) -> None:
    for name, entry in term.entries.items():
        if name not in entries:
            rule = f"{quoted(name)} stands in an interaction only"
            raise _error_at(reader, term, rule, f"add {entry.written(name)}, or write * instead of :")
        if entry != entries[name]:
            rule = f"{quoted(name)} enters as {entries[name].written(name)} and as {entry.written(name)}"
            raise _error_at(reader, term, rule, "write it in one way everywhere")
    if len(term.entries) > _MOST_TOGETHER:
        rule = f"an interaction of {len(term.entries)} predictors is not supported"
        raise _error_at(reader, term, rule, f"rms has those of up to {_MOST_TOGETHER}")


def _error_at(reader: _Reader, term: _Term, rule: str, step: str) -> InputError:
    return reader.error(_Token("", "", term.place), rule, step)
