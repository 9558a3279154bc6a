"""Other Python implementations, asked the same questions in this process.

``parity/libraries/<library>/<stem>.py`` holds one function named as the file: the check's inputs in, a mapping of its fields out.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import warnings
from collections.abc import Iterable
from contextlib import suppress
from types import ModuleType
from typing import Union

from parity.check import Check, LibraryCall
from parity.reference import Condition, Provenance, Question, Reference, Unanswered


def load(checks: Iterable[Check]) -> None:
    """Import what these checks will ask, where it is installed: there is time for it while R loads its packages."""
    for check in checks:
        for call in check.references:
            if isinstance(call, LibraryCall):
                with suppress(ImportError):
                    _module(call.package, check.stem)


def ask(question: Question) -> list[Union[Reference, Unanswered]]:
    """The library's answer; `Unanswered` where it is not installed."""
    library = question.call.package
    try:
        version = importlib.metadata.version(library)
        function = getattr(_module(library, question.stem), question.stem)
    except (importlib.metadata.PackageNotFoundError, ImportError):
        return [Unanswered("SKIPPED", f"{library} is not installed")]
    provenance = Provenance("live", version, {"packages": {library: version}})
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value = function(**question.arguments)
        except Exception as error:
            return [Reference(None, (Condition("error", f"{type(error).__name__}: {error}"),), provenance)]
    conditions = tuple(Condition("warning", str(warning.message)) for warning in caught)
    return [Reference(value, conditions, provenance)]


def _module(library: str, stem: str) -> ModuleType:
    return importlib.import_module(f"parity.libraries.{library}.{stem}")
