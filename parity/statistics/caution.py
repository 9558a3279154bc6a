"""What a statistic says about its own number beside giving it."""

from __future__ import annotations


class Caution(UserWarning):
    """Such as "fewer groups than asked for"; issued by ``warnings.warn(Caution(code, text))``.

    Attributes
    ----------
    code : str
        By which it is held against what others say of theirs.
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
