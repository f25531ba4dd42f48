"""What readers of long ago were promised still holds."""

import json
from pathlib import Path
from typing import get_type_hints

import pytest

from libs.common.service import Service
from libs.contracts.compatibility import breaches, schema_of
from libs.contracts.registry import load
from tests.contracts.schemas import FOLDER, shapes
from tests.services.catalogue import SERVICES


@pytest.mark.parametrize("file", sorted(shapes()), ids=lambda file: file.stem)
def test_every_published_shape_has_a_golden_schema_and_breaks_nothing_of_it(file: Path) -> None:
    golden = json.loads(file.read_text(encoding="utf-8"))
    assert breaches(golden, schema_of(shapes()[file])) == []


def test_no_published_name_was_withdrawn() -> None:
    assert set(FOLDER.rglob("*.json")) == set(shapes())


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_what_is_disclosed_has_the_shape_that_the_contract_promises(service: Service) -> None:
    promised = {line.name: line.public for line in load().contracts(service.name).lines}
    given = {
        line.name: get_type_hints(line.public)["return"]
        for line in service.wire.lines
        if line.public
    }
    assert given == {name: shape for name, shape in promised.items() if shape is not None}
