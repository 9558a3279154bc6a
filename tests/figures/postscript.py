"""What an EPS file of parity's draws: an interpreter of the operators that it uses, and of no others."""

from __future__ import annotations

import re
from typing import Any


_TOKEN = re.compile(rb"%[^\n]*|\((?:\\.|[^()\\])*\)|[{}\[\]]|/?[^\s{}\[\]()/%]+")


class Machine:
    """A stack, a dictionary, and the lines and texts that were drawn."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.drawn: list[tuple[Any, ...]] = []
        self.path: list[tuple[float, float]] = []
        self.at = (0.0, 0.0)
        self.colour: tuple[float, ...] = ()
        self.width = 0.0
        self.dash: list[float] = []
        self.size = 0.0
        self.shift, self.angle = (0.0, 0.0), 0.0
        self.saved: list[tuple[Any, ...]] = []
        self.depth = 0

    def pop(self, count: int) -> list[Any]:
        taken = self.stack[len(self.stack) - count :]
        assert len(taken) == count, "the stack has too little on it"
        del self.stack[len(self.stack) - count :]
        return taken


def drawn(file: bytes) -> list[tuple[Any, ...]]:
    """Paths with their paint, clipping rectangles and texts in their order, as the file draws them."""
    assert file.startswith(b"%!PS-Adobe-3.0 EPSF-3.0\n") and file.endswith(b"%%EOF\n")
    machine = Machine()
    body = file[file.index(b"%%EndProlog") :]
    for token in _TOKEN.findall(body):
        if not token.startswith(b"%"):
            _step(machine, token)
    assert machine.stack == [] and machine.depth == 0, "what is put on the stack is used, what is saved is restored"
    return machine.drawn


def _step(machine: Machine, token: bytes) -> None:
    if re.fullmatch(rb"-?\d+(?:\.\d+)?", token):
        machine.stack.append(float(token))
    elif token.startswith(b"("):
        machine.stack.append(re.sub(rb"\\(.)", rb"\1", token[1:-1]).decode("latin-1"))
    elif token.startswith(b"/"):
        machine.stack.append(token[1:].decode())
    elif token == b"[":
        machine.stack.append("[")
    elif token == b"]":
        start = len(machine.stack) - machine.stack[::-1].index("[") - 1
        machine.stack[start:] = [machine.stack[start + 1 :]]
    else:
        _OPERATORS[token.decode()](machine)


def _show(machine: Machine) -> None:
    (text,) = machine.pop(1)
    place = (machine.at[0] + machine.shift[0], machine.at[1] + machine.shift[1])
    machine.drawn.append(("text", text, place, machine.size, machine.angle, machine.colour))


def _show_kerned(machine: Machine) -> None:
    text, moved = machine.pop(2)
    kind, before, *rest = machine.drawn.pop()
    assert kind == "text"
    machine.drawn.append(("kern", moved / machine.size))
    machine.drawn.append((kind, before + text, *rest))


def _set(name: str, count: int, make: Any = lambda *values: values) -> Any:
    return lambda machine: setattr(machine, name, make(*machine.pop(count)))


def _save(machine: Machine) -> None:
    machine.depth += 1
    machine.saved.append((list(machine.path), machine.colour, machine.shift, machine.angle))


def _restore(machine: Machine) -> None:
    machine.depth -= 1
    machine.path, machine.colour, machine.shift, machine.angle = machine.saved.pop()


def _add(machine: Machine) -> None:
    machine.path.append(tuple(machine.pop(2)))


def _move(machine: Machine) -> None:
    machine.at = tuple(machine.pop(2))
    machine.path.append(machine.at)


def _paint(kind: str) -> Any:
    def paint(machine: Machine) -> None:
        look = (machine.colour,) if kind == "fill" else (machine.colour, machine.width, tuple(machine.dash))
        machine.drawn.append((kind, tuple(machine.path), *look))

    return paint


def _clipped(machine: Machine) -> None:
    machine.drawn.append(("clip", *machine.pop(4)))


_OPERATORS: dict[str, Any] = {
    "latin": lambda machine: machine.pop(2),
    "save": _save,
    "restore": _restore,
    "gsave": _save,
    "grestore": _restore,
    "showpage": lambda machine: None,
    "setlinecap": lambda machine: machine.pop(1),
    "setlinejoin": lambda machine: machine.pop(1),
    "setmiterlimit": lambda machine: machine.pop(1),
    "setlinewidth": _set("width", 1, float),
    "setdash": _set("dash", 2, lambda lengths, start: lengths),
    "setrgbcolor": _set("colour", 3),
    "findfont": lambda machine: None,
    "scalefont": lambda machine: None,
    "setfont": _set("size", 2, lambda name, size: size),
    "newpath": lambda machine: machine.path.clear(),
    "m": _move,
    "l": _add,
    "arc": lambda machine: machine.path.append(("circle", *machine.pop(5)[:3])),
    "closepath": lambda machine: machine.path.append("closed"),
    "stroke": _paint("stroke"),
    "fill": _paint("fill"),
    "clipped": _clipped,
    "translate": _set("shift", 2),
    "rotate": _set("angle", 1, float),
    "show": _show,
    "k": _show_kerned,
}
