"""Study files: TOML beside the CSV, read into a `Study`."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parity import places
from parity.data.cohort import Cohort, Study, Subgroup
from parity.errors import InputError, ended, listed, quoted, suggestion
from parity.data.formula_text import read_formula, right_hand_side
from parity.data.models import in_model, models_of
from parity.data.other_formats import TEXT, is_table, refuse_other_format
from parity.data.study import study_from_csv
from parity.data.thresholds import threshold_grid
from parity.data.template import init_study, write_study_file
from parity.data.table import decode, read_bytes

__all__ = ["bundled_studies", "find_study", "init_study", "read_study", "study_from_csv", "write_study_file"]

KEYS = (
    "title", "data", "validation", "outcome", "outcome_label", "event", "predictors", "formula", "risk", "model",
    "candidates", "selection", "entry", "removal",
    "missing", "separator", "decimal", "encoding",
    "subgroups", "thresholds", "level", "seed", "resamples", "source", "licence",
)  # fmt: skip
_DATA_KEYS = ("file", "sha256")
_PREDICTOR_KEYS = ("label", "unit", "levels", "test", "normal")
_SUBGROUP_KEYS = ("column", "cut")
_THRESHOLD_KEYS = ("from", "to", "by")
_TYPE_NAMES = {
    str: "a text in double quotes",
    int: "a whole number",
    float: "a number",
    list: "a list",
    bool: "true or false",
    dict: "a table",
}


def read_study(path: Path | str) -> Study:
    """Read a study file and the CSV files it names.

    Parameters
    ----------
    path : path
        A TOML file. ``outcome`` and ``predictors``, ``formula``, ``risk`` or tables ``[[model]]`` are needed; ``data``
        is the CSV file, by default of the study file's name. Files are looked up beside the study file, and R's answers
        are recorded there, in the folder ``references``. `parity init FILE.csv` writes one with every key explained.

    Raises
    ------
    InputError
    """
    path = Path(path)
    content = _parse(path)
    try:
        study = study_from_csv(**_arguments(path, content))
    except InputError as error:
        raise error.located(path) from None
    _check_hash(path, "data", content.get("data"), study.development)
    for about, cohort in zip(_several(content.get("validation")), study.validations):
        _check_hash(path, "validation", about, cohort)
    return study


def bundled_studies() -> tuple[str, ...]:
    """The names of the studies that come with parity."""
    return tuple(sorted(file.stem for file in places.cohorts().glob("*.toml")))


def refuse_no_study(of: object) -> None:
    """An error where something is neither a name nor a path."""
    if isinstance(of, (str, Path)):
        return
    rule = f"{'a DataFrame' if hasattr(of, 'columns') else f'a value of type {type(of).__name__}'} is no study"
    if hasattr(of, "columns"):
        step = 'make it a study: parity.study(frame, outcome="died", predictors=["age", "sex"])'
    elif hasattr(of, "fit"):
        step = "fit the model first, and give its result: model.fit()"
    elif isinstance(of, (Mapping, list)) or hasattr(of, "dtype"):
        step = "make a DataFrame of the data, and a study of that: parity.study(pandas.DataFrame(data), ...)"
    else:
        step = "give what parity.study makes, the name of a bundled study, or the path of a study file or a CSV file"
    raise InputError(rule, step=step)


def find_study(name_or_path: str | Path) -> Study:
    """A bundled study by its name, or a study file by its path."""
    refuse_no_study(name_or_path)
    text = str(name_or_path)
    if text in bundled_studies():
        return dataclasses.replace(read_study(places.cohorts() / f"{text}.toml"), path=None)
    path = Path(text)
    if path.is_dir():
        raise InputError("is a folder", file=path, step="name a study file (.toml) or a CSV file in it")
    refuse_other_format(path)
    if is_table(path.name):
        rule = "is a data file, and which column is the outcome is not said"
        raise InputError(rule, file=path, step=f"write a study file: parity init {path}")
    if path.suffix.lower() == ".toml":
        return read_study(path)
    if path.is_file():
        step = f"call a study file .toml, a table {listed(TEXT)}"
        raise InputError("is named neither as a study file nor as a table of text", file=path, step=step)
    rule = f"there is no study named {quoted(text)}"
    raise InputError(
        rule, step=f"{ended(suggestion(text, bundled_studies()))} Or give the path of a study file (.toml)"
    )


def _references(path: Path) -> Path:
    """The bundled studies' answers stand beside their cohorts' folder, other studies' beside the study file."""
    folder = path.resolve().parent
    return places.references() if folder == places.cohorts().resolve() else folder / "references"


def _parse(path: Path) -> dict[str, Any]:
    text = decode(read_bytes(path), path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        rule = re.sub(r" \(at .*\)$", "", str(error))
        step = "texts stand in double quotes, one key a line"
        raise InputError(f"line {line} is not TOML: {rule}", file=path, step=step) from None


def _arguments(path: Path, content: Mapping[str, Any]) -> dict[str, Any]:
    _check_keys(content, KEYS, "")
    outcome, model = _outcome_and_model(content)
    predictors = _predictors(content.get("predictors", {}))
    candidates = _predictors(content.get("candidates", {}), "candidates")
    models = _models(content)
    if model is not None or (models and isinstance(content.get("predictors"), dict)):
        _check_described(predictors, model, models)
    described = {**candidates, **{name: about for name, about in predictors.items() if about or name not in candidates}}
    labels = _texts(described, "label")
    if content.get("outcome_label", "") != "":
        labels[outcome] = _get(content, "outcome_label", str)
    arguments: dict[str, Any] = {
        "csv": path.parent / _file(content, "data", f"{path.stem}.csv"),
        "outcome": outcome,
        "predictors": () if model or (models and isinstance(content.get("predictors"), dict)) else tuple(predictors),
        "formula": model,
        "models": models,
        "name": path.stem,
        "labels": labels,
        "units": _texts(described, "unit"),
        "levels": {name: _levels(name, about["levels"]) for name, about in described.items() if "levels" in about},
        "candidates": tuple(candidates),
        "tests": _texts(predictors, "test"),
        "normal": {
            name: _get(about, "normal", bool, f"predictors.{name}")
            for name, about in predictors.items()
            if "normal" in about
        },
        "references": _references(path),
        "path": path,
        "subgroups": tuple(_subgroup(entry) for entry in _get(content, "subgroups", list, default=[])),
    }
    if "validation" in content:
        files = [_file({"validation": about}, "validation", "") for about in _several(content["validation"])]
        arguments["validation"] = [path.parent / file for file in files]
    if "selection" in content:
        arguments["selection"] = _get(content, "selection", str)
    if "risk" in content:
        arguments["risk"] = _risk(content["risk"])
    if "missing" in content:
        arguments["missing"] = content["missing"]
    for key in ("separator", "decimal", "encoding"):
        if key in content:
            arguments[key] = _get(content, key, str)
    if "event" in content:
        arguments["event"] = _plain_text("event", content["event"])
    if "thresholds" in content:
        grid = _get(content, "thresholds", dict)
        _check_keys(grid, _THRESHOLD_KEYS, "thresholds")
        ends = (("from", 0.0), ("to", 0.99), ("by", 0.01))
        arguments["thresholds"] = threshold_grid(
            *(_get(grid, key, float, "thresholds", default) for key, default in ends)
        )
    settings = {"title": str, "source": str, "licence": str, "level": float, "seed": int, "resamples": int}
    settings |= {"entry": float, "removal": float}
    arguments |= {key: _get(content, key, type) for key, type in settings.items() if key in content}
    return arguments


def _outcome_and_model(content: Mapping[str, Any]) -> tuple[str, str | None]:
    """The outcome, and the formula where there is one."""
    step = (
        'add outcome = "..." and a table [predictors.NAME] for each predictor, or formula = "..." or risk = "...", or '
        "candidates and a selection, or two tables [[model]]"
    )
    outcome = _get(content, "outcome", str) if "outcome" in content else None
    model = _get(content, "formula", str) if "formula" in content else None
    if model is not None:
        outcome = right_hand_side(model, outcome)[0]
    predicted = content.get("predictors", model or content.get("risk", content.get("selection", content.get("model"))))
    for key, found in (("outcome", outcome), ("predictors", predicted)):
        if found is None:
            raise InputError(f"says no {key}", step=step)
    assert outcome is not None
    return outcome, model


def _check_described(predictors: Mapping[str, Any], model: str | None, models: list[Any]) -> None:
    """Where there is a formula, or several models, the tables of predictors only describe those that they have."""
    known = {} if model is None else dict.fromkeys(read_formula(model)[1].entries)
    for one in models_of(models, None, {}):
        try:
            known |= dict.fromkeys(one.columns)
        except InputError as error:
            raise in_model(one.name, error) from None
    where, there = ("any model", "a model") if models else ("the formula", "the formula")
    for name in predictors:
        if name not in known:
            rule = f"[predictors.{name}] describes what is not in {where}"
            raise InputError(rule, step=f"{ended(suggestion(name, known))} Or add it to {there}")


def _models(content: Mapping[str, Any]) -> list[Any]:
    """The tables of several models."""
    if not isinstance(content.get("model", []), list):
        raise InputError("model is no list of tables", step='write [[model]], then name = "new" and what it is made of')
    return list(content.get("model", []))


def _risk(about: Any) -> str | list[str]:
    """A column of risks, or several."""
    if isinstance(about, list) and about and all(isinstance(name, str) for name in about):
        return about
    if not isinstance(about, str):
        rule = f"risk is {_shown(about)}, it must be a text in double quotes, or a list of such"
        raise InputError(rule, step='write risk = "p", or risk = ["p_old", "p_new"]')
    return about


def _several(about: Any) -> list[Any]:
    """What may be one entry or a list of them."""
    return [] if about is None else about if isinstance(about, list) else [about]


def _file(content: Mapping[str, Any], key: str, default: str) -> str:
    about = content.get(key, default)
    if isinstance(about, dict):
        _check_keys(about, _DATA_KEYS, key)
        return _get(about, "file", str, key, default or None)
    return _get({key: about}, key, str)


def _predictors(about: Any, key: str = "predictors") -> dict[str, Mapping[str, Any]]:
    if isinstance(about, list) and all(isinstance(name, str) for name in about):
        twice = [name for name in about if about.count(name) > 1]
        if twice:
            raise InputError(f"is named twice among the {key}", column=twice[0], step="name it once")
        return {name: {} for name in about}
    if not isinstance(about, dict) or not all(isinstance(entry, dict) for entry in about.values()):
        raise InputError(f"{key} is not a table", step=f"write [{key}.age], then label and unit on their own lines")
    for name, entry in about.items():
        _check_keys(entry, _PREDICTOR_KEYS, f"{key}.{name}")
    return about


def _texts(predictors: Mapping[str, Mapping[str, Any]], key: str) -> dict[str, str]:
    texts = {name: _get(about, key, str, f"predictors.{name}", "") for name, about in predictors.items()}
    return {name: text for name, text in texts.items() if text}


def _levels(name: str, levels: Any) -> tuple[str, ...]:
    if not isinstance(levels, list) or len(levels) < 2:
        step = 'write levels = ["low", "high"], the reference first'
        raise InputError("levels must list at least two values", column=name, step=step)
    return tuple(_plain_text(f"predictors.{name}.levels", level) for level in levels)


def _subgroup(entry: Any) -> Subgroup:
    if isinstance(entry, str):
        return Subgroup(entry)
    if not isinstance(entry, dict):
        step = 'write [[subgroups]], then column = "age" and cut = 55'
        raise InputError("a subgroup is neither a column name nor a table", step=step)
    _check_keys(entry, _SUBGROUP_KEYS, "subgroups")
    return Subgroup(
        _get(entry, "column", str, "subgroups"), _get(entry, "cut", float, "subgroups") if "cut" in entry else None
    )


def _check_keys(table: Mapping[str, Any], known: tuple[str, ...], inside: str) -> None:
    for key in table:
        if key not in known:
            where = f" in {_key_name(inside)}" if inside else ""
            raise InputError(f"unknown key {quoted(key)}{where}", step=suggestion(key, known))


def _get(table: Mapping[str, Any], key: str, type: type, inside: str = "", default: Any = None) -> Any:
    """The value of a key, of the type it must have; a whole number serves where a number is asked for."""
    name = _key_name(f"{inside}.{key}" if inside else key)
    value = table.get(key, default)
    if value is None:
        raise InputError(f"{name} is missing")
    fits = isinstance(value, (int, float) if type is float else type) and (isinstance(value, bool) is (type is bool))
    if not fits:
        raise InputError(f"{name} is {_shown(value)}, it must be {_TYPE_NAMES[type]}")
    return float(value) if type is float else value


def _plain_text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (str, int, float)):
        return str(value)
    raise InputError(f"{_key_name(name)} is {_shown(value)}, it must be a text in double quotes")


def _check_hash(path: Path, key: str, about: Any, cohort: Cohort) -> None:
    if not isinstance(about, dict) or "sha256" not in about:
        return
    try:
        recorded = _get(about, "sha256", str, key)
    except InputError as error:
        raise error.located(path) from None
    if recorded.lower() != cohort.sha256:
        rule = f"{cohort.file} is not the file that {key}.sha256 was written for (it has {cohort.sha256})"
        raise InputError(rule, file=path, step="restore the data file, or write its new hash into the study file")


def _key_name(key: str) -> str:
    return quoted(key)[1:-1]


def _shown(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else quoted(repr(value))[1:-1]
