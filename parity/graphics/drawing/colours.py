"""Colours and line types as R takes them: by name, by number, or written out."""

from __future__ import annotations

import numbers
import re
from collections.abc import Callable, Sequence
from typing import Any, Optional

import numpy as np

from parity.graphics.drawing.display import DASHED, DOTDASH, DOTTED, LONGDASH, SOLID, TWODASH

_NAMED = """
    white=ffffff aliceblue=f0f8ff antiquewhite=faebd7 aquamarine=7fffd4 azure=f0ffff beige=f5f5dc bisque=ffe4c4
    black=000000 blanchedalmond=ffebcd blue=0000ff blueviolet=8a2be2 brown=a52a2a burlywood=deb887 cadetblue=5f9ea0
    chartreuse=7fff00 chocolate=d2691e coral=ff7f50 cornflowerblue=6495ed cornsilk=fff8dc cyan=00ffff darkblue=00008b
    darkcyan=008b8b darkgoldenrod=b8860b darkgray=a9a9a9 darkgreen=006400 darkkhaki=bdb76b darkmagenta=8b008b
    darkolivegreen=556b2f darkorange=ff8c00 darkorchid=9932cc darkred=8b0000 darksalmon=e9967a darkseagreen=8fbc8f
    darkslateblue=483d8b darkslategray=2f4f4f darkturquoise=00ced1 darkviolet=9400d3 deeppink=ff1493
    deepskyblue=00bfff dimgray=696969 dodgerblue=1e90ff firebrick=b22222 floralwhite=fffaf0 forestgreen=228b22
    gainsboro=dcdcdc ghostwhite=f8f8ff gold=ffd700 goldenrod=daa520 green=00ff00 greenyellow=adff2f honeydew=f0fff0
    hotpink=ff69b4 indianred=cd5c5c ivory=fffff0 khaki=f0e68c lavender=e6e6fa lavenderblush=fff0f5 lawngreen=7cfc00
    lemonchiffon=fffacd lightblue=add8e6 lightcoral=f08080 lightcyan=e0ffff lightgoldenrod=eedd82
    lightgoldenrodyellow=fafad2 lightgray=d3d3d3 lightgreen=90ee90 lightpink=ffb6c1 lightsalmon=ffa07a
    lightseagreen=20b2aa lightskyblue=87cefa lightslateblue=8470ff lightslategray=778899 lightsteelblue=b0c4de
    lightyellow=ffffe0 limegreen=32cd32 linen=faf0e6 magenta=ff00ff maroon=b03060 mediumaquamarine=66cdaa
    mediumblue=0000cd mediumorchid=ba55d3 mediumpurple=9370db mediumseagreen=3cb371 mediumslateblue=7b68ee
    mediumspringgreen=00fa9a mediumturquoise=48d1cc mediumvioletred=c71585 midnightblue=191970 mintcream=f5fffa
    mistyrose=ffe4e1 moccasin=ffe4b5 navajowhite=ffdead navy=000080 navyblue=000080 oldlace=fdf5e6 olivedrab=6b8e23
    orange=ffa500 orangered=ff4500 orchid=da70d6 palegoldenrod=eee8aa palegreen=98fb98 paleturquoise=afeeee
    palevioletred=db7093 papayawhip=ffefd5 peachpuff=ffdab9 peru=cd853f pink=ffc0cb plum=dda0dd powderblue=b0e0e6
    purple=a020f0 red=ff0000 rosybrown=bc8f8f royalblue=4169e1 saddlebrown=8b4513 salmon=fa8072 sandybrown=f4a460
    seagreen=2e8b57 seashell=fff5ee sienna=a0522d skyblue=87ceeb slateblue=6a5acd slategray=708090 snow=fffafa
    springgreen=00ff7f steelblue=4682b4 tan=d2b48c thistle=d8bfd8 tomato=ff6347 turquoise=40e0d0 violet=ee82ee
    violetred=d02090 wheat=f5deb3 whitesmoke=f5f5f5 yellow=ffff00 yellowgreen=9acd32
"""
NAMED = {name: f"#{digits}" for name, digits in (item.split("=") for item in _NAMED.split())}
"""R's colours without a number in their name, but for greys: some are not what they are called in CSS."""

PALETTE = ("#000000", "#df536b", "#61d04f", "#2297e6", "#28e2e5", "#cd0bbc", "#f5c710", "#9e9e9e")
"""R's ``palette()`` from 4.0 on: the colours 1 to 8, and again."""

_ROUNDED_DOWN = (50, 90)
"""Greys whose half is rounded down, where those of 10, 30 and 70 are rounded up."""

_LINE_TYPES = (SOLID, DASHED, DOTTED, DOTDASH, LONGDASH, TWODASH)
_LINE_NAMES = ("solid", "dashed", "dotted", "dotdash", "longdash", "twodash")


def colour(given: Any) -> str:
    """A colour as ``"#rrggbb"``: of R's name, of a number of its palette, or as it is.

    Raises
    ------
    ValueError
        It is none, is transparent, or is a numbered shade such as ``"steelblue3"``.
    """
    if isinstance(given, numbers.Real) and not isinstance(given, bool) and int(given) >= 1:
        return PALETTE[(int(given) - 1) % len(PALETTE)]
    if isinstance(given, str) and given.isdecimal() and int(given) >= 1:
        return colour(int(given))
    text = str(given).lower().replace(" ", "").replace("grey", "gray")
    if re.fullmatch("#[0-9a-f]{6}", text):
        return text
    if re.fullmatch("#[0-9a-f]{6}ff", text):
        return text[:-2]
    shade = re.fullmatch("gray(100|[0-9]{1,2})", text)
    if shade is not None:
        percent = int(shade[1])
        return "#" + 3 * f"{int(255 * percent / 100 + 0.5) - (percent in _ROUNDED_DOWN):02x}"
    if text == "gray":
        return "#bebebe"
    if text in NAMED:
        return NAMED[text]
    raise ValueError(f"there is no colour {given!r}; write it as '#rrggbb', or by a name or number of R's")


def colour_or_none(given: Any) -> Optional[str]:
    """The same, and None for what is not drawn: None, ``"transparent"``, a number below 1."""
    nothing = isinstance(given, numbers.Real) and int(given) == 0
    return None if given is None or given == "transparent" or nothing else colour(given)


def line_type(given: Any) -> str:
    """A line type as lengths of ink and gap, of R's name or number, or as it is."""
    if isinstance(given, numbers.Real) and not isinstance(given, bool) and int(given) >= 1:
        return _LINE_TYPES[(int(given) - 1) % len(_LINE_TYPES)]
    if isinstance(given, str) and re.fullmatch("[1-6]", given):
        return line_type(int(given))
    if given in _LINE_NAMES:
        return _LINE_TYPES[_LINE_NAMES.index(given)]
    if isinstance(given, str) and re.fullmatch("([1-9a-fA-F]{2}){0,4}", given):
        return given
    raise ValueError(f"there is no line type {given!r}; there are {', '.join(_LINE_NAMES)}, 1 to 6, and such as '44'")


def each(given: Any, convert: Callable[[Any], Any]) -> tuple[Any, ...]:
    """One thing or several, converted one by one: R takes either."""
    several = given if isinstance(given, (Sequence, np.ndarray)) and not isinstance(given, str) else (given,)
    return tuple(convert(one) for one in several)


def converted(options: Any, **how: Callable[[Any], Any]) -> None:
    """Options in the form in which they are drawn with, in the place of that in which R takes them."""
    for name, convert in how.items():
        object.__setattr__(options, name, convert(getattr(options, name)))


def colours(given: Any) -> tuple[str, ...]:
    """Several colours, or one."""
    return () if given is None else each(given, colour)


def line_types(given: Any) -> tuple[str, ...]:
    """Several line types, or one."""
    return () if given is None else each(given, line_type)


def widths(given: Any) -> tuple[float, ...]:
    """Several numbers, or one."""
    return each(given, width)


def width(given: Any) -> float:
    """A line width."""
    if isinstance(given, bool) or not isinstance(given, numbers.Real):
        raise ValueError(f"there is no line width {given!r}; give a number, such as 2")
    return float(given)
