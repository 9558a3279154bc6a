"""R in a child process that is started when needed, timed, ended when it misbehaves, and started again."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from parity.errors import Unsound
from parity.r import echo
from parity.r.answer import RAnswer
from parity.r.bridge import Bridge
from parity.r.child import START_SECONDS, Child
from parity.r.condition import Condition, Said
from parity.r.decoding import decode
from parity.r.encoding import encode
from parity.r.environment import r_home, required_r, rpy2_problem
from parity.r.errors import RUnavailable, RUnreadable

_HERE = Path(__file__).resolve().parent


class RSession:
    """One R at a time, in a child process; a context manager.

    R is started by the first call, and again after a time-out or a crash. No call sees what an earlier one left behind.

    Parameters
    ----------
    bridge : Bridge or str
    timeout : float
        Seconds that a call may take.
    libraries : sequence of Path
        Package libraries to search before R's own.
    recycle_after : int
        Number of calls after which R is started afresh.
    """

    def __init__(
        self,
        bridge: Bridge | str = Bridge.RPY2,
        *,
        timeout: float = 120.0,
        libraries: Sequence[Path] = (),
        recycle_after: int = 500,
    ) -> None:
        if bridge not in list(Bridge):
            raise ValueError(f"no bridge {bridge!r}: there are {' and '.join(Bridge)}")
        self.bridge = Bridge(bridge)
        self._timeout = timeout
        self._libraries = tuple(Path(library).resolve() for library in libraries)
        self._recycle_after = recycle_after
        self._child: Child | None = None

    def __enter__(self) -> RSession:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End R, if it runs. A later call starts it again."""
        if self._child is not None:
            self._child.end()
            self._child = None

    @property
    def pid(self) -> int | None:
        """The process that holds R, if there is one."""
        return self._child.pid if self._child is not None and self._child.alive else None

    def call(
        self,
        script: Path,
        function: str,
        arguments: Mapping[str, Any],
        *,
        timeout: float | None = None,
        traced: bool = False,
    ) -> RAnswer:
        """Source an R script into a fresh environment and call one function of it.

        Where it is `traced`, the answer is not its value but ``drawn``: behind each ``set.seed``, in turn, the calls of
        ``sample.int`` and ``runif`` (traced.R).

        Raises
        ------
        TypeError, ValueError
            For an argument that cannot cross; R is not asked.
        RTimeout, RCrash, RUnavailable
            Where there is no answer. The next call starts a fresh R.
        """
        return self._answer(_question(script, function, arguments, traced), timeout)

    def draw(
        self,
        script: Path,
        function: str,
        arguments: Mapping[str, Any],
        *,
        width: float,
        height: float,
        file: Path | None = None,
        resolution: float = 150.0,
        timeout: float | None = None,
        traced: bool = False,
    ) -> RAnswer:
        """Let a function of an R script draw on a page of `width` x `height` inches.

        The answer is the content of the page of R's ``pdf(compress = FALSE)``, line by line. With a `file` (.pdf, .svg,
        .eps, or .png and .tiff at `resolution` pixels an inch) that is written too. `traced` is as in `call`.
        """
        page = {"width": width, "height": height, "resolution": resolution, "file": None if file is None else str(file)}
        return self._answer({**_question(script, function, arguments, traced), "page": page}, timeout)

    def _answer(self, question: Mapping[str, Any], timeout: float | None) -> RAnswer:
        child = self._started_child()
        child.files.trim()
        request = encode(question, child.files.put)
        try:
            child.greet()
            started = time.monotonic()
            reply = child.ask(request, self._timeout if timeout is None else timeout)
            seconds = time.monotonic() - started
            answer = _read(reply, child, seconds)
        except BaseException:
            self.close()
            raise
        if child.calls >= self._recycle_after:
            self.close()
        return answer

    def prepare(self, packages: Sequence[str]) -> None:
        """Start R and let it load `packages` meanwhile; the next call waits for it. A missing package is no error."""
        named = {"packages": list(packages)}
        question = {"script": str(_HERE / "environment.R"), "function": "describe", "arguments": named, **named}
        self._started_child().begin(encode(question))

    def environment(self, packages: Sequence[str]) -> dict[str, Any]:
        """Versions of R, BLAS, LAPACK and of those `packages` that are installed; platform, locale and bridge.

        Raises
        ------
        RUnavailable
            R cannot describe itself.
        Unsound
            A value that is sent comes back as another.
        """
        asked = {"packages": list(packages), "echo": echo.SENT}
        try:
            answer = self.call(_HERE / "environment.R", "describe", asked, timeout=START_SECONDS)
        except RUnreadable as error:
            raise Unsound(f"what R was sent came back as nothing that can be read: {error}") from error
        if answer.value is None:
            why = "; ".join(said.text for said in answer.conditions)
            raise RUnavailable(f"R cannot describe itself: {why}", "reinstall R")
        echo.hold(answer.value["echo"])
        said = {name: value for name, value in answer.value.items() if name != "echo"}
        version = metadata.version("rpy2") if self.bridge is Bridge.RPY2 else said["r"]
        return {**said, "bridge": {"name": self.bridge.value, "version": version}}

    def _started_child(self) -> Child:
        if self._child is not None and not self._child.alive:
            self.close()
        if self._child is None:
            problem = rpy2_problem() if self.bridge is Bridge.RPY2 else None
            if problem is not None:
                raise problem
            r = required_r()
            self._child = Child(_command(self.bridge, r), r_home(r), self._libraries)
        return self._child


def _question(script: Path, function: str, arguments: Mapping[str, Any], traced: bool) -> dict[str, Any]:
    tracer = {"tracer": str(_HERE / "traced.R")} if traced else {}
    return {"script": str(Path(script).resolve()), "function": function, "arguments": arguments, **tracer}


def _command(bridge: Bridge, r: Path) -> list[str]:
    if bridge is Bridge.RPY2:
        return [sys.executable, "-I", str(_HERE / "worker.py"), str(_HERE / "protocol.R")]
    return [str(r.with_name("Rscript")), "--vanilla", str(_HERE / "rscript.R"), str(_HERE / "protocol.R")]


def _read(reply: bytes, child: Child, seconds: float) -> RAnswer:
    digest = hashlib.blake2b(reply, digest_size=20)

    def take(file: str) -> bytes:
        content = child.files.take(file)
        digest.update(content)
        return content

    try:
        said = decode(reply.decode("utf-8"), take)
    except ValueError as error:
        raise RUnreadable(str(error)) from error
    conditions = tuple(Condition(Said(condition["kind"]), condition["text"]) for condition in said["conditions"])
    return RAnswer(said["value"], conditions, digest.hexdigest(), seconds)
