"""One process that holds R: its pipes, its scratch directory, its log, and how it ends."""

from __future__ import annotations

import math
import os
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import time
import weakref
from collections.abc import Sequence
from pathlib import Path

from parity.r.environment import child_environment
from parity.r.errors import RCrash, RTimeout, RUnavailable
from parity.r.files import VectorFiles

START_SECONDS = 120.0
_STACK_KILOBYTES = 256 * 1024
_LAST_LINES = 20

# The stack's size is the one limit that R reads at its start, and a shell is the one portable way to set it without
# running Python between fork and exec, which is not safe where there are threads. Descriptors pass through exec.
_LAUNCHER = 'ulimit -s "$0" 2>/dev/null || ulimit -s "$(ulimit -H -s)" 2>/dev/null; exec "$@"'


class Child:
    """A process that holds R.

    Attributes
    ----------
    calls : int
        How many questions it was asked.
    files : VectorFiles
        The long vectors that it was sent.
    end : function
        Ends it, with all that it started and left; a second time does nothing.
    """

    def __init__(self, command: Sequence[str], home: Path, libraries: Sequence[Path]) -> None:
        self.calls = 0
        self._owes_greeting, self._owes_reply = True, False
        scratch = Path(tempfile.mkdtemp(prefix="parity-r-"))
        self.files = VectorFiles(scratch)
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
            self._send(request, time.monotonic() + START_SECONDS)
            self._owes_reply = True

    def greet(self) -> None:
        """Wait until R is there and has done what it was begun with."""
        if not self._owes_greeting:
            return
        try:
            greeting = self._receive(time.monotonic() + START_SECONDS)
            if greeting == b"ready" and self._owes_reply:
                self._receive(time.monotonic() + START_SECONDS)
        except TimeoutError:
            raise RTimeout(START_SECONDS) from None
        except RCrash as crash:
            cure = "see what the lines above say, or try the other bridge"
            raise RUnavailable(f"R does not start: {crash}", cure) from None
        if greeting != b"ready":
            cure = "reinstall rpy2 for this R and this Python, or use the bridge rscript"
            raise RUnavailable(f"R cannot be embedded: {greeting.decode('utf-8', 'replace')}", cure)
        self._owes_greeting = False

    def ask(self, request: str, seconds: float) -> bytes:
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

    def _receive(self, deadline: float) -> bytes:
        (length,) = struct.unpack(">I", self._read(4, deadline))
        return self._read(length, deadline)

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


def _end(owner: int, process: subprocess.Popen[bytes], descriptors: Sequence[int], scratch: Path) -> None:
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
