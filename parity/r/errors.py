"""What can go wrong with R as a process. An error that R itself reports is data, not one of these."""

from __future__ import annotations


class RFailure(Exception):
    """R gave no answer. The next call starts a fresh R."""


class RTimeout(RFailure):
    """R did not answer in time and was ended.

    Attributes
    ----------
    seconds : float
        How long it was waited for.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer from R within {seconds:g} s")
        self.seconds = seconds


class RCrash(RFailure):
    """The R process ended in the middle of a call.

    Attributes
    ----------
    cause : str
        A signal's name (``"SIGSEGV"``) or ``"exit 3 (quit)"``.
    stderr : tuple of str
        The last lines that the process wrote outside of the protocol.
    """

    def __init__(self, cause: str, stderr: tuple[str, ...] = ()) -> None:
        super().__init__(f"R ended: {cause}" + "".join(f"\n    {line}" for line in stderr))
        self.cause = cause
        self.stderr = stderr


class RUnreadable(RFailure):
    """What R answered is not of the language that is spoken with it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the answer of R cannot be read: {reason}")


class RUnavailable(RFailure):
    """R cannot be started here.

    Attributes
    ----------
    reason, cure : str
        What is missing, and the command or setting that mends it.
    """

    def __init__(self, reason: str, cure: str) -> None:
        super().__init__(f"{reason}; {cure}")
        self.reason = reason
        self.cure = cure
