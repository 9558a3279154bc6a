"""Long vectors in files of a child's scratch directory, beside the text that names them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from parity.r.errors import RUnavailable

_ANSWER = re.compile(r"answer-[0-9]+")


class VectorFiles:
    """What was sent to one child stays for later questions; what comes back is read once.

    Parameters
    ----------
    directory : Path
        The child's scratch directory.
    most : int
        Bytes that may stay.
    """

    def __init__(self, directory: Path, most: int = 256 * 2**20) -> None:
        self._directory = directory
        self._most = most
        self._sizes: dict[str, int] = {}  # from the one that was named longest ago to the one that was named last

    def put(self, elements: memoryview) -> str:
        """The name of the file with these bytes, written if it is not there."""
        name = "vector-" + hashlib.blake2b(elements, digest_size=20).hexdigest()
        if self._sizes.pop(name, None) is None:
            try:
                (self._directory / name).write_bytes(elements)
            except OSError as error:
                size, why = elements.nbytes, error.strerror
                reason = f"a vector of {size} bytes cannot be written to {self._directory} ({why})"
                raise RUnavailable(reason, "make room there, or set TMPDIR to a directory that has it") from error
        self._sizes[name] = elements.nbytes
        return name

    def take(self, name: str) -> bytes:
        """The content of a file that R wrote, which is removed."""
        if not _ANSWER.fullmatch(name):
            raise ValueError(f"{name!r} is not the name of a file that R writes")
        path = self._directory / name
        try:
            content = path.read_bytes()
            path.unlink()
        except OSError as error:
            raise ValueError(f"the file {name!r} that R wrote cannot be read ({error.strerror})") from error
        return content

    def trim(self) -> None:
        """Remove what was not named for longest, until the rest is not too much."""
        while sum(self._sizes.values()) > self._most:
            name = next(iter(self._sizes))
            del self._sizes[name]
            (self._directory / name).unlink(missing_ok=True)
