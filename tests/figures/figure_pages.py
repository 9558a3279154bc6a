"""R's pages, as recorded: by ``fixtures/figures/record.py``, and among the answers of the checks."""

from __future__ import annotations

import dataclasses
import json
import typing
from pathlib import Path
from typing import Any

from parity import places
from parity.data.study_file import bundled_studies
from parity.graphics.drawing.display import DisplayList
from parity.graphics.painters.r_pdf import page_content

FOLDER = places.fixtures() / "figures"
STUDIES = tuple(study for study in bundled_studies() if (FOLDER / study).is_dir())
"""Those with pages of options beside the defaults; of the others there are pages among the answers of the checks."""


def recorded_pages(*path: str) -> list[str]:
    return FOLDER.joinpath(*path[:-1], path[-1] + ".page").read_bytes().decode("latin-1").split("\f")


def drawn_pages(display: DisplayList) -> list[str]:
    return [page_content(display, number) for number in range(len(display.pages))]


def recorded_answers(cohort: str, package: str, page: str) -> list[str]:
    """The pages that R drew when the figure's check was recorded: one for each R that draws it otherwise."""
    file = places.references() / cohort / package / f"{page}.json"
    answers = json.loads(file.read_text(encoding="utf-8"))["answers"]
    return ["".join(f"{line}\n" for line in answer["value"]["content"]) for answer in answers]


def recorded_values(*path: str) -> dict[str, Any]:
    return json.loads(FOLDER.joinpath(*path).with_suffix(".json").read_text(encoding="utf-8"))


def recorded_cases(folder: str) -> list[str]:
    return sorted(path.stem for path in Path(FOLDER, folder).glob("*.page"))


def build(type: Any, record: Any) -> Any:
    """A dataclass from the JSON record of it: lists become tuples, mappings the dataclasses that its fields ask for."""
    if record is None or not isinstance(record, (dict, list)):
        return record
    if isinstance(record, list):
        return tuple(build(_inner(type), item) for item in record)
    type = type if dataclasses.is_dataclass(type) else _inner(type)
    hints = typing.get_type_hints(type)
    return type(**{name: build(hints[name], value) for name, value in record.items()})


def _inner(type: Any) -> Any:
    """The dataclass inside ``tuple[X, ...]`` or ``Optional[X]``, where there is one."""
    return next((argument for argument in typing.get_args(type) if dataclasses.is_dataclass(argument)), None)
