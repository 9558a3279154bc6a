"""R in a child process that is started when needed, timed, ended when it misbehaves, and started again."""

from __future__ import annotations

import math
import os
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from parity.r.encoding import decode, encode
from parity.r.environment import child_environment, find_r, r_home, r_problem, rpy2_problem
from parity.r.errors import RCrash, RTimeout, RUnavailable
from parity.reference import Condition

BRIDGES = ("rpy2", "rscript")

_HERE = Path(__file__).resolve().parent
_START_SECONDS = 120.0
_STACK_KILOBYTES = 256 * 1024
_LAST_LINES = 20

# The stack's size is the one limit that R reads at its start, and a shell is the one portable way to set it without running
# Python between fork and exec, which is not safe where there are threads. Descriptors pass through exec.
_LAUNCHER = 'ulimit -s "$0" 2>/dev/null || ulimit -s "$(ulimit -H -s)" 2>/dev/null; exec "$@"'


@dataclass(frozen=True, slots=True)
class RAnswer:
    """What R said to one question.

    Attributes
    ----------
    value : mapping or None
        The named list that the function gave; None where R stopped with an error, which is then the last of the conditions.
    conditions : tuple of Condition
        Warnings, messages, printed lines and the error, in the order in which they came.
    text : str
        The whole reply as it crossed, for comparison byte by byte.
    seconds : float
        How long R took.
    """

    value: Mapping[str, Any] | None
    conditions: tuple[Condition, ...]
    text: str
    seconds: float


class RSession:
    """One R at a time, in a child process; a context manager.

    R is started by the first call, and again after a time-out or a crash. No call sees what an earlier one left behind.

    Parameters
    ----------
    bridge : str
        ``"rpy2"``: R embedded in a Python process; ``"rscript"``: R's own command. Both give the same bytes.
    timeout : float
        Seconds that a call may take.
    libraries : sequence of Path
        Package libraries to search before R's own.
    recycle_after : int
        Number of calls after which R is started afresh.
    """

    def __init__(
        self, bridge: str = "rpy2", *, timeout: float = 120.0, libraries: Sequence[Path] = (), recycle_after: int = 500
    ) -> None:
        if bridge not in BRIDGES:
            raise ValueError(f"no bridge {bridge!r}: there are {' and '.join(BRIDGES)}")
        self.bridge = bridge
        self._timeout = timeout
        self._libraries = tuple(Path(library).resolve() for library in libraries)
        self._recycle_after = recycle_after
        self._child: _Child | None = None

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

    def call(self, script: Path, function: str, arguments: Mapping[str, Any], *, timeout: float | None = None) -> RAnswer:
        """Source an R script into a fresh environment and call one function of it.

        Raises
        ------
        TypeError, ValueError
            For an argument that cannot cross; R is not asked.
        RTimeout, RCrash, RUnavailable
            Where there is no answer. The next call starts a fresh R.
        """
        return self._answer({"script": str(Path(script).resolve()), "function": function, "arguments": arguments}, timeout)

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
    ) -> RAnswer:
        """Let a function of an R script draw on a page of `width` x `height` inches.

        The answer is the content of the page of R's ``pdf(compress = FALSE)``, line by line. With a `file` (.pdf, .svg, .png at
        `resolution` pixels an inch) that is written too.
        """
        page = {"width": width, "height": height, "resolution": resolution, "file": None if file is None else str(file)}
        question = {"script": str(Path(script).resolve()), "function": function, "arguments": arguments, "page": page}
        return self._answer(question, timeout)

    def _answer(self, question: Mapping[str, Any], timeout: float | None) -> RAnswer:
        request = encode(question)
        child = self._running_child()
        started = time.monotonic()
        try:
            text = child.ask(request, self._timeout if timeout is None else timeout)
        except BaseException:
            self.close()
            raise
        seconds = time.monotonic() - started
        if child.calls >= self._recycle_after:
            self.close()
        reply = decode(text)
        conditions = tuple(Condition(said["kind"], said["text"]) for said in reply["conditions"])
        return RAnswer(reply["value"], conditions, text, seconds)

    def prepare(self, packages: Sequence[str]) -> None:
        """Start R and let it load `packages` meanwhile; the next call waits for it. A package that is not there is no error."""
        named = {"packages": list(packages)}
        question = {"script": str(_HERE / "environment.R"), "function": "describe", "arguments": named, **named}
        self._started_child().begin(encode(question))

    def environment(self, packages: Sequence[str]) -> dict[str, Any]:
        """Versions of R, BLAS, LAPACK and of those `packages` that are installed, unloaded; platform, locale and bridge."""
        answer = self.call(_HERE / "environment.R", "describe", {"packages": list(packages)}, timeout=_START_SECONDS)
        if answer.value is None:
            raise RUnavailable("R cannot describe itself: " + "; ".join(said.text for said in answer.conditions), "reinstall R")
        version = metadata.version("rpy2") if self.bridge == "rpy2" else answer.value["r"]
        return {**answer.value, "bridge": {"name": self.bridge, "version": version}}

    def _started_child(self) -> _Child:
        if self._child is not None and not self._child.alive:
            self.close()
        if self._child is None:
            problem = rpy2_problem() if self.bridge == "rpy2" else r_problem()
            if problem is not None:
                raise problem
            self._child = _Child(_command(self.bridge), r_home(find_r()), self._libraries)
        return self._child

    def _running_child(self) -> _Child:
        child = self._started_child()
        try:
            child.greet()
        except BaseException:
            self.close()
            raise
        return child


def _command(bridge: str) -> list[str]:
    if bridge == "rpy2":
        return [sys.executable, "-I", str(_HERE / "worker.py"), str(_HERE / "protocol.R")]
    return [str(find_r().with_name("Rscript")), "--vanilla", str(_HERE / "rscript.R"), str(_HERE / "protocol.R")]


class _Child:
    """One process that holds R, with its two pipes, its scratch directory and its log."""

    def __init__(self, command: Sequence[str], home: Path, libraries: Sequence[Path]) -> None:
        self.calls = 0
        self._owes_greeting, self._owes_reply = True, False
        scratch = Path(tempfile.mkdtemp(prefix="parity-r-"))
        self._log = scratch / "log"
        request_end, self._requests = os.pipe()
        self._replies, reply_end = os.pipe()
        try:
            with open(self._log, "ab") as log:
                self._process = subprocess.Popen(
                    ["/bin/sh", "-c", _LAUNCHER, str(_STACK_KILOBYTES), *command, str(request_end), str(reply_end)],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd=scratch,
                    env=child_environment(home, libraries, scratch),
                    pass_fds=(request_end, reply_end),
                    start_new_session=True,
                )
        except BaseException:
            _clear((self._requests, self._replies), scratch)
            raise
        finally:
            os.close(request_end)
            os.close(reply_end)
        os.set_blocking(self._requests, False)
        self.end = weakref.finalize(self, _end, os.getpid(), self._process, (self._requests, self._replies), scratch)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def begin(self, request: str) -> None:
        """Send a first request whose reply is only waited for."""
        if self._owes_greeting and not self._owes_reply:
            self._send(request, time.monotonic() + _START_SECONDS)
            self._owes_reply = True

    def greet(self) -> None:
        """Wait until R is there and has done what it was begun with."""
        if not self._owes_greeting:
            return
        try:
            greeting = self._receive(time.monotonic() + _START_SECONDS)
            if greeting == "ready" and self._owes_reply:
                self._receive(time.monotonic() + _START_SECONDS)
        except TimeoutError:
            raise RTimeout(_START_SECONDS) from None
        except RCrash as crash:
            raise RUnavailable(f"R does not start: {crash}", "see what the lines above say, or try the other bridge") from None
        if greeting != "ready":
            cure = "reinstall rpy2 for this R and this Python, or use the bridge rscript"
            raise RUnavailable(f"R cannot be embedded: {greeting}", cure)
        self._owes_greeting = False

    def ask(self, request: str, seconds: float) -> str:
        """Send a request and wait for the reply."""
        os.truncate(self._log, 0)
        deadline = time.monotonic() + seconds
        self.calls += 1
        try:
            self._send(request, deadline)
            return self._receive(deadline)
        except TimeoutError:
            raise RTimeout(seconds) from None

    def _send(self, text: str, deadline: float) -> None:
        payload = text.encode("utf-8")
        if len(payload) >= 2**31:
            raise ValueError(f"a question of {len(payload)} bytes is too long for R")
        rest = memoryview(struct.pack(">I", len(payload)) + payload)
        while rest:
            self._wait(self._requests, select.POLLOUT, deadline)
            try:
                rest = rest[os.write(self._requests, rest) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise self._crash() from None

    def _receive(self, deadline: float) -> str:
        (length,) = struct.unpack(">I", self._read(4, deadline))
        return self._read(length, deadline).decode("utf-8")

    def _read(self, length: int, deadline: float) -> bytes:
        received = bytearray()
        while len(received) < length:
            self._wait(self._replies, select.POLLIN, deadline)
            chunk = os.read(self._replies, min(length - len(received), 1 << 20))
            if not chunk:
                raise self._crash()
            received += chunk
        return bytes(received)

    def _wait(self, descriptor: int, event: int, deadline: float) -> None:
        """Until the descriptor is ready, or the process has ended: what it started may hold the pipe open longer."""
        poll = select.poll()
        poll.register(descriptor, event)
        while True:
            ended = self._process.poll() is not None
            left = deadline - time.monotonic()
            if poll.poll(0 if ended else math.ceil(1000 * min(max(left, 0.0), 0.2))):
                return
            if ended:
                raise self._crash()
            if left <= 0:
                raise TimeoutError

    def _crash(self) -> RCrash:
        try:
            status = self._process.wait(5)
        except subprocess.TimeoutExpired:
            return RCrash("closed its end of the pipe", self._last_lines())
        if status < 0:
            return RCrash(signal.Signals(-status).name, self._last_lines())
        return RCrash(f"exit {status} (quit)", self._last_lines())

    def _last_lines(self) -> tuple[str, ...]:
        with open(self._log, "rb") as log:
            log.seek(max(os.fstat(log.fileno()).st_size - 4096, 0))
            return tuple(log.read().decode("utf-8", "replace").splitlines()[-_LAST_LINES:])


def _end(owner: int, process: subprocess.Popen, descriptors: Sequence[int], scratch: Path) -> None:
    """End a child and all that it started; not the business of a fork of this process."""
    if os.getpid() != owner:
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    process.wait()
    _clear(descriptors, scratch)


def _clear(descriptors: Sequence[int], scratch: Path) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
    shutil.rmtree(scratch, ignore_errors=True)
