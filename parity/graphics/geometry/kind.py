"""What a figure is: of which inputs it is drawn, by what, in which size, with which choices."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, get_type_hints

from parity.data.given_types import refuse_other_types
from parity.errors import InputError, listed, quoted, suggestion
from parity.graphics.drawing.device import Device
from parity.graphics.drawing.display import DisplayList

Options = TypeVar("Options")


@dataclass(frozen=True, slots=True)
class FigureKind:
    """A figure of a prediction study, as it stands in ``parity.graphics.geometry.<name>.FIGURE``.

    Attributes
    ----------
    name : str
        Of the public function and of the module.
    title : str
        Written into PDF files.
    summary : str
        First line of the public function's description.
    inputs : tuple of str
        What it is drawn of: attributes of a sample (see `parity.verification.sample`).
    value : callable
        Makes what is drawn from those of the inputs that it names, and from those choices that are keywords of it.
    value_type : type
        What it makes; a figure can be drawn of one that is made already.
    draw : callable
        ``draw(value, device, options)`` gives the display list.
    options : type
        The choices of `draw`, under R's names with ``_`` for ``.``.
    width, height : float
        In inches, by default.
    defaults : mapping of str to value
        Choices that the public function and the check have otherwise than R's function.
    further_choices : mapping of str to type
        Choices of `value` beside its keywords.
    of_cohort : bool
        Whether it shows any cohort of a study; else the model, which is that of the development cohort.
    refits : bool
        Whether it fits the model anew: it is of outcomes and predictors.
    together : callable or None
        Makes one value of the values of several models, by their labels; None: it is of one model.
    refused : mapping of str to str
        Arguments of R's function that it does not take, and what to do instead.
    hint : str
        The options that help where its text overprints.
    choices, options_text, returns, notes : str
        Parts of its description, in numpydoc's form: the keywords of `value`; where the options are described, where
        not in `options`; what it returns, where more than a figure; notes.
    """

    name: str
    title: str
    summary: str
    inputs: tuple[str, ...]
    value: Callable[..., Any]
    value_type: type
    draw: Callable[[Any, Device, Any], DisplayList]
    options: type
    width: float
    height: float
    defaults: Mapping[str, Any] = field(default_factory=dict)
    further_choices: Mapping[str, Any] = field(default_factory=dict)
    of_cohort: bool = True
    refits: bool = False
    together: Callable[[Mapping[str, Any]], Any] | None = None
    refused: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    choices: str = ""
    options_text: str = ""
    returns: str = ""
    notes: str = ""

    @property
    def keywords(self) -> dict[str, Any]:
        """The choices that are keywords of `value`, with the defaults that the public function has."""
        parameters = inspect.signature(self.value).parameters.values()
        own = {
            parameter.name: parameter.default for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY
        }
        return {name: self.defaults.get(name, default) for name, default in own.items()}

    def split(self, chosen: Mapping[str, Any]) -> tuple[dict[str, Any], Any]:
        """The choices of `value`, and the options of `draw`; one that there is not is refused with what there is."""
        for name in chosen:
            if name in self.refused:
                raise InputError(f"{self.name} takes no {name}", step=self.refused[name])
        of_value = {*self.keywords, *self.further_choices}
        known = [*of_value, *(option.name for option in fields(self.options))]
        for name in chosen:
            if name not in known:
                raise InputError(f"{self.name} has no option {quoted(name)}", step=self._meant(name, sorted(known)))
        made_with = {name: value for name, value in chosen.items() if name in of_value}
        refuse_other_types(made_with, {**get_type_hints(self.value), **self.further_choices})
        return made_with, options_of(self.options, {name: chosen[name] for name in chosen if name not in of_value})

    def _meant(self, name: str, known: Sequence[str]) -> str:
        """What to do about an option that there is not."""
        near = suggestion(name, known)
        return near if near.endswith("?") else f"{near}; help(parity.figures.{self.name}) says what each is"

    def value_of(self, inputs: Mapping[str, Any], made_with: Mapping[str, Any]) -> Any:
        """What is drawn, of inputs that may be more than it needs."""
        named = inspect.signature(self.value).parameters
        return self.value(**{name: value for name, value in inputs.items() if name in named}, **made_with)

    def inputs_of(self, sample: Any) -> dict[str, Any]:
        """What it is drawn of, from a sample."""
        return {name: getattr(sample, name) for name in self.inputs}


def options_of(type: type[Options], chosen: Mapping[str, Any]) -> Options:
    """The options of a figure by name; one that it does not have is named, with what there is."""
    known = [option.name for option in fields(type)]
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise InputError(f"the figure has no option {listed(unknown)}", step=suggestion(unknown[0], known))
    chosen = {name: tuple(given.tolist()) if getattr(given, "ndim", 0) else given for name, given in chosen.items()}
    try:
        options = type(**chosen)
    except ValueError as error:
        raise InputError(str(error)) from None
    except TypeError:
        refuse_other_types(chosen, get_type_hints(type))
        raise
    refuse_other_types({name: getattr(options, name) for name in chosen}, get_type_hints(type))
    return options
