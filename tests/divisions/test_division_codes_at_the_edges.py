"""A field of type `DivisionCode` refuses unknown codes by name, and costs nothing to import."""

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from libs.common.divisions import DivisionCode

ROOT = Path(__file__).parents[2]

IMPORT_AND_REPORT = """
import sys
before = set(sys.modules)
import libs.common.divisions
from libs.common.divisions.register import register
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
print(register.cache_info().currsize)
print(*sorted(loaded - set(sys.stdlib_module_names)))
"""


class Unit(BaseModel):
    """A request body with a division."""

    division: DivisionCode


@pytest.mark.parametrize("code", ["360722", "360722100", "360782", "360700-DZ1"])
def test_a_known_division_passes(code: str) -> None:
    assert Unit(division=code).division == code


def test_an_unknown_division_is_an_error_of_its_field_and_names_the_rule() -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Unit).validate_python({"division": "360799"})
    (error,) = refused.value.errors()
    assert error["loc"] == ("division",)
    assert error["type"] == "predicate_failed"
    assert "division_is_known" in error["msg"]


def test_importing_reads_no_file_and_needs_annotated_types_alone() -> None:
    report = subprocess.run(  # noqa: S603 - this interpreter and a script from this file.
        [sys.executable, "-c", IMPORT_AND_REPORT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    read, loaded = report.stdout.splitlines()
    assert read == "0"
    # `annotated_types` itself uses `typing_extensions` where it is installed.
    assert set(loaded.split()) - {"typing_extensions"} == {"annotated_types", "libs"}
