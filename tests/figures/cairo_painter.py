"""The painter through cairo and Pango, for tests that need it; where these are not there, they are skipped."""

from __future__ import annotations

from types import ModuleType

import pytest

from parity.errors import Missing


def cairo_painter() -> ModuleType:
    try:
        from parity.graphics.painters import cairo
    except Missing as error:
        pytest.skip(str(error), allow_module_level=True)
    return cairo
