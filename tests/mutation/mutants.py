"""Small changes of a source, one at a time: the slips of a hand, made by machine."""

from __future__ import annotations

import ast
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SYMBOLS: dict[type, str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.And: "and",
    ast.Or: "or",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
OTHERS = {
    "+": ("-",),
    "-": ("+",),
    "*": ("/",),
    "/": ("*",),
    "//": ("/",),
    "%": ("//",),
    "**": ("*",),
    "<<": (">>",),
    ">>": ("<<",),
    "&": ("|",),
    "|": ("&",),
    "and": ("or",),
    "or": ("and",),
    "<": ("<=", ">"),
    "<=": ("<", ">="),
    ">": (">=", "<"),
    ">=": (">", "<="),
    "==": ("!=",),
    "!=": ("==",),
    "is": ("is not",),
    "is not": ("is",),
    "in": ("not in",),
    "not in": ("in",),
}
_PAIRS = (("min", "max"), ("minimum", "maximum"), ("fmin", "fmax"), ("any", "all"), ("floor", "ceil"))
OPPOSITES = {name: other for pair in _PAIRS for name, other in (pair, pair[::-1])}
SIDES = {"left": '"right"', "right": '"left"'}
SAID = {"citations", "note", "reason", "stacklevel", "title"}
SIZE = 20
COMPUTES_NOTHING = {"annotation", "returns", "decorator_list"}


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip writes in the place of one piece of a source.

    Attributes
    ----------
    start, end : int
        Of the piece, in bytes.
    new : str
    """

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """A source with one slip in it.

    Attributes
    ----------
    number : int
        Of the line.
    line, mutation : str
        The line without its indentation, as it stands and with the slip; where both are those of an earlier mutant too,
        the mutation ends in ``" [2]"``.
    source : str
        The whole, with the slip.
    """

    number: int
    line: str
    mutation: str
    source: str

    @property
    def name(self) -> tuple[str, str]:
        """What tells it from every other of its file, wherever in the file the line has moved."""
        return self.line, self.mutation


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a source."""
    text, seen = source.encode(), Counter[tuple[str, str]]()
    found = []
    for slip in sorted(set(slips(source)), key=lambda one: (one.start, one.end, one.new)):
        changed = (text[: slip.start] + slip.new.encode() + text[slip.end :]).decode()
        number = text.count(b"\n", 0, slip.start)
        line, mutation = (whole.splitlines()[number].strip() for whole in (source, changed))
        seen[line, mutation] += 1
        again = seen[line, mutation]
        found.append(Mutant(number + 1, line, mutation if again == 1 else f"{mutation} [{again}]", changed))
    return found


def sampled(every: list[Mutant], size: int, seed: str) -> list[Mutant]:
    """At most `size` of them, drawn without replacement, in the order of the source; fewer are among `SIZE` of them."""
    drawn = random.Random(seed).sample(range(len(every)), min(max(size, SIZE), len(every)))
    return [every[place] for place in sorted(drawn[:size])]


def slips(source: str) -> Iterator[Slip]:
    """Every slip outside of what computes nothing: types, decorators, texts, messages, sources in the literature."""
    lines = source.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    yield from _Reader(source.encode(), starts).within(ast.parse(source))


@dataclass(frozen=True, slots=True)
class _Reader:
    """A source, and where in it each line begins."""

    text: bytes
    starts: list[int]

    def within(self, node: ast.AST) -> Iterator[Slip]:
        """The slips of a node and of everything in it."""
        yield from self._of_operators(node)
        for field, value in ast.iter_fields(node):
            if field not in COMPUTES_NOTHING:
                for child in value if isinstance(value, list) else [value]:
                    if isinstance(child, ast.AST) and not _says_only(child):
                        yield from self._of_operand(child, node, field)
                        yield from self.within(child)

    def _of_operators(self, node: ast.AST) -> Iterator[Slip]:
        """Between the operands of a node."""
        if isinstance(node, ast.BinOp):
            yield from self._between(node.left, node.op, node.right)
        elif isinstance(node, ast.AugAssign):
            yield from self._between(node.target, node.op, node.value)
        elif isinstance(node, ast.BoolOp):
            for left, right in zip(node.values, node.values[1:]):
                yield from self._between(left, node.op, right)
        elif isinstance(node, ast.Compare):
            for left, operator, right in zip([node.left, *node.comparators], node.ops, node.comparators):
                yield from self._between(left, operator, right)

    def _of_operand(self, child: ast.AST, node: ast.AST, field: str) -> Iterator[Slip]:
        """In the place of an expression."""
        if isinstance(child, ast.Constant):
            yield from (self._instead(child, new) for new in _other_constants(child.value))
        elif isinstance(child, ast.UnaryOp):
            yield Slip(
                self._start(child), self._start(child) + len("not " if isinstance(child.op, ast.Not) else "-"), ""
            )
        elif isinstance(child, ast.Name) and child.id in OPPOSITES:
            yield self._instead(child, OPPOSITES[child.id])
        elif isinstance(child, ast.Attribute) and child.attr in OPPOSITES:
            end = self._end(child)
            yield Slip(end - len(child.attr), end, OPPOSITES[child.attr])
        if _is_condition(node, field) and not isinstance(child, (ast.Compare, ast.UnaryOp)):
            yield self._instead(child, f"not ({self._said(child)})")
        elif isinstance(node, ast.Slice) and not _is_number(child) or field == "args" and _is_range(node):
            yield self._instead(child, f"{self._said(child)} + 1")

    def _between(self, left: ast.AST, operator: ast.AST, right: ast.AST) -> Iterator[Slip]:
        symbol, start = SYMBOLS[type(operator)], self._end(left)
        place = start + self.text[start : self._start(right)].index(symbol.encode())
        for other in OTHERS.get(symbol, ()):
            yield Slip(place, place + len(symbol), other)

    def _instead(self, node: ast.AST, new: str) -> Slip:
        return Slip(self._start(node), self._end(node), new)

    def _said(self, node: ast.AST) -> str:
        return self.text[self._start(node) : self._end(node)].decode()

    def _start(self, node: Any) -> int:
        return self.starts[node.lineno - 1] + node.col_offset

    def _end(self, node: Any) -> int:
        return self.starts[node.end_lineno - 1] + node.end_col_offset


def _other_constants(value: Any) -> list[str]:
    """One more and one less, a tenth less, the other truth, the other side."""
    if isinstance(value, bool):
        return [repr(not value)]
    if isinstance(value, int):
        return [repr(value + 1), repr(value - 1)]
    if isinstance(value, float):
        return [repr(0.9 * value if value else 0.1)]
    return [SIDES[value]] if isinstance(value, str) and value in SIDES else []


def _is_condition(node: ast.AST, field: str) -> bool:
    return (isinstance(node, (ast.If, ast.IfExp, ast.While)) and field == "test") or (
        isinstance(node, ast.comprehension) and field == "ifs"
    )


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) or (isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant))


def _is_range(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range"


def _says_only(node: ast.AST) -> bool:
    """An error, a text, a source in the literature, or what only a type checker reads."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "Citation"
    return isinstance(node, (ast.Raise, ast.JoinedStr)) or isinstance(node, ast.keyword) and node.arg in SAID
