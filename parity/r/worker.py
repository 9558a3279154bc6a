"""A child that embeds R through rpy2: ``python -I worker.py <protocol.R> <requests> <replies>``, two descriptors.

Run as a file, never imported: it knows the standard library and the part of rpy2's ``rinterface`` layer
that is the same from 3.5.9 to 3.6. A frame is the number of bytes (4, big-endian) and as many bytes of UTF-8.
The first frame sent is ``ready``, or what stood in the way.
"""

from __future__ import annotations

import os
import resource
import struct
import sys
from collections.abc import Callable


def embed_r(protocol: str) -> Callable[[str], str]:
    """Start R in this process and give its ``answer`` function."""
    from rpy2.rinterface_lib import callbacks, embedded

    embedded.set_initoptions(("rpy2", "--quiet", "--vanilla", "--no-save"))
    from rpy2 import rinterface

    # rpy2 would switch R's watch over the C stack off: endless recursion must end as an error of R's, not as a crash.
    stack, _ = resource.getrlimit(resource.RLIMIT_STACK)
    rinterface.initr(interactive=False, _c_stack_limit=stack if stack != resource.RLIM_INFINITY else None)

    def log(text: str) -> None:
        os.write(2, text.encode("utf-8", "replace"))

    def nobody_to_ask(prompt: str) -> str:
        raise EOFError(prompt)

    callbacks.consolewrite_print = callbacks.consolewrite_warnerror = log
    callbacks.consoleread = nobody_to_ask
    base = rinterface.baseenv
    room = base["new.env"](parent=rinterface.baseenv)
    base["sys.source"](rinterface.StrSexpVector([protocol]), envir=room)
    answer = room["answer"]
    return lambda request: str(answer(rinterface.StrSexpVector([request]))[0])


def main(protocol: str, requests: int, replies: int) -> int:
    os.set_inheritable(requests, False)
    os.set_inheritable(replies, False)
    with os.fdopen(requests, "rb") as incoming, os.fdopen(replies, "wb") as outgoing:

        def send(text: str) -> None:
            frame = text.encode("utf-8")
            outgoing.write(struct.pack(">I", len(frame)) + frame)
            outgoing.flush()

        try:
            answer = embed_r(protocol)
        except Exception as error:
            send(f"{type(error).__name__}: {error}")
            return 1
        send("ready")
        while len(header := incoming.read(4)) == 4:
            send(answer(incoming.read(struct.unpack(">I", header)[0]).decode("utf-8")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
