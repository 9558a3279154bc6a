"""One statistic, the references it is held against, and how closely."""

from __future__ import annotations

import dataclasses
import enum
import inspect
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any, Union

from parity.checks.vocabulary.quantity import Quantity
from parity.checks.vocabulary.references import LibraryCall, RCall
from parity.checks.vocabulary.tolerance import Tolerance
from parity.checks.vocabulary.undefined import Undefined
from parity.statistics.fields import field_names


@dataclass(frozen=True, slots=True)
class Citation:
    """A source: who, when, where, and its DOI where it has one."""

    text: str
    doi: str | None = None


class Scope(enum.Enum):
    """What a check is run on."""

    MODEL = "the development cohort, once"
    COHORT = "each cohort of the study"
    SETTING = "each cohort of the study, and each of its subgroups"
    PREDICTOR = "each predictor of the model, in the development cohort"
    PAIR = (
        "each predictor of the model, in the development cohort, and each two models of the study, in each cohort and "
        "subgroup"
    )
    CONTRAST = (
        "the predictors of the model, in the development cohort, and all models of the study, in each cohort and "
        "subgroup"
    )


def without_model(sample: Any) -> str:
    """That there is no model, where risks are given; empty where one was fitted."""
    return "" if sample.terms else "the risks are given, there is no model"


@dataclass(frozen=True, slots=True)
class Check:
    """One statistic, the references it is held against, and how closely.

    Attributes
    ----------
    stem : str
        The field's name for the statistic; the name of its files in every room.
    group : str
        The room of the statistic: ``"discrimination"``, ``"utility"``, ...
    title : str
        As a table shows it.
    compute : callable
        ``compute(**inputs)`` gives the result; its docstring is the card's definition.
    result : type
        The frozen dataclass that `compute` returns.
    references : tuple of RCall or LibraryCall
        The paper's package first. Together they give every field.
    tolerances : mapping of str to Tolerance
        One for each field of `result`, no more and no fewer.
    citations : tuple of Citation
    scope : Scope
    inputs : mapping of str to value or callable
        Both sides receive the inputs by the names of `compute`'s parameters, bit for bit, each the attribute of that
        name of the sample; here stands only where it is otherwise: a value, or a function of the sample.
    quantities : tuple of Quantity
        What of it a paper prints, in that order.
    of_models : tuple of Quantity
        What a paper prints of it where models of a study are compared.
    further_inputs : tuple of str
        Inputs that `compute` does not take, and that references, bounds and deviations do.
    applies : callable
        Whether a sample is of the kind that the check is about: its predictor a number, or categories; a validation
        cohort. Of others nothing is said.
    unless : callable
        Why it is not run on a sample, as a clause; empty where it is.
    undefined : tuple of Undefined
        Why numbers have no definition for some inputs.
    of_patients : mapping of str to callable
        The fields with a number for each patient: from the sample, what the patients are called, in the order of the
        field (`parity.checks.vocabulary.patients`).
    from_patients : tuple of str
        The other fields with elements that tell a number of a single patient, such as a threshold between two risks, or
        the lines of a figure with a point for each.
    draws : bool
        Whether it resamples: it is asked only where the study says how many resamples and from which seed, and its
        settings say so too.
    """

    stem: str
    group: str
    title: str
    compute: Callable[..., Any]
    result: type
    references: tuple[Union[RCall, LibraryCall], ...]
    tolerances: Mapping[str, Tolerance]
    citations: tuple[Citation, ...]
    scope: Scope = Scope.SETTING
    inputs: Mapping[str, Any] = field(default_factory=dict)
    quantities: tuple[Quantity, ...] = ()
    of_models: tuple[Quantity, ...] = ()
    further_inputs: tuple[str, ...] = ()
    applies: Callable[[Any], bool] = lambda sample: True
    unless: Callable[[Any], str] = lambda sample: ""
    undefined: tuple[Undefined, ...] = ()
    of_patients: Mapping[str, Callable[[Any], Sequence[str]]] = field(default_factory=dict)
    from_patients: tuple[str, ...] = ()
    draws: bool = False

    def __post_init__(self) -> None:
        named = tuple(call if call.name else dataclasses.replace(call, name=self.stem) for call in self.references)
        object.__setattr__(self, "references", named)
        fields, parameters = set(self.fields), set(self.input_names)
        self._refuse("has no tolerance for", fields - set(self.tolerances))
        self._refuse("gives a tolerance for what it does not compute:", set(self.tolerances) - fields)
        printed = {name for quantity in (*self.quantities, *self.of_models) for name in quantity.fields}
        self._refuse("prints unknown fields:", printed - fields)
        self._refuse("names patients of unknown fields:", self.withheld - fields)
        self._refuse("has a paper print what is a single patient's:", printed & self.withheld)
        self._refuse("has inputs that its computation does not take:", set(self.inputs) - parameters)
        self._refuse("names as further inputs what its computation takes:", set(self.further_inputs) & set(self.taken))
        if not self.references:
            raise ValueError(f"check {self.stem!r} has no reference")
        names = [(call.package, call.name) for call in self.references]
        self._refuse("asks twice under one name:", {f"{p}/{n}" for p, n in names if names.count((p, n)) > 1})
        given: set[str] = set()
        for call in self.references:
            gives = set(self.gives(call))
            self._refuse(f"says that {call.source} gives unknown fields:", gives - fields)
            self._refuse(
                f"overrides the tolerance of fields that {call.source} does not give:", set(call.tolerances) - gives
            )
            self._refuse(f"sends {call.source} what it does not have:", set(call.sends or ()) - parameters)
            for deviation in call.deviations:
                self._refuse("documents a deviation in unknown fields:", set(deviation.fields) - gives)
                self._refuse("reads what the reference does not give:", set(deviation.reads) - gives)
            given |= gives
        self._refuse("has no reference for", fields - given)
        self._check_functions(fields, parameters)

    def _check_functions(self, fields: set[str], parameters: set[str]) -> None:
        """A function that is called only where a number does not agree is held against the inputs at once."""
        overridden = [tolerance for call in self.references for tolerance in call.tolerances.values()]
        for tolerance in [*self.tolerances.values(), *overridden]:
            if tolerance.bound is not None:
                scale = tolerance.bound.scale
                functions = [tolerance.bound.function, scale] if callable(scale) else [tolerance.bound.function]
                for function in functions:
                    self._refuse("takes a bound from what is no input:", _lacking(function, parameters))
                self._refuse(
                    "takes the scale of a bound from unknown fields:",
                    set(tolerance.bound.scale_fields) - fields,
                )
        for undefined in self.undefined:
            self._refuse("says that unknown fields are undefined:", set(undefined.fields) - fields)
            if undefined.when is not None:
                self._refuse("says when one is undefined by what is no input:", _lacking(undefined.when, parameters))
        for call in self.references:
            for deviation in call.deviations:
                read = {"theirs"} if deviation.reads else set()
                for needed, known in ((deviation.computed, parameters | read), (deviation.definition, parameters)):
                    if needed is not None:
                        self._refuse("follows a deviation from what is no input:", _lacking(needed, known))
            for when in [stop.when for stop in call.deviations] + [stop.when for stop in call.where_both_stop]:
                if when is not None:
                    self._refuse("says when one stops by what is no input:", _lacking(when, parameters))

    def _refuse(self, what: str, names: AbstractSet[str]) -> None:
        if names:
            raise ValueError(f"check {self.stem!r} {what} {', '.join(sorted(names))}")

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the result's fields, in their order."""
        return field_names(self.result)

    @property
    def withheld(self) -> frozenset[str]:
        """The fields that are left out where no number of a single patient may be shown."""
        return frozenset((*self.of_patients, *self.from_patients))

    @property
    def taken(self) -> tuple[str, ...]:
        """The names of the inputs that the computation takes."""
        return tuple(inspect.signature(self.compute).parameters)

    @property
    def input_names(self) -> tuple[str, ...]:
        """The names of all inputs."""
        return *self.taken, *self.further_inputs

    def gives(self, call: Union[RCall, LibraryCall]) -> dict[str, str]:
        """The fields that a reference answers, each with its name in the answer."""
        if call.fields is None:
            return {name: name for name in self.fields}
        return dict(call.fields) if isinstance(call.fields, Mapping) else {name: name for name in call.fields}

    def tolerance(self, name: str, call: Union[RCall, LibraryCall]) -> Tolerance:
        """The tolerance of a field against one reference."""
        return call.tolerances.get(name, self.tolerances[name])

    def arguments(self, sample: Any) -> dict[str, Any]:
        """All inputs, from a sample (see `parity.verification.sample`)."""
        found = {}
        for name in self.input_names:
            if name in self.inputs:
                value = self.inputs[name]
                found[name] = value(sample) if callable(value) else value
            else:
                found[name] = getattr(sample, name)
        return found

    def result_of(self, arguments: Mapping[str, Any]) -> Any:
        """The result of the computation, of those of the inputs that it takes."""
        return self.compute(**{name: arguments[name] for name in self.taken})

    def sent(self, call: Union[RCall, LibraryCall], arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The part of the arguments that a reference is sent."""
        return dict(arguments) if call.sends is None else {name: arguments[name] for name in call.sends}


def _lacking(function: Callable[..., Any], inputs: set[str]) -> set[str]:
    """The parameters of a function that no input fills."""
    parameters = inspect.signature(function).parameters.values()
    needed = {
        one.name
        for one in parameters
        if one.default is one.empty and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)
    }
    return needed - inputs
