"""Other Python implementations, asked the same questions in this process.

``<libraries of the catalogue>/<package>/<name>.py`` holds one function named as the file: the check's inputs in, a
mapping of its fields out.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import warnings
from contextlib import suppress
from types import ModuleType
from typing import Union

from parity.answers.answer import Answer, Answered, Condition, Provenance, Question, Said, Unanswered
from parity.checks.vocabulary.verdict import Verdict
from parity.checks.vocabulary import Catalogue, LibraryCall, Reference


def load(catalogue: Catalogue) -> None:
    """Import what these checks will ask, where it is installed: there is time for it while R loads its packages."""
    for check in catalogue.checks:
        for call in check.references:
            if isinstance(call, LibraryCall):
                with suppress(ImportError):
                    _module(catalogue.libraries, call)


class Libraries:
    """Other Python libraries, asked in this process.

    Parameters
    ----------
    package : str
        The Python package that holds what they are asked; see `Catalogue.libraries`.
    """

    def __init__(self, package: str) -> None:
        self.package = package

    def ask(self, question: Question) -> list[Union[Answer, Unanswered]]:
        """The library's answer; `Unanswered` where it is not installed."""
        call = question.call
        try:
            version = importlib.metadata.version(call.package)
            function = getattr(_module(self.package, call), call.name)
        except (importlib.metadata.PackageNotFoundError, ImportError):
            return [Unanswered(Verdict.NOT_VERIFIED, f"{call.package} is not installed")]
        provenance = Provenance(Answered.LIVE, version, {"packages": {call.package: version}})
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                value = function(**question.arguments)
            except Exception as error:
                return [Answer(None, (Condition(Said.ERROR, f"{type(error).__name__}: {error}"),), provenance)]
        conditions = tuple(Condition(Said.WARNING, str(warning.message)) for warning in caught)
        return [Answer(value, conditions, provenance)]


def _module(package: str, call: Reference) -> ModuleType:
    return importlib.import_module(f"{package}.{call.package}.{call.name}")
